/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incidents.c - incidents through the guard's eyes. */
#include "view/incidents.h"

#include <stdlib.h>

#include "model/types_programme.h"
#include "sql/incident.sql.h"
#include "view/cases.h"
#include "view/persons.h"

enum { PAGE_ROWS = 500 };

/* Who reported it loses it with her: it names her, and others go on writing in it. */
static struct err *is_seen(struct request *rq, struct id about, struct id author, bool *ret_seen)
{
    bool found = false, is_hers = id_equal(author, rq->who->user);
    struct guarded facts;
    TRY(person_guarded(rq, about, &found, &facts));
    *ret_seen = found && (guard_sees_case_work(rq->who, &facts) ||
                          (is_hers && guard_sees_person(rq->who, &facts)));
    return NULL;
}

static const char *name_of(const struct request *rq, struct id person)
{
    const struct person_row *row = rq->people == NULL ? NULL : people_get(rq->people, person);
    return row == NULL ? "" : row->name;
}

/* ---- lists -------------------------------------------------------------------------------------
 */

struct found {
    size_t n, room;
    struct incident_row *at;
};

static struct err *due_read(struct request *rq, int32_t today, struct incident_row *row)
{
    struct sql_incident_tellings_row *told;
    size_t n = 0;
    TRY(sql_incident_tellings(rq->store->db, rq->arena, rq->store->org, row->incident, &told, &n));
    for (size_t i = 0; i < n; i++) {
        if (told[i].state != TOLD_DUE)
            continue;
        row->n_due++;
        if (told[i].due_null || (row->has_due && row->due <= told[i].due))
            continue;
        row->has_due = true;
        row->due = told[i].due;
    }
    row->is_overdue = row->has_due && row->due < today;
    return NULL;
}

static struct err *take(struct request *rq, struct found *all, struct id author, int32_t today,
                        struct incident_row row)
{
    bool seen = false;
    TRY(is_seen(rq, row.about, author, &seen));
    if (!seen)
        return NULL;
    if (all->n == all->room) {
        size_t room = all->room == 0 ? 32 : all->room * 2;
        all->at = arena_grow(rq->arena, all->at, all->n, room, sizeof *all->at);
        NEED(all->at);
        all->room = room;
    }
    row.name = name_of(rq, row.about);
    TRY(due_read(rq, today, &row));
    all->at[all->n++] = row;
    return NULL;
}

/* The rows of both statements have the same columns. */
#define ROW(r)                                                                                     \
    (struct incident_row)                                                                          \
    {                                                                                              \
        .incident = (r).incident, .about = (r).about, .house = (r).house, .at_ms = (r).at_ms,      \
        .kind = (r).kind, .severity = (r).severity, .state = (r).state                             \
    }

static struct err *collect(struct request *rq, const struct incident_ask *ask, int32_t today,
                           struct found *all)
{
    const int64_t most = ask->closed_too ? INCIDENT_CLOSED : INCIDENT_NOTIFIED;
    struct id after = ID_NONE;
    struct sql_incidents_about_row *of_her = NULL;
    size_t n_hers = 0;
    if (!id_is_none(ask->about))
        TRY(sql_incidents_about(rq->store->db, rq->arena, rq->store->org, ask->about, &of_her,
                                &n_hers));
    for (size_t i = 0; i < n_hers; i++)
        if (of_her[i].state <= most)
            TRY(take(rq, all, of_her[i].author, today, ROW(of_her[i])));
    for (size_t n = PAGE_ROWS; id_is_none(ask->about) && n == PAGE_ROWS;) {
        struct sql_incidents_after_row *rows;
        TRY(sql_incidents_after(rq->store->db, rq->arena, rq->store->org, after, most, PAGE_ROWS,
                                &rows, &n));
        for (size_t i = 0; i < n; i++) {
            TRY(take(rq, all, rows[i].author, today, ROW(rows[i])));
            after = rows[i].incident;
        }
    }
    return NULL;
}

static int urgent_first(const void *a, const void *b)
{
    const struct incident_row *x = a, *y = b;
    if (x->has_due != y->has_due)
        return x->has_due ? -1 : 1;
    if (x->has_due && x->due != y->due)
        return x->due < y->due ? -1 : 1;
    if (x->at_ms != y->at_ms)
        return x->at_ms > y->at_ms ? -1 : 1;
    return id_compare(x->incident, y->incident);
}

struct err *incident_list(struct request *rq, const struct incident_ask *ask,
                          struct incident_list *ret_list)
{
    struct found all = {0};
    int32_t today = 0;
    TRY(request_day(rq, &today));
    TRY(collect(rq, ask, today, &all));
    if (all.n > 0)
        qsort(all.at, all.n, sizeof *all.at, urgent_first);
    *ret_list = (struct incident_list){
        .n = all.n < ask->limit ? all.n : ask->limit, .count = all.n, .rows = all.at};
    return NULL;
}

/* ---- one of them -------------------------------------------------------------------------------
 */

struct err *incident_require(struct request *rq, struct id incident, struct rec **ret_incident)
{
    struct sql_incident_guarded_row row;
    bool found = false, seen = false;
    TRY(sql_incident_guarded(rq->store->db, rq->arena, rq->store->org, incident, &found, &row));
    TRY(is_seen(rq, found ? row.about : ID_NONE, found ? row.author : ID_NONE, &seen));
    if (!found || !seen)
        return err_mend(err_new(rq->arena, ERR_ABSENT,
                                N_("Nothing here that you can open. Search, or ask the manager")),
                        "hearth incident list");
    return record_get(rq->store, rq->arena, &incident_type, incident, ret_incident);
}

static struct err *parts_read(struct request *rq, struct id incident, struct incident_view *v)
{
    struct sql_incident_people_row *rows;
    size_t n = 0;
    TRY(sql_incident_people(rq->store->db, rq->arena, rq->store->org, incident, &rows, &n));
    v->parts = arena_makes(rq->arena, struct incident_part, n);
    NEED(v->parts);
    for (size_t i = 0; i < n; i++) {
        struct rec *r = NULL;
        bool seen = false;
        TRY(person_is_seen(rq, rows[i].person, &seen));
        if (!seen)
            continue;
        TRY(record_get(rq->store, rq->arena, &incident_person_type, rows[i].part, &r));
        v->parts[v->n_parts++] =
            (struct incident_part){.person = rows[i].person,
                                   .name = name_of(rq, rows[i].person),
                                   .part = rec_int(r, INCIDENT_PERSON_PART, 0)};
    }
    return NULL;
}

static struct err *tellings_read(struct request *rq, struct id incident, struct incident_view *v)
{
    struct sql_incident_tellings_row *rows;
    size_t n = 0;
    int32_t today = 0;
    TRY(request_day(rq, &today));
    TRY(sql_incident_tellings(rq->store->db, rq->arena, rq->store->org, incident, &rows, &n));
    v->tellings = arena_makes(rq->arena, struct incident_telling, n);
    NEED(v->tellings);
    for (size_t i = 0; i < n; i++) {
        struct rec *r = NULL;
        bool is_due = rows[i].state == TOLD_DUE;
        TRY(record_get(rq->store, rq->arena, &incident_told_type, rows[i].told, &r));
        v->n_due += is_due;
        v->tellings[v->n_tellings++] = (struct incident_telling){
            .told = rows[i].told,
            .body = rows[i].body,
            .state = rows[i].state,
            .has_due = !rows[i].due_null,
            .due = rows[i].due,
            .is_overdue = is_due && !rows[i].due_null && rows[i].due < today,
            .at_ms = rows[i].at_ms_null ? 0 : rows[i].at_ms,
            .note = rec_text(r, INCIDENT_TOLD_NOTE)};
    }
    return NULL;
}

struct err *incident_view(struct request *rq, struct id incident, struct incident_view *ret_view)
{
    struct incident_view v = {0};
    bool is_team = false;
    TRY(incident_require(rq, incident, &v.rec));
    TRY(case_work_is_seen(rq, rec_id(v.rec, INCIDENT_ABOUT), &is_team));
    if (!is_team)
        rec_clear(v.rec, INCIDENT_ASSESSED);
    TRY(parts_read(rq, incident, &v));
    TRY(tellings_read(rq, incident, &v));
    *ret_view = v;
    return NULL;
}
