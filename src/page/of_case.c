/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* of_case.c - a form about a person that can be reached from her page and from her case. */
#include "page/of_case.h"

#include "model/types.h"
#include "view/cases.h"

struct err *of_case_take(struct page *pg, bool of_case, const char **ret_home)
{
    struct id id, person;
    struct rec *work = NULL;
    struct row_info info;
    bool seen = false;
    if (!id_parse(pg->params[0], &id))
        return page_absent(pg);
    person = id;
    if (of_case) {
        TRY(record_find(pg->rq.store, pg->arena, &case_type, id, &work, &info));
        person = work == NULL || work->withdrawn ? ID_NONE : rec_id(work, CASE_ABOUT);
    }
    TRY(case_work_is_seen(&pg->rq, person, &seen));
    if (!seen)
        return page_absent(pg);
    char words[ID_TEXT + 1];
    id_text(id, words);
    *ret_home = arena_printf(pg->arena, "/%s/%s", of_case ? "case" : "person", words);
    NEED(*ret_home);
    id_text(person, words);
    pg->params[0] = text_of(arena_str(pg->arena, words));
    NEED(pg->params[0].at);
    return NULL;
}
