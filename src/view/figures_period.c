/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figures_period.c - what happened between two days: nights, admissions, exits, returns. */
#include "model/types.h"
#include "view/figures_inside.h"

enum { NIGHT_MINUTE = 120 }; /* a bed night is counted at 02:00 of the next day */
/* Who came after midnight slept here that night: look past the end of the last day. */
#define NIGHT_MS (NIGHT_MINUTE * INT64_C(60000))

static bool is_absent(const struct sql_absences_of_stay_row *absences, size_t n, int64_t at_ms)
{
    for (size_t i = 0; i < n; i++)
        if (absences[i].from_ms <= at_ms &&
            (absences[i].until_ms_null || absences[i].until_ms > at_ms))
            return true;
    return false;
}

static struct err *nights_count(struct request *rq, const struct figure_house *h,
                                const struct figure_ask *ask,
                                const struct sql_stays_between_row *stay, int64_t *ret_nights)
{
    struct sql_absences_of_stay_row *absences;
    size_t n = 0;
    *ret_nights = 0;
    TRY(sql_absences_of_stay(rq->store->db, rq->arena, rq->store->org, stay->stay, &absences, &n));
    /* Not from the first day that was asked for, which may lie centuries before. */
    int32_t before = zone_wall(h->zone, stay->from_ms).date - 1;
    for (int32_t day = before > ask->from ? before : ask->from; day <= ask->to; day++) {
        int64_t at[2];
        (void)zone_instant(h->zone, day + 1, NIGHT_MINUTE, at);
        /* A night that has not come yet is nobody's. */
        if (at[0] > rq->now_ms || (!stay->until_ms_null && stay->until_ms <= at[0]))
            break;
        if (stay->from_ms <= at[0] && !is_absent(absences, n, at[0]))
            ++*ret_nights;
    }
    return NULL;
}

static struct err *stay_count(struct request *rq, const struct figure_houses *houses,
                              const struct figure_house *h, const struct figure_ask *ask,
                              const struct sql_stays_between_row *stay, bool seen,
                              struct figures *f)
{
    int64_t from_ms = zone_date_start(h->zone, ask->from), to_ms = zone_date_end(h->zone, ask->to);
    struct figure_row row = {
        .person = stay->person, .stay = stay->stay, .house = h->house, .from_ms = stay->from_ms};
    TRY(nights_count(rq, h, ask, stay, &row.n));
    if (row.n > 0)
        TRY(figure_add(rq, houses, f, FIGURE_BED_NIGHTS, &row, seen));
    row.n = 1;
    if (stay->from_ms >= from_ms && stay->from_ms < to_ms) {
        TRY(figure_add(rq, houses, f, FIGURE_ADMISSIONS, &row, seen));
        if (!stay->previous_null)
            TRY(figure_add(rq, houses, f, FIGURE_RETURNS, &row, seen));
    }
    if (!stay->until_ms_null && stay->until_ms >= from_ms && stay->until_ms < to_ms)
        TRY(figure_add(rq, houses, f, FIGURE_EXITS, &row, seen));
    return NULL;
}

struct err *figures_period(struct request *rq, const struct figure_ask *ask,
                           struct figures *ret_figures)
{
    struct figure_houses houses;
    struct figures f = {0};
    if (ask->from > ask->to)
        return err_input(rq->arena, "to", N_("The period ends before it begins"));
    TRY(figure_houses(rq, ask, &houses));
    for (size_t i = 0; i < houses.n; i++) {
        const struct figure_house *h = &houses.at[i];
        struct sql_stays_between_row *stays;
        const bool *seen = NULL;
        size_t n = 0;
        TRY(sql_stays_between(rq->store->db, rq->arena, rq->store->org, h->house,
                              zone_date_start(h->zone, ask->from),
                              zone_date_end(h->zone, ask->to) + NIGHT_MS, &stays, &n));
        TRY(figure_seen(rq, &houses, n, stays, &seen));
        for (size_t j = 0; j < n; j++)
            if (figure_counts(&houses, h->house, seen[j]))
                TRY(stay_count(rq, &houses, h, ask, &stays[j], seen[j], &f));
    }
    *ret_figures = f;
    return NULL;
}
