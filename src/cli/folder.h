/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* folder.h - a private folder for a trial, gone when the command has ended. */
#ifndef HEARTH_CLI_FOLDER_H
#define HEARTH_CLI_FOLDER_H

#include "cli/cli.h"

/* A new folder under TMPDIR that only its owner reads; `word` says in its name what it is for. */
MUST_CHECK struct err *folder_private(struct cli *cli, const char *word, char **ret_folder);
/* Removes it with all that is in it; NULL is nothing. For CLEANUP() too. */
void folder_remove(char **folder);

#endif
