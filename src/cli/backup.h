/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* backup.h - the two files of a backup, for the commands that write or read them. */
#ifndef HEARTH_CLI_BACKUP_H
#define HEARTH_CLI_BACKUP_H

#include "cli/site.h"
#include "desk/backup.h"

struct backup_files {
    const char *journal, *keys;
};
/* Their paths in this folder. */
MUST_CHECK struct err *backup_files_in(struct cli *cli, const char *folder,
                                       struct backup_files *ret_files);
/* Writes both, as of now; the site stays locked meanwhile. */
MUST_CHECK struct err *backup_write(struct cli_site *s, const struct backup_files *files,
                                    struct backup_facts *ret_facts);

#endif
