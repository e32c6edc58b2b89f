/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* user.c - `hearth user`: who may enter, as what, and where. */
#include "cli/commands.h"
#include "cli/entry.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/organisation.h"
#include "model/types.h"
#include "view/users.h"

#define PARAM_LOGIN                                                                                \
    {                                                                                              \
        .name = "login", .value = "LOGIN", .kind = CLI_TEXT, .positional = true, .required = true, \
        .help = N_("The user's login")                                                             \
    }
#define PARAM_ROLE                                                                                 \
    {                                                                                              \
        .name = "role", .value = "ROLE", .kind = CLI_CHOICE, .required = true, .of = &grant_type,  \
        .field = GRANT_ROLE, .help = N_("What the person does here")                               \
    }
#define PARAM_SCOPE                                                                                \
    {                                                                                              \
        .name = "scope", .value = "SCOPE", .kind = CLI_TEXT,                                       \
        .help = N_("all, own, or house:HANDLE; own unless said otherwise")                         \
    }

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct user_form form = {.login = cli_text(cli, "login"),
                                   .role = cli_text(cli, "role"),
                                   .scope = cli_text(cli, "scope")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, user_add, &form);
}

static struct err *grant_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct grant_form form = {.login = cli_text(cli, "login"),
                                    .role = cli_text(cli, "role"),
                                    .scope = cli_text(cli, "scope"),
                                    .until = cli_text(cli, "until")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, grant_add, &form);
}

static struct err *revoke_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct grant_end_form form = {.login = cli_text(cli, "login"),
                                        .role = cli_text(cli, "role"),
                                        .scope = cli_text(cli, "scope")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, grant_end, &form);
}

static struct err *disable_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct user_name_form form = {.login = cli_text(cli, "login")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, user_disable, &form);
}

static const struct table_column list_columns[] = {
    {"id", NULL, SQL_ID},
    {"login", N_("Login"), SQL_TEXT},
    {"state", N_("State"), SQL_CHOICE},
    {"role", N_("Role"), SQL_CHOICE},
    {"scope", N_("Scope"), SQL_CHOICE},
    {"house", N_("House"), SQL_TEXT},
    {"since", N_("Since"), SQL_DATE},
    {"until", N_("Until"), SQL_DATE},
};

static void choice_cell(struct table *t, const struct rec_type *type, uint64_t no, int64_t value)
{
    const struct choice *c = choice_by_no(field_by_no(type, no), value);
    if (c == NULL)
        table_none(t);
    else
        table_choice(t, c->code, c->label);
}

static void date_cell(struct table *t, int32_t date)
{
    if (date == 0)
        table_none(t);
    else
        table_date(t, date);
}

static void user_row(struct table *t, const struct user_view *user, const struct user_grant *grant)
{
    enum { OF_GRANT = 5 };
    table_id(t, user->user);
    table_text(t, user->login);
    choice_cell(t, &user_type, USER_STATE, user->is_active ? USER_ACTIVE : USER_DISABLED);
    for (size_t i = 0; grant == NULL && i < OF_GRANT; i++)
        table_none(t);
    if (grant == NULL)
        return;
    choice_cell(t, &grant_type, GRANT_ROLE, grant->role);
    choice_cell(t, &grant_type, GRANT_SCOPE, grant->scope);
    if (grant->house.n > 0)
        table_text(t, grant->house);
    else
        table_none(t);
    date_cell(t, grant->since);
    date_cell(t, grant->until);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct user_views users;
    TRY(cli_site_open(cli, &s));
    TRY(user_views(&s.rq, &users));
    struct table t = table_make(cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < users.n; i++) {
        size_t shown = 0;
        for (size_t j = 0; j < users.at[i].n_grants; j++) {
            if (!users.at[i].grants[j].runs)
                continue;
            user_row(&t, &users.at[i], &users.at[i].grants[j]);
            shown++;
        }
        if (shown == 0)
            user_row(&t, &users.at[i], NULL);
    }
    return table_put(&t);
}

static const struct cli_param grant_params[] = {
    PARAM_LOGIN,
    PARAM_ROLE,
    PARAM_SCOPE,
    {.name = "until", .value = "DATE", .kind = CLI_DATE, .help = N_("The last day of it")},
    {0},
};
static const struct cli_param revoke_params[] = {PARAM_LOGIN, PARAM_ROLE, PARAM_SCOPE, {0}};
static const struct cli_param add_params[] = {
    {.name = "login",
     .value = "LOGIN",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("A word for signing in. No town, no surname")},
    PARAM_ROLE,
    PARAM_SCOPE,
    {0},
};
static const struct cli_param login_params[] = {
    PARAM_LOGIN,
    {0},
};
static const struct cli_param link_params[] = {
    PARAM_LOGIN,
    {.name = "without-factor",
     .kind = CLI_FLAG,
     .help = N_("The second factor is lost: another one is set after coming in")},
    {0},
};
static const struct cli_param token_params[] = {
    PARAM_LOGIN,
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .bytes_max = SIGNIN_NAME_BYTES,
     .help = N_("What the token is for")},
    {0},
};
static const struct cli_param password_params[] = {
    PARAM_LOGIN,
    {.name = "passphrase-file",
     .value = "FILE",
     .kind = CLI_FILE,
     .required = true,
     .help = N_("A file whose first line is the new password")},
    {0},
};
static const struct cli_param sessions_params[] = {
    PARAM_LOGIN,
    {.name = "end", .kind = CLI_FLAG, .help = N_("End them all, and the tokens of scripts")},
    {0},
};
static const struct cli_param list_params[] = {{0}};

const struct cli_command user_rows[] = {
    {.words = "user add",
     .params = add_params,
     .help = N_("Add a user with a role"),
     .examples = {"user add olena --role worker",
                  "user add night --role house --scope house:rowan-house"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = add_run},
    {.words = "user list",
     .params = list_params,
     .help = N_("Show users and what they may"),
     .examples = {"user list", "user list --json"},
     .place = CLI_READS,
     .may = MAY_SEE_USERS,
     .run = list_run},
    {.words = "user grant",
     .params = grant_params,
     .help = N_("Give a user one more role"),
     .examples = {"user grant olena --role house --scope house:rowan-house",
                  "user grant olena --role auditor --scope all --until 2027-01-31 --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = grant_run},
    {.words = "user revoke",
     .params = revoke_params,
     .help = N_("End a role of a user; what was done by it stays"),
     .examples = {"user revoke olena --role house --scope house:rowan-house",
                  "user revoke olena --role auditor --scope all --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = revoke_run},
    {.words = "user disable",
     .params = login_params,
     .help = N_("Shut a user out; what was written stays"),
     .examples = {"user disable olena", "user disable olena --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = disable_run},
    {.words = "user link",
     .params = link_params,
     .help = N_("Make an address by which a user comes in once"),
     .more = N_("It is good for an hour. Whoever comes in by it chooses a password, and sets up a "
                "second factor if the role demands one. An older link of the same user ends."),
     .examples = {"user link olena", "user link olena --without-factor"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = entry_link},
    {.words = "user token",
     .params = token_params,
     .help = N_("Make a token that signs a script in; it is shown once"),
     .examples = {"user token olena", "user token olena --name nightly-figures --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = entry_token},
    {.words = "user password",
     .params = password_params,
     .help = N_("Set a user's password from a file"),
     .more = N_("All sessions of the user end. A password that is set by another one is good for "
                "one sign-in: then a new one is chosen."),
     .examples = {"user password olena --passphrase-file new-password",
                  "user password olena --passphrase-file new-password --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = entry_password},
    {.words = "user sessions",
     .params = sessions_params,
     .help = N_("Show where a user is signed in, or end it"),
     .examples = {"user sessions olena", "user sessions olena --end"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = entry_sessions},
    {0},
};
