/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* folder.c - making and removing a private folder. */
#include "cli/folder.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <unistd.h>

struct err *folder_private(struct cli *cli, const char *word, char **ret_folder)
{
    const char *under = cli->start->env("TMPDIR");
    char *folder = arena_printf(cli->arena, "%s/hearth-%s-XXXXXX",
                                under == NULL || under[0] == '\0' ? "/tmp" : under, word);
    NEED(folder);
    if (mkdtemp(folder) == NULL)
        return err_outside(cli->arena, N_("A folder for a trial cannot be made"),
                           "mkdtemp: errno %d", errno);
    *ret_folder = folder;
    return NULL;
}

void folder_remove(char **folder)
{
    if (*folder == NULL)
        return;
    char *const folders[] = {*folder, NULL};
    FTS *walk = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    const FTSENT *at;
    while (walk != NULL && (at = fts_read(walk)) != NULL)
        if (at->fts_info == FTS_DP)
            (void)rmdir(at->fts_accpath);
        else if (at->fts_info != FTS_D)
            (void)unlink(at->fts_accpath);
    if (walk != NULL)
        (void)fts_close(walk);
    *folder = NULL;
}
