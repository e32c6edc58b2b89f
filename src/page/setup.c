/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setup.c - /setup of a site that waits: three questions, each with an answer already. */
#include "page/setup.h"

#include "base/json.h"
#include "page/pages.h"
#include "page/setup.html.h"

#define WORDS(letters)                                                                             \
    {                                                                                              \
        letters, sizeof letters - 1                                                                \
    }

const struct form_choice setup_languages[SETUP_LANGUAGES] = {
    {.value = "en", .words = WORDS("English")},
    {.value = "ru", .words = WORDS("Русский")},
    {.value = "uk", .words = WORDS("Українська")},
};

struct text setup_name(const struct page *pg)
{
    return text_of(lang_text(pg->out.lang, N_("Our house")));
}

static void questions_json(const struct page *pg)
{
    struct buf *b = pg->out.out;
    json_open(b, '{');
    json_bool(b, "waiting", !pg->setup->is_over);
    json_text(b, "name", page_value(pg, "name", setup_name(pg)));
    json_text(b, "lang", page_value(pg, "lang", text_of(lang_code(pg->out.lang))));
    json_text(b, "login", page_value(pg, "login", TEXT(SETUP_LOGIN)));
    if (pg->setup->is_over)
        json_text(b, "recovery_code", pg->secret);
    json_close(b, '}');
}

struct err *page_setup_first(struct page *pg)
{
    static const struct setup_page nobody;
    if (pg->setup == NULL)
        pg->setup = &nobody;
    page_title(pg, pg->setup->is_over ? N_("Your house is ready") : N_("Three questions"));
    if (pg->form == PAGE_JSON)
        questions_json(pg);
    else if (pg->setup->is_over)
        setup_over(&pg->out, pg);
    else if (pg->setup->may_answer)
        setup_questions(&pg->out, pg);
    else
        setup_closed(&pg->out, pg);
    return NULL;
}
