/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fail.c - prints an error for people and for programs. Every error has a mend: its own, or the
 * usual one of its kind. */
#include "cli/fail.h"

#include <assert.h>
#include <string.h>

/* The usual mend of a kind; NULL is the help of the command at hand. */
static const char *const mends[ERR__COUNT] = {
    [ERR_DENIED] = "hearth user list",
    [ERR_CONFLICT] = "hearth journal log",
    [ERR_BUSY] = "hearth doctor",
    [ERR_LOCKED] = "hearth --passphrase-file FILE COMMAND",
    [ERR_PASSPHRASE] = "hearth --passphrase-file FILE COMMAND",
    [ERR_NO_STORE] = "hearth init DIR --name NAME --lang en",
    [ERR_INTEGRITY] = "hearth verify",
    [ERR_OUTSIDE] = "hearth doctor",
    [ERR_BUG] = "hearth doctor",
};

/* The usual mend is no mend for the command that it names. */
static const char *usual_mend(const struct cli *cli, enum err_kind kind)
{
    const char *mend = mends[kind];
    bool is_here = cli->command != NULL && mend != NULL &&
                   strcmp(mend + strlen("hearth "), cli->command->words) == 0;
    if (!is_here)
        return mend;
    return kind == ERR_INTEGRITY ? ERR_MEND_RESTORE : NULL;
}

static void put_mend(struct buf *b, const struct cli *cli, const struct err *e)
{
    const char *mend = e->mend != NULL ? e->mend : usual_mend(cli, e->kind);
    if (mend != NULL)
        buf_str(b, mend);
    else if (cli->command == NULL || strcmp(cli->command->words, "help") == 0)
        buf_str(b, "hearth help");
    else
        buf_printf(b, "hearth help %s", cli->command->words);
}

static void put_json(struct buf *b, const struct cli *cli, const struct err *e)
{
    struct buf mend = buf_make(CLI_OUT_BYTES_MAX);
    put_mend(&mend, cli, e);
    lang_put_err_json(b, cli->lang, e, buf_text(&mend));
    buf_char(b, '\n');
    buf_done(&mend);
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
