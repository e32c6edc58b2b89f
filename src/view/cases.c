/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cases.c - cases through the guard's eyes. */
#include "view/cases.h"

#include "model/types.h"
#include "sql/case.sql.h"
#include "sql/house.sql.h"
#include "view/places.h"

struct err *case_work_is_seen(struct request *rq, struct id person, bool *ret_seen)
{
    bool found = false;
    struct guarded facts;
    TRY(person_guarded(rq, person, &found, &facts));
    *ret_seen = found && guard_sees_case_work(rq->who, &facts);
    return NULL;
}

struct err *case_of_person(struct request *rq, struct id person, struct id *ret_case)
{
    struct sql_cases_of_person_row *rows;
    size_t n = 0;
    *ret_case = ID_NONE;
    TRY(sql_cases_of_person(rq->store->db, rq->arena, rq->store->org, person, rq->now_ms, &rows,
                            &n));
    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        TRY(case_work_is_seen(rq, rows[i].about, &seen));
        if (seen) {
            *ret_case = rows[i].found;
            return NULL;
        }
    }
    return NULL;
}

struct err *case_lead_of_person(struct request *rq, struct id person, struct text *ret_login)
{
    struct sql_cases_of_person_row *rows;
    struct sql_case_team_row *team;
    size_t n = 0, n_team = 0;
    *ret_login = TEXT_NONE;
    TRY(sql_cases_of_person(rq->store->db, rq->arena, rq->store->org, person, rq->now_ms, &rows,
                            &n));
    if (n == 0)
        return NULL;
    TRY(sql_case_team(rq->store->db, rq->arena, rq->store->org, rows[0].found, rq->now_ms, &team,
                      &n_team));
    for (size_t i = 0; i < n_team; i++)
        if (team[i].role == ASSIGNMENT_LEAD)
            return user_login(rq, team[i].worker, ret_login);
    return NULL;
}

struct err *case_require(struct request *rq, struct id found, struct rec **ret_case)
{
    struct sql_case_head_row row;
    bool is_there = false, seen = false;
    TRY(sql_case_head(rq->store->db, rq->arena, rq->store->org, found, &is_there, &row));
    TRY(case_work_is_seen(rq, is_there ? row.about : ID_NONE, &seen));
    if (!is_there || !seen)
        return err_mend(err_new(rq->arena, ERR_ABSENT,
                                N_("Nothing here that you can open. Search, or ask the manager")),
                        "hearth case list");
    return record_get(rq->store, rq->arena, &case_type, found, ret_case);
}

struct err *case_subject_of(struct request *rq, struct id person, struct case_subject *ret_subject)
{
    struct sql_households_of_person_row *rows;
    struct rec *household = NULL;
    struct row_info info;
    size_t n = 0;
    *ret_subject = (struct case_subject){.about = person};
    TRY(sql_households_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    for (size_t i = 0; i < n && household == NULL; i++)
        if (rows[i].until_ms_null || rows[i].until_ms > rq->now_ms)
            TRY(record_find(rq->store, rq->arena, &household_type, rows[i].household, &household,
                            &info));
    if (household != NULL && rec_int(household, HOUSEHOLD_STATE, 0) == HOUSEHOLD_TOGETHER)
        *ret_subject = (struct case_subject){rec_id(household, HOUSEHOLD_HEAD), household->id};
    return NULL;
}

/* ---- the head of a case ------------------------------------------------------------------------
 */

static struct err *workers_read(struct request *rq, struct case_view *v)
{
    struct sql_case_team_row *rows;
    size_t n = 0;
    TRY(sql_case_team(rq->store->db, rq->arena, rq->store->org, v->rec->id, rq->now_ms, &rows, &n));
    v->workers = arena_makes(rq->arena, struct case_worker, n);
    NEED(v->workers);
    for (size_t i = 0; i < n; i++) {
        struct case_worker *w = &v->workers[v->n_workers++];
        *w = (struct case_worker){
            .user = rows[i].worker, .role = rows[i].role, .from_ms = rows[i].from_ms};
        TRY(user_login(rq, w->user, &w->login));
    }
    return NULL;
}

static struct err *person_add(struct request *rq, struct case_view *v, struct id person)
{
    bool seen = false, is_about = id_equal(person, rec_id(v->rec, CASE_ABOUT));
    const struct person_row *row = rq->people == NULL ? NULL : people_get(rq->people, person);
    TRY(person_is_seen(rq, person, &seen));
    if (seen && row != NULL)
        v->persons[v->n_persons++] = (struct case_person){person, text_of(row->name), is_about,
                                                          row->state == PERSON_EXPECTED};
    return NULL;
}

/* First whom the case is about. */
static struct err *persons_read(struct request *rq, struct case_view *v)
{
    struct sql_members_of_household_row *rows = NULL;
    size_t n = 0;
    if (rec_has(v->rec, CASE_HOUSEHOLD))
        TRY(sql_members_of_household(rq->store->db, rq->arena, rq->store->org,
                                     rec_id(v->rec, CASE_HOUSEHOLD), &rows, &n));
    v->persons = arena_makes(rq->arena, struct case_person, n + 1);
    NEED(v->persons);
    TRY(person_add(rq, v, rec_id(v->rec, CASE_ABOUT)));
    for (size_t i = 0; i < n; i++)
        if (!id_equal(rows[i].person, rec_id(v->rec, CASE_ABOUT)) &&
            (rows[i].until_ms_null || rows[i].until_ms > rq->now_ms))
            TRY(person_add(rq, v, rows[i].person));
    return NULL;
}

struct err *case_read(struct request *rq, struct id found, struct case_view *ret_view)
{
    *ret_view = (struct case_view){0};
    TRY(case_require(rq, found, &ret_view->rec));
    TRY(workers_read(rq, ret_view));
    return persons_read(rq, ret_view);
}

struct err *case_of_number(struct request *rq, struct text number, struct id *ret_case)
{
    struct sql_case_by_number_row row;
    struct rec *r = NULL;
    bool found = false;
    TRY(sql_case_by_number(rq->store->db, rq->arena, rq->store->org, number, &found, &row));
    struct err *bad = case_require(rq, found ? row.found : ID_NONE, &r);
    if (bad != NULL && bad->kind != ERR_ABSENT)
        return bad;
    *ret_case = bad == NULL ? row.found : ID_NONE;
    return NULL;
}
