/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sign.c - the doors: /signin and /lock. */
#include "page/pages.h"
#include "page/sign.html.h"

struct err *page_signin(struct page *pg)
{
    page_title(pg, N_("Sign in"));
    signin(&pg->out, pg);
    return NULL;
}

struct err *page_lock(struct page *pg)
{
    page_title(pg, N_("The screen is locked"));
    locked(&pg->out, pg);
    return NULL;
}
