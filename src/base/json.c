/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* json.c - writes JSON members with their commas. */
#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/when.h"

/* What was written last tells whether a comma is due. */
static void put_comma(struct buf *b)
{
    if (b->n > 0 && strchr("{[:\n", b->at[b->n - 1]) == NULL)
        buf_char(b, ',');
}

void json_open(struct buf *b, char bracket)
{
    assert(bracket == '{' || bracket == '[');
    put_comma(b);
    buf_char(b, bracket);
}

void json_close(struct buf *b, char bracket)
{
    assert(bracket == '}' || bracket == ']');
    buf_char(b, bracket);
}

void json_name(struct buf *b, const char *name)
{
    put_comma(b);
    if (name == NULL)
        return;
    buf_json(b, text_of(name));
    buf_char(b, ':');
}

void json_text(struct buf *b, const char *name, struct text value)
{
    json_name(b, name);
    buf_json(b, value);
}

void json_string(struct buf *b, const char *name, const char *value)
{
    json_text(b, name, text_of(value));
}

void json_int(struct buf *b, const char *name, int64_t value)
{
    json_name(b, name);
    buf_printf(b, "%" PRId64, value);
}

void json_bool(struct buf *b, const char *name, bool value)
{
    json_name(b, name);
    buf_str(b, value ? "true" : "false");
}

void json_null(struct buf *b, const char *name)
{
    json_name(b, name);
    buf_str(b, "null");
}

void json_id(struct buf *b, const char *name, struct id value)
{
    char text[ID_TEXT + 1];
    id_text(value, text);
    json_string(b, name, text);
}

void json_date(struct buf *b, const char *name, int32_t date)
{
    char text[DATE_TEXT + 1];
    date_print(date, text);
    json_string(b, name, text);
}

void json_instant(struct buf *b, const char *name, int64_t ms)
{
    char text[INSTANT_TEXT + 1];
    instant_print(ms, text);
    json_string(b, name, text);
}
