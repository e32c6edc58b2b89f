/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* alike.c - an open hash from (given name, family name) to persons, each chain in order. */
#include "people/alike.h"

#include <string.h>

#include "base/when.h"
#include "model/types.h"
#include "people/fold.h"

enum { SLOTS_FIRST = 1024, KEYS_MAX = FOLD_NAMES_MAX * FOLD_PARTS_MAX + 4 };

struct alike_row {
    struct id id;
    int64_t mark;
    int32_t birth;
};
struct node {
    uint64_t key;
    uint32_t row;
    uint32_t next; /* of the same key; index and 1 */
};
struct alike {
    struct arena *arena;
    const struct fold *fold;
    size_t n_rows, room_rows;
    struct alike_row *rows;
    size_t n_nodes, room_nodes;
    struct node *nodes;
    size_t n_slots; /* a power of two, at most half full of keys */
    size_t n_keys;
    struct {
        uint32_t first, last; /* node and 1; 0 is free */
    } * slots;
};

struct err *alike_new(struct arena *into, struct alike **ret_alike)
{
    struct alike *a = arena_make(into, struct alike);
    NEED(a);
    a->arena = into;
    a->n_slots = SLOTS_FIRST;
    a->slots = arena_array(into, a->n_slots, sizeof *a->slots);
    NEED(a->slots);
    TRY(fold_new(into, &a->fold));
    *ret_alike = a;
    return NULL;
}

/* ---- keys --------------------------------------------------------------------------------------
 */

struct keys {
    size_t n;
    uint64_t at[KEYS_MAX];
};

/* FNV-1a: these keys leave the process as little as the names do. */
static uint64_t key_of(const char *given, const char *family)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (const char *c = given; *c != '\0'; c++)
        h = (h ^ (unsigned char)*c) * UINT64_C(1099511628211);
    h = (h ^ '|') * UINT64_C(1099511628211);
    for (const char *c = family; *c != '\0'; c++)
        h = (h ^ (unsigned char)*c) * UINT64_C(1099511628211);
    return h;
}

static void key_add(struct keys *keys, uint64_t key)
{
    for (size_t i = 0; i < keys->n; i++)
        if (keys->at[i] == key)
            return;
    if (keys->n < KEYS_MAX)
        keys->at[keys->n++] = key;
}

static void keys_of_given(struct keys *keys, const struct fold_given *given, const char *family)
{
    for (size_t i = 0; i < given->n; i++) {
        const char number[] = {'#', (char)(1 + given->names[i] / 100),
                               (char)(1 + given->names[i] % 100), '\0'};
        key_add(keys, key_of(number, family));
    }
    if (given->n > 0)
        return;
    if (given->word.sounds[0] != '\0')
        key_add(keys, key_of(given->word.sounds, family));
    if (given->word.other[0] != '\0')
        key_add(keys, key_of(given->word.other, family));
}

struct looks {
    struct text given, family;
    int64_t sex;
    int32_t birth;
};

static void keys_make(const struct alike *a, const struct looks *looks, struct keys *keys)
{
    enum fold_sex sex = looks->sex == SEX_FEMALE ? FOLD_FEMALE
                        : looks->sex == SEX_MALE ? FOLD_MALE
                                                 : FOLD_ANY;
    struct fold_person folded;
    fold_person(a->fold, &(struct fold_names){looks->given, TEXT_NONE, looks->family, sex},
                &folded);
    for (size_t i = 0; i < folded.surname.n; i++)
        keys_of_given(keys, &folded.given, folded.surname.parts[i].stem);
    if (folded.surname.n == 0 && looks->birth != VALUE_NO_DATE) {
        char day[DATE_TEXT + 1];
        date_print(looks->birth, day);
        keys_of_given(keys, &folded.given, day);
    }
}

/* ---- putting in --------------------------------------------------------------------------------
 */

static size_t slot_of(const struct alike *a, uint64_t key)
{
    size_t at = (size_t)key & (a->n_slots - 1);
    while (a->slots[at].first != 0 && a->nodes[a->slots[at].first - 1].key != key)
        at = (at + 1) & (a->n_slots - 1);
    return at;
}

static struct err *slots_grow(struct alike *a)
{
    const struct alike old = *a;
    void *slots = arena_array(a->arena, 2 * a->n_slots, sizeof *a->slots);
    NEED(slots);
    a->slots = slots;
    a->n_slots *= 2;
    for (size_t i = 0; i < old.n_slots; i++)
        if (old.slots[i].first != 0)
            a->slots[slot_of(a, a->nodes[old.slots[i].first - 1].key)] = old.slots[i];
    return NULL;
}

static struct err *node_add(struct alike *a, uint64_t key, uint32_t row)
{
    if (2 * (a->n_keys + 1) > a->n_slots)
        TRY(slots_grow(a));
    if (a->n_nodes == a->room_nodes) {
        size_t room = a->room_nodes == 0 ? SLOTS_FIRST : 2 * a->room_nodes;
        struct node *nodes = arena_grow(a->arena, a->nodes, a->n_nodes, room, sizeof *nodes);
        NEED(nodes);
        a->nodes = nodes;
        a->room_nodes = room;
    }
    size_t at = slot_of(a, key);
    a->nodes[a->n_nodes++] = (struct node){.key = key, .row = row};
    uint32_t node = (uint32_t)a->n_nodes;
    a->n_keys += a->slots[at].first == 0;
    if (a->slots[at].first == 0)
        a->slots[at].first = node;
    else
        a->nodes[a->slots[at].last - 1].next = node;
    a->slots[at].last = node;
    return NULL;
}

static struct err *row_add(struct alike *a, const struct looks *looks, struct id id, int64_t mark)
{
    struct keys keys = {0};
    if (a->n_rows == a->room_rows) {
        size_t room = a->room_rows == 0 ? SLOTS_FIRST : 2 * a->room_rows;
        struct alike_row *rows = arena_grow(a->arena, a->rows, a->n_rows, room, sizeof *rows);
        NEED(rows);
        a->rows = rows;
        a->room_rows = room;
    }
    a->rows[a->n_rows] = (struct alike_row){id, mark, looks->birth};
    keys_make(a, looks, &keys);
    for (size_t i = 0; i < keys.n; i++)
        TRY(node_add(a, keys.at[i], (uint32_t)a->n_rows));
    a->n_rows++;
    return NULL;
}

/* The index keeps a name as it is shown: "Given Patronymic Family". */
static struct looks looks_of_row(const struct person_row *row)
{
    struct looks looks = {.sex = row->sex, .birth = row->birth};
    struct text rest = text_of(row->name), last;
    text_cut(&rest, ' ', &looks.given);
    looks.family = rest;
    if (text_cut(&rest, ' ', &last) && rest.n > 0)
        looks.family = rest;
    return looks;
}

static struct looks looks_of_person(const struct rec *person)
{
    const struct value *name = rec_get(person, PERSON_NAME);
    return (struct looks){
        .given = name == NULL ? TEXT_NONE : name->name->given,
        .family = name == NULL ? TEXT_NONE : name->name->family,
        .sex = rec_int(person, PERSON_SEX, SEX_UNKNOWN),
        .birth = (int32_t)rec_int(person, PERSON_BIRTH, VALUE_NO_DATE),
    };
}

struct err *alike_add_people(struct alike *a, const struct people *people)
{
    for (size_t i = 0; i < people_count(people); i++) {
        const struct person_row *row = people_at(people, i);
        const struct looks looks = looks_of_row(row);
        if (!row->is_withdrawn && row->state == PERSON_KNOWN)
            TRY(row_add(a, &looks, row->id, 0));
    }
    return NULL;
}

struct err *alike_add(struct alike *a, const struct rec *person, int64_t mark)
{
    const struct looks looks = looks_of_person(person);
    return row_add(a, &looks, person->id, mark);
}

/* ---- finding -----------------------------------------------------------------------------------
 */

static bool years_near(int32_t a, int32_t b)
{
    if (a == VALUE_NO_DATE || b == VALUE_NO_DATE)
        return true;
    int32_t apart = date_civil(a).year - date_civil(b).year;
    return apart >= -2 && apart <= 2;
}

static bool is_there(const struct alike_found *found, size_t n, struct id id)
{
    for (size_t i = 0; i < n; i++)
        if (id_equal(found[i].id, id))
            return true;
    return false;
}

struct err *alike_find(const struct alike *a, struct arena *into, const struct rec *person,
                       size_t *ret_n, struct alike_found **ret_found)
{
    const struct looks looks = looks_of_person(person);
    struct alike_found *found = arena_makes(into, struct alike_found, PEOPLE_LIKE_MAX);
    struct keys keys = {0};
    size_t n = 0;
    NEED(found);
    keys_make(a, &looks, &keys);
    for (size_t i = 0; i < keys.n; i++) {
        uint32_t node = a->slots[slot_of(a, keys.at[i])].first;
        for (; node != 0 && n < PEOPLE_LIKE_MAX; node = a->nodes[node - 1].next) {
            const struct alike_row *row = &a->rows[a->nodes[node - 1].row];
            if (years_near(row->birth, looks.birth) && !id_equal(row->id, person->id) &&
                !is_there(found, n, row->id))
                found[n++] = (struct alike_found){row->id, row->mark};
        }
    }
    *ret_n = n;
    *ret_found = found;
    return NULL;
}
