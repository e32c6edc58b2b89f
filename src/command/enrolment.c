/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* enrolment.c - somebody's way through a programme: begins, stands at another stage, pauses, goes
 * on, ends. The time at each stage is a record of its own, so a day of the past is counted as it
 * was. */
#include "command/programme.h"
#include "command/stay_inside.h"
#include "model/types_programme.h"
#include "sql/programme.sql.h"
#include "view/persons.h"

/* ---- which programme, which stage ---------------------------------------------------------------
 */

static struct err *programme_read(struct request *rq, struct text handle,
                                  struct programme_view *ret_programme)
{
    struct programme_views views = {0};
    struct err *bad = handle.n == 0 ? NULL : programme_views(rq, handle, &views);
    if (bad != NULL && bad->kind != ERR_ABSENT)
        return bad;
    if (views.n == 0)
        return err_mend(
            err_example(err_input(rq->arena, "programme", N_("There is no such programme")),
                        "recovery"),
            "hearth programme list");
    *ret_programme = views.at[0];
    return NULL;
}

/* By its place or its id; nothing: the first one. Only stages in use. */
static struct err *stage_choose(struct request *rq, const struct programme_view *p,
                                struct text typed, const struct stage_view **ret_stage)
{
    struct id id = ID_NONE;
    int64_t place = 0;
    bool is_place = text_int(typed, &place);
    bool is_id = !is_place && id_parse(typed, &id);
    for (size_t i = 0; i < p->n_stages; i++) {
        const struct stage_view *s = &p->stages[i];
        if (!s->in_use)
            continue;
        if (typed.n == 0 || (is_place && s->place == place) || (is_id && id_equal(s->stage, id))) {
            *ret_stage = s;
            return NULL;
        }
    }
    return err_mend(
        err_example(err_input(rq->arena, "stage",
                              p->n_stages == 0 ? N_("This programme has no stage yet")
                                               : N_("Choose one of the stages of this programme")),
                    "2"),
        "hearth programme show recovery");
}

struct err *enrolment_newest(struct request *rq, struct id person, bool *ret_found,
                             struct enrolment_view *ret_enrolment)
{
    struct enrolments all;
    TRY(enrolments_of(rq, person, &all));
    *ret_found = false;
    for (size_t i = 0; i < all.n && !*ret_found; i++)
        if (enrolment_goes_on(all.at[i].state) && all.at[i].state != ENROLMENT_APPLIED) {
            *ret_found = true;
            *ret_enrolment = all.at[i];
        }
    return NULL;
}

enum wanted { WANTED_GOES_ON, WANTED_STOPPED, WANTED_ENDABLE };

static bool is_wanted(const struct enrolment_view *e, enum wanted wanted)
{
    switch (wanted) {
    case WANTED_GOES_ON:
        return enrolment_goes_on(e->state);
    case WANTED_STOPPED:
        return e->state == ENROLMENT_PAUSED || e->state == ENROLMENT_LEFT_EARLY;
    case WANTED_ENDABLE:
        return enrolment_goes_on(e->state) || e->state == ENROLMENT_COMPLETED;
    }
    return false;
}

/* The taking part that an act is about; person_require has been asked. */
static struct err *enrolment_choose(struct request *rq, const struct enrolment_form *f,
                                    enum wanted wanted, struct enrolment_view *ret_enrolment)
{
    struct enrolments all;
    struct programme_view programme = {.programme = ID_NONE};
    size_t n = 0;
    if (f->programme.n > 0)
        TRY(programme_read(rq, f->programme, &programme));
    TRY(enrolments_of(rq, f->person, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (!is_wanted(&all.at[i], wanted) ||
            (f->programme.n > 0 && !id_equal(all.at[i].programme, programme.programme)))
            continue;
        if (n++ == 0)
            *ret_enrolment = all.at[i];
    }
    if (n == 0)
        return err_mend(err_new(rq->arena, ERR_CONFLICT,
                                N_("There is no taking part for which this can be done")),
                        "hearth programme list");
    if (n > 1 && f->programme.n == 0 && wanted == WANTED_GOES_ON)
        return err_example(err_input(rq->arena, "programme",
                                     N_("She takes part in several programmes. Say which")),
                           "recovery");
    return NULL;
}

/* ---- the time at a stage ------------------------------------------------------------------------
 */

static struct err *stage_begin(struct request *rq, struct deed *deed, struct id area,
                               struct id enrolment, struct id stage, int64_t way, enum act act,
                               int64_t at_ms)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &stage_time_type, area, &r));
    TRY(rec_set_id(rq->arena, r, STAGE_TIME_ENROLMENT, enrolment));
    TRY(rec_set_id(rq->arena, r, STAGE_TIME_STAGE, stage));
    TRY(rec_set_int(rq->arena, r, STAGE_TIME_FROM, at_ms));
    TRY(rec_set_int(rq->arena, r, STAGE_TIME_WAY, way));
    return deed_add(deed, act, NULL, NULL, r);
}

static struct err *stage_end(struct request *rq, struct deed *deed, struct id enrolment,
                             enum act act, int64_t at_ms)
{
    struct sql_stage_times_of_enrolment_row *rows;
    size_t n = 0;
    TRY(sql_stage_times_of_enrolment(rq->store->db, rq->arena, rq->store->org, enrolment, &rows,
                                     &n));
    for (size_t i = 0; i < n; i++) {
        const struct rec *old = NULL;
        struct row_info info;
        struct rec *new = NULL;
        if (!rows[i].until_ms_null)
            continue;
        if (at_ms < rows[i].from_ms)
            return err_input(rq->arena, "when",
                             N_("This moment lies before she came to her stage"));
        TRY(deed_change(deed, rq->store, &stage_time_type, rows[i].stage_time, &old, &info, &new));
        TRY(rec_set_int(rq->arena, new, STAGE_TIME_UNTIL, at_ms));
        TRY(deed_add(deed, act, old, &info, new));
    }
    return NULL;
}

/* ---- acts ---------------------------------------------------------------------------------------
 */

static struct err *takes_part_already(struct request *rq, const struct enrol_form *f,
                                      const struct programme_view *p,
                                      struct enrolment_view *ret_asked, bool *ret_has_asked)
{
    struct enrolments all;
    TRY(enrolments_of(rq, f->person, &all));
    *ret_has_asked = false;
    for (size_t i = 0; i < all.n; i++) {
        const struct enrolment_view *e = &all.at[i];
        if (!id_equal(e->programme, p->programme) || !enrolment_goes_on(e->state))
            continue;
        if (e->state != ENROLMENT_APPLIED || f->only_asks)
            return err_new(rq->arena, ERR_CONFLICT, N_("She takes part in this programme already"));
        *ret_asked = *e;
        *ret_has_asked = true;
    }
    return NULL;
}

static struct err *enrolment_write(struct request *rq, const struct enrol_form *f, struct id area,
                                   const struct programme_view *p, int64_t at_ms, struct deed *deed)
{
    const struct stage_view *stage = NULL;
    struct enrolment_view asked;
    bool has_asked = false;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *r = NULL;
    TRY(takes_part_already(rq, f, p, &asked, &has_asked));
    if (!f->only_asks && (p->n_stages > 0 || f->stage.n > 0))
        TRY(stage_choose(rq, p, f->stage, &stage));
    if (has_asked)
        TRY(deed_change(deed, rq->store, &enrolment_type, asked.enrolment, &old, &info, &r));
    else
        TRY(deed_record(deed, &enrolment_type, area, &r));
    TRY(rec_set_id(rq->arena, r, ENROLMENT_PERSON, f->person));
    TRY(rec_set_id(rq->arena, r, ENROLMENT_PROGRAMME, p->programme));
    TRY(rec_set_int(rq->arena, r, ENROLMENT_FROM, at_ms));
    TRY(rec_set_int(rq->arena, r, ENROLMENT_STATE,
                    f->only_asks    ? ENROLMENT_APPLIED
                    : stage != NULL ? ENROLMENT_AT_STAGE
                                    : ENROLMENT_ENROLLED));
    if (stage != NULL)
        TRY(rec_set_id(rq->arena, r, ENROLMENT_STAGE, stage->stage));
    TRY(deed_add(deed, f->only_asks ? ACT_ADD : ACT_ENROL, old, old == NULL ? NULL : &info, r));
    return stage == NULL ? NULL
                         : stage_begin(rq, deed, r->area, r->id, stage->stage, STAGE_WAY_FIRST,
                                       ACT_ENROL, at_ms);
}

struct err *person_enrol(struct request *rq, const void *form, struct deed *deed)
{
    const struct enrol_form *f = form;
    struct programme_view programme;
    struct rec *person = NULL;
    int64_t at_ms = 0;
    TRY(person_require(rq, f->person, &person));
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(programme_read(rq, f->programme, &programme));
    if (!programme.is_open)
        return err_input(rq->arena, "programme", N_("This programme takes nobody in any more"));
    TRY(enrolment_write(rq, f, person->area, &programme, at_ms, deed));
    deed_say(deed, f->only_asks ? N_("Asked to take part") : N_("The programme begins"), NULL,
             NULL);
    return NULL;
}

/* What each act on a taking part has in common. */
struct turn {
    struct enrolment_view e;
    const struct rec *old;
    struct row_info info;
    struct rec *new;
    int64_t at_ms;
};

static struct err *change_begin(struct request *rq, const struct enrolment_form *f,
                                enum wanted wanted, struct deed *deed, struct turn *ret_change)
{
    struct rec *person = NULL;
    TRY(person_require(rq, f->person, &person));
    TRY(stay_moment(rq, f->at_ms, &ret_change->at_ms));
    TRY(enrolment_choose(rq, f, wanted, &ret_change->e));
    if (ret_change->at_ms < ret_change->e.from_ms)
        return err_input(rq->arena, "when", N_("This moment lies before the programme began"));
    return deed_change(deed, rq->store, &enrolment_type, ret_change->e.enrolment, &ret_change->old,
                       &ret_change->info, &ret_change->new);
}

static int64_t way_to(const struct programme_view *p, struct id from, const struct stage_view *to)
{
    const struct stage_view *now = stage_of(p, from);
    if (now == NULL)
        return STAGE_WAY_FIRST;
    return to->place < now->place ? STAGE_WAY_BACK : STAGE_WAY_ON;
}

struct err *person_stage(struct request *rq, const void *form, struct deed *deed)
{
    const struct enrolment_form *f = form;
    struct turn c = {.old = NULL};
    struct programme_views views;
    const struct stage_view *to = NULL;
    TRY(change_begin(rq, f, WANTED_GOES_ON, deed, &c));
    if (f->stage.n == 0)
        return err_example(err_input(rq->arena, "stage", N_("Choose a stage")), "2");
    TRY(programme_views(rq, TEXT_NONE, &views));
    const struct programme_view *p = programme_of(&views, c.e.programme);
    NEED(p);
    TRY(stage_choose(rq, p, f->stage, &to));
    if (id_equal(to->stage, c.e.stage) && c.e.state == ENROLMENT_AT_STAGE)
        return err_new(rq->arena, ERR_CONFLICT, N_("She stands at this stage already"));
    int64_t way = way_to(p, c.e.stage, to);
    enum act act = c.e.state == ENROLMENT_PAUSED    ? ACT_RESUME
                   : c.e.state == ENROLMENT_APPLIED ? ACT_ENROL
                                                    : ACT_STAGE;
    TRY(rec_set_id(rq->arena, c.new, ENROLMENT_STAGE, to->stage));
    TRY(rec_set_int(rq->arena, c.new, ENROLMENT_STATE, ENROLMENT_AT_STAGE));
    TRY(deed_add(deed, act, c.old, &c.info, c.new));
    TRY(stage_end(rq, deed, c.e.enrolment, act, c.at_ms));
    const char *name = arena_strn(rq->arena, to->name.at == NULL ? "" : to->name.at, to->name.n);
    NEED(name);
    deed_say(deed, way == STAGE_WAY_BACK ? N_("A step back, to: {1}") : N_("Now at: {1}"), name,
             NULL);
    return stage_begin(rq, deed, c.new->area, c.e.enrolment, to->stage, way, act, c.at_ms);
}

struct err *person_pause(struct request *rq, const void *form, struct deed *deed)
{
    struct turn c = {.old = NULL};
    TRY(change_begin(rq, form, WANTED_GOES_ON, deed, &c));
    if (c.e.state == ENROLMENT_PAUSED)
        return err_new(rq->arena, ERR_CONFLICT, N_("The programme rests already"));
    TRY(rec_set_int(rq->arena, c.new, ENROLMENT_STATE, ENROLMENT_PAUSED));
    TRY(deed_add(deed, ACT_PAUSE, c.old, &c.info, c.new));
    deed_say(deed, N_("The programme rests. It goes on at the same stage"), NULL, NULL);
    return stage_end(rq, deed, c.e.enrolment, ACT_PAUSE, c.at_ms);
}

static struct err *resume(struct request *rq, struct deed *deed, const struct turn *c)
{
    bool has_stage = !id_is_none(c->e.stage);
    rec_clear(c->new, ENROLMENT_UNTIL);
    TRY(rec_set_int(rq->arena, c->new, ENROLMENT_STATE,
                    has_stage ? ENROLMENT_AT_STAGE : ENROLMENT_ENROLLED));
    TRY(deed_add(deed, ACT_RESUME, c->old, &c->info, c->new));
    return !has_stage ? NULL
                      : stage_begin(rq, deed, c->new->area, c->e.enrolment, c->e.stage,
                                    STAGE_WAY_AGAIN, ACT_RESUME, c->at_ms);
}

struct err *person_resume(struct request *rq, const void *form, struct deed *deed)
{
    struct turn c = {.old = NULL};
    TRY(change_begin(rq, form, WANTED_STOPPED, deed, &c));
    deed_say(deed, N_("The programme goes on at its stage"), NULL, NULL);
    return resume(rq, deed, &c);
}

struct err *enrolment_go_on(struct request *rq, struct deed *deed, struct id person,
                            struct id enrolment, int64_t at_ms)
{
    struct enrolments all;
    struct turn c = {.at_ms = at_ms};
    TRY(enrolments_of(rq, person, &all));
    for (size_t i = 0; i < all.n; i++) {
        c.e = all.at[i];
        if (!id_equal(c.e.enrolment, enrolment) || !is_wanted(&c.e, WANTED_STOPPED))
            continue;
        TRY(deed_change(deed, rq->store, &enrolment_type, enrolment, &c.old, &c.info, &c.new));
        return resume(rq, deed, &c);
    }
    return NULL;
}

static struct err *result_read(struct request *rq, struct text written, int64_t *ret_state)
{
    const struct field *f = field_by_no(&enrolment_type, ENROLMENT_STATE);
    const struct choice *c = written.n == 0 ? NULL : choice_by_code(f, written);
    if (c != NULL && c->no >= ENROLMENT_COMPLETED) {
        *ret_state = c->no;
        return NULL;
    }
    return err_example(err_input(rq->arena, "result", N_("Choose how it ended")), "completed");
}

struct err *person_result(struct request *rq, const void *form, struct deed *deed)
{
    const struct enrolment_form *f = form;
    struct turn c = {.old = NULL};
    int64_t state = 0;
    TRY(result_read(rq, f->result, &state));
    TRY(change_begin(rq, f, WANTED_ENDABLE, deed, &c));
    TRY(rec_set_int(rq->arena, c.new, ENROLMENT_STATE, state));
    if (state != ENROLMENT_GRADUATE)
        TRY(rec_set_int(rq->arena, c.new, ENROLMENT_UNTIL, c.at_ms));
    enum act act = state == ENROLMENT_GRADUATE ? ACT_GRADUATE : ACT_RESULT;
    TRY(deed_add(deed, act, c.old, &c.info, c.new));
    deed_say(deed,
             state == ENROLMENT_GRADUATE ? N_("Graduate")
                                         : N_("Taking part has ended; she may "
                                              "begin again at any time"),
             NULL, NULL);
    return stage_end(rq, deed, c.e.enrolment, act, c.at_ms);
}
