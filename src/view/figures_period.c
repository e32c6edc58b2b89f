/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* figures_period.c - what happened between two days: nights, admissions, exits, returns. */
#include "model/types.h"
#include "model/types_activity.h"
#include "sql/activity.sql.h"
#include "sql/programme.sql.h"
#include "view/cases.h"
#include "view/figures_inside.h"
#include "view/persons.h"

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

/* ---- what was done together ---------------------------------------------------------------------
 */

static bool came(int64_t state)
{
    return state == CAME_PRESENT || state == CAME_LATE;
}

/* By number, and by name; for who may not know of hidden persons those whom she sees. */
static struct err *heads_count(struct request *rq, const struct figure_house *h,
                               const struct sql_sessions_of_house_row *session, int64_t *ret_heads)
{
    struct sql_attendance_of_session_row *rows;
    size_t n = 0;
    *ret_heads = session->women + session->children + session->others;
    TRY(sql_attendance_of_session(rq->store->db, rq->arena, rq->store->org, session->session, &rows,
                                  &n));
    for (size_t i = 0; i < n; i++) {
        bool counts = came(rows[i].state);
        if (counts && h->only_seen)
            TRY(person_is_seen(rq, rows[i].person, &counts));
        *ret_heads += counts;
    }
    return NULL;
}

static struct err *session_count(struct request *rq, const struct figure_houses *houses,
                                 const struct figure_house *h,
                                 const struct sql_sessions_of_house_row *session, bool seen,
                                 struct figures *f)
{
    struct figure_row row = {
        .stay = session->session, .house = h->house, .from_ms = session->at_ms, .n = 1};
    struct rec *series = NULL;
    if (session->state != SESSION_HELD && session->state != SESSION_CONFIRMED)
        return NULL;
    if (seen) {
        TRY(record_get(rq->store, rq->arena, &series_type, session->series, &series));
        row.about = rec_text(series, SERIES_NAME);
    }
    TRY(figure_add(rq, houses, f, FIGURE_SESSIONS, &row, seen));
    if (!figure_counts(houses, h->house, seen))
        return NULL;
    TRY(heads_count(rq, h, session, &row.n));
    return row.n == 0 ? NULL : figure_add(rq, houses, f, FIGURE_ATTENDANCE, &row, seen);
}

static struct err *sessions_count(struct request *rq, const struct figure_houses *houses,
                                  const struct figure_house *h, const struct figure_ask *ask,
                                  struct figures *f)
{
    struct sql_sessions_of_house_row *sessions;
    size_t n = 0;
    bool seen = !houses->no_rows && guard_may_in_house(rq->who, MAY_SEE_ACTIVITIES, h->house);
    TRY(sql_sessions_of_house(rq->store->db, rq->arena, rq->store->org, h->house,
                              zone_date_start(h->zone, ask->from), zone_date_end(h->zone, ask->to),
                              &sessions, &n));
    for (size_t i = 0; i < n; i++)
        TRY(session_count(rq, houses, h, &sessions[i], seen, f));
    return NULL;
}

/* ---- relapses -----------------------------------------------------------------------------------
 */

/* Those whom the asker works with, and no others: there is no total beside them. */
static struct err *relapses_count(struct request *rq, const struct figure_houses *houses,
                                  const struct figure_house *h, const struct figure_ask *ask,
                                  struct figures *f)
{
    struct sql_relapses_in_house_row *rows;
    size_t n = 0;
    if (!figure_is_told(rq->who, FIGURE_RELAPSES))
        return NULL;
    TRY(sql_relapses_in_house(rq->store->db, rq->arena, rq->store->org, h->house,
                              zone_date_start(h->zone, ask->from), zone_date_end(h->zone, ask->to),
                              &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct figure_row row = {.person = rows[i].person,
                                       .stay = rows[i].stay,
                                       .house = h->house,
                                       .from_ms = rows[i].at_ms,
                                       .n = 1};
        bool seen = false;
        TRY(case_work_is_seen(rq, rows[i].person, &seen));
        if (seen)
            TRY(figure_add(rq, houses, f, FIGURE_RELAPSES, &row, true));
    }
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
        TRY(sessions_count(rq, &houses, h, ask, &f));
        TRY(relapses_count(rq, &houses, h, ask, &f));
    }
    *ret_figures = f;
    return NULL;
}
