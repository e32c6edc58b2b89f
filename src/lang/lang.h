/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* lang.h - the three languages of hearth: words, plurals, dates, money, order of names.
 *
 * A message id is its English text, marked N_("...") where it is written, or NN_("one", "many")
 * when it counts something; places {1} to {4} take values. tools/poc compiles src/lang/ru.po and
 * uk.po into a table. Everything is written into a buf; a writer never fails in the middle (see
 * buf.h). No locale of the process is read: the language is an argument. Thread-safe.
 *
 * A name is never declined and no verb takes its gender from a name: write `{1}: no carer`. */
#ifndef HEARTH_LANG_LANG_H
#define HEARTH_LANG_LANG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/money.h"
#include "base/text.h"

enum lang { LANG_EN, LANG_RU, LANG_UK, LANG__COUNT };
enum { LANG_PLACES_MAX = ERR_ARGS_MAX };

/* "en" "ru" "uk", as on the command line and in addresses; false for anything else. */
bool lang_parse(struct text code, enum lang *ret_lang);
/* The same code back. */
const char *lang_code(enum lang lang);
/* What the language calls itself: English, Русский, Українська. */
const char *lang_name(enum lang lang);

/* The message in that language with its places still open; a text that is in no catalogue comes
 * back as it is. Never NULL, lives as long as the program. */
const char *lang_text(enum lang lang, const char *msgid);

/* The message with its places filled: lang_put(b, lang, N_("Room {1}"), number). The values are
 * const char *, put in as they are: nothing is escaped here. A place without value stays empty. */
#define lang_put(b, lang, ...) lang_put_strings(b, lang, __VA_ARGS__, NULL)
void lang_put_strings(struct buf *b, enum lang lang, const char *msgid, ...)
    __attribute__((sentinel));
void lang_put_texts(struct buf *b, enum lang lang, const char *msgid, const struct text *args,
                    size_t n);
/* For a writer that escapes values itself: takes the next piece off `*rest` (the result of
 * lang_text), first its words (may be empty), then the place behind them: 0 to 3, or -1 for none.
 * False when nothing is left. */
bool lang_piece(const char **rest, struct text *ret_words, int *ret_place);

/* Counting: lang_put_n(b, lang, NN_("{1} child", "{1} children"), n). {1} is the number itself,
 * grouped; further values fill {2} to {4}. Categories of CLDR: en one other; ru uk one few many,
 * and `other` for fractions. */
#define lang_put_n(b, lang, ...) lang_put_n_strings(b, lang, __VA_ARGS__, NULL)
void lang_put_n_strings(struct buf *b, enum lang lang, const char *one, const char *many, int64_t n,
                        ...) __attribute__((sentinel));
/* The same for tenths (15 is 1.5 hours); tenths that are whole count as whole numbers. */
#define lang_put_tenths(b, lang, ...) lang_put_tenths_strings(b, lang, __VA_ARGS__, NULL)
void lang_put_tenths_strings(struct buf *b, enum lang lang, const char *one, const char *many,
                             int64_t tenths, ...) __attribute__((sentinel));
/* The form for n with its places still open, for lang_piece. */
const char *lang_text_n(enum lang lang, const char *one, const char *many, int64_t n);

/* 5140 as 5,140 or 5 140 with no-break spaces. */
void lang_put_int(struct buf *b, enum lang lang, int64_t n);
/* $5,140 and 5 140 $; pence only when there are some. A currency without a sign of its own stands
 * as its code. */
void lang_put_money(struct buf *b, enum lang lang, struct money sum);

/* Dates and minutes are those of base/when.h.
 * 21 November 2026 */
void lang_put_date(struct buf *b, enum lang lang, int32_t day);
/* 21.11.2026, in English 2026-11-21 */
void lang_put_date_short(struct buf *b, enum lang lang, int32_t day);
/* Saturday 21 November 2026 */
void lang_put_weekday(struct buf *b, enum lang lang, int32_t day);
/* 21 November */
void lang_put_day_month(struct buf *b, enum lang lang, int32_t day);
/* November 2026 */
void lang_put_month(struct buf *b, enum lang lang, int32_t day);
/* 09:05 */
void lang_put_time(struct buf *b, enum lang lang, int32_t minute);

/* a, b and c */
void lang_put_list(struct buf *b, enum lang lang, const struct text *items, size_t n);
/* The error's text with its values; not its example or mend. A value that is itself a message (the
 * label of a field) is translated too. */
void lang_put_err(struct buf *b, enum lang lang, const struct err *e);
/* {"error":{"kind","number","text","mend","fields":[{"name","text","example"}]}} */
void lang_put_err_json(struct buf *b, enum lang lang, const struct err *e, struct text mend);

/* A key for sorting: memcmp of two keys of one language orders the texts, ignoring case first and
 * then by it; letters stand where the language's alphabet has them (ґ є і ї ё), its own script
 * before the other one; a run of digits by its value, before letters. Apostrophes and accents count
 * only when all else is equal, and so does ё against е, as in dictionaries. */
void lang_put_key(struct buf *b, enum lang lang, struct text t);
/* The same of one language, for those who sort without knowing languages. */
typedef void lang_key_fn(struct buf *b, struct text t);
lang_key_fn *lang_key_of(enum lang lang);

/* The official Latin spelling of a Ukrainian (Cabinet of Ministers, resolution 55 of 27 January
 * 2010) or Russian (passports: ICAO Doc 9303, as in MFA order 2113 of 12 February 2020) name or
 * place; other letters stay as they are. `lang` is the language of the text; LANG_EN copies. */
void lang_put_latin(struct buf *b, enum lang lang, struct text t);

#endif
