/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_watch.c - who must go when there are too many connections, by a clock that we turn. */
#include "unit.h"

#include <poll.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>

#include "base/limits.h"
#include "web/watch.h"

enum { PHASE_MS = 100000, MOST = 4 };

static const uint8_t near[PEER_BYTES];
static const uint8_t far[PEER_BYTES] = {[10] = 0xff, [11] = 0xff, [12] = 192, [14] = 2, [15] = 1};

static atomic_llong boot_ms;

static int64_t turned_clock(void)
{
    return atomic_load(&boot_ms);
}

static void rest(void *with)
{
    (void)with;
}

struct given {
    struct arena *arena;
    struct watch *watch;
    struct watched all[LIMIT_CONNECTIONS_PER_ADDRESS];
    int others[LIMIT_CONNECTIONS_PER_ADDRESS];
    size_t n;
};

static struct given *given_connections(const uint8_t *from, size_t n, enum watch_phase phase)
{
    static struct world w;
    w = *world_real();
    w.boot_ms = turned_clock;
    atomic_store(&boot_ms, 1000000);
    world_set(&w);
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct given *g = arena_make(a, struct given);
    const struct watch_config config = {.phase_ms = PHASE_MS, .rest = rest};
    g->arena = a;
    g->n = n;
    assert_fine(watch_start(a, &config, &g->watch));
    for (size_t i = 0; i < n; i++) {
        int pair[2];
        assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
        g->others[i] = pair[1];
        watch_add(g->watch, &g->all[i], pair[0], from);
        watch_phase(g->watch, &g->all[i], phase);
    }
    return g;
}

static bool was_ended(const struct given *g, size_t i)
{
    struct pollfd p = {.fd = g->others[i], .events = POLLIN};
    return poll(&p, 1, 0) == 1 && (p.revents & POLLHUP) != 0;
}

static size_t n_ended(const struct given *g)
{
    size_t sum = 0;
    for (size_t i = 0; i < g->n; i++)
        sum += was_ended(g, i);
    return sum;
}

static void given_ends(struct given *g)
{
    for (size_t i = 0; i < g->n; i++) {
        watch_remove(g->watch, &g->all[i], false);
        close(g->all[i].fd);
        close(g->others[i]);
    }
    watch_stop(&g->watch);
    arena_free(g->arena);
    world_set(NULL);
}

static void there_is_room_up_to_the_limit(void **state)
{
    (void)state;
    struct given *g = given_connections(near, MOST, WATCH_HEAD);
    assert_true(watch_admits(g->watch, near, MOST + 1));
    assert_int_equal(0, n_ended(g));
    given_ends(g);
}

static void the_one_that_waited_longest_goes_first(void **state)
{
    (void)state;
    struct given *g = given_connections(near, MOST, WATCH_HEAD);
    watch_phase(g->watch, &g->all[0], WATCH_HEAD); /* was busy a moment ago */
    assert_true(watch_admits(g->watch, far, MOST));
    assert_int_equal(1, n_ended(g));
    assert_true(was_ended(g, 1));
    /* It counts no more: the next newcomer costs nobody. */
    assert_true(watch_admits(g->watch, far, MOST));
    assert_int_equal(1, n_ended(g));
    given_ends(g);
}

static void who_works_goes_only_when_he_is_slow(void **state)
{
    (void)state;
    struct given *g = given_connections(near, MOST, WATCH_BODY);
    assert_false(watch_admits(g->watch, far, MOST));
    assert_int_equal(0, n_ended(g));
    atomic_fetch_add(&boot_ms, 2001);
    watch_phase(g->watch, &g->all[0], WATCH_SEND);
    assert_true(watch_admits(g->watch, far, MOST));
    assert_true(was_ended(g, 1));
    assert_false(was_ended(g, 0));
    given_ends(g);
}

static void who_waits_for_us_never_goes(void **state)
{
    (void)state;
    struct given *g = given_connections(near, MOST, WATCH_PAUSE);
    atomic_fetch_add(&boot_ms, 10 * PHASE_MS);
    assert_false(watch_admits(g->watch, far, MOST));
    const struct timespec looks = {.tv_nsec = 500000000};
    nanosleep(&looks, NULL);
    assert_int_equal(0, n_ended(g));
    given_ends(g);
}

static void an_address_makes_room_among_its_own(void **state)
{
    (void)state;
    struct given *g = given_connections(far, LIMIT_CONNECTIONS_PER_ADDRESS, WATCH_BODY);
    uint8_t other[PEER_BYTES];
    memcpy(other, far, sizeof other);
    other[15] = 2;
    assert_true(watch_admits(g->watch, other, LIMIT_CONNECTIONS));
    assert_true(watch_admits(g->watch, near, LIMIT_CONNECTIONS));
    assert_false(watch_admits(g->watch, far, LIMIT_CONNECTIONS));
    watch_phase(g->watch, &g->all[5], WATCH_HEAD);
    assert_true(watch_admits(g->watch, far, LIMIT_CONNECTIONS));
    assert_true(was_ended(g, 5));
    assert_int_equal(1, n_ended(g));
    given_ends(g);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_room_up_to_the_limit),
        cmocka_unit_test(the_one_that_waited_longest_goes_first),
        cmocka_unit_test(who_works_goes_only_when_he_is_slow),
        cmocka_unit_test(who_waits_for_us_never_goes),
        cmocka_unit_test(an_address_makes_room_among_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
