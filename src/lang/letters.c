/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* letters.c - see letters.h. */
#include "lang/letters.h"

#include <stddef.h>

enum { LATIN_FIRST = 0xC0, LATIN_END = 0x180 };

/* What lies beneath U+00C0 to U+017F; '.' for signs. */
static const char beneath[LATIN_END - LATIN_FIRST + 1] = "aaaaaaaceeeeiiii"
                                                         "dnooooo.ouuuuyts"
                                                         "aaaaaaaceeeeiiii"
                                                         "dnooooo.ouuuuyty"
                                                         "aaaaaaccccccccdd"
                                                         "ddeeeeeeeeeegggg"
                                                         "gggghhhhiiiiiiii"
                                                         "iiiijjkkklllllll"
                                                         "lllnnnnnnnnnoooo"
                                                         "oooorrrrrrssssss"
                                                         "ssttttttuuuuuuuu"
                                                         "uuuuwwyyyzzzzzzs";

/* Capitals: `add` away from their small letters, or in pairs with them. */
enum pairs { PAIRS_NONE, PAIRS_EVEN, PAIRS_ODD }; /* which of a pair is the capital */
static const struct {
    int32_t first;
    int32_t last;
    int32_t add;
    enum pairs pairs;
} capitals[] = {
    {'A', 'Z', 0x20, PAIRS_NONE},     {0x410, 0x42F, 0x20, PAIRS_NONE},
    {0x400, 0x40F, 0x50, PAIRS_NONE}, {0x48A, 0x4BF, 0, PAIRS_EVEN},
    {0xC0, 0xD6, 0x20, PAIRS_NONE},   {0xD8, 0xDE, 0x20, PAIRS_NONE},
    {0x100, 0x12F, 0, PAIRS_EVEN},    {0x130, 0x130, 'i' - 0x130, PAIRS_NONE},
    {0x132, 0x137, 0, PAIRS_EVEN},    {0x139, 0x148, 0, PAIRS_ODD},
    {0x14A, 0x177, 0, PAIRS_EVEN},    {0x178, 0x178, 0xFF - 0x178, PAIRS_NONE},
    {0x179, 0x17E, 0, PAIRS_ODD},
};

int32_t letter_lower(int32_t p)
{
    for (size_t i = 0; i < sizeof capitals / sizeof capitals[0]; i++) {
        if (p < capitals[i].first || p > capitals[i].last)
            continue;
        bool odd = p % 2 != 0;
        if (capitals[i].pairs == PAIRS_NONE)
            return p + capitals[i].add;
        return odd == (capitals[i].pairs == PAIRS_ODD) ? p + 1 : p;
    }
    return p;
}

bool letter_is_upper(int32_t p)
{
    return letter_lower(p) != p;
}

char letter_latin(int32_t p)
{
    if (p >= 'a' && p <= 'z')
        return (char)p;
    if (p < LATIN_FIRST || p >= LATIN_END || beneath[p - LATIN_FIRST] == '.')
        return 0;
    return beneath[p - LATIN_FIRST];
}

bool letter_is_cyrillic(int32_t p)
{
    return p >= 0x400 && p <= 0x4FF && !(p >= 0x482 && p <= 0x489);
}

bool letter_is_apostrophe(int32_t p)
{
    return p == '\'' || p == '`' || p == 0x2019 || p == 0x2018 || p == 0x2BC || p == 0x2B9 ||
           p == 0xB4;
}
