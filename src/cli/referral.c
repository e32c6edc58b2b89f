/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* referral.c - `hearth referral`: who asks for a place, and the answer. */
#include "command/referral.h"

#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "model/types.h"
#include "view/referrals.h"

enum { LIST_USUAL = 25, LIST_MAX = 1000 };

static const struct table_column columns[] = {
    {"name", N_("Who needs help"), SQL_TEXT},
    {"state", N_("State"), SQL_CHOICE},
    {"due", N_("Answer due"), SQL_DATE},
    {"overdue", NULL, SQL_YESNO},
    {"at", NULL, SQL_INSTANT},
    {"id", N_("Referral"), SQL_ID},
};

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct referral_ask ask = {.state = cli_has(cli, "all") ? REFERRAL_ANY_STATE : 0,
                                     .overdue = cli_has(cli, "overdue"),
                                     .limit = (size_t)cli_number(cli, "limit", LIST_USUAL)};
    struct referral_list list;
    TRY(cli_site_open_people(cli, &s));
    TRY(referral_list(&s.rq, &ask, &list));
    struct table t = table_make(cli, columns, COUNT(columns));
    for (size_t i = 0; i < list.n; i++) {
        const struct referral_row *row = &list.rows[i];
        const struct choice *state =
            choice_by_no(field_by_no(&referral_type, REFERRAL_STATE), row->state);
        table_text(&t, rec_text(row->rec, REFERRAL_NAME));
        table_choice(&t, state->code, state->label);
        table_date(&t, row->due);
        table_yesno(&t, row->is_overdue);
        table_instant(&t, row->at_ms);
        table_id(&t, row->referral);
    }
    return table_put(&t);
}

static struct err *act_run(struct cli *cli, command_fn *run, const void *form)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, run, form);
}

static struct err *add_run(struct cli *cli)
{
    const struct referral_form form = {.fields = {6,
                                                  {{"name", cli_text(cli, "name")},
                                                   {"urgency", cli_text(cli, "urgency")},
                                                   {"source", cli_text(cli, "source")},
                                                   {"children", cli_text(cli, "children")},
                                                   {"who", cli_text(cli, "who")},
                                                   {"why", cli_text(cli, "why")}}},
                                       .house = cli_text(cli, "house"),
                                       .at_ms = cli_number(cli, "when", 0)};
    return act_run(cli, referral_add, &form);
}

static const char *const step_names[] = {"start",       "ask",    "accept", "decline",
                                         "redirect",    "cancel", "close",  "send",
                                         "acknowledge", "finish", NULL};

static struct err *decide_run(struct cli *cli)
{
    static const enum act acts[] = {ACT_START,       ACT_ASK,    ACT_ACCEPT, ACT_DECLINE,
                                    ACT_REDIRECT,    ACT_CANCEL, ACT_CLOSE,  ACT_SEND,
                                    ACT_ACKNOWLEDGE, ACT_FINISH};
    const struct referral_step_form form = {.referral = cli_id(cli, "referral"),
                                            .act = acts[cli_number(cli, "step", 0)],
                                            .fields = {3,
                                                       {{"reason", cli_text(cli, "reason")},
                                                        {"answer", cli_text(cli, "answer")},
                                                        {"consent", cli_text(cli, "consent")}}}};
    return act_run(cli, referral_step, &form);
}

/* ---- rows -------------------------------------------------------------------------------------
 */

#define TEXT_PARAM(is, what)                                                                       \
    {                                                                                              \
        .name = is, .value = "TEXT", .kind = CLI_TEXT, .bytes_max = 8000, .help = what             \
    }

static const struct cli_param list_params[] = {
    {.name = "all", .kind = CLI_FLAG, .help = N_("Answered ones too")},
    {.name = "overdue", .kind = CLI_FLAG, .help = N_("No answer yet, and the day is over")},
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = LIST_MAX,
     .help = N_("How many at the most; 25 unless said otherwise")},
    {0},
};
static const struct cli_param add_params[] = {
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("Who needs help")},
    {.name = "urgency",
     .value = "SOON",
     .kind = CLI_CHOICE,
     .of = &referral_type,
     .field = REFERRAL_URGENCY,
     .required = true,
     .help = N_("How soon?")},
    {.name = "source",
     .value = "WHO",
     .kind = CLI_CHOICE,
     .of = &referral_type,
     .field = REFERRAL_SOURCE,
     .required = true,
     .help = N_("Who asks")},
    TEXT_PARAM("children", N_("Children and their ages")),
    TEXT_PARAM("who", N_("Name and phone of who asks")),
    TEXT_PARAM("why", N_("What happened, and what they ask for")),
    {.name = "house", .value = "NAME", .kind = CLI_TEXT, .help = N_("Which house is asked?")},
    {.name = "when", .value = "INSTANT", .kind = CLI_INSTANT, .help = N_("When, if not now")},
    {0},
};
static const struct cli_param decide_params[] = {
    {.name = "referral",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Which: the id that referral list shows")},
    {.name = "step",
     .value = "STEP",
     .kind = CLI_CHOICE,
     .choices = step_names,
     .positional = true,
     .required = true,
     .help = N_("The next step")},
    {.name = "reason",
     .value = "REASON",
     .kind = CLI_CHOICE,
     .of = &referral_type,
     .field = REFERRAL_REASON,
     .help = N_("Why not")},
    TEXT_PARAM("answer", N_("Answer, and what else there is")),
    TEXT_PARAM("consent", N_("What she allowed us to tell")),
    {0},
};

const struct cli_command referral_rows[] = {
    {.words = "referral list",
     .params = list_params,
     .help = N_("Show who asked for a place, and what waits for an answer"),
     .examples = {"referral list", "referral list --overdue --json"},
     .place = CLI_READS,
     .may = MAY_REFER,
     .run = list_run},
    {.words = "referral add",
     .params = add_params,
     .help = N_("Write a referral down"),
     .examples = {"referral add 'Oksana M.' --urgency today --source hotline",
                  "referral add 'Vera S.' --urgency week --source police --json"},
     .place = CLI_WRITES,
     .may = MAY_REFER,
     .run = add_run},
    {.words = "referral decide",
     .params = decide_params,
     .help = N_("A referral takes a step: it is answered, sent, ended"),
     .examples = {"referral decide " PARAM_ID_EXAMPLE " accept",
                  "referral decide " PARAM_ID_EXAMPLE " cancel"},
     .place = CLI_WRITES,
     .may = MAY_REFER,
     .run = decide_run},
    {0},
};
