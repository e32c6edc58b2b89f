/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* clock.c - the tasks of a family's first days, and their owners. */
#include "command/clock.h"

#include "command/stay_inside.h"
#include "model/types.h"
#include "sql/clock.sql.h"
#include "sql/user.sql.h"
#include "view/cases.h"

static struct err *nothing_to_do(struct request *rq)
{
    return err_new(rq->arena, ERR_CONFLICT, N_("Nothing would change"));
}

/* ---- whose task it is
 * ----------------------------------------------------------------------------
 */

static struct err *lead_worker(struct request *rq, struct id person, struct id *ret_owner)
{
    struct id her_case = ID_NONE;
    struct sql_lead_of_case_row *rows;
    size_t n = 0;
    TRY(case_of_person(rq, person, &her_case));
    if (id_is_none(her_case))
        return NULL;
    TRY(sql_lead_of_case(rq->store->db, rq->arena, rq->store->org, her_case, rq->now_ms, &rows,
                         &n));
    if (n > 0)
        *ret_owner = rows[0].worker;
    return NULL;
}

/* How near a user is to a house by this role: 2 by a grant for it, 1 by one for all, 0 not. */
static int nearness(const struct who *who, enum role role, struct id house)
{
    int near = 0;
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct who_grant *g = &who->grants[i];
        bool is_near = g->scope == SCOPE_HOUSE && id_equal(g->house, house);
        if (g->role != role || (!is_near && g->scope != SCOPE_ALL))
            continue;
        near = is_near ? 2 : near > 1 ? near : 1;
    }
    return near;
}

/* By login, so that two computers with the same users choose the same. */
static struct err *nearest_user(struct request *rq, enum role role, struct id house,
                                struct id *ret_owner)
{
    struct sql_users_row *users;
    size_t n = 0;
    int nearest = 0;
    TRY(sql_users(rq->store->db, rq->arena, rq->store->org, &users, &n));
    for (size_t i = 0; i < n; i++) {
        struct who who = {0};
        if (users[i].state != USER_ACTIVE)
            continue;
        TRY(guard_who(rq->store->db, rq->arena, rq->store->org, users[i].login, rq->now_ms, &who));
        int near = nearness(&who, role, house);
        if (near <= nearest)
            continue;
        nearest = near;
        *ret_owner = who.user;
    }
    return NULL;
}

static struct err *owner_find(struct request *rq, const struct newcomer_form *f,
                              struct id *ret_owner)
{
    *ret_owner = ID_NONE;
    TRY(lead_worker(rq, f->person, ret_owner));
    if (id_is_none(*ret_owner))
        TRY(nearest_user(rq, f->rule->owner, f->house, ret_owner));
    if (id_is_none(*ret_owner))
        TRY(nearest_user(rq, ROLE_MANAGER, f->house, ret_owner));
    return NULL;
}

/* ---- the acts
 * ------------------------------------------------------------------------------------
 */

struct err *newcomer_check(struct request *rq, const void *form, struct deed *deed)
{
    const struct newcomer_form *f = form;
    struct sql_stays_of_person_row stay;
    struct rec *person = NULL, *task = NULL;
    struct id owner;
    bool stays = false;
    TRY(stay_current(rq, f->person, &stays, &stay));
    if (!stays || !id_equal(stay.stay, f->stay))
        return nothing_to_do(rq);
    TRY(record_get(rq->store, rq->arena, &person_type, f->person, &person));
    TRY(owner_find(rq, f, &owner));
    TRY(deed_record(deed, &task_type, person->area, &task));
    TRY(rec_set_text(rq->arena, task, TASK_WHAT, f->what));
    TRY(rec_set_text(rq->arena, task, TASK_RULE, text_of(f->rule->code)));
    TRY(rec_set_id(rq->arena, task, TASK_ABOUT, f->person));
    TRY(rec_set_int(rq->arena, task, TASK_DUE, f->due));
    if (!id_is_none(owner))
        TRY(rec_set_id(rq->arena, task, TASK_OWNER, owner));
    TRY(rec_set_int(rq->arena, task, TASK_STATE, f->is_past_use ? TASK_CANCELLED : TASK_TODO));
    return deed_add(deed, f->is_past_use ? ACT_CANCEL : ACT_ADD, NULL, NULL, task);
}

struct err *newcomer_left(struct request *rq, const void *form, struct deed *deed)
{
    const struct newcomer_left_form *f = form;
    struct sql_stays_of_person_row stay;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    bool stays = false;
    TRY(stay_current(rq, f->person, &stays, &stay));
    TRY(deed_change(deed, rq->store, &task_type, f->task, &old, &info, &new));
    if (stays || rec_int(old, TASK_STATE, 0) > TASK_DOING)
        return nothing_to_do(rq);
    TRY(rec_set_int(rq->arena, new, TASK_STATE, TASK_CANCELLED));
    return deed_add(deed, ACT_CANCEL, old, &info, new);
}
