/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* backup.c - `hearth backup`: two files that make the site again, and proof that they do. */
#include "cli/backup.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/when.h"
#include "base/world.h"
#include "cli/commands.h"
#include "cli/params.h"
#include "base/json.h"
#include "cli/sink.h"
#include "cli/site.h"
#include "sql/side.sql.h"

struct err *backup_files_in(struct cli *cli, const char *folder, struct backup_files *ret_files)
{
    ret_files->journal = arena_printf(cli->arena, "%s/" BACKUP_JOURNAL, folder);
    ret_files->keys = arena_printf(cli->arena, "%s/" BACKUP_KEYS, folder);
    NEED(ret_files->journal);
    NEED(ret_files->keys);
    return NULL;
}

static void facts_tell(struct cli *cli, const char *folder, const struct backup_facts *facts,
                       const char *said_one, const char *said_many)
{
    struct buf *b = &cli->out;
    char made[INSTANT_TEXT + 1], until[DATE_TEXT + 1];
    instant_print(facts->made_ms, made);
    date_print(facts->destroy_after, until);
    bool overdue = world_now_ms() / DAY_MS > facts->destroy_after;
    if (cli->json) {
        json_open(b, '{');
        json_string(b, "folder", folder);
        json_string(b, "journal", BACKUP_JOURNAL);
        json_string(b, "keys", BACKUP_KEYS);
        json_int(b, "entries", facts->journal.entries);
        json_int(b, "seals", facts->journal.seals);
        json_int(b, "parts_erased", facts->journal.parts_erased);
        json_int(b, "keys_kept", (int64_t)facts->keys);
        json_string(b, "made", made);
        json_string(b, "destroy_after", until);
        json_bool(b, "overdue", overdue);
        json_close(b, '}');
        buf_char(b, '\n');
        return;
    }
    lang_put_n(b, cli->lang, said_one, said_many, facts->journal.entries, folder);
    buf_char(b, '\n');
    cli_say(cli, N_("{1} must be destroyed after {2}; {3} may be kept for years"), BACKUP_KEYS,
            until, BACKUP_JOURNAL);
    buf_char(b, '\n');
    if (!overdue)
        return;
    cli_say(cli, N_("That day is over: destroy the file of the keys"));
    buf_char(b, '\n');
}

/* ---- create ---------------------------------------------------------------------------------- */

/* Where a path leads, by its longest part that exists. */
static bool path_resolve(struct arena *into, const char *path, char ret_real[PATH_MAX])
{
    while (realpath(path, ret_real) == NULL) {
        const char *slash = strrchr(path, '/');
        if (slash == NULL || slash == path)
            return realpath(slash == NULL ? "." : "/", ret_real) != NULL;
        path = arena_strn(into, path, (size_t)(slash - path));
        if (path == NULL)
            return false;
    }
    return true;
}

/* Whoever loses the site's folder would lose this backup with it. */
static struct err *folder_outside(struct cli *cli, const char *folder, const char *site_dir)
{
    char to[PATH_MAX], site[PATH_MAX];
    if (!path_resolve(cli->arena, folder, to) || realpath(site_dir, site) == NULL)
        return NULL;
    size_t n = strlen(site);
    if (strncmp(to, site, n) != 0 || (to[n] != '/' && to[n] != '\0'))
        return NULL;
    struct err *e = err_input(cli->arena, "output",
                              N_("This is inside the site's folder: what befalls the site befalls "
                                 "its backup too. Choose another place"));
    return err_mend(err_example(e, "/media/stick/2026-11-21"), "hearth backup create -o FOLDER");
}

static struct err *folder_make(struct cli *cli, const char *folder,
                               const struct backup_files *files)
{
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return err_outside(cli->arena, N_("The folder of the backup cannot be made"),
                           "mkdir: errno %d", errno);
    if (access(files->journal, F_OK) != 0 && access(files->keys, F_OK) != 0)
        return NULL;
    return err_mend(err_new(cli->arena, ERR_CONFLICT,
                            N_("There is a backup in this folder already. Choose another")),
                    "hearth backup create -o FOLDER");
}

static struct err *keys_write(struct cli_site *s, const char *path, struct keys_file *ret_file)
{
    CLEANUP(sink_close) struct sink sink = {0};
    CLEANUP(buf_done) struct buf b = buf_make(KEYS_FILE_BYTES_MAX);
    TRY(keys_file_read_store(s->cli->arena, s->site->keys, s->site->org, s->site->key,
                             world_now_ms(), ret_file));
    keys_file_encode(ret_file, &b);
    TRY(buf_check(&b));
    TRY(sink_open(s->cli, path, &sink));
    TRY(sink_write(&sink, buf_text(&b)));
    return sink_finish(&sink);
}

struct err *backup_write(struct cli_site *s, const struct backup_files *files,
                         struct backup_facts *ret_facts)
{
    struct keys_file keys;
    /* The keys first: one that is too many does no harm, one that is missing does. But a key made
     * after them would be missing; the site's lock keeps writers out meanwhile. */
    TRY(keys_write(s, files->keys, &keys));
    TRY(cli_site_export(s, files->journal, &ret_facts->journal));
    ret_facts->keys = keys.n;
    ret_facts->made_ms = keys.made_ms;
    ret_facts->destroy_after = keys.destroy_after;
    return NULL;
}

static struct err *create_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const char *folder = cli_string(cli, "output");
    struct backup_files files;
    struct backup_facts facts;
    /* No key and no user: a timer must be able to do it, and it shows nothing to anybody. */
    TRY(cli_site_open_bare(cli, &s));
    TRY(backup_files_in(cli, folder, &files));
    TRY(folder_outside(cli, folder, s.site->dir));
    TRY(folder_make(cli, folder, &files));
    TRY(backup_write(&s, &files, &facts));
    TRY(sql_site_state_put(s.site->db, cli->arena, s.site->org, TEXT("backup_ms"), facts.made_ms));
    facts_tell(cli, folder, &facts,
               NN_("The backup is in {2}: {1} entry", "The backup is in {2}: {1} entries"));
    return NULL;
}

/* ---- verify, restore ------------------------------------------------------------------------- */

static struct err *verify_run(struct cli *cli)
{
    const char *folder = cli_string(cli, "folder");
    struct backup_files files;
    struct backup_facts facts;
    TRY(backup_files_in(cli, folder, &files));
    TRY(backup_check(cli->arena, files.journal, files.keys, &facts));
    facts_tell(
        cli, folder, &facts,
        NN_("The backup in {2} is whole: {1} entry", "The backup in {2} is whole: {1} entries"));
    return NULL;
}

static struct err *restore_run(struct cli *cli)
{
    struct backup_files files;
    struct backup_facts facts;
    TRY(backup_files_in(cli, cli_string(cli, "folder"), &files));
    const struct site_restore what = {.dir = cli_string(cli, "site"),
                                      .database = cli_string(cli, "database"),
                                      .journal_path = files.journal,
                                      .keys_path = files.keys};
    TRY(backup_check(cli->arena, files.journal, files.keys, &facts));
    TRY(site_from_backup(cli->arena, &what, &facts));
    facts_tell(cli, what.dir, &facts,
               NN_("The site is made again in {2}: {1} entry",
                   "The site is made again in {2}: {1} entries"));
    return NULL;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const struct cli_param create_params[] = {
    {.name = "output",
     .value = "FOLDER",
     .kind = CLI_FOLDER,
     .letter = 'o',
     .required = true,
     .help = N_("The folder of the backup; it is made")},
    {0},
};
#define BACKUP_PARAM                                                                               \
    {                                                                                              \
        .name = "folder", .value = "FOLDER", .kind = CLI_FOLDER, .positional = true,               \
        .required = true, .help = N_("The folder of the backup")                                   \
    }
static const struct cli_param verify_params[] = {BACKUP_PARAM, {0}};
static const struct cli_param restore_params[] = {
    BACKUP_PARAM,
    {.name = "site",
     .value = "DIR",
     .kind = CLI_FOLDER,
     .positional = true,
     .required = true,
     .help = N_("The folder of the site; it is made")},
    PARAM_DATABASE,
    {0},
};

const struct cli_command backup_rows[] = {
    {.words = "backup create",
     .params = create_params,
     .help = N_("Write a backup: the blind journal, and the keys"),
     .more = N_("The journal alone tells no name to anybody and may be kept for years. The keys "
                "open only with a secret of the site and must be destroyed after 35 days, so that "
                "an erased person stays erased."),
     .examples = {"backup create -o stick/2026-11-21", "backup create -o stick/today --json"},
     .place = CLI_READS,
     .may = MAY_MACHINE,
     .run = create_run},
    {.words = "backup verify",
     .params = verify_params,
     .help = N_("Read a backup from end to end and check every byte"),
     .examples = {"backup verify stick/2026-11-21", "backup verify stick/2026-11-21 --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = verify_run},
    {.words = "backup restore",
     .params = restore_params,
     .help = N_("Make the site again from a backup, in a new folder"),
     .more = N_("The tables are rebuilt from the journal. The first act in the new site says that "
                "an older state came back."),
     .examples = {"backup restore stick/2026-11-21 rowan",
                  "backup restore stick/2026-11-21 rowan --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = restore_run},
    {0},
};
