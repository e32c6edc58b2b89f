/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_equipment.c - things of a house: faulty, in repair, working again, gone; who sees them; and
 * who shows a newcomer round. */
#include "base/when.h"
#include "command/companion.h"
#include "command/equipment.h"
#include "sql/house.sql.h"
#include "support/engines.h"
#include "support/site.h"
#include "view/companions.h"
#include "view/equipment.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static int64_t now_ms;
static int n_schemas;
static struct workplace place;

static int64_t set_now(void)
{
    return now_ms;
}

static int begin_in(void **state, const char *database)
{
    static struct world world;
    char schema[48];
    world = *world_real();
    world.now_ms = set_now;
    now_ms = NOW_MS;
    world_set(&world);
    (void)snprintf(schema, sizeof schema, "equipment_%ld_%d", (long)getpid(), n_schemas++);
    place = workplace_make_in(database, database == NULL ? NULL : schema);
    *state = &place;
    return 0;
}

static int begin_sqlite(void **state)
{
    return begin_in(state, NULL);
}

static int begin_pg(void **state)
{
    return begin_in(state, engines_conninfo());
}

static int end(void **state)
{
    workplace_done(*state);
    world_set(NULL);
    return 0;
}

static void user_given(struct workplace *w, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(w, user_add, &form, MAY_MANAGE_USERS);
}

static struct request asking(struct workplace *w, const char *login, enum may may)
{
    struct who *who = arena_make(w->arena, struct who);
    struct request rq;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), may, who, &rq));
    return rq;
}

/* ---- equipment ---------------------------------------------------------------------------------
 */

static struct job thing_as(struct workplace *w, const char *login, const char *house,
                           const char *what, const char *room)
{
    struct told *told = arena_makes(w->arena, struct told, 2);
    struct equipment_form *form = arena_make(w->arena, struct equipment_form);
    told[0] = (struct told){"what", text_of(what)};
    told[1] = (struct told){"room", text_of(room)};
    *form = (struct equipment_form){.house = text_of(house), .n = 2, .told = told};
    return act_as(w, login, equipment_add, form, MAY_WRITE_EQUIPMENT);
}

static struct id washer(struct workplace *w)
{
    struct job job = thing_as(w, "manager", "rowan-house", "Washing machine", "1");
    assert_fine(job.err);
    return made(&job, &equipment_type);
}

static struct err *turn(struct workplace *w, const char *login, command_fn *run, struct id thing,
                        const char *words)
{
    const struct equipment_act_form form = {.equipment = thing, .words = text_of(words)};
    return act_as(w, login, run, &form, MAY_WRITE_EQUIPMENT).err;
}

static struct equipment_list things(struct workplace *w, const char *login,
                                    struct equipment_ask ask)
{
    struct request rq = asking(w, login, MAY_SEE_EQUIPMENT);
    struct equipment_list list;
    assert_fine(equipment_list(&rq, &ask, &list));
    return list;
}

static void a_thing_goes_only_from_state_to_state(void **state)
{
    struct workplace *w = *state;
    struct id thing = washer(w);
    assert_err(ERR_CONFLICT, turn(w, "manager", equipment_repair, thing, NULL));
    assert_err(ERR_CONFLICT, turn(w, "manager", equipment_repaired, thing, NULL));
    struct err *bad = turn(w, "manager", equipment_fault, thing, NULL);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("fault", bad->field);
    assert_fine(turn(w, "manager", equipment_fault, thing, "It leaks"));
    assert_err(ERR_CONFLICT, turn(w, "manager", equipment_fault, thing, "It leaks"));
    assert_fine(turn(w, "manager", equipment_repair, thing, NULL));
    assert_err(ERR_CONFLICT, turn(w, "manager", equipment_repair, thing, NULL));
    assert_fine(turn(w, "manager", equipment_repaired, thing, "A new belt"));
    assert_fine(turn(w, "manager", equipment_fault, thing, "It leaks again"));
    assert_fine(turn(w, "manager", equipment_gone, thing, "Too old"));
    assert_err(ERR_CONFLICT, turn(w, "manager", equipment_fault, thing, "It is gone"));
    struct request rq = asking(w, "manager", MAY_SEE_EQUIPMENT);
    struct repair_list repairs;
    assert_fine(equipment_repairs(&rq, thing, &repairs));
    assert_int_equal(2, repairs.n);
    assert_null(repairs.open);
    assert_int_equal(0, things(w, "manager", (struct equipment_ask){0}).n);
    assert_int_equal(1, things(w, "manager", (struct equipment_ask){.gone_too = true}).n);
}

static void what_waits_longest_stands_first_and_after_a_week_on_today(void **state)
{
    struct workplace *w = *state;
    struct id first = washer(w), second = washer(w);
    assert_fine(thing_as(w, "manager", "rowan-house", "Cot", NULL).err);
    assert_fine(turn(w, "manager", equipment_fault, second, "It leaks"));
    now_ms += DAY_MS;
    assert_fine(turn(w, "manager", equipment_fault, first, "It smokes"));
    now_ms += 6 * DAY_MS;
    struct request rq = asking(w, "manager", MAY_SEE_EQUIPMENT);
    struct equipment_list list = things(w, "manager", (struct equipment_ask){0});
    assert_int_equal(3, list.n);
    assert_true(id_equal(second, list.at[0].rec->id));
    assert_true(equipment_waits_long(&rq, &list.at[0]));
    assert_true(id_equal(first, list.at[1].rec->id));
    assert_false(equipment_waits_long(&rq, &list.at[1]));
    assert_int_equal(0, list.at[2].waits_since_ms);
    assert_int_equal(2, things(w, "manager", (struct equipment_ask){.room = w->rooms[0]}).n);
}

static void another_house_neither_sees_nor_mends_it(void **state)
{
    struct workplace *w = *state;
    const struct house_form house = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    act_well(w, house_add, &house, MAY_MANAGE_HOUSES);
    user_given(w, "nina", "house", "house:linden-flats");
    user_given(w, "olha", "house", "house:rowan-house");
    struct id thing = washer(w);
    assert_int_equal(0, things(w, "nina", (struct equipment_ask){0}).n);
    assert_int_equal(0, things(w, "nina", (struct equipment_ask){.room = w->rooms[0]}).n);
    struct err *unseen = turn(w, "nina", equipment_fault, thing, "It leaks");
    struct err *unknown = turn(w, "nina", equipment_fault, id_random(), "It leaks");
    assert_err(ERR_ABSENT, unseen);
    assert_err(ERR_ABSENT, unknown);
    assert_string_equal(unknown->text, unseen->text);
    assert_err(ERR_INPUT, thing_as(w, "nina", "rowan-house", "Cot", NULL).err);
    struct err *bad = thing_as(w, "olha", "rowan-house", "Cot", "99").err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("room", bad->field);
    assert_fine(turn(w, "olha", equipment_fault, thing, "It leaks"));
}

static void a_fault_that_is_undone_never_was_and_the_tables_stay_the_same(void **state)
{
    struct workplace *w = *state;
    struct id thing = washer(w);
    struct hash before, after;
    int64_t entries = 0;
    const struct equipment_act_form form = {.equipment = thing, .words = TEXT("It leaks")};
    struct job job = act_well(w, equipment_fault, &form, MAY_WRITE_EQUIPMENT);
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_OWN);
    struct equipment_list list = things(w, "manager", (struct equipment_ask){0});
    assert_int_equal(EQUIPMENT_WORKS, list.at[0].state);
    assert_int_equal(0, list.at[0].waits_since_ms);
    assert_fine(turn(w, "manager", equipment_fault, thing, "It leaks"));
    assert_fine(desk_projection_hash(w->site, &before));
    assert_fine(desk_rebuild(w->site, NULL, &entries));
    assert_fine(desk_projection_hash(w->site, &after));
    assert_memory_equal(&before, &after, sizeof before);
}

/* ---- companions --------------------------------------------------------------------------------
 */

static struct id head_admitted(struct workplace *w, const char *name, size_t room,
                               size_t n_children)
{
    struct job job = admit(w, name, room, n_children);
    struct rec *r = NULL;
    assert_fine(job.err);
    assert_fine(
        record_get(&w->site->store, w->arena, &household_type, made(&job, &household_type), &r));
    return rec_id(r, HOUSEHOLD_HEAD);
}

static struct err *name(struct workplace *w, const char *login, struct id person, struct id by)
{
    const struct companion_form form = {.person = person, .companion = by};
    return act_as(w, login, companion_name, &form, MAY_ADMIT).err;
}

static struct companion_view companion(struct workplace *w, const char *login, struct id person)
{
    struct request rq = asking(w, login, MAY_SEE_PERSONS);
    struct sql_stays_of_person_row *stays;
    struct companion_view view;
    size_t n = 0;
    assert_fine(sql_stays_of_person(w->site->db, w->arena, w->site->org, person, &stays, &n));
    assert_fine(companion_of_stay(&rq, stays[0].stay, stays[0].house, &view));
    return view;
}

static void somebody_of_the_house_shows_a_newcomer_round(void **state)
{
    struct workplace *w = *state;
    struct id oksana = head_admitted(w, "Oksana M.", 0, 1),
              olena = head_admitted(w, "Olena K.", 1, 0);
    struct id hanna = head_admitted(w, "Hanna S.", 2, 0);
    struct companion_rows rows;
    struct request rq = asking(w, "manager", MAY_SEE_PERSONS);
    now_ms += 3600000;
    assert_err(ERR_INPUT, name(w, "manager", oksana, oksana));
    assert_err(ERR_INPUT, name(w, "manager", oksana, id_random()));
    assert_fine(name(w, "manager", oksana, olena));
    assert_text("Olena K.", companion(w, "manager", oksana).name);
    assert_fine(companion_newcomers(&rq, olena, &rows));
    assert_int_equal(1, rows.n);
    now_ms += 3600000;
    assert_fine(name(w, "manager", oksana, hanna)); /* in her place */
    assert_text("Hanna S.", companion(w, "manager", oksana).name);
    const struct leave_form leave = {.person = hanna, .reason = TEXT("completed")};
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    assert_true(id_is_none(companion(w, "manager", oksana).record));
    assert_err(ERR_INPUT, name(w, "manager", oksana, hanna));
    assert_fine(name(w, "manager", oksana, olena));
    const struct companion_form over = {.person = oksana};
    act_well(w, companion_end, &over, MAY_ADMIT);
    assert_err(ERR_CONFLICT, act(w, companion_end, &over, MAY_ADMIT).err);
}

static void only_adults_of_other_families_can_be_chosen(void **state)
{
    struct workplace *w = *state;
    struct id oksana = head_admitted(w, "Oksana M.", 0, 2);
    head_admitted(w, "Olena K.", 1, 2);
    struct request rq = asking(w, "manager", MAY_SEE_PERSONS);
    struct sql_stays_of_person_row *stays;
    struct companion_rows rows;
    size_t n = 0;
    assert_fine(sql_stays_of_person(w->site->db, w->arena, w->site->org, oksana, &stays, &n));
    assert_fine(companions_possible(&rq, stays[0].house, stays[0].household, &rows));
    assert_int_equal(1, rows.n);
    assert_string_equal("Olena K.", rows.at[0]->name);
}

#define BOTH(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, begin_sqlite, end),                                      \
        cmocka_unit_test_setup_teardown(name, begin_pg, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(a_thing_goes_only_from_state_to_state),
        BOTH(what_waits_longest_stands_first_and_after_a_week_on_today),
        BOTH(another_house_neither_sees_nor_mends_it),
        BOTH(a_fault_that_is_undone_never_was_and_the_tables_stay_the_same),
        BOTH(somebody_of_the_house_shows_a_newcomer_round),
        BOTH(only_adults_of_other_families_can_be_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
