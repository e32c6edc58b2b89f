/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* say.c - putting words, times and numbers into a buffer. */
#include "plan/say.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/when.h"
#include "plan/wide.h"

enum { PPM = 1000000, MINUTES_A_SLOT = 30, LABEL_POINTS_MAX = 60 };

static void put_values(const struct plan_say *say, const char *msgid, va_list ap)
{
    struct text values[ERR_ARGS_MAX];
    size_t n = 0;
    for (const char *v = va_arg(ap, const char *); v != NULL && n < ERR_ARGS_MAX;
         v = va_arg(ap, const char *))
        values[n++] = text_of(v);
    say->voice->put(say->voice, say->b, msgid, values, n);
}

void plan_put_strings(const struct plan_say *say, const char *msgid, ...)
{
    va_list ap;
    va_start(ap, msgid);
    put_values(say, msgid, ap);
    va_end(ap);
}

void plan_say_strings(const struct plan_say *say, const char *msgid, ...)
{
    va_list ap;
    va_start(ap, msgid);
    put_values(say, msgid, ap);
    va_end(ap);
    buf_char(say->b, '\n');
}

static const char *or_empty(const char *s)
{
    return s == NULL ? "" : s;
}

const char *plan_say_number(struct arena *a, int64_t n)
{
    return or_empty(arena_printf(a, "%" PRId64, n));
}

const char *plan_say_hours(struct arena *a, int64_t slots)
{
    return or_empty(arena_printf(a, "%" PRId64 "%s", slots / 2, slots % 2 != 0 ? ".5" : ""));
}

const char *plan_say_percent(struct arena *a, int64_t ppm)
{
    return or_empty(arena_printf(a, "%" PRId64 ".%03" PRId64 " %%", ppm / 10000, ppm % 10000 / 10));
}

/* Day and minute of a slot; the end of the horizon is the next day's midnight. */
static void slot_print(const struct plan_instance *in, int32_t slot, char date[DATE_TEXT + 1],
                       char minute[TIME_TEXT + 1])
{
    int32_t first = 0;
    (void)date_parse(in->start, &first); /* the reader checked it */
    date_print(first + slot / PLAN_DAY, date);
    time_print(slot % PLAN_DAY * MINUTES_A_SLOT, minute);
}

const char *plan_say_slot(struct arena *a, const struct plan_instance *in, int32_t slot)
{
    char date[DATE_TEXT + 1];
    char minute[TIME_TEXT + 1];
    slot_print(in, slot, date, minute);
    return or_empty(arena_printf(a, "%s %s", date, minute));
}

const char *plan_say_span(struct arena *a, const struct plan_instance *in, int32_t from, int32_t to)
{
    char dates[2][DATE_TEXT + 1];
    char minutes[2][TIME_TEXT + 1];
    slot_print(in, from, dates[0], minutes[0]);
    slot_print(in, to, dates[1], minutes[1]);
    bool same = strcmp(dates[0], dates[1]) == 0;
    return or_empty(arena_printf(a, "%s %s-%s%s%s", dates[0], minutes[0], same ? "" : dates[1],
                                 same ? "" : " ", minutes[1]));
}

static bool is_shown(int32_t point)
{
    bool control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    bool turns = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) ||
                 point == 0x200e || point == 0x200f || point == 0x61c;
    return !control && !turns && point != 0x2028 && point != 0x2029;
}

const char *plan_say_label(struct arena *a, struct text label)
{
    char bytes[4 * LABEL_POINTS_MAX + 1];
    size_t n = 0;
    size_t at = 0;
    for (int i = 0; i < LABEL_POINTS_MAX; i++) {
        int32_t point = text_next(label, &at);
        if (point < 0)
            break;
        n += text_encode(is_shown(point) ? point : 0xfffd, bytes + n);
    }
    return or_empty(arena_strn(a, bytes, n));
}

int64_t plan_gap_ppm(int64_t objective, int64_t bound)
{
    wide missing = (wide)bound - objective;
    wide of = bound < 0 ? -(wide)bound : bound;
    if (missing <= 0)
        return 0;
    if (of == 0)
        return PPM;
    return wide_cut((missing * PPM + of - 1) / of);
}

void plan_json_name(struct buf *b, const char *name)
{
    bool first = b->n > 0 && strchr("{[:", b->at[b->n - 1]) != NULL;
    buf_printf(b, "%s\"%s\":", first ? "" : ",", name);
}

void plan_json_int(struct buf *b, const char *name, int64_t n)
{
    plan_json_name(b, name);
    buf_printf(b, "%" PRId64, n);
}

void plan_json_text(struct buf *b, const char *name, struct text t)
{
    plan_json_name(b, name);
    buf_json(b, t);
}
