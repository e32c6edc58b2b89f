/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* export.h - the whole journal as one stream (docs/journal-format.md, "The export file"), and
 * reading it back, checked, for a restore. The stream is blind: it holds no key. */
#ifndef HEARTH_JOURNAL_EXPORT_H
#define HEARTH_JOURNAL_EXPORT_H

#include "journal/journal.h"

enum export_record { EXPORT_END = 0, EXPORT_ENTRY = 1, EXPORT_SEAL = 2 };
enum { EXPORT_VERSION = 1, EXPORT_MAGIC = 8 };
/* "HRTHJRNL" */
extern const char export_magic[EXPORT_MAGIC + 1];

struct export_sink {
    struct err *(*write)(void *with, struct arena *scratch, struct text bytes);
    void *with;
};
struct export_source {
    /* Up to n bytes; *ret_n 0 is the end. */
    struct err *(*read)(void *with, struct arena *scratch, void *at, size_t n, size_t *ret_n);
    void *with;
};

struct export_counts {
    int64_t org;
    int64_t entries;
    int64_t seals;
    int64_t parts_erased;
    size_t n_heads;
    struct journal_head *heads; /* ascending by feed */
};

/* Writes everything; of one moment if the caller holds a read transaction. An entry that is not
 * whole is ERR_INTEGRITY: a damaged journal must not look like a backup. */
MUST_CHECK struct err *journal_export(struct db *db, struct arena *into, int64_t org,
                                      const struct seal_public *public_key,
                                      const struct export_sink *sink,
                                      struct export_counts *ret_counts);
/* Checks format, chains, hashes, seals and the end mark. With `db` (empty journal tables, the
 * caller's transaction) the rows are put in; NULL only checks. ERR_INTEGRITY names feed and number,
 * or the byte, in detail. ret_public_key says under whose seals; the caller compares it with
 * site.key. */
MUST_CHECK struct err *journal_import(struct arena *into, struct db *db,
                                      const struct export_source *source,
                                      struct seal_public *ret_public_key,
                                      struct export_counts *ret_counts);

#endif
