/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* backup.h - a backup is two files: the blind journal (docs/journal-format.md), which may be kept
 * for years, and the keys (desk/keys_file.h), which must be gone after 35 days. Restoring needs
 * both; the tables are rebuilt from the journal. */
#ifndef HEARTH_DESK_BACKUP_H
#define HEARTH_DESK_BACKUP_H

#include "desk/keys_file.h"
#include "desk/site.h"
#include "journal/export.h"

#define BACKUP_JOURNAL "journal.hearth"
#define BACKUP_KEYS "keys.hearth"

struct backup_facts {
    struct export_counts journal;
    size_t keys;
    int64_t made_ms;
    int32_t destroy_after;
};

/* Reads a backup from end to end without writing anything. ERR_ABSENT when a file is not there,
 * ERR_INTEGRITY when one is damaged or they are not of one site. */
MUST_CHECK struct err *backup_check(struct arena *into, const char *journal_path,
                                    const char *keys_path, struct backup_facts *ret_facts);

/* When the keys of a backup were written, which is when it was made. The same errors. */
MUST_CHECK struct err *backup_made(struct arena *into, const char *keys_path, int64_t *ret_made_ms);

struct site_restore {
    const char *dir;      /* made; must hold no site */
    const char *database; /* conninfo of PostgreSQL, or NULL */
    const char *schema;   /* its schema, or NULL */
    const char *journal_path, *keys_path;
};
/* Makes a site of a backup. It is whole once site.key is there, which is written last. The first
 * writing command begins a new incarnation, because there is no mark. */
MUST_CHECK struct err *site_from_backup(struct arena *into, const struct site_restore *what,
                                        struct backup_facts *ret_facts);

#endif
