/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* staging.c - sealed parts of foreign files in a side table. */
#include "desk/staging.h"

#include <string.h>

#include "base/when.h"
#include "base/world.h"
#include "sql/staging.sql.h"

enum { BOUND_BYTES = 2 * ID_BYTES + 8 };

struct staged {
    struct site *site;
    struct id user, file;
    struct arena *arena; /* of one part */
    int64_t part;        /* that lies in it; -1: none */
    struct text plain;
};

struct err *staging_create(struct db *keys, struct arena *scratch)
{
    return db_script(keys, scratch, sql_schema_staging(db_engine(keys)));
}

/* No part can stand in another's place. */
static struct text bound(struct id user, struct id file, int64_t part, char at[BOUND_BYTES])
{
    memcpy(at, user.bytes, ID_BYTES);
    memcpy(at + ID_BYTES, file.bytes, ID_BYTES);
    for (size_t i = 0; i < 8; i++)
        at[2 * ID_BYTES + i] = (char)(part >> (56 - 8 * i));
    return (struct text){at, BOUND_BYTES};
}

/* ---- putting -----------------------------------------------------------------------------------
 */

struct putting {
    struct site *site;
    struct arena *scratch;
    struct id user, file;
    int64_t now_ms;
};

static struct err *part_put(const struct putting *p, int64_t part, struct text plain)
{
    CLEANUP(buf_done) struct buf sealed = buf_make(2 * STAGING_PART_BYTES);
    char at[BOUND_BYTES];
    struct site *s = p->site;
    TRY(keyring_seal_for(p->scratch, s->ring, SEAL_USE_STAGING, plain,
                         bound(p->user, p->file, part, at), &sealed));
    return sql_staging_put(s->keys, p->scratch, s->org, p->user, p->file, part, buf_text(&sealed),
                           p->now_ms);
}

/* Those that are too old, and the oldest of the user until there is room for one more. */
static struct err *room_make(const struct putting *p)
{
    struct site *s = p->site;
    struct sql_staging_of_row *rows;
    size_t n = 0;
    TRY(staging_sweep(s, p->scratch));
    TRY(sql_staging_of(s->keys, p->scratch, s->org, p->user, &rows, &n));
    for (size_t i = 0; n - i >= STAGING_FILES; i++)
        TRY(staging_drop(s, p->scratch, p->user, rows[i].file));
    return NULL;
}

static struct err *parts_put(const struct putting *p, struct text bytes)
{
    int64_t part = 0;
    TRY(room_make(p));
    for (size_t at = 0; at < bytes.n || part == 0; at += STAGING_PART_BYTES, part++) {
        size_t n = bytes.n - at < STAGING_PART_BYTES ? bytes.n - at : STAGING_PART_BYTES;
        struct arena_mark mark = arena_mark(p->scratch);
        TRY(part_put(p, part, (struct text){n == 0 ? "" : bytes.at + at, n}));
        arena_rewind(p->scratch, mark);
    }
    return NULL;
}

struct err *staging_put(struct site *site, struct arena *scratch, struct id user, struct text bytes,
                        struct id *ret_file)
{
    const struct putting p = {site, scratch, user, id_random(), world_now_ms()};
    TRY(site_require_open(site, scratch));
    if (bytes.n > LIMIT_UPLOAD_BYTES)
        return err_input(scratch, "file", N_("This file is too large"));
    TRY(db_begin(site->keys, scratch));
    struct err *bad = parts_put(&p, bytes);
    if (bad != NULL) {
        db_rollback(site->keys);
        return bad;
    }
    TRY(db_commit(site->keys, scratch));
    *ret_file = p.file;
    return NULL;
}

/* ---- reading -----------------------------------------------------------------------------------
 */

/* *ret_found false: there is no such part. */
static struct err *part_open(struct staged *st, int64_t part, bool *ret_found)
{
    struct site *s = st->site;
    struct sql_staging_part_row row;
    char at[BOUND_BYTES];
    *ret_found = true;
    if (st->part == part)
        return NULL;
    st->part = -1;
    arena_reset(st->arena);
    TRY(site_require_open(s, st->arena));
    TRY(sql_staging_part(s->keys, st->arena, s->org, st->user, st->file, part, ret_found, &row));
    if (!*ret_found)
        return NULL;
    TRY(keyring_open_for(st->arena, s->ring, SEAL_USE_STAGING, bound(st->user, st->file, part, at),
                         row.sealed, &st->plain));
    st->part = part;
    return NULL;
}

static struct err *staged_read(const void *with, struct arena *scratch, int64_t at, char *into,
                               size_t room, size_t *ret_n)
{
    struct staged *st = *(struct staged *const *)with;
    size_t from = (size_t)(at % STAGING_PART_BYTES);
    bool found = false;
    struct err *bad = part_open(st, at / STAGING_PART_BYTES, &found);
    if (bad != NULL)
        return err_copy(scratch, bad);
    *ret_n = 0;
    if (!found || from >= st->plain.n)
        return NULL;
    *ret_n = st->plain.n - from < room ? st->plain.n - from : room;
    memcpy(into, st->plain.at + from, *ret_n);
    return NULL;
}

struct err *staging_open(struct site *site, struct arena *into, struct id user, struct id file,
                         struct staged **ret_staged, struct source *ret_source)
{
    struct staged *st = arena_make(into, struct staged);
    struct staged **with = arena_make(into, struct staged *);
    bool found = false;
    NEED(st);
    NEED(with);
    *st = (struct staged){.site = site, .user = user, .file = file, .part = -1};
    st->arena = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    NEED(st->arena);
    struct err *bad = part_open(st, 0, &found);
    if (bad == NULL && !found)
        bad =
            err_new(st->arena, ERR_ABSENT, N_("This file is no longer kept. Choose it once more"));
    if (bad != NULL) {
        bad = err_copy(into, bad);
        staging_close(&st);
        return bad;
    }
    *with = st;
    *ret_staged = st;
    *ret_source = (struct source){with, staged_read};
    return NULL;
}

void staging_close(struct staged **staged)
{
    if (*staged != NULL)
        arena_free((*staged)->arena);
    *staged = NULL;
}

/* ---- going -------------------------------------------------------------------------------------
 */

struct err *staging_drop(struct site *site, struct arena *scratch, struct id user, struct id file)
{
    return sql_staging_drop(site->keys, scratch, site->org, user, file);
}

struct err *staging_sweep(struct site *site, struct arena *scratch)
{
    return sql_staging_sweep(site->keys, scratch, site->org,
                             world_now_ms() - LIMIT_DRAFT_DAYS * DAY_MS);
}

struct err *staging_drop_all(struct db *keys, struct arena *scratch, int64_t org)
{
    return sql_staging_drop_all(keys, scratch, org);
}
