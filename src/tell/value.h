/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* value.h - what stands in a record, said to a person in her language. */
#ifndef HEARTH_TELL_VALUE_H
#define HEARTH_TELL_VALUE_H

#include "lang/lang.h"
#include "view/request.h"

struct zone;

/* To whom something is told. */
struct teller {
    struct request *rq;
    enum lang lang;
    const struct zone *zone; /* whose clock the moments are told by */
};

/* Appends a value in words; nothing when it cannot be said to this reader. */
MUST_CHECK struct err *tell_value(const struct teller *t, const struct field *f,
                                  const struct value *v, struct buf *into);
/* All values of a field, "; " between them. */
MUST_CHECK struct err *tell_values(const struct teller *t, const struct field *f,
                                   const struct values *values, struct text *ret_words);
/* 21.11.2026, 14:30, never broken at the comma. */
void tell_instant(const struct teller *t, int64_t ms, struct buf *into);
/* A day of birth as well as it is known (BIRTH_...): 5 May 2019, May 2019, 2019, about 2019. */
void tell_birth(enum lang lang, int32_t day, int64_t precision, struct buf *into);

#endif
