/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fail.c - prints an error for people and for programs. Every error has a mend: its own, or the
 * usual one of its kind. */
#include "cli/fail.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"

/* Numbers are promised to programs. A mend of NULL is the help of the command at hand. */
static const struct {
    int number;
    const char *mend;
} kinds[ERR__COUNT] = {
    [ERR_INPUT] = {101, NULL},
    [ERR_USAGE] = {102, NULL},
    [ERR_DENIED] = {103, "hearth user list"},
    [ERR_ABSENT] = {104, NULL},
    [ERR_CONFLICT] = {105, "hearth journal log"},
    [ERR_BUSY] = {106, "hearth doctor"},
    [ERR_LOCKED] = {107, "hearth --passphrase-file FILE COMMAND"},
    [ERR_PASSPHRASE] = {108, "hearth --passphrase-file FILE COMMAND"},
    [ERR_NO_STORE] = {109, "hearth init DIR --name NAME --lang en"},
    [ERR_INTEGRITY] = {110, "hearth verify"},
    [ERR_IMPOSSIBLE] = {111, NULL},
    [ERR_PARTLY] = {112, NULL},
    [ERR_OUTSIDE] = {113, "hearth doctor"},
    [ERR_BUG] = {114, "hearth doctor"},
};

int fail_number(enum err_kind kind)
{
    assert(kind > ERR__NONE && kind < ERR__COUNT);
    return kinds[kind].number;
}

static void put_mend(struct buf *b, const struct cli *cli, const struct err *e)
{
    const char *mend = e->mend != NULL ? e->mend : kinds[e->kind].mend;
    if (mend != NULL)
        buf_str(b, mend);
    else if (cli->command == NULL || strcmp(cli->command->words, "help") == 0)
        buf_str(b, "hearth help");
    else
        buf_printf(b, "hearth help %s", cli->command->words);
}

static void put_json(struct buf *b, const struct cli *cli, const struct err *e)
{
    struct buf part = buf_make(CLI_OUT_BYTES_MAX);
    json_open(b, '{');
    json_name(b, "error");
    json_open(b, '{');
    json_string(b, "kind", err_kind_info(e->kind)->name);
    json_int(b, "number", fail_number(e->kind));
    lang_put_err(&part, cli->lang, e);
    json_text(b, "text", buf_text(&part));
    buf_clear(&part);
    put_mend(&part, cli, e);
    json_text(b, "mend", buf_text(&part));
    json_name(b, "fields");
    json_open(b, '[');
    for (const struct err *at = e; at != NULL; at = at->next) {
        if (at->field == NULL)
            continue;
        json_open(b, '{');
        json_string(b, "name", at->field);
        buf_clear(&part);
        lang_put_err(&part, cli->lang, at);
        json_text(b, "text", buf_text(&part));
        if (at->example != NULL)
            json_string(b, "example", at->example);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_close(b, '}');
    json_close(b, '}');
    buf_char(b, '\n');
    buf_done(&part);
}

static void put_plain(struct buf *b, const struct cli *cli, const struct err *e)
{
    assert(e != NULL);
    for (const struct err *at = e; at != NULL; at = at->next) {
        buf_str(b, at == e ? "hearth: " : "        ");
        lang_put_err(b, cli->lang, at);
        if (at->example != NULL) {
            buf_str(b, " (");
            lang_put(b, cli->lang, N_("for example {1}"), at->example);
            buf_char(b, ')');
        }
        buf_char(b, '\n');
    }
    buf_str(b, "  ");
    lang_put(b, cli->lang, N_("mend:"));
    buf_char(b, ' ');
    put_mend(b, cli, e);
    buf_char(b, '\n');
}

void fail_put(struct buf *b, const struct cli *cli, const struct err *e)
{
    if (cli->json)
        put_json(b, cli, e);
    else
        put_plain(b, cli, e);
}
