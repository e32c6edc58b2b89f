/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_start.c - what `start` mends before it serves, on both engines: tables of another version,
 * keys that nobody needs; and a rebuild so slow that the engine would take the lock away. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "cli.h"
#include "desk/queue.h"
#include "journal/keystore.h"
#include "projection/projection.h"
#include "sql/side.sql.h"
#include "support/engines.h"
#include "support/site.h"
#include "web/command.h"

enum { LINE_MAX_BYTES = 1000, LOOK_MS = 300, BEAT_LOOKS = 10, BEAT_SLEEP_US = 150000 };

/* ---- clocks ---------------------------------------------------------------------------------- */

/* Later with every look, so that every task is long enough to be told of. */
static int64_t boot_in_a_hurry(void)
{
    static _Atomic int64_t looks = 0;
    return world_real()->boot_ms() + LOOK_MS * looks++;
}

/* As if much had to be done between two looks. */
static int64_t boot_of_a_slow_machine(void)
{
    static _Atomic int64_t looks = 0;
    (void)usleep(BEAT_SLEEP_US);
    return world_real()->boot_ms() + LOOK_MS * BEAT_LOOKS * looks++;
}

/* Each look is so much later that one moment without work is rest enough. */
static int64_t boot_of_the_resting(void)
{
    static _Atomic int64_t looks = 0;
    return world_real()->boot_ms() + LOOK_MS * BEAT_LOOKS * looks++;
}

static void clock_is(int64_t (*boot_ms)(void))
{
    static struct world w;
    w = *world_real();
    w.boot_ms = boot_ms;
    world_set(&w);
}

/* ---- a serving process ------------------------------------------------------------------------
 */

struct served {
    pid_t pid;
    FILE *line, *errors;
};

static void serve(const struct workplace *w, int out, int err)
{
    const char *const words[] = {"--store", w->dir,     "--key-file",  w->key,     "--json",
                                 "start",   "--listen", "127.0.0.1:0", "--no-open"};
    const struct cli_start start = {
        .n = COUNT(words), .args = words, .env = cli_no_environment, .out = out, .err = err};
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* a failed test leaves nobody behind */
    clock_is(boot_in_a_hurry);
    _exit(cli_main(&start));
}

/* Another process serves the site, which is closed here. */
static struct served served_start(struct workplace *w)
{
    struct served s = {.errors = tmpfile()};
    char line[LINE_MAX_BYTES] = "";
    int ends[2];
    site_close(&w->site);
    assert_int_equal(0, pipe(ends));
    assert_non_null(s.errors);
    (void)fflush(NULL);
    s.pid = fork();
    assert_true(s.pid >= 0);
    if (s.pid == 0)
        serve(w, ends[1], fileno(s.errors));
    close(ends[1]);
    s.line = fdopen(ends[0], "r");
    assert_non_null(s.line);
    assert_non_null(fgets(line, sizeof line, s.line));
    assert_non_null(strstr(line, "\"url\":\"http://127.0.0.1:"));
    return s;
}

/* Ends it well; what it said on standard error. */
static const char *served_stop(struct served *s, struct arena *a)
{
    char *said = arena_zero(a, LINE_MAX_BYTES);
    int status = -1;
    assert_int_equal(0, kill(s->pid, SIGTERM));
    assert_int_equal(s->pid, waitpid(s->pid, &status, 0));
    assert_int_equal(0, status);
    rewind(s->errors);
    assert_true(fread(said, 1, LINE_MAX_BYTES - 1, s->errors) < LINE_MAX_BYTES - 1);
    (void)fclose(s->errors);
    (void)fclose(s->line);
    return said;
}

static struct text answer_of(const struct workplace *w, const char *noun, const char *verb)
{
    const char *const words[] = {noun, verb};
    const struct command_ask ask = {.n = COUNT(words), .words = words};
    struct command_answer answer = {0};
    bool is_asked = false;
    assert_fine(command_send(w->arena, w->dir, &ask, &is_asked, &answer));
    assert_true(is_asked);
    assert_int_equal(0, answer.exit_code);
    return answer.out;
}

static struct workplace workplace_on(const struct engines *e)
{
    const char *schema = arena_printf(e->arena, "start_%ld", (long)getpid());
    struct workplace w =
        e->engine == DB_PG ? workplace_make_in(engines_conninfo(), schema) : workplace_make();
    return w;
}

static void workplace_end(const struct engines *e, struct workplace *w)
{
    const char *schema = arena_printf(e->arena, "start_%ld", (long)getpid());
    workplace_done(w);
    if (e->engine == DB_PG)
        assert_fine(db_script(e->db, e->arena,
                              arena_printf(e->arena,
                                           "drop schema %s cascade;"
                                           "drop schema %s_keys cascade",
                                           schema, schema)));
}

/* ---- the rules ------------------------------------------------------------------------------- */

static void tables_of_an_older_version_are_rebuilt_at_start(void **state)
{
    struct engines *e = *state;
    struct workplace w = workplace_on(e);
    int64_t version = 0;
    assert_fine(sql_site_state_put(w.site->db, w.arena, w.site->org, TEXT("projection"),
                                   PROJECTION_VERSION - 1));
    assert_fine(db_script(w.site->db, w.arena, "delete from rec_house"));
    struct served s = served_start(&w);
    assert_true(cli_holds(answer_of(&w, "house", "list"), "rowan-house  Rowan House"));
    const char *said = served_stop(&s, w.arena);
    assert_non_null(strstr(said, "{\"progress\":{\"task\":\"Rebuilding\",\"done\":"));
    assert_non_null(strstr(said, "\"total\":"));
    workplace_reopen(&w);
    assert_fine(site_projection_version(w.site, &version));
    assert_int_equal(PROJECTION_VERSION, version);
    workplace_end(e, &w);
}

static void rows_differ(void *with, const struct row_finding *finding)
{
    (void)finding;
    ++*(size_t *)with;
}

static void what_an_older_version_had_not_is_made_at_start(void **state)
{
    struct engines *e = *state;
    struct workplace w = workplace_on(e);
    size_t wrong = 0;
    int64_t rows = 0;
    assert_fine(sql_site_state_put(w.site->db, w.arena, w.site->org, TEXT("projection"),
                                   PROJECTION_VERSION - 1));
    assert_fine(db_script(w.site->db, w.arena,
                          "drop table rec_relapse; drop index rec_stay_previous_id;"
                          "alter table rec_stay drop column previous_id"));
    struct served s = served_start(&w);
    assert_true(cli_holds(answer_of(&w, "house", "list"), "rowan-house  Rowan House"));
    served_stop(&s, w.arena);
    workplace_reopen(&w);
    assert_fine(desk_compare(w.site, NULL, rows_differ, &wrong, &rows));
    assert_int_equal(0, wrong);
    assert_true(rows > 0);
    workplace_end(e, &w);
}

static void tables_of_this_version_are_left_alone_at_start(void **state)
{
    struct engines *e = *state;
    struct workplace w = workplace_on(e);
    struct served s = served_start(&w);
    assert_null(strstr(served_stop(&s, w.arena), "progress"));
    workplace_reopen(&w);
    workplace_end(e, &w);
}

static void no_row_differs(void *with, const struct row_finding *found)
{
    (void)with;
    fail_msg("table %s: fault %d", found->type->name, (int)found->fault);
}

static void a_slow_rebuild_keeps_the_lock(void **state)
{
    struct engines *e = *state;
    struct workplace w = workplace_on(e);
    int64_t n = 0;
    for (size_t room = 0; room < WORKPLACE_ROOMS; room++)
        assert_fine(admit(&w, "Oksana M.", room, ADMIT_CHILDREN_MAX).err);
    assert_fine(db_script(w.site->db, w.arena,
                          "set idle_session_timeout = 400;"
                          "set idle_in_transaction_session_timeout = 400"));
    clock_is(boot_of_a_slow_machine);
    struct err *compared = desk_compare(w.site, NULL, no_row_differs, NULL, &n);
    struct err *rebuilt = desk_rebuild(w.site, NULL, &n);
    world_set(NULL);
    assert_fine(compared);
    assert_fine(rebuilt);
    assert_true(n > 300);
    assert_fine(db_ping(w.site->db, w.arena));
    workplace_end(e, &w);
}

/* ---- keys that nobody needs -------------------------------------------------------------------
 */

static int64_t now_in_two_hours(void)
{
    return world_real()->now_ms() + INT64_C(7200000);
}

struct key_looks {
    struct id subject;
    bool is_there;
};

static void key_look(struct site *site, void *with)
{
    struct key_looks *look = with;
    struct id key;
    assert_fine(
        keystore_find(site->keys, site->scratch, site->org, look->subject, &look->is_there, &key));
}

static bool key_stays(struct queue *q, struct arena *a, struct id subject)
{
    struct key_looks look = {.subject = subject};
    assert_fine(queue_run(q, a, key_look, &look));
    return look.is_there;
}

/* Until the writer has had a moment of rest, which its clock makes long. */
static void wait_for_the_sweep(struct queue *q, struct arena *a, struct id orphan)
{
    for (int i = 0; i < 10 && key_stays(q, a, orphan); i++)
        (void)usleep(1500000);
}

static void a_key_without_entry_goes_when_the_writer_rests(void **state)
{
    struct engines *e = *state;
    struct workplace w = workplace_on(e);
    struct queue *queue = NULL;
    struct job job = admit(&w, "Oksana M.", 0, 1);
    struct id orphan = id_random(), young = id_random(), key;
    static struct world later;
    later = *world_real();
    assert_fine(job.err);
    assert_fine(keystore_make(w.site->keys, w.arena, w.site->org, w.site->ring, orphan, &key));
    later.now_ms = now_in_two_hours;
    later.boot_ms = boot_of_the_resting;
    world_set(&later);
    assert_fine(keystore_make(w.site->keys, w.arena, w.site->org, w.site->ring, young, &key));
    assert_fine(queue_start(w.arena, w.site, &queue));
    wait_for_the_sweep(queue, w.arena, orphan);
    /* Nothing may fail while the writer runs. */
    bool orphan_stays = key_stays(queue, w.arena, orphan);
    bool young_stays = key_stays(queue, w.arena, young);
    bool used_stays = key_stays(queue, w.arena, made(&job, &person_type));
    queue_free(&queue);
    world_set(NULL);
    assert_false(orphan_stays);
    assert_true(young_stays);
    assert_true(used_stays);
    workplace_reopen(&w);
    assert_fine(site_load_people(w.site));
    assert_string_equal("Oksana M.", people_get(w.site->people, made(&job, &person_type))->name);
    workplace_end(e, &w);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST(what_an_older_version_had_not_is_made_at_start),
        ENGINES_TEST(tables_of_an_older_version_are_rebuilt_at_start),
        ENGINES_TEST(tables_of_this_version_are_left_alone_at_start),
        ENGINES_TEST(a_key_without_entry_goes_when_the_writer_rests),
        ENGINES_TEST_PG(a_slow_rebuild_keeps_the_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
