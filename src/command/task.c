/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* task.c - giving somebody a task, and ending it. */
#include "command/task.h"

#include "model/types.h"
#include "view/persons.h"
#include "view/tasks.h"

/* An owner who cannot open the task could not do it. */
static struct err *owner_read(struct request *rq, struct text login, struct who *ret_owner)
{
    if (login.n == 0) {
        *ret_owner = *rq->who;
        return NULL;
    }
    struct err *bad =
        guard_who(rq->store->db, rq->arena, rq->store->org, login, rq->now_ms, ret_owner);
    if (bad != NULL && bad->kind != ERR_DENIED)
        return bad;
    if (bad == NULL && guard_may(ret_owner, MAY_WRITE_TASKS))
        return NULL;
    struct err *e = err_input(rq->arena, "owner", N_("Nobody of this login can be given a task"));
    return err_mend(err_example(e, "olena"), "hearth user list");
}

/* The area of a task is that of the person whom it is about. */
static struct err *about_read(const struct request *rq, const struct task_form *f,
                              const struct who *owner, struct id *ret_area)
{
    struct request of_owner = *rq, own = *rq;
    struct rec *person = NULL;
    bool seen = false;
    *ret_area = area_id(AREA_ORG, ID_NONE);
    if (id_is_none(f->about))
        return NULL;
    TRY(person_require(&own, f->about, &person));
    of_owner.who = owner;
    TRY(person_is_seen(&of_owner, f->about, &seen));
    if (!seen)
        return err_input(rq->arena, "owner",
                         N_("Only the team of this person sees such a task. Choose one of them"));
    *ret_area = person->area;
    return NULL;
}

static struct err *due_read(struct request *rq, struct rec *task, struct text due)
{
    int32_t today = 0;
    if (due.n == 0)
        return NULL;
    TRY(rec_read(rq->arena, task, "due", due));
    TRY(request_day(rq, &today));
    if (rec_int(task, TASK_DUE, today) >= today)
        return NULL;
    return err_example(err_input(rq->arena, "due", N_("This day is over. Choose a later one")),
                       "2026-11-28");
}

struct err *task_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct task_form *f = form;
    struct who owner = {0};
    struct id area;
    struct rec *r = NULL;
    TRY(owner_read(rq, f->owner, &owner));
    TRY(about_read(rq, f, &owner, &area));
    TRY(deed_record(deed, &task_type, area, &r));
    TRY(rec_read(rq->arena, r, "what", f->what));
    TRY(rec_set_id(rq->arena, r, TASK_OWNER, owner.user));
    if (!id_is_none(f->about))
        TRY(rec_set_id(rq->arena, r, TASK_ABOUT, f->about));
    TRY(due_read(rq, r, f->due));
    TRY(rec_set_int(rq->arena, r, TASK_STATE, TASK_TODO));
    deed_say(deed, N_("Task written down for {1}"),
             arena_strn(rq->arena, owner.login.at, owner.login.n), NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

static struct err *task_end(struct request *rq, const struct task_end_form *f, enum act act,
                            int64_t state, struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(task_require(rq, f->task));
    TRY(deed_change(deed, rq->store, &task_type, f->task, &old, &info, &new));
    if (rec_int(old, TASK_STATE, 0) > TASK_DOING)
        return err_mend(err_new(rq->arena, ERR_CONFLICT,
                                N_("This task is done already, or not needed any more")),
                        "hearth task list");
    TRY(rec_set_int(rq->arena, new, TASK_STATE, state));
    return deed_add(deed, act, old, &info, new);
}

struct err *task_done(struct request *rq, const void *form, struct deed *deed)
{
    deed_say(deed, N_("The task is done"), NULL, NULL);
    return task_end(rq, form, ACT_FINISH, TASK_DONE, deed);
}

struct err *task_cancel(struct request *rq, const void *form, struct deed *deed)
{
    deed_say(deed, N_("The task is not needed any more"), NULL, NULL);
    return task_end(rq, form, ACT_CANCEL, TASK_CANCELLED, deed);
}
