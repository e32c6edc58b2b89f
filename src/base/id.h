/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* id.h - the random 128-bit name of a record; as text 26 lower-case base32 characters. */
#ifndef HEARTH_BASE_ID_H
#define HEARTH_BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { ID_BYTES = 16, ID_TEXT = 26 };

struct id {
    uint8_t bytes[ID_BYTES];
};

#define ID_NONE ((struct id){{0}})

/* BLAKE2b-256 of something; seal/ computes it. */
enum { HASH_BYTES = 32 };
struct hash {
    uint8_t bytes[HASH_BYTES];
};

/* From the system's randomness, through world. */
struct id id_random(void);
bool id_is_none(struct id a);
bool id_equal(struct id a, struct id b);
int id_compare(struct id a, struct id b);
/* Writes 26 characters and a NUL. */
void id_text(struct id a, char into[ID_TEXT + 1]);
/* Also accepts upper case; false for anything but 26 characters of a-z 2-7. */
bool id_parse(struct text t, struct id *ret_id);

#endif
