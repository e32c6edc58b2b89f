/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* request.c - what day it is for the one who asks. */
#include "view/request.h"

#include "base/zone.h"
#include "sql/person.sql.h"

struct err *request_day(struct request *rq, int32_t *ret_day)
{
    struct sql_organisation_row_row row;
    const struct zone *zone = zone_utc();
    bool found = false;
    TRY(sql_organisation_row(rq->store->db, rq->arena, rq->store->org, &found, &row));
    if (found) {
        const char *name = arena_strn(rq->arena, row.zone.at, row.zone.n);
        NEED(name);
        TRY(zone_open(rq->arena, name, &zone));
    }
    *ret_day = zone_wall(zone, rq->now_ms).date;
    return NULL;
}
