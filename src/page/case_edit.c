/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case_edit.c - the forms about cases: one is opened, its team changes, it takes a step, is closed,
 * corrected; and all cases of somebody who is away are handed over. */
#include "command/case.h"

#include "base/limits.h"
#include "command/note.h"
#include "model/types.h"
#include "page/case.h"
#include "page/case.html.h"
#include "page/case_edit.html.h"
#include "page/form.h"
#include "page/pages.h"
#include "page/person.h"
#include "page/words.h"
#include "view/users.h"

static const struct case_form teaming = {
    "team", N_("Case {1}: who works on it"),
    N_("Who leads hands the lead on, or a manager does. The note is read by the team."), N_("Save"),
    "case.team.save"};
static const struct case_form correcting = {"correct", N_("Case {1}: kind of work and risk"), NULL,
                                            N_("Save the correction"), "case.correct.save"};
static const struct case_form closing = {
    "close", N_("Case {1}: closing"),
    N_("First one person asks, then a second one confirms. What was written stays."),
    N_("Ask to close it"), "case.close.save"};
static const struct case_form confirming = {
    "close", N_("Case {1}: confirm the closing"),
    N_("Read what the first one wrote; you may correct it."), N_("Close it"), "case.close.save"};

/* ---- what the forms share ----------------------------------------------------------------------
 */

static struct err *begin(struct page *pg, const struct case_page *p, const struct case_form *f,
                         const char **ret_action)
{
    *ret_action = case_path(pg, p->view.rec->id, f->piece);
    NEED(*ret_action);
    page_title(pg, f->title, p->number);
    case_frame_begin(&pg->out, pg, p, f, *ret_action);
    return NULL;
}

static void field_ask(struct page *pg, const struct rec_type *type, uint64_t no,
                      const struct rec *rec)
{
    (void)form_of_field(&pg->out, pg, field_by_no(type, no), rec);
}

static void needed_ask(struct page *pg, const struct rec_type *type, uint64_t no,
                       const struct rec *rec)
{
    struct field needed = *field_by_no(type, no);
    needed.required = true;
    (void)form_of_field(&pg->out, pg, &needed, rec);
}

static void when_ask(struct page *pg)
{
    form_ask(&pg->out, pg,
             &(const struct form_field){.name = "when",
                                        .label = N_("When, if not now?"),
                                        .hint = N_("A time of today, or a day and a time: 14:30, "
                                                   "2026-11-21 14:30"),
                                        .is_short = true});
}

static struct err *when_read(struct page *pg, int64_t *ret_ms, struct err **wrong)
{
    const struct zone *zone = NULL;
    TRY(request_zone(&pg->rq, &zone));
    struct err *bad = words_moment(pg, zone, "when", ret_ms);
    if (bad != NULL && bad->kind != ERR_INPUT)
        return bad;
    err_collect(wrong, bad);
    return NULL;
}

/* Who may be named: the active users who work on cases. */
static struct err *workers_field(struct page *pg, const char *name, const char *label,
                                 struct form_field *ret_field)
{
    struct user_views users;
    TRY(user_views(&pg->rq, &users));
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, users.n);
    NEED(choices);
    *ret_field =
        (struct form_field){.kind = INPUT_SELECT, .name = name, .label = label, .choices = choices};
    for (size_t i = 0; i < users.n; i++) {
        const struct user_view *u = &users.at[i];
        uint32_t roles = 0;
        for (size_t j = 0; j < u->n_grants; j++)
            roles |= ROLE_BIT(u->grants[j].role);
        if (!u->is_active || (roles & guard_roles_of(MAY_WORK_CASES)) == 0 || (roles & CLOCK) != 0)
            continue;
        struct form_choice *c = &choices[ret_field->n_choices++];
        *c = (struct form_choice){.value = arena_strn(pg->arena, u->login.at, u->login.n),
                                  .words = u->login};
        NEED(c->value);
    }
    return NULL;
}

static struct page_act act_of(struct page *pg, command_fn *run, const void *form, struct id found)
{
    return (struct page_act){.run = run, .form = form, .next = case_path(pg, found, NULL)};
}

/* The first case that an act wrote. */
static const char *case_next(struct page *pg, const struct answer *answer)
{
    for (size_t i = 0; i < answer->n_records; i++)
        if (answer->records[i].type == &case_type)
            return case_path(pg, answer->records[i].id, NULL);
    return "/cases";
}

/* ---- opening ----------------------------------------------------------------------------------
 */

struct err *page_case_add(struct page *pg)
{
    struct person_page p = {0};
    struct form_field lead;
    const struct form_choice only[] = {{.value = "yes", .label = N_("This person alone")}};
    TRY(person_open(pg, &p));
    TRY(workers_field(pg, "lead", N_("Who leads the case?"), &lead));
    lead.value = pg->who.login;
    const char *action = person_path(pg, p.rec->id, "case");
    NEED(action);
    page_title(pg, N_("{1}: a case is opened"), p.name);
    case_new_begin(&pg->out, pg, &p, action);
    needed_ask(pg, &case_type, CASE_TYPE, NULL);
    if (p.life.n_members > 0)
        form_ask(&pg->out, pg,
                 &(const struct form_field){.kind = INPUT_RADIOS,
                                            .name = "alone",
                                            .label = N_("With whom do we work?"),
                                            .choices = only,
                                            .n_choices = COUNT(only),
                                            .none = N_("The whole family")});
    field_ask(pg, &case_type, CASE_RISK, NULL);
    form_ask(&pg->out, pg, &lead);
    when_ask(pg);
    case_new_end(&pg->out, pg, &p, action);
    return NULL;
}

struct err *act_case_add(struct page *pg, struct page_act *ret_act)
{
    struct case_open_form *form = arena_make(pg->arena, struct case_open_form);
    struct err *wrong = NULL;
    NEED(form);
    if (!id_parse(pg->params[0], &form->person))
        return page_absent(pg);
    TRY(when_read(pg, &form->at_ms, &wrong));
    form->alone = fields_has(&pg->typed, "alone");
    form->type = fields_get(&pg->typed, "type");
    form->risk = fields_get(&pg->typed, "risk");
    form->lead = fields_get(&pg->typed, "lead");
    if (form->type.n == 0)
        err_collect(&wrong, err_example(err_input(pg->arena, "type", N_("Choose a kind of work")),
                                        "crisis"));
    *ret_act = (struct page_act){.run = case_open, .form = form, .next_of = case_next};
    return wrong;
}

/* ---- the team ---------------------------------------------------------------------------------
 */

struct err *page_case_team(struct page *pg)
{
    struct case_page p;
    struct form_field worker;
    const char *action = NULL;
    TRY(case_page_open(pg, &p));
    TRY(workers_field(pg, "worker", N_("Who?"), &worker));
    TRY(begin(pg, &p, &teaming, &action));
    form_ask(&pg->out, pg, &worker);
    needed_ask(pg, &assignment_type, ASSIGNMENT_ROLE, NULL);
    field_ask(pg, &assignment_type, ASSIGNMENT_REASON, NULL);
    field_ask(pg, &assignment_type, ASSIGNMENT_WORDS, NULL);
    when_ask(pg);
    case_frame_end(&pg->out, pg, &p, &teaming, action);
    case_release_list(&pg->out, pg, &p);
    return NULL;
}

struct err *act_case_team(struct page *pg, struct page_act *ret_act)
{
    struct case_assign_form *form = arena_make(pg->arena, struct case_assign_form);
    struct err *wrong = NULL;
    NEED(form);
    if (!id_parse(pg->params[0], &form->found))
        return page_absent(pg);
    TRY(when_read(pg, &form->at_ms, &wrong));
    form->worker = fields_get(&pg->typed, "worker");
    form->role = fields_get(&pg->typed, "role");
    form->reason = fields_get(&pg->typed, "reason");
    form->words = fields_get(&pg->typed, "words");
    if (form->worker.n == 0)
        err_collect(
            &wrong,
            err_example(err_input(pg->arena, "worker", N_("Choose who works on it")), "olena"));
    if (form->role.n == 0)
        err_collect(&wrong, err_input(pg->arena, "role", N_("Choose: leads, or works along")));
    *ret_act = act_of(pg, case_assign, form, form->found);
    return wrong;
}

struct err *act_case_release(struct page *pg, struct page_act *ret_act)
{
    struct case_release_form *form = arena_make(pg->arena, struct case_release_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->found))
        return page_absent(pg);
    form->worker = fields_get(&pg->typed, "worker");
    if (form->worker.n == 0)
        return err_input(pg->arena, "worker", N_("Choose who works on it"));
    *ret_act = act_of(pg, case_release, form, form->found);
    return NULL;
}

/* ---- steps ------------------------------------------------------------------------------------
 */

struct err *act_case_step(struct page *pg, struct page_act *ret_act)
{
    static const struct {
        const char *code;
        enum act act;
    } steps[] = {{"start", ACT_START},
                 {"monitor", ACT_MONITOR},
                 {"suspend", ACT_SUSPEND},
                 {"reopen", ACT_REOPEN},
                 {"cancel", ACT_CANCEL}};
    struct case_step_form *form = arena_make(pg->arena, struct case_step_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->found))
        return page_absent(pg);
    *ret_act = act_of(pg, case_step, form, form->found);
    for (size_t i = 0; i < COUNT(steps); i++)
        if (text_is(fields_get(&pg->typed, "step"), steps[i].code))
            form->act = steps[i].act;
    if (form->act != 0)
        return NULL;
    return err_example(err_input(pg->arena, "step", N_("Choose one of the words offered")),
                       "suspend");
}

/* ---- closing ----------------------------------------------------------------------------------
 */

static bool is_asked(const struct rec *found)
{
    return rec_int(found, CASE_STATE, 0) == CASE_CLOSING;
}

struct err *page_case_close(struct page *pg)
{
    struct case_page p;
    const char *action = NULL;
    TRY(case_page_open(pg, &p));
    const struct case_form *f = is_asked(p.view.rec) ? &confirming : &closing;
    TRY(begin(pg, &p, f, &action));
    needed_ask(pg, &case_type, CASE_REASON, p.view.rec);
    field_ask(pg, &case_type, CASE_OUTCOME, p.view.rec);
    field_ask(pg, &case_type, CASE_WORDS, p.view.rec);
    case_frame_end(&pg->out, pg, &p, f, action);
    return NULL;
}

struct err *act_case_close(struct page *pg, struct page_act *ret_act)
{
    struct case_close_form *form = arena_make(pg->arena, struct case_close_form);
    struct rec *found = NULL;
    NEED(form);
    if (!id_parse(pg->params[0], &form->found))
        return page_absent(pg);
    TRY(case_require(&pg->rq, form->found, &found));
    form->confirm = is_asked(found);
    form->reason = fields_get(&pg->typed, "reason");
    form->outcome = fields_get(&pg->typed, "outcome");
    form->words = fields_get(&pg->typed, "words");
    *ret_act = (struct page_act){.run = case_close, .form = form, .next = "/cases"};
    if (!form->confirm)
        ret_act->next = case_path(pg, form->found, NULL);
    return NULL;
}

/* ---- correcting -------------------------------------------------------------------------------
 */

struct err *page_case_correct(struct page *pg)
{
    struct case_page p;
    const char *action = NULL;
    TRY(case_page_open(pg, &p));
    TRY(begin(pg, &p, &correcting, &action));
    needed_ask(pg, &case_type, CASE_TYPE, p.view.rec);
    field_ask(pg, &case_type, CASE_RISK, p.view.rec);
    case_frame_end(&pg->out, pg, &p, &correcting, action);
    return NULL;
}

struct err *act_case_correct(struct page *pg, struct page_act *ret_act)
{
    struct case_correct_form *form = arena_make(pg->arena, struct case_correct_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->found))
        return page_absent(pg);
    form->type = fields_get(&pg->typed, "type");
    form->risk = fields_get(&pg->typed, "risk");
    *ret_act = act_of(pg, case_correct, form, form->found);
    return NULL;
}

/* ---- all cases of one -------------------------------------------------------------------------
 */

struct err *page_case_hand_over(struct page *pg)
{
    struct form_field from, to;
    pg->area = AREA_CASES;
    page_title(pg, N_("Hand over all cases"));
    TRY(workers_field(pg, "from", N_("Whose cases?"), &from));
    TRY(workers_field(pg, "to", N_("Who goes on with the work?"), &to));
    from.value = pg->who.login;
    case_hand_begin(&pg->out, pg);
    if (page_may(pg, MAY_ASSIGN))
        form_ask(&pg->out, pg, &from);
    form_ask(&pg->out, pg, &to);
    field_ask(pg, &assignment_type, ASSIGNMENT_REASON, NULL);
    field_ask(pg, &assignment_type, ASSIGNMENT_WORDS, NULL);
    when_ask(pg);
    case_hand_end(&pg->out, pg);
    return NULL;
}

struct err *act_case_hand_over(struct page *pg, struct page_act *ret_act)
{
    struct case_hand_over_form *form = arena_make(pg->arena, struct case_hand_over_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(when_read(pg, &form->at_ms, &wrong));
    form->from = fields_get(&pg->typed, "from");
    form->to = fields_get(&pg->typed, "to");
    form->reason = fields_get(&pg->typed, "reason");
    form->words = fields_get(&pg->typed, "words");
    *ret_act = (struct page_act){.run = case_hand_over, .form = form, .next = "/cases"};
    return wrong;
}
