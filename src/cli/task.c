/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* task.c - `hearth task`: what is to be done, by whom and until when. */
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/task.h"
#include "model/types.h"
#include "sql/user.sql.h"
#include "view/tasks.h"

enum { LIST_USUAL = 25, LIST_MAX = 1000 };

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct task_form form = {.what = cli_text(cli, "what"),
                             .owner = cli_text(cli, "owner"),
                             .due = cli_text(cli, "due")};
    if (cli_has(cli, "about"))
        form.about = cli_id(cli, "about");
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, task_add, &form);
}

static struct err *end_run(struct cli *cli, command_fn *run)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct task_end_form form = {cli_id(cli, "task")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, run, &form);
}

static struct err *done_run(struct cli *cli)
{
    return end_run(cli, task_done);
}

static struct err *cancel_run(struct cli *cli)
{
    return end_run(cli, task_cancel);
}

/* ---- list ------------------------------------------------------------------------------------ */

static const struct table_column list_columns[] = {
    {"due", N_("Due"), SQL_DATE},       {"overdue", NULL, SQL_YESNO},
    {"what", N_("What"), SQL_TEXT},     {"owner", N_("Who does it"), SQL_TEXT},
    {"about", N_("About"), SQL_TEXT},   {"person", NULL, SQL_ID},
    {"state", N_("State"), SQL_CHOICE}, {"id", N_("Task"), SQL_ID},
};

static void row_put(struct table *t, const struct task_row *row)
{
    const struct choice *state = choice_by_no(field_by_no(&task_type, TASK_STATE), row->state);
    if (row->has_due)
        table_date(t, row->due);
    else
        table_none(t);
    table_yesno(t, row->is_overdue);
    table_text(t, row->rule_words == NULL ? row->what
                                          : text_of(lang_text(t->cli->lang, row->rule_words)));
    table_text(t, row->owner_login);
    if (row->about == NULL)
        table_none(t);
    else
        table_text(t, text_of(row->about->name));
    if (id_is_none(row->about_id))
        table_none(t);
    else
        table_id(t, row->about_id);
    table_choice(t, state->code, state->label);
    table_id(t, row->task);
}

/* Whose: the asker's own, unless another, a person or everything is asked for. */
static struct err *ask_read(struct cli_site *s, struct task_ask *ask)
{
    struct sql_user_by_login_row user;
    bool found = true;
    user.user = s->who.user;
    if (cli_has(s->cli, "owner"))
        TRY(sql_user_by_login(s->rq.store->db, s->cli->arena, s->rq.store->org,
                              cli_text(s->cli, "owner"), &found, &user));
    if (!found)
        return err_mend(err_input(s->cli->arena, "owner", N_("There is no such user")),
                        "hearth user list");
    if (cli_has(s->cli, "about"))
        ask->about = cli_id(s->cli, "about");
    else if (!cli_has(s->cli, "all"))
        ask->owner = user.user;
    return NULL;
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct task_ask ask = {.ended_too = cli_has(cli, "ended"),
                           .limit = (size_t)cli_number(cli, "limit", LIST_USUAL)};
    struct task_list list;
    if (cli_has(cli, "owner") + cli_has(cli, "about") + cli_has(cli, "all") > 1)
        return err_new(cli->arena, ERR_USAGE, N_("Choose one of --owner, --about and --all"));
    TRY(cli_site_open_people(cli, &s));
    TRY(ask_read(&s, &ask));
    TRY(task_list(&s.rq, &ask, &list));
    struct table t = table_make(cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < list.n; i++)
        row_put(&t, &list.rows[i]);
    return table_put(&t);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const struct cli_param add_params[] = {
    {.name = "what",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .bytes_max = 800,
     .help = N_("What is to be done. No names: say whom by --about")},
    {.name = "owner",
     .value = "LOGIN",
     .kind = CLI_TEXT,
     .help = N_("Who does it; you, unless said otherwise")},
    {.name = "due", .value = "DATE", .kind = CLI_DATE, .help = N_("Until when")},
    {.name = "about",
     .value = "ID",
     .kind = CLI_ID,
     .help = N_("The person whom it is about: only her team sees it")},
    {0},
};
static const struct cli_param list_params[] = {
    {.name = "owner",
     .value = "LOGIN",
     .kind = CLI_TEXT,
     .help = N_("Those of this user; your own, unless said otherwise")},
    {.name = "about", .value = "ID", .kind = CLI_ID, .help = N_("Those about this person")},
    {.name = "all", .kind = CLI_FLAG, .help = N_("All that you may see")},
    {.name = "ended", .kind = CLI_FLAG, .help = N_("What is done or not needed any more, too")},
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = LIST_MAX,
     .help = N_("How many at the most; 25 unless said otherwise")},
    {0},
};
static const struct cli_param end_params[] = {
    {.name = "task",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Which: the id that task list shows")},
    {0},
};

const struct cli_command task_rows[] = {
    {.words = "task add",
     .params = add_params,
     .help = N_("Write down what somebody is to do"),
     .examples = {"task add 'Ask the clinic for the card' --due 2026-11-28 --owner olena",
                  "task add 'Call the school' --about " PARAM_ID_EXAMPLE},
     .place = CLI_WRITES,
     .may = MAY_WRITE_TASKS,
     .run = add_run},
    {.words = "task list",
     .params = list_params,
     .help = N_("Show what is to be done, first what is due first"),
     .examples = {"task list", "task list --all --json"},
     .place = CLI_READS,
     .may = MAY_SEE_TASKS,
     .run = list_run},
    {.words = "task done",
     .params = end_params,
     .help = N_("A task is done"),
     .examples = {"task done " PARAM_ID_EXAMPLE, "task done " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_TASKS,
     .run = done_run},
    {.words = "task cancel",
     .params = end_params,
     .help = N_("A task is not needed any more"),
     .examples = {"task cancel " PARAM_ID_EXAMPLE, "task cancel " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_TASKS,
     .run = cancel_run},
    {0},
};
