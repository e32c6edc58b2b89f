/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* html.h - the only way to write HTML, and what tools/tmplc makes of src/page/NAME.html.
 *
 * A value is escaped for the place where it stands: text, attribute, address. SHOWN() makes a value
 * of what a template names; a type that it does not know is a compile error in the template's own
 * line. What no page may hold (control characters, bytes of no valid UTF-8, bidi controls) comes
 * out as U+FFFD. Writers never fail in the middle: html_check says at the end what went wrong.
 *
 * The language of templates:
 *     {include "view/roll.h"}                  for types; before the first template
 *     {template roll(struct html *out, const struct roll *roll, bool may)} ... {end}
 *     {if may} ... {elif expression} ... {else} ... {end}
 *     {each size_t i = 0; i < roll->n; i++} ... {end}       the head of a C for
 *     {let const struct row *row = &roll->at[i]}            until the end of what it stands in
 *     {call room_tile(out, row)}                            another template, or any writer
 *     {inside}      parts a template in two: name_begin, name_end; calls of them nest like tags
 *     {row->name} {(n)}                        a value; brackets, when it begins like a statement
 *     {date day} {date_short day} {day_month day} {weekday day} {month day} {time minute}
 *     {money sum} {num n}                      in the reader's language
 *     {t "Admit a family"} {t "Room {1}, since {2}" row->room, as_date(row->day)} {t row->label}
 *     {n "{1} child" "{1} children" row->children, row->name}        {1} is the number itself
 *     {# said to who reads the template #}
 * A text that people read is a {t} or {n}; a literal one is refused. White space with a line end
 * beside a statement, and any beside a block, is dropped; elsewhere it becomes one space.
 * Attributes are quoted by ", addresses are own paths, `style`, `on...`, scripts and styles with
 * content are refused, and so is what does not nest. */
#ifndef HEARTH_PAGE_HTML_H
#define HEARTH_PAGE_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "base/money.h"
#include "base/text.h"
#include "lang/lang.h"

struct html {
    struct buf *out; /* the caller's */
    enum lang lang;
    int refused; /* addresses that were not own paths: "#" stands in their place */
};

/* HTML that is safe already, because templates made it. */
struct markup {
    struct text html;
};

enum shown_kind {
    SHOWN_NOTHING = 0,
    SHOWN_TEXT,
    SHOWN_MARKUP,
    SHOWN_INT,
    SHOWN_ID,
    SHOWN_NUM,
    SHOWN_MONEY,
    SHOWN_DATE,
    SHOWN_DATE_SHORT,
    SHOWN_DAY_MONTH,
    SHOWN_WEEKDAY,
    SHOWN_MONTH,
    SHOWN_TIME,
};

/* A value on its way into a page; what it points to must live until it is written. */
struct shown {
    enum shown_kind kind;
    union {
        struct text text;
        int64_t n;
        struct money money;
        struct id id;
    };
};

/* A page to be written into `out`, in that language. */
struct html html_make(struct buf *out, enum lang lang);
/* ERR_BUSY when the page did not fit, ERR_BUG when an address was refused. */
MUST_CHECK struct err *html_check(const struct html *h, struct arena *into);
/* What was written since the buffer had `from` bytes, for a template that takes markup; ends with
 * the next thing written. */
struct markup html_since(const struct html *h, size_t from);

/* Values whose type does not say how people read them; also for places of {t}. */
#define as_num(n) shown_num(COUNTED(n)) /* 5,140 */
struct shown as_money(struct money m);
struct shown as_date(int32_t day); /* 21 November 2026 */
struct shown as_date_short(int32_t day);
struct shown as_day_month(int32_t day);
struct shown as_weekday(int32_t day);
struct shown as_month(int32_t day);
struct shown as_time(int32_t minute); /* 09:05 */

/* One for each type; call them by SHOWN(). */
struct shown shown_text(struct text t);
struct shown shown_string(const char *string); /* NULL shows nothing */
struct shown shown_int(int64_t n);
struct shown shown_unsigned(uint64_t n);
struct shown shown_id(struct id id);
struct shown shown_markup(struct markup m);
struct shown shown_as(struct shown s);

/* as_num of any whole number. */
struct shown shown_num(int64_t n);

/* clang-format off */
#define SHOWN_NUMBERS                                                                              \
    int: shown_int, signed char: shown_int, short: shown_int, long: shown_int,                     \
    long long: shown_int, unsigned char: shown_unsigned, unsigned short: shown_unsigned,           \
    unsigned: shown_unsigned, unsigned long: shown_unsigned, unsigned long long: shown_unsigned
#define SHOWN_TYPES                                                                                \
    SHOWN_NUMBERS, struct text: shown_text, char *: shown_string, const char *: shown_string,      \
    struct id: shown_id, struct shown: shown_as
/* For an attribute: markup would close it. */
#define SHOWN_PLAIN(value) _Generic((value), SHOWN_TYPES)(value)
#define SHOWN(value) _Generic((value), SHOWN_TYPES, struct markup: shown_markup)(value)
/* Any whole number as int64_t. */
#define COUNTED(value) _Generic((value), SHOWN_NUMBERS)(value).n
/* clang-format on */

/* Between tags: & < > " ' escaped; markup as it is. */
void html_text(struct html *h, struct shown s);
/* Between the quotes of an attribute. */
void html_attr(struct html *h, struct shown s);
/* The beginning of an address: an own path ("/..." without "//" or "\"), "?...", "#..." or nothing.
 * Before more of a path it must not end with "/": html_base. */
void html_url(struct html *h, struct shown s);
void html_base(struct html *h, struct shown s);
/* A piece of an address: all but letters, digits and - . _ ~ as %XX. */
void html_piece(struct html *h, struct shown s);
/* A message with its places filled, for text; and for an attribute. */
void html_say(struct html *h, const char *msgid, const struct shown *values, size_t n);
void html_say_attr(struct html *h, const char *msgid, const struct shown *values, size_t n);
/* The same for what is counted; the number is {1}, further values fill {2} to {4}. */
void html_count(struct html *h, const char *one, const char *many, int64_t count,
                const struct shown *values, size_t n);
void html_count_attr(struct html *h, const char *one, const char *many, int64_t count,
                     const struct shown *values, size_t n);
/* Markup of a template; generated code alone says it. */
#define html_raw(h, literal) buf_bytes((h)->out, "" literal, sizeof(literal) - 1)

#endif
