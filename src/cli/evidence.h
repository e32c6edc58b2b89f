/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* evidence.h - the whole check of `hearth verify`, for other commands that want only its result. */
#ifndef HEARTH_CLI_EVIDENCE_H
#define HEARTH_CLI_EVIDENCE_H

#include "cli/site.h"

/* Checks every byte of the journal and every row of the tables; an error only when reading fails.
 */
MUST_CHECK struct err *evidence_count(struct cli_site *s, int64_t *ret_entries,
                                      int64_t *ret_findings);

#endif
