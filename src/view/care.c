/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* care.c - who sees what must be known of a person in a hurry. */
#include "view/care.h"

#include "model/types_care.h"
#include "sql/care.sql.h"

/* The same user without what she holds as house staff. */
static struct who without_house(const struct who *who)
{
    struct who w = *who;
    w.n_grants = 0;
    w.roles &= ~(uint32_t)HOUSE;
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].role != ROLE_HOUSE)
            w.grants[w.n_grants++] = who->grants[i];
    return w;
}

struct err *care_is_seen(struct request *rq, struct id person, bool *ret_seen)
{
    struct person_last last;
    TRY(person_is_seen(rq, person, ret_seen));
    if (!*ret_seen || (rq->who->roles & HOUSE) == 0)
        return NULL;
    TRY(person_place(rq, person, &last));
    if (last.here == HERE_NOW)
        return NULL;
    const struct who others = without_house(rq->who);
    struct request of_others = *rq;
    of_others.who = &others;
    return person_is_seen(&of_others, person, ret_seen);
}

struct err *care_facts(struct request *rq, struct id person, bool ended_too,
                       struct care_facts *ret_facts)
{
    struct sql_facts_of_person_row *rows;
    size_t n = 0;
    bool seen = false;
    *ret_facts = (struct care_facts){0};
    TRY(care_is_seen(rq, person, &seen));
    if (!seen)
        return NULL;
    TRY(sql_facts_of_person(rq->store->db, rq->arena, rq->store->org, person,
                            ended_too ? FACT_ENDED : FACT_NOW, &rows, &n));
    ret_facts->at = arena_makes(rq->arena, struct rec *, n);
    NEED(ret_facts->at);
    for (size_t i = 0; i < n; i++) {
        const struct rec_type *type = rec_type_by_no((uint64_t)rows[i].kind);
        TRY(record_get(rq->store, rq->arena, type, rows[i].fact, &ret_facts->at[i]));
    }
    ret_facts->n = n;
    return NULL;
}

struct err *care_require(struct request *rq, const struct rec_type *type, struct id fact,
                         struct rec **ret_fact)
{
    struct row_info info;
    struct rec *r = NULL;
    bool seen = false;
    TRY(record_find(rq->store, rq->arena, type, fact, &r, &info));
    if (r != NULL && !r->withdrawn)
        TRY(care_is_seen(rq, rec_id(r, field_by_name(type, "person")->no), &seen));
    if (!seen)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    *ret_fact = r;
    return NULL;
}

struct err *care_papers_ending(struct request *rq, struct id house, int32_t before, size_t *ret_n,
                               struct care_paper **ret_papers)
{
    struct sql_papers_ending_row *rows;
    size_t n = 0, kept = 0;
    TRY(sql_papers_ending(rq->store->db, rq->arena, rq->store->org, house, before, &rows, &n));
    struct care_paper *papers = arena_makes(rq->arena, struct care_paper, n);
    NEED(papers);
    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        TRY(care_is_seen(rq, rows[i].person, &seen));
        if (seen)
            papers[kept++] = (struct care_paper){rows[i].paper, rows[i].person, rows[i].expires};
    }
    *ret_n = kept;
    *ret_papers = papers;
    return NULL;
}
