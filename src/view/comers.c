/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* comers.c - who may have come to a session, and who did. */
#include <stdlib.h>

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "sql/activity.sql.h"
#include "sql/house.sql.h"
#include "view/activities.h"
#include "view/persons.h"

enum { TEENAGER_FROM = 11, TEENAGER_TO = 17 };
enum { WOMEN, CHILDREN, OTHERS };

/* NULL without an index too: a command only asks who they are. */
static const struct person_row *row_of(const struct request *rq, struct id person)
{
    return rq->people == NULL ? NULL : people_get(rq->people, person);
}

static bool is_for(int64_t group, const struct comer *c, int32_t day)
{
    int32_t age = c->birth == VALUE_NO_DATE ? -1 : date_age(c->birth, day);
    switch (group) {
    case GROUP_ADULTS:
        return !c->is_child;
    case GROUP_CHILDREN:
        return c->is_child;
    case GROUP_TEENAGERS: /* of whom no birth is known may be one */
        return (age < 0 && c->is_child) || (age >= TEENAGER_FROM && age <= TEENAGER_TO);
    default:
        return true;
    }
}

static struct err *comer_add(struct request *rq, struct comer_list *list, struct id person,
                             const struct session_view *session)
{
    for (size_t i = 0; i < list->n; i++)
        if (id_equal(list->at[i].person, person))
            return NULL;
    const struct person_row *row = row_of(rq, person);
    if (row != NULL && row->name[0] == '\0')
        return NULL; /* erased: counted, and named nowhere */
    struct comer c = {.person = person,
                      .name = text_of(row == NULL ? "" : row->name),
                      .birth = row == NULL ? VALUE_NO_DATE : row->birth,
                      .is_child = person_is_child(row, session->on, false)};
    c.is_of_group = is_for(rec_int(session->series->rec, SERIES_GROUP, GROUP_ALL), &c, session->on);
    list->at = arena_grow(rq->arena, list->at, list->n, list->n + 1, sizeof *list->at);
    NEED(list->at);
    list->at[list->n++] = c;
    return NULL;
}

/* Whoever had a stay that touched the day. */
static struct err *stayers_add(struct request *rq, const struct session_view *session,
                               struct comer_list *list)
{
    const struct place_row *place = session->series->place;
    struct sql_stays_between_row *rows;
    size_t n = 0;
    TRY(sql_stays_between(rq->store->db, rq->arena, rq->store->org, place->house,
                          zone_date_start(place->zone, session->on),
                          zone_date_end(place->zone, session->on), &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool is_seen = false;
        TRY(person_is_seen(rq, rows[i].person, &is_seen));
        if (is_seen)
            TRY(comer_add(rq, list, rows[i].person, session));
    }
    return NULL;
}

static void came_count(struct request *rq, struct comer_list *list, int32_t day,
                       const struct sql_attendance_of_session_row *row)
{
    const struct person_row *p = row_of(rq, row->person);
    if (row->state != CAME_PRESENT && row->state != CAME_LATE)
        return;
    if (person_is_child(p, day, false))
        list->n_came[CHILDREN]++;
    else if (p != NULL && p->sex == SEX_FEMALE)
        list->n_came[WOMEN]++;
    else
        list->n_came[OTHERS]++;
}

static void written_put(struct comer_list *list, const struct sql_attendance_of_session_row *row)
{
    for (size_t i = 0; i < list->n; i++) {
        if (!id_equal(list->at[i].person, row->person))
            continue;
        list->at[i].record = row->attendance;
        list->at[i].state = row->state;
    }
}

static struct err *written_add(struct request *rq, const struct session_view *session,
                               struct comer_list *list)
{
    struct sql_attendance_of_session_row *rows;
    size_t n = 0;
    TRY(sql_attendance_of_session(rq->store->db, rq->arena, rq->store->org, session->session, &rows,
                                  &n));
    for (size_t i = 0; i < n; i++) {
        bool is_seen = false;
        TRY(person_is_seen(rq, rows[i].person, &is_seen));
        if (is_seen || list->tells_unseen)
            came_count(rq, list, session->on, &rows[i]);
        list->n_unseen += !is_seen && list->tells_unseen;
        if (!is_seen)
            continue;
        TRY(comer_add(rq, list, rows[i].person, session));
        written_put(list, &rows[i]);
    }
    return NULL;
}

static int by_group_and_name(const void *a, const void *b)
{
    const struct comer *x = a, *y = b;
    if (x->is_of_group != y->is_of_group)
        return x->is_of_group ? -1 : 1;
    if (x->is_child != y->is_child)
        return x->is_child ? 1 : -1;
    int order = text_compare(x->name, y->name);
    return order != 0 ? order : id_compare(x->person, y->person);
}

struct err *session_comers(struct request *rq, const struct session_view *session,
                           struct comer_list *ret_list)
{
    struct comer_list list = {0};
    /* Who knows who sleeps in a house may know that somebody more is there. */
    list.tells_unseen = guard_may_in_house(rq->who, MAY_ADMIT, session->series->place->house);
    TRY(stayers_add(rq, session, &list));
    if (!id_is_none(session->session))
        TRY(written_add(rq, session, &list));
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_group_and_name);
    *ret_list = list;
    return NULL;
}
