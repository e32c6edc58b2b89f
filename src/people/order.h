/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* order.h - the rows that lists show, kept in the order of a language's alphabet, so that a page of
 * a hundred thousand costs what a page of a hundred does. A change moves one row. */
#ifndef HEARTH_PEOPLE_ORDER_H
#define HEARTH_PEOPLE_ORDER_H

#include "people/people.h"

/* Appends what the name is sorted by; lang_put_key of one language. */
typedef void people_key_fn(struct buf *into, struct text name);

struct people_order {
    people_key_fn *put_key;
    size_t n, room;
    uint32_t *rows; /* positions in people_at */
};

/* Known persons that are not withdrawn, by key and then by id; sorted on first use, then kept.
 * Valid until the next change. */
MUST_CHECK struct err *people_ordered(const struct people *p, people_key_fn *put_key,
                                      const struct people_order **ret_order);
/* How many rows stand before this one and including it; 0 when it is not there. */
size_t people_order_after(const struct people *p, const struct people_order *order, struct id id);

/* For people.c: a row leaves before it is changed, and comes back after. */
void order_take_out(const struct people *p, struct people_order *order, uint32_t row);
MUST_CHECK struct err *order_put_in(const struct people *p, struct arena *arena,
                                    struct people_order *order, uint32_t row);
MUST_CHECK struct err *order_fill(const struct people *p, struct arena *arena,
                                  struct people_order *order);

#endif
