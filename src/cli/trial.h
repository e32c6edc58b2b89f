/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* trial.h - a backup is only as good as its last restoring: making the site again in a private
 * folder, to see that it can be done. */
#ifndef HEARTH_CLI_TRIAL_H
#define HEARTH_CLI_TRIAL_H

#include "cli/site.h"

struct trial {
    int64_t org;
    int64_t made_ms; /* the backup */
    int64_t entries;
    struct hash tables; /* desk_projection_hash of what came out */
};

/* The folder itself if it holds a backup, or that of its folders with the newest. ERR_ABSENT. */
MUST_CHECK struct err *trial_newest(struct cli *cli, const char *folder, const char **ret_folder);
/* Restores the backup in a private folder, which is removed again. */
MUST_CHECK struct err *trial_restore(struct cli *cli, const char *folder, struct trial *ret_trial);
/* The same with a backup of this moment. */
MUST_CHECK struct err *trial_of_now(struct cli_site *s, struct trial *ret_trial);

#endif
