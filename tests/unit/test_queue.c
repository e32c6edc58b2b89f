/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_queue.c - many threads write through one: everybody is answered, acts share commits, a full
 * queue says so at once, and stopping loses nothing. Runs under ThreadSanitizer too. */
#include "unit.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/limits.h"
#include "desk/queue.h"
#include "sql/user.sql.h"
#include "support/sites.h"

enum { THREADS = 64, ACTS_EACH = 5, STOP_AFTER_MS = 50 };

struct given {
    struct arena *arena;
    struct site *site;
    struct queue *queue;
};

static struct given given_a_queue(void)
{
    struct given g = {.arena = arena_new(UNIT_ARENA_MAX)};
    const char *folder = unit_folder(g.arena);
    assert_fine(sites_make(g.arena, folder, NULL));
    assert_fine(sites_open(g.arena, folder, &g.site));
    assert_fine(queue_start(g.arena, g.site, &g.queue));
    return g;
}

static void given_ends(struct given *g)
{
    queue_free(&g->queue);
    site_close(&g->site);
    arena_free(g->arena);
}

static size_t users_there(struct given *g)
{
    struct sql_users_row *rows;
    size_t n = 0;
    assert_fine(sql_users(g->site->db, g->arena, g->site->org, &rows, &n));
    return n - 2; /* the first user and the timer */
}

/* One client; cmocka's asserts belong to the main thread. */
struct client {
    pthread_t thread;
    struct given *given;
    uint64_t number;
    bool for_ever; /* until the queue stops */
    size_t done, refused, failed;
};

static void *client_run(void *with)
{
    struct client *c = with;
    for (uint64_t i = 0; c->for_ever || i < ACTS_EACH; i++) {
        struct arena *a = arena_new(UNIT_ARENA_MAX);
        struct job job = sites_user(a, c->number * 1000000 + i);
        struct err *bad = queue_do(c->given->queue, &job);
        bool is_refused = bad != NULL && bad->kind == ERR_BUSY;
        c->done += bad == NULL && !id_is_none(job.answer.deed) && job.answer.n_records == 2;
        c->refused += is_refused;
        c->failed += bad != NULL && !is_refused;
        arena_free(a);
        if (is_refused)
            break;
    }
    return NULL;
}

static void clients_start(struct given *g, struct client *clients, bool for_ever)
{
    for (size_t i = 0; i < THREADS; i++) {
        clients[i] = (struct client){.given = g, .number = i + 1, .for_ever = for_ever};
        assert_int_equal(0, pthread_create(&clients[i].thread, NULL, client_run, &clients[i]));
    }
}

static struct client clients_end(const struct client *clients)
{
    struct client sum = {0};
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(0, pthread_join(clients[i].thread, NULL));
        sum.done += clients[i].done;
        sum.refused += clients[i].refused;
        sum.failed += clients[i].failed;
    }
    return sum;
}

static void acts_of_many_threads_share_commits(void **state)
{
    (void)state;
    struct given g = given_a_queue();
    struct client clients[THREADS];
    struct hash before = queue_state(g.queue).head;
    clients_start(&g, clients, false);
    struct client sum = clients_end(clients);
    struct queue_state after = queue_state(g.queue);
    queue_stop(g.queue);
    assert_int_equal(THREADS * ACTS_EACH, sum.done);
    assert_int_equal(0, sum.failed + sum.refused);
    assert_int_equal(THREADS * ACTS_EACH, users_there(&g));
    assert_int_equal(THREADS * ACTS_EACH, after.commands);
    assert_true(after.commits * 4 < after.commands);
    assert_int_equal(QUEUE_OPEN, after.door);
    assert_false(seal_hash_equal(&before, &after.head));
    given_ends(&g);
}

static void a_stop_under_load_finishes_what_was_taken(void **state)
{
    (void)state;
    struct given g = given_a_queue();
    struct client clients[THREADS];
    clients_start(&g, clients, true);
    const struct timespec some = {.tv_nsec = STOP_AFTER_MS * 1000000L};
    nanosleep(&some, NULL);
    queue_stop(g.queue);
    struct client sum = clients_end(clients);
    assert_int_equal(0, sum.failed);
    assert_int_equal(THREADS, sum.refused);
    assert_true(sum.done > 0);
    assert_int_equal(sum.done, users_there(&g));
    given_ends(&g);
}

/* A task that holds the writer until it is let go. */
struct gate {
    atomic_bool is_reached;
    atomic_bool is_open;
};

static void gate_wait(struct site *site, void *with)
{
    struct gate *gate = with;
    assert(site != NULL);
    atomic_store(&gate->is_reached, true);
    while (!atomic_load(&gate->is_open))
        ;
}

static void *gate_run(void *with)
{
    struct given *g = ((void **)with)[0];
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct err *bad = queue_run(g->queue, a, gate_wait, ((void **)with)[1]);
    arena_free(a);
    return bad == NULL ? with : NULL;
}

static void count_done(struct queue_item *item)
{
    ++*(size_t *)item->with;
}

static void a_full_queue_refuses_at_once(void **state)
{
    (void)state;
    struct given g = given_a_queue();
    struct gate gate = {0};
    static struct queue_item items[LIMIT_QUEUE_JOBS];
    static struct job jobs[LIMIT_QUEUE_JOBS];
    size_t n_done = 0;
    pthread_t thread;
    void *holds[] = {&g, &gate}, *ran = NULL;
    assert_int_equal(0, pthread_create(&thread, NULL, gate_run, holds));
    while (!atomic_load(&gate.is_reached))
        ;
    for (size_t i = 0; i < LIMIT_QUEUE_JOBS; i++) {
        jobs[i] = sites_user(g.arena, i);
        items[i] = (struct queue_item){.job = &jobs[i], .done = count_done, .with = &n_done};
        assert_fine(queue_reserve(g.queue, g.arena));
        queue_push(g.queue, &items[i]);
    }
    assert_err(ERR_BUSY, queue_reserve(g.queue, g.arena));
    struct job late = sites_user(g.arena, LIMIT_QUEUE_JOBS);
    assert_err(ERR_BUSY, queue_do(g.queue, &late));
    atomic_store(&gate.is_open, true);
    assert_int_equal(0, pthread_join(thread, &ran));
    assert_ptr_equal(holds, ran);
    queue_stop(g.queue);
    assert_int_equal(LIMIT_QUEUE_JOBS, n_done);
    assert_int_equal(LIMIT_QUEUE_JOBS, users_there(&g));
    given_ends(&g);
}

static void a_wrong_act_disturbs_no_other_of_its_batch(void **state)
{
    (void)state;
    struct given g = given_a_queue();
    struct job right = sites_user(g.arena, 1), taken = sites_user(g.arena, 1),
               wrong = sites_user(g.arena, 2);
    ((struct user_form *)(uintptr_t)wrong.form)->role = TEXT("wizard");
    taken.once = TEXT("another");
    assert_fine(queue_do(g.queue, &right));
    assert_err(ERR_INPUT, queue_do(g.queue, &taken));
    assert_err(ERR_INPUT, queue_do(g.queue, &wrong));
    assert_string_equal("role", wrong.err->field);
    struct job again = sites_user(g.arena, 1);
    assert_fine(queue_do(g.queue, &again));
    assert_true(again.answer.was_done);
    queue_stop(g.queue);
    assert_int_equal(1, users_there(&g));
    given_ends(&g);
}

static void a_locked_site_refuses_acts_and_takes_tasks(void **state)
{
    (void)state;
    struct given g = {.arena = arena_new(UNIT_ARENA_MAX)};
    const char *folder = unit_folder(g.arena);
    const struct site_secret nothing = {0};
    assert_fine(sites_make(g.arena, folder, NULL));
    assert_fine(site_open(g.arena, arena_printf(g.arena, "%s/site", folder), &nothing, &g.site));
    assert_fine(queue_start(g.arena, g.site, &g.queue));
    assert_int_equal(QUEUE_LOCKED, queue_state(g.queue).door);
    struct job job = sites_user(g.arena, 1);
    assert_err(ERR_LOCKED, queue_do(g.queue, &job));
    struct gate gate = {.is_open = true};
    assert_fine(queue_run(g.queue, g.arena, gate_wait, &gate));
    assert_true(atomic_load(&gate.is_reached));
    queue_stop(g.queue);
    given_ends(&g);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(acts_of_many_threads_share_commits),
        cmocka_unit_test(a_stop_under_load_finishes_what_was_taken),
        cmocka_unit_test(a_full_queue_refuses_at_once),
        cmocka_unit_test(a_wrong_act_disturbs_no_other_of_its_batch),
        cmocka_unit_test(a_locked_site_refuses_acts_and_takes_tasks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
