/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case_card.c - what a person's page says of the work with her family. */
#include "page/case_card.h"

#include "model/types.h"
#include "page/case.h"
#include "page/person.h"

/* Who may open the case reads all of it; who sees her in the house learns whom to call. */
struct err *case_card_make(struct page *pg, struct id person, struct case_card *ret_card)
{
    struct id found;
    struct rec *rec = NULL;
    *ret_card = (struct case_card){0};
    TRY(case_lead_of_person(&pg->rq, person, &ret_card->lead));
    TRY(case_of_person(&pg->rq, person, &found));
    if (page_may(pg, MAY_WORK_CASES)) {
        ret_card->add = person_path(pg, person, "case");
        NEED(ret_card->add);
    }
    if (id_is_none(found))
        return NULL;
    TRY(case_require(&pg->rq, found, &rec));
    ret_card->url = case_path(pg, found, NULL);
    NEED(ret_card->url);
    ret_card->number = rec_text(rec, CASE_NUMBER);
    ret_card->state = case_choice(rec, CASE_STATE);
    return NULL;
}
