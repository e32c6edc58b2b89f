/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* draft.h - nothing typed is lost: not by a session that ended, not by a power cut.
 *
 * A page of ours sends what is being typed every few seconds to POST /draft; the next time the same
 * user opens the same form it is there. A form that is sent without an open session is parked under
 * a name that only this browser knows, and shown again by GET /resume after signing in: to her
 * alone whose session was locked or has ended. When nobody knows whose it was (the browser kept it
 * for longer than the house), it is shown to whoever signs in there within ten minutes, who is told
 * that it may be somebody else's. She looks and sends it herself. */
#ifndef HEARTH_WEB_DRAFT_H
#define HEARTH_WEB_DRAFT_H

#include "web/visit.h"

#define PARKED_COOKIE "__Host-p"
enum { PARKED_NOBODYS_MS = 10 * 60 * 1000 };

/* POST /draft: `form` is the path of the page. */
extern const struct direct draft_keeping;
/* Instead of an act whose session is over. */
extern const struct direct draft_parking;
/* GET /resume. */
void draft_resume(struct visit *v, struct http_answer *ret_answer);

/* In the writer: the form was sent, its draft goes. */
void draft_forget(struct site *site, void *with);
/* In the page thread, within a reader: fills pg->typed with the draft of this page. */
MUST_CHECK struct err *draft_show(struct visit *v);

#endif
