/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tasks.c - tasks through the guard's eyes. The words are sealed: they are read for one page. */
#include "view/tasks.h"

#include <stdlib.h>

#include "model/newcomer.h"
#include "model/types.h"
#include "sql/task.sql.h"
#include "sql/user.sql.h"
#include "view/persons.h"

enum { PAGE_ROWS = 500 };

static struct err *is_seen(struct request *rq, struct id owner, struct id author, struct id about,
                           bool *ret_seen)
{
    struct guarded_task facts = {.owner = owner, .author = author, .is_about = !id_is_none(about)};
    if (facts.is_about)
        TRY(person_is_seen(rq, about, &facts.person_is_seen));
    *ret_seen = guard_sees_task(rq->who, &facts);
    return NULL;
}

struct err *task_require(struct request *rq, struct id task)
{
    struct sql_task_guarded_row row;
    bool found = false, seen = false;
    TRY(sql_task_guarded(rq->store->db, rq->arena, rq->store->org, task, &found, &row));
    if (found)
        TRY(is_seen(rq, row.owner, row.author, row.about, &seen));
    if (seen)
        return NULL;
    return err_mend(err_new(rq->arena, ERR_ABSENT,
                            N_("Nothing here that you can open. Search, or ask the manager")),
                    "hearth task list");
}

/* ---- collecting ------------------------------------------------------------------------------ */

struct found {
    size_t n, room;
    struct task_row *at;
};

/* One row of any of the three statements. */
struct raw {
    struct id task, owner, about, author;
    bool due_null;
    int32_t due;
    int64_t state;
};

static struct err *take(struct request *rq, struct found *all, const struct raw *raw, int32_t today)
{
    bool seen = false;
    TRY(is_seen(rq, raw->owner, raw->author, raw->about, &seen));
    if (!seen)
        return NULL;
    if (all->n == all->room) {
        size_t room = all->room == 0 ? 32 : all->room * 2;
        all->at = arena_grow(rq->arena, all->at, all->n, room, sizeof *all->at);
        NEED(all->at);
        all->room = room;
    }
    bool has_ended = raw->state > TASK_DOING;
    all->at[all->n++] =
        (struct task_row){.task = raw->task,
                          .owner = raw->owner,
                          .about_id = raw->about,
                          .has_due = !raw->due_null,
                          .due = raw->due,
                          .is_overdue = !raw->due_null && !has_ended && raw->due < today,
                          .state = raw->state};
    return NULL;
}

/* The rows of the three statements have the same columns under other names. */
#define RAW(row)                                                                                   \
    (struct raw)                                                                                   \
    {                                                                                              \
        (row).task, (row).owner, (row).about, (row).author, (row).due_null, (row).due, (row).state \
    }

static struct err *all_collect(struct request *rq, int64_t most, int32_t today, struct found *all)
{
    struct id after = ID_NONE;
    for (size_t n = PAGE_ROWS; n == PAGE_ROWS;) {
        struct sql_tasks_after_row *rows;
        TRY(sql_tasks_after(rq->store->db, rq->arena, rq->store->org, after, most, PAGE_ROWS, &rows,
                            &n));
        for (size_t i = 0; i < n; i++) {
            TRY(take(rq, all, &RAW(rows[i]), today));
            after = rows[i].task;
        }
    }
    return NULL;
}

static struct err *collect(struct request *rq, const struct task_ask *ask, struct found *all)
{
    const int64_t most = ask->ended_too ? TASK_CANCELLED : TASK_DOING;
    struct sql_tasks_of_owner_row *owned = NULL;
    struct sql_tasks_about_row *about = NULL;
    size_t n_owned = 0, n_about = 0;
    int32_t today = 0;
    TRY(request_day(rq, &today));
    if (id_is_none(ask->owner) && id_is_none(ask->about))
        return all_collect(rq, most, today, all);
    if (id_is_none(ask->about))
        TRY(sql_tasks_of_owner(rq->store->db, rq->arena, rq->store->org, ask->owner, most, &owned,
                               &n_owned));
    else
        TRY(sql_tasks_about(rq->store->db, rq->arena, rq->store->org, ask->about, most, &about,
                            &n_about));
    for (size_t i = 0; i < n_owned; i++)
        TRY(take(rq, all, &RAW(owned[i]), today));
    for (size_t i = 0; i < n_about; i++)
        TRY(take(rq, all, &RAW(about[i]), today));
    return NULL;
}

/* ---- one page -------------------------------------------------------------------------------- */

static int due_order(const void *a, const void *b)
{
    const struct task_row *x = a, *y = b;
    if (x->has_due != y->has_due)
        return x->has_due ? -1 : 1;
    if (x->has_due && x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return id_compare(x->task, y->task);
}

static struct err *words_read(struct request *rq, struct task_row *row)
{
    struct rec *r = NULL;
    struct sql_user_by_id_row user;
    bool found = false;
    TRY(record_get(rq->store, rq->arena, &task_type, row->task, &r));
    row->what = rec_text(r, TASK_WHAT);
    const struct newcomer_rule *rule = newcomer_rule_of(rec_text(r, TASK_RULE));
    row->rule_words = rule == NULL ? NULL : rule->what;
    TRY(sql_user_by_id(rq->store->db, rq->arena, rq->store->org, row->owner, &found, &user));
    row->owner_login = found ? user.login : TEXT_NONE;
    if (rq->people != NULL && !id_is_none(row->about_id))
        row->about = people_get(rq->people, row->about_id);
    return NULL;
}

struct err *task_list(struct request *rq, const struct task_ask *ask, struct task_list *ret_list)
{
    struct found all = {0};
    TRY(collect(rq, ask, &all));
    if (all.n > 0)
        qsort(all.at, all.n, sizeof *all.at, due_order);
    size_t n = all.n < ask->limit ? all.n : ask->limit;
    for (size_t i = 0; i < n; i++)
        TRY(words_read(rq, &all.at[i]));
    *ret_list = (struct task_list){.n = n, .rows = all.at, .count = all.n};
    return NULL;
}
