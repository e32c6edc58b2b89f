/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* remote.c - a command line goes over the folder's socket, and is run at the other end. What is
 * sent is made from the values that were read, so both ends understand the same. */
#include "cli/remote.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/world.h"
#include "cli/commands.h"

enum { TRIES = 2, NOT_RUN = 1 };

/* The command line as it will be sent. */
struct line {
    struct cli *cli;
    size_t n;
    const char *words[CLI_ARGS_MAX];
};

static struct err *word_add(struct line *l, const char *word)
{
    NEED(word);
    if (l->n == CLI_ARGS_MAX)
        return err_new(l->cli->arena, ERR_USAGE, N_("This is too much for one command"));
    l->words[l->n++] = word;
    return NULL;
}

/* The serving process has another working folder. */
static struct err *path_whole(struct line *l, const char *path, const char **ret_path)
{
    char here[CLI_PATH_BYTES_MAX + 1];
    *ret_path = path;
    if (path[0] == '/' || strcmp(path, "-") == 0)
        return NULL;
    if (getcwd(here, sizeof here) == NULL)
        return err_new(l->cli->arena, ERR_ABSENT, N_("The folder you are in is gone"));
    *ret_path = arena_printf(l->cli->arena, "%s/%s", here, path);
    NEED(*ret_path);
    return NULL;
}

static struct err *value_put(struct line *l, const struct cli_param *param, const char *value)
{
    bool is_text = param->or_text && strchr(value, '=') != NULL;
    if (!is_text && (param->kind == CLI_FILE || param->kind == CLI_FOLDER))
        TRY(path_whole(l, value, &value));
    if (!text_is_clean(text_of(value)))
        return err_input(l->cli->arena, param->name,
                         N_("{1}: a running site takes names in UTF-8 only"), param->name);
    if (param->positional)
        return word_add(l, value);
    return word_add(l, arena_printf(l->cli->arena, "--%s=%s", param->name, value));
}

static struct err *values_put(struct line *l, const struct cli_param *params,
                              const struct cli_value *values, bool positional)
{
    for (size_t i = 0; params[i].name != NULL; i++) {
        if (params[i].positional != positional || !values[i].given)
            continue;
        if (params[i].kind == CLI_FLAG)
            TRY(word_add(l, arena_printf(l->cli->arena, "--%s", params[i].name)));
        for (size_t v = 0; v < values[i].n; v++)
            TRY(value_put(l, &params[i], values[i].texts[v].at));
    }
    return NULL;
}

/* How the site is found and opened stays here. */
static struct err *globals_put(struct line *l)
{
    static const char *const sent[] = {"as", "lang", "now", "json", "no-input"};
    for (size_t i = 0; i < COUNT(sent); i++) {
        const struct cli_value *value = cli_global_value(l->cli, sent[i]);
        if (value->given && value->n == 0)
            TRY(word_add(l, arena_printf(l->cli->arena, "--%s", sent[i])));
        if (value->n > 0)
            TRY(word_add(l, arena_printf(l->cli->arena, "--%s=%s", sent[i], value->texts[0].at)));
    }
    return NULL;
}

static struct err *line_make(struct line *l)
{
    struct cli *cli = l->cli;
    struct text words = text_of(cli->command->words), word;
    TRY(globals_put(l));
    while (text_cut(&words, ' ', &word))
        TRY(word_add(l, arena_strn(cli->arena, word.at, word.n)));
    TRY(values_put(l, cli->command->params, cli->values, false));
    TRY(word_add(l, "--"));
    return values_put(l, cli->command->params, cli->values, true);
}

static struct err *once_draw(struct cli *cli)
{
    char *drawn = arena_alloc(cli->arena, ID_TEXT + 1);
    NEED(drawn);
    id_text(id_random(), drawn);
    cli->once = text_of(drawn);
    return NULL;
}

static struct err *answer_take(struct cli *cli, const struct command_answer *answer)
{
    buf_put(&cli->out, answer->out);
    cli->exit_code = answer->exit_code;
    return world_write_all(cli->arena, cli->start->err, answer->err.at, answer->err.n);
}

struct err *remote_try(struct cli *cli, bool *ret_done)
{
    const char *dir = cli_global(cli, "store");
    struct line l = {.cli = cli};
    struct command_answer answer = {0};
    struct err *bad = NULL;
    *ret_done = false;
    if (dir == NULL || (cli->command->place != CLI_READS && cli->command->place != CLI_WRITES))
        return NULL;
    TRY(line_make(&l));
    TRY(once_draw(cli));
    const struct command_ask ask = {.n = l.n, .words = l.words, .once = cli->once};
    /* What was lost the first time is asked for again; if nobody serves any more, it is done here.
     */
    for (size_t i = 0; i < TRIES; i++) {
        bad = command_send(cli->arena, dir, &ask, ret_done, &answer);
        if (bad == NULL)
            return *ret_done ? answer_take(cli, &answer) : NULL;
        if (bad->kind != ERR_OUTSIDE)
            return bad;
    }
    return bad;
}

/* ---- the other end ----------------------------------------------------------------------------
 */

static const char *no_environment(const char *name)
{
    (void)name;
    return NULL;
}

static struct text all_of(struct arena *into, int fd)
{
    struct stat about;
    if (fstat(fd, &about) != 0 || about.st_size == 0)
        return TEXT("");
    char *at = arena_alloc(into, (size_t)about.st_size);
    ssize_t n = at == NULL ? -1 : pread(fd, at, (size_t)about.st_size, 0);
    return n < 0 ? TEXT("") : (struct text){at, (size_t)n};
}

static void global_add(const char **words, size_t *n, const char *name, const char *value)
{
    if (value == NULL)
        return;
    words[(*n)++] = name;
    words[(*n)++] = value;
}

void remote_serve(struct site *site, struct arena *into, const struct command_ask *ask,
                  struct command_answer *ret_answer)
{
    CLEANUP(world_close_fd) int out = memfd_create("out", MFD_CLOEXEC);
    CLEANUP(world_close_fd) int err = memfd_create("err", MFD_CLOEXEC);
    const char **words = arena_makes(into, const char *, ask->n + 5);
    size_t n = 0;
    *ret_answer = (struct command_answer){.exit_code = NOT_RUN};
    if (out < 0 || err < 0 || words == NULL)
        return;
    if (ask->json)
        words[n++] = "--json";
    global_add(words, &n, "--as", ask->as);
    global_add(words, &n, "--lang", ask->lang);
    memcpy(words + n, ask->words, ask->n * sizeof *words);
    const struct cli_start start = {.n = n + ask->n,
                                    .args = words,
                                    .env = no_environment,
                                    .out = out,
                                    .err = err,
                                    .site = site,
                                    .once = ask->once};
    ret_answer->exit_code = cli_main(&start);
    ret_answer->out = all_of(into, out);
    ret_answer->err = all_of(into, err);
}
