/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* known_random.h - randomness that is the same in every run: the bytes count up from a start. For
 * tests that compare with written-down bytes. */
#ifndef HEARTH_TESTS_KNOWN_RANDOM_H
#define HEARTH_TESTS_KNOWN_RANDOM_H

#include "base/world.h"

static uint8_t known_next = 0;

static inline bool known_random(void *into, size_t n)
{
    uint8_t *at = into;
    for (size_t i = 0; i < n; i++)
        at[i] = known_next++;
    return true;
}

/* Randomness begins with the byte `first`. world_set(NULL) ends it. */
static inline void known_world(uint8_t first)
{
    static struct world w;
    w = *world_real();
    w.random = known_random;
    known_next = first;
    world_set(&w);
}

#endif
