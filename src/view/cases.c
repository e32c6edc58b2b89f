/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cases.c - cases through the guard's eyes. */
#include "view/cases.h"

#include "model/types.h"
#include "sql/case.sql.h"
#include "sql/house.sql.h"

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
        *ret_subject =
            (struct case_subject){rec_id(household, HOUSEHOLD_HEAD), household->id};
    return NULL;
}
