/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* people.h - the people index: names, phones, birth dates and sex of all persons, in memory.
 *
 * It is filled when the site's keys are opened and is the only place where sealed personal fields
 * are searched and sorted; nothing of it is ever written. An erased person stays as what the
 * erasure says is to be counted, without a name. Many threads may look while none changes it. */
#ifndef HEARTH_PEOPLE_PEOPLE_H
#define HEARTH_PEOPLE_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"
#include "model/rec.h"

struct people;

/* Where somebody stands towards the houses. */
enum person_here { HERE_ANY = 0, HERE_NOW, HERE_BEFORE, HERE_NEVER, HERE__COUNT };
struct person_last {
    enum person_here here;
    struct id house;  /* where she stays or stayed last; ID_NONE: nowhere yet */
    int64_t since_ms; /* when that stay began; 0: there was none */
    int64_t until_ms; /* when it ended; 0 while it goes on */
};
/* A stay's own state, STAY_..., as such a place; HERE_NEVER for one that did not begin. */
enum person_here person_here_of(int64_t stay_state);
/* Whether it says more of where she stands: the stay that goes on, else the one begun last. */
bool person_last_leads(const struct person_last *stay, const struct person_last *before);

struct person_row {
    struct id id;
    const char *name;   /* as shown in lists; "" for an erased person */
    const char *keys;   /* folded words of all names and phone digits, a space before each */
    int32_t birth;      /* VALUE_NO_DATE: not known */
    int32_t adult_from; /* the 18th birthday; VALUE_NO_DATE: not known */
    int8_t birth_known; /* BIRTH_...: to the day, the month, the year, or estimated */
    int8_t sex;         /* SEX_... */
    int8_t state;       /* PERSON_... */
    int8_t here;        /* of enum person_here, and the two below: as in struct person_last */
    bool is_withdrawn;
    struct id house;
    int64_t since_ms;
};

/* NULL without memory. people_free takes NULL. */
struct people *people_new(void);
void people_free(struct people *p);

/* Puts a person in, or what is known now in place of what was. */
MUST_CHECK struct err *people_set(struct people *p, const struct rec *person);
/* What is left of an erased person: how she is counted. */
MUST_CHECK struct err *people_erase(struct people *p, struct id id, int64_t sex,
                                    int32_t adult_from);

/* Where she stands, in place of what was; who is not in the index is left out. What guards a page
 * is asked of the tables: this is for showing and counting whom one may see. */
void people_set_stay(struct people *p, struct id person, const struct person_last *last);

/* What a house or a room is called. */
struct text place_words(const struct rec *place);
/* Puts that in, and nothing else of it, in place of what was; `version` is that of its row. */
MUST_CHECK struct err *people_set_place(struct people *p, const struct rec *place, int64_t version);
/* The same words, of that version of the record; false when the index has another one or none. */
bool people_place(const struct people *p, struct id id, int64_t version, struct text *ret_words);
/* Of a house that is not withdrawn, as of the last commit, without asking the tables; a house with
 * no name is called by its handle. */
bool people_house(const struct people *p, struct id house, struct text *ret_handle,
                  struct text *ret_name);

/* A house as of the last commit, for lists and counts that need not ask the tables. */
struct people_seat {
    struct id house;
    struct text handle;
    struct text name; /* the handle if it has none */
    const char *keys; /* folded words of both */
    int64_t kind;     /* HOUSE_KIND_... */
    bool is_open;
    size_t n_rooms; /* not withdrawn */
    size_t n_here;  /* who stays there: a number for those alone who see everybody there */
};
/* Those that are not withdrawn, by handle; i from 0 on. Valid until the next change. */
size_t people_seats(const struct people *p);
const struct people_seat *people_seat_at(const struct people *p, size_t i);
/* Marks in `ret_hits` (people_seats of them) whose name or handle has each word of the query. */
void people_seats_find(const struct people *p, struct text query, bool *ret_hits);

/* NULL: not in the index. Valid until the next change. */
const struct person_row *people_get(const struct people *p, struct id id);
size_t people_count(const struct people *p);
/* All rows in no order that means anything, for lists that filter and sort themselves. */
const struct person_row *people_at(const struct people *p, size_t i);
/* The i of such a row. */
size_t people_place_of(const struct people *p, const struct person_row *row);

/* Rows that for each word of the query have a name's word beginning like it (folded across the
 * alphabets) or a phone holding its digits; at most `most`. The guard's filter comes after. */
MUST_CHECK struct err *people_find(const struct people *p, struct arena *into, struct text query,
                                   size_t most, size_t *ret_n, const struct person_row ***ret_rows);
/* Persons like this one: an equal given name and no different family name (folded), and a birth
 * year within two or unknown; at most `most`, for the guard's filter comes after. Source: linkage
 * 4.1 a to c. */
enum { PEOPLE_LIKE_MAX = 5 }; /* so many are shown */
MUST_CHECK struct err *people_like(const struct people *p, struct arena *into,
                                   const struct rec *person, size_t most, size_t *ret_n,
                                   const struct person_row ***ret_rows);

/* Under 18 on that day; `otherwise` when the birth is not known. */
bool person_is_child(const struct person_row *row, int32_t day, bool otherwise);

#endif
