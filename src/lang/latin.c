/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* latin.c - official Latin spellings; the sources are named in lang.h. */
#include <assert.h>
#include <string.h>

#include "lang/lang.h"
#include "lang/letters.h"

enum { ALPHABET_FIRST = 0x430, ALPHABET_END = 0x450 };

/* From а to я. NULL: not a letter of that language, stays as it is. "": has no sound of its own. */
static const char *const russian[ALPHABET_END - ALPHABET_FIRST] = {
    "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "i",    "k",  "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "ie", "y", "",  "e", "iu", "ia",
};
static const char *const ukrainian[ALPHABET_END - ALPHABET_FIRST] = {
    "a", "b", "v", "h", "d", "e",  "zh", "z",  "y",  "i",    "k",  "l",  "m", "n",  "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", NULL, NULL, "",  NULL, "iu", "ia",
};

/* Letters outside that range, and those that sound otherwise at the beginning of a word. */
static const struct {
    enum lang lang;
    int32_t letter;
    const char *within;
    const char *first;
} specials[] = {
    {LANG_RU, 0x451, "e", "e"},   /* ё */
    {LANG_UK, 0x491, "g", "g"},   /* ґ */
    {LANG_UK, 0x454, "ie", "ye"}, /* є */
    {LANG_UK, 0x456, "i", "i"},   /* і */
    {LANG_UK, 0x457, "i", "yi"},  /* ї */
    {LANG_UK, 0x439, "i", "y"},   /* й */
    {LANG_UK, 0x44E, "iu", "yu"}, /* ю */
    {LANG_UK, 0x44F, "ia", "ya"}, /* я */
};

static const char *latin_of(enum lang lang, int32_t lower, bool first)
{
    for (size_t i = 0; i < COUNT(specials); i++)
        if (specials[i].lang == lang && specials[i].letter == lower)
            return first ? specials[i].first : specials[i].within;
    size_t place = (size_t)lower - ALPHABET_FIRST;
    if (lower < ALPHABET_FIRST || place >= COUNT(russian))
        return NULL;
    return lang == LANG_RU ? russian[place] : ukrainian[place];
}

/* A capital becomes several capitals only among capitals: ЩЕРБА, but Щерба and Я. */
static void latin_write(struct buf *b, const char *latin, bool upper, bool shouting)
{
    for (size_t i = 0; latin[i] != '\0'; i++) {
        bool capital = upper && (i == 0 || shouting);
        buf_char(b, capital ? (char)(latin[i] - 'a' + 'A') : latin[i]);
    }
}

void lang_put_latin(struct buf *b, enum lang lang, struct text t)
{
    assert(lang < LANG__COUNT);
    int32_t before = -1; /* the letter before, -1 at the beginning of a word */
    for (size_t at = 0; at < t.n;) {
        size_t from = at;
        int32_t point = text_next(t, &at);
        int32_t lower = letter_lower(point);
        const char *latin = lang == LANG_EN ? NULL : latin_of(lang, lower, before < 0);
        bool silent = lang == LANG_UK && letter_is_apostrophe(point) && before >= 0;
        if (latin != NULL) {
            size_t ahead = at;
            int32_t next = at < t.n ? text_next(t, &ahead) : -1;
            bool shouting =
                letter_is_upper(next) || (letter_lower(next) == next && !letter_is_cyrillic(next) &&
                                          letter_is_upper(before));
            /* зг is zgh, so that it is not read as ж */
            if (lang == LANG_UK && lower == 0x433 && letter_lower(before) == 0x437)
                latin = "gh";
            latin_write(b, latin, lower != point, shouting);
        } else if (!silent) {
            buf_bytes(b, t.at + from, at - from);
        }
        if (!silent)
            before = letter_is_cyrillic(point) || letter_latin(lower) != 0 ? point : -1;
    }
}
