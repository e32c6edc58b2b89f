/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* users.c - users with what they hold, and what the site knows of its own care. */
#include "view/users.h"

#include "base/zone.h"
#include "model/types.h"
#include "sql/side.sql.h"
#include "sql/user.sql.h"
#include "view/places.h"

/* What names houses and days in grants. */
struct names {
    struct place_rows places;
    const struct zone *zone;
};

static struct err *names_read(struct request *rq, struct names *ret_names)
{
    TRY(place_rows(rq, &ret_names->places));
    return organisation_zone(rq, &ret_names->zone);
}

static struct user_grant grant_of(const struct request *rq, const struct names *names,
                                  const struct sql_grants_ever_of_user_row *row)
{
    const struct place_row *place = row->house_null ? NULL : place_of(&names->places, row->house);
    struct user_grant g = {.grant = row->grant,
                           .role = row->role,
                           .scope = row->scope,
                           .from_ms = row->from,
                           .until_ms = row->until_null ? 0 : row->until,
                           .since = zone_wall(names->zone, row->from).date};
    if (place != NULL) {
        g.house = place->handle;
        g.house_name = place->name;
    }
    if (!row->until_null) /* until midnight is until the day before */
        g.until = zone_wall(names->zone, row->until - 1).date;
    g.runs = row->from <= rq->now_ms && (row->until_null || row->until > rq->now_ms);
    return g;
}

static struct err *grants_read(struct request *rq, const struct names *names,
                               struct user_view *view)
{
    struct sql_grants_ever_of_user_row *rows;
    TRY(sql_grants_ever_of_user(rq->store->db, rq->arena, rq->store->org, view->user, &rows,
                                &view->n_grants));
    view->grants = arena_makes(rq->arena, struct user_grant, view->n_grants);
    NEED(view->grants);
    for (size_t i = 0; i < view->n_grants; i++)
        view->grants[i] = grant_of(rq, names, &rows[i]);
    return NULL;
}

struct err *user_views(struct request *rq, struct user_views *ret_views)
{
    struct sql_users_row *rows;
    struct names names = {0};
    struct user_views views = {0};
    TRY(names_read(rq, &names));
    TRY(sql_users(rq->store->db, rq->arena, rq->store->org, &rows, &views.n));
    views.at = arena_makes(rq->arena, struct user_view, views.n);
    NEED(views.at);
    for (size_t i = 0; i < views.n; i++) {
        views.at[i] = (struct user_view){.user = rows[i].user,
                                         .login = rows[i].login,
                                         .is_active = rows[i].state == USER_ACTIVE};
        TRY(grants_read(rq, &names, &views.at[i]));
    }
    *ret_views = views;
    return NULL;
}

struct err *user_view_of(struct request *rq, struct text login, bool *ret_found,
                         struct user_view *ret_view)
{
    struct sql_user_by_login_row row;
    struct names names = {0};
    TRY(names_read(rq, &names));
    TRY(sql_user_by_login(rq->store->db, rq->arena, rq->store->org, login, ret_found, &row));
    if (!*ret_found)
        return NULL;
    *ret_view =
        (struct user_view){.user = row.user, .login = login, .is_active = row.state == USER_ACTIVE};
    return grants_read(rq, &names, ret_view);
}

struct err *backup_last(struct request *rq, int64_t *ret_ms)
{
    struct sql_site_state_get_row row;
    bool found = false;
    TRY(sql_site_state_get(rq->store->db, rq->arena, rq->store->org, TEXT("backup_ms"), &found,
                           &row));
    *ret_ms = found ? row.value : 0;
    return NULL;
}
