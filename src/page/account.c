/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* account.c - one's own account: password, second factor, where one is signed in. */
#include "page/account.h"

#include "base/limits.h"
#include "page/account.html.h"
#include "page/pages.h"
#include "page/qr.h"

bool account_asks_old(const struct account_page *a)
{
    return a->has.password && (a->needs & SIGNIN_NEEDS_PASSWORD) == 0;
}

struct err *account_offer_show(struct arena *into, struct account_page *a)
{
    enum { GROUP = 4 };
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    for (size_t i = 0; a->offer->secret[i] != '\0'; i++) {
        if (i > 0 && i % GROUP == 0)
            buf_char(&b, ' ');
        buf_char(&b, a->offer->secret[i]);
    }
    TRY(buf_check(&b));
    TRY(buf_take(&b, into, &a->offer_groups));
    return qr_path(into, a->offer->uri, &a->offer_path, &a->offer_side);
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
