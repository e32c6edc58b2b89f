/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* date.c - days and times in words. Months in a date are in the genitive, alone in the nominative.
 */
#include <assert.h>

#include "base/when.h"
#include "lang/lang.h"

enum { MONTHS = 12, WEEK = 7 };

static const struct {
    const char *of_date[MONTHS];
    const char *alone[MONTHS];
    const char *weekday[WEEK]; /* from Monday */
    const char *year_end;      /* behind the number of a year */
    const char *weekday_end;
} words[LANG__COUNT] = {
    [LANG_EN] = {{"January", "February", "March", "April", "May", "June", "July", "August",
                  "September", "October", "November", "December"},
                 {"January", "February", "March", "April", "May", "June", "July", "August",
                  "September", "October", "November", "December"},
                 {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
                 "",
                 " "},
    [LANG_RU] = {{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
                  "сентября", "октября", "ноября", "декабря"},
                 {"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
                  "сентябрь", "октябрь", "ноябрь", "декабрь"},
                 {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
                  "воскресенье"},
                 "\u00a0г.",
                 ", "},
    [LANG_UK] = {{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня",
                  "вересня", "жовтня", "листопада", "грудня"},
                 {"січень", "лютий", "березень", "квітень", "травень", "червень", "липень",
                  "серпень", "вересень", "жовтень", "листопад", "грудень"},
                 {"понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"},
                 "\u00a0р.",
                 ", "},
};

void lang_put_day_month(struct buf *b, enum lang lang, int32_t day)
{
    assert(lang < LANG__COUNT);
    struct civil c = date_civil(day);
    buf_printf(b, "%d %s", c.day, words[lang].of_date[c.month - 1]);
}

void lang_put_date(struct buf *b, enum lang lang, int32_t day)
{
    lang_put_day_month(b, lang, day);
    buf_printf(b, " %d%s", date_civil(day).year, words[lang].year_end);
}

void lang_put_date_short(struct buf *b, enum lang lang, int32_t day)
{
    assert(lang < LANG__COUNT);
    struct civil c = date_civil(day);
    if (lang == LANG_EN)
        buf_printf(b, "%04d-%02d-%02d", c.year, c.month, c.day);
    else
        buf_printf(b, "%02d.%02d.%04d", c.day, c.month, c.year);
}

void lang_put_weekday(struct buf *b, enum lang lang, int32_t day)
{
    assert(lang < LANG__COUNT);
    buf_str(b, words[lang].weekday[date_weekday(day) - 1]);
    buf_str(b, words[lang].weekday_end);
    lang_put_date(b, lang, day);
}

void lang_put_month(struct buf *b, enum lang lang, int32_t day)
{
    assert(lang < LANG__COUNT);
    struct civil c = date_civil(day);
    buf_printf(b, "%s %d%s", words[lang].alone[c.month - 1], c.year, words[lang].year_end);
}

void lang_put_time(struct buf *b, enum lang lang, int32_t minute)
{
    assert(lang < LANG__COUNT);
    char time[TIME_TEXT + 1];
    time_print(minute, time);
    buf_str(b, time);
}
