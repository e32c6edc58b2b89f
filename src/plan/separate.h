/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* separate.h - the rules of a master programme, and the search for those that an answer breaks. */
#ifndef HEARTH_PLAN_SEPARATE_H
#define HEARTH_PLAN_SEPARATE_H

#include "plan/prices.h"

#define SEPARATE_BYTES_MAX ((size_t)2 << 30) /* of scratch */

struct rules {
    const struct field *field;
    struct arena *arena;
    struct rule *at;
    int32_t *next;  /* by rule: the carer's next, or -1 */
    int32_t *first; /* by carer: his first rule, or -1 */
    int32_t n;
    int32_t room;
};

/* Columns listed by carer. */
struct column_index {
    int32_t *columns;
    int32_t *from; /* by carer, carers_n + 1 */
};

/* An empty list that will grow in `into`. */
MUST_CHECK struct err *rules_make(struct arena *into, const struct field *field,
                                  struct rules *ret_rules);
/* Adds the rule unless it is there. */
MUST_CHECK struct err *rules_add(struct rules *rules, const struct rule *rule);
/* Adds rules that the columns, each used by its share, break; with_cuts also rounded weeks. */
MUST_CHECK struct err *rules_separate(struct rules *rules, const struct column *const *columns,
                                      const double *share, int32_t n, bool with_cuts);
MUST_CHECK struct err *column_index_make(struct arena *into, const struct field *field,
                                         const struct column *const *columns, int32_t n,
                                         struct column_index *ret_index);

#endif
