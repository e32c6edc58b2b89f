/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* part.h - the sealed half of a record as fields and values (inside record/ only). */
#ifndef HEARTH_RECORD_PART_H
#define HEARTH_RECORD_PART_H

#include "journal/entry.h"
#include "model/rec.h"

/* Puts the fields of a part into the record; replaces all fields of that seal. */
MUST_CHECK struct err *part_fill(struct arena *into, struct rec *r, size_t seal,
                                 const struct part *part);
/* The reverse: every field of that seal that the record has, canonical order. */
MUST_CHECK struct err *part_make(struct arena *into, const struct rec *r, size_t seal,
                                 struct part *ret_part);

#endif
