/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* activity.c - `hearth activity`: what a house does together, and who came. */
#include <string.h>

#include "base/when.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/activity.h"
#include "model/types.h"
#include "view/activities.h"

enum { WEEK_DAYS = 7, TOLD_MAX = 24, CAME_MAX = 200 };

/* ---- looking -----------------------------------------------------------------------------------
 */

static const struct table_column week_columns[] = {
    {"at", N_("When"), SQL_INSTANT},   {"name", N_("Activity"), SQL_TEXT},
    {"house", N_("House"), SQL_TEXT},  {"state", N_("State"), SQL_CHOICE},
    {"women", N_("Women"), SQL_INT},   {"children", N_("Children"), SQL_INT},
    {"others", N_("Others"), SQL_INT}, {"day", N_("Planned for"), SQL_DATE},
    {"activity", N_("Id"), SQL_ID},    {"session", NULL, SQL_ID},
};

static void session_put(struct table *t, const struct session_view *v)
{
    const struct field *f = field_by_no(&session_type, SESSION_STATE);
    const struct choice *state =
        choice_by_no(f, v->state == SESSION_OF_RULE ? SESSION_PLANNED : v->state);
    const int64_t counts[] = {v->women, v->children, v->others};
    table_instant(t, v->at_ms);
    table_text(t, rec_text(v->series->rec, SERIES_NAME));
    table_text(t, v->series->place->handle);
    table_choice(t, state->code, state->label);
    for (size_t i = 0; i < COUNT(counts); i++) {
        if (v->is_counted)
            table_int(t, counts[i]);
        else
            table_none(t);
    }
    table_date(t, v->day);
    table_id(t, v->series->rec->id);
    if (id_is_none(v->session))
        table_none(t);
    else
        table_id(t, v->session);
}

static struct err *house_asked(struct cli_site *s, struct id *ret_house)
{
    struct text handle = cli_text(s->cli, "house");
    *ret_house = ID_NONE;
    if (handle.n == 0)
        return NULL;
    TRY(house_of_handle(&s->rq, handle, ret_house));
    if (!id_is_none(*ret_house))
        return NULL;
    return err_mend(err_input(s->cli->arena, "house", N_("There is no such house")),
                    "hearth house list");
}

static struct err *week_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct series_list series;
    struct session_list list;
    struct id house;
    int32_t today = 0;
    TRY(cli_site_open_people(cli, &s));
    TRY(house_asked(&s, &house));
    TRY(request_day(&s.rq, &today));
    int32_t from = (int32_t)cli_number(cli, "from", today);
    if (from < 0 || from > DATE_MAX - SESSIONS_DAYS_MAX)
        return err_example(
            err_input(cli->arena, "from", N_("{1}: this date is too far away"), "from"),
            "2026-11-23");
    TRY(series_list(&s.rq, house, true, &series));
    TRY(sessions_between(&s.rq, &series, from, from + WEEK_DAYS - 1, &list));
    struct table t = table_make(cli, week_columns, COUNT(week_columns));
    for (size_t i = 0; i < list.n; i++)
        session_put(&t, &list.at[i]);
    return table_put(&t);
}

static const struct table_column list_columns[] = {
    {"name", N_("Activity"), SQL_TEXT},
    {"kind", N_("Kind"), SQL_CHOICE},
    {"house", N_("House"), SQL_TEXT},
    {"time", N_("Time"), SQL_TEXT},
    {"count", N_("Counted"), SQL_CHOICE},
    {"leader", N_("Who leads it"), SQL_TEXT},
    {"may_tell", NULL, SQL_YESNO},
    {"state", N_("State"), SQL_CHOICE},
    {"id", N_("Id"), SQL_ID},
};

static void choice_put(struct table *t, const struct rec *r, uint64_t no)
{
    const struct choice *c = choice_by_no(field_by_no(r->type, no), rec_int(r, no, 0));
    if (c == NULL)
        table_none(t);
    else
        table_choice(t, c->code, c->label);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct series_list list;
    struct id house;
    TRY(cli_site_open_people(cli, &s));
    TRY(house_asked(&s, &house));
    TRY(series_list(&s.rq, house, cli_has(cli, "ended"), &list));
    struct table t = table_make(cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < list.n; i++) {
        const struct series_view *v = &list.at[i];
        table_text(&t, rec_text(v->rec, SERIES_NAME));
        choice_put(&t, v->rec, SERIES_KIND);
        table_text(&t, v->place->handle);
        table_text(&t, rec_text(v->rec, SERIES_TIME));
        choice_put(&t, v->rec, SERIES_COUNT);
        table_text(&t, v->leader);
        table_yesno(&t, rec_int(v->rec, SERIES_MAY_TELL, 0) != 0);
        choice_put(&t, v->rec, SERIES_STATE);
        table_id(&t, v->rec->id);
    }
    return table_put(&t);
}

/* ---- series ------------------------------------------------------------------------------------
 */

/* What was given on the command line; a day of the week may be given several times. */
static size_t told_read_from(struct cli *cli, struct told told[TOLD_MAX])
{
    static const char *const fields[] = {"name",  "kind",   "time",  "minutes",  "from",    "until",
                                         "place", "leader", "count", "for_whom", "may_tell"};
    static const char *const options[] = {"name",  "kind",   "time",  "minutes", "from",    "until",
                                          "place", "leader", "count", "for",     "may-tell"};
    size_t n = 0;
    for (size_t i = 0; i < COUNT(fields); i++)
        if (cli_has(cli, options[i]))
            told[n++] = (struct told){fields[i], cli_text(cli, options[i])};
    const struct cli_value *days = cli_value(cli, "day");
    for (size_t i = 0; i < days->n && n < TOLD_MAX; i++)
        told[n++] = (struct told){"days", days->texts[i]};
    return n;
}

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct told told[TOLD_MAX];
    struct series_form form = {.house = cli_text(cli, "house"), .told = told};
    form.n = told_read_from(cli, told);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, series_add, &form);
}

static struct err *correct_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct told told[TOLD_MAX];
    struct series_form form = {.series = cli_id(cli, "activity"), .told = told};
    form.n = told_read_from(cli, told);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, series_correct, &form);
}

static struct err *end_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct series_end_form form = {cli_id(cli, "activity")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, cli_has(cli, "again") ? series_reopen : series_end, &form);
}

/* ---- sessions ----------------------------------------------------------------------------------
 */

/* The session that is meant: of today, unless a day is given. */
static struct err *session_read(struct cli_site *s, struct session_form *form)
{
    int32_t today = 0;
    TRY(request_day(&s->rq, &today));
    form->series = cli_id(s->cli, "activity");
    form->day = (int32_t)cli_number(s->cli, "day", today);
    form->words = cli_text(s->cli, "words");
    return NULL;
}

static struct err *hold_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct session_form form = {.women = cli_text(cli, "women"),
                                .children = cli_text(cli, "children"),
                                .others = cli_text(cli, "others")};
    TRY(cli_site_open(cli, &s));
    TRY(session_read(&s, &form));
    return cli_site_do(&s, session_hold, &form);
}

static struct err *came_add(struct cli *cli, const char *option, const char *state,
                            struct came came[CAME_MAX], size_t *n)
{
    const struct cli_value *given = cli_value(cli, option);
    for (size_t i = 0; i < given->n; i++) {
        if (*n == CAME_MAX)
            return err_input(cli->arena, option, N_("{1}: there are too many"), option);
        struct came *c = &came[(*n)++];
        c->state = text_of(state);
        if (!id_parse(given->texts[i], &c->person))
            return err_input(cli->arena, option, N_("{1}: write the 26 letters of an id"), option);
    }
    return NULL;
}

static struct err *attend_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct came came[CAME_MAX];
    struct session_form form = {.came = came, .others = cli_text(cli, "others")};
    TRY(came_add(cli, "came", "present", came, &form.n));
    TRY(came_add(cli, "late", "late", came, &form.n));
    TRY(came_add(cli, "absent", "absent", came, &form.n));
    TRY(came_add(cli, "excused", "excused", came, &form.n));
    TRY(cli_site_open(cli, &s));
    TRY(session_read(&s, &form));
    return cli_site_do(&s, session_hold, &form);
}

static struct err *session_run(struct cli *cli, command_fn *run)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct session_form form = {0};
    TRY(cli_site_open(cli, &s));
    TRY(session_read(&s, &form));
    return cli_site_do(&s, run, &form);
}

static struct err *confirm_run(struct cli *cli)
{
    return session_run(cli, session_confirm);
}

static struct err *cancel_run(struct cli *cli)
{
    return session_run(cli, session_cancel);
}

static struct err *reopen_run(struct cli *cli)
{
    return session_run(cli, session_reopen);
}

static struct err *move_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct session_form form = {.at_ms = cli_number(cli, "to", 0)};
    TRY(cli_site_open(cli, &s));
    TRY(session_read(&s, &form));
    return cli_site_do(&s, session_move, &form);
}

/* ---- rows --------------------------------------------------------------------------------------
 */

#define PARAM_ACTIVITY                                                                             \
    {                                                                                              \
        .name = "activity", .value = "ID", .kind = CLI_ID, .positional = true, .required = true,   \
        .help = N_("Which: the id that activity list shows")                                       \
    }
#define PARAM_DAY                                                                                  \
    {                                                                                              \
        .name = "day", .value = "DATE", .kind = CLI_DATE,                                          \
        .help = N_("The day for which the session was planned; today unless said otherwise")       \
    }
#define PARAM_HEADS(option, words)                                                                 \
    {                                                                                              \
        .name = option, .value = "N", .kind = CLI_INT, .min = 0, .max = 1000, .help = words        \
    }
#define PARAM_WORDS                                                                                \
    {                                                                                              \
        .name = "words", .value = "TEXT", .kind = CLI_TEXT, .bytes_max = 16000,                    \
        .help = N_("What should be remembered of it; no names")                                    \
    }
#define PARAM_CAME(option, words)                                                                  \
    {                                                                                              \
        .name = option, .value = "ID", .kind = CLI_ID, .many = true, .help = words                 \
    }
#define PARAMS_OF_A_SERIES(is_new)                                                                 \
    {.name = "kind",                                                                               \
     .value = "KIND",                                                                              \
     .kind = CLI_CHOICE,                                                                           \
     .of = &series_type,                                                                           \
     .field = SERIES_KIND,                                                                         \
     .help = N_("What kind of activity")},                                                         \
        {.name = "day",                                                                            \
         .value = "DAY",                                                                           \
         .kind = CLI_CHOICE,                                                                       \
         .required = (is_new),                                                                     \
         .many = true,                                                                             \
         .of = &series_type,                                                                       \
         .field = SERIES_DAYS,                                                                     \
         .help = N_("A day of the week; once for each")},                                          \
        {.name = "time",                                                                           \
         .value = "TIME",                                                                          \
         .kind = CLI_TEXT,                                                                         \
         .required = (is_new),                                                                     \
         .help = N_("By the clock on the wall of the house: 17:30")},                              \
        {.name = "minutes",                                                                        \
         .value = "N",                                                                             \
         .kind = CLI_INT,                                                                          \
         .min = 5,                                                                                 \
         .max = 1440,                                                                              \
         .help = N_("How long it lasts")},                                                         \
        {.name = "from",                                                                           \
         .value = "DATE",                                                                          \
         .kind = CLI_DATE,                                                                         \
         .help = N_("Its first day; today unless said otherwise")},                                \
        {.name = "until", .value = "DATE", .kind = CLI_DATE, .help = N_("Its last day")},          \
        {.name = "place", .value = "TEXT", .kind = CLI_TEXT, .help = N_("Where it is")},           \
        {.name = "leader", .value = "LOGIN", .kind = CLI_TEXT, .help = N_("Who leads it")},        \
        {.name = "count",                                                                          \
         .value = "HOW",                                                                           \
         .kind = CLI_CHOICE,                                                                       \
         .of = &series_type,                                                                       \
         .field = SERIES_COUNT,                                                                    \
         .help = N_("By heads or by name; a service of faith by heads alone")},                    \
        {.name = "for",                                                                            \
         .value = "GROUP",                                                                         \
         .kind = CLI_CHOICE,                                                                       \
         .of = &series_type,                                                                       \
         .field = SERIES_GROUP,                                                                    \
         .help = N_("For whom it is; everybody unless said otherwise")},                           \
    {                                                                                              \
        .name = "may-tell", .value = "ANSWER", .kind = CLI_CHOICE, .choices = yes_no,              \
        .help = N_("Whether the letter to friends may tell of it; no unless said otherwise")       \
    }

static const char *const yes_no[] = {"yes", "no", NULL};

static const struct cli_param list_params[] = {
    PARAM_HOUSE(false),
    {.name = "ended", .kind = CLI_FLAG, .help = N_("Those that have ended, too")},
    {0},
};
static const struct cli_param week_params[] = {
    PARAM_HOUSE(false),
    {.name = "from",
     .value = "DATE",
     .kind = CLI_DATE,
     .help = N_("The first of seven days; today unless said otherwise")},
    {0},
};
static const struct cli_param add_params[] = {
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("What it is called")},
    PARAM_HOUSE(true),
    PARAMS_OF_A_SERIES(true),
    {0},
};
static const struct cli_param correct_params[] = {
    PARAM_ACTIVITY,
    {.name = "name", .value = "NAME", .kind = CLI_TEXT, .help = N_("What it is called")},
    PARAMS_OF_A_SERIES(false),
    {0},
};
static const struct cli_param end_params[] = {
    PARAM_ACTIVITY,
    {.name = "again", .kind = CLI_FLAG, .help = N_("It goes on after all")},
    {0},
};
static const struct cli_param hold_params[] = {
    PARAM_ACTIVITY,
    PARAM_DAY,
    PARAM_HEADS("women", N_("How many women came")),
    PARAM_HEADS("children", N_("How many children came")),
    PARAM_HEADS("others", N_("How many guests, relatives and helpers came")),
    PARAM_WORDS,
    {0},
};
static const struct cli_param attend_params[] = {
    PARAM_ACTIVITY,
    PARAM_DAY,
    PARAM_CAME("came", N_("A person who came; once for each")),
    PARAM_CAME("late", N_("A person who came late")),
    PARAM_CAME("absent", N_("A person who did not come")),
    PARAM_CAME("excused", N_("A person who could not come")),
    PARAM_HEADS("others", N_("How many guests, relatives and helpers came")),
    PARAM_WORDS,
    {0},
};
static const struct cli_param session_params[] = {
    PARAM_ACTIVITY,
    PARAM_DAY,
    PARAM_WORDS,
    {0},
};
static const struct cli_param move_params[] = {
    PARAM_ACTIVITY,
    PARAM_DAY,
    {.name = "to",
     .value = "INSTANT",
     .kind = CLI_INSTANT,
     .required = true,
     .help = N_("When it will be")},
    PARAM_WORDS,
    {0},
};

/* clang-format off */
const struct cli_command activity_rows[] = {
    {.words = "activity list", .params = list_params,
     .help = N_("Show what a house does together"),
     .examples = {"activity list", "activity list --house rowan-house --json"},
     .place = CLI_READS, .may = MAY_SEE_ACTIVITIES, .run = list_run},
    {.words = "activity week", .params = week_params,
     .help = N_("Show the sessions of seven days"),
     .examples = {"activity week", "activity week --from 2026-11-23 --json"},
     .place = CLI_READS, .may = MAY_SEE_ACTIVITIES, .run = week_run},
    {.words = "activity add", .params = add_params, .help = N_("Begin an activity"),
     .examples = {"activity add Cooking --house rowan-house --day thu --time 17:30",
                  "activity add Chess --house rowan-house --day sat --time 16:00 --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = add_run},
    {.words = "activity correct", .params = correct_params,
     .help = N_("Correct what was written of an activity"),
     .examples = {"activity correct " PARAM_ID_EXAMPLE " --time 18:00",
                  "activity correct " PARAM_ID_EXAMPLE " --day mon --day thu"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = correct_run},
    {.words = "activity end", .params = end_params, .help = N_("End an activity, or go on with it"),
     .examples = {"activity end " PARAM_ID_EXAMPLE, "activity end " PARAM_ID_EXAMPLE " --again"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = end_run},
    {.words = "activity hold", .params = hold_params,
     .help = N_("A session was held: how many came"),
     .examples = {"activity hold " PARAM_ID_EXAMPLE " --women 4 --children 6",
                  "activity hold " PARAM_ID_EXAMPLE " --day 2026-11-19 --women 4"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = hold_run},
    {.words = "activity attend", .params = attend_params,
     .help = N_("A session was held: who came, by name"),
     .examples = {"activity attend " PARAM_ID_EXAMPLE " --day 2026-11-21",
                  "activity attend " PARAM_ID_EXAMPLE " --others 2 --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = attend_run},
    {.words = "activity confirm", .params = session_params,
     .help = N_("Confirm what somebody else wrote of a session"),
     .examples = {"activity confirm " PARAM_ID_EXAMPLE " --day 2026-11-19",
                  "activity confirm " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = confirm_run},
    {.words = "activity cancel", .params = session_params,
     .help = N_("A session is not held"),
     .examples = {"activity cancel " PARAM_ID_EXAMPLE " --day 2026-11-26",
                  "activity cancel " PARAM_ID_EXAMPLE " --words 'No gas' --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = cancel_run},
    {.words = "activity move", .params = move_params,
     .help = N_("A session is held at another time"),
     .examples = {"activity move " PARAM_ID_EXAMPLE " --to 2026-11-28T14:00:00Z",
                  "activity move " PARAM_ID_EXAMPLE " --to 2026-11-29T08:30:00Z"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = move_run},
    {.words = "activity reopen", .params = session_params,
     .help = N_("A session that was confirmed or cancelled can be changed again"),
     .examples = {"activity reopen " PARAM_ID_EXAMPLE " --day 2026-11-26",
                  "activity reopen " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_ACTIVITIES, .run = reopen_run},
    {0},
};
/* clang-format on */
