/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setup.c - `hearth setup`: the answers to a new site's three questions, or other ones later. */
#include "desk/setup.h"

#include "base/json.h"
#include "cli/commands.h"
#include "cli/site.h"

static void tell(struct cli *cli, struct text login, const char *paper)
{
    struct buf *b = &cli->out;
    if (cli->json) {
        json_open(b, '{');
        json_text(b, "user", login);
        json_string(b, "recovery_code", paper);
        json_close(b, '}');
        buf_char(b, '\n');
        return;
    }
    cli_say(cli, N_("Written down. The first user is {1}"), login.at);
    buf_printf(b, "\n\n  %s\n\n", paper);
    cli_say(cli,
            N_("This code opens the site if everything else is lost. Write it on paper now: it "
               "is shown only once"));
    buf_char(b, '\n');
}

static struct err *login_refuse(struct cli *cli)
{
    return err_mend(
        err_input(cli->arena, "login", N_("The first user has a login already. Add another user")),
        "hearth user add NAME --role manager --scope all");
}

static struct err *setup_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct setup_form form = {.organisation = {.name = cli_text(cli, "name"),
                                                     .lang = cli_text(cli, "language"),
                                                     .zone = cli_text(cli, "zone")},
                                    .login = cli_text(cli, "login")};
    const char *paper = NULL;
    struct text login;
    TRY(cli_site_open(cli, &s));
    if (!s.site->is_waiting)
        return form.login.n > 0 ? login_refuse(cli)
                                : cli_site_do(&s, organisation_correct, &form.organisation);
    TRY(cli_site_as(&s, &login));
    TRY(setup_answer(s.site, cli->arena, login, &form, &paper));
    TRY(setup_first_user(s.site, cli->arena, &login));
    tell(cli, login, paper);
    return NULL;
}

static const char *const languages[] = {"en", "ru", "uk", NULL};
static const struct cli_param setup_params[] = {
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .bytes_max = 480,
     .help = N_("What the organisation is called")},
    {.name = "language",
     .value = "LANG",
     .kind = CLI_CHOICE,
     .choices = languages,
     .help = N_("Its language")},
    {.name = "zone", .value = "ZONE", .kind = CLI_TEXT, .help = N_("Its time zone")},
    {.name = "login",
     .value = "LOGIN",
     .kind = CLI_TEXT,
     .help = N_("Of the first user, while the questions wait; manager unless said otherwise")},
    {0},
};
const struct cli_command setup_rows[] = {
    {.words = "setup",
     .params = setup_params,
     .help = N_("Answer a new site's three questions, or correct the answers"),
     .more = N_("What is left out stays as it is. A site that start made in an empty folder waits "
                "for the answers; then it also tells its paper code, once. The first user comes in "
                "by the address that user link makes."),
     .examples = {"setup --name 'Rowan Tree' --language uk --login olena",
                  "setup --zone Europe/Kyiv --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_HOUSES,
     .run = setup_run},
    {0},
};
