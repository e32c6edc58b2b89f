/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* account.h - what the page of one's own account shows. It is read in the writer's thread, where
 * credentials lie; the page only shows it. */
#ifndef HEARTH_PAGE_ACCOUNT_H
#define HEARTH_PAGE_ACCOUNT_H

#include "page/page.h"
#include "signin/signin.h"

struct account_session {
    const char *key;  /* hex */
    struct text what; /* kind of browser, or name of a token */
    const char *place;
    bool is_own, is_bearer;
};
struct account_page {
    struct signin_has has;
    uint32_t needs;
    bool is_fresh;
    const struct signin_offer *offer; /* just made, shown once */
    struct text offer_groups;         /* its secret in groups of four */
    struct text offer_path;           /* and as a picture: a path in a square of that many units */
    int64_t offer_side;
    size_t n_codes; /* recovery codes, just made, shown once */
    const char (*codes)[SIGNIN_CODE_TEXT + 1];
    size_t n_sessions;
    const struct account_session *sessions;
};

/* Makes the groups and the picture of the offer. Without a picture when it has no room in one. */
MUST_CHECK struct err *account_offer_show(struct arena *into, struct account_page *a);

/* Whether her old password is asked for. */
bool account_asks_old(const struct account_page *a);

#endif
