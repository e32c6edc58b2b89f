/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_make.c - turns the acts of the plan into jobs of the desk.
 *
 * Acts are committed together as long as that changes nothing: the clock stands at the last act of
 * a batch, and none of its acts needs what another one of it makes. A small demo has one commit per
 * act, so that its history has the times at which things happened. */
#include "cli/demo_make.h"

#include <assert.h>
#include <inttypes.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/world.h"
#include "base/zone.h"
#include "cli/demo_care.h"
#include "cli/demo_day.h"
#include "cli/progress.h"
#include "command/person.h"
#include "command/stay.h"
#include "desk/clock.h"
#include "desk/desk.h"

enum {
    ONE_BY_ONE_ACTS_MAX = 1000,    /* beyond, acts are batched */
    FIRST_DAY = DEMO_TODAY - 1050, /* before the first act of any size */
    BATCH_BYTES_MAX = 256 << 20,
};

/* One act with everything that its form points to. */
struct demo_step {
    struct job job;
    size_t family; /* SIZE_MAX: of none */
    union {
        struct admit_form admit;
        struct leave_form leave;
        struct away_form away;
        struct return_form back;
        struct move_form move;
        struct person_form person;
    } form;
};

struct maker {
    struct cli *cli;
    const struct demo_plan *plan;
    struct site *site;
    const struct zone *zone;
    struct arena *batch; /* until the commit */
    size_t n_steps, steps_max;
    struct demo_step *steps[LIMIT_BATCH_COMMANDS_SQLITE];
    int64_t last_ms;     /* of the newest step */
    struct id *rooms;    /* by position in the plan */
    struct id *heads;    /* of each family, once she is known */
    struct id *children; /* one of each family */
    bool *is_pending;    /* the family has a step in this batch */
};

/* ---- batches --------------------------------------------------------------------------------- */

/* The head of the family that an admission made, and a child. */
static struct err *family_learn(struct maker *m, const struct demo_step *step)
{
    for (size_t i = 0; i < step->job.answer.n_records; i++) {
        const struct answer_record *made = &step->job.answer.records[i];
        struct rec *member = NULL;
        if (made->type != &member_type)
            continue;
        TRY(record_get(&m->site->store, m->batch, &member_type, made->id, &member));
        bool is_head = rec_int(member, MEMBER_RELATION, 0) == RELATION_HEAD;
        struct id *of_family = is_head ? m->heads : m->children;
        of_family[step->family] = rec_id(member, MEMBER_PERSON);
    }
    return NULL;
}

static struct err *flush(struct maker *m)
{
    struct job *jobs[LIMIT_BATCH_COMMANDS_SQLITE];
    if (m->n_steps == 0)
        return NULL;
    world_clock_start_at(m->last_ms);
    for (size_t i = 0; i < m->n_steps; i++)
        jobs[i] = &m->steps[i]->job;
    desk_run(m->site, jobs, m->n_steps);
    for (size_t i = 0; i < m->n_steps; i++) {
        struct demo_step *step = m->steps[i];
        if (step->job.err != NULL)
            return err_copy(m->cli->arena, step->job.err);
        if (step->family != SIZE_MAX) {
            m->is_pending[step->family] = false;
            TRY(family_learn(m, step));
        }
    }
    m->n_steps = 0;
    arena_reset(m->batch);
    return NULL;
}

/* A new step of the batch; what lies in it before is written first if it is full, or if this
 * family is in it. */
static struct err *step_begin(struct maker *m, int64_t at_ms, const char *login, size_t family,
                              struct demo_step **ret_step)
{
    if (m->n_steps == m->steps_max || (family != SIZE_MAX && m->is_pending[family]))
        TRY(flush(m));
    struct demo_step *step = arena_make(m->batch, struct demo_step);
    NEED(step);
    step->family = family;
    step->job.arena = m->batch;
    step->job.as = text_of(login);
    m->last_ms = at_ms;
    *ret_step = step;
    return NULL;
}

static void step_end(struct maker *m, struct demo_step *step, enum may may, command_fn *run,
                     const void *form)
{
    assert(step != NULL && m->n_steps < m->steps_max);
    step->job.may = may;
    step->job.run = run;
    step->job.form = form;
    if (step->family != SIZE_MAX)
        m->is_pending[step->family] = true;
    m->steps[m->n_steps++] = step;
}

/* ---- users, houses, rooms -------------------------------------------------------------------- */

/* Commits one act of the manager by itself. */
static struct err *alone(struct maker *m, int64_t at_ms, enum may may, command_fn *run,
                         const void *form, struct id *ret_made)
{
    struct job job = {
        .arena = m->batch, .as = TEXT("manager"), .may = may, .run = run, .form = form};
    struct job *jobs = &job;
    assert(m->n_steps == 0);
    world_clock_start_at(at_ms);
    desk_run(m->site, &jobs, 1);
    struct err *bad = job.err == NULL ? NULL : err_copy(m->cli->arena, job.err);
    if (bad == NULL && ret_made != NULL)
        *ret_made = job.answer.records[0].id;
    arena_reset(m->batch);
    return bad;
}

/* One user of each role, named like it; the first user is the manager. */
static struct err *users_make(struct maker *m, int64_t at_ms)
{
    static const struct {
        const char *login, *role, *scope;
    } users[] = {
        {"worker", "worker", "own"},
        {"worker2", "worker", "own"},
        {"coordinator", "coordinator", "all"},
        {"fundraiser", "fundraiser", "all"},
        {"treasurer", "treasurer", "all"},
        {"board", "board", "all"},
        {"auditor", "auditor", "all"},
        {"admin", "admin", "all"},
        {"carer", "carer", "own"},
        {"parent", "parent", "own"},
        {"house", "house", "house:rowan-house"},
        {"partner", "partner", "house:rowan-house"},
    };
    for (size_t i = 0; i < COUNT(users); i++) {
        const struct user_form form = {text_of(users[i].login), text_of(users[i].role),
                                       text_of(users[i].scope)};
        TRY(alone(m, at_ms, MAY_MANAGE_USERS, user_add, &form, NULL));
    }
    return NULL;
}

static struct err *room_make(struct maker *m, int64_t at_ms, size_t room)
{
    const struct demo_room *r = &m->plan->rooms[room];
    const char *places = arena_printf(m->cli->arena, "%" PRId64, r->places);
    NEED(places);
    const struct room_form form = {.house = text_of(m->plan->houses[r->house].handle),
                                   .label = text_of(r->label),
                                   .places = text_of(places)};
    return alone(m, at_ms, MAY_MANAGE_HOUSES, room_add, &form, &m->rooms[room]);
}

static struct err *houses_make(struct maker *m, int64_t at_ms)
{
    for (size_t i = 0; i < m->plan->n_houses; i++) {
        const struct demo_house *h = &m->plan->houses[i];
        const struct house_form form = {.handle = text_of(h->handle),
                                        .name = text_of(h->name),
                                        .zone = TEXT(DEMO_ZONE),
                                        .kind = h->kind == HOUSE_CRISIS ? TEXT("crisis")
                                                                        : TEXT("adaptation")};
        TRY(alone(m, at_ms, MAY_MANAGE_HOUSES, house_add, &form, NULL));
        for (size_t room = h->room_from; room < h->room_from + h->n_rooms; room++)
            TRY(room_make(m, at_ms, room));
    }
    return NULL;
}

/* ---- acts ------------------------------------------------------------------------------------ */

static struct err *date_text(struct arena *into, int32_t date, struct text *ret_text)
{
    char text[DATE_TEXT + 1];
    date_print(date, text);
    const char *copy = arena_str(into, text);
    NEED(copy);
    *ret_text = text_of(copy);
    return NULL;
}

static struct text sex_text(const struct demo_person *p)
{
    return p->sex == SEX_FEMALE ? TEXT("female") : TEXT("male");
}

/* Somebody says her name, and a birth date or an age. */
static struct err *person_say(struct maker *m, const struct demo_person *p, int32_t on,
                              struct admit_person *ret_person)
{
    const char *name = arena_printf(m->batch, "%s %s", p->given, p->family);
    NEED(name);
    *ret_person = (struct admit_person){.name = text_of(name), .sex = sex_text(p)};
    if (p->precision == BIRTH_EXACT)
        return date_text(m->batch, p->birth, &ret_person->birth);
    const char *age = arena_printf(m->batch, "%d", date_age(p->birth, on));
    NEED(age);
    ret_person->age = text_of(age);
    return NULL;
}

static struct text danger_text(const struct demo_family *family)
{
    return family->danger == ASKED_NOT   ? TEXT_NONE
           : family->danger == ASKED_YES ? TEXT("yes")
                                         : TEXT("no");
}

/* At night the house staff of Rowan House, by day the manager; and the manager always for somebody
 * who is known but not in the house, whom the staff cannot see. */
static const char *who_does(const struct maker *m, const struct demo_act *act)
{
    bool night = act->minute >= 19 * 60 && act->house == DEMO_ROWAN;
    bool unseen =
        act->kind == DEMO_RETURN || (act->kind == DEMO_ADMIT && !id_is_none(m->heads[act->family]));
    return night && !unseen ? "house" : "manager";
}

static struct err *admit(struct maker *m, const struct demo_act *act, int64_t at_ms)
{
    const struct demo_family *family = &m->plan->families[act->family];
    const struct demo_person *persons = &m->plan->persons[family->person_from];
    struct demo_step *step = NULL;
    TRY(step_begin(m, at_ms, who_does(m, act), act->family, &step));
    struct admit_person *children = arena_makes(m->batch, struct admit_person, family->n_persons);
    NEED(children);
    struct admit_form *form = &step->form.admit;
    *form = (struct admit_form){.house = text_of(m->plan->houses[act->house].handle),
                                .room = m->rooms[act->room],
                                .children = children,
                                .danger = danger_text(family),
                                .at_ms = at_ms};
    if (id_is_none(m->heads[act->family]))
        TRY(person_say(m, &persons[0], act->date, &form->head));
    else
        form->head.person = m->heads[act->family];
    for (size_t i = 1; i < family->n_persons; i++) {
        if (persons[i].birth == DATE_NONE)
            TRY(date_text(m->batch, persons[i].due, &form->expected));
        else
            TRY(person_say(m, &persons[i], act->date, &children[form->n_children++]));
    }
    step_end(m, step, MAY_ADMIT, stay_admit, form);
    return NULL;
}

/* A worker has written down whom she brings: so she has cases of her own. */
static struct err *worker_knows(struct maker *m, const struct demo_act *act, int64_t at_ms)
{
    const struct demo_family *family = &m->plan->families[act->family];
    const struct demo_person *head = &m->plan->persons[family->person_from];
    const char *name = arena_printf(m->cli->arena, "%s %s", head->given, head->family);
    NEED(name);
    struct text birth;
    TRY(date_text(m->cli->arena, head->birth, &birth));
    const struct person_form form = {.n = 4,
                                     .fields = {{"name", text_of(name)},
                                                {"birth", birth},
                                                {"sex", sex_text(head)},
                                                {"danger", danger_text(family)}}};
    struct job job = {.arena = m->cli->arena,
                      .as = act->family % 3 == 0 ? TEXT("worker") : TEXT("worker2"),
                      .may = MAY_WRITE_PERSONS,
                      .run = person_add,
                      .form = &form};
    struct job *jobs = &job;
    TRY(flush(m));
    world_clock_start_at(at_ms);
    desk_run(m->site, &jobs, 1);
    if (job.err == NULL)
        m->heads[act->family] = job.answer.records[0].id;
    return job.err;
}

static struct err *leave(struct maker *m, const struct demo_act *act, int64_t at_ms)
{
    struct demo_step *step = NULL;
    TRY(step_begin(m, at_ms, who_does(m, act), act->family, &step));
    step->form.leave = (struct leave_form){
        .person = m->heads[act->family], .reason = text_of(act->reason), .at_ms = at_ms};
    step_end(m, step, MAY_ADMIT, stay_leave, &step->form.leave);
    return NULL;
}

static struct err *go_out(struct maker *m, const struct demo_act *act, int64_t at_ms)
{
    struct demo_step *step = NULL;
    TRY(step_begin(m, at_ms, who_does(m, act), act->family, &step));
    step->form.away = (struct away_form){
        .person = m->heads[act->family], .reason = text_of(act->reason), .at_ms = at_ms};
    TRY(date_text(m->batch, act->date + 3, &step->form.away.back));
    step_end(m, step, MAY_ADMIT, stay_away, &step->form.away);
    return NULL;
}

/* Back from an absence, or a new stay. */
static struct err *come_back(struct maker *m, const struct demo_act *act, int64_t at_ms)
{
    struct demo_step *step = NULL;
    TRY(step_begin(m, at_ms, who_does(m, act), act->family, &step));
    step->form.back =
        (struct return_form){.person = m->heads[act->family],
                             .room = act->kind == DEMO_RETURN ? m->rooms[act->room] : ID_NONE,
                             .at_ms = at_ms};
    step_end(m, step, MAY_ADMIT, stay_return, &step->form.back);
    return NULL;
}

static struct err *move(struct maker *m, const struct demo_act *act, int64_t at_ms)
{
    struct demo_step *step = NULL;
    TRY(step_begin(m, at_ms, who_does(m, act), act->family, &step));
    step->form.move = (struct move_form){
        .person = m->heads[act->family], .room = m->rooms[act->room], .at_ms = at_ms};
    step_end(m, step, MAY_ADMIT, stay_move, &step->form.move);
    return NULL;
}

static struct err *act_do(struct maker *m, const struct demo_act *act)
{
    int64_t at_ms[2];
    enum zone_answer answer = zone_instant(m->zone, act->date, act->minute, at_ms);
    assert(answer == ZONE_ONCE);
    (void)answer;
    const struct demo_family *family = &m->plan->families[act->family];
    switch (act->kind) {
    case DEMO_ADMIT:
        if (act->house == DEMO_ROWAN && act->family % 3 != 2 && family->danger != ASKED_NOT)
            TRY(worker_knows(m, act, at_ms[0] - INT64_C(3600000)));
        return admit(m, act, at_ms[0]);
    case DEMO_LEAVE:
        return leave(m, act, at_ms[0]);
    case DEMO_RETURN:
    case DEMO_BACK:
        return come_back(m, act, at_ms[0]);
    case DEMO_MOVE:
        return move(m, act, at_ms[0]);
    case DEMO_GO_OUT:
        return go_out(m, act, at_ms[0]);
    }
    return NULL;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static struct err *carry_out(struct maker *m, int64_t first_ms)
{
    struct err *bad = NULL;
    TRY(houses_make(m, first_ms));
    TRY(users_make(m, first_ms));
    struct cli_progress shown = cli_progress_start(m->cli, N_("Making the demo"));
    for (size_t i = 0; i < m->plan->n_acts && bad == NULL; i++) {
        cli_progress_step(&shown, (int64_t)i, (int64_t)m->plan->n_acts);
        bad = act_do(m, &m->plan->acts[i]);
    }
    if (bad == NULL)
        bad = flush(m);
    cli_progress_end(&shown);
    return bad;
}

static struct err *site_new_demo(struct cli *cli, const struct demo_where *where)
{
    const char *paper = NULL;
    const struct site_new what = {
        .dir = where->dir,
        .database = where->database,
        .schema = where->schema,
        .name = TEXT("Rowan Tree"),
        .lang = text_of(lang_code(cli->lang)),
        .zone = TEXT(DEMO_ZONE),
        .login = TEXT("manager"),
        .is_demo = true,
        .secret = {.key_file = where->key_file},
    };
    return site_make(cli->arena, &what, &paper);
}

/* What the timer would do in the first rest stands there from the beginning. */
static struct err *clock_run(struct maker *m)
{
    struct clock_counts counts = {.waiting = 1};
    while (counts.waiting > 0) {
        arena_reset(m->batch);
        TRY(desk_clock(m->site, m->batch, CLOCK_ACTS_MAX, &counts));
    }
    return NULL;
}

/* Whoever came last into each of the first rooms. */
static struct demo_folk folk_of(const struct maker *m)
{
    struct demo_folk folk = {0};
    size_t first = m->plan->houses[DEMO_ROWAN].room_from;
    for (size_t i = 0; i < m->plan->n_acts; i++) {
        const struct demo_act *act = &m->plan->acts[i];
        bool comes = act->kind == DEMO_ADMIT || act->kind == DEMO_RETURN || act->kind == DEMO_MOVE;
        if (!comes || act->room < first || act->room >= first + DEMO_ROWAN_FAMILIES)
            continue;
        folk.heads[act->room - first] = m->heads[act->family];
        folk.children[act->room - first] = m->children[act->family];
    }
    return folk;
}

static struct err *make_steps(struct maker *m, const struct demo_where *where)
{
    struct arena *into = m->cli->arena;
    const struct site_secret secret = {.key_file = where->key_file};
    int64_t first_ms[2];
    TRY(zone_open(into, DEMO_ZONE, &m->zone));
    (void)zone_instant(m->zone, FIRST_DAY, 9 * 60, first_ms);
    m->rooms = arena_makes(into, struct id, m->plan->n_rooms);
    m->heads = arena_makes(into, struct id, m->plan->n_families);
    m->children = arena_makes(into, struct id, m->plan->n_families);
    m->is_pending = arena_makes(into, bool, m->plan->n_families);
    NEED(m->rooms);
    NEED(m->heads);
    NEED(m->children);
    NEED(m->is_pending);
    world_clock_start_at(first_ms[0]);
    TRY(site_new_demo(m->cli, where));
    TRY(site_open(into, where->dir, &secret, &m->site));
    TRY(carry_out(m, first_ms[0] + INT64_C(60000)));
    world_clock_start_at(DEMO_NOW_MS);
    arena_reset(m->batch);
    TRY(demo_day_make(m->site, m->batch, m->cli->lang, m->plan->houses[0].handle));
    const struct demo_folk folk = folk_of(m);
    TRY(demo_care_make(m->site, m->batch, m->cli->lang, &folk));
    return clock_run(m);
}

struct err *demo_make(struct cli *cli, const struct demo_where *where, const struct demo_plan *plan)
{
    struct maker m = {.cli = cli, .plan = plan, .batch = arena_new(BATCH_BYTES_MAX)};
    NEED(m.batch);
    m.steps_max = plan->n_acts <= ONE_BY_ONE_ACTS_MAX ? 1 : LIMIT_BATCH_COMMANDS_PG;
    struct err *bad = make_steps(&m, where);
    /* The error may lie in the batch's memory. */
    if (bad != NULL)
        bad = err_copy(cli->arena, bad);
    site_close(&m.site);
    arena_free(m.batch);
    return bad;
}
