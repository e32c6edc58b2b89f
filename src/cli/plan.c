/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan.c - `hearth plan`: the planner of short breaks on files. It needs no store. */
#include "plan/cli_plan.h"

#include <stdio.h>

#include "cli/commands.h"

enum { INTERRUPTED_EXIT = 130, SECONDS_MAX = 30 * 24 * 3600, THREADS_MAX = 64 };

static void say(const struct plan_voice *voice, struct buf *b, const char *msgid,
                const struct text *values, size_t n)
{
    lang_put_texts(b, (enum lang)voice->lang, msgid, values, n);
}

static struct err *gap_read(struct cli *cli, int64_t *ret_ppm)
{
    const char *gap = cli_string(cli, "gap");
    if (gap == NULL || plan_gap_parse(gap, ret_ppm))
        return NULL;
    return err_example(err_input(cli->arena, "gap", N_("Write the gap in per cent")), "0.5%");
}

/* Options that a row does not have are not asked for. */
static struct plan_command command_of(struct cli *cli, const struct plan_voice *voice)
{
    return (struct plan_command){.instance = cli_string(cli, "instance"),
                                 .threads = (int32_t)cli_number(cli, "threads", 0),
                                 .json = cli->json,
                                 .out = &cli->out,
                                 .progress = stderr,
                                 .voice = voice};
}

static struct err *solve_run(struct cli *cli)
{
    const struct plan_voice voice = {.put = say, .lang = (int)cli->lang};
    struct plan_command c = command_of(cli, &voice);
    bool interrupted = false;
    c.output = cli_string(cli, "output");
    c.seconds = cli_number(cli, "seconds", 0);
    c.work = cli_number(cli, "work", 0);
    TRY(gap_read(cli, &c.gap_ppm));
    TRY(plan_solve_command(cli->arena, &c, &interrupted));
    if (interrupted)
        cli->exit_code = INTERRUPTED_EXIT;
    return NULL;
}

static struct err *judge(struct cli *cli, struct err *(*run)(struct arena *arena,
                                                             const struct plan_command *c))
{
    const struct plan_voice voice = {.put = say, .lang = (int)cli->lang};
    struct plan_command c = command_of(cli, &voice);
    c.solution = cli_string(cli, "solution");
    return run(cli->arena, &c);
}

static struct err *verify_run(struct cli *cli)
{
    return judge(cli, plan_verify_command);
}

static struct err *why_run(struct cli *cli)
{
    return judge(cli, plan_why_command);
}

static struct err *explain_run(struct cli *cli)
{
    return judge(cli, plan_explain_command);
}

#define INSTANCE_PARAM                                                                             \
    {.name = "instance", .value = "INSTANCE", .kind = CLI_FILE, .positional = true,                \
     .required = true, .help = N_("The problem: JSON, plain or compressed with gzip")}
#define SOLUTION_PARAM                                                                             \
    {.name = "solution", .value = "SOLUTION", .kind = CLI_FILE, .positional = true,                \
     .required = true, .help = N_("A plan for it, as solve writes it")}
#define THREADS_PARAM                                                                              \
    {.name = "threads", .value = "N", .kind = CLI_INT, .min = 1, .max = THREADS_MAX,               \
     .help = N_("How many processors it may use; one unless said otherwise")}

static const struct cli_param solve_params[] = {
    INSTANCE_PARAM,
    {.name = "output", .value = "FILE", .kind = CLI_FILE, .letter = 'o',
     .help = N_("Where the plan goes; printed unless said otherwise")},
    {.name = "seconds", .value = "S", .kind = CLI_INT, .min = 1, .max = SECONDS_MAX,
     .help = N_("Stop after this time; 60 unless another limit is given")},
    {.name = "work", .value = "N", .kind = CLI_INT, .min = 1, .max = INT64_MAX,
     .help = N_("Stop after this much work: the same bytes on every machine")},
    {.name = "gap", .value = "PERCENT", .kind = CLI_TEXT,
     .help = N_("Stop when no plan can be better by more than this")},
    THREADS_PARAM,
    {0},
};
static const struct cli_param judge_params[] = {INSTANCE_PARAM, SOLUTION_PARAM, THREADS_PARAM, {0}};

const struct cli_command plan_rows[] = {
    {.words = "plan solve", .params = solve_params,
     .help = N_("Plan short breaks, with a proof of how good the plan is"),
     .more = N_("A better plan is told each time one is found. Ctrl-C writes the best so far with "
                "its proof; the exit code is then 130."),
     .examples = {"plan solve november.json -o plan.json --seconds 60",
                  "plan solve november.json.gz -o plan.json --gap 0.5% --threads 2"},
     .place = CLI_NO_STORE, .may = MAY_ANYONE, .run = solve_run},
    {.words = "plan verify", .params = judge_params,
     .help = N_("Check a plan and its proof, apart from the program that made it"),
     .examples = {"plan verify november.json plan.json",
                  "plan verify november.json plan.json --json"},
     .place = CLI_NO_STORE, .may = MAY_ANYONE, .run = verify_run},
    {.words = "plan why", .params = judge_params,
     .help = N_("Tell why a family has less than its minimum, and what would help"),
     .examples = {"plan why november.json plan.json", "plan why november.json plan.json --json"},
     .place = CLI_NO_STORE, .may = MAY_ANYONE, .run = why_run},
    {.words = "plan explain", .params = judge_params,
     .help = N_("Tell where help is missing, and what one more carer would bring"),
     .examples = {"plan explain november.json plan.json",
                  "plan explain november.json plan.json --threads 2"},
     .place = CLI_NO_STORE, .may = MAY_ANYONE, .run = explain_run},
    {0},
};
