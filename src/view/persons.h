/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* persons.h - which persons somebody sees, and what of them. */
#ifndef HEARTH_VIEW_PERSONS_H
#define HEARTH_VIEW_PERSONS_H

#include "view/request.h"

/* What decides who sees her, as the tables have it; needs no index of names. */
MUST_CHECK struct err *person_guarded(struct request *rq, struct id person, bool *ret_found,
                                      struct guarded *ret_facts);
/* Whether the asker sees this person at all; false for an unknown one. */
MUST_CHECK struct err *person_is_seen(struct request *rq, struct id person, bool *ret_seen);
/* The same of many, with as many statements for each 256 of them whoever they are. */
MUST_CHECK struct err *persons_seen(struct request *rq, size_t n, const struct id *persons,
                                    bool *ret_seen);
/* Persons among whom are all those whom she sees (guard_reach), of some cases and houses; in one
 * statement. */
MUST_CHECK struct err *persons_reached(struct request *rq, const struct guard_reach *reach,
                                       size_t *ret_n, const struct id **ret_persons);
/* The person's record; the equal ERR_ABSENT when there is none or the asker does not see her. */
MUST_CHECK struct err *person_require(struct request *rq, struct id person,
                                      struct rec **ret_person);

enum person_age { AGE_ANY = 0, AGE_CHILD, AGE_ADULT, AGE__COUNT };

/* Persons by name in the order of a language's alphabet, or by their last stay, the newest first.
 *
 * Who sees some cases or houses alone is listed whole and counted, however many others there are.
 * Who may see any of all, but not everybody, is asked about page by page where the index holds more
 * than PERSON_WALK_MAX persons: then nobody counts.
 *
 * query   words as somebody types them, in any alphabet; TEXT_NONE lists all
 * after   the last id of the page before; ID_NONE begins
 * count   how many match in all, of those that the asker sees
 * facets  counted among what the other filters leave; not at all beyond PERSON_FACETS_MAX rows */
enum { PERSON_FACETS_MAX = 1000, PERSON_HOUSES_MAX = 64, PERSON_WALK_MAX = 4096 };
struct person_ask {
    struct text query;
    enum person_here here;
    enum person_age age;
    struct id house; /* of a stay now or before; ID_NONE: any */
    bool by_since;
    struct id after;
    size_t limit;
    void (*put_key)(struct buf *into, struct text name); /* lang_key_of the reader */
};
struct person_facets {
    bool is_counted;
    size_t here[HERE__COUNT], age[AGE__COUNT];
    size_t n_houses;
    struct {
        struct id house;
        size_t n;
    } houses[PERSON_HOUSES_MAX];
};
struct person_list {
    size_t n;
    const struct person_row **rows;
    bool is_counted;
    size_t count; /* while is_counted */
    bool has_more;
    struct person_facets facets;
};
MUST_CHECK struct err *person_list(struct request *rq, const struct person_ask *ask,
                                   struct person_list *ret_list);

/* Known persons who may be the one of this name (people_like), of those whom the asker sees and who
 * need no protection: a hidden one is never suggested. At most PEOPLE_LIKE_MAX. */
MUST_CHECK struct err *person_alike(struct request *rq, struct text name, size_t *ret_n,
                                    const struct person_row ***ret_rows);

/* Her last stay, as the tables have it; needs the arena and the store of the request alone. */
MUST_CHECK struct err *person_place(struct request *rq, struct id person,
                                    struct person_last *ret_stay);
#endif
