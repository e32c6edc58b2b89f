/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* projection.h - entries become rows that views read.
 *
 * Apply is a pure function of the entry: no clock, no randomness, no keys (of journal/ it knows
 * entry.h alone). The same entries in the same order give the same rows on both engines. */
#ifndef HEARTH_PROJECTION_PROJECTION_H
#define HEARTH_PROJECTION_PROJECTION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/schema.h"
#include "journal/entry.h"
#include "model/rec.h"

/* Raised when the same entries give other rows than before; `start` then rebuilds by itself. */
enum { PROJECTION_VERSION = 2 };

/* Applies one entry inside the caller's transaction. Entries of unknown types change no row. */
MUST_CHECK struct err *projection_apply(const struct schema *schema, struct db *db,
                                        struct arena *scratch, const struct entry *e,
                                        struct text body);

/* Where the current sealed part of a record lies. */
struct sealed_place {
    struct place at; /* seq 0: there is none */
    int64_t part;
};
/* What a row says besides its fields. */
struct row_info {
    struct sealed_place sealed[SEALS_MAX];
    uint64_t made_hlc, hlc;
    struct id made_deed, deed, made_author;
};

/* The open half of a record; *ret_rec NULL when there is no such row. */
MUST_CHECK struct err *projection_get(const struct schema *schema, struct db *db,
                                      struct arena *into, int64_t org, const struct rec_type *type,
                                      struct id obj, struct rec **ret_rec,
                                      struct row_info *ret_info);
/* The next rows of a type after an id (ID_NONE: from the first), withdrawn ones too. */
struct row {
    struct rec *rec;
    struct row_info info;
};
MUST_CHECK struct err *projection_page(const struct schema *schema, struct db *db,
                                       struct arena *into, int64_t org, const struct rec_type *type,
                                       struct id after, size_t limit, size_t *ret_n,
                                       struct row **ret_rows);
/* Canonical bytes of a table's next rows for hashing and comparing: each row's cells with kind and
 * length. Gives the ids too; n 0 at the end. */
struct row_bytes {
    struct id obj;
    struct text bytes;
};
MUST_CHECK struct err *projection_bytes(const struct schema *schema, struct db *db,
                                        struct arena *into, int64_t org,
                                        const struct rec_type *type, struct id after, size_t limit,
                                        size_t *ret_n, struct row_bytes **ret_rows);
/* Removes all rows of an organisation, before a rebuild. */
MUST_CHECK struct err *projection_empty(const struct schema *schema, struct db *db,
                                        struct arena *scratch, int64_t org);

#endif
