/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* door.c - calls and visitors through the guard's eyes, and whom a caller may have meant. */
#include "view/door.h"

#include <stdlib.h>
#include <string.h>

#include "model/types.h"
#include "model/types_care.h"
#include "sql/door.sql.h"
#include "view/persons.h"

/* ---- houses --------------------------------------------------------------------------------- */

static bool is_hers(const struct who *who, struct id house)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].scope == SCOPE_HOUSE && id_equal(who->grants[i].house, house))
            return true;
    return false;
}

struct err *door_houses(struct request *rq, struct place_rows *ret_houses)
{
    struct place_rows all;
    TRY(place_rows(rq, &all));
    ret_houses->at = arena_makes(rq->arena, struct place_row, all.n);
    NEED(ret_houses->at);
    ret_houses->n = 0;
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < all.n; i++)
            if (all.at[i].is_open && is_hers(rq->who, all.at[i].house) == (own == 1))
                ret_houses->at[ret_houses->n++] = all.at[i];
    return NULL;
}

/* ---- lists ---------------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
    const struct rec *x = *(struct rec *const *)a, *y = *(struct rec *const *)b;
    int64_t of_x = rec_int(x, ENQUIRY_AT, 0), of_y = rec_int(y, ENQUIRY_AT, 0);
    if (of_x != of_y)
        return of_x > of_y ? -1 : 1;
    return -id_compare(x->id, y->id);
}

static void list_sort(struct enquiries *list)
{
    if (list->n > 0)
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): it is pointers that are sorted */
        qsort(list->at, list->n, sizeof list->at[0], newest_first);
}

static struct err *house_take(struct request *rq, struct id house, const struct enquiry_ask *ask,
                              struct enquiries *list)
{
    struct sql_enquiries_of_house_row *rows;
    size_t n = 0;
    TRY(sql_enquiries_of_house(rq->store->db, rq->arena, rq->store->org, house, ask->before_ms,
                               ask->before, (int64_t)ask->limit + 1, &rows, &n));
    list->at = arena_grow(rq->arena, list->at, list->n, list->n + n + 1, sizeof(struct rec *));
    NEED(list->at);
    for (size_t i = 0; i < n; i++)
        TRY(record_get(rq->store, rq->arena, &enquiry_type, rows[i].enquiry, &list->at[list->n++]));
    return NULL;
}

struct err *enquiry_list(struct request *rq, const struct enquiry_ask *ask,
                         struct enquiries *ret_list)
{
    struct enquiries list = {0};
    struct place_rows houses;
    TRY(place_rows(rq, &houses));
    for (size_t i = 0; i < houses.n; i++) {
        struct id house = houses.at[i].house;
        bool is_asked = id_is_none(ask->house) || id_equal(ask->house, house);
        if (is_asked && guard_may_in_house(rq->who, MAY_SEE_CALLS, house))
            TRY(house_take(rq, house, ask, &list));
    }
    list_sort(&list);
    list.has_more = list.n > ask->limit;
    list.n = list.has_more ? ask->limit : list.n;
    *ret_list = list;
    return NULL;
}

struct err *enquiry_of_person(struct request *rq, struct id person, struct enquiries *ret_list)
{
    struct sql_alerts_of_person_row *rows;
    size_t n = 0;
    struct enquiries list = {0};
    TRY(sql_alerts_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    list.at = arena_makes(rq->arena, struct rec *, n);
    NEED(list.at);
    for (size_t i = 0; i < n; i++) {
        struct row_info info;
        struct rec *r = NULL;
        TRY(record_find(rq->store, rq->arena, &enquiry_type, rows[i].enquiry, &r, &info));
        if (r != NULL && !r->withdrawn)
            list.at[list.n++] = r;
    }
    list_sort(&list);
    list.has_more = list.n > ENQUIRIES_OF_PERSON_MAX;
    list.n = list.has_more ? ENQUIRIES_OF_PERSON_MAX : list.n;
    *ret_list = list;
    return NULL;
}

/* ---- whom they meant ------------------------------------------------------------------------ */

struct meant {
    size_t n;
    struct id at[ENQUIRY_MEANT_MAX];
};

static void meant_add(struct meant *m, const struct person_row *row, bool is_here)
{
    if (row->is_withdrawn || row->state != PERSON_KNOWN || (row->here == HERE_NOW) != is_here)
        return;
    for (size_t i = 0; i < m->n; i++)
        if (id_equal(m->at[i], row->id))
            return;
    if (m->n < ENQUIRY_MEANT_MAX)
        m->at[m->n++] = row->id;
}

/* The ends of names change in speech (Oksanu, Oksany): the last letter of a long word is left out,
 * and what is left finds the names that begin like it. Short words are no names. */
enum { NAME_LETTERS_MIN = 3, CUT_LETTERS_MIN = 4, WORDS_MAX = 24 };

static bool is_mark(char c)
{
    return strchr(",.;:!?\"()/\n\t", c) != NULL;
}

/* The words that may be names, each with the end left out; ended by an empty one. */
static struct err *words_read(struct request *rq, struct text asked_for,
                              struct text ret_words[WORDS_MAX + 1])
{
    char *plain = arena_strn(rq->arena, asked_for.at, asked_for.n);
    size_t n = 0;
    NEED(plain);
    for (size_t i = 0; i < asked_for.n; i++)
        if (is_mark(plain[i]))
            plain[i] = ' ';
    struct text rest = {plain, asked_for.n}, word;
    while (n < WORDS_MAX && text_cut(&rest, ' ', &word)) {
        size_t letters = text_letters(word), last = word.n;
        if (letters < NAME_LETTERS_MIN)
            continue;
        while (letters >= CUT_LETTERS_MIN && last > 0 && (word.at[--last] & 0xC0) == 0x80)
            continue;
        ret_words[n++] = (struct text){word.at, last};
    }
    ret_words[n] = TEXT_NONE;
    return NULL;
}

static struct err *find_add(struct request *rq, const char *query, struct meant *m)
{
    const struct person_row **rows;
    size_t n = 0;
    NEED(query);
    TRY(people_find(rq->people, rq->arena, text_of(query), people_count(rq->people), &n, &rows));
    for (size_t i = 0; i < n; i++)
        meant_add(m, rows[i], true);
    for (size_t i = 0; i < n; i++)
        meant_add(m, rows[i], false);
    return NULL;
}

struct err *enquiry_meant(struct request *rq, struct text asked_for, size_t *ret_n,
                          struct id *ret_persons)
{
    struct text words[WORDS_MAX + 1];
    struct meant m = {0};
    *ret_n = 0;
    if (asked_for.n == 0)
        return NULL;
    TRY(words_read(rq, asked_for, words));
    for (const struct text *w = words; w[0].n > 0 && w[1].n > 0; w++)
        TRY(find_add(rq, arena_printf(rq->arena, "%.*s %.*s", TEXT_ARG(w[0]), TEXT_ARG(w[1])), &m));
    for (const struct text *w = words; w[0].n > 0 && m.n == 0; w++)
        TRY(find_add(rq, arena_printf(rq->arena, "%.*s", TEXT_ARG(w[0])), &m));
    for (size_t i = 0; i < m.n; i++)
        ret_persons[i] = m.at[i];
    *ret_n = m.n;
    return NULL;
}
