/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_crash_load.c - what the desk promises when the process or the power dies under the load of
 * 64 clients: every acknowledged act is there, none is half there, and asking for it again under
 * the same once-key does nothing twice. The log is emptied into the file every 60 pages, so that
 * cuts fall there too. */
#include "unit.h"

#include <assert.h>
#include <fcntl.h>
#include <libgen.h>
#include <pthread.h>
#include <sys/file.h>

#include "cli/remote.h"
#include "desk/queue.h"
#include "journal/verify.h"
#include "sql/user.sql.h"
#include "support/crash.h"
#include "support/sites.h"
#include "web/socket.h"
#include "web/web.h"

enum {
    CLIENTS = 64,
    PER_CLIENT = 1000000,
    LOOK_ARENA_MAX = 512 << 20,
    AGAIN_MAX = 200,
    PHASE_MS = 30000,
    WORK_ARENA_MAX = 64 << 20,
    PATH_MAX_BYTES = 4096,
};

/* Acknowledged by nobody: stands for what a client was told and should not have been. */
#define REFUSED UINT64_MAX

static void must(const struct err *bad)
{
    if (bad != NULL) {
        print_error("%s (%s)\n", bad->text, bad->detail == NULL ? "" : bad->detail);
        abort();
    }
}

static void prepare(const char *folder)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    must(sites_make(a, folder, NULL));
    arena_free(a);
}

/* ---- working --------------------------------------------------------------------------------- */

struct client {
    struct queue *queue; /* or over the socket of */
    const char *dir;
    uint64_t number;
};

/* False when the answer did not come. */
static bool ask_over_socket(const struct client *c, struct arena *a, struct command_answer *answer)
{
    const char *login = sites_login(a, c->number);
    const char *const words[] = {"user", "add", login, "--role", "worker", "--scope", "all"};
    const struct command_ask ask = {.n = COUNT(words), .words = words, .once = text_of(login)};
    bool is_asked = false;
    return command_send(a, c->dir, &ask, &is_asked, answer) == NULL && is_asked;
}

static bool act(const struct client *c, struct arena *a)
{
    struct job job = sites_user(a, c->number);
    struct command_answer answer = {0};
    if (c->queue != NULL)
        return queue_do(c->queue, &job) == NULL;
    return ask_over_socket(c, a, &answer) && answer.exit_code == 0;
}

static void *client_run(void *with)
{
    struct client *c = with;
    for (;; c->number++) {
        struct arena *a = arena_new(WORK_ARENA_MAX);
        if (!act(c, a))
            abort();
        crash_done(c->number);
        arena_free(a);
    }
    return NULL;
}

static void clients_run(struct queue *queue, const char *dir, void *(*client)(void *))
{
    static struct client clients[CLIENTS];
    pthread_t threads[CLIENTS];
    for (size_t i = 0; i < CLIENTS; i++) {
        clients[i] = (struct client){queue, dir, (i + 1) * PER_CLIENT};
        if (pthread_create(&threads[i], NULL, client, &clients[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < CLIENTS; i++)
        (void)pthread_join(threads[i], NULL);
}

static struct site *opened(struct arena *a, const char *folder)
{
    struct site *site = NULL;
    must(sites_open(a, folder, &site));
    must(db_script(site->db, a, "pragma wal_autocheckpoint=60"));
    return site;
}

static void work_queued(const char *folder, uint64_t seed)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct queue *queue = NULL;
    (void)seed;
    must(queue_start(a, opened(a, folder), &queue));
    clients_run(queue, NULL, client_run);
}

static void work_served(const char *folder, uint64_t seed)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct web *web = NULL;
    char address[SOCKET_ADDRESS_TEXT];
    const struct socket_place place = {.where = "127.0.0.1:0", .field = "listen"};
    struct web_config config = {.site = opened(a, folder),
                                .strangers.fd = -1,
                                .phase_ms = PHASE_MS,
                                .command = remote_serve};
    (void)seed;
    must(socket_listen_tcp(a, &place, &config.staff.fd, address));
    must(web_start(a, &config, &web));
    clients_run(NULL, config.site->dir, client_run);
}

/* ---- the program itself ------------------------------------------------------------------------
 */

static const char *program(struct arena *a)
{
    char path[PATH_MAX_BYTES] = "";
    if (readlink("/proc/self/exe", path, sizeof path - 1) <= 0)
        abort();
    return arena_printf(a, "%s/../../hearth", dirname(path));
}

/* One client of a process that will be killed: what is not answered is no loss, what is refused is
 * a fault. */
static void *visitor_run(void *with)
{
    struct client *c = with;
    for (bool answered = true; answered;) {
        struct arena *a = arena_new(WORK_ARENA_MAX);
        struct command_answer answer = {0};
        answered = ask_over_socket(c, a, &answer);
        if (answered)
            crash_done(answer.exit_code == 0 ? c->number++ : REFUSED);
        arena_free(a);
    }
    return NULL;
}

/* The file is locked for as long as an answer may still be told. */
static int visits_lock(struct arena *a, const char *folder)
{
    int fd = open(arena_printf(a, "%s/visits", folder), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || flock(fd, LOCK_EX) != 0)
        abort();
    return fd;
}

static void visits_make(struct arena *a, const char *folder)
{
    const char *dir = arena_printf(a, "%s/site", folder);
    int fd = -1;
    for (int tries = 0; fd < 0 && tries < PHASE_MS; tries++) {
        fd = socket_connect_folder(dir);
        (void)usleep(1000);
    }
    close(fd);
    clients_run(NULL, dir, visitor_run);
}

/* This process, whom the kill will meet, becomes the program; its clients are another one. */
static void work_separate(const char *folder, uint64_t seed)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    (void)seed;
    int lock = visits_lock(a, folder);
    pid_t visitors = fork();
    if (visitors < 0)
        abort();
    if (visitors == 0) {
        visits_make(a, folder);
        _exit(0);
    }
    close(lock);
    const char *path = program(a);
    if (freopen("/dev/null", "w", stdout) == NULL)
        abort();
    execl(path, path, "--store", arena_printf(a, "%s/site", folder), "--key-file",
          arena_printf(a, "%s/key", folder), "start", "--listen", "127.0.0.1:0", "--no-open",
          "--json", (char *)NULL);
    abort();
}

/* ---- what is left ------------------------------------------------------------------------------
 */

static void count_journal(void *with, const struct verify_finding *finding)
{
    (void)finding;
    ++*(uint64_t *)with;
}

static void count_row(void *with, const struct row_finding *finding)
{
    (void)finding;
    ++*(uint64_t *)with;
}

/* Users without exactly one grant. */
static uint64_t halves(struct site *site, struct arena *a, size_t *ret_users)
{
    struct sql_users_row *users;
    struct sql_grants_of_all_row *grants;
    size_t n_grants = 0, at = 0;
    uint64_t wrong = 0;
    must(sql_users(site->db, a, site->org, &users, ret_users));
    must(sql_grants_of_all(site->db, a, site->org, &grants, &n_grants));
    for (; at < n_grants; at++)
        wrong += at > 0 && id_equal(grants[at].user, grants[at - 1].user);
    return wrong + (n_grants > *ret_users ? n_grants - *ret_users : *ret_users - n_grants);
}

static uint64_t missing(struct site *site, struct arena *a, const uint64_t *done, size_t n)
{
    uint64_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(a);
        struct sql_user_by_login_row row;
        bool found = false;
        must(sql_user_by_login(site->db, a, site->org, text_of(sites_login(a, done[i])), &found,
                               &row));
        wrong += !found;
        arena_rewind(a, mark);
    }
    return wrong;
}

/* The acts that the clients may have sent without an answer: asked for again, each is done once. */
static uint64_t unanswered(struct site *site, struct arena *a, const uint64_t *done, size_t n)
{
    uint64_t next[CLIENTS] = {0}, wrong = 0;
    for (size_t i = 0; i < n; i++)
        if (done[i] >= next[done[i] / PER_CLIENT - 1])
            next[done[i] / PER_CLIENT - 1] = done[i] + 1;
    for (size_t i = 0; i < CLIENTS; i++) {
        next[i] = next[i] == 0 ? (i + 1) * PER_CLIENT : next[i];
        struct job job = sites_user(a, next[i]);
        wrong += desk_do(site, &job) != NULL || job.answer.n_records != 2;
    }
    return wrong + missing(site, a, next, CLIENTS);
}

/* Asking again for what was acknowledged. */
static uint64_t again(struct site *site, struct arena *a, const uint64_t *done, size_t n)
{
    uint64_t wrong = 0;
    size_t before = 0, after = 0;
    wrong += halves(site, a, &before);
    for (size_t i = 0; i < n && i < AGAIN_MAX; i++) {
        struct job job = sites_user(a, done[n - 1 - i]);
        struct err *bad = desk_do(site, &job);
        wrong += bad != NULL || !job.answer.was_done || job.answer.n_records != 2;
    }
    wrong += halves(site, a, &after);
    return wrong + (before != after);
}

static uint64_t proved(struct site *site, struct arena *a)
{
    uint64_t wrong = 0;
    int64_t rows = 0;
    struct verify_answer answer = {0};
    const struct verify_ask ask = {.org = site->org,
                                   .public_key = &site->key->public_key,
                                   .n_known = site->mark.n_heads,
                                   .known = site->mark.heads,
                                   .report = count_journal,
                                   .with = &wrong};
    must(journal_verify(site->db, a, &ask, &answer));
    must(desk_compare(site, NULL, count_row, &wrong, &rows));
    return wrong;
}

static uint64_t look(const char *folder, const uint64_t *done, size_t n)
{
    struct arena *a = arena_new(LOOK_ARENA_MAX);
    struct site *site = NULL;
    /* What cannot be opened has lost everything. */
    if (sites_open(a, folder, &site) != NULL)
        return n + 1;
    uint64_t wrong = site->mark_state != MARK_SAME;
    wrong += missing(site, a, done, n) + proved(site, a) + again(site, a, done, n);
    wrong += unanswered(site, a, done, n) + proved(site, a);
    site_close(&site);
    arena_free(a);
    return wrong;
}

static uint64_t look_after_visits(const char *folder, const uint64_t *done, size_t n)
{
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    close(visits_lock(a, folder));
    arena_free(a);
    assert(crash_n_done() >= n);
    return look(folder, done, crash_n_done());
}

static const struct crash_subject queued = {prepare, work_queued, look};
static const struct crash_subject served = {prepare, work_served, look};
static const struct crash_subject separate = {prepare, work_separate, look_after_visits};

static struct crash_sum crash(const struct crash_subject *subject, struct crash_plan plan)
{
    if (plan.ms_most == 0)
        plan.ms_most = 400;
    struct crash_sum sum = crash_run(subject, &plan);
    print_message("%u runs: %llu acknowledged, %u bad runs, %llu missing or wrong\n", plan.runs,
                  (unsigned long long)sum.done, sum.bad_runs, (unsigned long long)sum.found);
    assert_true(sum.done > plan.runs);
    return sum;
}

static void a_power_cut_loses_no_acknowledged_act(void **state)
{
    (void)state;
    assert_int_equal(0, crash(&queued, (struct crash_plan){.runs = 12, .seed = 1001}).bad_runs);
}

static void a_kill_loses_no_acknowledged_act(void **state)
{
    (void)state;
    const struct crash_plan plan = {.by = CRASH_BY_KILL, .runs = 12, .seed = 1201};
    assert_int_equal(0, crash(&queued, plan).bad_runs);
}

static void a_killed_server_loses_no_answered_command(void **state)
{
    (void)state;
    const struct crash_plan plan = {.by = CRASH_BY_KILL, .runs = 12, .seed = 1401};
    assert_int_equal(0, crash(&served, plan).bad_runs);
}

static void a_killed_program_loses_no_answered_command(void **state)
{
    (void)state;
    const struct crash_plan plan = {.by = CRASH_BY_KILL, .runs = 8, .ms_most = 1500, .seed = 1501};
    assert_int_equal(0, crash(&separate, plan).bad_runs);
}

static void a_missing_sync_is_found_out(void **state)
{
    (void)state;
    const struct crash_plan plan = {.runs = 10, .seed = 1301, .syncs_off = true};
    assert_true(crash(&queued, plan).bad_runs > 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_power_cut_loses_no_acknowledged_act),
        cmocka_unit_test(a_kill_loses_no_acknowledged_act),
        cmocka_unit_test(a_killed_server_loses_no_answered_command),
        cmocka_unit_test(a_killed_program_loses_no_answered_command),
        cmocka_unit_test(a_missing_sync_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
