/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* persons.h - which persons somebody sees, and what of them. */
#ifndef HEARTH_VIEW_PERSONS_H
#define HEARTH_VIEW_PERSONS_H

#include "view/request.h"

/* Whether the asker sees this person at all; false for an unknown one. */
MUST_CHECK struct err *person_is_seen(struct request *rq, struct id person, bool *ret_seen);
/* The person's record; the equal ERR_ABSENT when there is none or the asker does not see her. */
MUST_CHECK struct err *person_require(struct request *rq, struct id person,
                                      struct rec **ret_person);

/* Persons by name in the order of a language's alphabet.
 *
 * query   words as somebody types them, in any alphabet; TEXT_NONE lists all
 * after   the last id of the page before; ID_NONE begins
 * count   how many match in all, of those that the asker sees */
struct person_ask {
    struct text query;
    struct id after;
    size_t limit;
    void (*put_key)(struct buf *into, struct text name); /* lang_put_key of the reader */
};
struct person_list {
    size_t n;
    const struct person_row **rows;
    size_t count;
    bool has_more;
};
MUST_CHECK struct err *person_list(struct request *rq, const struct person_ask *ask,
                                   struct person_list *ret_list);

/* Persons who look like one of this name (people_like), of those whom the asker sees and who need
 * no protection: a hidden one is never suggested. */
MUST_CHECK struct err *person_alike(struct request *rq, struct text name, size_t *ret_n,
                                    const struct person_row ***ret_rows);

#endif
