/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* backup.c - checks a backup, and makes a site of one. */
#include "desk/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/world.h"
#include "desk/desk.h"
#include "desk/inside.h"

/* ---- the two files --------------------------------------------------------------------------- */

static struct err *source_reads(void *with, struct arena *scratch, void *at, size_t n,
                                size_t *ret_n)
{
    const int *fd = with;
    ssize_t got;
    do {
        got = read(*fd, at, n);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return err_outside(scratch, N_("The backup cannot be read"), "read: errno %d", errno);
    *ret_n = (size_t)got;
    return NULL;
}

static struct err *journal_open(struct arena *into, const char *path, int *ret_fd)
{
    *ret_fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*ret_fd >= 0)
        return NULL;
    if (errno == ENOENT)
        return err_new(into, ERR_ABSENT, N_("There is no backup in this folder"));
    return err_outside(into, N_("The backup cannot be read"), "open: errno %d", errno);
}

/* Through `db` or only checked; the seals must be of the site whose keys these are. */
static struct err *journal_take(struct arena *into, struct db *db, const char *path,
                                const struct site_key *key, struct export_counts *ret_counts)
{
    CLEANUP(world_close_fd) int fd = -1;
    struct seal_public sealed_by;
    TRY(journal_open(into, path, &fd));
    const struct export_source source = {source_reads, &fd};
    TRY(journal_import(into, db, &source, &sealed_by, ret_counts));
    if (memcmp(sealed_by.bytes, key->public_key.bytes, SEAL_PUBLIC) != 0)
        return err_integrity(into, N_("The journal and the keys are not of one site"),
                             "public keys differ");
    return NULL;
}

static struct err *keys_take(struct arena *into, const char *path, struct keys_file *ret_file,
                             struct site_key **ret_key)
{
    struct text bytes;
    TRY(world_read_file(into, path, KEYS_FILE_BYTES_MAX, &bytes));
    TRY(keys_file_decode(into, bytes, ret_file));
    return site_key_decode(into, ret_file->site_key, ret_key);
}

static struct backup_facts facts_of(const struct keys_file *keys,
                                    const struct export_counts *journal)
{
    return (struct backup_facts){.journal = *journal,
                                 .keys = keys->n,
                                 .made_ms = keys->made_ms,
                                 .destroy_after = keys->destroy_after};
}

struct err *backup_check(struct arena *into, const char *journal_path, const char *keys_path,
                         struct backup_facts *ret_facts)
{
    struct keys_file keys;
    struct site_key *key = NULL;
    struct export_counts counts;
    TRY(seal_start(into));
    TRY(keys_take(into, keys_path, &keys, &key));
    TRY(journal_take(into, NULL, journal_path, key, &counts));
    *ret_facts = facts_of(&keys, &counts);
    return NULL;
}

struct err *backup_made(struct arena *into, const char *keys_path, int64_t *ret_made_ms)
{
    struct arena_mark mark = arena_mark(into);
    struct keys_file keys;
    struct site_key *key = NULL;
    TRY(seal_start(into));
    TRY(keys_take(into, keys_path, &keys, &key));
    *ret_made_ms = keys.made_ms;
    arena_rewind(into, mark);
    return NULL;
}

/* ---- a site of it ---------------------------------------------------------------------------- */

static struct err *journal_fill(struct site *s, struct arena *into, const char *path,
                                struct export_counts *ret_counts)
{
    TRY(db_begin(s->db, into));
    struct err *bad = journal_take(into, s->db, path, s->key, ret_counts);
    if (bad != NULL) {
        db_rollback(s->db);
        return bad;
    }
    return db_commit(s->db, into);
}

static struct err *keys_fill(struct site *s, struct arena *into, const struct keys_file *keys)
{
    TRY(db_begin(s->keys, into));
    struct err *bad = keys_file_fill_store(into, s->keys, s->db, keys);
    if (bad != NULL) {
        db_rollback(s->keys);
        return bad;
    }
    return db_commit(s->keys, into);
}

static struct err *restore_steps(struct site *s, struct arena *into,
                                 const struct site_restore *what, struct backup_facts *ret_facts)
{
    struct keys_file keys;
    struct export_counts counts;
    int64_t entries = 0;
    s->dir = arena_str(s->arena, s->dir);
    NEED(s->dir);
    TRY(keys_take(s->arena, what->keys_path, &keys, &s->key));
    s->org = keys.org;
    TRY(site_make_folder(s, into));
    TRY(site_write_conf(s, into, what->database, what->schema));
    TRY(site_open_stores(s, into));
    TRY(site_make_tables(s, into));
    TRY(journal_fill(s, into, what->journal_path, &counts));
    TRY(keys_fill(s, into, &keys));
    TRY(desk_rebuild(s, NULL, &entries));
    *ret_facts = facts_of(&keys, &counts);
    return site_made(s, into);
}

struct err *site_from_backup(struct arena *into, const struct site_restore *what,
                             struct backup_facts *ret_facts)
{
    CLEANUP(site_close) struct site *s = NULL;
    TRY(site_begin(into, what->dir, &s));
    return restore_steps(s, into, what, ret_facts);
}
