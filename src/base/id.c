/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* id.c - ids and their base32 text (the alphabet of RFC 4648, lower case, without padding). */
#include "base/id.h"

#include <string.h>

#include "base/world.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";

struct id id_random(void)
{
    struct id a = ID_NONE;
    world_random(a.bytes, sizeof a.bytes);
    return a;
}

bool id_is_none(struct id a)
{
    return id_equal(a, ID_NONE);
}

bool id_equal(struct id a, struct id b)
{
    return id_compare(a, b) == 0;
}

int id_compare(struct id a, struct id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes);
}

void id_text(struct id a, char into[ID_TEXT + 1])
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t next = 0;
    for (size_t i = 0; i < ID_TEXT; i++) {
        if (held < 5) {
            bits = bits << 8 | (next < ID_BYTES ? a.bytes[next] : 0U);
            next++;
            held += 8;
        }
        held -= 5;
        into[i] = letters[bits >> held & 31];
    }
    into[ID_TEXT] = '\0';
}

static int letter_value(char c)
{
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= '2' && c <= '7')
        return c - '2' + 26;
    return -1;
}

bool id_parse(struct text t, struct id *ret_id)
{
    if (t.n != ID_TEXT)
        return false;
    struct id a = ID_NONE;
    uint32_t bits = 0;
    unsigned held = 0;
    size_t n = 0;
    for (size_t i = 0; i < ID_TEXT; i++) {
        int value = letter_value(t.at[i]);
        if (value < 0)
            return false;
        bits = bits << 5 | (uint32_t)value;
        held += 5;
        if (held >= 8) {
            held -= 8;
            a.bytes[n++] = (uint8_t)(bits >> held);
        }
    }
    /* One id has one text: the two bits that 26 letters hold too many must be zero. */
    if ((bits & 3) != 0)
        return false;
    *ret_id = a;
    return true;
}
