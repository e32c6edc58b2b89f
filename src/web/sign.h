/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sign.h - coming in, going out, and what a browser keeps for its user: language and look. */
#ifndef HEARTH_WEB_SIGN_H
#define HEARTH_WEB_SIGN_H

#include "web/visit.h"

/* GET /signin?once=TOKEN; POST /signin: user, password, code, next. */
extern const struct direct sign_by_link;
extern const struct direct sign_in;
/* POST /signout, /lock, /unlock (password, next). */
extern const struct direct sign_out;
extern const struct direct sign_lock;
extern const struct direct sign_unlock;
/* POST /language (lang, back), /theme (theme: dark light auto, back). */
extern const struct direct sign_language;
extern const struct direct sign_theme;
/* Where the request comes from, as far as signing in wants to know it. */
struct signin_from sign_from(const struct visit *v);
/* POST /settings/user/:login/link: the page shows the address once. */
extern const struct direct sign_link_make;
/* GET / */
void sign_home(struct visit *v, struct http_answer *ret_answer);

#endif
