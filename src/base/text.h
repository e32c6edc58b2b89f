/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* text.h - views on UTF-8 text, checked once at the border (command line, HTTP, files, database).
 * A text need not end with NUL and owns nothing. */
#ifndef HEARTH_BASE_TEXT_H
#define HEARTH_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct text {
    const char *at;
    size_t n;
};

#define TEXT(literal) ((struct text){"" literal, sizeof(literal) - 1})
#define TEXT_NONE ((struct text){NULL, 0})
/* For printf("%.*s", TEXT_ARG(t)). */
#define TEXT_ARG(t) (int)(t).n, ((t).at == NULL ? "" : (t).at)

struct text text_of(const char *string); /* NULL gives TEXT_NONE */
/* Byte by byte. */
bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *string);
/* By bytes, the shorter first. */
int text_compare(struct text a, struct text b);
bool text_starts(struct text t, const char *prefix);
/* Without white space (any of Unicode's) at either end. */
struct text text_trim(struct text t);
/* Cuts off and returns what stands before the first `mark`; the rest stays. False at the end.
 * So two marks give three pieces, some perhaps empty; TEXT_NONE gives none. */
bool text_cut(struct text *rest, char mark, struct text *ret_piece);

/* Valid UTF-8, no NUL, no bidi controls, no control characters but line feed and tab. */
bool text_is_clean(struct text t);
/* Composed form (NFC), a new text in `into`; ERR_INPUT for what text_is_clean refuses. */
MUST_CHECK struct err *text_nfc(struct arena *into, struct text t, struct text *ret_nfc);
/* The next code point from *at on; -1 at the end. A byte of no valid sequence is U+FFFD. */
int32_t text_next(struct text t, size_t *at);
size_t text_length(struct text t); /* in code points */
/* How many letters of any script there are, and how many digits 0 to 9. */
size_t text_letters(struct text t);
size_t text_digits(struct text t);
/* Writes one code point as UTF-8; returns the bytes, at most 4. */
size_t text_encode(int32_t point, char into[4]);

/* A decimal integer of any sign, all of the text; false when it is none or too large. */
bool text_int(struct text t, int64_t *ret_n);
void text_hex(const void *bytes, size_t n, char *into /* 2n + 1 */);
bool text_unhex(struct text t, void *into, size_t n);
/* How many letters must change to make b of a, at most `most` + 1; for near misses of words:
 * texts of over 64 letters are near only when equal. */
size_t text_distance(struct text a, struct text b, size_t most);

#endif
