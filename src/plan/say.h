/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* say.h - words about plans: messages in the reader's language, times as dates, labels made safe.
 */
#ifndef HEARTH_PLAN_SAY_H
#define HEARTH_PLAN_SAY_H

#include "base/arena.h"
#include "base/buf.h"
#include "plan/cli_plan.h"
#include "plan/instance.h"

/* Where words go. */
struct plan_say {
    struct buf *b;
    const struct plan_voice *voice;
    struct arena *arena; /* for the values */
};

/* The message with its places filled (const char * each) and a line end. */
#define plan_say(say, ...) plan_say_strings(say, __VA_ARGS__, NULL)
void plan_say_strings(const struct plan_say *say, const char *msgid, ...) __attribute__((sentinel));
/* The same without a line end. */
#define plan_put(say, ...) plan_put_strings(say, __VA_ARGS__, NULL)
void plan_put_strings(const struct plan_say *say, const char *msgid, ...) __attribute__((sentinel));

/* Values; "" without memory. */
const char *plan_say_number(struct arena *a, int64_t n);
/* Slots as hours: 7 is 3.5. */
const char *plan_say_hours(struct arena *a, int64_t slots);
/* Millionths as per cent with three decimals. */
const char *plan_say_percent(struct arena *a, int64_t ppm);
/* A start or end: 2027-03-06 10:00. */
const char *plan_say_slot(struct arena *a, const struct plan_instance *in, int32_t slot);
/* The same as "2027-03-06 10:00-14:00", or with both dates when they differ. */
const char *plan_say_span(struct arena *a, const struct plan_instance *in, int32_t from,
                          int32_t to);
/* A label or name without what could turn a terminal's text around. */
const char *plan_say_label(struct arena *a, struct text label);

/* (bound - objective) / |bound| in millionths, rounded up; 0 when they are equal. */
int64_t plan_gap_ppm(int64_t objective, int64_t bound);

/* A JSON member with a comma before it unless it follows a bracket. */
void plan_json_int(struct buf *b, const char *name, int64_t n);
void plan_json_text(struct buf *b, const char *name, struct text t);
void plan_json_name(struct buf *b, const char *name);

#endif
