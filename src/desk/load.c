/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* load.c - filling the people index, asking as a user, and going on after a restore. */
#include <stdlib.h>

#include "base/world.h"
#include "desk/desk.h"
#include "desk/gate.h"
#include "desk/inside.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"

enum { LOAD_ROWS = 4000 };

static struct err *erased_add(struct site *s, struct people *people)
{
    struct sql_erasures_done_row *rows;
    size_t n = 0;
    TRY(sql_erasures_done(s->db, s->scratch, s->org, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(people_erase(people, rows[i].person, rows[i].sex_null ? SEX_UNKNOWN : rows[i].sex,
                         rows[i].adult_from_null ? VALUE_NO_DATE : rows[i].adult_from));
    return NULL;
}

static int place_order(const void *a, const void *b)
{
    const struct place *x = &((const struct row *)a)->info.sealed[0].at;
    const struct place *y = &((const struct row *)b)->info.sealed[0].at;
    int order = id_compare(x->feed, y->feed);
    return order != 0 ? order : (x->seq > y->seq) - (x->seq < y->seq);
}

/* The rows come in the order of their ids, which is no order; what they point to is read from the
 * front of the journal to its end. */
static struct err *page_add(struct site *s, struct people *people, const struct rec_type *type,
                            struct id *after, size_t *ret_n)
{
    struct row *rows;
    TRY(projection_page(s->schema, s->db, s->scratch, s->org, type, *after, LOAD_ROWS, ret_n,
                        &rows));
    if (*ret_n > 0)
        *after = rows[*ret_n - 1].rec->id;
    qsort(rows, *ret_n, sizeof *rows, place_order);
    for (size_t i = 0; i < *ret_n; i++) {
        struct arena_mark mark = arena_mark(s->scratch);
        TRY(record_unseal(&s->store, s->scratch, rows[i].rec, &rows[i].info));
        if (type == &person_type)
            TRY(people_set(people, rows[i].rec));
        else
            TRY(people_set_place(people, rows[i].rec, rows[i].rec->version));
        arena_rewind(s->scratch, mark);
    }
    return NULL;
}

static struct err *type_fill(struct site *s, struct people *people, const struct rec_type *type)
{
    struct id after = ID_NONE;
    size_t n = LOAD_ROWS;
    while (n == LOAD_ROWS) {
        arena_reset(s->scratch);
        TRY(page_add(s, people, type, &after, &n));
    }
    return NULL;
}

/* They come in no order that means anything; the one that leads stays. */
static struct err *stays_page_add(struct site *s, struct people *people, struct id *after,
                                  size_t *ret_n)
{
    struct sql_stays_after_row *rows;
    TRY(sql_stays_after(s->db, s->scratch, s->org, *after, &rows, ret_n));
    for (size_t i = 0; i < *ret_n; i++) {
        const struct person_row *known = people_get(people, rows[i].person);
        const struct person_last stay = {.here = person_here_of(rows[i].state),
                                         .house = rows[i].house,
                                         .since_ms = rows[i].from_ms};
        if (known == NULL)
            continue;
        const struct person_last before = {.here = (enum person_here)known->here,
                                           .since_ms = known->since_ms};
        if (person_last_leads(&stay, &before))
            people_set_stay(people, rows[i].person, &stay);
    }
    if (*ret_n > 0)
        *after = rows[*ret_n - 1].stay;
    return NULL;
}

static struct err *stays_fill(struct site *s, struct people *people)
{
    struct id after = ID_NONE;
    for (size_t n = 1; n > 0;) {
        arena_reset(s->scratch);
        TRY(stays_page_add(s, people, &after, &n));
    }
    return NULL;
}

static struct err *people_fill(struct site *s, struct people *people)
{
    TRY(type_fill(s, people, &house_type));
    TRY(type_fill(s, people, &room_type));
    TRY(type_fill(s, people, &person_type));
    TRY(stays_fill(s, people));
    return erased_add(s, people);
}

/* In one transaction: the engine takes its locks once and not for each person. */
struct err *site_load_people(struct site *s)
{
    TRY(site_require_open(s, s->scratch));
    if (s->people != NULL)
        return NULL;
    struct people *people = people_new();
    NEED(people);
    struct err *bad = db_begin(s->db, s->scratch);
    if (bad == NULL)
        bad = people_fill(s, people);
    db_rollback(s->db);
    if (bad != NULL) {
        people_free(people);
        return bad;
    }
    gate_shut(s->gate);
    s->people = people;
    gate_open(s->gate);
    return NULL;
}

/* A text of a record's sealed half, kept as long as the site is open; "" when it has none. */
static struct err *name_read(struct site *s, const struct rec_type *type, struct id id,
                             uint64_t field, const char **ret_name)
{
    struct rec *r = NULL;
    TRY(record_get(&s->store, s->scratch, type, id, &r));
    struct text name = rec_text(r, field);
    *ret_name = arena_strn(s->arena, name.n == 0 ? "" : name.at, name.n);
    NEED(*ret_name);
    return NULL;
}

/* What no password may contain. */
static struct err *names_read(struct site *s, const char **names)
{
    bool found = false;
    struct sql_organisation_row_row organisation;
    TRY(sql_organisation_row(s->db, s->scratch, s->org, &found, &organisation));
    names[0] = names[1] = "";
    if (found)
        TRY(name_read(s, &organisation_type, organisation.organisation, ORGANISATION_NAME,
                      &names[0]));
    if (!id_is_none(s->site_record))
        TRY(name_read(s, &site_type, s->site_record, SITE_LABEL, &names[1]));
    return NULL;
}

struct err *site_load_signin(struct site *s)
{
    enum { NAMES = 2 };
    if (s->signin != NULL)
        return NULL;
    const char **names = arena_makes(s->arena, const char *, NAMES);
    NEED(names);
    TRY(names_read(s, names));
    const struct signin_store store = {.db = s->db,
                                       .keys = s->keys,
                                       .org = s->org,
                                       .ring = s->ring,
                                       .is_demo = s->is_demo,
                                       .n_names = NAMES,
                                       .names = names};
    return signin_open(s->scratch, &store, &s->signin);
}

struct err *desk_request(struct site *s, struct arena *into, struct text as, enum may may,
                         struct who *ret_who, struct request *ret_request)
{
    TRY(site_require_open(s, into));
    TRY(guard_who(s->db, into, s->org, as, world_now_ms(), ret_who));
    TRY(guard_require(into, ret_who, may));
    *ret_request = (struct request){.arena = into,
                                    .store = &s->store,
                                    .people = s->people,
                                    .who = ret_who,
                                    .now_ms = world_now_ms()};
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
    const int64_t before = s->incarnation;
    const struct id record_before = s->incarnation_record;
    s->incarnation = before + 1;
    s->incarnation_record = id_random();
    const struct incarnation_form form = {s->incarnation_record, s->site_record, s->incarnation,
                                          incarnation_reason(s->mark_state)};
    const struct who clock = guard_clock(ID_NONE);
    struct job job = {
        .arena = into, .who = &clock, .may = MAY_MACHINE, .run = incarnation_begin, .form = &form};
    struct job *jobs[] = {&job};
    desk_run(s, jobs, 1);
    if (job.err != NULL) {
        s->incarnation = before;
        s->incarnation_record = record_before;
        return job.err;
    }
    s->mark_state = MARK_SAME;
    desk_mark_now(s);
    return NULL;
}
