/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* json.h - writing JSON piece by piece. Commas are put where they belong: before anything that
 * stands behind a finished member. Names are constants of the program; texts are valid UTF-8. */
#ifndef HEARTH_BASE_JSON_H
#define HEARTH_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/id.h"

void json_open(struct buf *b, char bracket);  /* { or [ */
void json_close(struct buf *b, char bracket); /* } or ] */
/* A member's name; its value comes next. */
void json_name(struct buf *b, const char *name);

/* Whole members; with name NULL an item of a list. */
void json_text(struct buf *b, const char *name, struct text value);
void json_string(struct buf *b, const char *name, const char *value);
void json_int(struct buf *b, const char *name, int64_t value);
void json_bool(struct buf *b, const char *name, bool value);
void json_null(struct buf *b, const char *name);
void json_id(struct buf *b, const char *name, struct id value);
void json_date(struct buf *b, const char *name, int32_t date);
void json_instant(struct buf *b, const char *name, int64_t ms);

#endif
