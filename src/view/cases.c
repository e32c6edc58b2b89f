/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cases.c - cases through the guard's eyes. */
#include "view/cases.h"

#include "sql/case.sql.h"

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
