/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incident.c - `hearth incident`: what happened, who is told, what her team thinks of it. */
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/incident.h"
#include "model/types_programme.h"
#include "view/incidents.h"

enum { LIST_USUAL = 25, LIST_MAX = 1000 };

/* ---- list and show --------------------------------------------------------------------------- */

static void choice_put(struct table *t, const struct rec_type *type, uint64_t field, int64_t no)
{
    const struct choice *c = choice_by_no(field_by_no(type, field), no);
    if (c == NULL)
        table_none(t);
    else
        table_choice(t, c->code, c->label);
}

static const struct table_column list_columns[] = {
    {"at", N_("When"), SQL_INSTANT},    {"kind", N_("Kind"), SQL_CHOICE},
    {"about", N_("About"), SQL_TEXT},   {"severity", N_("How grave"), SQL_CHOICE},
    {"state", N_("State"), SQL_CHOICE}, {"to_tell", N_("Still to be told"), SQL_INT},
    {"due", N_("Due"), SQL_DATE},       {"overdue", NULL, SQL_YESNO},
    {"person", NULL, SQL_ID},           {"id", N_("Incident"), SQL_ID},
};

static void list_row(struct table *t, const struct incident_row *row)
{
    table_instant(t, row->at_ms);
    choice_put(t, &incident_type, INCIDENT_KIND, row->kind);
    table_text(t, text_of(row->name));
    choice_put(t, &incident_type, INCIDENT_SEVERITY, row->severity);
    choice_put(t, &incident_type, INCIDENT_STATE, row->state);
    table_int(t, (int64_t)row->n_due);
    if (row->has_due)
        table_date(t, row->due);
    else
        table_none(t);
    table_yesno(t, row->is_overdue);
    table_id(t, row->about);
    table_id(t, row->incident);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct incident_ask ask = {.closed_too = cli_has(cli, "closed"),
                               .limit = (size_t)cli_number(cli, "limit", LIST_USUAL)};
    struct incident_list found;
    if (cli_has(cli, "about"))
        ask.about = cli_id(cli, "about");
    TRY(cli_site_open_people(cli, &s));
    TRY(incident_list(&s.rq, &ask, &found));
    struct table t = table_make(cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < found.n; i++)
        list_row(&t, &found.rows[i]);
    return table_put(&t);
}

static const struct table_column show_columns[] = {
    {"body", N_("Who is to be told"), SQL_CHOICE},
    {"state", N_("State"), SQL_CHOICE},
    {"due", N_("Due"), SQL_DATE},
    {"overdue", NULL, SQL_YESNO},
    {"at", N_("Told at"), SQL_INSTANT},
    {"id", NULL, SQL_ID},
};

static void show_row(struct table *t, const struct incident_telling *told)
{
    choice_put(t, &incident_told_type, INCIDENT_TOLD_BODY, told->body);
    choice_put(t, &incident_told_type, INCIDENT_TOLD_STATE, told->state);
    if (told->has_due)
        table_date(t, told->due);
    else
        table_none(t);
    table_yesno(t, told->is_overdue);
    if (told->at_ms == 0)
        table_none(t);
    else
        table_instant(t, told->at_ms);
    table_id(t, told->told);
}

static struct err *show_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct incident_view v;
    TRY(cli_site_open_people(cli, &s));
    TRY(incident_view(&s.rq, cli_id(cli, "incident"), &v));
    if (!cli->json) {
        buf_put(&cli->out, rec_text(v.rec, INCIDENT_WHAT));
        buf_char(&cli->out, '\n');
    }
    struct table t = table_make(cli, show_columns, COUNT(show_columns));
    for (size_t i = 0; i < v.n_tellings; i++)
        show_row(&t, &v.tellings[i]);
    return table_put(&t);
}

/* ---- writing --------------------------------------------------------------------------------- */

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct incident_form form = {.about = cli_id(cli, "person"),
                                 .at_ms = cli_number(cli, "when", 0),
                                 .kind =
                                     cli_has(cli, "kind") ? cli_text(cli, "kind") : TEXT("other"),
                                 .severity = cli_text(cli, "severity"),
                                 .what = cli_text(cli, "what"),
                                 .done = cli_text(cli, "done"),
                                 .tell = cli_text(cli, "tell"),
                                 .due = cli_text(cli, "due")};
    const struct cli_value *with = cli_value(cli, "with");
    for (size_t i = 0; with->given && i < with->n && i < INCIDENT_OTHERS_MAX; i++)
        if (id_parse(with->texts[i], &form.others[form.n_others]))
            form.n_others++;
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, incident_report, &form);
}

static struct err *assess_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct incident_words_form form = {.incident = cli_id(cli, "incident"),
                                             .words = cli_text(cli, "words"),
                                             .severity = cli_text(cli, "severity")};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, incident_assess, &form);
}

static struct err *tell_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct incident_tell_form form = {.incident = cli_id(cli, "incident"),
                                            .body = cli_text(cli, "who"),
                                            .due = cli_text(cli, "due")};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, incident_tell, &form);
}

static struct err *told_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct incident_told_form form = {.told = cli_id(cli, "telling"),
                                            .note = cli_text(cli, "note"),
                                            .not_needed = cli_has(cli, "not-needed"),
                                            .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, incident_told, &form);
}

static struct err *close_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct incident_state_form form = {.incident = cli_id(cli, "incident"),
                                             .reopen = cli_has(cli, "reopen")};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, incident_close_or_reopen, &form);
}

/* ---- rows ------------------------------------------------------------------------------------ */

#define PARAM_INCIDENT                                                                             \
    {                                                                                              \
        .name = "incident", .value = "ID", .kind = CLI_ID, .positional = true, .required = true,   \
        .help = N_("Which: the id that incident list shows")                                       \
    }
#define PARAM_SEVERITY(is_needed)                                                                  \
    {                                                                                              \
        .name = "severity", .value = "N", .kind = CLI_CHOICE, .of = &incident_type,                \
        .field = INCIDENT_SEVERITY, .required = (is_needed),                                       \
        .help = N_("How grave, from 1, settled, to 4, danger to life")                             \
    }
#define PARAM_DUE                                                                                  \
    {                                                                                              \
        .name = "due", .value = "DATE", .kind = CLI_DATE, .help = N_("Until when")                 \
    }
static const struct cli_param list_params[] = {
    {.name = "about", .value = "ID", .kind = CLI_ID, .help = N_("Those about this person")},
    {.name = "closed", .kind = CLI_FLAG, .help = N_("Closed ones, too")},
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = LIST_MAX,
     .help = N_("How many at the most; 25 unless said otherwise")},
    {0},
};
static const struct cli_param show_params[] = {PARAM_INCIDENT, {0}};
static const struct cli_param add_params[] = {
    PARAM_PERSON,
    {.name = "what",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .bytes_max = 8000,
     .help = N_("What happened")},
    {.name = "kind",
     .value = "KIND",
     .kind = CLI_CHOICE,
     .of = &incident_type,
     .field = INCIDENT_KIND,
     .help = N_("What kind; other unless said otherwise")},
    PARAM_SEVERITY(true),
    {.name = "done",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .bytes_max = 8000,
     .help = N_("What was done at once")},
    {.name = "with",
     .value = "ID",
     .kind = CLI_ID,
     .many = true,
     .help = N_("Who else was part of it")},
    {.name = "tell",
     .value = "WHO",
     .kind = CLI_CHOICE,
     .of = &incident_told_type,
     .field = INCIDENT_TOLD_BODY,
     .help = N_("Who is to be told")},
    PARAM_DUE,
    PARAM_WHEN,
    {0},
};
static const struct cli_param assess_params[] = {
    PARAM_INCIDENT,
    {.name = "words",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .bytes_max = 8000,
     .help = N_("What her team thinks of it")},
    PARAM_SEVERITY(false),
    {0},
};
static const struct cli_param tell_params[] = {
    PARAM_INCIDENT,
    {.name = "who",
     .value = "WHO",
     .kind = CLI_CHOICE,
     .of = &incident_told_type,
     .field = INCIDENT_TOLD_BODY,
     .required = true,
     .help = N_("Who is to be told")},
    PARAM_DUE,
    {0},
};
static const struct cli_param told_params[] = {
    {.name = "telling",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Which: the id that incident show shows")},
    {.name = "note", .value = "TEXT", .kind = CLI_TEXT, .help = N_("How, and to whom")},
    {.name = "not-needed", .kind = CLI_FLAG, .help = N_("Nobody needs to be told after all")},
    PARAM_WHEN,
    {0},
};
static const struct cli_param close_params[] = {
    PARAM_INCIDENT,
    {.name = "reopen", .kind = CLI_FLAG, .help = N_("Open it again")},
    {0},
};

const struct cli_command incident_rows[] = {
    {.words = "incident list",
     .params = list_params,
     .help = N_("Show incidents, those first of which somebody is to be told"),
     .examples = {"incident list", "incident list --closed --json"},
     .place = CLI_READS,
     .may = MAY_SEE_INCIDENTS,
     .run = list_run},
    {.words = "incident show",
     .params = show_params,
     .help = N_("Show what happened and who is told"),
     .examples = {"incident show " PARAM_ID_EXAMPLE, "incident show " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_READS,
     .may = MAY_SEE_INCIDENTS,
     .run = show_run},
    {.words = "incident add",
     .params = add_params,
     .help = N_("Report an incident"),
     .examples = {"incident add " PARAM_ID_EXAMPLE " 'A kettle fell' --severity 2",
                  "incident add " PARAM_ID_EXAMPLE " 'A fall' --severity 1"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_INCIDENTS,
     .run = add_run},
    {.words = "incident assess",
     .params = assess_params,
     .help = N_("Write down what her team thinks of it"),
     .examples = {"incident assess " PARAM_ID_EXAMPLE " 'The stove gets a guard'",
                  "incident assess " PARAM_ID_EXAMPLE " 'A doctor came'"},
     .place = CLI_WRITES,
     .may = MAY_WEIGH_INCIDENTS,
     .run = assess_run},
    {.words = "incident tell",
     .params = tell_params,
     .help = N_("Write down who is to be told, and until when"),
     .examples = {"incident tell " PARAM_ID_EXAMPLE " --who police --due 2026-11-28",
                  "incident tell " PARAM_ID_EXAMPLE " --who police"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_INCIDENTS,
     .run = tell_run},
    {.words = "incident told",
     .params = told_params,
     .help = N_("Somebody was told, or need not be"),
     .examples = {"incident told " PARAM_ID_EXAMPLE,
                  "incident told " PARAM_ID_EXAMPLE " --not-needed"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_INCIDENTS,
     .run = told_run},
    {.words = "incident close",
     .params = close_params,
     .help = N_("Close an incident, or open it again"),
     .examples = {"incident close " PARAM_ID_EXAMPLE,
                  "incident close " PARAM_ID_EXAMPLE " --reopen"},
     .place = CLI_WRITES,
     .may = MAY_WEIGH_INCIDENTS,
     .run = close_run},
    {0},
};
