/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* init.c - `hearth init`: a new site in a folder. */
#include "cli/commands.h"
#include "cli/params.h"
#include "base/json.h"
#include "cli/site.h"

static void tell(struct cli *cli, const struct site_new *made, const char *paper)
{
    struct buf *b = &cli->out;
    if (cli->json) {
        json_open(b, '{');
        json_string(b, "store", made->dir);
        if (made->secret.key_file != NULL)
            json_string(b, "key_file", made->secret.key_file);
        json_text(b, "user", made->login);
        json_string(b, "recovery_code", paper);
        json_close(b, '}');
        buf_char(b, '\n');
        return;
    }
    cli_say(cli, N_("The site is made in {1}. Its first user is {2}"), made->dir, made->login.at);
    buf_str(b, "\n\n  ");
    buf_str(b, paper);
    buf_str(b, "\n\n");
    cli_say(cli,
            N_("This code opens the site if everything else is lost. Write it on paper now: it "
               "is shown only once"));
    buf_char(b, '\n');
}

static struct err *init_run(struct cli *cli)
{
    struct text zone = cli_text(cli, "zone");
    const char *paper = NULL;
    struct site_new what = {
        .dir = cli_string(cli, "folder"),
        .database = cli_string(cli, "database"),
        .schema = cli_string(cli, "schema"),
        .name = cli_text(cli, "name"),
        .lang = cli_text(cli, "lang"),
        .zone = zone.n == 0 ? TEXT("Europe/Kyiv") : zone,
        .login = TEXT(CLI_FIRST_USER),
        .secret = cli_secret(cli),
    };
    TRY(site_make(cli->arena, &what, &paper));
    tell(cli, &what, paper);
    return NULL;
}

static const char *const languages[] = {"en", "ru", "uk", NULL};
static const struct cli_param init_params[] = {
    {.name = "folder",
     .value = "DIR",
     .kind = CLI_FOLDER,
     .positional = true,
     .required = true,
     .help = N_("The folder of the new site; it is made")},
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .required = true,
     .bytes_max = 480,
     .help = N_("What the organisation is called")},
    {.name = "lang",
     .value = "LANG",
     .kind = CLI_CHOICE,
     .required = true,
     .choices = languages,
     .help = N_("Its language")},
    PARAM_ZONE,
    PARAM_DATABASE,
    PARAM_SCHEMA,
    {0},
};
const struct cli_command init_rows[] = {
    {.words = "init",
     .params = init_params,
     .help = N_("Make a new site"),
     .more = N_("A key file is made if it is not there; keep it on a stick, never in the site's "
                "folder. Or name a file with a passphrase of five words."),
     .examples = {"--key-file stick/rowan.key init rowan --name 'Rowan Tree' --lang uk",
                  "--passphrase-file words init rowan --name 'Rowan Tree' --lang en"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = init_run},
    {0},
};
