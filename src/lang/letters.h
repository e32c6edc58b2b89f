/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* letters.h - inner to lang/: letters of the Latin and Cyrillic scripts (Unicode blocks Basic
 * Latin, Latin-1, Latin Extended-A, Cyrillic), without a library. Other scripts have no case here.
 */
#ifndef HEARTH_LANG_LETTERS_H
#define HEARTH_LANG_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

/* The small letter of a capital one; anything else is itself. */
int32_t letter_lower(int32_t point);
bool letter_is_upper(int32_t point);
/* The a-z beneath a small letter with diacritics (ž: z, ł: l, æ: a); 0 when there is none. */
char letter_latin(int32_t point);
bool letter_is_cyrillic(int32_t point);
/* ' and what is typed for it: U+2018 U+2019 U+02BC U+02B9 U+00B4 and the grave. */
bool letter_is_apostrophe(int32_t point);

#endif
