/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* err_json.c - an error as programs read it: the same object from the command line and from a page.
 */
#include "base/json.h"
#include "base/limits.h"
#include "lang/lang.h"

static void put_words(struct buf *b, const char *name, enum lang lang, const struct err *e)
{
    struct buf words = buf_make(LIMIT_KIB(16));
    lang_put_err(&words, lang, e);
    json_text(b, name, buf_text(&words));
    buf_done(&words);
}

static void put_field(struct buf *b, enum lang lang, const struct err *e)
{
    json_open(b, '{');
    json_string(b, "name", e->field);
    put_words(b, "text", lang, e);
    if (e->example != NULL)
        json_string(b, "example", e->example);
    json_close(b, '}');
}

void lang_put_err_json(struct buf *b, enum lang lang, const struct err *e, struct text mend)
{
    json_open(b, '{');
    json_name(b, "error");
    json_open(b, '{');
    json_string(b, "kind", err_kind_info(e->kind)->name);
    json_int(b, "number", err_kind_info(e->kind)->number);
    put_words(b, "text", lang, e);
    json_text(b, "mend", mend);
    json_name(b, "fields");
    json_open(b, '[');
    for (const struct err *at = e; at != NULL; at = at->next)
        if (at->field != NULL)
            put_field(b, lang, at);
    json_close(b, ']');
    json_close(b, '}');
    json_close(b, '}');
}
