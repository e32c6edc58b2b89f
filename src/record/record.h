/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* record.h - whole records: the open half from a row, the sealed half from the journal, their
 * history, and what a change of one becomes in the journal. */
#ifndef HEARTH_RECORD_RECORD_H
#define HEARTH_RECORD_RECORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/schema.h"
#include "journal/entry.h"
#include "model/act.h"
#include "model/rec.h"
#include "projection/projection.h"
#include "seal/seal.h"

/* Where records are read: one connection, one organisation. Without a ring the site is locked and
 * sealed fields are absent. */
struct store {
    int64_t org;
    struct db *db;
    const struct schema *schema;
    const struct keyring *ring;
};

/* The record with all that the open keys allow; fields whose key was destroyed are absent.
 * ERR_ABSENT when there is no such record, or it was withdrawn. */
MUST_CHECK struct err *record_get(const struct store *store, struct arena *into,
                                  const struct rec_type *type, struct id id, struct rec **ret_rec);
/* The same, NULL instead of ERR_ABSENT, withdrawn records too, and the row's other columns. */
MUST_CHECK struct err *record_find(const struct store *store, struct arena *into,
                                   const struct rec_type *type, struct id id, struct rec **ret_rec,
                                   struct row_info *ret_info);
/* Fills the sealed half of a record whose open half was read. */
MUST_CHECK struct err *record_unseal(const struct store *store, struct arena *into, struct rec *r,
                                     const struct row_info *info);

/* ---- what a change becomes ----------------------------------------------------------------- */

struct record_part {
    struct id subject; /* whose key: a person, or an area */
    struct part part;
};
struct record_change {
    struct body body; /* salt not drawn yet */
    size_t n_parts;
    struct record_part parts[SEALS_MAX];
    bool is_empty; /* nothing differs */
};
/* From `old` (NULL: new) to `new`. `info` says which parts the new ones replace. */
MUST_CHECK struct err *record_change(struct arena *into, enum act act, const struct rec *old,
                                     const struct row_info *info, const struct rec *new,
                                     struct record_change *ret_change);
/* Whose key seals part i of this record. */
struct id record_subject(const struct rec *r, size_t seal);

/* ---- history ------------------------------------------------------------------------------- */

/* One entry of a record with the record as it was after it. */
struct moment {
    struct place at;
    uint64_t hlc;
    struct id deed;
    struct id author;
    uint64_t act;
    const struct rec *after;
};
struct history {
    const struct rec_type *type;
    size_t n;
    struct moment *at;
};
/* All moments of a record, the first one first; ERR_ABSENT when there is none. */
MUST_CHECK struct err *record_history(const struct store *store, struct arena *into, struct id id,
                                      struct history *ret_history);

/* The records that a deed touched, each once, in the order of writing; none: no such deed. */
struct touched {
    const struct rec_type *type;
    struct id obj;
};
MUST_CHECK struct err *record_touched(const struct store *store, struct arena *into, struct id deed,
                                      size_t *ret_n, struct touched **ret_touched);
/* The same for a deed of any size: those of its next entries after *at, which is moved behind them;
 * a record of several entries may come again. The end is n == 0. ERR_CONFLICT for a record of a
 * newer hearth. */
MUST_CHECK struct err *record_touched_next(const struct store *store, struct arena *into,
                                           struct id deed, size_t limit, struct place *at,
                                           size_t *ret_n, struct touched **ret_touched);

/* Entries of all feeds with an hlc in [from, before), the newest first; at most `most`. */
struct latest {
    uint64_t hlc;
    struct id feed, deed, author, obj;
    const struct rec_type *type; /* NULL: of a newer hearth */
    uint64_t act;                /* 0: its body is gone */
};
MUST_CHECK struct err *record_latest(const struct store *store, struct arena *into,
                                     uint64_t before_hlc, uint64_t from_hlc, size_t most,
                                     size_t *ret_n, struct latest **ret_latest);

#endif
