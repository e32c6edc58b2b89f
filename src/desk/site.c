/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.c - opening a site's folder: lock, configuration, stores, keys. */
#include "desk/site.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/world.h"
#include "desk/gate.h"
#include "desk/inside.h"
#include "desk/setup.h"
#include "desk/staging.h"
#include "journal/keystore.h"
#include "model/types.h"
#include "sql/person.sql.h"
#include "sql/side.sql.h"

enum { LOCK_PAUSE_MS = 20 };

const char *site_path(const struct site *site, const char *name)
{
    return arena_printf(site->arena, "%s/%s", site->dir, name);
}

/* ---- the lock ------------------------------------------------------------------------------ */

/* Two commands given at once: the second waits until the first has ended. */
static bool lock_take(int fd)
{
    const int64_t until_ms = world_boot_ms() + LIMIT_LOCK_WAIT_MS;
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (world_boot_ms() >= until_ms)
            return false;
        world_pause_ms(LOCK_PAUSE_MS);
    }
    return true;
}

struct err *site_lock(struct site *s, struct arena *into)
{
    const char *path = site_path(s, "lock");
    NEED(path);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_outside(into, N_("The site's folder cannot be written"), "lock: errno %d",
                           errno);
    if (!lock_take(fd)) {
        close(fd);
        return err_mend(err_new(into, ERR_BUSY, N_("Another hearth is working on this site")),
                        "hearth doctor");
    }
    s->lock_fd = fd;
    return NULL;
}

/* ---- the stores ---------------------------------------------------------------------------- */

/* hearth.conf: `key = value` lines. */
struct conf {
    const char *database; /* conninfo; NULL is SQLite */
    const char *schema;   /* of PostgreSQL; the keys lie in SCHEMA_keys */
};

static struct err *conf_line(struct arena *into, struct text line, struct conf *conf)
{
    struct text rest = line, name = TEXT_NONE;
    bool is_pair = text_cut(&rest, '=', &name);
    name = text_trim(name);
    const char **value = !is_pair                    ? NULL
                         : text_is(name, "database") ? &conf->database
                         : text_is(name, "schema")   ? &conf->schema
                                                     : NULL;
    if (value == NULL)
        return err_mend(err_input(into, "hearth.conf", N_("There is no setting \"{1}\""),
                                  arena_strn(into, name.at == NULL ? "" : name.at, name.n)),
                        "hearth help init");
    rest = text_trim(rest);
    *value = arena_strn(into, rest.at == NULL ? "" : rest.at, rest.n);
    NEED(*value);
    return NULL;
}

/* An empty one says SQLite; but to guess so would make an empty store beside the one that is meant.
 */
static struct err *conf_missing(const struct site *s, struct arena *into)
{
    const char *store = arena_printf(into, "%s/hearth.db", s->dir);
    NEED(store);
    struct err *e = err_integrity(
        into, N_("The file hearth.conf is missing: it says where the records lie"), "no conf");
    return err_mend(e, access(store, F_OK) == 0
                           ? "touch DIR/hearth.conf"
                           : "echo 'database = host=db.example dbname=hearth' >DIR/hearth.conf");
}

static struct err *conf_read(const struct site *s, struct arena *into, struct conf *ret_conf)
{
    struct text bytes = TEXT_NONE, line;
    struct conf conf = {.schema = "hearth"};
    const char *path = arena_printf(into, "%s/hearth.conf", s->dir);
    NEED(path);
    if (access(path, F_OK) != 0)
        return conf_missing(s, into);
    TRY(world_read_file(into, path, LIMIT_CONF_BYTES, &bytes));
    if (bytes.n > 0 && !text_is_clean(bytes))
        return err_mend(err_input(into, "hearth.conf",
                                  N_("{1}: there are characters that cannot be kept"),
                                  "hearth.conf"),
                        "hearth help init");
    while (text_cut(&bytes, '\n', &line)) {
        line = text_trim(line);
        if (line.n > 0 && line.at[0] != '#')
            TRY(conf_line(into, line, &conf));
    }
    *ret_conf = conf;
    return NULL;
}

/* A server ends a session a moment after its process has gone: the lock comes free then. */
static struct err *org_lock_take(struct site *s, struct arena *into)
{
    const int64_t until_ms = world_boot_ms() + LIMIT_LOCK_WAIT_MS;
    struct err *bad = db_lock_org(s->db, into, s->org);
    while (bad != NULL && bad->kind == ERR_BUSY && world_boot_ms() < until_ms) {
        world_pause_ms(LOCK_PAUSE_MS);
        bad = db_lock_org(s->db, into, s->org);
    }
    return bad;
}

static struct err *open_pg(struct site *s, struct arena *into, const struct conf *conf)
{
    const char *keys = arena_printf(into, "%s_keys", conf->schema);
    NEED(keys);
    TRY(db_open_pg(s->arena, conf->database, conf->schema, DB_WRITER, &s->db));
    TRY(db_open_pg(s->arena, conf->database, keys, DB_WRITER, &s->keys));
    return org_lock_take(s, into);
}

static struct err *open_sqlite(struct site *s)
{
    const char *main_path = site_path(s, "hearth.db"), *keys_path = site_path(s, "keys.db");
    NEED(main_path);
    NEED(keys_path);
    TRY(db_open_sqlite(s->arena, main_path, DB_WRITER, &s->db));
    return db_open_sqlite(s->arena, keys_path, DB_WRITER, &s->keys);
}

struct err *site_open_reader(const struct site *s, struct arena *into, enum site_store which,
                             struct db **ret_db)
{
    static const struct {
        const char *file, *schema_end;
    } stores[] = {[SITE_JOURNAL] = {"hearth.db", ""}, [SITE_KEYS] = {"keys.db", "_keys"}};
    struct conf conf = {0};
    TRY(conf_read(s, into, &conf));
    if (conf.database != NULL) {
        const char *schema = arena_printf(into, "%s%s", conf.schema, stores[which].schema_end);
        NEED(schema);
        return db_open_pg(into, conf.database, schema, DB_READER, ret_db);
    }
    const char *path = arena_printf(into, "%s/%s", s->dir, stores[which].file);
    NEED(path);
    return db_open_sqlite(into, path, DB_READER, ret_db);
}

/* SQLite would make an empty store in the place of one that is gone. */
static struct err *stores_require(struct site *s, struct arena *into)
{
    static const char *const files[] = {"hearth.db", "keys.db"};
    struct conf conf = {0};
    TRY(conf_read(s, into, &conf));
    for (size_t i = 0; i < 2 && conf.database == NULL; i++) {
        const char *path = site_path(s, files[i]);
        NEED(path);
        if (access(path, F_OK) != 0)
            return err_mend(
                err_integrity(into, N_("The database is damaged. Bring it back from a backup"),
                              "%s is not there", files[i]),
                ERR_MEND_RESTORE);
    }
    return NULL;
}

struct err *site_open_stores(struct site *s, struct arena *into)
{
    struct conf conf = {0};
    TRY(conf_read(s, into, &conf));
    if (conf.database != NULL)
        TRY(open_pg(s, into, &conf));
    else
        TRY(open_sqlite(s));
    struct schema *schema = NULL;
    TRY(schema_make(s->arena, &schema));
    s->schema = schema;
    s->store = (struct store){.org = s->org, .db = s->db, .schema = s->schema, .ring = s->ring};
    TRY(signin_create(s->keys, into));
    return staging_create(s->keys, into);
}

/* ---- keys ---------------------------------------------------------------------------------- */

static struct err *site_unlock(struct site *s, struct arena *into, const struct site_secret *secret)
{
    enum slot_kind kind;
    struct text bytes;
    size_t n = 0;
    if (secret->key_file == NULL && secret->passphrase_file == NULL)
        return NULL;
    TRY(secret_read(into, secret, &kind, &bytes));
    TRY(secret_wrong(site_key_open(into, s->key, kind, bytes, &s->ring), kind));
    TRY(keystore_load(s->keys, into, s->org, s->ring, &n));
    s->store.ring = s->ring;
    return journal_writer_open(s->arena, into, s->db, s->ring, s->org, &s->writer);
}

struct err *site_require_open(const struct site *s, struct arena *into)
{
    if (s->ring != NULL)
        return NULL;
    return err_mend(err_new(into, ERR_LOCKED, N_("The site's keys are not open")),
                    "hearth --key-file F ...");
}

struct err *site_breathe(struct site *site, struct arena *into)
{
    if (site->breathe == NULL || site->breathe(site->breathe_with))
        return NULL;
    return err_new(into, ERR_BUSY,
                   N_("The site is being closed. Do this again later: what is "
                      "done stays"));
}

/* ---- opening and closing ------------------------------------------------------------------- */

static struct err *key_read(struct site *s, struct arena *into)
{
    struct text bytes;
    const char *path = site_path(s, "site.key");
    NEED(path);
    if (access(path, F_OK) != 0)
        return err_mend(err_new(into, ERR_NO_STORE, N_("There is no site in this folder")),
                        "hearth init DIR --name \"Rowan Tree\" --lang en");
    TRY(world_read_file(into, path, LIMIT_SITE_KEY_BYTES, &bytes));
    TRY(site_key_decode(s->arena, bytes, &s->key));
    memcpy(&s->org, s->key->site.bytes, sizeof s->org);
    s->org &= INT64_MAX;
    return NULL;
}

static struct err *site_facts(struct site *s, struct arena *into)
{
    bool found = false;
    struct sql_organisation_row_row organisation;
    struct sql_site_row_row site;
    struct sql_incarnations_row *incarnations;
    size_t n = 0;
    TRY(sql_organisation_row(s->db, into, s->org, &found, &organisation));
    s->is_demo = found && !organisation.demo_null && organisation.demo;
    s->lang = found ? organisation.lang : LANG_CODE_EN;
    TRY(setup_waits(s, into));
    TRY(sql_site_row(s->db, into, s->org, &found, &site));
    s->site_record = site.site;
    TRY(sql_incarnations(s->db, into, s->org, &incarnations, &n));
    s->incarnation = n == 0 ? 1 : incarnations[0].number;
    s->incarnation_record = n == 0 ? ID_NONE : incarnations[0].incarnation;
    return NULL;
}

static struct err *mark_look(struct site *s, struct arena *into)
{
    struct mark *known = NULL;
    const char *path = site_path(s, "site.mark");
    NEED(path);
    TRY(mark_here(s->arena, s->dir, &s->mark));
    TRY(mark_read(into, path, &known));
    if (known != NULL)
        s->mark.turn = known->turn;
    return mark_compare(s->db, into, s->org, known, &s->mark, &s->mark_state);
}

struct err *site_begin(struct arena *into, const char *dir, struct site **ret_site)
{
    TRY(seal_start(into));
    struct arena *arena = arena_new(LIMIT_ARENA_TABLES_BYTES);
    NEED(arena);
    struct site *s = arena_make(arena, struct site);
    struct err *bad = s == NULL ? err_no_memory() : gate_make(arena, &s->gate);
    if (bad == NULL)
        s->scratch = arena_new(LIMIT_ARENA_JOB_BYTES);
    if (bad != NULL || s->scratch == NULL) {
        gate_free(s == NULL ? NULL : s->gate);
        arena_free(arena);
        return err_no_memory();
    }
    s->arena = arena;
    s->dir = dir;
    s->lock_fd = -1;
    *ret_site = s;
    return NULL;
}

static struct err *open_steps(struct site *s, struct arena *into, const struct site_secret *secret)
{
    s->dir = arena_str(s->arena, s->dir);
    NEED(s->dir);
    TRY(world_boot_id(s->arena, &s->boot_id));
    TRY(key_read(s, into));
    TRY(site_lock(s, into));
    TRY(stores_require(s, into));
    TRY(site_open_stores(s, into));
    TRY(site_facts(s, into));
    TRY(mark_look(s, into));
    TRY(desk_erase_again(s, into));
    return site_unlock(s, into, secret);
}

struct err *site_open(struct arena *into, const char *dir, const struct site_secret *secret,
                      struct site **ret_site)
{
    struct site *s = NULL;
    TRY(site_begin(into, dir, &s));
    struct err *bad = open_steps(s, into, secret);
    if (bad != NULL) {
        site_close(&s);
        return bad;
    }
    *ret_site = s;
    return NULL;
}

void site_close(struct site **site)
{
    struct site *s = *site;
    if (s == NULL)
        return;
    if (s->mark_timer.is_pending)
        desk_mark_now(s);
    signin_close(&s->signin);
    people_free(s->people);
    keyring_close(&s->ring);
    db_close(&s->db);
    db_close(&s->keys);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    gate_free(s->gate);
    arena_free(s->scratch);
    arena_free(s->arena);
    *site = NULL;
}

struct err *site_projection_version(struct site *s, int64_t *ret_version)
{
    bool found = false;
    struct sql_site_state_get_row row;
    TRY(sql_site_state_get(s->db, s->scratch, s->org, TEXT("projection"), &found, &row));
    *ret_version = found ? row.value : 0;
    return NULL;
}
