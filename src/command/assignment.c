/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* assignment.c - who works on a case: named, relieved, and all cases of one handed to another. */
#include "command/case_inside.h"
#include "sql/case.sql.h"
#include "view/cases.h"
#include "view/places.h"

/* ---- what the acts share ----------------------------------------------------------------------
 */

struct err *case_moment(struct request *rq, int64_t at_ms, int64_t *ret_ms)
{
    *ret_ms = at_ms == 0 ? rq->now_ms : at_ms;
    if (*ret_ms <= rq->now_ms)
        return NULL;
    return err_example(err_input(rq->arena, "when", N_("This time has not come yet")),
                       "2026-11-21T14:30:00Z");
}

struct err *case_worker(struct request *rq, const char *field, struct text login,
                        struct who *ret_who)
{
    *ret_who = *rq->who;
    if (login.n > 0) {
        struct err *bad =
            guard_who(rq->store->db, rq->arena, rq->store->org, login, rq->now_ms, ret_who);
        if (bad != NULL && bad->kind != ERR_DENIED)
            return bad;
        if (bad != NULL)
            ret_who->roles = 0;
    }
    if (guard_may(ret_who, MAY_WORK_CASES))
        return NULL;
    struct err *e = err_input(rq->arena, field, N_("Nobody of this login works on cases"));
    return err_mend(err_example(e, "olena"), "hearth user list");
}

struct err *case_change(struct request *rq, struct id found, struct rec **ret_old,
                        struct row_info *ret_info, struct rec **ret_new)
{
    TRY(case_require(rq, found, ret_old));
    TRY(record_find(rq->store, rq->arena, &case_type, found, ret_old, ret_info));
    return rec_clone(rq->arena, *ret_old, ret_new);
}

struct err *assignment_begin(struct request *rq, const struct assignment_new *what,
                             struct deed *deed)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &assignment_type, what->of->area, &r));
    TRY(rec_set_id(rq->arena, r, ASSIGNMENT_CASE, what->of->id));
    TRY(rec_set_id(rq->arena, r, ASSIGNMENT_WORKER, what->worker));
    TRY(rec_set_int(rq->arena, r, ASSIGNMENT_ROLE, what->role));
    TRY(rec_set_int(rq->arena, r, ASSIGNMENT_FROM, what->from_ms));
    TRY(rec_set_id(rq->arena, r, ASSIGNMENT_ABOUT, rec_id(what->of, CASE_ABOUT)));
    if (what->reason.n > 0)
        TRY(rec_read(rq->arena, r, "reason", what->reason));
    if (what->words.n > 0)
        TRY(rec_read(rq->arena, r, "words", what->words));
    return deed_add(deed, what->act, NULL, NULL, r);
}

static struct err *assignment_end(struct request *rq, struct id assignment, int64_t at_ms,
                                  enum act act, struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &assignment_type, assignment, &old, &info, &new));
    if (at_ms < rec_int(old, ASSIGNMENT_FROM, 0))
        return case_refuse(rq, N_("Somebody was named later than this. Choose a later time"));
    TRY(rec_set_int(rq->arena, new, ASSIGNMENT_UNTIL, at_ms));
    return deed_add(deed, act, old, &info, new);
}

struct team {
    size_t n;
    struct sql_case_team_row *at;
};

static struct err *team_read(struct request *rq, struct id found, struct team *ret_team)
{
    return sql_case_team(rq->store->db, rq->arena, rq->store->org, found, rq->now_ms, &ret_team->at,
                         &ret_team->n);
}

/* NULL when nobody of the team is it: a worker, or (ID_NONE) who leads. */
static const struct sql_case_team_row *of_team(const struct team *team, struct id worker)
{
    for (size_t i = 0; i < team->n; i++)
        if (id_is_none(worker) ? team->at[i].role == ASSIGNMENT_LEAD
                               : id_equal(team->at[i].worker, worker))
            return &team->at[i];
    return NULL;
}

/* Who leads hands the lead on; else a manager does. */
static struct err *may_change_lead(struct request *rq, const struct team *team)
{
    const struct sql_case_team_row *lead = of_team(team, ID_NONE);
    if (guard_may(rq->who, MAY_ASSIGN) || lead == NULL || id_equal(lead->worker, rq->who->user))
        return NULL;
    return err_input(rq->arena, "role", N_("Who leads the case hands it on, or the manager does"));
}

/* ---- one case ---------------------------------------------------------------------------------
 */

/* The words of a choice that may be left out. */
static struct text usual(struct text typed, const char *otherwise)
{
    return typed.n > 0 ? typed : text_of(otherwise);
}

/* Whoever did the same part before, or another part, ends it with this act. */
static struct err *places_free(struct request *rq, const struct team *team, struct id worker,
                               bool leads, const struct assignment_new *what, struct deed *deed)
{
    const struct sql_case_team_row *own = of_team(team, worker);
    const struct sql_case_team_row *lead = of_team(team, ID_NONE);
    if (own != NULL)
        TRY(assignment_end(rq, own->assignment, what->from_ms, what->act, deed));
    if (leads && lead != NULL && lead != own)
        TRY(assignment_end(rq, lead->assignment, what->from_ms, what->act, deed));
    return NULL;
}

struct err *case_assign(struct request *rq, const void *form, struct deed *deed)
{
    const struct case_assign_form *f = form;
    struct rec *found = NULL;
    struct team team;
    struct who worker;
    struct assignment_new what = {.reason = usual(f->reason, "new"), .words = f->words};
    struct text role = usual(f->role, "team");
    bool leads = text_is(role, "lead");
    TRY(case_require(rq, f->found, &found));
    if (rec_int(found, CASE_STATE, 0) == CASE_CLOSED)
        return case_refuse(rq, N_("This case is closed. Open it again first"));
    TRY(case_worker(rq, "worker", f->worker, &worker));
    TRY(case_moment(rq, f->at_ms, &what.from_ms));
    if (!leads && !text_is(role, "team"))
        return err_example(err_input(rq->arena, "role", N_("Choose one of the words offered")),
                           "team");
    TRY(team_read(rq, f->found, &team));
    const struct sql_case_team_row *own = of_team(&team, worker.user);
    if (own != NULL && (own->role == ASSIGNMENT_LEAD) == leads)
        return case_refuse(rq, N_("This was so already"));
    if (leads || (own != NULL && own->role == ASSIGNMENT_LEAD))
        TRY(may_change_lead(rq, &team));
    if (own != NULL && !leads)
        return case_refuse(rq, N_("Name somebody else who leads, first"));
    what.of = found;
    what.worker = worker.user;
    what.role = leads ? ASSIGNMENT_LEAD : ASSIGNMENT_TEAM;
    what.act = leads && team.n > 0 ? ACT_HAND_OVER : ACT_ASSIGN;
    TRY(places_free(rq, &team, worker.user, leads, &what, deed));
    deed_say(deed, leads ? N_("{1}: leads the case") : N_("{1}: works along"),
             arena_strn(rq->arena, worker.login.at, worker.login.n), NULL);
    return assignment_begin(rq, &what, deed);
}

struct err *case_release(struct request *rq, const void *form, struct deed *deed)
{
    const struct case_release_form *f = form;
    struct rec *found = NULL;
    struct team team;
    struct who worker;
    int64_t at_ms = 0;
    TRY(case_require(rq, f->found, &found));
    TRY(case_worker(rq, "worker", f->worker, &worker));
    TRY(case_moment(rq, f->at_ms, &at_ms));
    TRY(team_read(rq, f->found, &team));
    const struct sql_case_team_row *own = of_team(&team, worker.user);
    if (own == NULL)
        return err_input(rq->arena, "worker", N_("Nobody of this login works on this case"));
    if (own->role == ASSIGNMENT_LEAD)
        return case_refuse(rq, N_("Name somebody else who leads, first"));
    deed_say(deed, N_("{1}: does not work along any more"),
             arena_strn(rq->arena, worker.login.at, worker.login.n), NULL);
    return assignment_end(rq, own->assignment, at_ms, ACT_FINISH, deed);
}

/* ---- all cases of one -------------------------------------------------------------------------
 */

struct handing {
    const struct case_hand_over_form *f;
    struct id from, to;
    int64_t at_ms;
    int64_t n;
};

/* Who works along there already leads from now on, or goes on working along. */
static struct err *case_pass(struct request *rq, struct handing *h, struct id case_id,
                             struct deed *deed)
{
    struct rec *found = NULL;
    struct team team;
    struct err *bad = case_require(rq, case_id, &found);
    if (bad != NULL)
        return bad->kind == ERR_ABSENT ? NULL : bad; /* another house's: not hers to hand on */
    TRY(team_read(rq, case_id, &team));
    const struct sql_case_team_row *old = of_team(&team, h->from), *new = of_team(&team, h->to);
    if (old == NULL || rec_int(found, CASE_STATE, 0) == CASE_CLOSED)
        return NULL;
    const struct assignment_new what = {.of = found,
                                        .worker = h->to,
                                        .role = old->role,
                                        .reason = usual(h->f->reason, "handed-over"),
                                        .words = h->f->words,
                                        .from_ms = h->at_ms,
                                        .act = ACT_HAND_OVER};
    h->n++;
    TRY(assignment_end(rq, old->assignment, h->at_ms, ACT_HAND_OVER, deed));
    if (new != NULL && old->role == ASSIGNMENT_TEAM)
        return NULL;
    if (new != NULL &&new->role == ASSIGNMENT_TEAM)
        TRY(assignment_end(rq, new->assignment, h->at_ms, ACT_HAND_OVER, deed));
    return assignment_begin(rq, &what, deed);
}

/* Whose cases go: also of somebody who may not enter any more. */
static struct err *giver_find(struct request *rq, struct text login, struct id *ret_user)
{
    bool found = false;
    *ret_user = rq->who->user;
    if (login.n == 0 || text_equal(login, rq->who->login))
        return NULL;
    if (!guard_may(rq->who, MAY_ASSIGN))
        return err_input(rq->arena, "from", N_("Only a manager hands on the cases of others"));
    TRY(user_of_login(rq, login, &found, ret_user));
    if (found)
        return NULL;
    return err_mend(err_input(rq->arena, "from", N_("There is no such user")), "hearth user list");
}

static struct err *taker_find(struct request *rq, struct text login, struct id from,
                              struct who *ret_to)
{
    if (login.n == 0)
        return err_example(err_input(rq->arena, "to", N_("Write who goes on with the work")),
                           "olena");
    TRY(case_worker(rq, "to", login, ret_to));
    if (id_equal(from, ret_to->user))
        return err_input(rq->arena, "to", N_("Choose somebody else"));
    return NULL;
}

/* Once for all cases, so that everything wrong is told together. */
static struct err *hand_over_words_check(struct request *rq, struct text words)
{
    const struct value typed = {.text = words};
    return words.n == 0 ? NULL
                        : value_check(rq->arena, field_by_name(&assignment_type, "words"), &typed);
}

struct err *case_hand_over(struct request *rq, const void *form, struct deed *deed)
{
    const struct case_hand_over_form *f = form;
    struct handing h = {.f = f};
    struct sql_cases_of_worker_row *rows;
    struct err *wrong = NULL;
    struct who to = {0};
    size_t n = 0;
    TRY(giver_find(rq, f->from, &h.from));
    err_collect(&wrong, taker_find(rq, f->to, h.from, &to));
    err_collect(&wrong, hand_over_words_check(rq, f->words));
    err_collect(&wrong, case_moment(rq, f->at_ms, &h.at_ms));
    if (wrong != NULL)
        return wrong;
    h.to = to.user;
    TRY(sql_cases_of_worker(rq->store->db, rq->arena, rq->store->org, h.from, rq->now_ms, &rows,
                            &n));
    for (size_t i = 0; i < n; i++)
        TRY(case_pass(rq, &h, rows[i].found, deed));
    if (h.n == 0)
        return case_refuse(rq, N_("There is no open case to hand on"));
    deed_say(deed, N_("{1}: cases handed over: {2}"),
             arena_strn(rq->arena, to.login.at, to.login.n),
             arena_printf(rq->arena, "%lld", (long long)h.n));
    return NULL;
}
