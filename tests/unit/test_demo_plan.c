/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_demo_plan.c - the demo's plan counted by hand: the headlines stand for every seed, and
 * nothing in it is impossible. */
#include "unit.h"

#include "base/when.h"
#include "cli/demo_plan.h"

enum { SEEDS = 300, OCT_31 = DEMO_TODAY - 21, ANY_HOUSE = 1000000 };

struct counted {
    int64_t mothers;
    int64_t children;
    int64_t expected;
    int64_t adults_alone;
    int64_t heads_other;
    int64_t families_of[4]; /* by how many children */
};

/* Where each family is after all acts up to the end of a day; SIZE_MAX: nowhere. */
static size_t *rooms_on(struct arena *a, const struct demo_plan *p, int32_t day)
{
    size_t *room = arena_makes(a, size_t, p->n_families);
    assert_non_null(room);
    for (size_t i = 0; i < p->n_families; i++)
        room[i] = SIZE_MAX;
    for (size_t i = 0; i < p->n_acts && p->acts[i].date <= day; i++) {
        const struct demo_act *act = &p->acts[i];
        if (act->kind == DEMO_LEAVE)
            room[act->family] = SIZE_MAX;
        else if (act->kind != DEMO_GO_OUT && act->kind != DEMO_BACK)
            room[act->family] = act->room;
    }
    return room;
}

static void count_family(const struct demo_plan *p, const struct demo_family *family, int32_t day,
                         struct counted *c)
{
    const struct demo_person *head = &p->persons[family->person_from];
    int64_t children = 0, adults = 0, expected = 0;
    for (size_t i = 1; i < family->n_persons; i++) {
        const struct demo_person *person = head + i;
        expected += person->birth == DATE_NONE;
        if (person->birth != DATE_NONE && date_age(person->birth, day) < 18)
            children++;
        else
            adults += person->birth != DATE_NONE;
    }
    bool mother = head->sex == SEX_FEMALE && children + expected > 0;
    c->mothers += mother;
    c->children += children;
    c->expected += expected;
    c->heads_other += !mother && children > 0;
    c->adults_alone += children + expected == 0 ? 1 + adults : 0;
    if (mother) {
        assert_in_range(children, 1, 3);
        c->families_of[children]++;
    }
}

static struct counted count_on(struct arena *a, const struct demo_plan *p, int32_t day,
                               size_t house)
{
    struct counted c = {0};
    const size_t *room = rooms_on(a, p, day);
    for (size_t i = 0; i < p->n_families; i++)
        if (room[i] != SIZE_MAX && (house == ANY_HOUSE || p->rooms[room[i]].house == house))
            count_family(p, &p->families[i], day, &c);
    return c;
}

static void check_today(struct arena *a, const struct demo_plan *p)
{
    struct counted c = count_on(a, p, DEMO_TODAY, DEMO_ROWAN);
    assert_int_equal(9, c.mothers);
    assert_int_equal(17, c.children);
    assert_int_equal(1, c.expected);
    assert_int_equal(0, c.adults_alone + c.heads_other);
}

static void today_nine_mothers_are_in_rowan_house(void **state)
{
    struct demo_plan p;
    assert_fine(demo_plan_make(*state, DEMO_SIZE_HOUSE, 1, &p));
    check_today(*state, &p);
    assert_in_range(p.n_persons, 26, 34);
    assert_fine(demo_plan_make(*state, DEMO_SIZE_NETWORK, 1, &p));
    check_today(*state, &p);
}

static void today_each_room_has_its_children(void **state)
{
    static const size_t children[] = {2, 1, 3, 2, 1, 2, 2, 1, 3, 0, 0, 0};
    struct demo_plan p;
    assert_fine(demo_plan_make(*state, DEMO_SIZE_NETWORK, 1, &p));
    const size_t *room = rooms_on(*state, &p, DEMO_TODAY);
    size_t found[COUNT(children)] = {0};
    for (size_t i = 0; i < p.n_families; i++) {
        if (room[i] >= COUNT(children))
            continue;
        const struct demo_person *last =
            &p.persons[p.families[i].person_from + p.families[i].n_persons - 1];
        bool expects = last->birth == DATE_NONE;
        assert_true(expects == (room[i] == 4));
        found[room[i]] += p.families[i].n_persons - 1 - expects;
    }
    assert_memory_equal(children, found, sizeof found);
}

static void the_published_october_stands_for_every_seed(void **state)
{
    struct arena *a = *state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct arena_mark mark = arena_mark(a);
        struct demo_plan p;
        assert_fine(demo_plan_make(a, DEMO_SIZE_NETWORK, seed, &p));
        check_today(a, &p);
        struct counted c = count_on(a, &p, OCT_31, ANY_HOUSE);
        assert_int_equal(24, c.mothers);
        assert_int_equal(33, c.children);
        assert_int_equal(17, c.families_of[1]);
        assert_int_equal(5, c.families_of[2]);
        assert_int_equal(2, c.families_of[3]);
        assert_int_equal(0, c.heads_other);
        assert_int_equal(6, c.adults_alone);
        assert_int_equal(6, count_on(a, &p, OCT_31, DEMO_LINDEN).adults_alone);
        arena_rewind(a, mark);
    }
}

/* Walks through the acts as a desk would: what it would refuse must not be in the plan. */
static void check_possible(struct arena *a, const struct demo_plan *p)
{
    size_t *in_room = arena_makes(a, size_t, p->n_rooms);    /* family + 1 */
    size_t *room_of = arena_makes(a, size_t, p->n_families); /* room + 1 */
    bool *known = arena_makes(a, bool, p->n_families), *out = arena_makes(a, bool, p->n_families);
    assert_true(in_room != NULL && room_of != NULL && known != NULL && out != NULL);
    for (size_t i = 0; i < p->n_acts; i++) {
        const struct demo_act *act = &p->acts[i];
        size_t f = act->family;
        assert_int_equal(act->house, p->rooms[act->room].house);
        assert_true(i == 0 || act->date > act[-1].date ||
                    (act->date == act[-1].date && act->minute >= act[-1].minute));
        assert_in_range(act->minute, 9 * 60, 23 * 60 + 59);
        assert_true(act->date < DEMO_TODAY || act->minute <= 14 * 60 + 30);
        bool comes = act->kind == DEMO_ADMIT || act->kind == DEMO_RETURN;
        assert_true((act->kind == DEMO_ADMIT) == !known[f]);
        assert_true(comes == (room_of[f] == 0));
        assert_true((act->kind == DEMO_BACK) == out[f]);
        assert_true((act->reason != NULL) == (act->kind == DEMO_LEAVE || act->kind == DEMO_GO_OUT));
        known[f] = true;
        out[f] = act->kind == DEMO_GO_OUT;
        if (act->kind == DEMO_GO_OUT || act->kind == DEMO_BACK)
            continue;
        if (room_of[f] != 0)
            in_room[room_of[f] - 1] = 0;
        room_of[f] = 0;
        if (act->kind == DEMO_LEAVE)
            continue;
        assert_int_equal(0, in_room[act->room]);
        assert_true(p->families[f].n_persons <= (size_t)p->rooms[act->room].places);
        in_room[act->room] = f + 1;
        room_of[f] = act->room + 1;
    }
}

static void nothing_impossible_happens(void **state)
{
    struct arena *a = *state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct arena_mark mark = arena_mark(a);
        struct demo_plan p;
        assert_fine(demo_plan_make(a, DEMO_SIZE_NETWORK, seed, &p));
        check_possible(a, &p);
        arena_rewind(a, mark);
    }
}

static void check_person(struct arena *a, const struct demo_person *person,
                         const struct demo_person *head, int32_t admitted)
{
    struct text nfc;
    assert_fine(text_nfc(a, text_of(person->given), &nfc));
    assert_true(text_is(nfc, person->given));
    assert_fine(text_nfc(a, text_of(person->family), &nfc));
    assert_true(text_is(nfc, person->family));
    assert_int_equal(2, text_length(text_of(person->family)));
    if (person->birth == DATE_NONE) {
        assert_true(person->due > DEMO_TODAY && person->due < DEMO_TODAY + 280);
        return;
    }
    assert_true(person->birth < admitted);
    int32_t born_at_age = date_age(head->birth, person->birth);
    if (person->relation == RELATION_CHILD)
        assert_true(born_at_age >= 15 && date_age(person->birth, DEMO_TODAY) < 18);
    else
        assert_true(date_age(person->birth, admitted) >= 17);
}

static void everybody_could_live(void **state)
{
    struct arena *a = *state;
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct arena_mark mark = arena_mark(a);
        struct demo_plan p;
        assert_fine(demo_plan_make(a, DEMO_SIZE_NETWORK, seed, &p));
        for (size_t i = 0; i < p.n_acts; i++) {
            const struct demo_family *family = &p.families[p.acts[i].family];
            for (size_t k = 0; p.acts[i].kind == DEMO_ADMIT && k < family->n_persons; k++)
                check_person(a, &p.persons[family->person_from + k],
                             &p.persons[family->person_from], p.acts[i].date);
        }
        arena_rewind(a, mark);
    }
}

static void the_same_seed_gives_the_same_plan_another_seed_another(void **state)
{
    struct demo_plan one, same, other;
    assert_fine(demo_plan_make(*state, DEMO_SIZE_NETWORK, 1, &one));
    assert_fine(demo_plan_make(*state, DEMO_SIZE_NETWORK, 1, &same));
    assert_fine(demo_plan_make(*state, DEMO_SIZE_NETWORK, 2, &other));
    assert_int_equal(one.n_acts, same.n_acts);
    assert_memory_equal(one.acts, same.acts, one.n_acts * sizeof *one.acts);
    assert_true(one.n_acts != other.n_acts ||
                memcmp(one.acts, other.acts, one.n_acts * sizeof *one.acts) != 0);
}

static void three_scripts_and_the_hard_letters_are_there(void **state)
{
    struct demo_plan p;
    assert_fine(demo_plan_make(*state, DEMO_SIZE_NETWORK, 1, &p));
    bool scripts[3] = {false};
    static const char *const letters[] = {"ё", "і", "'"};
    bool found[COUNT(letters)] = {false};
    for (size_t i = 0; i < p.n_persons; i++) {
        scripts[p.persons[i].script] = true;
        for (size_t k = 0; k < COUNT(letters); k++)
            found[k] = found[k] || strstr(p.persons[i].given, letters[k]) != NULL;
    }
    for (size_t k = 0; k < COUNT(letters); k++)
        assert_true(found[k]);
    assert_true(scripts[SCRIPT_CYRILLIC] && scripts[SCRIPT_LATIN]);
}

static void the_past_has_relapse_return_move_and_absence(void **state)
{
    struct demo_plan p;
    assert_fine(demo_plan_make(*state, DEMO_SIZE_NETWORK, 1, &p));
    size_t seen[DEMO_BACK + 1] = {0};
    for (size_t i = 0; i < p.n_acts; i++)
        seen[p.acts[i].kind]++;
    for (int kind = DEMO_ADMIT; kind <= DEMO_BACK; kind++)
        assert_true(seen[kind] >= 1);
    assert_true(seen[DEMO_ADMIT] > 60);
}

static void a_nation_has_a_hundred_thousand_persons(void **state)
{
    (void)state;
    struct arena *a = arena_new(256 << 20);
    struct demo_plan p;
    assert_fine(demo_plan_make(a, DEMO_SIZE_NATION, 1, &p));
    assert_in_range(p.n_persons, DEMO_NATION_PERSONS, DEMO_NATION_PERSONS + 1000);
    check_possible(a, &p);
    check_today(a, &p);
    arena_free(a);
}

static struct err *make_it(struct arena *a, void *with)
{
    struct demo_plan p;
    (void)with;
    return demo_plan_make(a, DEMO_SIZE_HOUSE, 1, &p);
}

static void every_refused_piece_of_memory_is_told(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(make_it, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(today_nine_mothers_are_in_rowan_house),
        unit_test_arena(today_each_room_has_its_children),
        unit_test_arena(the_published_october_stands_for_every_seed),
        unit_test_arena(nothing_impossible_happens),
        unit_test_arena(everybody_could_live),
        unit_test_arena(the_same_seed_gives_the_same_plan_another_seed_another),
        unit_test_arena(three_scripts_and_the_hard_letters_are_there),
        unit_test_arena(the_past_has_relapse_return_move_and_absence),
        unit_test_arena(a_nation_has_a_hundred_thousand_persons),
        unit_test_arena(every_refused_piece_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
