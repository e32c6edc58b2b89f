/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* reader.c - the database's moment begins after the gate was passed, so it is never older than the
 * index: everybody in the index has her row. A row that came in between is without a name for this
 * one page; whoever wrote it is answered after the index has learnt it. */
#include "desk/reader.h"

#include "base/limits.h"
#include "base/world.h"
#include "desk/gate.h"
#include "desk/inside.h"

struct reader {
    const struct site *site;
    struct arena *arena;  /* of the connection */
    struct db *db, *keys; /* keys: NULL until asked for */
    struct store store;
};

struct err *reader_open(const struct site *site, struct reader **ret_reader)
{
    struct arena *arena = arena_new(LIMIT_ARENA_TABLES_BYTES);
    NEED(arena);
    struct reader *r = arena_make(arena, struct reader);
    struct err *bad = r == NULL ? err_no_memory() : NULL;
    if (bad == NULL) {
        *r = (struct reader){.site = site, .arena = arena};
        bad = site_open_reader(site, arena, SITE_JOURNAL, &r->db);
    }
    if (bad != NULL) {
        arena_free(arena);
        return bad;
    }
    *ret_reader = r;
    return NULL;
}

void reader_close(struct reader *r)
{
    if (r == NULL)
        return;
    db_close(&r->db);
    db_close(&r->keys);
    arena_free(r->arena);
}

static struct err *begin(struct reader *r, struct arena *into, const struct people *people,
                         const struct keyring *ring, struct request *ret_request)
{
    TRY(db_begin(r->db, into));
    r->store =
        (struct store){.org = r->site->org, .db = r->db, .schema = r->site->schema, .ring = ring};
    *ret_request = (struct request){
        .arena = into, .store = &r->store, .people = people, .now_ms = world_now_ms()};
    return NULL;
}

static struct err *begin_whole(struct reader *r, struct arena *into, struct request *ret_request)
{
    TRY(site_require_open(r->site, into));
    if (r->site->people == NULL)
        return err_new(into, ERR_BUSY, N_("The house is being opened. Try again in a moment"));
    return begin(r, into, r->site->people, r->site->ring, ret_request);
}

struct err *reader_begin(struct reader *r, struct arena *into, struct request *ret_request)
{
    gate_pass(r->site->gate);
    struct err *bad = begin_whole(r, into, ret_request);
    if (bad != NULL)
        gate_leave(r->site->gate);
    return bad;
}

struct err *reader_begin_bare(struct reader *r, struct arena *into, struct request *ret_request)
{
    gate_pass(r->site->gate);
    struct err *bad = begin(r, into, NULL, NULL, ret_request);
    if (bad != NULL)
        gate_leave(r->site->gate);
    return bad;
}

void reader_end(struct reader *r)
{
    db_rollback(r->db);
    gate_leave(r->site->gate);
}

struct err *reader_keys(struct reader *r, struct arena *into, struct db **ret_keys)
{
    (void)into;
    if (r->keys == NULL)
        TRY(site_open_reader(r->site, r->arena, SITE_KEYS, &r->keys));
    *ret_keys = r->keys;
    return NULL;
}
