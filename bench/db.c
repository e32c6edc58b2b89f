/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* db.c - what the border to the databases costs: CPU per statement, syncs per commit.
 *   bench/db FOLDER             SQLite in a folder; also PostgreSQL when HEARTH_TEST_PG is set
 * Decide by CPU and syncs; the clock on the wall is the disk's. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "db/db.h"
#include "support/vfs.h"

enum { ORG = 1, ROWS = 20000, READS = 100000, BATCH = 100, MEMORY_MAX = 64 << 20, BODY = 288 };

static const uint8_t kinds[] = {DB_INT, DB_INT, DB_BYTES};
static const struct sql_text row_add = {
    .label = "row_add",
    .sqlite = "insert into bench (org, no, body) values (?1, ?2, ?3)",
    .pg = "insert into bench (org, no, body) values ($1, $2, $3)",
    .n_params = 3,
    .param_kinds = kinds,
};
static const struct sql_text row_get = {
    .label = "row_get",
    .sqlite = "select org, no, body from bench where org = ?1 and no = ?2",
    .pg = "select org, no, body from bench where org = $1 and no = $2",
    .n_params = 2,
    .param_kinds = kinds,
    .n_columns = 3,
    .column_kinds = kinds,
};

static void must(const struct err *bad)
{
    if (bad == NULL)
        return;
    fprintf(stderr, "%s (%s)\n", bad->text, bad->detail == NULL ? "" : bad->detail);
    exit(1);
}

static int64_t now_us(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* What has been used since it was started. */
struct used {
    int64_t cpu_us;
    int64_t wall_us;
    uint64_t syncs;
};

static struct used used_now(void)
{
    return (struct used){now_us(CLOCK_PROCESS_CPUTIME_ID), now_us(CLOCK_MONOTONIC),
                         vfs_count().syncs};
}

static void tell(const char *what, struct used since, int64_t n, int64_t commits)
{
    struct used now = used_now();
    int64_t cpu = now.cpu_us - since.cpu_us;
    int64_t wall = now.wall_us - since.wall_us;
    printf("  %-28s %6" PRId64 ".%02" PRId64 " us CPU each, %8" PRId64 " a second of wall", what,
           cpu / n, cpu * 100 / n % 100, wall == 0 ? 0 : n * 1000000 / wall);
    if (commits > 0 && now.syncs > since.syncs)
        printf(", %" PRIu64 ".%02" PRIu64 " syncs a commit",
               (now.syncs - since.syncs) / (uint64_t)commits,
               (now.syncs - since.syncs) * 100 / (uint64_t)commits % 100);
    printf("\n");
}

static void add(struct db *db, struct arena *a, int64_t no)
{
    static const char body[BODY] = "";
    const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(no),
                                      DB_OF_BYTES(((struct text){body, BODY}))};
    must(db_do(db, a, &row_add, params));
}

static void write_rows(struct db *db, struct arena *a, int64_t first, int64_t n, int64_t batch)
{
    for (int64_t no = first; no < first + n;) {
        must(db_begin(db, a));
        for (int64_t i = 0; i < batch; i++, no++) {
            must(db_savepoint(db, a));
            add(db, a, no);
            must(db_release(db, a));
        }
        must(db_commit(db, a));
        arena_reset(a);
    }
}

static void read_rows(struct db *db, struct arena *a)
{
    for (int64_t i = 0; i < READS; i++) {
        const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(i * 7919 % ROWS)};
        struct db_rows rows;
        must(db_run(db, a, &row_get, params, &rows));
        arena_reset(a);
    }
}

static void measure(struct db *db, struct arena *a)
{
    struct used start = used_now();
    write_rows(db, a, 0, ROWS, BATCH);
    tell("write, 100 to a commit", start, ROWS, ROWS / BATCH);
    start = used_now();
    write_rows(db, a, ROWS, ROWS / BATCH, 1);
    tell("write, 1 to a commit", start, ROWS / BATCH, ROWS / BATCH);
    start = used_now();
    read_rows(db, a);
    tell("read by key", start, READS, 0);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: bench/db FOLDER\n");
        return 2;
    }
    vfs_install();
    struct arena *keep = arena_new(MEMORY_MAX);
    struct arena *a = arena_new(MEMORY_MAX);
    const char *path = arena_printf(keep, "%s/bench.db", argv[1]);
    const char *conninfo = getenv("HEARTH_TEST_PG");
    struct db *db = NULL;
    must(db_open_sqlite(keep, path, DB_WRITER, &db));
    must(db_script(db, a,
                   "create table bench (org integer not null, no integer not null,"
                   " body blob not null, primary key (org, no)) strict, without rowid;"));
    printf("SQLite\n");
    measure(db, a);
    db_close(&db);
    (void)unlink(path);
    if (conninfo != NULL) {
        must(db_open_pg(keep, conninfo, "bench", DB_WRITER, &db));
        must(db_script(db, a,
                       "create table bench (org bigint, no bigint, body bytea not null,"
                       " primary key (org, no))"));
        printf("PostgreSQL (CPU of this side)\n");
        measure(db, a);
        must(db_script(db, a, "drop schema bench cascade"));
        db_close(&db);
    }
    arena_free(a);
    arena_free(keep);
    return 0;
}
