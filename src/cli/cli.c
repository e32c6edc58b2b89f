/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli.c - one command line from start to end: parse, run, print, exit code. */
#include "cli/cli.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "base/world.h"
#include "cli/commands.h"
#include "cli/fail.h"
#include "base/json.h"
#include "cli/parse.h"
#include "cli/remote.h"

const char *cli_choice(const struct cli_param *param, size_t i)
{
    if (param->choices != NULL)
        return param->choices[i];
    /* Field numbers and choice numbers of a table end with 0. */
    return field_by_no(param->of, param->field)->choices[i].code;
}

/* ---- what handlers ask ----------------------------------------------------------------------- */

static size_t param_position(const struct cli_param *params, const char *name)
{
    size_t i = 0;
    while (params[i].name != NULL && strcmp(params[i].name, name) != 0)
        i++;
    assert(params[i].name != NULL);
    return i;
}

const struct cli_value *cli_value(const struct cli *cli, const char *name)
{
    return &cli->values[param_position(cli->command->params, name)];
}

const struct cli_value *cli_global_value(const struct cli *cli, const char *name)
{
    return &cli->globals[param_position(cli_globals, name)];
}

const char *cli_global(const struct cli *cli, const char *name)
{
    const struct cli_value *value = cli_global_value(cli, name);
    return value->n == 0 ? NULL : value->texts[0].at;
}

struct text cli_text(const struct cli *cli, const char *name)
{
    const struct cli_value *value = cli_value(cli, name);
    return value->n == 0 ? TEXT_NONE : value->texts[value->n - 1];
}

const char *cli_string(const struct cli *cli, const char *name)
{
    return cli_text(cli, name).at;
}

bool cli_has(const struct cli *cli, const char *name)
{
    return cli_value(cli, name)->given;
}

int64_t cli_number(const struct cli *cli, const char *name, int64_t otherwise)
{
    const struct cli_value *value = cli_value(cli, name);
    return value->given ? value->number : otherwise;
}

struct err *cli_answer_text(struct cli *cli)
{
    if (!cli->json)
        return NULL;
    struct text said;
    TRY(buf_take(&cli->out, cli->arena, &said));
    buf_clear(&cli->out);
    json_open(&cli->out, '{');
    json_text(&cli->out, "text", said);
    json_close(&cli->out, '}');
    buf_char(&cli->out, '\n');
    return NULL;
}

struct err *cli_flush(struct cli *cli)
{
    TRY(buf_check(&cli->out));
    if (cli->out.n > 0)
        TRY(world_write_all(cli->arena, cli->start->out, cli->out.at, cli->out.n));
    buf_clear(&cli->out);
    return NULL;
}

/* ---- the run --------------------------------------------------------------------------------- */

/* Where a site is served, only what needs that site is run. */
static struct err *served_require(const struct cli *cli)
{
    enum cli_place place = cli->command->place;
    if (place == CLI_READS || place == CLI_WRITES)
        return NULL;
    return err_new(cli->arena, ERR_USAGE, N_("A running site does not take this command"));
}

static struct err *cli_work(struct cli *cli)
{
    TRY(cli_parse(cli));
    cli->json = cli_global_value(cli, "json")->given;
    cli->no_input = cli_global_value(cli, "no-input")->given;
    bool is_done = false;
    if (cli->start->site != NULL)
        TRY(served_require(cli));
    else
        TRY(remote_try(cli, &is_done));
    if (!is_done)
        TRY(cli->command->run(cli));
    return buf_check(&cli->out);
}

/* An answer that nobody can read is a failure; nothing can be said about a broken stderr. */
static int cli_print(struct cli *cli, struct err *e)
{
    errno = 0;
    struct err *lost = cli_flush(cli);
    /* `| head` has seen enough: no reason to speak of a broken disk. */
    if (lost != NULL && errno == EPIPE)
        return err_kind_info(ERR_OUTSIDE)->exit_code;
    if (e == NULL)
        e = lost;
    if (e == NULL)
        return cli->exit_code;
    struct buf said = buf_make(CLI_OUT_BYTES_MAX);
    fail_put(&said, cli, e);
    if (said.n > 0) {
        struct err *unsaid = world_write_all(cli->arena, cli->start->err, said.at, said.n);
        (void)unsaid;
    }
    buf_done(&said);
    return err_kind_info(e->kind)->exit_code;
}

int cli_main(const struct cli_start *start)
{
    struct arena *arena = arena_new(CLI_ARENA_BYTES_MAX);
    struct cli *cli = arena == NULL ? NULL : arena_make(arena, struct cli);
    if (cli == NULL) {
        struct cli poor = {.start = start};
        return cli_print(&poor, err_no_memory());
    }
    cli->arena = arena;
    cli->start = start;
    cli->once = start->once;
    cli->out = buf_make(CLI_OUT_BYTES_MAX);
    cli_parse_manner(cli);
    int exit_code = cli_print(cli, cli_work(cli));
    buf_done(&cli->out);
    arena_free(arena);
    return exit_code;
}
