/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* grant.c - roles are given and end; nobody gives more than she has, and somebody always manages.
 */
#include "base/when.h"
#include "base/zone.h"
#include "command/organisation.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/user.sql.h"
#include "view/places.h"

/* ---- where ------------------------------------------------------------------------------------
 */

static struct err *scope_house(struct request *rq, struct rec *grant, struct text handle)
{
    bool found = false;
    struct sql_house_by_handle_row house;
    TRY(sql_house_by_handle(rq->store->db, rq->arena, rq->store->org, handle, &found, &house));
    if (!found)
        return err_example(err_input(rq->arena, "scope", N_("There is no such house")),
                           "house:rowan-house");
    TRY(rec_set_int(rq->arena, grant, GRANT_SCOPE, SCOPE_HOUSE));
    return rec_set_id(rq->arena, grant, GRANT_HOUSE, house.house);
}

static struct err *scope_read(struct request *rq, struct rec *grant, struct text scope)
{
    struct text rest = scope, kind = TEXT_NONE;
    if (scope.n == 0)
        return rec_set_int(rq->arena, grant, GRANT_SCOPE, SCOPE_OWN);
    if (text_starts(scope, "house:") && text_cut(&rest, ':', &kind))
        return scope_house(rq, grant, rest);
    struct err *bad = rec_read(rq->arena, grant, "scope", scope);
    return bad == NULL ? NULL : err_example(bad, "all, own or house:rowan-house");
}

/* ---- until when ---------------------------------------------------------------------------------
 */

/* The end of that day by the organisation's clock. */
static struct err *until_read(struct request *rq, struct rec *grant, struct text until)
{
    const struct zone *zone = NULL;
    int32_t date = 0;
    if (until.n == 0)
        return NULL;
    TRY(organisation_zone(rq, &zone));
    if (!date_parse(until, &date))
        return err_example(err_input(rq->arena, "until", N_("Write the last day as a date")),
                           "2027-01-31");
    if (zone_date_end(zone, date) <= rq->now_ms)
        return err_example(err_input(rq->arena, "until", N_("This day is over already")),
                           "2027-01-31");
    return rec_set_int(rq->arena, grant, GRANT_UNTIL, zone_date_end(zone, date));
}

/* ---- giving -------------------------------------------------------------------------------------
 */

static struct err *may_give(struct request *rq, const struct rec *grant)
{
    enum role role = (enum role)rec_int(grant, GRANT_ROLE, ROLE_MANAGER);
    enum scope scope = (enum scope)rec_int(grant, GRANT_SCOPE, SCOPE_ALL);
    if (role == ROLE_CLOCK)
        return err_input(rq->arena, "role", N_("Nobody signs in as the timer"));
    if (!guard_may_let_in(rq->who, ROLE_BIT(role)))
        return err_input(rq->arena, "role", N_("Only a manager lets somebody in who sees people"));
    if (!guard_may_give(rq->who, role, scope))
        return err_input(rq->arena, "scope", N_("You cannot give more than you have yourself"));
    return NULL;
}

struct err *grant_take(struct request *rq, struct deed *deed, struct id user,
                       const struct grant_form *form)
{
    struct rec *grant = NULL;
    struct err *wrong = NULL;
    TRY(deed_record(deed, &grant_type, area_id(AREA_ORG, ID_NONE), &grant));
    TRY(rec_set_id(deed->arena, grant, GRANT_USER, user));
    err_collect(&wrong, rec_read(deed->arena, grant, "role", form->role));
    err_collect(&wrong, scope_read(rq, grant, form->scope));
    err_collect(&wrong, until_read(rq, grant, form->until));
    if (wrong != NULL)
        return wrong;
    TRY(may_give(rq, grant));
    TRY(rec_set_int(deed->arena, grant, GRANT_FROM, rq->now_ms));
    return deed_add(deed, ACT_ADD, NULL, NULL, grant);
}

static bool is_same(const struct sql_grants_of_user_row *row, const struct rec *grant)
{
    struct id house = row->house_null ? ID_NONE : row->house;
    return row->role == rec_int(grant, GRANT_ROLE, 0) &&
           row->scope == rec_int(grant, GRANT_SCOPE, 0) &&
           id_equal(house, rec_id(grant, GRANT_HOUSE));
}

struct err *grant_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct grant_form *f = form;
    struct sql_grants_of_user_row *rows;
    struct id user = ID_NONE;
    size_t n = 0;
    TRY(user_of_form(rq, f->login, &user));
    TRY(grant_take(rq, deed, user, f));
    TRY(sql_grants_of_user(rq->store->db, rq->arena, rq->store->org, user, rq->now_ms, &rows, &n));
    if (n >= WHO_GRANTS_MAX)
        return err_input(rq->arena, "role", N_("One user can hold sixteen roles. End one first"));
    for (size_t i = 0; i < n; i++)
        if (is_same(&rows[i], deed->items[0].new))
            return err_input(rq->arena, "role", N_("This is held already"));
    deed_say(deed, N_("Role given to {1}"), arena_strn(deed->arena, f->login.at, f->login.n), NULL);
    return NULL;
}

/* ---- ending -------------------------------------------------------------------------------------
 */

static struct err *no_grant(struct request *rq)
{
    return err_mend(err_input(rq->arena, "role", N_("This role is not held, or has ended")),
                    "hearth user list");
}

/* The grant that is meant, of those that run. */
static struct err *grant_find(struct request *rq, const struct grant_end_form *f, struct id user,
                              struct id *ret_grant)
{
    struct sql_grants_ever_of_user_row *rows;
    struct rec *like = NULL;
    size_t n = 0;
    TRY(sql_grants_ever_of_user(rq->store->db, rq->arena, rq->store->org, user, &rows, &n));
    TRY(rec_new(rq->arena, &grant_type, &like));
    if (id_is_none(f->grant)) {
        TRY(rec_read(rq->arena, like, "role", f->role));
        TRY(scope_read(rq, like, f->scope));
    }
    for (size_t i = 0; i < n; i++) {
        const struct sql_grants_of_user_row row = {.role = rows[i].role,
                                                   .scope = rows[i].scope,
                                                   .house = rows[i].house,
                                                   .house_null = rows[i].house_null};
        bool runs = rows[i].until_null || rows[i].until > rq->now_ms;
        if (runs &&
            (id_is_none(f->grant) ? is_same(&row, like) : id_equal(rows[i].grant, f->grant))) {
            *ret_grant = rows[i].grant;
            return NULL;
        }
    }
    return no_grant(rq);
}

struct err *grant_end(struct request *rq, const void *form, struct deed *deed)
{
    const struct grant_end_form *f = form;
    struct id user = ID_NONE, grant = ID_NONE;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(user_of_form(rq, f->login, &user));
    TRY(grant_find(rq, f, user, &grant));
    TRY(deed_change(deed, rq->store, &grant_type, grant, &old, &info, &new));
    TRY(may_give(rq, old));
    TRY(rec_set_int(deed->arena, new, GRANT_UNTIL, rq->now_ms));
    TRY(deed_add(deed, ACT_CLOSE, old, &info, new));
    TRY(managers_require(rq, deed));
    deed_say(deed, N_("A role of {1} has ended"), arena_strn(deed->arena, f->login.at, f->login.n),
             NULL);
    return NULL;
}

/* ---- the last manager ---------------------------------------------------------------------------
 */

/* Whether the deed leaves this grant in force for good. */
static bool stays(const struct deed *deed, const struct sql_grants_of_role_row *row)
{
    for (size_t i = 0; i < deed->n; i++) {
        const struct rec *r = deed->items[i].new;
        if (id_equal(r->id, row->grant) && (r->withdrawn || rec_has(r, GRANT_UNTIL)))
            return false;
        if (id_equal(r->id, row->user) &&
            (r->withdrawn || rec_int(r, USER_STATE, 0) != USER_ACTIVE))
            return false;
    }
    return true;
}

struct err *managers_require(struct request *rq, const struct deed *deed)
{
    struct sql_grants_of_role_row *rows;
    size_t n = 0, left = 0;
    TRY(sql_grants_of_role(rq->store->db, rq->arena, rq->store->org, ROLE_MANAGER, SCOPE_ALL,
                           rq->now_ms, &rows, &n));
    for (size_t i = 0; i < n; i++)
        left += stays(deed, &rows[i]);
    if (n == 0 || left > 0)
        return NULL;
    return err_mend(err_new(rq->arena, ERR_CONFLICT,
                            N_("Nobody would manage everything any more. Let another manager in "
                               "first")),
                    "hearth user grant LOGIN --role manager --scope all");
}
