/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* persons.c - the people index through the guard's eyes. */
#include "view/persons.h"

#include "base/when.h"
#include "model/types.h"
#include "sql/case.sql.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"

struct err *person_place(struct request *rq, struct id person, struct person_last *ret_stay)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    *ret_stay = (struct person_last){.here = HERE_NEVER};
    for (size_t i = 0; i < n; i++) {
        const struct person_last stay = {.here = person_here_of(rows[i].state),
                                         .house = rows[i].house,
                                         .since_ms = rows[i].from_ms,
                                         .until_ms = rows[i].until_ms_null ? 0 : rows[i].until_ms};
        if (person_last_leads(&stay, ret_stay))
            *ret_stay = stay;
    }
    return NULL;
}

/* Whose cases she is of decides nothing for the other roles: they are not asked about. */
static struct err *team_read(struct request *rq, struct id person, struct guarded *facts)
{
    struct sql_team_of_person_row *rows;
    size_t n = 0;
    if ((rq->who->roles & guard_roles_of(MAY_WORK_CASES)) == 0)
        return NULL;
    TRY(sql_team_of_person(rq->store->db, rq->arena, rq->store->org, person, rq->now_ms, &rows,
                           &n));
    facts->has_team = n > 0;
    for (size_t i = 0; i < n; i++)
        facts->on_team = facts->on_team || id_equal(rows[i].worker, rq->who->user);
    return NULL;
}

struct err *person_guarded(struct request *rq, struct id person, bool *ret_found,
                           struct guarded *ret_facts)
{
    struct sql_person_guarded_row row;
    struct person_last last;
    TRY(sql_person_guarded(rq->store->db, rq->arena, rq->store->org, person, ret_found, &row));
    if (!*ret_found)
        return NULL;
    TRY(person_place(rq, person, &last));
    bool is_gone = last.here == HERE_BEFORE && last.until_ms != 0;
    *ret_facts = (struct guarded){.danger = row.danger,
                                  .author = row.author,
                                  .house = last.house,
                                  .days_gone = is_gone ? (rq->now_ms - last.until_ms) / DAY_MS : 0};
    return team_read(rq, person, ret_facts);
}

struct err *person_is_seen(struct request *rq, struct id person, bool *ret_seen)
{
    bool found = false;
    struct guarded facts;
    struct sql_person_guarded_row row;
    if (guard_sees_everybody(rq->who)) /* wherever they stay */
        return sql_person_guarded(rq->store->db, rq->arena, rq->store->org, person, ret_seen, &row);
    TRY(person_guarded(rq, person, &found, &facts));
    *ret_seen = found && guard_sees_person(rq->who, &facts);
    return NULL;
}

struct err *person_require(struct request *rq, struct id person, struct rec **ret_person)
{
    bool seen = false;
    TRY(person_is_seen(rq, person, &seen));
    if (!seen)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    return record_get(rq->store, rq->arena, &person_type, person, ret_person);
}

/* ---- who may be the same ------------------------------------------------------------------- */

static struct err *may_be_suggested(struct request *rq, const struct person_row *row, bool *ret_may)
{
    bool found = false;
    struct guarded facts;
    *ret_may = false;
    if (row->state != PERSON_KNOWN)
        return NULL;
    TRY(person_guarded(rq, row->id, &found, &facts));
    *ret_may = found && facts.danger == ASKED_NO && guard_sees_person(rq->who, &facts);
    return NULL;
}

struct err *person_alike(struct request *rq, struct text name, size_t *ret_n,
                         const struct person_row ***ret_rows)
{
    struct rec *named = NULL;
    size_t n = 0, kept = 0;
    TRY(rec_new(rq->arena, &person_type, &named));
    TRY(rec_read(rq->arena, named, "name", name));
    TRY(people_like(rq->people, rq->arena, named, people_count(rq->people), &n, ret_rows));
    for (size_t i = 0; i < n && kept < PEOPLE_LIKE_MAX; i++) {
        bool may = false;
        TRY(may_be_suggested(rq, (*ret_rows)[i], &may));
        if (may)
            (*ret_rows)[kept++] = (*ret_rows)[i];
    }
    *ret_n = kept;
    return NULL;
}
