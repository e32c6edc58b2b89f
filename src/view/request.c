/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* request.c - what day it is for the one who asks. */
#include "view/request.h"

#include "base/zone.h"
#include "sql/person.sql.h"

struct err *request_zone(struct request *rq, const struct zone **ret_zone)
{
    struct sql_organisation_row_row row;
    bool found = false;
    TRY(sql_organisation_row(rq->store->db, rq->arena, rq->store->org, &found, &row));
    *ret_zone = zone_utc();
    if (!found)
        return NULL;
    const char *name = arena_strn(rq->arena, row.zone.at, row.zone.n);
    NEED(name);
    return zone_open(rq->arena, name, ret_zone);
}

struct err *request_day(struct request *rq, int32_t *ret_day)
{
    const struct zone *zone = NULL;
    TRY(request_zone(rq, &zone));
    *ret_day = zone_wall(zone, rq->now_ms).date;
    return NULL;
}
