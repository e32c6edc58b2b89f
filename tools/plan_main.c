/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan_main.c - the planner's commands as a program of their own, in English, so that its tests and
 * benchmarks need nothing but the planner. Not installed; `hearth plan` is the real door.
 *   build/hearth-plan solve FILE [-o F] [--seconds S] [--work N] [--threads N] [--gap G] [--json]
 *   build/hearth-plan verify|why|explain INSTANCE SOLUTION [--threads N] [--json] */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/cli_plan.h"

enum { ARENA_BYTES_MAX = 64 << 20, OUT_BYTES_MAX = 1 << 30, EXIT_USAGE = 2, EXIT_STOPPED = 130 };

/* Puts an English message with its places {1} to {4} filled. */
static void put_english(const struct plan_voice *voice, struct buf *b, const char *msgid,
                        const struct text *values, size_t n)
{
    (void)voice;
    for (const char *p = msgid; *p != '\0'; p++) {
        bool place = p[0] == '{' && p[1] >= '1' && p[1] <= '4' && p[2] == '}';
        if (!place) {
            buf_char(b, *p);
            continue;
        }
        size_t which = (size_t)(p[1] - '1');
        if (which < n)
            buf_put(b, values[which]);
        p += 2;
    }
}

static const struct plan_voice english = {.put = put_english};

static void print_error(const struct err *e)
{
    for (const struct err *at = e; at != NULL; at = at->cause) {
        struct buf b = buf_make(1 << 16);
        struct text values[ERR_ARGS_MAX];
        for (size_t i = 0; i < ERR_ARGS_MAX; i++)
            values[i] = text_of(at->args[i]);
        put_english(&english, &b, at->text, values, ERR_ARGS_MAX);
        fprintf(stderr, "%s%s%.*s", at->field == NULL ? "" : at->field,
                at->field == NULL ? "" : ": ", TEXT_ARG(buf_text(&b)));
        fprintf(stderr, "%s%s%s%s\n",
                at->example == NULL ? "" : " For example: ", at->example == NULL ? "" : at->example,
                at->detail == NULL ? "" : " | ", at->detail == NULL ? "" : at->detail);
        buf_done(&b);
    }
}

/* False for a bad option. */
static bool option_take(struct plan_command *c, int letter, const char *value)
{
    int64_t number = 0;
    bool is_number = value != NULL && text_int(text_of(value), &number) && number > 0;
    switch (letter) {
    case 'o':
        c->output = value;
        return true;
    case 'j':
        c->json = true;
        return true;
    case 'g':
        return plan_gap_parse(value, &c->gap_ppm);
    case 's':
        c->seconds = number;
        return is_number;
    case 'w':
        c->work = number;
        return is_number;
    case 't':
        c->threads = (int32_t)number;
        return is_number && number <= 64;
    default:
        return false;
    }
}

static struct err *run(struct arena *a, const char *verb, const struct plan_command *c,
                       bool *ret_stopped)
{
    if (strcmp(verb, "solve") == 0)
        return plan_solve_command(a, c, ret_stopped);
    if (strcmp(verb, "verify") == 0)
        return plan_verify_command(a, c);
    if (strcmp(verb, "why") == 0)
        return plan_why_command(a, c);
    return plan_explain_command(a, c);
}

static int usage(void)
{
    fprintf(stderr, "hearth-plan solve FILE [-o F] [--seconds S] [--work N] [--threads N] "
                    "[--gap G] [--json]\n"
                    "hearth-plan verify|why|explain INSTANCE SOLUTION [--threads N] [--json]\n");
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"seconds", required_argument, NULL, 's'}, {"work", required_argument, NULL, 'w'},
        {"threads", required_argument, NULL, 't'}, {"gap", required_argument, NULL, 'g'},
        {"json", no_argument, NULL, 'j'},          {NULL, 0, NULL, 0},
    };
    struct buf out = buf_make(OUT_BYTES_MAX);
    struct plan_command c = {.out = &out, .progress = stderr, .voice = &english};
    for (int letter; (letter = getopt_long(argc, argv, "o:", options, NULL)) != -1;)
        if (!option_take(&c, letter, optarg))
            return usage();
    const char *verb = optind < argc ? argv[optind] : "";
    bool is_solve = strcmp(verb, "solve") == 0;
    bool known = is_solve || strcmp(verb, "verify") == 0 || strcmp(verb, "why") == 0 ||
                 strcmp(verb, "explain") == 0;
    if (!known || argc - optind != (is_solve ? 2 : 3))
        return usage();
    c.instance = argv[optind + 1];
    c.solution = is_solve ? NULL : argv[optind + 2];
    struct arena *a = arena_new(ARENA_BYTES_MAX);
    bool stopped = false;
    const struct err *bad = a == NULL ? err_no_memory() : run(a, verb, &c, &stopped);
    (void)fwrite(out.at == NULL ? "" : out.at, 1, out.n, stdout);
    bool printed = fflush(stdout) == 0 && !out.broken;
    if (bad != NULL)
        print_error(bad);
    int code = bad != NULL ? err_kind_info(bad->kind)->exit_code : stopped ? EXIT_STOPPED : 0;
    buf_done(&out);
    arena_free(a);
    return printed || code != 0 ? code : 1;
}
