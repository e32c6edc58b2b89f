/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* load.c - filling the people index, asking as a user, and going on after a restore. */
#include "base/world.h"
#include "desk/desk.h"
#include "desk/inside.h"
#include "model/types.h"
#include "sql/person.sql.h"

enum { LOAD_ROWS = 500 };

static struct err *erased_add(struct site *s)
{
    struct sql_erasures_done_row *rows;
    size_t n = 0;
    TRY(sql_erasures_done(s->db, s->scratch, s->org, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(people_erase(s->people, rows[i].person,
                         rows[i].sex_null ? SEX_UNKNOWN : rows[i].sex,
                         rows[i].adult_from_null ? VALUE_NO_DATE : rows[i].adult_from));
    return NULL;
}

static struct err *page_add(struct site *s, struct id *after, size_t *ret_n)
{
    struct row *rows;
    TRY(projection_page(s->schema, s->db, s->scratch, s->org, &person_type, *after, LOAD_ROWS,
                        ret_n, &rows));
    for (size_t i = 0; i < *ret_n; i++) {
        TRY(record_unseal(&s->store, s->scratch, rows[i].rec, &rows[i].info));
        TRY(people_set(s->people, rows[i].rec));
        *after = rows[i].rec->id;
    }
    return NULL;
}

struct err *site_load_people(struct site *s)
{
    struct id after = ID_NONE;
    size_t n = LOAD_ROWS;
    TRY(site_require_open(s, s->scratch));
    if (s->people != NULL)
        return NULL;
    s->people = people_new();
    NEED(s->people);
    while (n == LOAD_ROWS) {
        arena_reset(s->scratch);
        TRY(page_add(s, &after, &n));
    }
    return erased_add(s);
}

struct err *desk_request(struct site *s, struct arena *into, struct text as, enum may may,
                         struct who *ret_who, struct request *ret_request)
{
    TRY(site_require_open(s, into));
    TRY(guard_who(s->db, into, s->org, as, world_now_ms(), ret_who));
    TRY(guard_require(into, ret_who, may));
    *ret_request = (struct request){.arena = into, .store = &s->store, .people = s->people,
                                    .who = ret_who, .now_ms = world_now_ms()};
    return NULL;
}

/* ---- going on after a restore ---------------------------------------------------------------- */

static int64_t incarnation_reason(enum mark_state state)
{
    switch (state) {
    case MARK_NONE:
        return INCARNATION_NO_MARK;
    case MARK_OLDER:
        return INCARNATION_RESTORED;
    case MARK_ELSEWHERE:
        return INCARNATION_MOVED;
    case MARK_SAME:
        break;
    }
    return INCARNATION_FIRST;
}

struct err *site_go_on(struct site *s, struct arena *into)
{
    if (s->mark_state == MARK_SAME)
        return NULL;
    int64_t before = s->incarnation;
    s->incarnation = before + 1;
    const struct incarnation_form form = {s->site_record, s->incarnation,
                                          incarnation_reason(s->mark_state)};
    const struct who clock = guard_clock(ID_NONE);
    struct job job = {.arena = into, .who = &clock, .may = MAY_MACHINE, .run = incarnation_begin,
                      .form = &form};
    struct job *jobs[] = {&job};
    desk_run(s, jobs, 1);
    if (job.err != NULL) {
        s->incarnation = before;
        return job.err;
    }
    s->mark_state = MARK_SAME;
    desk_mark_now(s);
    return NULL;
}
