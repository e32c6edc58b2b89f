/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* story_json.c - entries with the fields that they changed, for programs. */
#include "base/json.h"
#include "base/limits.h"
#include "view/story.h"

static struct err *values_put(const char *name, const struct field *f, const struct values *values,
                              struct buf *b)
{
    if (values->n == 0)
        return NULL;
    json_name(b, name);
    json_open(b, '[');
    for (size_t i = 0; i < values->n; i++) {
        CLEANUP(buf_done) struct buf one = buf_make(VALUE_BYTES_MAX);
        value_print(f, &values->at[i], &one);
        TRY(buf_check(&one));
        json_text(b, NULL, buf_text(&one));
    }
    json_close(b, ']');
    return NULL;
}

static struct err *change_put(const struct story_change *c, struct buf *b)
{
    json_open(b, '{');
    json_string(b, "field", c->field->name);
    TRY(values_put("before", c->field, c->before, b));
    TRY(values_put("after", c->field, c->after, b));
    json_close(b, '}');
    return NULL;
}

static struct err *entry_put(const struct story_entry *e, struct buf *b)
{
    json_open(b, '{');
    json_string(b, "type", e->type->name);
    json_id(b, "id", e->obj);
    json_string(b, "act", act_code(e->act));
    json_bool(b, "new", e->is_new);
    json_bool(b, "withdrawn", e->is_withdrawn);
    json_bool(b, "partly", e->is_partly);
    if (e->is_kin)
        json_bool(b, "kin", true);
    json_name(b, "changes");
    json_open(b, '[');
    for (size_t i = 0; i < e->n; i++)
        TRY(change_put(&e->changes[i], b));
    json_close(b, ']');
    json_close(b, '}');
    return NULL;
}

struct err *story_put_json(const struct story_entry *entries, size_t n, struct buf *into)
{
    json_open(into, '[');
    for (size_t i = 0; i < n; i++)
        TRY(entry_put(&entries[i], into));
    json_close(into, ']');
    return NULL;
}
