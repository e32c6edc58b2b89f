/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* recovery.c - `hearth person enrol`, `stage`, `pause`, `resume`, `result`, `way`: somebody's way
 * through a programme; `relapse`, `back`, `relapses`: for her team. */
#include "cli/recovery.h"

#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/earlier.h"
#include "command/programme.h"
#include "command/relapse.h"
#include "model/types_programme.h"
#include "view/earlier.h"
#include "view/houses.h"
#include "view/relapses.h"

struct err *recovery_enrol_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct enrol_form form = {.person = cli_id(cli, "person"),
                                    .programme = cli_text(cli, "programme"),
                                    .stage = cli_text(cli, "stage"),
                                    .only_asks = cli_has(cli, "asks"),
                                    .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, person_enrol, &form);
}

static struct err *turn_run(struct cli *cli, command_fn *run, struct text stage, struct text result)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct enrolment_form form = {.person = cli_id(cli, "person"),
                                        .programme = cli_text(cli, "programme"),
                                        .stage = stage,
                                        .result = result,
                                        .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, run, &form);
}

struct err *recovery_stage_run(struct cli *cli)
{
    return turn_run(cli, person_stage, cli_text(cli, "stage"), TEXT_NONE);
}

struct err *recovery_pause_run(struct cli *cli)
{
    return turn_run(cli, person_pause, TEXT_NONE, TEXT_NONE);
}

struct err *recovery_resume_run(struct cli *cli)
{
    return turn_run(cli, person_resume, TEXT_NONE, TEXT_NONE);
}

struct err *recovery_result_run(struct cli *cli)
{
    return turn_run(cli, person_result, TEXT_NONE, cli_text(cli, "result"));
}

/* ---- where she stands ---------------------------------------------------------------------------
 */

static const struct table_column way_columns[] = {
    {"programme", N_("Programme"), SQL_TEXT},
    {"stage", N_("Stage"), SQL_TEXT},
    {"state", N_("State"), SQL_CHOICE},
    {"since", N_("Since"), SQL_INSTANT},
    {"until", N_("Until"), SQL_INSTANT},
    {"steps_back", NULL, SQL_INT},
    {"id", NULL, SQL_ID},
};

static void way_row(struct table *t, const struct programme_views *views,
                    const struct enrolment_view *e)
{
    const struct programme_view *p = programme_of(views, e->programme);
    const struct stage_view *stage = p == NULL ? NULL : stage_of(p, e->stage);
    const struct choice *state =
        choice_by_no(field_by_no(&enrolment_type, ENROLMENT_STATE), e->state);
    table_text(t, p == NULL ? TEXT_NONE : p->handle);
    if (stage == NULL)
        table_none(t);
    else
        table_text(t, stage->name);
    table_choice(t, state->code, state->label);
    table_instant(t, e->from_ms);
    if (e->until_ms == 0)
        table_none(t);
    else
        table_instant(t, e->until_ms);
    table_int(t, (int64_t)e->n_back);
    table_id(t, e->enrolment);
}

struct err *recovery_way_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct programme_views views;
    struct enrolments rows;
    struct rec *person = NULL;
    TRY(cli_site_open_people(cli, &s));
    TRY(person_require(&s.rq, cli_id(cli, "person"), &person));
    TRY(programme_views(&s.rq, TEXT_NONE, &views));
    TRY(enrolments_of(&s.rq, person->id, &rows));
    struct table t = table_make(cli, way_columns, COUNT(way_columns));
    for (size_t i = 0; i < rows.n; i++)
        way_row(&t, &views, &rows.at[i]);
    return table_put(&t);
}

/* ---- relapse and return -------------------------------------------------------------------------
 */

struct err *recovery_relapse_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct relapse_form form = {.person = cli_id(cli, "person"),
                                      .at_ms = cli_number(cli, "when", 0),
                                      .children = cli_text(cli, "children"),
                                      .safe = cli_text(cli, "safe"),
                                      .words = cli_text(cli, "words"),
                                      .now = cli_text(cli, "now-is")};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, person_relapse, &form);
}

struct err *recovery_back_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct back_form form = {.person = cli_id(cli, "person"), .at_ms = cli_number(cli, "when", 0)};
    if (cli_has(cli, "room") != cli_has(cli, "house"))
        return err_new(cli->arena, ERR_USAGE, N_("Give --house and --room together"));
    TRY(cli_site_open_people(cli, &s));
    if (cli_has(cli, "room"))
        TRY(room_by_label(&s.rq, cli_text(cli, "house"), cli_text(cli, "room"), &form.room));
    return cli_site_do(&s, person_back, &form);
}

static const struct table_column relapse_columns[] = {
    {"at", N_("When"), SQL_INSTANT},    {"back", N_("Back on"), SQL_INSTANT},
    {"days", N_("Days"), SQL_INT},      {"stage", N_("Stage"), SQL_TEXT},
    {"state", N_("State"), SQL_CHOICE}, {"id", NULL, SQL_ID},
};

struct err *recovery_relapses_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct field *state = field_by_no(&relapse_type, RELAPSE_STATE);
    struct relapses all;
    struct rec *person = NULL;
    TRY(cli_site_open_people(cli, &s));
    TRY(person_require(&s.rq, cli_id(cli, "person"), &person));
    TRY(relapses_of(&s.rq, person->id, &all));
    struct table t = table_make(cli, relapse_columns, COUNT(relapse_columns));
    for (size_t i = 0; i < all.n; i++) {
        const struct choice *c = choice_by_no(state, all.at[i].state);
        table_instant(&t, all.at[i].at_ms);
        if (all.at[i].back_ms == 0)
            table_none(&t);
        else
            table_instant(&t, all.at[i].back_ms);
        table_int(&t, all.at[i].days);
        table_text(&t, all.at[i].stage);
        table_choice(&t, c->code, c->label);
        table_id(&t, all.at[i].relapse);
    }
    return table_put(&t);
}

/* ---- what was before us -------------------------------------------------------------------------
 */

static const struct table_column earlier_columns[] = {
    {"from", N_("From"), SQL_DATE},
    {"from_precision", NULL, SQL_CHOICE},
    {"until", N_("Until"), SQL_DATE},
    {"until_precision", NULL, SQL_CHOICE},
    {"kind", N_("Where"), SQL_CHOICE},
    {"source", N_("How we know"), SQL_CHOICE},
    {"id", NULL, SQL_ID},
};

static void field_put(struct table *t, const struct rec *r, uint64_t no)
{
    const struct field *f = field_by_no(r->type, no);
    if (!rec_has(r, no))
        table_none(t);
    else if (f->kind == KIND_DATE)
        table_date(t, (int32_t)rec_int(r, no, 0));
    else
        table_choice(t, choice_by_no(f, rec_int(r, no, 0))->code,
                     choice_by_no(f, rec_int(r, no, 0))->label);
}

static struct err *earlier_tell(struct cli_site *s, struct id person)
{
    static const uint64_t shown[] = {EARLIER_FROM,  EARLIER_FROM_PRECISION,
                                     EARLIER_UNTIL, EARLIER_UNTIL_PRECISION,
                                     EARLIER_KIND,  EARLIER_SOURCE};
    struct earliers all;
    struct rec *r = NULL;
    TRY(person_require(&s->rq, person, &r));
    TRY(earlier_of(&s->rq, person, &all));
    struct table t = table_make(s->cli, earlier_columns, COUNT(earlier_columns));
    for (size_t i = 0; i < all.n; i++) {
        for (size_t j = 0; j < COUNT(shown); j++)
            field_put(&t, all.at[i], shown[j]);
        table_id(&t, all.at[i]->id);
    }
    return table_put(&t);
}

struct err *recovery_earlier_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct earlier_form form = {.person = cli_id(cli, "person"),
                                      .kind = cli_text(cli, "kind"),
                                      .from = cli_text(cli, "from"),
                                      .until = cli_text(cli, "until"),
                                      .source = cli_text(cli, "source"),
                                      .words = cli_text(cli, "words")};
    TRY(cli_site_open_people(cli, &s));
    return cli_has(cli, "kind") ? cli_site_do(&s, earlier_add, &form)
                                : earlier_tell(&s, form.person);
}

/* ---- parameters ---------------------------------------------------------------------------------
 */

static const char *const results[] = {"completed",      "left-early", "transferred",
                                      "ended-by-house", "graduate",   NULL};
#define PARAM_WHICH                                                                                \
    {                                                                                              \
        .name = "programme", .value = "PROGRAMME", .kind = CLI_TEXT,                               \
        .help = N_("The programme's short name, when she takes part in several")                   \
    }
const struct cli_param recovery_enrol_params[] = {
    PARAM_PERSON,
    {.name = "programme",
     .value = "PROGRAMME",
     .kind = CLI_TEXT,
     .required = true,
     .help = N_("The programme's short name")},
    {.name = "stage",
     .value = "STAGE",
     .kind = CLI_TEXT,
     .help = N_("The stage's place in the order, or its id; the first unless said otherwise")},
    {.name = "asks", .kind = CLI_FLAG, .help = N_("She only asks to take part")},
    PARAM_WHEN,
    {0},
};
const struct cli_param recovery_stage_params[] = {
    PARAM_PERSON,
    {.name = "stage",
     .value = "STAGE",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("The stage's place in the order, or its id; before or behind where she stands")},
    PARAM_WHICH,
    PARAM_WHEN,
    {0},
};
const struct cli_param recovery_turn_params[] = {PARAM_PERSON, PARAM_WHICH, PARAM_WHEN, {0}};
const struct cli_param recovery_result_params[] = {
    PARAM_PERSON,
    {.name = "result",
     .value = "RESULT",
     .kind = CLI_CHOICE,
     .positional = true,
     .required = true,
     .choices = results,
     .help = N_("How it ended; graduate comes after completed")},
    PARAM_WHICH,
    PARAM_WHEN,
    {0},
};

static const char *const places_now[] = {"here", "away", "left", NULL};
const struct cli_param recovery_relapse_params[] = {
    PARAM_PERSON,
    {.name = "children",
     .value = "WHERE",
     .kind = CLI_CHOICE,
     .of = &relapse_type,
     .field = RELAPSE_CHILDREN,
     .help = N_("Where the children were")},
    {.name = "safe",
     .value = "ANSWER",
     .kind = CLI_CHOICE,
     .of = &relapse_type,
     .field = RELAPSE_SAFE,
     .help = N_("Whether they were safe")},
    {.name = "words",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .bytes_max = 8000,
     .help = N_("What was done")},
    {.name = "now-is",
     .value = "WHERE",
     .kind = CLI_CHOICE,
     .choices = places_now,
     .help = N_("Where she is now; here unless said otherwise")},
    PARAM_WHEN,
    {0},
};
const struct cli_param recovery_back_params[] = {
    PARAM_PERSON,
    PARAM_HOUSE(false),
    {.name = "room",
     .value = "LABEL",
     .kind = CLI_TEXT,
     .help = N_("The room of a new stay, if she had left")},
    PARAM_WHEN,
    {0},
};
const struct cli_param recovery_earlier_params[] = {
    PARAM_PERSON,
    {.name = "kind",
     .value = "WHERE",
     .kind = CLI_CHOICE,
     .of = &earlier_type,
     .field = EARLIER_KIND,
     .help = N_("Where it was; left out: what is written is shown")},
    {.name = "from",
     .value = "TIME",
     .kind = CLI_TEXT,
     .help = N_("A year, a month or a day: 2014, 05.2014, about 2014")},
    {.name = "until", .value = "TIME", .kind = CLI_TEXT, .help = N_("The same of its end")},
    {.name = "source",
     .value = "SOURCE",
     .kind = CLI_CHOICE,
     .of = &earlier_type,
     .field = EARLIER_SOURCE,
     .help = N_("How we know")},
    {.name = "words", .value = "TEXT", .kind = CLI_TEXT, .bytes_max = 8000, .help = N_("In words")},
    {0},
};
