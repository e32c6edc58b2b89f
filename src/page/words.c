/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* words.c - what stands in a record, said to a person. */
#include "page/words.h"

#include <string.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"

/* ---- values -------------------------------------------------------------------------------------
 */

struct teller words_teller(struct page *pg, const struct zone *zone)
{
    return (struct teller){.rq = &pg->rq, .lang = pg->out.lang, .zone = zone};
}

struct err *words_values(struct page *pg, const struct zone *zone, const struct field *f,
                         const struct values *values, struct text *ret_words)
{
    const struct teller t = words_teller(pg, zone);
    return tell_values(&t, f, values, ret_words);
}

struct err *words_instant(struct page *pg, const struct zone *zone, int64_t ms,
                          struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    const struct teller t = words_teller(pg, zone);
    tell_instant(&t, ms, &b);
    return buf_take(&b, pg->arena, ret_words);
}

struct err *words_event(struct page *pg, const struct zone *zone, const struct tale *tale,
                        struct event *ret_event)
{
    struct text when;
    TRY(words_instant(pg, zone, tale->at_ms, &when));
    *ret_event = (struct event){.when = SHOWN(when),
                                .title = tale->title,
                                .by = tale->by,
                                .words = tale->words,
                                .is_undone = tale->is_undone};
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
