/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* account.c - one's own account: password, second factor, where one is signed in. */
#include "page/account.h"

#include "page/account.html.h"
#include "page/pages.h"

bool account_asks_old(const struct account_page *a)
{
    return a->has.password && (a->needs & SIGNIN_NEEDS_PASSWORD) == 0;
}

struct err *page_account(struct page *pg)
{
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("My account"));
    if (pg->account == NULL)
        return page_absent(pg);
    if (pg->account->n_codes > 0)
        account_codes(&pg->out, pg, pg->account);
    else
        account(&pg->out, pg, pg->account);
    return NULL;
}
