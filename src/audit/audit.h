/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* audit.h - the second reckoning: the figures of a house from the journal's entries alone.
 *
 * It shares no code with view/ and reads no record table, so a fault in either shows as a
 * difference. Definitions are those of view/figures.h, written down a second time on purpose. */
#ifndef HEARTH_AUDIT_AUDIT_H
#define HEARTH_AUDIT_AUDIT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "db/db.h"
#include "seal/seal.h"

struct audit_figures {
    int64_t mothers, children, expected, adults_alone, heads_other; /* at the end of `to` */
    int64_t bed_nights, admissions, exits, returns;                 /* from `from` to `to` */
    int64_t sessions, attendance, relapses;                         /* held; heads */
    int64_t entries;                                                /* read */
};
struct audit_ask {
    int64_t org;
    const struct keyring *ring; /* open: birth dates and sex are sealed */
    struct text house;          /* handle, or TEXT_NONE for all */
    int32_t from, to;
    int64_t now_ms; /* nights to come are nobody's */
};
MUST_CHECK struct err *audit_figures(struct db *db, struct arena *scratch,
                                     const struct audit_ask *ask,
                                     struct audit_figures *ret_figures);

#endif
