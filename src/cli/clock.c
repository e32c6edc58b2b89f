/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* clock.c - `hearth clock`: what the timer does by itself, and doing it now. A site that is served
 * runs its timer in every rest; this is for one that is not, and for looking. */
#include "base/json.h"
#include "cli/commands.h"
#include "cli/site.h"
#include "cli/table.h"
#include "desk/clock.h"
#include "model/newcomer.h"

static void counts_json(struct buf *b, const struct clock_counts *c)
{
    json_open(b, '{');
    json_int(b, "made", c->made);
    json_int(b, "cancelled", c->cancelled);
    json_int(b, "passed_over", c->passed_over);
    json_int(b, "waiting", c->waiting);
    json_close(b, '}');
    buf_char(b, '\n');
}

static void line_put(struct cli *cli, const char *one, const char *many, int64_t n)
{
    if (n == 0)
        return;
    lang_put_n(&cli->out, cli->lang, one, many, n);
    buf_char(&cli->out, '\n');
}

static void counts_plain(struct cli *cli, const struct clock_counts *c)
{
    line_put(cli, NN_("{1} task given", "{1} tasks given"), c->made);
    line_put(cli,
             NN_("{1} task taken back: they have left", "{1} tasks taken back: they have left"),
             c->cancelled);
    line_put(cli,
             NN_("{1} task passed over: it is too late for it",
                 "{1} tasks passed over: it is too late for them"),
             c->passed_over);
    line_put(cli, NN_("{1} task waits for the next run", "{1} tasks wait for the next run"),
             c->waiting);
    if (c->made + c->cancelled + c->passed_over + c->waiting > 0)
        return;
    cli_say(cli, N_("There was nothing to do"));
    buf_char(&cli->out, '\n');
}

static struct err *run_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct clock_counts counts = {0};
    TRY(cli_site_open(cli, &s));
    TRY(desk_clock(s.site, cli->arena, CLOCK_ACTS_MAX, &counts));
    if (cli->json)
        counts_json(&cli->out, &counts);
    else
        counts_plain(cli, &counts);
    return NULL;
}

static const struct table_column rule_columns[] = {
    {"rule", N_("Rule"), SQL_TEXT},
    {"day", N_("Day"), SQL_INT},
    {"useful_days", N_("Of use for days"), SQL_INT},
    {"what", N_("What"), SQL_TEXT},
};

static struct err *list_run(struct cli *cli)
{
    struct table t = table_make(cli, rule_columns, COUNT(rule_columns));
    for (size_t i = 0; i < n_newcomer_rules; i++) {
        const struct newcomer_rule *rule = &newcomer_rules[i];
        table_text(&t, text_of(rule->code));
        table_int(&t, rule->day);
        table_int(&t, rule->useful_days);
        table_text(&t, text_of(lang_text(cli->lang, rule->what)));
    }
    return table_put(&t);
}

static const struct cli_param no_params[] = {{0}};

const struct cli_command clock_rows[] = {
    {.words = "clock run",
     .params = no_params,
     .help = N_("Do now what the timer does by itself"),
     .more =
         N_("A site that is served does it in every rest. Each task is given once, however often "
            "this runs; what is past its use is passed over and said."),
     .examples = {"clock run", "clock run --json"},
     .place = CLI_WRITES,
     .may = MAY_MACHINE,
     .run = run_run},
    {.words = "clock list",
     .params = no_params,
     .help = N_("Show the rules of the timer: the checks of a family's first days"),
     .examples = {"clock list", "clock list --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = list_run},
    {0},
};
