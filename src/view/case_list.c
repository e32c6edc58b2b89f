/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case_list.c - the cases that somebody sees, filtered and counted.
 *
 * A worker's are those she works on. A manager's are read in the order of their numbers: up to
 * CASE_FACETS_MAX all of them, the newest first and with facets; beyond that a page at a time, by
 * number, so that a list costs the same in a country as in a house. */
#include <stdlib.h>

#include "model/types.h"
#include "sql/case.sql.h"
#include "sql/task.sql.h"
#include "view/cases.h"
#include "view/places.h"

enum { CHUNK = 500 };

struct listing {
    struct request *rq;
    const struct case_ask *ask;
    int32_t today;
    struct id worker; /* ID_NONE: any */
    size_t n, room;
    struct case_row *rows;
};

/* ---- what is known of a row --------------------------------------------------------------------
 */

static struct err *tasks_look(struct request *rq, struct case_row *row, int32_t today)
{
    struct sql_tasks_about_row *tasks;
    size_t n = 0;
    TRY(sql_tasks_about(rq->store->db, rq->arena, rq->store->org, row->about, TASK_DOING, &tasks,
                        &n));
    for (size_t i = 0; i < n; i++)
        row->n_overdue += !tasks[i].due_null && tasks[i].due < today;
    return NULL;
}

static struct err *lead_look(struct request *rq, struct case_row *row)
{
    struct sql_case_team_row *team;
    size_t n = 0;
    TRY(sql_case_team(rq->store->db, rq->arena, rq->store->org, row->found, rq->now_ms, &team, &n));
    for (size_t i = 0; i < n; i++)
        if (team[i].role == ASSIGNMENT_LEAD)
            row->lead = team[i].worker;
    return id_is_none(row->lead) ? NULL : user_login(rq, row->lead, &row->lead_login);
}

static struct err *row_look(struct listing *l, struct case_row *row)
{
    struct rec *r = NULL;
    TRY(record_get(l->rq->store, l->rq->arena, &case_type, row->found, &r));
    row->risk = rec_int(r, CASE_RISK, 0);
    TRY(tasks_look(l->rq, row, l->today));
    return lead_look(l->rq, row);
}

static struct err *row_add(struct listing *l, const struct case_row *row)
{
    bool seen = guard_sees_everybody(l->rq->who);
    if (!seen)
        TRY(case_work_is_seen(l->rq, row->about, &seen));
    if (!seen)
        return NULL;
    if (l->n == l->room) {
        size_t room = l->room == 0 ? 64 : l->room * 2;
        l->rows = arena_grow(l->rq->arena, l->rows, l->n, room, sizeof *l->rows);
        NEED(l->rows);
        l->room = room;
    }
    l->rows[l->n++] = *row;
    return row_look(l, &l->rows[l->n - 1]);
}

/* Rows of the two statements have the same columns. */
#define ROW(r)                                                                                     \
    ((struct case_row){.found = (r).found,                                                         \
                       .number = (r).number,                                                       \
                       .type = (r).type,                                                           \
                       .about = (r).about,                                                         \
                       .state = (r).state,                                                         \
                       .opened_ms = (r).opened})

/* ---- filters ----------------------------------------------------------------------------------
 */

/* Which of the filters a row does not pass. */
enum { BY_STATE = 1, BY_TYPE = 2, BY_RISK = 4, BY_LEAD = 8, BY_OVERDUE = 16 };

static bool state_fits(int64_t asked, int64_t state)
{
    return asked == CASE_ANY_STATE ||
           (asked == CASE_ANY_OPEN ? state < CASE_CLOSED : state == asked);
}

static unsigned fails_of(const struct listing *l, const struct case_row *row)
{
    const struct case_ask *ask = l->ask;
    unsigned fails = 0;
    fails |= state_fits(ask->state, row->state) ? 0 : BY_STATE;
    fails |= ask->type == 0 || row->type == ask->type ? 0 : BY_TYPE;
    fails |= ask->risk == 0 || row->risk == ask->risk ? 0 : BY_RISK;
    fails |= ask->lead.n == 0 || text_equal(ask->lead, row->lead_login) ? 0 : BY_LEAD;
    fails |= !ask->overdue || row->n_overdue > 0 ? 0 : BY_OVERDUE;
    return fails;
}

static void worker_count(struct case_facets *f, const struct case_row *row)
{
    size_t i = 0;
    while (i < f->n_leads && !text_equal(f->leads[i].login, row->lead_login))
        i++;
    if (row->lead_login.n == 0 || i == CASE_LEADS_MAX)
        return;
    if (i == f->n_leads)
        f->leads[f->n_leads++].login = row->lead_login;
    f->leads[i].n++;
}

/* Each counted among what the other filters leave. */
static void facets_count(const struct listing *l, struct case_facets *f)
{
    *f = (struct case_facets){.is_counted = true};
    for (size_t i = 0; i < l->n; i++) {
        const struct case_row *row = &l->rows[i];
        const unsigned fails = fails_of(l, row);
        f->state[row->state] += (fails & ~(unsigned)BY_STATE) == 0;
        f->type[row->type] += (fails & ~(unsigned)BY_TYPE) == 0;
        f->risk[row->risk] += (fails & ~(unsigned)BY_RISK) == 0;
        f->overdue += (fails & ~(unsigned)BY_OVERDUE) == 0 && row->n_overdue > 0;
        if ((fails & ~(unsigned)BY_LEAD) == 0)
            worker_count(f, row);
    }
}

static void rows_filter(struct listing *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++)
        if (fails_of(l, &l->rows[i]) == 0)
            l->rows[kept++] = l->rows[i];
    l->n = kept;
}

static int newest_first(const void *a, const void *b)
{
    const struct case_row *x = a, *y = b;
    if (x->opened_ms != y->opened_ms)
        return x->opened_ms > y->opened_ms ? -1 : 1;
    return id_compare(x->found, y->found);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static bool sees_by_scope(const struct who *who)
{
    return (who->roles & MANAGER) != 0;
}

static struct err *own_read(struct listing *l)
{
    struct sql_cases_of_worker_row *rows;
    size_t n = 0;
    TRY(sql_cases_of_worker(l->rq->store->db, l->rq->arena, l->rq->store->org, l->rq->who->user,
                            l->rq->now_ms, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(row_add(l, &ROW(rows[i])));
    return NULL;
}

/* The cases whose number stands behind `*after`, until `most` rows are kept or none is left. */
static struct err *scope_read(struct listing *l, struct text *after, size_t most, bool filters,
                              bool *ret_end)
{
    size_t n = CHUNK;
    *ret_end = false;
    while (n == CHUNK) {
        struct sql_cases_after_row *rows;
        TRY(sql_cases_after(l->rq->store->db, l->rq->arena, l->rq->store->org, *after, CHUNK, &rows,
                            &n));
        for (size_t i = 0; i < n; i++) {
            if (l->n == most)
                return NULL;
            TRY(row_add(l, &ROW(rows[i])));
            *after = rows[i].number;
            if (filters && l->n > 0 && id_equal(l->rows[l->n - 1].found, rows[i].found) &&
                fails_of(l, &l->rows[l->n - 1]) != 0)
                l->n--;
        }
    }
    *ret_end = true;
    return NULL;
}

/* ---- one page ---------------------------------------------------------------------------------
 */

static void page_take(const struct listing *l, struct case_list *ret)
{
    size_t from = 0;
    for (size_t i = 0; i < l->n && l->ask->after.n > 0 && from == 0; i++)
        if (text_equal(l->rows[i].number, l->ask->after))
            from = i + 1;
    ret->n = l->n - from < l->ask->limit ? l->n - from : l->ask->limit;
    ret->rows = l->rows + from;
    ret->count = (int64_t)l->n;
    ret->has_more = from + ret->n < l->n;
}

static struct err *few_take(struct listing *l, struct case_list *ret)
{
    facets_count(l, &ret->facets);
    rows_filter(l);
    if (l->n > 0)
        qsort(l->rows, l->n, sizeof *l->rows, newest_first);
    page_take(l, ret);
    return NULL;
}

/* Too many to count: by number, only this page. */
static struct err *many_take(struct listing *l, struct case_list *ret)
{
    struct text after = l->ask->after;
    bool is_end = false;
    l->n = 0;
    TRY(scope_read(l, &after, l->ask->limit + 1, true, &is_end));
    ret->has_more = l->n > l->ask->limit;
    ret->n = ret->has_more ? l->ask->limit : l->n;
    ret->rows = l->rows;
    ret->count = -1;
    return NULL;
}

struct err *case_list(struct request *rq, const struct case_ask *ask, struct case_list *ret_list)
{
    struct listing l = {.rq = rq, .ask = ask};
    struct sql_cases_after_row *rows;
    struct text from = TEXT("");
    size_t n = 0;
    bool is_end = true;
    *ret_list = (struct case_list){0};
    TRY(request_day(rq, &l.today));
    if (!sees_by_scope(rq->who)) {
        TRY(own_read(&l));
        return few_take(&l, ret_list);
    }
    TRY(sql_cases_after(rq->store->db, rq->arena, rq->store->org, from, CASE_FACETS_MAX + 1, &rows,
                        &n));
    if (n > CASE_FACETS_MAX)
        return many_take(&l, ret_list);
    TRY(scope_read(&l, &from, CASE_FACETS_MAX, false, &is_end));
    return few_take(&l, ret_list);
}
