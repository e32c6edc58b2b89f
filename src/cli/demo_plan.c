/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_plan.c - makes the demo's families and what happens to them, from a seed.
 *
 * What the headlines count is written down here by hand (who is there on the two days); the seed
 * chooses names, ages, days, and all the families who came and went before. */
#include "cli/demo_plan.h"

#include <assert.h>
#include <stdlib.h>

#include "base/when.h"
#include "cli/demo_names.h"

enum {
    OCT_31 = DEMO_TODAY - 21,
    YEAR_BEGIN = DEMO_TODAY - 320,    /* 2026-01-05: the first act of a network */
    NATION_BEGIN = DEMO_TODAY - 1048, /* 2024-01-08 */
    YEAR_DAYS = 365,
    ROWAN_ROOMS = 12,
    LINDEN_ROOMS = 24,
    NATION_ROOMS = 10,
    LINDEN_FAMILIES = 15,
    LINDEN_ALONE = 6,
    NAME_TRIES = 20,
};

struct maker {
    struct arena *into;
    uint64_t random;
    struct demo_plan plan;
    bool with_past; /* families who came and went before */
};

/* ---- chance and lists ------------------------------------------------------------------------ */

/* SplitMix64 (Steele, Lea and Flood, 2014): small, and the same on every machine. */
static uint64_t chance(struct maker *m)
{
    uint64_t z = m->random += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* From `from` to `to`, both included. */
static int32_t between(struct maker *m, int32_t from, int32_t to)
{
    assert(from <= to);
    return from + (int32_t)(chance(m) % (uint64_t)(to - from + 1));
}

static const char *one_of(struct maker *m, const char *const *list)
{
    size_t n = 0;
    while (list[n] != NULL)
        n++;
    assert(n > 0);
    return list[chance(m) % n];
}

/* The list with room for one more: it doubles whenever it is full. */
static void *list_grown(struct maker *m, void *list, size_t n, size_t size)
{
    bool is_full = n == 0 || (n >= 16 && (n & (n - 1)) == 0);
    return is_full ? arena_grow(m->into, list, n, n < 16 ? 16 : 2 * n, size) : list;
}

static struct err *person_add(struct maker *m, const struct demo_person *person)
{
    struct demo_plan *p = &m->plan;
    p->persons = list_grown(m, p->persons, p->n_persons, sizeof *p->persons);
    NEED(p->persons);
    p->persons[p->n_persons++] = *person;
    return NULL;
}

static struct err *act_add(struct maker *m, const struct demo_act *act)
{
    struct demo_plan *p = &m->plan;
    p->acts = list_grown(m, p->acts, p->n_acts, sizeof *p->acts);
    NEED(p->acts);
    p->acts[p->n_acts++] = *act;
    return NULL;
}

static struct err *house_add(struct maker *m, const char *handle, const char *name, int64_t kind,
                             size_t n_rooms)
{
    struct demo_plan *p = &m->plan;
    p->houses = list_grown(m, p->houses, p->n_houses, sizeof *p->houses);
    NEED(p->houses);
    p->houses[p->n_houses] = (struct demo_house){handle, name, kind, p->n_rooms, n_rooms};
    for (size_t i = 0; i < n_rooms; i++) {
        p->rooms = list_grown(m, p->rooms, p->n_rooms, sizeof *p->rooms);
        const char *label = arena_printf(m->into, "%zu", i + 1);
        NEED(p->rooms);
        NEED(label);
        p->rooms[p->n_rooms++] = (struct demo_room){p->n_houses, label, 5};
    }
    p->n_houses++;
    return NULL;
}

/* ---- families -------------------------------------------------------------------------------- */

enum head { HEAD_MOTHER, HEAD_YOUNG_MOTHER, HEAD_FATHER, HEAD_ALONE };

struct wish {
    enum head head;
    int32_t n_children;
    bool expects;
    int64_t danger; /* 0: the seed decides */
};

static const struct demo_names *names_of_one_language(struct maker *m)
{
    int64_t at = between(m, 0, 99);
    const struct demo_names *names = demo_names;
    for (; at >= names->weight; names++)
        at -= names->weight;
    return names;
}

/* Some birth days are only guessed from an age. */
static void guess_birth(struct maker *m, struct demo_person *person, int32_t on)
{
    person->precision = BIRTH_EXACT;
    if (person->birth > on - 3 * YEAR_DAYS || between(m, 1, 8) != 1)
        return;
    int32_t guessed;
    if (date_make(date_civil(person->birth).year, 1, 1, &guessed)) {
        person->birth = guessed;
        person->precision = BIRTH_ESTIMATED;
    }
}

/* A name that no child of this family has yet, if the list is long enough. */
static const char *child_name(struct maker *m, const char *const *list, size_t family_from)
{
    const char *name = one_of(m, list);
    for (int i = 0; i < NAME_TRIES; i++) {
        size_t at = family_from;
        while (at < m->plan.n_persons && m->plan.persons[at].given != name)
            at++;
        if (at == m->plan.n_persons)
            break;
        name = one_of(m, list);
    }
    return name;
}

static struct err *child_add(struct maker *m, const struct demo_names *names, size_t family_from,
                             int32_t on, int32_t days_max)
{
    bool girl = between(m, 0, 1) == 0;
    struct demo_person child = {.given =
                                    child_name(m, girl ? names->girls : names->boys, family_from),
                                .family = m->plan.persons[family_from].family,
                                .script = names->script,
                                .sex = girl ? SEX_FEMALE : SEX_MALE,
                                .relation = RELATION_CHILD,
                                .birth = on - between(m, 8, days_max),
                                .due = DATE_NONE};
    guess_birth(m, &child, on);
    return person_add(m, &child);
}

static struct err *expected_add(struct maker *m, const char *family, enum script script)
{
    struct demo_person child = {.given = "",
                                .family = family,
                                .script = script,
                                .sex = SEX_UNKNOWN,
                                .relation = RELATION_CHILD,
                                .birth = DATE_NONE,
                                .precision = BIRTH_EXACT,
                                .due = DEMO_TODAY + between(m, 45, 80)};
    return person_add(m, &child);
}

/* A family as it is on the day `on`. */
static struct err *family_add(struct maker *m, struct wish wish, int32_t on, size_t *ret_family)
{
    struct demo_plan *p = &m->plan;
    const struct demo_names *names = names_of_one_language(m);
    bool is_man = wish.head == HEAD_FATHER || (wish.head == HEAD_ALONE && between(m, 1, 3) == 1);
    int32_t years = wish.head == HEAD_YOUNG_MOTHER ? 17 : between(m, 22, 41);
    struct demo_family family = {.person_from = p->n_persons, .danger = wish.danger};
    if (family.danger == 0)
        family.danger = between(m, 1, 6) == 1 ? ASKED_YES : ASKED_NO;
    struct demo_person head = {.given = one_of(m, is_man ? names->men : names->women),
                               .family = one_of(m, names->initials),
                               .script = names->script,
                               .sex = is_man ? SEX_MALE : SEX_FEMALE,
                               .relation = RELATION_HEAD,
                               .birth = on - years * YEAR_DAYS - between(m, 20, 200),
                               .due = DATE_NONE};
    if (wish.head == HEAD_YOUNG_MOTHER)
        head.precision = BIRTH_EXACT;
    else
        guess_birth(m, &head, on);
    TRY(person_add(m, &head));
    int32_t child_years = years - 17 < 14 ? years - 17 : 14;
    for (int32_t i = 0; i < wish.n_children; i++)
        TRY(child_add(m, names, family.person_from, on, child_years * YEAR_DAYS + 200));
    if (wish.expects)
        TRY(expected_add(m, head.family, names->script));
    family.n_persons = p->n_persons - family.person_from;
    p->families = list_grown(m, p->families, p->n_families, sizeof *p->families);
    NEED(p->families);
    *ret_family = p->n_families;
    p->families[p->n_families++] = family;
    return NULL;
}

/* ---- what happens to them -------------------------------------------------------------------- */

/* Nine in the morning to nine in the evening: no clock is ever changed then. */
static int32_t daytime(struct maker *m)
{
    return between(m, 9 * 60, 21 * 60);
}

static struct err *happen(struct maker *m, enum demo_kind kind, int32_t date, size_t family,
                          size_t room, const char *reason)
{
    /* On the last day only what is over by half past two. */
    int32_t minute = date == DEMO_TODAY ? between(m, 9 * 60, 14 * 60) : daytime(m);
    return act_add(m, &(struct demo_act){.kind = kind,
                                         .date = date,
                                         .minute = minute,
                                         .family = family,
                                         .house = m->plan.rooms[room].house,
                                         .room = room,
                                         .reason = reason});
}

static const char *leaving_reason(struct maker *m)
{
    static const char *const reasons[] = {"completed", "completed",     "completed", "own-wish",
                                          "family",    "other-service", "other",     NULL};
    return one_of(m, reasons);
}

static struct err *come(struct maker *m, struct wish wish, int32_t date, size_t room,
                        size_t *ret_family)
{
    TRY(family_add(m, wish, date, ret_family));
    return happen(m, DEMO_ADMIT, date, *ret_family, room, NULL);
}

static struct wish with_children(int32_t n)
{
    return (struct wish){.head = HEAD_MOTHER, .n_children = n};
}

static int32_t few_children(struct maker *m)
{
    static const int32_t often[] = {1, 1, 1, 2, 2, 3};
    return often[between(m, 0, COUNT(often) - 1)];
}

/* Families one after another from a day on; the room is free again before `until`. With an open end
 * the last of them may still be there. */
static struct err *past(struct maker *m, size_t room, int32_t from, int32_t until, bool open_end)
{
    size_t family = 0;
    if (!m->with_past)
        return NULL;
    for (int32_t day = from + between(m, 0, 30); day < until;) {
        int32_t leaves = day + between(m, 14, 100);
        if (leaves >= until && !open_end)
            return NULL;
        TRY(come(m, with_children(few_children(m)), day, room, &family));
        if (leaves >= until)
            return NULL;
        TRY(happen(m, DEMO_LEAVE, leaves, family, room, leaving_reason(m)));
        day = leaves + between(m, 1, 20);
    }
    return NULL;
}

/* Somebody comes on a day between the two and stays; before that, the room has a past, which is
 * over by the day of the published figure. */
static struct err *settle(struct maker *m, struct wish wish, size_t room, int32_t from, int32_t to,
                          size_t *ret_family)
{
    int32_t day = between(m, from, to);
    TRY(past(m, room, YEAR_BEGIN, day < OCT_31 ? day : OCT_31, false));
    return come(m, wish, day, room, ret_family);
}

/* ---- Rowan House ----------------------------------------------------------------------------- */

static const int32_t rowan_children[DEMO_ROWAN_FAMILIES] = {2, 1, 3, 2, 1, 2, 2, 1, 3};

/* Room 2: she first slept in room 11. */
static struct err *rowan_moved(struct maker *m, size_t room, size_t first_room)
{
    size_t family = 0;
    int32_t moved = between(m, DEMO_TODAY - 62, DEMO_TODAY - 57);
    TRY(past(m, room, YEAR_BEGIN, moved - 20, false));
    TRY(settle(m, with_children(rowan_children[1]), first_room, moved - 19, moved - 9, &family));
    return happen(m, DEMO_MOVE, moved, family, room, NULL);
}

/* Room 4: in July she went back to the life before; in September she came again. */
static struct err *rowan_relapsed(struct maker *m, size_t room)
{
    size_t family = 0;
    TRY(settle(m, with_children(rowan_children[3]), room, DEMO_TODAY - 234, DEMO_TODAY - 215,
               &family));
    TRY(happen(m, DEMO_LEAVE, between(m, DEMO_TODAY - 139, DEMO_TODAY - 129), family, room,
               "own-wish"));
    return happen(m, DEMO_RETURN, between(m, DEMO_TODAY - 81, DEMO_TODAY - 62), family, room, NULL);
}

/* Rooms 7 and 8: one family went in November, another came. */
static struct err *rowan_changed(struct maker *m, size_t room, int32_t n_children, struct wish wish,
                                 int32_t from, int32_t to)
{
    size_t family = 0;
    TRY(settle(m, with_children(n_children), room, DEMO_TODAY - 170, DEMO_TODAY - 60, &family));
    TRY(happen(m, DEMO_LEAVE, between(m, OCT_31 + 3, OCT_31 + 11), family, room, "completed"));
    return come(m, wish, between(m, from, to), room, &family);
}

/* She came last night with her baby and has not been asked anything yet. */
static struct err *rowan_last_night(struct maker *m, size_t room)
{
    TRY(rowan_changed(m, room, rowan_children[7],
                      (struct wish){.head = HEAD_YOUNG_MOTHER,
                                    .n_children = rowan_children[7],
                                    .danger = ASKED_NOT},
                      DEMO_TODAY - 1, DEMO_TODAY - 1));
    m->plan.acts[m->plan.n_acts - 1].minute = 23 * 60 + 40;
    return NULL;
}

static struct err *rowan_absences(struct maker *m, size_t family_6, size_t family_9, size_t room)
{
    int32_t out = between(m, DEMO_TODAY - 12, DEMO_TODAY - 10);
    TRY(happen(m, DEMO_GO_OUT, out, family_6, room + 5, "hospital"));
    TRY(happen(m, DEMO_BACK, out + between(m, 3, 5), family_6, room + 5, NULL));
    return happen(m, DEMO_GO_OUT, DEMO_TODAY - 1, family_9, room + 8, "leave");
}

static struct err *rowan_make(struct maker *m)
{
    TRY(house_add(m, "rowan-house", "Rowan House", HOUSE_CRISIS, ROWAN_ROOMS));
    size_t room = m->plan.houses[DEMO_ROWAN].room_from;
    size_t family[DEMO_ROWAN_FAMILIES] = {0};
    for (size_t i = 0; i < DEMO_ROWAN_FAMILIES; i++) {
        struct wish wish = with_children(rowan_children[i]);
        wish.expects = i == 4;
        if (i == 1)
            TRY(rowan_moved(m, room + i, room + 10));
        else if (i == 3)
            TRY(rowan_relapsed(m, room + i));
        else if (i == 6)
            TRY(rowan_changed(m, room + i, rowan_children[i], wish, DEMO_TODAY - 8,
                              DEMO_TODAY - 3));
        else if (i == 7)
            TRY(rowan_last_night(m, room + i));
        else
            TRY(settle(m, wish, room + i, DEMO_TODAY - 200, OCT_31 - 10, &family[i]));
    }
    TRY(rowan_absences(m, family[5], family[8], room));
    TRY(past(m, room + 9, YEAR_BEGIN, OCT_31 - 5, false));
    return past(m, room + 11, YEAR_BEGIN, OCT_31 - 5, false);
}

/* ---- Linden Flats and the nation ------------------------------------------------------------- */

static struct err *linden_others(struct maker *m, size_t room)
{
    size_t family = 0;
    for (size_t i = 0; i < LINDEN_ALONE; i++) {
        struct wish wish = {.head = HEAD_ALONE};
        TRY(settle(m, wish, room + i, DEMO_TODAY - 250, OCT_31 - 20, &family));
    }
    /* A father with his child, in summer: a figure of its own. */
    size_t next = room + LINDEN_ALONE;
    TRY(come(m, (struct wish){.head = HEAD_FATHER, .n_children = 1},
             between(m, DEMO_TODAY - 200, DEMO_TODAY - 180), next, &family));
    TRY(happen(m, DEMO_LEAVE, between(m, DEMO_TODAY - 110, DEMO_TODAY - 95), family, next,
               "completed"));
    /* She came in November, after the day of the published figure. */
    return settle(m, with_children(1), next + 1, OCT_31 + 9, OCT_31 + 14, &family);
}

static struct err *linden_make(struct maker *m)
{
    TRY(house_add(m, "linden-flats", "Linden Flats", HOUSE_ADAPTATION, LINDEN_ROOMS));
    size_t room = m->plan.houses[DEMO_LINDEN].room_from;
    size_t family = 0;
    for (size_t i = 0; i < LINDEN_FAMILIES; i++)
        TRY(settle(m, with_children(i == 2 ? 2 : 1), room + i, DEMO_TODAY - 280, OCT_31 - 15,
                   &family));
    TRY(happen(m, DEMO_LEAVE, between(m, OCT_31 + 4, OCT_31 + 8), family,
               room + LINDEN_FAMILIES - 1, "completed"));
    TRY(linden_others(m, room + LINDEN_FAMILIES));
    return past(m, room + LINDEN_ROOMS - 1, YEAR_BEGIN, OCT_31 - 5, false);
}

static struct err *nation_make(struct maker *m)
{
    while (m->plan.n_persons < DEMO_NATION_PERSONS) {
        const char *handle = arena_printf(m->into, "house-%03zu", m->plan.n_houses + 1);
        const char *name = arena_printf(m->into, "House %zu", m->plan.n_houses + 1);
        NEED(handle);
        NEED(name);
        TRY(house_add(m, handle, name, HOUSE_CRISIS, NATION_ROOMS));
        size_t room = m->plan.n_rooms - NATION_ROOMS;
        for (size_t i = 0; i < NATION_ROOMS; i++)
            TRY(past(m, room + i, NATION_BEGIN, DEMO_TODAY, true));
    }
    return NULL;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static int compare_acts(const void *left, const void *right)
{
    const struct demo_act *a = left, *b = right;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    if (a->minute != b->minute)
        return a->minute < b->minute ? -1 : 1;
    return a->family < b->family ? -1 : a->family > b->family;
}

struct err *demo_plan_make(struct arena *into, enum demo_size size, uint64_t seed,
                           struct demo_plan *ret_plan)
{
    struct maker m = {.into = into, .random = seed, .with_past = size != DEMO_SIZE_HOUSE};
    TRY(rowan_make(&m));
    if (size != DEMO_SIZE_HOUSE)
        TRY(linden_make(&m));
    if (size == DEMO_SIZE_NATION)
        TRY(nation_make(&m));
    qsort(m.plan.acts, m.plan.n_acts, sizeof *m.plan.acts, compare_acts);
    *ret_plan = m.plan;
    return NULL;
}
