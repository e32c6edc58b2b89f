/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companions.c - companions, as long as both are in the house. */
#include "view/companions.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "sql/equipment.sql.h"
#include "sql/house.sql.h"

static struct err *is_there(struct request *rq, struct id person, struct id house, bool *ret_is)
{
    struct person_last last;
    TRY(person_is_seen(rq, person, ret_is));
    if (!*ret_is)
        return NULL;
    TRY(person_place(rq, person, &last));
    *ret_is = last.here == HERE_NOW && id_equal(last.house, house);
    return NULL;
}

static const struct person_row *row_of(const struct request *rq, struct id person)
{
    return rq->people == NULL ? NULL : people_get(rq->people, person);
}

struct err *companion_of_stay(struct request *rq, struct id stay, struct id house,
                              struct companion_view *ret_companion)
{
    struct sql_companions_of_stay_row *rows;
    size_t n = 0;
    *ret_companion = (struct companion_view){0};
    TRY(sql_companions_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool is = rows[i].until_ms_null || rows[i].until_ms > rq->now_ms;
        if (is)
            TRY(is_there(rq, rows[i].by, house, &is));
        if (!is)
            continue;
        const struct person_row *row = row_of(rq, rows[i].by);
        *ret_companion = (struct companion_view){.record = rows[i].companion,
                                                 .companion = rows[i].by,
                                                 .name = text_of(row == NULL ? "" : row->name),
                                                 .from_ms = rows[i].from_ms};
        return NULL;
    }
    return NULL;
}

static struct err *row_add(struct request *rq, struct id person, struct companion_rows *rows)
{
    const struct person_row *row = row_of(rq, person);
    for (size_t i = 0; i < rows->n; i++)
        if (rows->at[i] == row)
            return NULL;
    if (row == NULL)
        return NULL;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    rows->at = arena_grow(rq->arena, rows->at, rows->n, rows->n + 1, sizeof *rows->at);
    NEED(rows->at);
    rows->at[rows->n++] = row;
    return NULL;
}

static int by_name(const void *a, const void *b)
{
    const struct person_row *const *x = a, *const *y = b;
    int order = strcmp((*x)->name, (*y)->name);
    return order != 0 ? order : id_compare((*x)->id, (*y)->id);
}

static void sort(struct companion_rows *rows)
{
    if (rows->n > 0)
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): it is pointers that are sorted */
        qsort(rows->at, rows->n, sizeof *rows->at, by_name);
}

struct err *companions_possible(struct request *rq, struct id house, struct id household,
                                struct companion_rows *ret_rows)
{
    struct sql_lodgers_of_house_row *lodgers;
    struct companion_rows rows = {0};
    size_t n = 0;
    int32_t today = 0;
    TRY(request_day(rq, &today));
    TRY(sql_lodgers_of_house(rq->store->db, rq->arena, rq->store->org, house, rq->now_ms, &lodgers,
                             &n));
    for (size_t i = 0; i < n; i++) {
        bool is_seen = false;
        if (id_equal(lodgers[i].household, household) ||
            person_is_child(row_of(rq, lodgers[i].person), today, true))
            continue;
        TRY(person_is_seen(rq, lodgers[i].person, &is_seen));
        if (is_seen)
            TRY(row_add(rq, lodgers[i].person, &rows));
    }
    sort(&rows);
    *ret_rows = rows;
    return NULL;
}

struct err *companion_newcomers(struct request *rq, struct id person,
                                struct companion_rows *ret_rows)
{
    struct sql_companions_by_row *found;
    struct companion_rows rows = {0};
    struct person_last own;
    size_t n = 0;
    TRY(person_place(rq, person, &own));
    TRY(sql_companions_by(rq->store->db, rq->arena, rq->store->org, person, &found, &n));
    for (size_t i = 0; i < n && own.here == HERE_NOW; i++) {
        bool is = found[i].until_ms_null || found[i].until_ms > rq->now_ms;
        if (is)
            TRY(is_there(rq, found[i].person, own.house, &is));
        if (is)
            TRY(row_add(rq, found[i].person, &rows));
    }
    sort(&rows);
    *ret_rows = rows;
    return NULL;
}
