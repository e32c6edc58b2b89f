/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* history.h - what happened, on a command line: the sentences of tell/. */
#ifndef HEARTH_CLI_HISTORY_H
#define HEARTH_CLI_HISTORY_H

#include "cli/site.h"

/* `person history`. */
MUST_CHECK struct err *history_run(struct cli *cli);
/* One deed in sentences; ret_told false: there is no such deed. For who has keys open. */
MUST_CHECK struct err *history_tell_deed(struct cli_site *s, struct id deed, bool *ret_told);

#endif
