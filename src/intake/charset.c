/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* charset.c - tells UTF-8 from Windows-1251 by what the bytes spell. */
#include "intake/charset.h"

#include <string.h>

#include "base/limits.h"

enum {
    BLOCK = LIMIT_KIB(64),
    /* Of so many letters one may be damaged, or strange. Guessed; a broken cell has a few. */
    DAMAGED_OF = 20,
    STRANGE_OF = 20,
    NO_POINT = 0xFFFD,
};

const char *charset_name(enum charset charset)
{
    return charset == CHARSET_1251 ? "windows-1251" : "utf-8";
}

/* ---- Windows-1251 ------------------------------------------------------------------------------
 */

/* 0x80 to 0xBF; what stands above is the alphabet from U+0410 on. Source: Unicode's table CP1251,
 * compared with iconv in the tests. */
static const uint16_t upper_half[] = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
    0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0xFFFD, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
    0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
    0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
    0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
};

int32_t charset_point_1251(unsigned char byte)
{
    if (byte < 0x80)
        return byte;
    return byte < 0xC0 ? upper_half[byte - 0x80] : 0x0410 + (byte - 0xC0);
}

void charset_put(enum charset charset, struct text bytes, struct buf *into)
{
    if (charset != CHARSET_1251) {
        buf_put(into, bytes);
        return;
    }
    for (size_t i = 0; i < bytes.n; i++) {
        char encoded[4];
        size_t n = text_encode(charset_point_1251((unsigned char)bytes.at[i]), encoded);
        buf_bytes(into, encoded, n);
    }
}

/* ---- is it UTF-8 -------------------------------------------------------------------------------
 */

/* Sequences seen so far; a sequence may begin in one block and end in the next. */
struct utf8_seen {
    int64_t whole, broken;
    unsigned left;           /* bytes that must follow */
    unsigned char low, high; /* what the next one may be */
};

static void utf8_begin(struct utf8_seen *u, unsigned char c)
{
    u->low = 0x80;
    u->high = 0xBF;
    u->left = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    if (c < 0xC2 || c > 0xF4) {
        u->left = 0;
        u->broken++;
    } else if (c == 0xE0) {
        u->low = 0xA0;
    } else if (c == 0xED) {
        u->high = 0x9F;
    } else if (c == 0xF0) {
        u->low = 0x90;
    } else if (c == 0xF4) {
        u->high = 0x8F;
    }
}

static void utf8_add(struct utf8_seen *u, unsigned char c)
{
    if (u->left > 0 && c >= u->low && c <= u->high) {
        u->low = 0x80;
        u->high = 0xBF;
        u->whole += --u->left == 0;
        return;
    }
    u->broken += u->left > 0;
    u->left = 0;
    if (c >= 0x80)
        utf8_begin(u, c);
}

/* ---- is it Windows-1251 ------------------------------------------------------------------------
 */

struct words_seen {
    int64_t letters;                              /* Cyrillic ones */
    int64_t strange;                              /* signs that nobody writes in a list of people */
    int64_t words;                                /* with a Cyrillic letter */
    int64_t mixed;                                /* with letters of both alphabets */
    int64_t inverted;                             /* with a capital behind a small letter */
    bool cyrillic, latin, was_small, is_inverted; /* of the word at hand */
};

static bool is_usual_sign(int32_t point)
{
    static const int32_t usual[] = {0xA0,   0xA7,   0xAB,   0xB0,   0xB1,   0xB7,   0xBB,
                                    0xAD,   0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C,
                                    0x201D, 0x201E, 0x2022, 0x2026, 0x20AC, 0x2116, 0x2122};
    for (size_t i = 0; i < COUNT(usual); i++)
        if (usual[i] == point)
            return true;
    return false;
}

/* Of Russian and Ukrainian; the others of this table are of languages further south. */
static bool is_letter(int32_t point)
{
    return (point >= 0x0410 && point <= 0x044F) || point == 0x0401 || point == 0x0451 ||
           point == 0x0404 || point == 0x0454 || point == 0x0406 || point == 0x0456 ||
           point == 0x0407 || point == 0x0457 || point == 0x0490 || point == 0x0491;
}

static void word_end(struct words_seen *w)
{
    w->words += w->cyrillic;
    w->mixed += w->cyrillic && w->latin;
    w->inverted += w->cyrillic && w->is_inverted;
    w->cyrillic = w->latin = w->was_small = w->is_inverted = false;
}

static void words_add(struct words_seen *w, unsigned char c)
{
    int32_t point = charset_point_1251(c);
    bool latin = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!latin && !is_letter(point)) {
        w->strange += c >= 0x80 && !is_usual_sign(point);
        word_end(w);
        return;
    }
    bool small = (c >= 'a' && c <= 'z') || (point >= 0x0430 && point <= 0x045F) || point == 0x0491;
    w->letters += !latin;
    w->cyrillic = w->cyrillic || !latin;
    w->latin = w->latin || latin;
    w->is_inverted = w->is_inverted || (w->was_small && !small);
    w->was_small = small;
}

static bool is_plausible(const struct words_seen *w)
{
    return w->letters > 0 && w->strange * STRANGE_OF <= w->letters && w->mixed * 5 <= w->words &&
           w->inverted * STRANGE_OF <= w->words;
}

/* ---- the whole file --------------------------------------------------------------------------
 */

struct seen {
    struct utf8_seen utf8;
    struct words_seen words;
    int64_t nuls;
};

static void seen_add(struct seen *s, const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)at[i];
        if (c >= 0x80 || s->utf8.left > 0)
            utf8_add(&s->utf8, c);
        words_add(&s->words, c);
        s->nuls += c == 0;
    }
}

static bool begins(const char *at, size_t n, const char *with, size_t length)
{
    return n >= length && memcmp(at, with, length) == 0;
}

/* Bytes that no list begins with. */
static struct err *head_check(struct arena *into, const char *at, size_t n)
{
    if (begins(at, n, "PK\3\4", 4) || begins(at, n, "\xD0\xCF\x11\xE0", 4))
        return err_input(into, "charset",
                         N_("This is a spreadsheet's own file. Save it there as CSV, in UTF-8"));
    if (begins(at, n, "\xFF\xFE", 2) || begins(at, n, "\xFE\xFF", 2))
        return err_input(into, "charset", N_("This text is in UTF-16. Save it as CSV, in UTF-8"));
    return NULL;
}

static struct err *charset_decide(struct arena *into, const struct seen *s, enum charset *ret)
{
    int64_t broken = s->utf8.broken + (s->utf8.left > 0);
    if (s->nuls > 0)
        return err_input(into, "charset", N_("This is not a text. Save the list as CSV, in UTF-8"));
    if (broken * DAMAGED_OF <= s->utf8.whole)
        *ret = CHARSET_UTF8;
    else if (is_plausible(&s->words))
        *ret = CHARSET_1251;
    else
        return err_example(
            err_input(into, "charset",
                      N_("The letters are neither UTF-8 nor Windows-1251. Save the list as UTF-8, "
                         "or say which it is")),
            "windows-1251");
    return NULL;
}

struct err *charset_find(struct arena *into, const struct source *source, enum charset wanted,
                         struct charset_found *ret_found)
{
    struct charset_found found = {.charset = wanted};
    struct seen seen = {0};
    char *block = arena_alloc(into, BLOCK);
    NEED(block);
    for (size_t n = BLOCK; n > 0; found.bytes += (int64_t)n) {
        TRY(source->read(source->with, into, found.bytes, block, BLOCK, &n));
        if (found.bytes == 0) {
            TRY(head_check(into, block, n));
            found.begin = begins(block, n, "\xEF\xBB\xBF", 3) ? 3 : 0;
        }
        size_t skip = found.bytes == 0 ? (size_t)found.begin : 0;
        seen_add(&seen, block + skip, n - skip);
    }
    word_end(&seen.words);
    if (wanted == CHARSET_UNKNOWN)
        TRY(charset_decide(into, &seen, &found.charset));
    *ret_found = found;
    return NULL;
}
