/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entry.c - links, tokens, passwords and sessions of users, from the command line. Whoever has the
 * folder and its key file has everything anyway; what is made here is shown once. */
#include "cli/entry.h"

#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/world.h"
#include "cli/site.h"
#include "cli/table.h"
#include "desk/setup.h"
#include "sql/user.sql.h"

/* ---- links -------------------------------------------------------------------------------------
 */

/* The address of a new link; only the path if the site is not served. */
static struct err *link_make(struct cli *cli, struct site *site, const char *login, struct id maker,
                             const char *url, const char **ret_link)
{
    char token[SIGNIN_TOKEN_TEXT + 1];
    TRY(site_load_signin(site));
    TRY(signin_link_make(site->signin, cli->arena, text_of(login), maker,
                         cli->command->run == entry_link && cli_has(cli, "without-factor"), token));
    *ret_link = arena_printf(cli->arena, "%s/%s?once=%s", url == NULL ? "" : url,
                             site->is_waiting ? "setup" : "signin", token);
    seal_wipe(token, sizeof token);
    NEED(*ret_link);
    return NULL;
}

struct err *entry_link(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const char *link = NULL;
    TRY(cli_site_open(cli, &s));
    /* Whoever has the machine may also help herself. */
    struct id maker = text_equal(s.who.login, cli_text(cli, "login")) ? ID_NONE : s.who.user;
    TRY(link_make(cli, s.site, cli_string(cli, "login"), maker, s.site->url, &link));
    if (cli->json) {
        json_open(&cli->out, '{');
        json_string(&cli->out, s.site->url == NULL ? "path" : "signin", link);
        json_close(&cli->out, '}');
    } else if (s.site->url == NULL) {
        cli_say(cli, N_("Start the site within an hour, and open this behind its address: {1}"),
                link);
    } else {
        cli_say(cli, N_("Good once, for an hour: {1}"), link);
    }
    buf_char(&cli->out, '\n');
    return NULL;
}

struct err *entry_links_make(struct cli *cli, struct site *site, const char *url,
                             struct entry_links *ret_links)
{
    const char *logins[ENTRY_LINKS_MAX] = {NULL, "house", "worker"};
    bool is_unused = false;
    struct text first;
    *ret_links = (struct entry_links){.is_setup = site->is_waiting};
    if (site->ring == NULL)
        return NULL;
    TRY(setup_first_user(site, cli->arena, &first));
    logins[0] = first.at;
    TRY(site_load_signin(site));
    TRY(signin_is_unused(site->signin, cli->arena, &is_unused));
    size_t most = site->is_demo ? ENTRY_LINKS_MAX : is_unused ? 1 : 0;
    for (size_t i = 0; i < most; i++) {
        const char *link = NULL;
        struct err *bad = link_make(cli, site, logins[i], ID_NONE, url, &link);
        if (bad != NULL && bad->kind == ERR_ABSENT)
            continue;
        TRY(bad);
        ret_links->logins[ret_links->n] = logins[i];
        ret_links->links[ret_links->n++] = link;
    }
    return NULL;
}

void entry_links_tell(struct cli *cli, const struct entry_links *links)
{
    for (size_t i = 0; i < links->n; i++) {
        if (cli->json && i == 0)
            json_string(&cli->out, links->is_setup ? "setup" : "signin", links->links[i]);
        if (cli->json)
            continue;
        buf_char(&cli->out, '\n');
        if (links->is_setup) {
            cli_say(cli, N_("Three questions wait here, once, for half an hour: {1}"),
                    links->links[i]);
            continue;
        }
        cli_say(cli, N_("As {1}, good once, for an hour: {2}"), links->logins[i], links->links[i]);
    }
}

/* ---- tokens and passwords
 * ------------------------------------------------------------------------ */

struct err *entry_token(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    char token[SIGNIN_TOKEN_TEXT + 1];
    struct text name = cli_has(cli, "name") ? cli_text(cli, "name") : TEXT("script");
    TRY(cli_site_open(cli, &s));
    TRY(site_load_signin(s.site));
    TRY(signin_token_make(s.site->signin, cli->arena, cli_text(cli, "login"), name, token));
    if (cli->json) {
        json_open(&cli->out, '{');
        json_string(&cli->out, "token", token);
        json_close(&cli->out, '}');
    } else {
        buf_str(&cli->out, token);
    }
    buf_char(&cli->out, '\n');
    seal_wipe(token, sizeof token);
    return NULL;
}

/* The first line of the file, as it stands. */
static struct err *password_read(struct cli *cli, struct text *ret_password)
{
    struct text bytes, line = TEXT_NONE;
    TRY(world_read_file(cli->arena, cli_string(cli, "passphrase-file"), LIMIT_CONF_BYTES, &bytes));
    (void)text_cut(&bytes, '\n', &line);
    if (line.n > 0 && line.at[line.n - 1] == '\r')
        line.n--;
    *ret_password = line;
    return NULL;
}

struct err *entry_password(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct signin_try *try = NULL;
    struct signin_done done;
    struct text password;
    TRY(password_read(cli, &password));
    TRY(cli_site_open(cli, &s));
    TRY(site_load_signin(s.site));
    /* What somebody else knows is good for coming in once. */
    bool must_change = !s.site->is_demo && !text_equal(s.who.login, cli_text(cli, "login"));
    TRY(signin_begin_reset(s.site->signin, cli->arena, cli_text(cli, "login"), password,
                           must_change, &try));
    TRY(signin_wait(s.site->signin, cli->arena, try, &done));
    if (cli->json) {
        json_open(&cli->out, '{');
        json_string(&cli->out, "login", done.login);
        json_name(&cli->out, "must_change");
        buf_str(&cli->out, must_change ? "true" : "false");
        json_close(&cli->out, '}');
    } else if (must_change) {
        cli_say(cli, N_("Set. At the next sign-in {1} will be asked for another one"), done.login);
    } else {
        cli_say(cli, N_("Set. All sessions of {1} have ended"), done.login);
    }
    buf_char(&cli->out, '\n');
    return NULL;
}

/* ---- sessions
 * ------------------------------------------------------------------------------------ */

static const struct table_column session_columns[] = {
    {"kind", N_("Kind"), SQL_TEXT},     {"state", N_("State"), SQL_TEXT},
    {"made", N_("Begun"), SQL_INSTANT}, {"used", N_("Last used"), SQL_INSTANT},
    {"from", N_("From"), SQL_TEXT},     {"name", N_("Name"), SQL_TEXT},
};

static const char *place_word(enum signin_place place)
{
    static const char *const words[] = {[SIGNIN_HERE] = "here",
                                        [SIGNIN_NEAR] = "near",
                                        [SIGNIN_FAR] = "far",
                                        [SIGNIN_COMMAND] = "command"};
    return place >= SIGNIN_HERE && place <= SIGNIN_COMMAND ? words[place] : "";
}

static void session_row(struct table *t, const struct signin_row *row)
{
    table_text(t, text_of(row->is_bearer ? "token" : "session"));
    table_text(t, text_of(row->state == SIGNIN_NONE     ? "ended"
                          : row->state == SIGNIN_LOCKED ? "locked"
                                                        : "open"));
    table_instant(t, row->made_ms);
    table_instant(t, row->used_ms);
    table_text(t, text_of(place_word(row->place)));
    table_text(t, text_of(row->is_bearer ? row->name : row->agent));
}

struct err *entry_sessions(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct sql_user_by_login_row user;
    struct signin_row *rows;
    bool found = false;
    size_t n = 0;
    TRY(cli_site_open(cli, &s));
    TRY(site_load_signin(s.site));
    TRY(sql_user_by_login(s.site->db, cli->arena, s.site->org, cli_text(cli, "login"), &found,
                          &user));
    if (!found)
        return err_mend(err_new(cli->arena, ERR_ABSENT, N_("There is no such user")),
                        "hearth user list");
    TRY(signin_list(s.site->signin, cli->arena, user.user, &rows, &n));
    if (cli_has(cli, "end"))
        TRY(signin_end_user(s.site->signin, cli->arena, user.user, true));
    struct table t = table_make(cli, session_columns, COUNT(session_columns));
    for (size_t i = 0; i < n; i++) {
        if (cli_has(cli, "end"))
            rows[i].state = SIGNIN_NONE;
        session_row(&t, &rows[i]);
    }
    return table_put(&t);
}
