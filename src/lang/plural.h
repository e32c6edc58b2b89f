/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plural.h - inner to lang/: plural categories (Unicode CLDR, plural rules of en, ru, uk) and
 * numbers written into a piece of memory. */
#ifndef HEARTH_LANG_PLURAL_H
#define HEARTH_LANG_PLURAL_H

#include "lang/lang.h"

/* In the order of msgstr[0..3]. English has ONE and OTHER only. */
enum plural { PLURAL_ONE, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, PLURAL__COUNT };

/* The category of a whole number. */
enum plural plural_of(enum lang lang, int64_t n);

enum { NUMBER_TEXT = 40 };
/* The number in groups; the text lies in `into`. */
struct text number_write(enum lang lang, int64_t n, char into[NUMBER_TEXT]);
/* 15 as 1.5 or 1,5; whole tenths without a decimal. */
struct text tenths_write(enum lang lang, int64_t tenths, char into[NUMBER_TEXT]);

#endif
