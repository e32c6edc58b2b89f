/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* words.c - what stands in a record, said to a person. */
#include "page/words.h"

#include <string.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/act.h"

enum { WORDS_MAX = LIMIT_KIB(64) };

/* ---- values -------------------------------------------------------------------------------------
 */

static void instant_put(struct buf *b, enum lang lang, const struct zone *zone, int64_t ms)
{
    struct wall wall = zone_wall(zone, ms);
    lang_put_date_short(b, lang, wall.date);
    buf_str(b, ", ");
    lang_put_time(b, lang, wall.minute);
}

struct err *words_value(struct page *pg, const struct zone *zone, const struct field *f,
                        const struct value *v, struct buf *into)
{
    enum lang lang = pg->out.lang;
    struct text name = TEXT_NONE;
    switch (f->kind) {
    case KIND_CHOICE:
        buf_str(into, lang_text(lang, choice_by_no(f, v->n)->label));
        return NULL;
    case KIND_YESNO:
        buf_str(into, lang_text(lang, v->n != 0 ? N_("yes") : N_("no")));
        return NULL;
    case KIND_DATE:
        lang_put_date(into, lang, (int32_t)v->n);
        return NULL;
    case KIND_INSTANT:
        instant_put(into, lang, zone, v->n);
        return NULL;
    case KIND_REF:
        TRY(story_ref_name(&pg->rq, f, v->id, &name));
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

struct err *words_values(struct page *pg, const struct zone *zone, const struct field *f,
                         const struct values *values, struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(WORDS_MAX);
    for (size_t i = 0; i < values->n; i++) {
        if (b.n > 0)
            buf_str(&b, "; ");
        TRY(words_value(pg, zone, f, &values->at[i], &b));
    }
    return buf_take(&b, pg->arena, ret_words);
}

struct err *words_instant(struct page *pg, const struct zone *zone, int64_t ms,
                          struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(WORDS_MAX);
    instant_put(&b, pg->out.lang, zone, ms);
    return buf_take(&b, pg->arena, ret_words);
}

/* ---- events -------------------------------------------------------------------------------------
 */

static struct err *change_put(struct page *pg, const struct zone *zone,
                              const struct story_change *c, struct buf *b)
{
    struct text before, after;
    TRY(words_values(pg, zone, c->field, c->before, &before));
    TRY(words_values(pg, zone, c->field, c->after, &after));
    if (before.n == 0 && after.n == 0)
        return NULL; /* a reference that has no name */
    if (b->n > 0)
        buf_str(b, "; ");
    buf_str(b, lang_text(pg->out.lang, c->field->label));
    buf_str(b, ": ");
    if (before.n > 0) {
        buf_put(b, before);
        buf_str(b, " → ");
    }
    buf_put(b, after.n > 0 ? after : TEXT("—"));
    return NULL;
}

struct err *words_event(struct page *pg, const struct zone *zone, const struct story_entry *e,
                        bool links, struct event *ret_event)
{
    CLEANUP(buf_done) struct buf b = buf_make(WORDS_MAX);
    struct text when;
    char id[ID_TEXT + 1];
    const char *act = act_label(e->act);
    for (size_t i = 0; i < e->n; i++)
        TRY(change_put(pg, zone, &e->changes[i], &b));
    if (e->is_partly) {
        buf_str(&b, b.n > 0 ? "; " : "");
        buf_str(&b, lang_text(pg->out.lang, N_("what else was written is not for your role")));
    }
    TRY(words_instant(pg, zone, e->at_ms, &when));
    *ret_event = (struct event){.when = SHOWN(when),
                                .what = N_("{1}: {2}"),
                                .by = e->by,
                                .values = {SHOWN(lang_text(pg->out.lang, act == NULL ? "" : act)),
                                           SHOWN(lang_text(pg->out.lang, e->type->label))}};
    TRY(buf_take(&b, pg->arena, &ret_event->words));
    if (!links)
        return NULL;
    id_text(e->deed, id);
    ret_event->url = arena_printf(pg->arena, "/deed/%s", id);
    NEED(ret_event->url);
    return NULL;
}

/* ---- moments as they are typed ------------------------------------------------------------------
 */

/* 2026-11-21 or 21.11.2026 */
static bool day_read(struct text typed, int32_t *ret_day)
{
    struct text rest = typed, day, month;
    int64_t d = 0, m = 0, y = 0;
    if (date_parse(typed, ret_day))
        return true;
    return text_cut(&rest, '.', &day) && text_cut(&rest, '.', &month) && text_int(day, &d) &&
           text_int(month, &m) && text_int(rest, &y) && d > 0 && d < 32 && m > 0 && m < 13 &&
           y > 0 && y < 10000 && date_make((int32_t)y, (int32_t)m, (int32_t)d, ret_day);
}

static struct err *unclear(struct page *pg, const char *field, const char *words)
{
    return err_example(err_input(pg->arena, field, words), "2026-11-21 14:30");
}

static struct err *wall_read(struct page *pg, const struct zone *zone, const char *field,
                             struct text typed, int64_t *ret_ms)
{
    struct text time = typed, day = TEXT_NONE;
    int32_t date = zone_wall(zone, pg->rq.now_ms).date, minute = 0;
    int64_t both[2];
    if (memchr(typed.at, ' ', typed.n) != NULL)
        (void)text_cut(&time, ' ', &day);
    if ((day.n > 0 && !day_read(day, &date)) || !time_parse(text_trim(time), &minute))
        return unclear(pg, field, N_("Write a day and a time, or only a time of today"));
    switch (zone_instant(zone, date, minute, both)) {
    case ZONE_NEVER:
        return unclear(pg, field, N_("The clocks jump over this time. Write another"));
    case ZONE_TWICE:
        if (both[1] > pg->rq.now_ms)
            break;
        return err_example(
            err_input(pg->arena, field,
                      N_("The clocks show this time twice. Write it as an instant of UTC")),
            "2026-10-25T00:30:00Z");
    case ZONE_ONCE:
        break;
    }
    *ret_ms = both[0];
    return NULL;
}

struct err *words_moment(struct page *pg, const struct zone *zone, const char *field,
                         int64_t *ret_ms)
{
    struct text typed = fields_get(&pg->typed, field);
    *ret_ms = 0;
    if (typed.n == 0 || instant_parse(typed, ret_ms))
        return NULL;
    return wall_read(pg, zone, field, typed, ret_ms);
}
