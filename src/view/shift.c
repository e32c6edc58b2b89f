/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shift.c - changes of shift, and who may take one over. */
#include "view/shift.h"

#include "model/types.h"
#include "model/types_night.h"
#include "sql/night.sql.h"
#include "sql/user.sql.h"
#include "view/places.h"

static bool is_house_staff(const struct who *who, struct id house)
{
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct who_grant *g = &who->grants[i];
        if (g->role == ROLE_HOUSE &&
            (g->scope == SCOPE_ALL || (g->scope == SCOPE_HOUSE && id_equal(g->house, house))))
            return true;
    }
    return false;
}

bool shift_may_read(const struct who *who, struct id house, struct id giver, struct id taker)
{
    return !id_equal(who->user, giver) &&
           (id_equal(who->user, taker) || is_house_staff(who, house));
}

static struct err *row_read(struct request *rq, struct id house,
                            const struct sql_shifts_of_house_row *row, struct shift_row *ret_row)
{
    struct rec *r = NULL;
    struct shift_row s = {.shift = row->shift,
                          .at_ms = row->at_ms,
                          .giver_id = row->giver,
                          .taker_id = row->taker,
                          .is_read = row->state == SHIFT_READ,
                          .read_at_ms = row->read_at_ms};
    TRY(user_login(rq, row->giver, &s.giver));
    TRY(user_login(rq, row->taker, &s.taker));
    TRY(user_login(rq, row->reader, &s.reader));
    TRY(record_get(rq->store, rq->arena, &shift_type, row->shift, &r));
    s.note = rec_text(r, SHIFT_NOTE);
    s.may_read = !s.is_read && shift_may_read(rq->who, house, row->giver, row->taker);
    *ret_row = s;
    return NULL;
}

struct err *shift_list(struct request *rq, struct id house, size_t most,
                       struct shift_list *ret_list)
{
    struct sql_shifts_of_house_row *rows;
    struct shift_list list = {0};
    size_t n = 0;
    if (!guard_may_in_house(rq->who, MAY_HAND_OVER, house))
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    TRY(sql_shifts_of_house(rq->store->db, rq->arena, rq->store->org, house, rq->now_ms,
                            (int64_t)most, &rows, &n));
    list.at = arena_makes(rq->arena, struct shift_row, n);
    NEED(list.at);
    for (size_t i = 0; i < n; i++)
        TRY(row_read(rq, house, &rows[i], &list.at[list.n++]));
    *ret_list = list;
    return NULL;
}

struct err *shift_staff(struct request *rq, struct id house, struct shift_staff *ret_staff)
{
    struct sql_users_row *rows;
    struct shift_staff staff = {0};
    size_t n = 0;
    TRY(sql_users(rq->store->db, rq->arena, rq->store->org, &rows, &n));
    staff.at = arena_alloc(rq->arena, n * sizeof *staff.at);
    NEED(staff.at);
    for (size_t i = 0; i < n; i++) {
        struct who who;
        if (rows[i].state != USER_ACTIVE)
            continue;
        TRY(guard_who(rq->store->db, rq->arena, rq->store->org, rows[i].login, rq->now_ms, &who));
        if (!is_house_staff(&who, house))
            continue;
        staff.at[staff.n].user = rows[i].user;
        staff.at[staff.n++].login = rows[i].login;
    }
    *ret_staff = staff;
    return NULL;
}
