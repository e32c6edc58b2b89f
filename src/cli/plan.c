/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan.c - `hearth plan`: solving a short-breaks problem of a file, and checking and explaining
 * what a plan says. Needs no site. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "plan/cli_plan.h"

enum { EXIT_STOPPED = 130, THREADS_MAX = 64, SECONDS_MAX = 7 * 86400 };

static void put_in_language(const struct plan_voice *voice, struct buf *b, const char *msgid,
                            const struct text *values, size_t n)
{
    lang_put_texts(b, (enum lang)voice->lang, msgid, values, n);
}

static void progress_close(FILE **file)
{
    if (*file != NULL)
        (void)fclose(*file);
}

typedef struct err *plan_fn(struct arena *arena, const struct plan_command *c);

/* Opens the way for progress, then runs; one of the two is NULL. */
static struct err *plan_do(struct cli *cli, const struct plan_command *asked, plan_fn *explain)
{
    struct plan_command c = *asked;
    const struct plan_voice voice = {.put = put_in_language, .lang = (int)cli->lang};
    bool stopped = false;
    int fd = fcntl(cli->start->err, F_DUPFD_CLOEXEC, 0);
    CLEANUP(progress_close) FILE *progress = fd < 0 ? NULL : fdopen(fd, "w");
    if (progress == NULL)
        return err_outside(cli->arena, N_("Progress cannot be shown"), "dup");
    c.json = cli->json;
    c.out = &cli->out;
    c.progress = progress;
    c.voice = &voice;
    struct err *bad =
        explain != NULL ? explain(cli->arena, &c) : plan_solve_command(cli->arena, &c, &stopped);
    cli->exit_code = stopped ? EXIT_STOPPED : 0;
    return bad;
}

static struct err *solve_run(struct cli *cli)
{
    struct plan_command c = {.instance = cli_string(cli, "instance"),
                             .output = cli_string(cli, "output"),
                             .seconds = cli_number(cli, "seconds", 0),
                             .work = cli_number(cli, "work", 0),
                             .threads = (int32_t)cli_number(cli, "threads", 0)};
    if (cli_has(cli, "gap") && !plan_gap_parse(cli_string(cli, "gap"), &c.gap_ppm))
        return err_example(
            err_input(cli->arena, "gap", N_("{1} must be a share, with % or below 0.1"), "--gap"),
            "0.5%");
    return plan_do(cli, &c, NULL);
}

static struct err *plan_of_two_files(struct cli *cli, plan_fn *run)
{
    const struct plan_command c = {.instance = cli_string(cli, "instance"),
                                   .solution = cli_string(cli, "solution"),
                                   .threads = (int32_t)cli_number(cli, "threads", 0)};
    return plan_do(cli, &c, run);
}

static struct err *verify_run(struct cli *cli)
{
    return plan_of_two_files(cli, plan_verify_command);
}

static struct err *why_run(struct cli *cli)
{
    return plan_of_two_files(cli, plan_why_command);
}

static struct err *explain_run(struct cli *cli)
{
    return plan_of_two_files(cli, plan_explain_command);
}

/* ---- rows ------------------------------------------------------------------------------------ */

#define INSTANCE_PARAM                                                                             \
    {                                                                                              \
        .name = "instance", .value = "INSTANCE", .kind = CLI_FILE, .positional = true,             \
        .required = true, .help = N_("The problem: a file of the planner's format, plain or .gz")  \
    }
#define SOLUTION_PARAM                                                                             \
    {                                                                                              \
        .name = "solution", .value = "SOLUTION", .kind = CLI_FILE, .positional = true,             \
        .required = true, .help = N_("The plan: a file of the planner's format, plain or .gz")     \
    }
#define THREADS_PARAM                                                                              \
    {                                                                                              \
        .name = "threads", .value = "N", .kind = CLI_INT, .min = 1, .max = THREADS_MAX,            \
        .help = N_("How many processors; one unless said otherwise")                               \
    }

static const struct cli_param solve_params[] = {
    INSTANCE_PARAM,
    {.name = "output",
     .value = "FILE",
     .kind = CLI_FILE,
     .letter = 'o',
     .help = N_("Where the plan goes; standard output unless said otherwise")},
    {.name = "seconds",
     .value = "S",
     .kind = CLI_INT,
     .min = 1,
     .max = SECONDS_MAX,
     .help = N_("Stop after this time; 60 unless another limit is given")},
    {.name = "work",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = INT64_MAX,
     .help = N_("Stop after this much work: the same on every machine")},
    {.name = "gap",
     .value = "G",
     .kind = CLI_TEXT,
     .help = N_("Stop when the proof is this close: 0.5% or 0.005")},
    THREADS_PARAM,
    {0},
};
static const struct cli_param two_files_params[] = {
    INSTANCE_PARAM, SOLUTION_PARAM, THREADS_PARAM, {0}};

const struct cli_command plan_rows[] = {
    {.words = "plan solve",
     .params = solve_params,
     .help = N_("Make the best plan found, with a proof of how good it is"),
     .more = N_("Ctrl-C ends the search early; the best plan so far is written all the same."),
     .examples = {"plan solve belt.json.gz -o belt.plan.json",
                  "plan solve belt.json.gz --seconds 20 --gap 0.5% --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = solve_run},
    {.words = "plan verify",
     .params = two_files_params,
     .help = N_("Check every rule, figure, reason and bound of a plan"),
     .examples = {"plan verify belt.json.gz belt.plan.json",
                  "plan verify belt.json.gz belt.plan.json --threads 2 --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = verify_run},
    {.words = "plan why",
     .params = two_files_params,
     .help = N_("Why families have less than they need, and what would serve them"),
     .examples = {"plan why belt.json.gz belt.plan.json",
                  "plan why belt.json.gz belt.plan.json --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = why_run},
    {.words = "plan explain",
     .params = two_files_params,
     .help = N_("Where help is missing, and what one more carer would bring"),
     .examples = {"plan explain belt.json.gz belt.plan.json",
                  "plan explain belt.json.gz belt.plan.json --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = explain_run},
    {0},
};
