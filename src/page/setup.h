/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setup.h - the three questions of a new site, and what follows the answers. */
#ifndef HEARTH_PAGE_SETUP_H
#define HEARTH_PAGE_SETUP_H

#include "page/page.h"
#include "page/parts.h"

/* What stands in the fields before anything was typed. */
#define SETUP_LOGIN "manager"

struct setup_page {
    bool may_answer; /* came by the address that `hearth start` printed */
    bool is_over;    /* just answered: pg->secret is the paper code, shown once */
};

/* Each in itself. */
enum { SETUP_LANGUAGES = 3 };
extern const struct form_choice setup_languages[SETUP_LANGUAGES];
/* What the organisation is called until it says so, in the reader's language. */
struct text setup_name(const struct page *pg);

#endif
