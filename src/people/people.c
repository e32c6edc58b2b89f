/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* people.c - rows in pieces that stay where they are, found by id through an open hash; names
 * folded for searching. One array that grows would leave all its older copies in the arena. */
#include "people/people.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/world.h"
#include "model/types.h"
#include "people/fold.h"
#include "people/labels.h"
#include "people/order.h"
#include "people/seats.h"

enum {
    ORDERS_MAX = 3,
    PEOPLE_BYTES_MAX = 512 * 1024 * 1024,
    SLOTS_FIRST = 64,
    PIECE_ROWS = 256,
    PIECES_FIRST = 16,
    KEYS_BYTES_MAX = 4096
};

struct people {
    struct arena *arena;
    const struct fold *fold;
    size_t n, n_pieces, room; /* room: of pieces */
    struct person_row **pieces;
    size_t n_slots;  /* a power of two, at most half full */
    uint32_t *slots; /* index of the row and 1; 0 is free */
    struct labels places;
    struct seats seats;
    /* One per language that somebody has listed in; made while looking, so it is not part of what
     * is const, and one looks at a time. */
    struct people_order *orders;
    pthread_mutex_t *orders_turn;
};

struct people *people_new(void)
{
    struct arena *arena = arena_new(PEOPLE_BYTES_MAX);
    if (arena == NULL)
        return NULL;
    struct people *p = arena_make(arena, struct people);
    struct err *bad = p == NULL ? err_no_memory() : fold_new(arena, &p->fold);
    if (bad == NULL) {
        p->arena = arena;
        p->n_slots = SLOTS_FIRST;
        p->slots = arena_makes(arena, uint32_t, p->n_slots);
        p->orders = arena_makes(arena, struct people_order, ORDERS_MAX);
        p->orders_turn = arena_make(arena, pthread_mutex_t);
    }
    if (bad != NULL || p->slots == NULL || p->orders == NULL || p->orders_turn == NULL ||
        pthread_mutex_init(p->orders_turn, NULL) != 0) {
        arena_free(arena);
        return NULL;
    }
    return p;
}

void people_free(struct people *p)
{
    if (p == NULL)
        return;
    pthread_mutex_destroy(p->orders_turn);
    arena_free(p->arena);
}

/* ---- finding a row by its id ----------------------------------------------------------------- */

static struct person_row *row_at(const struct people *p, size_t i)
{
    return &p->pieces[i / PIECE_ROWS][i % PIECE_ROWS];
}

static size_t slot_of(const struct people *p, struct id id)
{
    uint64_t hash;
    memcpy(&hash, id.bytes, sizeof hash); /* ids are random */
    size_t at = (size_t)hash & (p->n_slots - 1);
    while (p->slots[at] != 0 && !id_equal(row_at(p, p->slots[at] - 1)->id, id))
        at = (at + 1) & (p->n_slots - 1);
    return at;
}

static struct err *slots_grow(struct people *p)
{
    size_t n_slots = p->n_slots * 2;
    uint32_t *slots = arena_makes(p->arena, uint32_t, n_slots);
    NEED(slots);
    p->slots = slots;
    p->n_slots = n_slots;
    for (size_t i = 0; i < p->n; i++)
        p->slots[slot_of(p, row_at(p, i)->id)] = (uint32_t)(i + 1);
    return NULL;
}

static struct err *piece_add(struct people *p)
{
    if (p->n_pieces == p->room) {
        size_t room = p->room == 0 ? PIECES_FIRST : p->room * 2;
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
        struct person_row **pieces = arena_grow(p->arena, p->pieces, p->room, room, sizeof *pieces);
        NEED(pieces);
        p->pieces = pieces;
        p->room = room;
    }
    p->pieces[p->n_pieces] = arena_makes(p->arena, struct person_row, PIECE_ROWS);
    NEED(p->pieces[p->n_pieces]);
    p->n_pieces++;
    return NULL;
}

static struct err *row_for(struct people *p, struct id id, size_t *ret_at)
{
    if (2 * (p->n + 1) > p->n_slots)
        TRY(slots_grow(p));
    size_t at = slot_of(p, id);
    if (p->slots[at] == 0) {
        if (p->n == p->n_pieces * PIECE_ROWS)
            TRY(piece_add(p));
        *row_at(p, p->n) =
            (struct person_row){.id = id, .name = "", .keys = "", .here = HERE_NEVER};
        p->slots[at] = (uint32_t)(++p->n);
    }
    *ret_at = p->slots[at] - 1;
    return NULL;
}

const struct person_row *people_get(const struct people *p, struct id id)
{
    size_t at = slot_of(p, id);
    world_looked(WORLD_INDEX);
    return p->slots[at] == 0 ? NULL : row_at(p, p->slots[at] - 1);
}

size_t people_count(const struct people *p)
{
    return p->n;
}

const struct person_row *people_at(const struct people *p, size_t i)
{
    assert(i < p->n);
    return row_at(p, i);
}

size_t people_place_of(const struct people *p, const struct person_row *row)
{
    size_t at = slot_of(p, row->id);
    assert(p->slots[at] != 0);
    return p->slots[at] - 1;
}

/* ---- places ---------------------------------------------------------------------------------- */

struct text place_words(const struct rec *place)
{
    assert(place->type == &house_type || place->type == &room_type);
    const char *name = place->type == &house_type ? "name" : "label";
    return rec_text(place, field_by_name(place->type, name)->no);
}

static struct err *keep(struct people *p, struct buf *b, const char **ret)
{
    struct text t;
    TRY(buf_check(b));
    TRY(buf_take(b, p->arena, &t));
    *ret = t.at;
    return NULL;
}

static struct err *seat_name(struct people *p, const struct rec *house)
{
    const struct label *kept = labels_get(&p->places, house->id);
    CLEANUP(buf_done) struct buf keys = buf_make(KEYS_BYTES_MAX);
    struct people_seat seat = {.house = house->id,
                               .handle = kept->handle,
                               .name = kept->words.n == 0 ? kept->handle : kept->words,
                               .kind = rec_int(house, HOUSE_KIND, 0),
                               .is_open = rec_int(house, HOUSE_STATE, 0) == HOUSE_OPEN};
    fold_put_keys(p->fold, &keys, kept->words);
    fold_put_keys(p->fold, &keys, kept->handle);
    TRY(keep(p, &keys, &seat.keys));
    return seats_name(&p->seats, p->arena, &seat);
}

/* A room counts where it is, and no longer where it was. */
static struct err *seat_count(struct people *p, struct id was, struct id now)
{
    struct people_seat *seat = seats_find(&p->seats, was);
    if (seat != NULL)
        seat->n_rooms--;
    if (id_is_none(now))
        return NULL;
    TRY(seats_for(&p->seats, p->arena, now, &seat));
    seat->n_rooms++;
    return NULL;
}

struct err *people_set_place(struct people *p, const struct rec *place, int64_t version)
{
    bool is_house = place->type == &house_type;
    const struct label *before = labels_get(&p->places, place->id);
    const struct id was = before == NULL ? ID_NONE : before->house;
    struct label label = {
        .id = place->id, .version = version, .words = place_words(place), .house = ID_NONE};
    if (is_house && !place->withdrawn)
        label.handle = rec_text(place, HOUSE_HANDLE);
    if (!is_house && !place->withdrawn)
        label.house = rec_id(place, ROOM_HOUSE);
    TRY(labels_set(&p->places, p->arena, &label));
    return is_house ? seat_name(p, place) : seat_count(p, was, label.house);
}

size_t people_seats(const struct people *p)
{
    return p->seats.n_named;
}

const struct people_seat *people_seat_at(const struct people *p, size_t i)
{
    assert(i < p->seats.n_named);
    return p->seats.by_handle[i];
}

bool people_place(const struct people *p, struct id id, int64_t version, struct text *ret_words)
{
    const struct label *label = labels_get(&p->places, id);
    world_looked(WORLD_INDEX);
    if (label == NULL || label->version != version)
        return false;
    *ret_words = label->words;
    return true;
}

bool people_house(const struct people *p, struct id house, struct text *ret_handle,
                  struct text *ret_name)
{
    const struct label *label = labels_get(&p->places, house);
    world_looked(WORLD_INDEX);
    if (label == NULL || label->handle.n == 0)
        return false;
    *ret_handle = label->handle;
    *ret_name = label->words.n == 0 ? label->handle : label->words;
    return true;
}

/* ---- what a row says ---------------------------------------------------------------------------
 */

static const struct values *names_of(const struct rec *person)
{
    return &person->slots[field_index(&person_type, field_by_no(&person_type, PERSON_NAME))];
}

static struct err *names_put(struct people *p, const struct rec *person, struct person_row *row)
{
    const struct field *f = field_by_no(&person_type, PERSON_NAME);
    const struct values *names = names_of(person);
    CLEANUP(buf_done) struct buf name = buf_make(KEYS_BYTES_MAX);
    CLEANUP(buf_done) struct buf keys = buf_make(KEYS_BYTES_MAX);
    for (size_t i = 0; i < names->n; i++) {
        const struct person_name *one = names->at[i].name;
        if (i == 0)
            value_print(f, &names->at[i], &name);
        fold_put_keys(p->fold, &keys, one->given);
        fold_put_keys(p->fold, &keys, one->patronymic);
        fold_put_keys(p->fold, &keys, one->family);
    }
    fold_put_phone(&keys, rec_text(person, PERSON_PHONE));
    TRY(keep(p, &name, &row->name));
    return keep(p, &keys, &row->keys);
}

/* ---- orders ------------------------------------------------------------------------------------
 */

static struct err *order_for(const struct people *p, people_key_fn *put_key,
                             const struct people_order **ret_order)
{
    struct people_order *order = p->orders;
    while (order->put_key != NULL && order->put_key != put_key) {
        order++;
        assert(order < p->orders + ORDERS_MAX);
    }
    if (order->put_key == NULL) {
        struct people_order made = {.put_key = put_key};
        TRY(order_fill(p, p->arena, &made));
        *order = made;
    }
    *ret_order = order;
    return NULL;
}

struct err *people_ordered(const struct people *p, people_key_fn *put_key,
                           const struct people_order **ret_order)
{
    world_looked(WORLD_INDEX);
    pthread_mutex_lock(p->orders_turn);
    struct err *bad = order_for(p, put_key, ret_order);
    pthread_mutex_unlock(p->orders_turn);
    return bad;
}

static void row_put(struct person_row *row, const struct person_row *now)
{
    const struct person_row was = *row;
    *row = *now;
    row->here = was.here;
    row->house = was.house;
    row->since_ms = was.since_ms;
}

/* Puts what is known now in place of what was, here and in every order. */
static struct err *row_change(struct people *p, const struct person_row *now)
{
    size_t found = 0;
    struct err *bad = NULL;
    TRY(row_for(p, now->id, &found));
    uint32_t at = (uint32_t)found;
    for (struct people_order *o = p->orders; o < p->orders + ORDERS_MAX; o++)
        if (o->put_key != NULL)
            order_take_out(p, o, at);
    row_put(row_at(p, at), now);
    for (struct people_order *o = p->orders; o < p->orders + ORDERS_MAX && bad == NULL; o++)
        if (o->put_key != NULL)
            bad = order_put_in(p, p->arena, o, at);
    return bad;
}

/* ---- changes -----------------------------------------------------------------------------------
 */

static int32_t majority(int32_t birth)
{
    int32_t day = VALUE_NO_DATE;
    if (birth != VALUE_NO_DATE && !date_birthday(birth, 18, &day))
        day = DATE_MAX;
    return day;
}

struct err *people_set(struct people *p, const struct rec *person)
{
    assert(person->type == &person_type);
    struct person_row set = {.id = person->id};
    TRY(names_put(p, person, &set));
    set.sex = (int8_t)rec_int(person, PERSON_SEX, SEX_UNKNOWN);
    set.birth = (int32_t)rec_int(person, PERSON_BIRTH, VALUE_NO_DATE);
    set.birth_known = (int8_t)rec_int(person, PERSON_BIRTH_PRECISION, BIRTH_EXACT);
    set.adult_from = majority(set.birth);
    set.state = (int8_t)rec_int(person, PERSON_STATE, PERSON_KNOWN);
    set.is_withdrawn = person->withdrawn;
    return row_change(p, &set);
}

struct err *people_erase(struct people *p, struct id id, int64_t sex, int32_t adult_from)
{
    const struct person_row left = {.id = id,
                                    .name = "",
                                    .keys = "",
                                    .sex = (int8_t)sex,
                                    .birth = VALUE_NO_DATE,
                                    .adult_from = adult_from,
                                    .state = PERSON_ERASED};
    return row_change(p, &left);
}

enum person_here person_here_of(int64_t stay_state)
{
    if (stay_state == STAY_ADMITTED)
        return HERE_NOW;
    return stay_state == STAY_EXITED ? HERE_BEFORE : HERE_NEVER;
}

bool person_last_leads(const struct person_last *stay, const struct person_last *before)
{
    if (stay->here != before->here)
        return stay->here < before->here; /* now, before, never */
    return stay->here != HERE_NEVER && stay->since_ms > before->since_ms;
}

static void here_count(struct people *p, const struct person_row *row, int by)
{
    struct people_seat *seat = row->here == HERE_NOW ? seats_find(&p->seats, row->house) : NULL;
    if (seat != NULL)
        seat->n_here += (size_t)by;
}

void people_set_stay(struct people *p, struct id person, const struct person_last *last)
{
    size_t at = slot_of(p, person);
    if (p->slots[at] == 0)
        return;
    struct person_row *row = row_at(p, p->slots[at] - 1);
    here_count(p, row, -1);
    row->here = (int8_t)last->here;
    row->house = last->house;
    row->since_ms = last->since_ms;
    here_count(p, row, 1);
}

bool person_is_child(const struct person_row *row, int32_t day, bool otherwise)
{
    return row == NULL || row->adult_from == VALUE_NO_DATE ? otherwise : day < row->adult_from;
}

/* ---- searching ---------------------------------------------------------------------------------
 */

struct words {
    size_t n;
    struct fold_query at[FOLD_QUERY_MAX];
};

static bool is_number(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (strchr("+()-/. 0123456789", t.at[i]) == NULL)
            return false;
    return t.n > 0;
}

static void words_fold(const struct people *p, struct text query, struct words *words)
{
    struct text rest = query, word;
    if (is_number(query)) { /* a phone, spaces and all */
        fold_query(p->fold, query, &words->at[words->n++]);
        return;
    }
    while (words->n < COUNT(words->at) && text_cut(&rest, ' ', &word))
        if (word.n > 0)
            fold_query(p->fold, word, &words->at[words->n++]);
}

static bool words_hit(const struct words *words, const char *keys)
{
    for (size_t i = 0; i < words->n; i++)
        if (!fold_query_hits(&words->at[i], keys))
            return false;
    return words->n > 0;
}

struct err *people_find(const struct people *p, struct arena *into, struct text query, size_t most,
                        size_t *ret_n, const struct person_row ***ret_rows)
{
    struct words words = {0};
    size_t n = 0;
    const struct person_row **rows = arena_makes(into, const struct person_row *, most);
    NEED(rows);
    world_looked(WORLD_INDEX);
    words_fold(p, text_trim(query), &words);
    for (size_t i = 0; i < p->n && n < most; i++)
        if (!row_at(p, i)->is_withdrawn && words_hit(&words, row_at(p, i)->keys))
            rows[n++] = row_at(p, i);
    *ret_n = n;
    *ret_rows = rows;
    return NULL;
}

void people_seats_find(const struct people *p, struct text query, bool *ret_hits)
{
    struct words words = {0};
    words_fold(p, text_trim(query), &words);
    for (size_t i = 0; i < p->seats.n_named; i++)
        ret_hits[i] = words.n == 0 || words_hit(&words, p->seats.by_handle[i]->keys);
}

static bool years_near(const struct person_row *row, int32_t birth)
{
    if (row->birth == VALUE_NO_DATE || birth == VALUE_NO_DATE)
        return true;
    int32_t apart = date_civil(row->birth).year - date_civil(birth).year;
    return apart >= -2 && apart <= 2;
}

struct err *people_like(const struct people *p, struct arena *into, const struct rec *person,
                        size_t most, size_t *ret_n, const struct person_row ***ret_rows)
{
    const struct values *names = names_of(person);
    int32_t birth = (int32_t)rec_int(person, PERSON_BIRTH, VALUE_NO_DATE);
    size_t n = 0;
    const struct person_row **rows = arena_makes(into, const struct person_row *, most);
    NEED(rows);
    world_looked(WORLD_INDEX);
    for (size_t j = 0; j < names->n; j++) {
        struct words words = {0};
        words_fold(p, names->at[j].name->given, &words);
        words_fold(p, names->at[j].name->family, &words);
        for (size_t i = 0; i < p->n && n < most; i++) {
            const struct person_row *row = row_at(p, i);
            if (!row->is_withdrawn && !id_equal(row->id, person->id) &&
                words_hit(&words, row->keys) && years_near(row, birth))
                rows[n++] = row;
        }
    }
    *ret_n = n;
    *ret_rows = rows;
    return NULL;
}
