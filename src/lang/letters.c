/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* letters.c - see letters.h. */
#include "lang/letters.h"

enum { LATIN_FIRST = 0xC0, LATIN_END = 0x180 };

/* What lies beneath U+00C0 to U+017F; '.' for signs. */
static const char beneath[LATIN_END - LATIN_FIRST + 1] =
    "aaaaaaaceeeeiiii"
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

int32_t letter_lower(int32_t p)
{
    if ((p >= 'A' && p <= 'Z') || (p >= 0xC0 && p <= 0xDE && p != 0xD7))
        return p + 0x20;
    if ((p >= 0x100 && p <= 0x137 && p != 0x130) || (p >= 0x14A && p <= 0x177))
        return p | 1;
    if ((p >= 0x139 && p <= 0x148) || (p >= 0x179 && p <= 0x17E))
        return p + (p & 1);
    if (p == 0x130)
        return 'i';
    if (p == 0x178)
        return 0xFF;
    if (p >= 0x400 && p <= 0x40F)
        return p + 0x50;
    if (p >= 0x410 && p <= 0x42F)
        return p + 0x20;
    if (p >= 0x48A && p <= 0x4BF)
        return p | 1;
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
