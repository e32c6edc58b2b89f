/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_pg_faults.c - PostgreSQL dies, hangs or is taken away in the middle of work; who holds an
 * organisation's lock. It has a cluster of its own, because killing one of the server's processes
 * makes all others start again. */
#include "unit.h"

#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#include "support/engines.h"

enum { ORG = 9, WAIT_MS = 20000, STEP_MS = 20 };

static const uint8_t kinds[] = {DB_INT, DB_INT};
static const struct sql_text row_add = {
    .label = "row_add",
    .pg = "insert into row (org, no) values ($1, $2)",
    .n_params = 2,
    .param_kinds = kinds,
};
static const struct sql_text row_count = {
    .label = "row_count",
    .pg = "select count(*) from row where org = $1",
    .n_params = 1,
    .param_kinds = kinds,
    .n_columns = 1,
    .column_kinds = kinds,
};
static const struct sql_text backend_pid = {
    .label = "backend_pid",
    .pg = "select pg_backend_pid()",
    .n_columns = 1,
    .column_kinds = kinds,
};
static const struct sql_text backend_end = {
    .label = "backend_end",
    .pg = "select count(pg_terminate_backend(cast($1 as int))) from (select 1) as one",
    .n_params = 1,
    .param_kinds = kinds,
    .n_columns = 1,
    .column_kinds = kinds,
};

/* ---- a cluster of one's own ---- */

static char cluster[] = "/tmp/hearth-faults-XXXXXX";

/* Runs tests/support/pg.sh WHAT cluster with its output in a file. */
static void pg_sh(const char *what)
{
    char command[200];
    (void)snprintf(command, sizeof command, "tests/support/pg.sh %s %s >%s.out", what, cluster,
                   cluster);
    char sh[] = "sh";
    char c[] = "-c";
    char *argv[] = {sh, c, command, NULL};
    pid_t pid = 0;
    int status = -1;
    if (posix_spawnp(&pid, sh, NULL, NULL, argv, environ) != 0 || waitpid(pid, &status, 0) != pid ||
        status != 0)
        abort();
}

static int cluster_start(void **state)
{
    (void)state;
    char conninfo[200] = "";
    char path[sizeof cluster + 4];
    if (mkdtemp(cluster) == NULL)
        return 1;
    pg_sh("start");
    (void)snprintf(path, sizeof path, "%s.out", cluster);
    FILE *out = fopen(path, "r");
    if (out == NULL || fgets(conninfo, sizeof conninfo, out) == NULL)
        return 1;
    (void)fclose(out);
    conninfo[strcspn(conninfo, "\n")] = '\0';
    return setenv("HEARTH_TEST_PG", conninfo, 1);
}

static int cluster_stop(void **state)
{
    (void)state;
    pg_sh("stop");
    char path[sizeof cluster + 4];
    (void)snprintf(path, sizeof path, "%s.out", cluster);
    return unlink(path);
}

/* ---- helpers ---- */

static int64_t now_ms(void)
{
    return world_get()->boot_ms();
}

static void rest(unsigned ms)
{
    (void)usleep(ms * 1000U);
}

static struct engines *given_rows(void **state)
{
    struct engines *e = *state;
    assert_fine(db_script(e->db, e->arena,
                          "create table row (org bigint, no bigint, primary key (org, no))"));
    return e;
}

static struct err *add(struct db *db, struct arena *a, int64_t no)
{
    const struct db_value params[] = {DB_OF_INT(ORG), DB_OF_INT(no)};
    return db_do(db, a, &row_add, params);
}

static int64_t ask(struct db *db, struct arena *a, const struct sql_text *sql, int64_t param)
{
    const struct db_value params[] = {DB_OF_INT(param)};
    struct db_rows rows;
    assert_fine(db_run(db, a, sql, params, &rows));
    return rows.at[0].n;
}

/* The server may take a moment to recover. */
static void reopen_patiently(struct engines *e)
{
    db_close(&e->db);
    const struct err *bad = NULL;
    for (unsigned waited = 0; waited < WAIT_MS; waited += STEP_MS) {
        bad = engines_open(e, e->arena, DB_WRITER, &e->db);
        if (bad == NULL)
            return;
        assert_err(ERR_BUSY, bad);
        rest(STEP_MS);
    }
    assert_fine(bad);
}

static void everything_is_busy(struct engines *e)
{
    assert_err(ERR_BUSY, add(e->db, e->arena, 2));
    assert_err(ERR_BUSY, db_commit(e->db, e->arena));
    assert_err(ERR_BUSY, db_begin(e->db, e->arena));
    assert_err(ERR_BUSY, db_ping(e->db, e->arena));
    assert_err(ERR_BUSY, add(e->db, e->arena, 3));
    assert_err(ERR_BUSY, db_lock_org(e->db, e->arena, ORG));
}

/* ---- the server goes away ---- */

static void a_killed_backend_leaves_nothing_half_done(void **state)
{
    struct engines *e = given_rows(state);
    const int64_t pid = ask(e->db, e->arena, &backend_pid, 0);
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e->db, e->arena, 1));
    assert_int_equal(0, kill((pid_t)pid, SIGKILL));
    rest(100);
    everything_is_busy(e);
    reopen_patiently(e);
    assert_int_equal(0, ask(e->db, e->arena, &row_count, ORG));
}

static void a_killed_backend_ends_a_savepoint_too(void **state)
{
    struct engines *e = given_rows(state);
    const int64_t pid = ask(e->db, e->arena, &backend_pid, 0);
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(db_savepoint(e->db, e->arena));
    assert_fine(add(e->db, e->arena, 1));
    assert_int_equal(0, kill((pid_t)pid, SIGKILL));
    rest(100);
    assert_err(ERR_BUSY, db_release(e->db, e->arena));
    assert_err(ERR_BUSY, db_rollback_to(e->db, e->arena));
    everything_is_busy(e);
    reopen_patiently(e);
    assert_int_equal(0, ask(e->db, e->arena, &row_count, ORG));
}

static void whoever_lost_the_lock_cannot_commit(void **state)
{
    struct engines *e = given_rows(state);
    struct db *other = NULL;
    assert_fine(engines_open(e, e->arena, DB_WRITER, &other));
    assert_fine(db_lock_org(e->db, e->arena, ORG));
    const int64_t pid = ask(e->db, e->arena, &backend_pid, 0);
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e->db, e->arena, 1));
    (void)ask(other, e->arena, &backend_end, pid);
    while (db_lock_org(other, e->arena, ORG) != NULL)
        rest(STEP_MS);
    assert_err(ERR_BUSY, db_commit(e->db, e->arena));
    assert_int_equal(0, ask(other, e->arena, &row_count, ORG));
    db_close(&other);
}

static void waiting_for_a_row_ends_as_busy(void **state)
{
    struct engines *e = given_rows(state);
    struct db *other = NULL;
    assert_fine(engines_open(e, e->arena, DB_WRITER, &other));
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e->db, e->arena, 1));
    assert_err(ERR_BUSY, add(other, e->arena, 1));
    assert_fine(db_commit(e->db, e->arena));
    assert_err(ERR_CONFLICT, add(other, e->arena, 1));
    db_close(&other);
}

/* ---- the lock ---- */

/* Another process that opens the store, takes the lock, and writes to the pipe when it has it.
 * Then it pings until its pipe is closed, or (silent) sleeps; ends with 0 while it is well. */
static pid_t start_holder(struct engines *e, bool pings)
{
    int ready[2];
    assert_int_equal(0, pipe(ready));
    pid_t pid = fork();
    if (pid != 0) {
        char byte = 0;
        close(ready[1]);
        assert_int_equal(1, read(ready[0], &byte, 1));
        close(ready[0]);
        return pid;
    }
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nobody behind */
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct db *db = NULL;
    if (engines_open(e, a, DB_WRITER, &db) != NULL || db_lock_org(db, a, ORG) != NULL)
        _exit(1);
    if (write(ready[1], "x", 1) != 1)
        _exit(1);
    if (!pings) {
        raise(SIGSTOP);
        _exit(add(db, a, 77) == NULL);
    }
    for (;;) {
        if (db_ping(db, a) != NULL)
            _exit(2);
        rest(100);
    }
}

/* How long it takes until the lock is ours. */
static int64_t wait_for_lock(struct engines *e)
{
    const int64_t start = now_ms();
    while (now_ms() - start < WAIT_MS) {
        const struct err *bad = db_lock_org(e->db, e->arena, ORG);
        if (bad == NULL)
            return now_ms() - start;
        assert_err(ERR_BUSY, bad);
        rest(STEP_MS);
    }
    fail_msg("the lock never came free");
    return WAIT_MS;
}

static void a_standby_takes_over_from_the_dead(void **state)
{
    struct engines *e = given_rows(state);
    const pid_t holder = start_holder(e, true);
    assert_err(ERR_BUSY, db_lock_org(e->db, e->arena, ORG));
    assert_fine(db_lock_org(e->db, e->arena, ORG + 1));
    assert_int_equal(0, kill(holder, SIGKILL));
    assert_int_equal(holder, waitpid(holder, NULL, 0));
    const int64_t ms = wait_for_lock(e);
    print_message("after %lld ms\n", (long long)ms);
    assert_true(ms < 2000);
}

static void a_standby_takes_over_from_the_hung(void **state)
{
    struct engines *e = given_rows(state);
    const pid_t holder = start_holder(e, false);
    int status = 0;
    assert_int_equal(holder, waitpid(holder, &status, WUNTRACED));
    assert_true(WIFSTOPPED(status));
    const int64_t ms = wait_for_lock(e);
    print_message("after %lld ms\n", (long long)ms);
    assert_in_range(ms, DB_SILENCE_MS / 2, DB_SILENCE_MS + 3000);
    assert_int_equal(0, kill(holder, SIGCONT));
    assert_int_equal(holder, waitpid(holder, &status, 0));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0); /* it was refused */
    assert_int_equal(0, ask(e->db, e->arena, &row_count, ORG));
}

static void a_standby_waits_while_the_holder_lives(void **state)
{
    struct engines *e = given_rows(state);
    const pid_t holder = start_holder(e, true);
    const int64_t start = now_ms();
    while (now_ms() - start < DB_SILENCE_MS + 1000) {
        assert_err(ERR_BUSY, db_lock_org(e->db, e->arena, ORG));
        rest(250);
    }
    assert_int_equal(0, kill(holder, SIGKILL));
    assert_int_equal(holder, waitpid(holder, NULL, 0));
}

static void locks_of_two_stores_are_apart(void **state)
{
    struct engines *e = *state;
    struct db *keys = NULL;
    assert_fine(engines_open_other(e, "keys", DB_WRITER, &keys));
    assert_fine(db_lock_org(e->db, e->arena, ORG));
    assert_fine(db_lock_org(keys, e->arena, ORG));
    db_close(&keys);
}

static void without_a_server_the_store_is_busy(void **state)
{
    struct engines *e = given_rows(state);
    assert_fine(db_begin(e->db, e->arena));
    assert_fine(add(e->db, e->arena, 1));
    pg_sh("stop");
    everything_is_busy(e);
    struct db *db = NULL;
    assert_err(ERR_BUSY, engines_open(e, e->arena, DB_READER, &db));
    assert_null(db);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST_PG(a_killed_backend_leaves_nothing_half_done),
        ENGINES_TEST_PG(a_killed_backend_ends_a_savepoint_too),
        ENGINES_TEST_PG(whoever_lost_the_lock_cannot_commit),
        ENGINES_TEST_PG(waiting_for_a_row_ends_as_busy),
        ENGINES_TEST_PG(a_standby_takes_over_from_the_dead),
        ENGINES_TEST_PG(a_standby_takes_over_from_the_hung),
        ENGINES_TEST_PG(a_standby_waits_while_the_holder_lives),
        ENGINES_TEST_PG(locks_of_two_stores_are_apart),
        ENGINES_TEST_PG(without_a_server_the_store_is_busy),
    };
    return cmocka_run_group_tests(tests, cluster_start, cluster_stop);
}
