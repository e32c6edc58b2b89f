/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* make.c - a new site: folder, keys, stores, first deed. site.key is written last, so a folder in
 * which this was cut off counts as no site and may be made again. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/world.h"
#include "desk/desk.h"
#include "desk/inside.h"
#include "desk/setup.h"
#include "desk/slots.h"
#include "journal/keystore.h"
#include "sql/side.sql.h"

/* Lies in the folder until site.key does: what a cut-off making left may be made again. */
#define MAKING "making"

struct err *site_make_folder(struct site *s, struct arena *into)
{
    static const char *const remains[] = {"hearth.db", "hearth.db-wal", "hearth.db-shm",
                                          "keys.db",   "keys.db-wal",   "keys.db-shm",
                                          "site.mark"};
    if (mkdir(s->dir, 0700) != 0 && errno != EEXIST)
        return err_outside(into, N_("The site's folder cannot be made"), "mkdir: errno %d", errno);
    const char *key = site_path(s, "site.key");
    NEED(key);
    if (access(key, F_OK) == 0)
        return err_new(into, ERR_CONFLICT, N_("There is a site in this folder already"));
    TRY(site_lock(s, into));
    const char *making = site_path(s, MAKING);
    NEED(making);
    TRY(world_write_file(into, making, TEXT_NONE, 0600));
    for (size_t i = 0; i < COUNT(remains); i++) {
        const char *path = site_path(s, remains[i]);
        NEED(path);
        (void)unlink(path);
    }
    return NULL;
}

struct err *site_made(struct site *s, struct arena *into)
{
    const char *making = site_path(s, MAKING);
    NEED(making);
    TRY(site_write_key(s, into));
    (void)unlink(making);
    return NULL;
}

static void folder_close(DIR **folder)
{
    (void)closedir(*folder);
}

/* What stands there before MAKING is whole: a cut-off making may have left it. */
static bool is_of_beginning(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, "lock") == 0 ||
           strncmp(name, MAKING, sizeof MAKING - 1) == 0;
}

struct err *site_is_fresh(struct arena *scratch, const char *dir, bool *ret_fresh)
{
    const char *key = arena_printf(scratch, "%s/site.key", dir);
    const char *making = arena_printf(scratch, "%s/" MAKING, dir);
    NEED(key);
    NEED(making);
    *ret_fresh = access(key, F_OK) != 0;
    if (!*ret_fresh || access(making, F_OK) == 0)
        return NULL;
    DIR *opened = opendir(dir);
    if (opened == NULL) {
        *ret_fresh = errno == ENOENT;
        return NULL;
    }
    CLEANUP(folder_close) DIR *folder = opened;
    for (const struct dirent *at = readdir(folder); at != NULL; at = readdir(folder))
        *ret_fresh = *ret_fresh && is_of_beginning(at->d_name);
    return NULL;
}

struct err *site_write_conf(struct site *s, struct arena *into, const char *database,
                            const char *schema)
{
    const char *path = site_path(s, "hearth.conf");
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_CONF_BYTES);
    NEED(path);
    buf_str(&b, "# Where this site keeps its records.\n");
    if (database != NULL)
        buf_printf(&b, "database = %s\n", database);
    if (schema != NULL)
        buf_printf(&b, "schema = %s\n", schema);
    TRY(buf_check(&b));
    return world_write_file(into, path, buf_text(&b), 0600);
}

struct err *site_make_tables(struct site *s, struct arena *into)
{
    TRY(journal_create(s->db, into));
    TRY(schema_create(s->db, into, s->schema));
    TRY(db_script(s->db, into, sql_schema_side(db_engine(s->db))));
    TRY(keystore_create(s->keys, into));
    return sql_site_state_put(s->db, into, s->org, TEXT("projection"), PROJECTION_VERSION);
}

/* ---- slots --------------------------------------------------------------------------------- */

static struct err *key_file_new(struct arena *into, const char *path)
{
    CLEANUP(buf_done) struct buf made = buf_make(LIMIT_CONF_BYTES);
    TRY(key_file_make(&made));
    TRY(buf_check(&made));
    return world_write_file(into, path, buf_text(&made), 0600);
}

static struct err *slots_make(struct site *s, struct arena *into, const struct site_new *what,
                              const char **ret_paper)
{
    const struct site_secret *given = &what->secret;
    enum slot_kind kind;
    struct text bytes;
    if (given->key_file != NULL && access(given->key_file, F_OK) != 0)
        TRY(key_file_new(into, given->key_file));
    if (given->key_file != NULL || given->passphrase_file != NULL) {
        TRY(secret_read(into, given, &kind, &bytes));
        TRY(site_key_add_slot(s->arena, s->key, s->ring, kind, ID_NONE, world_now_ms(), bytes));
    }
    *ret_paper = NULL;
    return what->is_waiting ? NULL : slot_paper(s, into, ret_paper);
}

struct err *site_write_key(struct site *s, struct arena *into)
{
    CLEANUP(buf_done) struct buf bytes = buf_make(LIMIT_SITE_KEY_BYTES);
    const char *path = site_path(s, "site.key");
    NEED(path);
    TRY(site_key_encode(s->key, &bytes));
    TRY(buf_check(&bytes));
    return world_write_file(into, path, buf_text(&bytes), 0600);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static struct err *first_deed(struct site *s, struct arena *into, const struct site_new *what)
{
    char public_key[2 * SEAL_PUBLIC + 1];
    text_hex(s->key->public_key.bytes, SEAL_PUBLIC, public_key);
    const struct begin_form form = {.name = what->name,
                                    .lang = what->lang,
                                    .zone = what->zone,
                                    .login = what->login,
                                    .public_key = public_key,
                                    .is_demo = what->is_demo,
                                    .incarnation = s->incarnation_record};
    const struct who clock = guard_clock(ID_NONE);
    struct job job = {
        .arena = into, .who = &clock, .may = MAY_MACHINE, .run = organisation_begin, .form = &form};
    struct job *jobs[] = {&job};
    desk_run(s, jobs, 1);
    return job.err;
}

static struct err *make_steps(struct site *s, struct arena *into, const struct site_new *what,
                              const char **ret_paper)
{
    s->dir = arena_str(s->arena, s->dir);
    NEED(s->dir);
    TRY(world_boot_id(s->arena, &s->boot_id));
    TRY(site_make_folder(s, into));
    TRY(site_key_make(s->arena, &s->key, &s->ring));
    memcpy(&s->org, s->key->site.bytes, sizeof s->org);
    s->org &= INT64_MAX;
    s->incarnation = 1;
    s->incarnation_record = id_random();
    s->mark_state = MARK_SAME;
    TRY(slots_make(s, into, what, ret_paper));
    TRY(site_write_conf(s, into, what->database, what->schema));
    TRY(site_open_stores(s, into));
    TRY(site_make_tables(s, into));
    if (what->is_waiting)
        TRY(setup_ask(s, into));
    TRY(mark_here(s->arena, s->dir, &s->mark));
    TRY(journal_writer_open(s->arena, into, s->db, s->ring, s->org, &s->writer));
    TRY(first_deed(s, into, what));
    return site_made(s, into);
}

struct err *site_make(struct arena *into, const struct site_new *what, const char **ret_paper)
{
    CLEANUP(site_close) struct site *s = NULL;
    if (what->secret.key_file == NULL && what->secret.passphrase_file == NULL)
        return err_mend(err_new(into, ERR_USAGE,
                                N_("Say how the site is opened: a key file or a "
                                   "passphrase file")),
                        "hearth --key-file F init DIR --name \"Rowan Tree\" --lang en");
    TRY(site_begin(into, what->dir, &s));
    return make_steps(s, into, what, ret_paper);
}
