/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figures.c - names of figures, whose houses are counted, and how a row is added. */
#include "view/figures.h"

#include <string.h>

#include "base/when.h"
#include "model/types.h"
#include "view/figures_inside.h"
#include "view/persons.h"

static const struct figure_about abouts[FIGURE__COUNT] = {
    [FIGURE_MOTHERS] = {"mothers", N_("Mothers"),
                        N_("Women and girls who stay here at the end of the day with a child of "
                           "their own, or expecting one."),
                        1, UNIT_PERSONS, true},
    [FIGURE_CHILDREN] = {"children", N_("Children"),
                         N_("Everybody under 18 who stays here at the end of the day and is not a "
                            "mother."),
                         1, UNIT_PERSONS, true},
    [FIGURE_EXPECTED] = {"expected", N_("Expected"),
                         N_("Children of families here who are not born by the end of the day."), 1,
                         UNIT_PERSONS, true},
    [FIGURE_ADULTS_ALONE] = {"adults_alone", N_("Adults without children"),
                             N_("Adults who stay here at the end of the day without a child of "
                                "their family."),
                             1, UNIT_PERSONS, false},
    [FIGURE_HEADS_OTHER] = {"heads_other", N_("Fathers, grandparents and others with children"),
                            N_("Adults here with a child of the family whose mother they are "
                               "not."),
                            1, UNIT_PERSONS, false},
    [FIGURE_BED_NIGHTS] = {"bed_nights", N_("Bed nights"),
                           N_("For each person and night: present and not away at two o'clock in "
                              "the morning."),
                           1, UNIT_NIGHTS, false},
    [FIGURE_ADMISSIONS] = {"admissions", N_("Admissions"),
                           N_("Stays that began in the period, returns too."), 1, UNIT_STAYS,
                           false},
    [FIGURE_EXITS] = {"exits", N_("Exits"), N_("Stays that ended in the period."), 1, UNIT_STAYS,
                      false},
    [FIGURE_RETURNS] = {"returns", N_("Returns"),
                        N_("Stays that began in the period after an earlier one."), 1, UNIT_STAYS,
                        false},
    [FIGURE_SESSIONS] = {"sessions", N_("Sessions held"),
                         N_("Meetings of the house's activities in the period of which somebody "
                            "wrote that they were held."),
                         1, UNIT_SESSIONS, false},
    [FIGURE_ATTENDANCE] = {"attendance", N_("Attendance"),
                           N_("Heads at the sessions held in the period: one person at three "
                              "sessions is three."),
                           1, UNIT_HEADS, false},
    [FIGURE_RELAPSES] = {"relapses", N_("Relapses"),
                         N_("Relapses in the period of those who stayed in the house then, as "
                            "their team wrote them down."),
                         1, UNIT_RELAPSES, false},
};

bool figure_is_told(const struct who *who, enum figure figure)
{
    return figure != FIGURE_RELAPSES || guard_may(who, MAY_WRITE_RELAPSE);
}

const struct figure_about *figure_about(enum figure figure)
{
    return &abouts[figure];
}

bool figure_is_of_day(enum figure figure)
{
    return figure < FIGURE__AS_OF_END;
}

const char *figure_unit_label(enum figure_unit unit)
{
    static const char *const labels[] = {
        [UNIT_PERSONS] = N_("persons"), [UNIT_NIGHTS] = N_("nights"),
        [UNIT_STAYS] = N_("stays"),     [UNIT_SESSIONS] = N_("sessions"),
        [UNIT_HEADS] = N_("heads"),     [UNIT_RELAPSES] = N_("relapses"),
    };
    return labels[unit];
}

const char *figure_name(enum figure figure)
{
    return abouts[figure].name;
}

const char *figure_label(enum figure figure)
{
    return abouts[figure].label;
}

bool figure_by_name(struct text name, enum figure *ret_figure)
{
    for (size_t i = 0; i < FIGURE__COUNT; i++) {
        if (text_is(name, abouts[i].name)) {
            *ret_figure = (enum figure)i;
            return true;
        }
    }
    return false;
}

/* ---- houses -------------------------------------------------------------------------------- */

/* Hidden rows may be known of by the manager, house staff, board and auditor. */
#define KNOWS_HIDDEN (MANAGER | HOUSE | BOARD | AUDITOR)

static bool knows_hidden(const struct who *who, struct id house)
{
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct who_grant *g = &who->grants[i];
        bool role = (ROLE_BIT(g->role) & KNOWS_HIDDEN) != 0;
        if (role &&
            (g->scope == SCOPE_ALL || (g->scope == SCOPE_HOUSE && id_equal(g->house, house))))
            return true;
    }
    return false;
}

/* Whether a month ends with this day and lies wholly in the past. */
static bool is_closed_month_end(const struct request *rq, int32_t day)
{
    struct civil c = date_civil(day);
    int64_t day_end_ms = (day + INT64_C(1)) * DAY_MS + DAY_MS / 2; /* any zone is past it */
    return c.day == month_days(c.year, c.month) && rq->now_ms >= day_end_ms;
}

static bool is_closed_months(const struct request *rq, const struct figure_ask *ask)
{
    return is_closed_month_end(rq, ask->to) &&
           (ask->from == ask->to || date_civil(ask->from).day == 1);
}

bool figures_of_all_may(const struct request *rq, const struct figure_ask *ask)
{
    for (size_t i = 0; i < rq->who->n_grants; i++) {
        const struct who_grant *g = &rq->who->grants[i];
        if ((ROLE_BIT(g->role) & KNOWS_HIDDEN) != 0 && g->scope == SCOPE_ALL)
            return true;
    }
    return ask->house.n == 0 && is_closed_months(rq, ask);
}

static bool closed_only(const struct request *rq)
{
    return !guard_may(rq->who, MAY_SEE_PERSONS) && (rq->who->roles & KNOWS_HIDDEN) == 0;
}

static int32_t closed_last(const struct request *rq)
{
    int32_t last = (int32_t)(rq->now_ms / DAY_MS);
    while (!is_closed_month_end(rq, last))
        last--;
    return last;
}

int32_t figures_newest_day(const struct request *rq, int32_t today, bool *ret_rows)
{
    *ret_rows = !closed_only(rq);
    return *ret_rows ? today : closed_last(rq);
}

/* Who may list nobody would be shown a nought, which is an answer to another question. */
static struct err *closed_months_only(struct request *rq, const struct figure_ask *ask)
{
    if (!closed_only(rq) || (ask->house.n == 0 && is_closed_months(rq, ask)))
        return NULL;
    int32_t last = closed_last(rq);
    char *day = arena_alloc(rq->arena, DATE_TEXT + 1);
    NEED(day);
    date_print(last, day);
    bool is_day = ask->from == ask->to;
    const char *mend = arena_printf(rq->arena,
                                    is_day ? "hearth report figures --as-of %s"
                                           : "hearth report period --from %.8s01 --to %s",
                                    day, day);
    NEED(mend);
    struct err *e = err_input(rq->arena, is_day ? "as-of" : "to",
                              N_("You may be told the totals of all houses together, for months "
                                 "that are over: ask for the last day of one"));
    return err_mend(err_example(e, day), mend);
}

static struct err *house_add(struct request *rq, struct figure_houses *houses, struct id house,
                             struct text zone_name)
{
    char *zone = arena_strn(rq->arena, zone_name.at, zone_name.n);
    NEED(zone);
    struct figure_house *h = &houses->at[houses->n];
    h->house = house;
    TRY(zone_open(rq->arena, zone, &h->zone));
    h->only_seen = !houses->no_rows && !knows_hidden(rq->who, house);
    houses->n++;
    return NULL;
}

/* The others are not read. */
static struct err *one_house(struct request *rq, struct text handle, struct figure_houses *houses)
{
    struct sql_house_by_handle_row row;
    bool found = false;
    TRY(sql_house_by_handle(rq->store->db, rq->arena, rq->store->org, handle, &found, &row));
    if (!found)
        return err_mend(
            err_example(err_input(rq->arena, "house", N_("There is no such house")), "rowan-house"),
            "hearth house list");
    houses->at = arena_make(rq->arena, struct figure_house);
    NEED(houses->at);
    return house_add(rq, houses, row.house, row.zone);
}

static struct err *all_houses(struct request *rq, struct figure_houses *houses)
{
    struct sql_houses_row *rows;
    size_t n = 0;
    TRY(sql_houses(rq->store->db, rq->arena, rq->store->org, &rows, &n));
    houses->at = arena_makes(rq->arena, struct figure_house, n);
    NEED(houses->at);
    for (size_t i = 0; i < n; i++)
        TRY(house_add(rq, houses, rows[i].house, rows[i].zone));
    return NULL;
}

struct err *figure_houses(struct request *rq, const struct figure_ask *ask,
                          struct figure_houses *ret_houses)
{
    *ret_houses = (struct figure_houses){0};
    TRY(closed_months_only(rq, ask));
    ret_houses->no_rows =
        ask->house.n == 0 && is_closed_months(rq, ask) && (rq->who->roles & KNOWS_HIDDEN) == 0;
    return ask->house.n > 0 ? one_house(rq, ask->house, ret_houses) : all_houses(rq, ret_houses);
}

/* ---- rows ---------------------------------------------------------------------------------- */

static struct err *row_keep(struct request *rq, struct figure_rows *rows,
                            const struct figure_row *row)
{
    if (rows->n == rows->room) {
        size_t room = rows->room == 0 ? 32 : rows->room * 2;
        rows->at = arena_grow(rq->arena, rows->at, rows->n, room, sizeof *rows->at);
        NEED(rows->at);
        rows->room = room;
    }
    rows->at[rows->n++] = *row;
    return NULL;
}

static bool only_seen_in(const struct figure_houses *houses, struct id house)
{
    for (size_t i = 0; i < houses->n; i++)
        if (id_equal(houses->at[i].house, house))
            return houses->at[i].only_seen;
    return true;
}

struct err *figure_seen(struct request *rq, const struct figure_houses *houses, size_t n,
                        const struct sql_stays_between_row *stays, const bool **ret_seen)
{
    bool *seen = arena_makes(rq->arena, bool, n);
    struct id *persons = arena_makes(rq->arena, struct id, n);
    NEED(seen);
    NEED(persons);
    for (size_t i = 0; i < n; i++)
        persons[i] = stays[i].person;
    if (!houses->no_rows)
        TRY(persons_seen(rq, n, persons, seen));
    *ret_seen = seen;
    return NULL;
}

bool figure_counts(const struct figure_houses *houses, struct id house, bool seen)
{
    return seen || !only_seen_in(houses, house);
}

struct err *figure_add(struct request *rq, const struct figure_houses *houses, struct figures *f,
                       enum figure figure, const struct figure_row *row, bool seen)
{
    if (!figure_counts(houses, row->house, seen))
        return NULL;
    f->counts[figure] += row->n;
    if (!seen)
        f->withheld++;
    return seen ? row_keep(rq, &f->rows[figure], row) : NULL;
}
