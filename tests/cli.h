/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli.h - running command lines inside a test: words in, exit code and both outputs back. */
#ifndef HEARTH_TESTS_CLI_H
#define HEARTH_TESTS_CLI_H

#include "unit.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/parse.h"

enum { CLI_WORDS_MAX = 64 };

struct cli_told {
    int exit_code;
    struct text out;
    struct text err;
};

/* Splits a line at spaces; a word may stand in 'single quotes'. */
static inline size_t cli_words(struct arena *a, const char *line, const char **words, size_t max)
{
    size_t n = 0;
    while (*line != '\0') {
        bool quoted = *line == '\'';
        line += quoted;
        size_t length = strcspn(line, quoted ? "'" : " ");
        assert_true(n < max);
        words[n++] = arena_strn(a, line, length);
        line += length;
        line += quoted && *line != '\0';
        line += strspn(line, " ");
    }
    return n;
}

static inline const char *cli_no_environment(const char *name)
{
    (void)name;
    return NULL;
}

static inline struct text cli_all_of(struct arena *a, int fd)
{
    struct stat about;
    assert_int_equal(0, fstat(fd, &about));
    size_t n = (size_t)about.st_size;
    char *at = arena_zero(a, n + 1);
    assert_non_null(at);
    assert_int_equal(n, pread(fd, at, n, 0));
    close(fd);
    return (struct text){at, n};
}

static inline struct cli_told cli_run_words(struct arena *a, const char *const *words, size_t n,
                                            const char *(*env)(const char *name))
{
    int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC);
    assert_true(out >= 0 && err >= 0);
    struct cli_start start = {.n = n, .args = words, .env = env, .out = out, .err = err};
    struct cli_told told = {.exit_code = cli_main(&start)};
    told.out = cli_all_of(a, out);
    told.err = cli_all_of(a, err);
    return told;
}

static inline struct cli_told cli_run(struct arena *a, const char *line)
{
    const char *words[CLI_ARGS_MAX + 1];
    size_t n = cli_words(a, line, words, COUNT(words));
    return cli_run_words(a, words, n, cli_no_environment);
}

static inline bool cli_holds(struct text t, const char *what)
{
    return memmem(t.at, t.n, what, strlen(what)) != NULL;
}

static inline void cli_each_command(struct arena *a,
                                    void (*check)(struct arena *a, const struct cli_command *row))
{
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        for (const struct cli_command *row = noun->rows; row->words != NULL; row++)
            check(a, row);
}

/* The line read but not run. */
static inline struct err *cli_parse_line(struct arena *a, const char *line, struct cli **ret_cli)
{
    const char **words = arena_makes(a, const char *, CLI_WORDS_MAX);
    struct cli_start *start = arena_make(a, struct cli_start);
    struct cli *cli = arena_make(a, struct cli);
    *start = (struct cli_start){.n = cli_words(a, line, words, CLI_WORDS_MAX),
                                .args = words,
                                .env = cli_no_environment,
                                .out = -1,
                                .err = -1};
    cli->arena = a;
    cli->start = start;
    *ret_cli = cli;
    return cli_parse(cli);
}

#endif
