/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* needs_care.c - papers of those who stay here that run out. */
#include "model/types_care.h"
#include "page/needs.h"
#include "view/care.h"

enum { PAPER_DAYS = 30 };

static struct err *paper_add(struct page *pg, struct needs *needs, const struct care_paper *paper)
{
    char id[ID_TEXT + 1];
    const struct person_row *row = people_get(pg->rq.people, paper->person);
    bool is_over = paper->expires < needs->today;
    id_text(paper->paper, id);
    const char *url = arena_printf(pg->arena, "/fact/paper/%s", id);
    NEED(url);
    const struct need need = {
        .rank = is_over ? NEED_OVERDUE : NEED_SOON,
        .order = paper->expires,
        .code = "paper",
        .row = {.tone = is_over ? TONE_WARN : TONE_INFO,
                .when = N_("Valid until {1}"),
                .when_value = as_day_month(paper->expires),
                .title = text_of(row == NULL ? "" : row->name),
                .about = text_of(lang_text(pg->out.lang, N_("A paper runs out"))),
                .link = {.url = url, .label = N_("Look at it"), .act = "paper.open"}}};
    return need_add(pg, needs, &need);
}

struct err *need_papers(struct page *pg, struct needs *needs)
{
    for (size_t i = 0; i < needs->houses->n; i++) {
        struct care_paper *papers;
        size_t n = 0;
        TRY(care_papers_ending(&pg->rq, needs->houses->at[i].house, needs->today + PAPER_DAYS, &n,
                               &papers));
        for (size_t j = 0; j < n; j++)
            TRY(paper_add(pg, needs, &papers[j]));
    }
    return NULL;
}
