/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relapses.c - what the team of a person knows of relapse and return. */
#include "view/relapses.h"

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "model/types_programme.h"
#include "sql/programme.sql.h"

static int32_t days_between(const struct zone *zone, int64_t from_ms, int64_t until_ms)
{
    return zone_wall(zone, until_ms).date - zone_wall(zone, from_ms).date;
}

static struct err *stage_name(struct request *rq, struct id stage, struct text *ret_name)
{
    struct rec *r = NULL;
    struct row_info info;
    *ret_name = TEXT_NONE;
    if (id_is_none(stage))
        return NULL;
    TRY(record_find(rq->store, rq->arena, &stage_type, stage, &r, &info));
    if (r != NULL)
        *ret_name = rec_text(r, STAGE_NAME);
    return NULL;
}

static struct err *view_make(struct request *rq, const struct zone *zone,
                             const struct sql_relapses_of_person_row *row,
                             struct relapse_view *ret_view)
{
    struct rec *r = NULL;
    int64_t back_ms = row->back_ms_null ? 0 : row->back_ms;
    TRY(record_get(rq->store, rq->arena, &relapse_type, row->relapse, &r));
    *ret_view = (struct relapse_view){
        .relapse = row->relapse,
        .at_ms = row->at_ms,
        .back_ms = back_ms,
        .state = row->state,
        .days = days_between(zone, row->at_ms, back_ms == 0 ? rq->now_ms : back_ms),
        .rec = r};
    return stage_name(rq, row->stage, &ret_view->stage);
}

struct err *relapses_of(struct request *rq, struct id person, struct relapses *ret_relapses)
{
    struct sql_relapses_of_person_row *rows;
    struct relapses all = {0};
    const struct zone *zone = NULL;
    size_t n = 0;
    *ret_relapses = all;
    TRY(case_work_is_seen(rq, person, &all.is_seen));
    if (!all.is_seen)
        return NULL;
    TRY(request_zone(rq, &zone));
    TRY(sql_relapses_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    all.at = arena_makes(rq->arena, struct relapse_view, n);
    NEED(all.at);
    for (; all.n < n; all.n++) {
        TRY(view_make(rq, zone, &rows[all.n], &all.at[all.n]));
        all.goes_on = all.goes_on || all.at[all.n].back_ms == 0;
    }
    if (n > 0)
        all.days_since = days_between(zone, all.at[0].at_ms, rq->now_ms);
    *ret_relapses = all;
    return NULL;
}

struct err *relapse_require(struct request *rq, struct id relapse, struct rec **ret_relapse)
{
    struct rec *r = NULL;
    struct row_info info;
    bool seen = false;
    TRY(record_find(rq->store, rq->arena, &relapse_type, relapse, &r, &info));
    if (r != NULL && !r->withdrawn)
        TRY(case_work_is_seen(rq, rec_id(r, RELAPSE_PERSON), &seen));
    if (!seen)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    *ret_relapse = r;
    return NULL;
}
