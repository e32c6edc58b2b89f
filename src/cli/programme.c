/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programme.c - `hearth programme`: programmes, their stages, and who stands where. */
#include "base/json.h"
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/programme.h"
#include "model/types_programme.h"

/* ---- list and show --------------------------------------------------------------------------- */

static void stage_json(struct buf *b, const struct stage_view *s)
{
    json_open(b, '{');
    json_id(b, "id", s->stage);
    json_int(b, "place", s->place);
    json_text(b, "name", s->name);
    json_text(b, "means", s->means);
    json_bool(b, "in_use", s->in_use);
    json_int(b, "here", (int64_t)s->n_here);
    json_close(b, '}');
}

static void programme_json(struct buf *b, const struct programme_view *p, size_t n_standing)
{
    json_open(b, '{');
    json_id(b, "id", p->programme);
    json_text(b, "handle", p->handle);
    json_text(b, "name", p->name);
    json_text(b, "rules", p->rules);
    json_bool(b, "open", p->is_open);
    json_int(b, "taking_part", (int64_t)n_standing);
    json_name(b, "stages");
    json_open(b, '[');
    for (size_t i = 0; i < p->n_stages; i++)
        stage_json(b, &p->stages[i]);
    json_close(b, ']');
    json_close(b, '}');
}

static void programme_plain(struct cli *cli, const struct programme_view *p)
{
    buf_printf(&cli->out, "%.*s  %.*s\n", TEXT_ARG(p->handle), TEXT_ARG(p->name));
    for (size_t i = 0; i < p->n_stages; i++)
        if (p->stages[i].in_use)
            buf_printf(&cli->out, "  %d  %.*s  %zu\n", (int)p->stages[i].place,
                       TEXT_ARG(p->stages[i].name), p->stages[i].n_here);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct programme_views views;
    TRY(cli_site_open_people(cli, &s));
    TRY(programme_views(&s.rq, TEXT_NONE, &views));
    if (cli->json) {
        json_open(&cli->out, '{');
        json_name(&cli->out, "rows");
        json_open(&cli->out, '[');
    }
    for (size_t i = 0; i < views.n; i++) {
        struct enrolments standing;
        TRY(programme_standing(&s.rq, &views.at[i], &standing));
        if (cli->json)
            programme_json(&cli->out, &views.at[i], standing.n);
        else
            programme_plain(cli, &views.at[i]);
    }
    if (cli->json) {
        json_close(&cli->out, ']');
        json_int(&cli->out, "count", (int64_t)views.n);
        json_close(&cli->out, '}');
        buf_char(&cli->out, '\n');
    }
    return NULL;
}

static const struct table_column show_columns[] = {
    {"stage", N_("Stage"), SQL_TEXT},   {"name", N_("Name"), SQL_TEXT},
    {"state", N_("State"), SQL_CHOICE}, {"since", N_("Since"), SQL_INSTANT},
    {"steps_back", NULL, SQL_INT},      {"until", NULL, SQL_INSTANT},
    {"person", N_("Person"), SQL_ID},   {"id", NULL, SQL_ID},
};

static void show_row(struct table *t, const struct programme_view *p,
                     const struct enrolment_view *e)
{
    const struct stage_view *stage = stage_of(p, e->stage);
    const struct choice *state =
        choice_by_no(field_by_no(&enrolment_type, ENROLMENT_STATE), e->state);
    if (stage == NULL)
        table_none(t);
    else
        table_text(t, stage->name);
    table_text(t, text_of(e->name));
    table_choice(t, state->code, state->label);
    table_instant(t, e->stage_from_ms != 0 ? e->stage_from_ms : e->from_ms);
    table_int(t, (int64_t)e->n_back);
    if (e->until_ms == 0)
        table_none(t);
    else
        table_instant(t, e->until_ms);
    table_id(t, e->person);
    table_id(t, e->enrolment);
}

enum { ENDED_MAX = 1000 };

static struct err *show_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct programme_views views;
    struct enrolments rows;
    TRY(cli_site_open_people(cli, &s));
    TRY(programme_views(&s.rq, cli_text(cli, "programme"), &views));
    struct programme_view *p = &views.at[0];
    if (cli_has(cli, "ended"))
        TRY(programme_ended(&s.rq, p, ID_NONE, ENDED_MAX, &rows));
    else
        TRY(programme_standing(&s.rq, p, &rows));
    struct table t = table_make(cli, show_columns, COUNT(show_columns));
    for (size_t i = 0; i < rows.n; i++)
        show_row(&t, p, &rows.at[i]);
    return table_put(&t);
}

/* ---- writing --------------------------------------------------------------------------------- */

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct programme_form form = {.handle = cli_text(cli, "programme"),
                                        .name = cli_text(cli, "name"),
                                        .rules = cli_text(cli, "rules"),
                                        .house = cli_text(cli, "house")};
    const struct programme_usual_form usual = {.handle = form.handle,
                                               .lang = text_of(lang_code(cli->lang))};
    bool is_usual = cli_has(cli, "usual");
    if (is_usual == cli_has(cli, "name"))
        return err_new(cli->arena, ERR_USAGE, N_("Give --name, or --usual for the usual stages"));
    TRY(cli_site_open(cli, &s));
    return is_usual ? cli_site_do(&s, programme_usual, &usual)
                    : cli_site_do(&s, programme_add, &form);
}

static struct err *close_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct programme_state_form form = {.handle = cli_text(cli, "programme"),
                                              .is_open = cli_has(cli, "reopen")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, programme_open_or_close, &form);
}

static struct err *stage_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct stage_form form = {.programme = cli_text(cli, "programme"),
                                    .place = cli_text(cli, "place"),
                                    .name = cli_text(cli, "name"),
                                    .means = cli_text(cli, "means")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, stage_add, &form);
}

/* ---- rows ------------------------------------------------------------------------------------ */

#define PARAM_PROGRAMME                                                                            \
    {                                                                                              \
        .name = "programme", .value = "PROGRAMME", .kind = CLI_TEXT, .positional = true,           \
        .required = true, .help = N_("The programme's short name")                                 \
    }
static const struct cli_param list_params[] = {{0}};
static const struct cli_param show_params[] = {
    PARAM_PROGRAMME,
    {.name = "ended", .kind = CLI_FLAG, .help = N_("Those whose taking part has ended")},
    {0},
};
static const struct cli_param add_params[] = {
    PARAM_PROGRAMME,
    {.name = "name", .value = "NAME", .kind = CLI_TEXT, .help = N_("What the programme is called")},
    {.name = "rules",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .bytes_max = 8000,
     .help = N_("What was agreed with everybody who takes part")},
    PARAM_HOUSE_ONLY(false),
    {.name = "usual",
     .kind = CLI_FLAG,
     .help = N_("Four usual stages in the language of --lang, to be changed afterwards")},
    {0},
};
static const struct cli_param close_params[] = {
    PARAM_PROGRAMME,
    {.name = "reopen", .kind = CLI_FLAG, .help = N_("It takes people in again")},
    {0},
};
static const struct cli_param stage_params[] = {
    PARAM_PROGRAMME,
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .required = true,
     .help = N_("What the stage is called")},
    {.name = "means",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .bytes_max = 8000,
     .help = N_("What it means")},
    {.name = "place",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = STAGE_PLACE_MAX,
     .help = N_("Its place in the order; behind the last one unless said otherwise")},
    {0},
};

const struct cli_command programme_rows[] = {
    {.words = "programme list",
     .params = list_params,
     .help = N_("Show programmes and how many stand at each stage"),
     .examples = {"programme list", "programme list --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PROGRAMMES,
     .run = list_run},
    {.words = "programme show",
     .params = show_params,
     .help = N_("Show who stands at which stage, since when"),
     .examples = {"programme show recovery", "programme show recovery --ended --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PROGRAMMES,
     .run = show_run},
    {.words = "programme add",
     .params = add_params,
     .help = N_("Write down a programme"),
     .examples = {"programme add recovery --usual",
                  "programme add moving-on --name 'Moving on' --house linden-flats"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_PROGRAMMES,
     .run = add_run},
    {.words = "programme close",
     .params = close_params,
     .help = N_("A programme takes nobody in any more, or does so again"),
     .examples = {"programme close recovery", "programme close recovery --reopen"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_PROGRAMMES,
     .run = close_run},
    {.words = "programme stage",
     .params = stage_params,
     .help = N_("Add a stage to a programme"),
     .examples = {"programme stage recovery --name 'First steps'",
                  "programme stage recovery --name Visits --place 5 --means 'We visit'"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_PROGRAMMES,
     .run = stage_run},
    {0},
};
