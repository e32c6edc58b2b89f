/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* value.c - values in words. */
#include "tell/value.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "view/story.h"

enum { VALUES_BYTES_MAX = LIMIT_KIB(64), YEAR_BYTES_MAX = 12 };

void tell_instant(const struct teller *t, int64_t ms, struct buf *into)
{
    struct wall wall = zone_wall(t->zone, ms);
    lang_put_date_short(into, t->lang, wall.date);
    buf_str(into, ",\u00a0");
    lang_put_time(into, t->lang, wall.minute);
}

void tell_birth(enum lang lang, int32_t day, int64_t precision, struct buf *into)
{
    char year[YEAR_BYTES_MAX];
    snprintf(year, sizeof year, "%d", (int)date_civil(day).year);
    switch (precision) {
    case BIRTH_MONTH:
        lang_put_month(into, lang, day);
        return;
    case BIRTH_YEAR:
        buf_str(into, year);
        return;
    case BIRTH_ESTIMATED:
        lang_put(into, lang, N_("about {1}"), year);
        return;
    default:
        lang_put_date(into, lang, day);
    }
}

struct err *tell_value(const struct teller *t, const struct field *f, const struct value *v,
                       struct buf *into)
{
    struct text name = TEXT_NONE;
    switch (f->kind) {
    case KIND_CHOICE:
        buf_str(into, lang_text(t->lang, choice_by_no(f, v->n)->label));
        return NULL;
    case KIND_YESNO:
        buf_str(into, lang_text(t->lang, v->n != 0 ? N_("yes") : N_("no")));
        return NULL;
    case KIND_DATE:
        lang_put_date(into, t->lang, (int32_t)v->n);
        return NULL;
    case KIND_INSTANT:
        tell_instant(t, v->n, into);
        return NULL;
    case KIND_REF:
        TRY(story_ref_name(t->rq, f, v->id, &name));
        buf_put(into, name);
        return NULL;
    case KIND_ID:
        return NULL;
    case KIND_INT:
    case KIND_MINUTES:
    case KIND_MONEY:
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_HANDLE:
    case KIND_CODE:
    case KIND_NAME:
        break;
    }
    value_print(f, v, into);
    return NULL;
}

struct err *tell_values(const struct teller *t, const struct field *f, const struct values *values,
                        struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(VALUES_BYTES_MAX);
    for (size_t i = 0; i < values->n; i++) {
        if (b.n > 0)
            buf_str(&b, "; ");
        TRY(tell_value(t, f, &values->at[i], &b));
    }
    return buf_take(&b, t->rq->arena, ret_words);
}
