/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* charset.h - which letters the bytes of a foreign file mean: UTF-8, or Windows-1251, in which
 * Russian and Ukrainian spreadsheets were saved for thirty years. Nobody is asked where the bytes
 * themselves tell. */
#ifndef HEARTH_INTAKE_CHARSET_H
#define HEARTH_INTAKE_CHARSET_H

#include "base/buf.h"
#include "intake/source.h"

enum charset { CHARSET_UNKNOWN = 0, CHARSET_UTF8, CHARSET_1251 };

/* "utf-8" or "windows-1251". */
const char *charset_name(enum charset charset);

struct charset_found {
    enum charset charset;
    int64_t begin; /* behind the byte order mark */
    int64_t bytes; /* of the whole file */
};
/* Reads the whole file. What is valid UTF-8 is UTF-8; a file with a few damaged places among many
 * whole letters too. Else it is Windows-1251 if the letters then make words: letters rather than
 * signs, no small letter before a capital inside a word, no word of two alphabets. ERR_INPUT, field
 * `charset`: neither; a spreadsheet's own file; a file in UTF-16.
 * `wanted` other than CHARSET_UNKNOWN is believed. */
MUST_CHECK struct err *charset_find(struct arena *into, const struct source *source,
                                    enum charset wanted, struct charset_found *ret_found);

/* The code point of a byte of Windows-1251; U+FFFD for the one that has none. */
int32_t charset_point_1251(unsigned char byte);
/* Appends text in UTF-8. Bytes that are no UTF-8 stay as they are: whoever uses them finds out. */
void charset_put(enum charset charset, struct text bytes, struct buf *into);

#endif
