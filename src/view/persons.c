/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* persons.c - the people index through the guard's eyes. */
#include "view/persons.h"

#include <assert.h>
#include <string.h>

#include "base/when.h"
#include "model/types.h"
#include "sql/case.sql.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"

static void last_take(struct person_last *last, const struct person_last *stay)
{
    if (person_last_leads(stay, last))
        *last = *stay;
}

struct err *person_place(struct request *rq, struct id person, struct person_last *ret_stay)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    *ret_stay = (struct person_last){.here = HERE_NEVER};
    for (size_t i = 0; i < n; i++)
        last_take(ret_stay, &(const struct person_last){
                                .here = person_here_of(rows[i].state),
                                .house = rows[i].house,
                                .since_ms = rows[i].from_ms,
                                .until_ms = rows[i].until_ms_null ? 0 : rows[i].until_ms});
    return NULL;
}

/* ---- what decides who sees her ----------------------------------------------------------------
 */

enum { AT_ONCE = 256 }; /* as persons_guarded takes */

struct facts {
    bool is_found;
    struct person_last last;
    struct guarded guarded;
};

static struct text ids_text(const struct id *ids, size_t n)
{
    return (struct text){(const char *)ids, n * sizeof *ids};
}

/* Whose cases they are of decides nothing for the other roles: they are not asked about. */
static struct err *teams_read(struct request *rq, const struct id *persons, size_t n,
                              struct facts *facts)
{
    struct sql_teams_of_persons_row *rows;
    size_t found = 0;
    if ((rq->who->roles & guard_roles_of(MAY_WORK_CASES)) == 0)
        return NULL;
    TRY(sql_teams_of_persons(rq->store->db, rq->arena, rq->store->org, ids_text(persons, n),
                             (int64_t)n, rq->now_ms, &rows, &found));
    for (size_t i = 0; i < found; i++)
        for (size_t j = 0; j < n; j++) {
            if (!id_equal(persons[j], rows[i].person))
                continue;
            facts[j].guarded.has_team = true;
            if (id_equal(rows[i].worker, rq->who->user))
                facts[j].guarded.on_team = true;
        }
    return NULL;
}

/* Of up to AT_ONCE persons, in one statement whoever they are. */
static struct err *facts_read(struct request *rq, const struct id *persons, size_t n,
                              struct facts *ret_facts)
{
    struct sql_persons_guarded_row *rows;
    size_t found = 0;
    assert(n <= AT_ONCE);
    memset(ret_facts, 0, n * sizeof *ret_facts);
    TRY(sql_persons_guarded(rq->store->db, rq->arena, rq->store->org, ids_text(persons, n),
                            (int64_t)n, &rows, &found));
    for (size_t i = 0; i < found; i++) {
        const struct sql_persons_guarded_row *row = &rows[i];
        struct facts *f = &ret_facts[row->nth];
        if (!f->is_found)
            *f = (struct facts){.is_found = true,
                                .last.here = HERE_NEVER,
                                .guarded = {.danger = row->danger, .author = row->author}};
        if (!row->stay_state_null)
            last_take(&f->last, &(const struct person_last){
                                    .here = person_here_of(row->stay_state),
                                    .house = row->house,
                                    .since_ms = row->from_ms,
                                    .until_ms = row->until_ms_null ? 0 : row->until_ms});
    }
    for (size_t i = 0; i < n; i++) {
        const struct person_last *last = &ret_facts[i].last;
        bool is_gone = last->here == HERE_BEFORE && last->until_ms != 0;
        ret_facts[i].guarded.house = last->house;
        ret_facts[i].guarded.days_gone = is_gone ? (rq->now_ms - last->until_ms) / DAY_MS : 0;
    }
    return teams_read(rq, persons, n, ret_facts);
}

struct err *person_guarded(struct request *rq, struct id person, bool *ret_found,
                           struct guarded *ret_facts)
{
    struct facts facts;
    TRY(facts_read(rq, &person, 1, &facts));
    *ret_found = facts.is_found;
    if (facts.is_found)
        *ret_facts = facts.guarded;
    return NULL;
}

struct err *persons_seen(struct request *rq, size_t n, const struct id *persons, bool *ret_seen)
{
    struct arena_mark mark = arena_mark(rq->arena);
    struct facts facts[AT_ONCE];
    bool sees_all = rq->people != NULL && guard_sees_everybody(rq->who);
    for (size_t i = 0; i < n && sees_all; i++) {
        const struct person_row *row = people_get(rq->people, persons[i]);
        ret_seen[i] = row != NULL && !row->is_withdrawn;
    }
    /* Nobody is asked about too, or the first one could be told from none by what it takes. */
    for (size_t from = 0; !sees_all && (from == 0 || from < n); from += AT_ONCE) {
        size_t some = n - from < AT_ONCE ? n - from : AT_ONCE;
        TRY(facts_read(rq, persons + from, some, facts));
        for (size_t i = 0; i < some; i++)
            ret_seen[from + i] = facts[i].is_found && guard_sees_person(rq->who, &facts[i].guarded);
        arena_rewind(rq->arena, mark);
    }
    return NULL;
}

struct err *persons_reached(struct request *rq, const struct guard_reach *reach, size_t *ret_n,
                            const struct id **ret_persons)
{
    struct sql_persons_reached_row *rows;
    size_t n = 0;
    assert(!reach->is_all);
    TRY(sql_persons_reached(rq->store->db, rq->arena, rq->store->org, rq->who->user,
                            ids_text(reach->houses, reach->n_houses), (int64_t)reach->n_houses,
                            rq->now_ms, &rows, &n));
    struct id *persons = arena_makes(rq->arena, struct id, n);
    NEED(persons);
    for (size_t i = 0; i < n; i++)
        persons[i] = rows[i].person;
    *ret_n = n;
    *ret_persons = persons;
    return NULL;
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

/* Keeps those who may be suggested, as many as are shown; asked about all at once. */
static struct err *alike_keep(struct request *rq, size_t n, const struct person_row *const *rows,
                              size_t *kept, const struct person_row **shown)
{
    struct id persons[AT_ONCE] = {ID_NONE};
    struct facts facts[AT_ONCE];
    for (size_t i = 0; i < n; i++)
        persons[i] = rows[i]->id;
    TRY(facts_read(rq, persons, n, facts));
    for (size_t i = 0; i < n && *kept < PEOPLE_LIKE_MAX; i++)
        if (rows[i]->state == PERSON_KNOWN && facts[i].is_found &&
            facts[i].guarded.danger == ASKED_NO && guard_sees_person(rq->who, &facts[i].guarded))
            shown[(*kept)++] = rows[i];
    return NULL;
}

struct err *person_alike(struct request *rq, struct text name, size_t *ret_n,
                         const struct person_row ***ret_rows)
{
    struct rec *named = NULL;
    const struct person_row **rows;
    size_t n = 0, kept = 0;
    TRY(rec_new(rq->arena, &person_type, &named));
    TRY(rec_read(rq->arena, named, "name", name));
    TRY(people_like(rq->people, rq->arena, named, people_count(rq->people), &n, &rows));
    const struct person_row **shown =
        arena_makes(rq->arena, const struct person_row *, PEOPLE_LIKE_MAX);
    NEED(shown);
    for (size_t from = 0; (from == 0 || from < n) && kept < PEOPLE_LIKE_MAX; from += AT_ONCE)
        TRY(alike_keep(rq, n - from < AT_ONCE ? n - from : AT_ONCE, rows + from, &kept, shown));
    *ret_rows = shown;
    *ret_n = kept;
    return NULL;
}
