/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* equipment.c - `hearth equipment`: what a house owns, what is faulty, what was repaired. */
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/equipment.h"
#include "model/types.h"
#include "view/equipment.h"

/* ---- looking -----------------------------------------------------------------------------------
 */

static const struct table_column list_columns[] = {
    {"what", N_("What"), SQL_TEXT},
    {"house", N_("House"), SQL_TEXT},
    {"room", N_("Room"), SQL_TEXT},
    {"place", N_("Where?"), SQL_TEXT},
    {"since", N_("Since"), SQL_DATE},
    {"state", N_("State"), SQL_CHOICE},
    {"faulty_since", N_("Faulty since"), SQL_INSTANT},
    {"waits_long", NULL, SQL_YESNO},
    {"id", N_("Id"), SQL_ID},
};

static void text_or_none(struct table *t, struct text words)
{
    if (words.n == 0)
        table_none(t);
    else
        table_text(t, words);
}

static void row_put(struct cli_site *s, struct table *t, const struct equipment_view *e)
{
    const struct choice *state =
        choice_by_no(field_by_no(&equipment_type, EQUIPMENT_STATE), e->state);
    table_text(t, rec_text(e->rec, EQUIPMENT_WHAT));
    table_text(t, e->place->handle);
    text_or_none(t, e->room);
    text_or_none(t, rec_text(e->rec, EQUIPMENT_PLACE));
    if (rec_has(e->rec, EQUIPMENT_SINCE))
        table_date(t, (int32_t)rec_int(e->rec, EQUIPMENT_SINCE, 0));
    else
        table_none(t);
    table_choice(t, state->code, state->label);
    if (e->waits_since_ms == 0)
        table_none(t);
    else
        table_instant(t, e->waits_since_ms);
    table_yesno(t, equipment_waits_long(&s->rq, e));
    table_id(t, e->rec->id);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct equipment_ask ask = {.gone_too = cli_has(cli, "gone")};
    struct equipment_list list;
    struct text handle = cli_text(cli, "house");
    TRY(cli_site_open_people(cli, &s));
    if (handle.n > 0)
        TRY(house_of_handle(&s.rq, handle, &ask.house));
    if (handle.n > 0 && id_is_none(ask.house))
        return err_mend(err_input(cli->arena, "house", N_("There is no such house")),
                        "hearth house list");
    TRY(equipment_list(&s.rq, &ask, &list));
    struct table t = table_make(cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < list.n; i++)
        row_put(&s, &t, &list.at[i]);
    return table_put(&t);
}

/* ---- acts --------------------------------------------------------------------------------------
 */

static size_t told_from(struct cli *cli, struct told told[8])
{
    static const char *const fields[] = {"what", "room", "place", "since", "given_by"};
    static const char *const options[] = {"what", "room", "place", "since", "given-by"};
    size_t n = 0;
    for (size_t i = 0; i < COUNT(fields); i++)
        if (cli_has(cli, options[i]))
            told[n++] = (struct told){fields[i], cli_text(cli, options[i])};
    return n;
}

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct told told[8];
    struct equipment_form form = {.house = cli_text(cli, "house"), .told = told};
    form.n = told_from(cli, told);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, equipment_add, &form);
}

static struct err *correct_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct told told[8];
    struct equipment_form form = {.equipment = cli_id(cli, "equipment"), .told = told};
    form.n = told_from(cli, told);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, equipment_correct, &form);
}

static struct err *act_run(struct cli *cli, command_fn *run)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct equipment_act_form form = {.equipment = cli_id(cli, "equipment"),
                                            .words = cli_text(cli, "words"),
                                            .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, run, &form);
}

static struct err *fault_run(struct cli *cli)
{
    return act_run(cli, equipment_fault);
}

static struct err *repair_run(struct cli *cli)
{
    return act_run(cli, cli_has(cli, "begun") ? equipment_repair : equipment_repaired);
}

static struct err *gone_run(struct cli *cli)
{
    return act_run(cli, equipment_gone);
}

/* ---- rows --------------------------------------------------------------------------------------
 */

#define PARAM_EQUIPMENT                                                                            \
    {                                                                                              \
        .name = "equipment", .value = "ID", .kind = CLI_ID, .positional = true, .required = true,  \
        .help = N_("Which: the id that equipment list shows")                                      \
    }
#define PARAM_WORDS(is_required, text)                                                             \
    {                                                                                              \
        .name = "words", .value = "TEXT", .kind = CLI_TEXT, .required = (is_required),             \
        .bytes_max = 800, .help = text                                                             \
    }
#define PARAMS_OF_A_THING                                                                          \
    {.name = "room",                                                                               \
     .value = "LABEL",                                                                             \
     .kind = CLI_TEXT,                                                                             \
     .help = N_("The room's label, if it stands in one")},                                         \
        {.name = "place",                                                                          \
         .value = "TEXT",                                                                          \
         .kind = CLI_TEXT,                                                                         \
         .help = N_("Where it stands otherwise")},                                                 \
        {.name = "since", .value = "DATE", .kind = CLI_DATE, .help = N_("Since when it is here")}, \
    {                                                                                              \
        .name = "given-by", .value = "TEXT", .kind = CLI_TEXT, .bytes_max = 480,                   \
        .help = N_("Who gave it, as the giver wants to be called")                                 \
    }

static const struct cli_param list_params[] = {
    PARAM_HOUSE(false),
    {.name = "gone", .kind = CLI_FLAG, .help = N_("What is gone, too")},
    {0},
};
static const struct cli_param add_params[] = {
    {.name = "what",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("What it is")},
    PARAM_HOUSE(true),
    PARAMS_OF_A_THING,
    {0},
};
static const struct cli_param correct_params[] = {
    PARAM_EQUIPMENT,
    {.name = "what", .value = "TEXT", .kind = CLI_TEXT, .help = N_("What it is")},
    PARAMS_OF_A_THING,
    {0},
};
static const struct cli_param fault_params[] = {
    PARAM_EQUIPMENT, PARAM_WORDS(true, N_("What is wrong with it")), PARAM_WHEN, {0}};
static const struct cli_param repair_params[] = {
    PARAM_EQUIPMENT,
    PARAM_WORDS(false, N_("What was done, by whom, for how much")),
    {.name = "begun", .kind = CLI_FLAG, .help = N_("It is not done yet: somebody is at it")},
    PARAM_WHEN,
    {0},
};
static const struct cli_param gone_params[] = {
    PARAM_EQUIPMENT, PARAM_WORDS(false, N_("Why")), PARAM_WHEN, {0}};

/* clang-format off */
const struct cli_command equipment_rows[] = {
    {.words = "equipment list", .params = list_params,
     .help = N_("Show what a house owns, first what waits for repair"),
     .examples = {"equipment list", "equipment list --house rowan-house --json"},
     .place = CLI_READS, .may = MAY_SEE_EQUIPMENT, .run = list_run},
    {.words = "equipment add", .params = add_params, .help = N_("Write equipment down"),
     .examples = {"equipment add 'Washing machine' --house rowan-house --place Laundry",
                  "equipment add Cot --house rowan-house --room 3 --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_EQUIPMENT, .run = add_run},
    {.words = "equipment correct", .params = correct_params,
     .help = N_("Correct what was written of equipment"),
     .examples = {"equipment correct " PARAM_ID_EXAMPLE " --place Cellar",
                  "equipment correct " PARAM_ID_EXAMPLE " --room 3 --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_EQUIPMENT, .run = correct_run},
    {.words = "equipment fault", .params = fault_params, .help = N_("It does not work"),
     .examples = {"equipment fault " PARAM_ID_EXAMPLE " --words 'No hot water'",
                  "equipment fault " PARAM_ID_EXAMPLE " --words 'It leaks' --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_EQUIPMENT, .run = fault_run},
    {.words = "equipment repair", .params = repair_params,
     .help = N_("It works again, or somebody repairs it"),
     .examples = {"equipment repair " PARAM_ID_EXAMPLE " --words 'A new belt'",
                  "equipment repair " PARAM_ID_EXAMPLE " --begun"},
     .place = CLI_WRITES, .may = MAY_WRITE_EQUIPMENT, .run = repair_run},
    {.words = "equipment gone", .params = gone_params, .help = N_("It is not here any more"),
     .examples = {"equipment gone " PARAM_ID_EXAMPLE " --words 'Given to the school'",
                  "equipment gone " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES, .may = MAY_WRITE_EQUIPMENT, .run = gone_run},
    {0},
};
/* clang-format on */
