/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* field.h - one connected area of the problem, with everything the search looks up.
 *
 * Families and carers who can be linked by a chain of possible pairs form a field; nothing in one
 * field touches another, so each is solved alone. Inside a field people have their own positions
 * from 0; family_ids and carer_ids lead back to the instance. */
#ifndef HEARTH_PLAN_FIELD_H
#define HEARTH_PLAN_FIELD_H

#include "base/arena.h"
#include "base/err.h"
#include "plan/funnel.h"
#include "plan/instance.h"

/* A family and a carer who may meet. */
struct pair {
    int32_t family;
    int32_t carer;
    struct plan_slice spans; /* of field.spans */
    int64_t travel;          /* points a session */
    bool known;              /* the family lists the carer as introduced */
};

struct field {
    const struct plan_instance *in;
    int32_t families_n;
    int32_t carers_n;
    const int32_t *family_ids;
    const int32_t *carer_ids;
    struct pair *pairs; /* by family, then carer */
    int32_t *pairs_from;
    struct plan_window *spans;
    int32_t *by_carer; /* pairs by carer */
    int32_t *by_carer_from;
    int32_t *published_from; /* of in->published, by family: first and end */
    int32_t *published_end;
};

/* Which field each person belongs to; -1: alone, so without any session. */
struct areas {
    int32_t n;
    int32_t *family_ids; /* by area, the area with most pairs first, ascending inside */
    int32_t *families_from;
    int32_t *carer_ids;
    int32_t *carers_from;
    int64_t *pairs_n;
};

/* All areas of an instance; lists in `into`. */
MUST_CHECK struct err *areas_make(struct arena *into, const struct plan_instance *in,
                                  const struct funnel *funnel, struct areas *ret_areas);
/* Cuts one area into blocks of at most families_max neighbouring families; each carer goes to the
 * block most of whose families he could serve. Pairs across blocks are left out. */
MUST_CHECK struct err *areas_split(struct arena *into, const struct plan_instance *in,
                                   const struct funnel *funnel, const struct areas *areas,
                                   int32_t index, int32_t families_max, struct areas *ret_blocks);
MUST_CHECK struct err *field_make(struct arena *into, const struct plan_instance *in,
                                  const struct funnel *funnel, const struct areas *areas,
                                  int32_t area, struct field *ret_field);

/* Where the family `f` of the field stands in the instance; likewise the carer. */
static inline const struct plan_family *field_family(const struct field *field, int32_t f)
{
    return &field->in->families[field->family_ids[f]];
}
static inline const struct plan_carer *field_carer(const struct field *field, int32_t c)
{
    return &field->in->carers[field->carer_ids[c]];
}
/* The carer, or family, of the field with this place in the instance, or -1. */
int32_t field_carer_place(const struct field *field, int32_t id);
int32_t field_family_place(const struct field *field, int32_t id);
/* The pair, or NULL when they may not meet. */
const struct pair *field_pair(const struct field *field, int32_t f, int32_t c);
/* Slots between two sessions of carer c, with families f and g. */
int32_t field_between(const struct field *field, int32_t c, int32_t f, int32_t g);
/* The three tiers of the objective, in points. */
int64_t field_utility(const struct plan_instance *in, const struct plan_family *f, int64_t slots);
bool field_has_locked(const struct field *field, int32_t f);
/* The session when it is published, or NULL. */
const struct plan_published *field_published(const struct field *field, int32_t f, int32_t c,
                                             int32_t start, int32_t end);

#endif
