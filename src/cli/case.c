/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case.c - `hearth case`: the work with families, on the command line. */
#include "command/case.h"

#include "base/json.h"
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/note.h"
#include "model/types.h"
#include "view/cases.h"

enum { LIST_USUAL = 25, LIST_MAX = 1000 };

/* ---- reading ----------------------------------------------------------------------------------
 */

static const struct table_column list_columns[] = {
    {"number", N_("Case number"), SQL_TEXT},
    {"about", N_("About"), SQL_TEXT},
    {"type", N_("Kind of work"), SQL_CHOICE},
    {"state", N_("State"), SQL_CHOICE},
    {"risk", N_("Risk"), SQL_CHOICE},
    {"lead", N_("Who leads"), SQL_TEXT},
    {"overdue", N_("Overdue"), SQL_INT},
    {"opened", NULL, SQL_INSTANT},
    {"id", N_("Case"), SQL_ID},
};

static void choice_put(struct table *t, uint64_t field, int64_t no)
{
    const struct choice *c = choice_by_no(field_by_no(&case_type, field), no);
    if (c == NULL)
        table_none(t);
    else
        table_choice(t, c->code, c->label);
}

static void row_put(struct cli_site *s, struct table *t, const struct case_row *row)
{
    const struct person_row *about = people_get(s->rq.people, row->about);
    table_text(t, row->number);
    table_text(t, text_of(about == NULL ? "" : about->name));
    choice_put(t, CASE_TYPE, row->type);
    choice_put(t, CASE_STATE, row->state);
    choice_put(t, CASE_RISK, row->risk);
    table_text(t, row->lead_login);
    table_int(t, (int64_t)row->n_overdue);
    table_instant(t, row->opened_ms);
    table_id(t, row->found);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct case_ask ask = {.state = cli_has(cli, "all") ? CASE_ANY_STATE : CASE_ANY_OPEN,
                                 .lead = cli_text(cli, "lead"),
                                 .overdue = cli_has(cli, "overdue"),
                                 .limit = (size_t)cli_number(cli, "limit", LIST_USUAL)};
    struct case_list list;
    TRY(cli_site_open_people(cli, &s));
    TRY(case_list(&s.rq, &ask, &list));
    struct table t = table_make(cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < list.n; i++)
        row_put(&s, &t, &list.rows[i]);
    return table_put(&t);
}

static struct err *show_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct case_view view;
    TRY(cli_site_open_people(cli, &s));
    TRY(case_read(&s.rq, cli_id(cli, "case"), &view));
    if (cli->json) {
        rec_put_json(view.rec, s.who.roles, &cli->out);
        return NULL;
    }
    struct text number = rec_text(view.rec, CASE_NUMBER);
    cli_say(cli, N_("Case {1}"), arena_strn(cli->arena, number.at, number.n));
    buf_char(&cli->out, '\n');
    for (size_t i = 0; i < view.n_persons; i++) {
        buf_put(&cli->out, view.persons[i].name);
        buf_char(&cli->out, '\n');
    }
    for (size_t i = 0; i < view.n_workers; i++) {
        const struct case_worker *w = &view.workers[i];
        cli_say(cli,
                w->role == ASSIGNMENT_LEAD ? N_("{1}: leads the case") : N_("{1}: works along"),
                arena_strn(cli->arena, w->login.at, w->login.n));
        buf_char(&cli->out, '\n');
    }
    return NULL;
}

/* ---- acts -------------------------------------------------------------------------------------
 */

static struct err *act_run(struct cli *cli, command_fn *run, const void *form)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, run, form);
}

static struct err *open_run(struct cli *cli)
{
    const struct case_open_form form = {.person = cli_id(cli, "person"),
                                        .alone = cli_has(cli, "alone"),
                                        .type = cli_text(cli, "type"),
                                        .risk = cli_text(cli, "risk"),
                                        .lead = cli_text(cli, "lead"),
                                        .at_ms = cli_number(cli, "when", 0)};
    return act_run(cli, case_open, &form);
}

static struct err *close_run(struct cli *cli)
{
    const struct case_close_form form = {.found = cli_id(cli, "case"),
                                         .reason = cli_text(cli, "reason"),
                                         .outcome = cli_text(cli, "outcome"),
                                         .words = cli_text(cli, "words"),
                                         .confirm = cli_has(cli, "confirm")};
    return act_run(cli, case_close, &form);
}

static const char *const step_names[] = {"start", "monitor", "suspend", "reopen", "cancel", NULL};

static struct err *step_run(struct cli *cli)
{
    static const enum act acts[] = {ACT_START, ACT_MONITOR, ACT_SUSPEND, ACT_REOPEN, ACT_CANCEL};
    const struct case_step_form form = {cli_id(cli, "case"), acts[cli_number(cli, "step", 0)]};
    return act_run(cli, case_step, &form);
}

static struct err *assign_run(struct cli *cli)
{
    const struct case_assign_form form = {.found = cli_id(cli, "case"),
                                          .worker = cli_text(cli, "worker"),
                                          .role = cli_text(cli, "role"),
                                          .words = cli_text(cli, "words"),
                                          .at_ms = cli_number(cli, "when", 0)};
    return act_run(cli, case_assign, &form);
}

static struct err *hand_over_run(struct cli *cli)
{
    const struct case_hand_over_form form = {.from = cli_text(cli, "from"),
                                             .to = cli_text(cli, "to"),
                                             .reason = cli_text(cli, "reason"),
                                             .words = cli_text(cli, "words"),
                                             .at_ms = cli_number(cli, "when", 0)};
    return act_run(cli, case_hand_over, &form);
}

static struct err *note_run(struct cli *cli)
{
    const struct note_form form = {.found = cli_id(cli, "case"),
                                   .kind = cli_text(cli, "kind"),
                                   .text = cli_text(cli, "text"),
                                   .readers = cli_text(cli, "readers"),
                                   .is_draft = cli_has(cli, "draft"),
                                   .at_ms = cli_number(cli, "when", 0)};
    return act_run(cli, note_add, &form);
}

/* ---- rows -------------------------------------------------------------------------------------
 */

#define CASE_PARAM                                                                                 \
    {                                                                                              \
        .name = "case", .value = "ID", .kind = CLI_ID, .positional = true, .required = true,       \
        .help = N_("Which: the id that case list shows")                                           \
    }
#define WHEN_PARAM                                                                                 \
    {                                                                                              \
        .name = "when", .value = "INSTANT", .kind = CLI_INSTANT, .help = N_("When, if not now")    \
    }
#define WORDS_PARAM(what)                                                                          \
    {                                                                                              \
        .name = "words", .value = "TEXT", .kind = CLI_TEXT, .bytes_max = 8000, .help = what        \
    }

static const struct cli_param list_params[] = {
    {.name = "all", .kind = CLI_FLAG, .help = N_("Closed ones too")},
    {.name = "lead", .value = "LOGIN", .kind = CLI_TEXT, .help = N_("Those that this user leads")},
    {.name = "overdue", .kind = CLI_FLAG, .help = N_("Has overdue tasks")},
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = LIST_MAX,
     .help = N_("How many at the most; 25 unless said otherwise")},
    {0},
};
static const struct cli_param show_params[] = {CASE_PARAM, {0}};
static const struct cli_param open_params[] = {
    {.name = "person",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Somebody of the family")},
    {.name = "type",
     .value = "KIND",
     .kind = CLI_CHOICE,
     .of = &case_type,
     .field = CASE_TYPE,
     .required = true,
     .help = N_("Kind of work")},
    {.name = "risk",
     .value = "RISK",
     .kind = CLI_CHOICE,
     .of = &case_type,
     .field = CASE_RISK,
     .help = N_("Risk")},
    {.name = "lead", .value = "LOGIN", .kind = CLI_TEXT, .help = N_("Who leads the case?")},
    {.name = "alone", .kind = CLI_FLAG, .help = N_("This person alone")},
    WHEN_PARAM,
    {0},
};
static const struct cli_param close_params[] = {
    CASE_PARAM,
    {.name = "reason",
     .value = "REASON",
     .kind = CLI_CHOICE,
     .of = &case_type,
     .field = CASE_REASON,
     .help = N_("Why it is closed")},
    {.name = "outcome",
     .value = "OUTCOME",
     .kind = CLI_CHOICE,
     .of = &case_type,
     .field = CASE_OUTCOME,
     .help = N_("Where the children live")},
    WORDS_PARAM(N_("Closing words")),
    {.name = "confirm", .kind = CLI_FLAG, .help = N_("Confirm what another asked")},
    {0},
};
static const struct cli_param step_params[] = {
    CASE_PARAM,
    {.name = "step",
     .value = "STEP",
     .kind = CLI_CHOICE,
     .choices = step_names,
     .positional = true,
     .required = true,
     .help = N_("The next step")},
    {0},
};
static const struct cli_param assign_params[] = {
    CASE_PARAM,
    {.name = "worker",
     .value = "LOGIN",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("Who works on it")},
    {.name = "role",
     .value = "ROLE",
     .kind = CLI_CHOICE,
     .of = &assignment_type,
     .field = ASSIGNMENT_ROLE,
     .help = N_("Part in the case")},
    WORDS_PARAM(N_("Handover note")),
    WHEN_PARAM,
    {0},
};
static const struct cli_param hand_params[] = {
    {.name = "to",
     .value = "LOGIN",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("Who goes on with the work?")},
    {.name = "from", .value = "LOGIN", .kind = CLI_TEXT, .help = N_("Whose cases?")},
    {.name = "reason",
     .value = "REASON",
     .kind = CLI_CHOICE,
     .of = &assignment_type,
     .field = ASSIGNMENT_REASON,
     .help = N_("Reason")},
    WORDS_PARAM(N_("Handover note")),
    WHEN_PARAM,
    {0},
};
static const struct cli_param note_params[] = {
    CASE_PARAM,
    {.name = "text",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .bytes_max = CLI_WORD_BYTES_MAX,
     .help = N_("What was said and seen")},
    {.name = "kind",
     .value = "KIND",
     .kind = CLI_CHOICE,
     .of = &note_type,
     .field = NOTE_KIND,
     .required = true,
     .help = N_("Kind of note")},
    {.name = "readers",
     .value = "WHO",
     .kind = CLI_CHOICE,
     .of = &note_type,
     .field = NOTE_READERS,
     .help = N_("Who reads it")},
    {.name = "draft", .kind = CLI_FLAG, .help = N_("Keep as a draft")},
    WHEN_PARAM,
    {0},
};

const struct cli_command case_rows[] = {
    {.words = "case list",
     .params = list_params,
     .help = N_("Show the cases that you may see"),
     .examples = {"case list", "case list --lead olena --json"},
     .place = CLI_READS,
     .may = MAY_SEE_CASES,
     .run = list_run},
    {.words = "case show",
     .params = show_params,
     .help = N_("Show one case: the family and who works on it"),
     .examples = {"case show " PARAM_ID_EXAMPLE, "case show " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_READS,
     .may = MAY_SEE_CASES,
     .run = show_run},
    {.words = "case open",
     .params = open_params,
     .help = N_("Open a case"),
     .examples = {"case open " PARAM_ID_EXAMPLE " --type crisis --lead olena",
                  "case open " PARAM_ID_EXAMPLE " --type reunification --alone"},
     .place = CLI_WRITES,
     .may = MAY_WORK_CASES,
     .run = open_run},
    {.words = "case step",
     .params = step_params,
     .help = N_("A case begins, rests, goes on, is opened again"),
     .examples = {"case step " PARAM_ID_EXAMPLE " start", "case step " PARAM_ID_EXAMPLE " suspend"},
     .place = CLI_WRITES,
     .may = MAY_WORK_CASES,
     .run = step_run},
    {.words = "case close",
     .params = close_params,
     .help = N_("Ask to close a case, or confirm what another asked"),
     .examples = {"case close " PARAM_ID_EXAMPLE " --reason plan-completed",
                  "case close " PARAM_ID_EXAMPLE " --confirm"},
     .place = CLI_WRITES,
     .may = MAY_WORK_CASES,
     .run = close_run},
    {.words = "case assign",
     .params = assign_params,
     .help = N_("Name somebody to work on a case"),
     .examples = {"case assign " PARAM_ID_EXAMPLE " olena",
                  "case assign " PARAM_ID_EXAMPLE " olena --role lead"},
     .place = CLI_WRITES,
     .may = MAY_WORK_CASES,
     .run = assign_run},
    {.words = "case handover",
     .params = hand_params,
     .help = N_("Hand over all cases"),
     .examples = {"case handover olena --from ira --reason ill", "case handover olena"},
     .place = CLI_WRITES,
     .may = MAY_WORK_CASES,
     .run = hand_over_run},
    {.words = "case note",
     .params = note_params,
     .help = N_("Write a note"),
     .examples = {"case note " PARAM_ID_EXAMPLE " 'She called.' --kind call",
                  "case note " PARAM_ID_EXAMPLE " 'Later' --kind visit --draft"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_NOTES,
     .run = note_run},
    {0},
};
