/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* activity.c - setting up a series, correcting and ending it. */
#include "command/activity.h"

#include <string.h>

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "sql/activity.sql.h"
#include "view/activities.h"

static struct err *day_there(struct request *rq, struct id house, int32_t *ret_day)
{
    struct place_rows places;
    TRY(place_rows(rq, &places));
    const struct place_row *place = place_of(&places, house);
    *ret_day = zone_wall(place == NULL ? zone_utc() : place->zone, rq->now_ms).date;
    return NULL;
}

/* Who may not see the activities of the house could not lead one there, but for whom it is hers. */
static struct err *leader_read(struct request *rq, const struct series_form *f, struct rec *r)
{
    bool is_told = false;
    struct who who = {0};
    struct text login = told_get(f->n, f->told, "leader", &is_told);
    if (!is_told)
        return NULL;
    rec_clear(r, SERIES_LEADER);
    if (login.n == 0)
        return NULL;
    struct err *bad = guard_who(rq->store->db, rq->arena, rq->store->org, login, rq->now_ms, &who);
    if (bad != NULL && bad->kind != ERR_DENIED)
        return bad;
    if (bad == NULL && guard_may(&who, MAY_WRITE_ACTIVITIES))
        return rec_set_id(rq->arena, r, SERIES_LEADER, who.user);
    return err_mend(
        err_example(err_input(rq->arena, "leader", N_("Nobody of this login can lead an activity")),
                    "olena"),
        "hearth user list");
}

static struct err *time_check(struct request *rq, const struct rec *r)
{
    int32_t minute = 0;
    if (!rec_has(r, SERIES_TIME) || time_parse(rec_text(r, SERIES_TIME), &minute))
        return NULL;
    return err_example(err_input(rq->arena, "time", N_("Write a time of the day")), "17:30");
}

static struct err *days_check(struct request *rq, const struct rec *r)
{
    if (series_days(r) == 0)
        return err_example(err_input(rq->arena, "days", N_("Choose at least one day of the week")),
                           "thu");
    if (rec_has(r, SERIES_UNTIL) && rec_int(r, SERIES_UNTIL, 0) < rec_int(r, SERIES_FROM, 0))
        return err_example(
            err_input(rq->arena, "until", N_("The last day lies before the first one")),
            "2027-05-27");
    return NULL;
}

static struct err *all_told(struct request *rq, const struct series_form *f, struct rec *r)
{
    struct err *wrong = told_read(rq, r, f->n, f->told);
    err_collect(&wrong, leader_read(rq, f, r));
    err_collect(&wrong, time_check(rq, r));
    return wrong;
}

static struct err *rules_check(struct request *rq, const struct rec *r)
{
    struct err *wrong = days_check(rq, r);
    err_collect(&wrong, rec_check(rq->arena, r));
    return wrong != NULL ? wrong : series_check_count(rq->arena, r);
}

static struct err *usual_set(struct request *rq, struct rec *r, uint64_t no, int64_t value)
{
    return rec_has(r, no) ? NULL : rec_set_int(rq->arena, r, no, value);
}

/* What a short form need not say. */
static struct err *usual_put(struct request *rq, struct rec *r)
{
    int32_t today = 0;
    TRY(day_there(rq, rec_id(r, SERIES_HOUSE), &today));
    TRY(usual_set(rq, r, SERIES_FROM, today));
    TRY(usual_set(rq, r, SERIES_KIND, SERIES_OTHER));
    TRY(usual_set(rq, r, SERIES_GROUP, GROUP_ALL));
    TRY(usual_set(rq, r, SERIES_MAY_TELL, 0));
    return usual_set(rq, r, SERIES_COUNT, COUNT_HEADS);
}

/* Errors of fields that nothing is said about yet. */
static void collect_new(struct err **wrong, struct err *more)
{
    for (struct err *next = NULL; more != NULL; more = next) {
        bool is_told = false;
        next = more->next;
        more->next = NULL;
        for (const struct err *e = *wrong; e != NULL; e = e->next)
            is_told = is_told || (e->field != NULL && more->field != NULL &&
                                  strcmp(e->field, more->field) == 0);
        if (!is_told)
            err_collect(wrong, more);
    }
}

struct err *series_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct series_form *f = form;
    struct id house = ID_NONE;
    struct rec *r = NULL;
    struct err *wrong = told_house(rq, f->house, MAY_WRITE_ACTIVITIES, &house);
    TRY(deed_record(deed, &series_type, area_id(AREA_HOUSE, house), &r));
    TRY(rec_set_int(rq->arena, r, SERIES_STATE, SERIES_RUNNING));
    err_collect(&wrong, all_told(rq, f, r));
    if (!id_is_none(house))
        TRY(rec_set_id(rq->arena, r, SERIES_HOUSE, house));
    TRY(usual_put(rq, r));
    collect_new(&wrong, rules_check(rq, r));
    if (wrong != NULL)
        return wrong;
    struct text name = rec_text(r, SERIES_NAME);
    const char *said = arena_strn(rq->arena, name.at, name.n);
    NEED(said);
    deed_say(deed, N_("Activity added: {1}"), said, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

/* ---- correcting --------------------------------------------------------------------------------
 */

static struct err *series_change(struct request *rq, struct id series, struct deed *deed,
                                 const struct rec **ret_old, struct row_info *ret_info,
                                 struct rec **ret_new)
{
    struct series_view view;
    TRY(series_require(rq, series, &view));
    if (!view.may_write)
        return err_new(rq->arena, ERR_DENIED,
                       N_("You are not allowed to do this. Ask the manager"));
    return deed_change(deed, rq->store, &series_type, series, ret_old, ret_info, ret_new);
}

static struct err *names_written(struct request *rq, struct id series, bool *ret_are)
{
    struct sql_attendance_of_series_row *rows;
    size_t n = 0;
    TRY(sql_attendance_of_series(rq->store->db, rq->arena, rq->store->org, series, &rows, &n));
    *ret_are = n > 0;
    return NULL;
}

/* What is written by name would stand there under another heading. */
static struct err *names_stay_apart(struct request *rq, const struct rec *old,
                                    const struct rec *new)
{
    bool are_written = false;
    if (rec_int(old, SERIES_COUNT, 0) != COUNT_NAMES ||
        rec_int(new, SERIES_COUNT, 0) == COUNT_NAMES)
        return NULL;
    TRY(names_written(rq, old->id, &are_written));
    if (!are_written)
        return NULL;
    struct err *e = err_new(rq->arena, ERR_CONFLICT,
                            N_("Who came is written here by name. End this activity and begin "
                               "another one"));
    e->field = "count";
    return e;
}

struct err *series_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct series_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(series_change(rq, f->series, deed, &old, &info, &new));
    TRY(all_told(rq, f, new));
    TRY(rules_check(rq, new));
    TRY(names_stay_apart(rq, old, new));
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

struct err *series_end(struct request *rq, const void *form, struct deed *deed)
{
    const struct series_end_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    int32_t today = 0;
    TRY(series_change(rq, f->series, deed, &old, &info, &new));
    TRY(day_there(rq, rec_id(old, SERIES_HOUSE), &today));
    if (rec_int(old, SERIES_STATE, 0) == SERIES_ENDED)
        return err_new(rq->arena, ERR_CONFLICT, N_("This activity has ended already"));
    if (!rec_has(old, SERIES_UNTIL) || rec_int(old, SERIES_UNTIL, 0) > today)
        TRY(rec_set_int(rq->arena, new, SERIES_UNTIL, today));
    TRY(rec_set_int(rq->arena, new, SERIES_STATE, SERIES_ENDED));
    deed_say(deed, N_("The activity has ended"), NULL, NULL);
    return deed_add(deed, ACT_CLOSE, old, &info, new);
}

struct err *series_reopen(struct request *rq, const void *form, struct deed *deed)
{
    const struct series_end_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(series_change(rq, f->series, deed, &old, &info, &new));
    if (rec_int(old, SERIES_STATE, 0) == SERIES_RUNNING)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nothing would change"));
    rec_clear(new, SERIES_UNTIL);
    TRY(rec_set_int(rq->arena, new, SERIES_STATE, SERIES_RUNNING));
    deed_say(deed, N_("The activity goes on"), NULL, NULL);
    return deed_add(deed, ACT_REOPEN, old, &info, new);
}
