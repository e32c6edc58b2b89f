/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* account.h - one's own password, second factor and sessions. */
#ifndef HEARTH_WEB_ACCOUNT_H
#define HEARTH_WEB_ACCOUNT_H

#include "web/route.h"

extern const struct direct account_showing;    /* GET /account */
extern const struct direct account_changing;   /* POST: password, new */
extern const struct direct account_coding;     /* POST: code */
extern const struct direct account_offering;   /* POST; the page that follows shows the secret */
extern const struct direct account_confirming; /* POST: code; the page that follows has the codes */
extern const struct direct account_ending;     /* POST: key */

#endif
