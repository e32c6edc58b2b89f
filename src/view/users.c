/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* users.c - users with what they hold, and what the site knows of its own care. */
#include "view/users.h"

#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/side.sql.h"
#include "sql/user.sql.h"

/* What names houses in grants. */
struct houses {
    size_t n;
    struct sql_houses_row *at;
};

static struct text handle_of(const struct houses *houses, struct id house)
{
    for (size_t i = 0; i < houses->n; i++)
        if (id_equal(houses->at[i].house, house))
            return houses->at[i].handle;
    return TEXT_NONE;
}

static struct err *grants_read(struct request *rq, const struct houses *houses,
                               struct user_view *view)
{
    struct sql_grants_of_user_row *rows;
    TRY(sql_grants_of_user(rq->store->db, rq->arena, rq->store->org, view->user, rq->now_ms, &rows,
                           &view->n_grants));
    view->grants = arena_makes(rq->arena, struct user_grant, view->n_grants);
    NEED(view->grants);
    for (size_t i = 0; i < view->n_grants; i++)
        view->grants[i] = (struct user_grant){
            .role = rows[i].role,
            .scope = rows[i].scope,
            .house = rows[i].house_null ? TEXT_NONE : handle_of(houses, rows[i].house)};
    return NULL;
}

struct err *user_views(struct request *rq, struct user_views *ret_views)
{
    struct sql_users_row *rows;
    struct houses houses = {0};
    struct user_views views = {0};
    TRY(sql_houses(rq->store->db, rq->arena, rq->store->org, &houses.at, &houses.n));
    TRY(sql_users(rq->store->db, rq->arena, rq->store->org, &rows, &views.n));
    views.at = arena_makes(rq->arena, struct user_view, views.n);
    NEED(views.at);
    for (size_t i = 0; i < views.n; i++) {
        views.at[i] = (struct user_view){.user = rows[i].user,
                                         .login = rows[i].login,
                                         .is_active = rows[i].state == USER_ACTIVE};
        TRY(grants_read(rq, &houses, &views.at[i]));
    }
    *ret_views = views;
    return NULL;
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
