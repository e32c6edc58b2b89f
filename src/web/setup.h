/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setup.h - the first visit to a new site: in by the address on the console, three answers, out to
 * Today. There is no other way in until they are given. */
#ifndef HEARTH_WEB_SETUP_H
#define HEARTH_WEB_SETUP_H

#include "web/visit.h"

/* GET /setup, with ?once= the address that opens it; POST /setup: name, lang, login, new. */
extern const struct direct setup_by_link;
extern const struct direct setup_answering;
/* Any other address of a site that waits. */
void setup_lead(struct visit *v, struct http_answer *ret_answer);

#endif
