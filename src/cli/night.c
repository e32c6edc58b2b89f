/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* night.c - the roll call of a house and its changes of shift, from the command line. */
#include "cli/night.h"

#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/roll.h"
#include "command/shift.h"
#include "model/types.h"
#include "model/types_night.h"
#include "view/roll.h"
#include "view/shift.h"

enum { EXCEPTIONS_MAX = 200, SHIFTS_MAX = 50 };

/* ---- the night ----------------------------------------------------------------------------------
 */

static const struct table_column night_columns[] = {
    {"room", N_("Room"), SQL_TEXT},
    {"name", N_("Name"), SQL_TEXT},
    {"known", N_("Known so far"), SQL_CHOICE},
    {"mark", N_("In the roll call"), SQL_CHOICE},
    {"person", N_("Person"), SQL_ID},
};

static void mark_put(struct table *t, int64_t mark)
{
    const struct choice *c = choice_by_no(field_by_no(&roll_mark_type, ROLL_MARK_MARK), mark);
    if (c == NULL)
        table_none(t);
    else
        table_choice(t, c->code, c->label);
}

static void family_put(struct table *t, const struct roll_view *roll, const struct tile *tile,
                       const struct lodging_family *family)
{
    for (size_t i = 0; i < family->n; i++) {
        const struct roll_person *p = roll_person_of(roll, family->at[i].person);
        table_text(t, tile->label);
        table_text(t, family->at[i].name);
        mark_put(t, p->known);
        mark_put(t, p->written);
        table_id(t, family->at[i].person);
    }
}

struct err *night_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct roll_view roll;
    TRY(cli_site_open_people(cli, &s));
    TRY(roll_view(&s.rq, cli_text(cli, "house"), &roll));
    struct table t = table_make(cli, night_columns, COUNT(night_columns));
    for (size_t i = 0; i < roll.house->n_tiles; i++)
        for (size_t j = 0; j < roll.house->tiles[i].n_families; j++)
            family_put(&t, &roll, &roll.house->tiles[i], &roll.house->tiles[i].families[j]);
    return table_put(&t);
}

/* "mfrggzdfmztwq2lknnwg23tpoa=missing" */
static struct err *exception_read(struct cli *cli, struct text written,
                                  struct roll_mark_form *ret_mark)
{
    struct text rest = written, person = TEXT_NONE;
    *ret_mark = (struct roll_mark_form){0};
    if (text_cut(&rest, '=', &person) && rest.n > 0 &&
        id_parse(text_trim(person), &ret_mark->person)) {
        ret_mark->mark = text_trim(rest);
        return NULL;
    }
    return err_example(err_input(cli->arena, "except", N_("Write a person's id, = and where")),
                       PARAM_ID_EXAMPLE "=missing");
}

struct err *rollcall_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct cli_value *given = cli_value(cli, "except");
    struct roll_mark_form marks[EXCEPTIONS_MAX];
    struct roll_form form = {
        .house = cli_text(cli, "house"), .marks = marks, .at_ms = cli_number(cli, "when", 0)};
    if (given->n > EXCEPTIONS_MAX)
        return err_input(cli->arena, "except", N_("{1}: there are too many"), "except");
    for (form.n = 0; form.n < given->n; form.n++)
        TRY(exception_read(cli, given->texts[form.n], &marks[form.n]));
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, roll_confirm, &form);
}

/* ---- shifts -------------------------------------------------------------------------------------
 */

struct err *shift_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct shift_form form = {.house = cli_text(cli, "house"),
                                    .taker = cli_text(cli, "taker"),
                                    .note = cli_text(cli, "note"),
                                    .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, shift_hand_over, &form);
}

struct err *shift_read_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct shift_read_form form = {cli_id(cli, "shift")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, shift_read, &form);
}

static const struct table_column shift_columns[] = {
    {"at", N_("When"), SQL_INSTANT},          {"giver", N_("Handed over by"), SQL_TEXT},
    {"taker", N_("Taken over by"), SQL_TEXT}, {"state", N_("State"), SQL_CHOICE},
    {"note", N_("Handover note"), SQL_TEXT},  {"id", N_("Change of shift"), SQL_ID},
};

static void shift_put(struct table *t, const struct shift_row *row)
{
    const struct choice *state =
        choice_by_no(field_by_no(&shift_type, SHIFT_STATE), row->is_read ? SHIFT_READ : SHIFT_TOLD);
    table_instant(t, row->at_ms);
    table_text(t, row->giver);
    table_text(t, row->taker);
    table_choice(t, state->code, state->label);
    table_text(t, row->note);
    table_id(t, row->shift);
}

struct err *shifts_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct house_views houses;
    struct shift_list list;
    TRY(cli_site_open_people(cli, &s));
    TRY(house_views(&s.rq, cli_text(cli, "house"), &houses));
    TRY(shift_list(&s.rq, houses.at[0].house, SHIFTS_MAX, &list));
    struct table t = table_make(cli, shift_columns, COUNT(shift_columns));
    for (size_t i = 0; i < list.n; i++)
        shift_put(&t, &list.at[i]);
    return table_put(&t);
}

/* ---- options ------------------------------------------------------------------------------------
 */

#define HOUSE_PARAM                                                                                \
    {                                                                                              \
        .name = "house", .value = "HOUSE", .kind = CLI_TEXT, .positional = true, .required = true, \
        .help = N_("The house's short name")                                                       \
    }
const struct cli_param night_params[] = {HOUSE_PARAM, {0}};
const struct cli_param shifts_params[] = {HOUSE_PARAM, {0}};

static const char *const alls[] = {"home", NULL};
const struct cli_param rollcall_params[] = {
    HOUSE_PARAM,
    {.name = "all",
     .value = "home",
     .kind = CLI_CHOICE,
     .choices = alls,
     .help = N_("Everybody is at home who is not known to be away; so it is also if left out")},
    {.name = "except",
     .value = "PERSON=WHERE",
     .kind = CLI_TEXT,
     .many = true,
     .help = N_("Somebody is elsewhere: home, leave, hospital, missing, other; once for each")},
    PARAM_WHEN,
    {0},
};
const struct cli_param shift_params[] = {
    HOUSE_PARAM,
    {.name = "taker", .value = "USER", .kind = CLI_TEXT, .help = N_("Who takes over")},
    {.name = "note",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .bytes_max = 40000,
     .help = N_("What the next one must know tonight")},
    PARAM_WHEN,
    {0},
};
const struct cli_param shift_read_params[] = {
    {.name = "shift",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Which one: the id that house shifts shows")},
    {0},
};
