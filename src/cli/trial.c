/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* trial.c - restoring a backup for a trial. Nothing in the private folder can be read without a
 * secret of the site. */
#include "cli/trial.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>

#include "cli/backup.h"
#include "cli/folder.h"

/* ---- which backup ---------------------------------------------------------------------------- */

struct newest {
    const char *folder; /* NULL: none yet */
    int64_t made_ms;
};

static struct err *newest_take(struct cli *cli, const char *folder, struct newest *newest)
{
    struct backup_files files;
    int64_t made_ms = 0;
    TRY(backup_files_in(cli, folder, &files));
    struct err *bad = backup_made(cli->arena, files.keys, &made_ms);
    /* What cannot be looked into (lost+found) is no backup; what is damaged is one. */
    if (bad != NULL)
        return bad->kind == ERR_ABSENT || bad->kind == ERR_OUTSIDE ? NULL : bad;
    if (newest->folder == NULL || made_ms > newest->made_ms)
        *newest = (struct newest){folder, made_ms};
    return NULL;
}

static void folder_close(DIR **folder)
{
    if (*folder != NULL)
        (void)closedir(*folder);
}

static struct err *newest_below(struct cli *cli, const char *folder, struct newest *newest)
{
    assert(folder != NULL);
    CLEANUP(folder_close) DIR *below = opendir(folder);
    if (below == NULL && (errno == ENOENT || errno == ENOTDIR))
        return NULL;
    if (below == NULL)
        return err_outside(cli->arena, N_("The backup cannot be read"), "opendir: errno %d", errno);
    for (const struct dirent *at = readdir(below); at != NULL; at = readdir(below)) {
        if (at->d_name[0] == '.')
            continue;
        const char *path = arena_printf(cli->arena, "%s/%s", folder, at->d_name);
        NEED(path);
        TRY(newest_take(cli, path, newest));
    }
    return NULL;
}

struct err *trial_newest(struct cli *cli, const char *folder, const char **ret_folder)
{
    struct newest newest = {0};
    TRY(newest_take(cli, folder, &newest));
    if (newest.folder == NULL)
        TRY(newest_below(cli, folder, &newest));
    if (newest.folder == NULL)
        return err_new(cli->arena, ERR_ABSENT, N_("There is no backup in this folder"));
    *ret_folder = newest.folder;
    return NULL;
}

/* ---- the trial ------------------------------------------------------------------------------- */

static struct err *site_look(struct cli *cli, const char *dir, struct trial *trial)
{
    CLEANUP(site_close) struct site *site = NULL;
    const struct site_secret none = {0};
    TRY(site_open(cli->arena, dir, &none, &site));
    trial->org = site->org;
    return desk_projection_hash(site, &trial->tables);
}

static struct err *restore_in(struct cli *cli, const char *folder, const char *place,
                              struct trial *trial)
{
    struct backup_files files;
    struct backup_facts facts;
    TRY(backup_files_in(cli, folder, &files));
    const struct site_restore what = {.dir = arena_printf(cli->arena, "%s/site", place),
                                      .journal_path = files.journal,
                                      .keys_path = files.keys};
    NEED(what.dir);
    TRY(site_from_backup(cli->arena, &what, &facts));
    trial->made_ms = facts.made_ms;
    trial->entries = facts.journal.entries;
    return site_look(cli, what.dir, trial);
}

struct err *trial_restore(struct cli *cli, const char *folder, struct trial *ret_trial)
{
    CLEANUP(folder_remove) char *place = NULL;
    TRY(folder_private(cli, "trial", &place));
    return restore_in(cli, folder, place, ret_trial);
}

struct err *trial_of_now(struct cli_site *s, struct trial *ret_trial)
{
    CLEANUP(folder_remove) char *place = NULL;
    struct backup_files files;
    struct backup_facts facts;
    TRY(folder_private(s->cli, "trial", &place));
    TRY(backup_files_in(s->cli, place, &files));
    TRY(backup_write(s, &files, &facts));
    return trial_restore(s->cli, place, ret_trial);
}
