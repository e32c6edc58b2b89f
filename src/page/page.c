/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* page.c - small questions that every page asks of its own request. */
#include "page/page.h"

#include <stdarg.h>
#include <string.h>

#include "base/limits.h"

void page_title_texts(struct page *pg, const char *msgid, ...)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    struct text args[LANG_PLACES_MAX];
    size_t n = 0;
    va_list ap;
    va_start(ap, msgid);
    for (struct text t = va_arg(ap, struct text); t.at != NULL; t = va_arg(ap, struct text))
        if (n < LANG_PLACES_MAX)
            args[n++] = t;
    va_end(ap);
    lang_put_texts(&b, pg->out.lang, msgid, args, n);
    if (buf_take(&b, pg->arena, &pg->title) != NULL)
        pg->title = TEXT_NONE; /* a page without a title is still a page */
}

struct text page_value(const struct page *pg, const char *name, struct text otherwise)
{
    for (size_t i = 0; i < pg->typed.n; i++)
        if (strcmp(pg->typed.at[i].name, name) == 0)
            return pg->typed.at[i].value;
    return otherwise;
}

bool page_typed(const struct page *pg, const char *name)
{
    for (size_t i = 0; i < pg->typed.n; i++)
        if (strcmp(pg->typed.at[i].name, name) == 0)
            return true;
    return false;
}

const struct err *page_wrong(const struct page *pg, const char *name)
{
    for (const struct err *e = pg->wrong; e != NULL; e = e->next)
        if (e->field != NULL && strcmp(e->field, name) == 0)
            return e;
    return NULL;
}

bool page_may(const struct page *pg, enum may may)
{
    return pg->rq.who != NULL && guard_may(pg->rq.who, may);
}

bool page_may_in_house(const struct page *pg, enum may may, struct id house)
{
    return pg->rq.who != NULL && guard_may_in_house(pg->rq.who, may, house);
}

struct err *page_absent(struct page *pg)
{
    return err_new(pg->arena, ERR_ABSENT,
                   N_("Nothing here that you can open. Search, or ask the manager"));
}
