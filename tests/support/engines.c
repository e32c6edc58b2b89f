/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* engines.c - makes and removes the stores: a file in a folder of its own, or schemas whose names
 * no other process takes. */
#include "support/engines.h"

#include <dirent.h>

#include <libpq-fe.h>

const char *engines_conninfo(void)
{
    const char *conninfo = getenv("HEARTH_TEST_PG");
    if (conninfo == NULL || *conninfo == '\0')
        fail_msg("HEARTH_TEST_PG is not set: run this under tests/support/pg.sh run");
    return conninfo;
}

static struct engines *engines_new(enum db_engine engine)
{
    static unsigned number;
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    assert_non_null(a);
    struct engines *e = arena_make(a, struct engines);
    assert_non_null(e);
    e->engine = engine;
    e->arena = a;
    e->folder = unit_folder(a);
    e->path = arena_printf(a, "%s/hearth.db", e->folder);
    e->schema = arena_printf(a, "t_%ld_%u", (long)getpid(), ++number);
    return e;
}

struct err *engines_open(struct engines *e, struct arena *into, enum db_mode mode,
                         struct db **ret_db)
{
    if (e->engine == DB_SQLITE)
        return db_open_sqlite(into, e->path, mode, ret_db);
    return db_open_pg(into, engines_conninfo(), e->schema, mode, ret_db);
}

struct err *engines_open_other(struct engines *e, const char *name, enum db_mode mode,
                               struct db **ret_db)
{
    const char *path = arena_printf(e->arena, "%s/%s.db", e->folder, name);
    const char *schema = arena_printf(e->arena, "%s_%s", e->schema, name);
    if (e->engine == DB_SQLITE)
        return db_open_sqlite(e->arena, path, mode, ret_db);
    return db_open_pg(e->arena, engines_conninfo(), schema, mode, ret_db);
}

static int engines_start(void **state, enum db_engine engine)
{
    struct engines *e = engines_new(engine);
    *state = e;
    const struct err *bad = engines_open(e, e->arena, DB_WRITER, &e->db);
    if (bad != NULL)
        print_error("%s (%s)\n", bad->text, bad->detail == NULL ? "" : bad->detail);
    return bad != NULL;
}

int engines_sqlite(void **state)
{
    return engines_start(state, DB_SQLITE);
}

int engines_pg(void **state)
{
    return engines_start(state, DB_PG);
}

void engines_reopen(struct engines *e)
{
    db_close(&e->db);
    assert_fine(engines_open(e, e->arena, DB_WRITER, &e->db));
}

static void remove_folder(struct engines *e)
{
    DIR *folder = opendir(e->folder);
    for (const struct dirent *file; folder != NULL && (file = readdir(folder)) != NULL;)
        (void)unlink(arena_printf(e->arena, "%s/%s", e->folder, file->d_name));
    if (folder != NULL)
        (void)closedir(folder);
    (void)rmdir(e->folder);
}

/* The test's schema and those that begin with its name. */
static void remove_schemas(const struct engines *e)
{
    PGconn *conn = PQconnectdb(engines_conninfo());
    const char *words = arena_printf(
        e->arena,
        "set client_min_messages = error; do $$ declare s text; begin "
        "for s in select nspname from pg_namespace where nspname = '%s' or nspname like '%s\\_%%' "
        "loop execute 'drop schema ' || s || ' cascade'; end loop; end $$",
        e->schema, e->schema);
    PQclear(PQexec(conn, words));
    PQfinish(conn);
}

int engines_done(void **state)
{
    struct engines *e = *state;
    db_close(&e->db);
    if (e->engine == DB_PG)
        remove_schemas(e);
    remove_folder(e);
    arena_free(e->arena);
    return 0;
}
