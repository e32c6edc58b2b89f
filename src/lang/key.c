/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* key.c - keys for sorting names and labels.
 *
 * A key is the ranks of all letters, a 1, then one weight for each of them without the trailing
 * usual ones. Ranks: 2 space, 3 punctuation, 4 digits (then how many, then they themselves), the
 * letters of the language's own script, those of the other one, 0xF0 and the code point for the
 * rest. Weights: 2 as in the alphabet, 3 for a capital, 4 and 5 for the same with a diacritic. */
#include <assert.h>

#include "lang/lang.h"
#include "lang/letters.h"

enum {
    LEVEL_END = 1,
    RANK_SPACE = 2,
    RANK_MARK = 3,
    RANK_DIGITS = 4,
    RANK_OWN = 0x10, /* first letter of the language's script */
    RANK_OTHER = 0x60,
    RANK_REST = 0xF0,
    WEIGHT_USUAL = 2,
    WEIGHT_CAPITAL = 1,
    WEIGHT_DIACRITIC = 2,
    DIGITS_MAX = 250,
    CYRILLIC_BASE = 0x430,
    CYRILLIC_SPAN = 0x62, /* to U+0491, ґ */
    LETTERS_MAX = 48,
};

/* One order for both languages: the Ukrainian letters stand in the gaps of the Russian alphabet. */
static const int32_t cyrillic_order[] = {
    0x430, 0x431, 0x432, 0x433, 0x491, 0x434, 0x435, 0x454, 0x436, 0x437, 0x438, 0x456, 0x457,
    0x439, 0x43A, 0x43B, 0x43C, 0x43D, 0x43E, 0x43F, 0x440, 0x441, 0x442, 0x443, 0x45E, 0x444,
    0x445, 0x446, 0x447, 0x448, 0x449, 0x44A, 0x44B, 0x44C, 0x44D, 0x44E, 0x44F,
};
_Static_assert(COUNT(cyrillic_order) <= LETTERS_MAX, "both alphabets fit below RANK_REST");

/* Place in cyrillic_order, from 1; 0 when the letter is not there. */
static unsigned cyrillic_rank(int32_t lower)
{
    for (unsigned i = 0; i < COUNT(cyrillic_order); i++)
        if (cyrillic_order[i] == lower)
            return i + 1;
    return 0;
}

struct keys {
    struct buf *ranks;
    unsigned char weights[512]; /* of the first ranks; later ones are taken as usual */
    size_t n;
    size_t n_unusual; /* how many must be written */
};

static void key_weigh(struct keys *k, unsigned weight)
{
    if (k->n == sizeof k->weights)
        return;
    k->weights[k->n++] = (unsigned char)weight;
    if (weight != WEIGHT_USUAL)
        k->n_unusual = k->n;
}

static void key_rank(struct keys *k, unsigned rank, unsigned weight)
{
    buf_u8(k->ranks, (uint8_t)rank);
    key_weigh(k, weight);
}

/* A run of digits by its value: how many without leading zeros, then each. */
static size_t key_digits(struct keys *k, struct text t, size_t at)
{
    size_t begin = at;
    while (begin < t.n && t.at[begin] == '0')
        begin++;
    size_t end = begin;
    while (end < t.n && end - begin < DIGITS_MAX && t.at[end] >= '0' && t.at[end] <= '9')
        end++;
    key_rank(k, RANK_DIGITS, begin > at ? WEIGHT_USUAL + WEIGHT_DIACRITIC : WEIGHT_USUAL);
    buf_u8(k->ranks, (uint8_t)(LEVEL_END + 1 + (end - begin)));
    buf_bytes(k->ranks, t.at + begin, end - begin);
    return end;
}

static void key_letter(struct keys *k, enum lang lang, int32_t point)
{
    int32_t lower = letter_lower(point);
    unsigned weight = WEIGHT_USUAL + (lower == point ? 0 : WEIGHT_CAPITAL);
    char latin = letter_latin(lower);
    if (latin != 0) {
        unsigned first = lang == LANG_EN ? RANK_OWN : RANK_OTHER;
        key_rank(k, first + (unsigned)(latin - 'a'),
                 weight + (lower == latin ? 0 : WEIGHT_DIACRITIC));
        return;
    }
    bool yo = lower == 0x451; /* ё counts as е first */
    unsigned rank = cyrillic_rank(yo ? 0x435 : lower);
    if (rank != 0) {
        key_rank(k, (lang == LANG_EN ? RANK_OTHER : RANK_OWN) + rank - 1,
                 weight + (yo ? WEIGHT_DIACRITIC : 0));
        return;
    }
    key_rank(k, RANK_REST, weight);
    for (int shift = 16; shift >= 0; shift -= 8)
        buf_u8(k->ranks, (uint8_t)((uint32_t)lower >> shift));
}

/* Spaces and marks of ASCII, Latin-1 and General Punctuation. */
static bool is_space(int32_t p)
{
    return p == ' ' || p == '\t' || p == '\n' || p == 0xA0 || (p >= 0x2000 && p <= 0x200A) ||
           p == 0x202F;
}

static bool is_mark(int32_t p)
{
    return (p > ' ' && p < '0') || (p > '9' && p < 'A') || (p > 'Z' && p < 'a') ||
           (p > 'z' && p < 0xC0) || p == 0xD7 || p == 0xF7 || (p >= 0x2010 && p <= 0x206F) ||
           p == 0x2116 /* № */;
}

/* Combining diacritics, soft hyphen, apostrophes: nothing of their own on the first level. */
static bool is_silent(int32_t p)
{
    return (p >= 0x300 && p <= 0x36F) || p == 0xAD || letter_is_apostrophe(p);
}

void lang_put_key(struct buf *b, enum lang lang, struct text t)
{
    assert(lang < LANG__COUNT);
    struct keys k = {.ranks = b};
    for (size_t at = 0; at < t.n;) {
        if (t.at[at] >= '0' && t.at[at] <= '9') {
            at = key_digits(&k, t, at);
            continue;
        }
        int32_t point = text_next(t, &at);
        if (is_silent(point))
            key_weigh(&k, WEIGHT_USUAL + WEIGHT_DIACRITIC);
        else if (is_space(point))
            key_rank(&k, RANK_SPACE, WEIGHT_USUAL);
        else if (is_mark(point))
            key_rank(&k, RANK_MARK, WEIGHT_USUAL + (unsigned)point % 128);
        else
            key_letter(&k, lang, point);
    }
    buf_u8(b, LEVEL_END);
    buf_bytes(b, (const char *)k.weights, k.n_unusual);
}

static void key_en(struct buf *b, struct text t)
{
    lang_put_key(b, LANG_EN, t);
}

static void key_ru(struct buf *b, struct text t)
{
    lang_put_key(b, LANG_RU, t);
}

static void key_uk(struct buf *b, struct text t)
{
    lang_put_key(b, LANG_UK, t);
}

lang_key_fn *lang_key_of(enum lang lang)
{
    static lang_key_fn *const keys[LANG__COUNT] = {
        [LANG_EN] = key_en, [LANG_RU] = key_ru, [LANG_UK] = key_uk};
    assert(lang < LANG__COUNT);
    return keys[lang];
}
