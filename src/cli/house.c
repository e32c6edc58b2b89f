/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* house.c - `hearth house`: houses and rooms; a family comes, goes, comes back, moves. */
#include <string.h>

#include "cli/commands.h"
#include "cli/gosheet.h"
#include "cli/night.h"
#include "cli/params.h"
#include "base/json.h"
#include "cli/site.h"
#include "command/stay.h"
#include "model/types.h"
#include "view/houses.h"

/* ---- house list ------------------------------------------------------------------------------ */

static const char *lodger_name(const struct cli_site *s, const struct sql_lodgers_of_house_row *l)
{
    const struct person_row *row = people_get(s->rq.people, l->person);
    return row == NULL ? "" : row->name;
}

static void room_json(struct buf *b, const struct cli_site *s, const struct house_view *h,
                      const struct room_view *room)
{
    json_open(b, '{');
    json_id(b, "id", room->room);
    json_text(b, "label", room->label);
    json_int(b, "places", room->places);
    json_bool(b, "in_service", room->in_service);
    json_int(b, "households", (int64_t)room->n_households);
    json_int(b, "persons", (int64_t)room->n_persons);
    json_bool(b, "free", room->in_service && (int64_t)room->n_households < room->households_max);
    json_name(b, "here");
    json_open(b, '[');
    for (size_t i = 0; i < h->n_lodgers; i++) {
        if (!id_equal(h->lodgers[i].room, room->room))
            continue;
        json_open(b, '{');
        json_id(b, "id", h->lodgers[i].person);
        json_string(b, "name", lodger_name(s, &h->lodgers[i]));
        json_close(b, '}');
    }
    json_close(b, ']');
    json_close(b, '}');
}

static void house_json(struct buf *b, const struct cli_site *s, const struct house_view *h)
{
    const struct field *kind = field_by_no(&house_type, HOUSE_KIND);
    json_open(b, '{');
    json_id(b, "id", h->house);
    json_text(b, "handle", h->handle);
    json_text(b, "name", h->name);
    json_string(b, "kind", choice_by_no(kind, h->kind)->code);
    json_bool(b, "open", h->is_open);
    if (h->rooms_seen) {
        json_name(b, "rooms");
        json_open(b, '[');
        for (size_t i = 0; i < h->n_rooms; i++)
            room_json(b, s, h, &h->rooms[i]);
        json_close(b, ']');
    }
    json_close(b, '}');
}

static void room_plain(struct cli *cli, const struct cli_site *s, const struct house_view *h,
                       const struct room_view *room)
{
    bool any = false;
    struct buf *b = &cli->out;
    buf_printf(b, "  %.*s  ", TEXT_ARG(room->label));
    if (!room->in_service)
        cli_say(cli, N_("out of service"));
    else if (room->n_households == 0)
        cli_say(cli, N_("free"));
    for (size_t i = 0; i < h->n_lodgers; i++) {
        if (!id_equal(h->lodgers[i].room, room->room))
            continue;
        buf_printf(b, "%s%s", any ? ", " : "", lodger_name(s, &h->lodgers[i]));
        any = true;
    }
    buf_char(b, '\n');
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct house_views views;
    TRY(cli_site_open_people(cli, &s));
    TRY(house_views(&s.rq, cli_text(cli, "house"), &views));
    if (cli->json) {
        json_open(&cli->out, '{');
        json_name(&cli->out, "rows");
        json_open(&cli->out, '[');
    }
    for (size_t i = 0; i < views.n; i++) {
        const struct house_view *h = &views.at[i];
        if (cli->json) {
            house_json(&cli->out, &s, h);
            continue;
        }
        buf_printf(&cli->out, "%.*s  %.*s\n", TEXT_ARG(h->handle), TEXT_ARG(h->name));
        for (size_t j = 0; j < h->n_rooms; j++)
            room_plain(cli, &s, h, &h->rooms[j]);
    }
    if (cli->json) {
        json_close(&cli->out, ']');
        json_int(&cli->out, "count", (int64_t)views.n);
        json_close(&cli->out, '}');
        buf_char(&cli->out, '\n');
    }
    return NULL;
}

/* ---- house add, house room ---------------------------------------------------------------------
 */

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct text zone = cli_text(cli, "zone");
    const struct house_form form = {.handle = cli_text(cli, "handle"),
                                    .name = cli_text(cli, "name"),
                                    .zone = zone.n == 0 ? TEXT("Europe/Kyiv") : zone,
                                    .kind = cli_text(cli, "kind")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, house_add, &form);
}

static struct err *room_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct room_form form = {.house = cli_text(cli, "house"),
                                   .label = cli_text(cli, "label"),
                                   .places = cli_text(cli, "places"),
                                   .households_max = cli_text(cli, "families")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, room_add, &form);
}

/* ---- house admit -------------------------------------------------------------------------------
 */

/* "Danylo, 6" or "Danylo, 2019-05-02" or "Danylo". */
static struct admit_person child_read(struct text written)
{
    struct text rest = written, name = TEXT_NONE;
    struct admit_person child = {0};
    if (!text_cut(&rest, ',', &name) || rest.at == NULL) {
        child.name = text_trim(written);
        return child;
    }
    child.name = text_trim(name);
    rest = text_trim(rest);
    if (rest.n == 10)
        child.birth = rest;
    else
        child.age = rest;
    return child;
}

static struct err *admit_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct admit_person children[ADMIT_CHILDREN_MAX];
    const struct cli_value *given = cli_value(cli, "child");
    struct admit_form form = {.house = cli_text(cli, "house"),
                              .children = children,
                              .danger = cli_text(cli, "danger"),
                              .expected = cli_text(cli, "expects"),
                              .head_is = cli_text(cli, "head"),
                              .at_ms = cli_number(cli, "when", 0)};
    form.head = (struct admit_person){.name = cli_text(cli, "name"),
                                      .sex = cli_text(cli, "sex"),
                                      .birth = cli_text(cli, "birth"),
                                      .age = cli_text(cli, "age")};
    if (cli_has(cli, "person"))
        form.head.person = cli_id(cli, "person");
    if (given->n > ADMIT_CHILDREN_MAX)
        return err_input(cli->arena, "child", N_("{1}: there are too many"), "child");
    for (form.n_children = 0; form.n_children < given->n; form.n_children++)
        children[form.n_children] = child_read(given->texts[form.n_children]);
    TRY(cli_site_open_people(cli, &s));
    TRY(room_by_label(&s.rq, form.house, cli_text(cli, "room"), &form.room));
    return cli_site_do(&s, stay_admit, &form);
}

static struct err *join_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct join_form form = {.person = cli_id(cli, "person"), .at_ms = cli_number(cli, "when", 0)};
    if (cli_has(cli, "child"))
        form.child = child_read(cli_value(cli, "child")->texts[0]);
    if (cli_has(cli, "known"))
        form.child.person = cli_id(cli, "known");
    form.child.sex = cli_text(cli, "sex");
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, stay_join, &form);
}

/* ---- house leave, return, move -----------------------------------------------------------------
 */

static struct err *leave_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    TRY(cli_site_open(cli, &s));
    if (cli_has(cli, "away")) {
        const struct away_form away = {.person = cli_id(cli, "person"),
                                       .alone = cli_has(cli, "alone"),
                                       .reason = cli_text(cli, "away"),
                                       .back = cli_text(cli, "back"),
                                       .at_ms = cli_number(cli, "when", 0)};
        return cli_site_do(&s, stay_away, &away);
    }
    const struct leave_form form = {.person = cli_id(cli, "person"),
                                    .alone = cli_has(cli, "alone"),
                                    .reason = cli_text(cli, "reason"),
                                    .destination = cli_text(cli, "to"),
                                    .words = cli_text(cli, "words"),
                                    .at_ms = cli_number(cli, "when", 0)};
    return cli_site_do(&s, stay_leave, &form);
}

static struct err *room_optional(struct cli_site *s, struct id *ret_room)
{
    *ret_room = ID_NONE;
    if (!cli_has(s->cli, "room"))
        return NULL;
    return room_by_label(&s->rq, cli_text(s->cli, "house"), cli_text(s->cli, "room"), ret_room);
}

static struct err *return_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct return_form form = {.person = cli_id(cli, "person"),
                               .alone = cli_has(cli, "alone"),
                               .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open(cli, &s));
    TRY(room_optional(&s, &form.room));
    return cli_site_do(&s, stay_return, &form);
}

static struct err *move_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct move_form form = {.person = cli_id(cli, "person"), .at_ms = cli_number(cli, "when", 0)};
    TRY(cli_site_open(cli, &s));
    TRY(room_optional(&s, &form.room));
    return cli_site_do(&s, stay_move, &form);
}

/* ---- rows --------------------------------------------------------------------------------------
 */

#define ALONE_PARAM                                                                                \
    {                                                                                              \
        .name = "alone", .kind = CLI_FLAG, .help = N_("Only this person, not the whole family")    \
    }

static const char *const heads[] = {"mother",      "father",   "grandmother",
                                    "grandfather", "guardian", NULL};
static const struct cli_param list_params[] = {
    PARAM_HOUSE_ONLY(true),
    {0},
};
static const struct cli_param add_params[] = {
    {.name = "handle",
     .value = "HANDLE",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("A word for addresses and lists. No town, no person")},
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .required = true,
     .help = N_("What the house is called")},
    {.name = "kind",
     .value = "KIND",
     .kind = CLI_CHOICE,
     .required = true,
     .of = &house_type,
     .field = HOUSE_KIND,
     .help = N_("What kind of house")},
    PARAM_ZONE,
    {0},
};
static const struct cli_param room_params[] = {
    {.name = "label",
     .value = "LABEL",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("What stands on the door")},
    PARAM_HOUSE(true),
    {.name = "places",
     .value = "N",
     .kind = CLI_INT,
     .required = true,
     .min = 1,
     .max = 30,
     .help = N_("How many can sleep there")},
    {.name = "families",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = 30,
     .help = N_("How many families at a time; one unless said otherwise")},
    {0},
};
static const struct cli_param admit_params[] = {
    PARAM_HOUSE(true),
    PARAM_ROOM,
    PARAM_NAME(false),
    {.name = "person",
     .value = "ID",
     .kind = CLI_ID,
     .help = N_("In place of a name: somebody known already")},
    PARAM_BIRTH,
    {.name = "age",
     .value = "YEARS",
     .kind = CLI_INT,
     .min = 0,
     .max = 120,
     .help = N_("Or how old she says she is")},
    {.name = "sex",
     .value = "SEX",
     .kind = CLI_CHOICE,
     .of = &person_type,
     .field = PERSON_SEX,
     .help = N_("If the head of the family is not a woman")},
    {.name = "head",
     .value = "WHO",
     .kind = CLI_CHOICE,
     .choices = heads,
     .help = N_("What the head is to the children; their mother unless said otherwise")},
    {.name = "child",
     .value = "NAME,AGE",
     .kind = CLI_TEXT,
     .many = true,
     .help = N_("A child with age or birth date; once for each")},
    {.name = "expects",
     .value = "DATE",
     .kind = CLI_DATE,
     .help = N_("She expects a child about this day")},
    {.name = "danger",
     .value = "ANSWER",
     .kind = CLI_CHOICE,
     .of = &person_type,
     .field = PERSON_DANGER,
     .help = N_("Is she in danger from someone? Left out: not asked, and protected as yes")},
    PARAM_WHEN,
    {0},
};
static const struct cli_param join_params[] = {
    PARAM_PERSON,
    {.name = "child",
     .value = "NAME,AGE",
     .kind = CLI_TEXT,
     .help = N_("The child with age or birth date")},
    {.name = "known",
     .value = "ID",
     .kind = CLI_ID,
     .help = N_("A child known already, or the one that was expected")},
    {.name = "sex",
     .value = "SEX",
     .kind = CLI_CHOICE,
     .of = &person_type,
     .field = PERSON_SEX,
     .help = N_("A girl or a boy")},
    PARAM_WHEN,
    {0},
};
static const struct cli_param leave_params[] = {
    PARAM_PERSON,
    {.name = "reason",
     .value = "REASON",
     .kind = CLI_CHOICE,
     .of = &stay_type,
     .field = STAY_REASON,
     .help = N_("Why the stay ends")},
    {.name = "to",
     .value = "PLACE",
     .kind = CLI_CHOICE,
     .of = &stay_type,
     .field = STAY_DESTINATION,
     .help = N_("Where they go")},
    {.name = "words",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .bytes_max = 8000,
     .help = N_("In her words")},
    {.name = "away",
     .value = "REASON",
     .kind = CLI_CHOICE,
     .of = &absence_type,
     .field = ABSENCE_REASON,
     .help = N_("Only for a time: the stay goes on")},
    {.name = "back", .value = "DATE", .kind = CLI_DATE, .help = N_("When they are expected back")},
    ALONE_PARAM,
    PARAM_WHEN,
    {0},
};
static const struct cli_param return_params[] = {
    PARAM_PERSON,
    PARAM_HOUSE(false),
    {.name = "room",
     .value = "LABEL",
     .kind = CLI_TEXT,
     .help = N_("After an exit: the room of the new stay")},
    ALONE_PARAM,
    PARAM_WHEN,
    {0},
};
static const struct cli_param move_params[] = {
    PARAM_PERSON, PARAM_HOUSE(true), PARAM_ROOM, PARAM_WHEN, {0},
};

const struct cli_command house_rows[] = {
    {.words = "house list",
     .params = list_params,
     .help = N_("Show houses, their rooms and who is there"),
     .examples = {"house list", "house list rowan-house --json"},
     .place = CLI_READS,
     .may = MAY_SEE_HOUSE,
     .run = list_run},
    {.words = "house add",
     .params = add_params,
     .help = N_("Add a house"),
     .examples = {"house add rowan-house --name 'Rowan House' --kind crisis",
                  "house add linden-flats --name 'Linden Flats' --kind adaptation --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_HOUSES,
     .run = add_run},
    {.words = "house room",
     .params = room_params,
     .help = N_("Add a room to a house"),
     .examples = {"house room 3 --house rowan-house --places 4",
                  "house room 12 --house linden-flats --places 6 --families 2"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_HOUSES,
     .run = room_run},
    {.words = "house admit",
     .params = admit_params,
     .help = N_("Admit a family to a room"),
     .more = N_("Two things are needed: her name as she gives it, and a room. A room holds one "
                "family unless it is made for more."),
     .examples = {"house admit --house rowan-house --room 10 --name 'Oksana M.'",
                  "house admit --house rowan-house --room 4 --name Hanna --child 'Mark, 6'"},
     .place = CLI_WRITES,
     .may = MAY_ADMIT,
     .run = admit_run},
    {.words = "house join",
     .params = join_params,
     .help = N_("A child joins the stay of its family: born, returned, brought"),
     .examples = {"house join " PARAM_ID_EXAMPLE " --child 'Danylo, 0'",
                  "house join " PARAM_ID_EXAMPLE " --child Zoya --sex female"},
     .place = CLI_WRITES,
     .may = MAY_ADMIT,
     .run = join_run},
    {.words = "house leave",
     .params = leave_params,
     .help = N_("End a stay, or note that a family is away for a time"),
     .examples = {"house leave " PARAM_ID_EXAMPLE " --reason completed --to rented",
                  "house leave " PARAM_ID_EXAMPLE " --away hospital --alone"},
     .place = CLI_WRITES,
     .may = MAY_ADMIT,
     .run = leave_run},
    {.words = "house return",
     .params = return_params,
     .help = N_("Note that a family is back, or begin a new stay after an exit"),
     .examples = {"house return " PARAM_ID_EXAMPLE,
                  "house return " PARAM_ID_EXAMPLE " --house rowan-house --room 2"},
     .place = CLI_WRITES,
     .may = MAY_ADMIT,
     .run = return_run},
    {.words = "house move",
     .params = move_params,
     .help = N_("Move a family to another room"),
     .examples = {"house move " PARAM_ID_EXAMPLE " --house rowan-house --room 5",
                  "house move " PARAM_ID_EXAMPLE " --house linden-flats --room 12"},
     .place = CLI_WRITES,
     .may = MAY_ADMIT,
     .run = move_run},
    {.words = "house night",
     .params = night_params,
     .help = N_("Show who sleeps where tonight"),
     .examples = {"house night rowan-house", "house night rowan-house --json"},
     .place = CLI_READS,
     .may = MAY_CALL_ROLL,
     .run = night_run},
    {.words = "house go",
     .params = go_params,
     .help = N_("Show what must be in the hand when the house is left in a minute"),
     .examples = {"house go rowan-house", "house go rowan-house --json"},
     .place = CLI_READS,
     .may = MAY_SEE_HOUSE,
     .run = go_run},
    {.words = "house cellar",
     .params = cellar_params,
     .help = N_("Write down who is in the cellar and who is missing"),
     .examples = {"house cellar rowan-house --all",
                  "house cellar rowan-house --here " PARAM_ID_EXAMPLE},
     .place = CLI_WRITES,
     .may = MAY_SEE_HOUSE,
     .run = cellar_run},
    {.words = "house rollcall",
     .params = rollcall_params,
     .help = N_("Confirm the roll call of this night, or correct it"),
     .examples = {"house rollcall rowan-house --all home",
                  "house rollcall rowan-house --except " PARAM_ID_EXAMPLE "=missing"},
     .place = CLI_WRITES,
     .may = MAY_CALL_ROLL,
     .run = rollcall_run},
    {.words = "house shift",
     .params = shift_params,
     .help = N_("Hand the house over to the next shift"),
     .examples = {"house shift rowan-house --taker nina",
                  "house shift rowan-house --note 'Room 4: milk at six'"},
     .place = CLI_WRITES,
     .may = MAY_HAND_OVER,
     .run = shift_run},
    {.words = "house shifts",
     .params = shifts_params,
     .help = N_("Show what was handed over"),
     .examples = {"house shifts rowan-house", "house shifts rowan-house --json"},
     .place = CLI_READS,
     .may = MAY_HAND_OVER,
     .run = shifts_run},
    {.words = "house read",
     .params = shift_read_params,
     .help = N_("Say that a handover note was read"),
     .examples = {"house read " PARAM_ID_EXAMPLE, "house read " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES,
     .may = MAY_HAND_OVER,
     .run = shift_read_run},
    {0},
};
