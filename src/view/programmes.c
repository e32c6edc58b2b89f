/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programmes.c - programmes, stages and enrolments through the guard's eyes. */
#include "view/programmes.h"

#include <stdlib.h>
#include <string.h>

#include "model/types_programme.h"
#include "sql/programme.sql.h"
#include "view/persons.h"

enum { PAGE_ROWS = 500 };

/* ---- programmes and stages ------------------------------------------------------------------- */

static struct err *stages_read(struct request *rq, struct programme_view *p)
{
    struct sql_stages_of_programme_row *rows;
    size_t n = 0;
    TRY(sql_stages_of_programme(rq->store->db, rq->arena, rq->store->org, p->programme, &rows, &n));
    p->stages = arena_makes(rq->arena, struct stage_view, n);
    NEED(p->stages);
    for (size_t i = 0; i < n; i++) {
        struct rec *r = NULL;
        TRY(record_get(rq->store, rq->arena, &stage_type, rows[i].stage, &r));
        p->stages[i] = (struct stage_view){.stage = rows[i].stage,
                                           .place = rows[i].place,
                                           .name = rec_text(r, STAGE_NAME),
                                           .means = rec_text(r, STAGE_MEANS),
                                           .in_use = rows[i].state == STAGE_IN_USE};
    }
    p->n_stages = n;
    return NULL;
}

static struct err *view_make(struct request *rq, const struct sql_programmes_row *row,
                             struct programme_view *ret_view)
{
    struct rec *r = NULL;
    TRY(record_get(rq->store, rq->arena, &programme_type, row->programme, &r));
    *ret_view = (struct programme_view){.programme = row->programme,
                                        .house = row->house_null ? ID_NONE : row->house,
                                        .name = rec_text(r, PROGRAMME_NAME),
                                        .rules = rec_text(r, PROGRAMME_RULES),
                                        .handle = row->handle,
                                        .is_open = row->state == PROGRAMME_OPEN};
    return stages_read(rq, ret_view);
}

struct err *programme_views(struct request *rq, struct text handle,
                            struct programme_views *ret_views)
{
    struct sql_programmes_row *rows;
    size_t n = 0;
    struct programme_views views = {0};
    TRY(sql_programmes(rq->store->db, rq->arena, rq->store->org, &rows, &n));
    views.at = arena_makes(rq->arena, struct programme_view, n);
    NEED(views.at);
    for (size_t i = 0; i < n; i++)
        if (handle.n == 0 || text_equal(handle, rows[i].handle))
            TRY(view_make(rq, &rows[i], &views.at[views.n++]));
    if (views.n == 0 && handle.n > 0)
        return err_mend(err_new(rq->arena, ERR_ABSENT,
                                N_("Nothing here that you can open. Search, or ask the manager")),
                        "hearth programme list");
    *ret_views = views;
    return NULL;
}

const struct programme_view *programme_of(const struct programme_views *views, struct id programme)
{
    for (size_t i = 0; i < views->n; i++)
        if (id_equal(views->at[i].programme, programme))
            return &views->at[i];
    return NULL;
}

const struct stage_view *stage_of(const struct programme_view *programme, struct id stage)
{
    for (size_t i = 0; i < programme->n_stages; i++)
        if (id_equal(programme->stages[i].stage, stage))
            return &programme->stages[i];
    return NULL;
}

/* ---- enrolments ------------------------------------------------------------------------------ */

bool enrolment_goes_on(int64_t state)
{
    return state <= ENROLMENT_PAUSED;
}

static struct err *steps_read(struct request *rq, struct enrolment_view *e)
{
    struct sql_stage_times_of_enrolment_row *rows;
    size_t n = 0;
    TRY(sql_stage_times_of_enrolment(rq->store->db, rq->arena, rq->store->org, e->enrolment, &rows,
                                     &n));
    for (size_t i = 0; i < n; i++) {
        e->stage_from_ms = rows[i].from_ms;
        e->n_back += rows[i].way == STAGE_WAY_BACK;
    }
    return NULL;
}

static struct err *keep(struct request *rq, struct enrolments *all, struct enrolment_view e)
{
    const struct person_row *who = rq->people == NULL ? NULL : people_get(rq->people, e.person);
    if (all->n == all->room) {
        size_t room = all->room == 0 ? 32 : all->room * 2;
        all->at = arena_grow(rq->arena, all->at, all->n, room, sizeof *all->at);
        NEED(all->at);
        all->room = room;
    }
    e.name = who == NULL ? "" : who->name;
    TRY(steps_read(rq, &e));
    all->at[all->n++] = e;
    return NULL;
}

/* One page of rows of a programme; those who are seen are kept, at most `limit` of them. */
static struct err *page_collect(struct request *rq, struct id programme, int64_t least,
                                int64_t most, size_t limit, struct id *after,
                                struct enrolments *all, bool *ret_end)
{
    struct sql_enrolments_of_programme_row *rows;
    size_t n = 0;
    TRY(sql_enrolments_of_programme(rq->store->db, rq->arena, rq->store->org, programme, least,
                                    most, *after, PAGE_ROWS, &rows, &n));
    *ret_end = n < PAGE_ROWS;
    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        TRY(person_is_seen(rq, rows[i].person, &seen));
        if (seen && all->n == limit) {
            all->after = *after;
            *ret_end = true;
            return NULL;
        }
        *after = rows[i].enrolment;
        if (!seen)
            continue;
        TRY(keep(
            rq, all,
            (struct enrolment_view){.enrolment = rows[i].enrolment,
                                    .person = rows[i].person,
                                    .programme = programme,
                                    .stage = rows[i].stage_null ? ID_NONE : rows[i].stage,
                                    .state = rows[i].state,
                                    .from_ms = rows[i].from_ms,
                                    .until_ms = rows[i].until_ms_null ? 0 : rows[i].until_ms}));
    }
    return NULL;
}

static struct err *collect(struct request *rq, struct id programme, int64_t least, int64_t most,
                           size_t limit, struct id after, struct enrolments *all)
{
    for (bool is_end = false; !is_end;)
        TRY(page_collect(rq, programme, least, most, limit, &after, all, &is_end));
    return NULL;
}

/* In the order of the stages, then of the names. */
static int standing_order(const void *a, const void *b)
{
    const struct enrolment_view *x = a, *y = b;
    if (x->state != y->state && (x->state < ENROLMENT_AT_STAGE || y->state < ENROLMENT_AT_STAGE))
        return x->state < y->state ? -1 : 1;
    int names = strcmp(x->name, y->name);
    return names != 0 ? names : id_compare(x->enrolment, y->enrolment);
}

/* Stands the rows of one stage after those of the one before it. */
static struct err *by_stage(struct request *rq, struct programme_view *p, struct enrolments *all)
{
    struct enrolment_view *sorted = arena_makes(rq->arena, struct enrolment_view, all->n);
    size_t n = 0;
    NEED(sorted);
    for (size_t i = 0; i < all->n; i++)
        if (stage_of(p, all->at[i].stage) == NULL)
            sorted[n++] = all->at[i];
    for (size_t s = 0; s < p->n_stages; s++) {
        p->stages[s].n_here = 0;
        for (size_t i = 0; i < all->n; i++) {
            if (!id_equal(all->at[i].stage, p->stages[s].stage))
                continue;
            sorted[n++] = all->at[i];
            p->stages[s].n_here++;
        }
    }
    all->at = sorted;
    all->room = n;
    return NULL;
}

struct err *programme_standing(struct request *rq, struct programme_view *programme,
                               struct enrolments *ret_rows)
{
    struct enrolments all = {0};
    TRY(collect(rq, programme->programme, ENROLMENT_APPLIED, ENROLMENT_PAUSED, SIZE_MAX, ID_NONE,
                &all));
    if (all.n > 0)
        qsort(all.at, all.n, sizeof *all.at, standing_order);
    TRY(by_stage(rq, programme, &all));
    *ret_rows = all;
    return NULL;
}

struct err *programme_ended(struct request *rq, const struct programme_view *programme,
                            struct id after, size_t limit, struct enrolments *ret_rows)
{
    struct enrolments all = {0};
    TRY(collect(rq, programme->programme, ENROLMENT_COMPLETED, ENROLMENT_GRADUATE, limit, after,
                &all));
    *ret_rows = all;
    return NULL;
}

struct err *enrolments_of(struct request *rq, struct id person, struct enrolments *ret_rows)
{
    struct sql_enrolments_of_person_row *rows;
    size_t n = 0;
    struct enrolments all = {0};
    TRY(sql_enrolments_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(keep(
            rq, &all,
            (struct enrolment_view){.enrolment = rows[i].enrolment,
                                    .person = person,
                                    .programme = rows[i].programme,
                                    .stage = rows[i].stage_null ? ID_NONE : rows[i].stage,
                                    .state = rows[i].state,
                                    .from_ms = rows[i].from_ms,
                                    .until_ms = rows[i].until_ms_null ? 0 : rows[i].until_ms}));
    *ret_rows = all;
    return NULL;
}
