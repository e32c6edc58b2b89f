/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* rebuild.c - the record tables from the journal: in place, or beside to compare. */
#include <string.h>

#include "base/limits.h"
#include "base/world.h"
#include "desk/desk.h"
#include "desk/inside.h"
#include "sql/side.sql.h"

enum { BEAT_EVERY = 50, COMPARE_ROWS = 500 };

/* What a long replay owes to others: somebody waits for news, and an engine that hears nothing for
 * too long takes the lock away. */
struct pulse {
    const struct progress *progress;
    int64_t all;
    int64_t pinged_ms;
};

static struct err *pulse_start(struct site *s, const struct progress *progress,
                               struct pulse *ret_pulse)
{
    struct journal_head *heads;
    size_t n = 0;
    *ret_pulse = (struct pulse){.progress = progress, .pinged_ms = world_boot_ms()};
    TRY(journal_heads(s->db, s->scratch, s->org, &n, &heads));
    for (size_t i = 0; i < n; i++)
        ret_pulse->all += heads[i].at.seq;
    return NULL;
}

static struct err *pulse_beat(struct pulse *p, struct site *s, struct arena *scratch, int64_t done)
{
    if (done % BEAT_EVERY != 0)
        return NULL;
    if (p->progress != NULL && p->progress->tell != NULL)
        p->progress->tell(p->progress->with, done, p->all);
    int64_t now_ms = world_boot_ms();
    if (now_ms - p->pinged_ms < DB_PING_MS)
        return NULL;
    p->pinged_ms = now_ms;
    return db_ping(s->db, scratch);
}

static struct err *replay(struct site *s, struct db *to, const struct progress *progress,
                          int64_t *ret_entries)
{
    struct pulse pulse;
    CLEANUP(journal_walk_close) struct journal_walk *walk = NULL;
    CLEANUP(arena_close) struct arena *row = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    NEED(row);
    TRY(pulse_start(s, progress, &pulse));
    TRY(journal_walk_open(s->scratch, s->db, s->org, &walk));
    for (int64_t n = 0;; n++) {
        const struct journal_entry *entry = NULL;
        arena_reset(row);
        TRY(journal_walk_next(walk, row, &entry));
        if (entry == NULL) {
            *ret_entries = n;
            return NULL;
        }
        TRY(projection_apply(s->schema, to, row, &entry->e, entry->body));
        TRY(pulse_beat(&pulse, s, row, n));
    }
}

static struct err *rebuild_steps(struct site *s, const struct progress *progress,
                                 int64_t *ret_entries)
{
    int64_t version = 0;
    TRY(site_projection_version(s, &version));
    if (version != PROJECTION_VERSION)
        TRY(schema_renew(s->db, s->scratch, s->schema));
    TRY(projection_empty(s->schema, s->db, s->scratch, s->org));
    TRY(replay(s, s->db, progress, ret_entries));
    return sql_site_state_put(s->db, s->scratch, s->org, TEXT("projection"), PROJECTION_VERSION);
}

struct err *desk_rebuild(struct site *s, const struct progress *progress, int64_t *ret_entries)
{
    arena_reset(s->scratch);
    TRY(db_begin(s->db, s->scratch));
    struct err *bad = rebuild_steps(s, progress, ret_entries);
    if (bad != NULL) {
        db_rollback(s->db);
        return bad;
    }
    return db_commit(s->db, s->scratch);
}

static struct err *table_hash(struct site *s, const struct rec_type *type, struct seal_hasher *h)
{
    struct id after = ID_NONE;
    size_t n = COMPARE_ROWS;
    while (n == COMPARE_ROWS) {
        struct row_bytes *rows;
        arena_reset(s->scratch);
        TRY(projection_bytes(s->schema, s->db, s->scratch, s->org, type, after, COMPARE_ROWS, &n,
                             &rows));
        for (size_t i = 0; i < n; i++) {
            seal_hasher_add(h, rows[i].bytes);
            after = rows[i].obj;
        }
    }
    return NULL;
}

struct err *desk_projection_hash(struct site *s, struct hash *ret_hash)
{
    struct seal_hasher h;
    seal_hasher_start(&h, "hearth-projection-1");
    for (size_t i = 0; i < n_rec_types; i++) {
        seal_hasher_add(&h, text_of(rec_types[i]->name));
        TRY(table_hash(s, rec_types[i], &h));
    }
    *ret_hash = seal_hasher_end(&h);
    return NULL;
}

/* ---- comparing ----------------------------------------------------------------------------- */

/* The rows of one table on one side, page by page. */
struct side {
    struct db *db;
    struct arena *arena;
    struct row_bytes *rows;
    size_t n, i;
    bool at_end;
    struct id after;
};

static struct err *side_next(struct site *s, const struct rec_type *type, struct side *side)
{
    side->i++;
    if (side->i < side->n || side->at_end)
        return NULL;
    arena_reset(side->arena);
    TRY(projection_bytes(s->schema, side->db, side->arena, s->org, type, side->after, COMPARE_ROWS,
                         &side->n, &side->rows));
    side->i = 0;
    if (side->n == 0)
        side->at_end = true;
    else
        side->after = side->rows[side->n - 1].obj;
    return NULL;
}

static struct err *table_compare(struct site *s, const struct rec_type *type, struct side *is,
                                 struct side *should,
                                 void (*report)(void *with, const struct row_finding *finding),
                                 void *with, int64_t *rows)
{
    TRY(side_next(s, type, is));
    TRY(side_next(s, type, should));
    while (!is->at_end || !should->at_end) {
        int order = is->at_end       ? 1
                    : should->at_end ? -1
                                     : id_compare(is->rows[is->i].obj, should->rows[should->i].obj);
        struct row_finding found = {
            .type = type, .obj = order <= 0 ? is->rows[is->i].obj : should->rows[should->i].obj};
        if (order != 0)
            found.fault = order < 0 ? ROW_EXTRA : ROW_MISSING;
        else if (!text_equal(is->rows[is->i].bytes, should->rows[should->i].bytes))
            found.fault = ROW_CHANGED;
        if (found.fault != 0)
            report(with, &found);
        if (order <= 0)
            TRY(side_next(s, type, is));
        if (order >= 0)
            TRY(side_next(s, type, should));
        ++*rows;
    }
    return NULL;
}

static struct err *compare_steps(struct site *s, struct db *beside, struct arena *arenas[2],
                                 const struct progress *progress,
                                 void (*report)(void *with, const struct row_finding *finding),
                                 void *with, int64_t *ret_rows)
{
    int64_t entries = 0;
    TRY(schema_create(beside, s->scratch, s->schema));
    TRY(db_begin(beside, s->scratch));
    TRY(replay(s, beside, progress, &entries));
    for (size_t i = 0; i < n_rec_types; i++) {
        struct side is = {.db = s->db, .arena = arenas[0]};
        struct side should = {.db = beside, .arena = arenas[1]};
        TRY(table_compare(s, rec_types[i], &is, &should, report, with, ret_rows));
    }
    return NULL;
}

struct err *desk_compare(struct site *s, const struct progress *progress,
                         void (*report)(void *with, const struct row_finding *finding), void *with,
                         int64_t *ret_rows)
{
    CLEANUP(arena_close) struct arena *memory = arena_new(LIMIT_ARENA_TABLES_BYTES);
    CLEANUP(arena_close) struct arena *is = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    CLEANUP(arena_close) struct arena *should = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    CLEANUP(db_close) struct db *beside = NULL;
    NEED(memory);
    NEED(is);
    NEED(should);
    *ret_rows = 0;
    arena_reset(s->scratch);
    TRY(db_open_sqlite(memory, ":memory:", DB_WRITER, &beside));
    return compare_steps(s, beside, (struct arena *[]){is, should}, progress, report, with,
                         ret_rows);
}
