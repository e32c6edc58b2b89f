/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_http.c - a served site under many clients, slow clients and a stop in the middle: everybody
 * is answered or told to come again, nobody holds a connection for ever. Runs under ThreadSanitizer
 * too. */
#include "unit.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

#include "cli/remote.h"
#include "desk/queue.h"
#include "support/sites.h"
#include "web/socket.h"
#include "web/web.h"

enum { CLIENTS = 64, EACH = 3, SHORT_PHASE_MS = 600, LONG_PHASE_MS = 30000, ANSWER_MAX = 8192 };

struct given {
    struct arena *arena;
    struct site *site;
    struct web *web;
    char address[SOCKET_ADDRESS_TEXT];
};

static struct given given_a_served_site(int64_t phase_ms)
{
    struct given g = {.arena = arena_new(UNIT_ARENA_MAX)};
    const char *folder = unit_folder(g.arena);
    assert_fine(sites_make(g.arena, folder, NULL));
    assert_fine(sites_open(g.arena, folder, &g.site));
    const struct socket_place place = {.where = "127.0.0.1:0", .field = "listen"};
    struct web_config config = {
        .site = g.site, .strangers.fd = -1, .phase_ms = phase_ms, .command = remote_serve};
    assert_fine(socket_listen_tcp(g.arena, &place, &config.staff.fd, g.address));
    assert_fine(web_start(g.arena, &config, &g.web));
    return g;
}

static void given_ends(struct given *g)
{
    web_stop(&g->web);
    site_close(&g->site);
    arena_free(g->arena);
}

static int64_t seconds_since(struct timespec began)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec - began.tv_sec;
}

static struct timespec moment(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now;
}

/* Sends the bytes and reads until the other side closes. */
static struct text talk(struct given *g, int fd, const char *bytes)
{
    char *answer = arena_zero(g->arena, ANSWER_MAX);
    size_t n = 0;
    assert_true(fd >= 0);
    assert_int_equal(strlen(bytes), send(fd, bytes, strlen(bytes), MSG_NOSIGNAL));
    for (ssize_t got = 1; got > 0 && n<ANSWER_MAX - 1; n += got> 0 ? (size_t)got : 0)
        got = recv(fd, answer + n, ANSWER_MAX - 1 - n, 0);
    close(fd);
    return (struct text){answer, n};
}

static bool holds(struct text t, const char *what)
{
    return memmem(t.at, t.n, what, strlen(what)) != NULL;
}

static int tcp(struct given *g)
{
    return socket_connect_tcp(g->arena, g->address);
}

/* ---- many clients -------------------------------------------------------------------------- */

struct client {
    pthread_t thread;
    const char *dir;
    uint64_t number;
    bool for_ever;
    size_t done, refused, lost;
};

static void client_act(struct client *c, struct arena *a)
{
    const char *login = sites_login(a, c->number++);
    const char *const words[] = {"user", "add", login, "--role", "worker", "--scope", "all"};
    const struct command_ask ask = {.n = COUNT(words), .words = words, .once = text_of(login)};
    struct command_answer answer = {0};
    bool is_asked = false;
    struct err *bad = command_send(a, c->dir, &ask, &is_asked, &answer);
    c->done += bad == NULL && is_asked && answer.exit_code == 0;
    c->refused += bad != NULL && bad->kind == ERR_BUSY;
    c->lost += !is_asked || (bad != NULL && bad->kind != ERR_BUSY);
}

static void *client_run(void *with)
{
    struct client *c = with;
    for (size_t i = 0; i < EACH || c->for_ever; i++) {
        struct arena *a = arena_new(UNIT_ARENA_MAX);
        client_act(c, a);
        arena_free(a);
        if (c->refused + c->lost > 0)
            break;
    }
    return NULL;
}

static void clients_start(struct given *g, struct client *clients, bool for_ever)
{
    for (size_t i = 0; i < CLIENTS; i++) {
        clients[i] =
            (struct client){.dir = g->site->dir, .number = (i + 1) * 1000000, .for_ever = for_ever};
        assert_int_equal(0, pthread_create(&clients[i].thread, NULL, client_run, &clients[i]));
    }
}

static struct client clients_end(const struct client *clients)
{
    struct client sum = {0};
    for (size_t i = 0; i < CLIENTS; i++) {
        assert_int_equal(0, pthread_join(clients[i].thread, NULL));
        sum.done += clients[i].done;
        sum.refused += clients[i].refused;
        sum.lost += clients[i].lost;
    }
    return sum;
}

static void many_clients_are_all_answered(void **state)
{
    (void)state;
    struct given g = given_a_served_site(LONG_PHASE_MS);
    struct client clients[CLIENTS];
    clients_start(&g, clients, false);
    struct client sum = clients_end(clients);
    assert_int_equal(CLIENTS * EACH, sum.done);
    assert_int_equal(0, sum.refused + sum.lost);
    given_ends(&g);
}

static void a_stop_under_load_ends_within_its_time(void **state)
{
    (void)state;
    struct given g = given_a_served_site(LONG_PHASE_MS);
    struct client clients[CLIENTS];
    clients_start(&g, clients, true);
    /* Some hold a connection and say nothing more. */
    int idle = tcp(&g), half = tcp(&g);
    assert_true(idle >= 0 && half >= 0);
    assert_int_equal(4, send(half, "GET ", 4, MSG_NOSIGNAL));
    const struct timespec some = {.tv_nsec = 200000000};
    nanosleep(&some, NULL);
    struct timespec began = moment();
    web_stop(&g.web);
    assert_true(seconds_since(began) < 5);
    struct client sum = clients_end(clients);
    assert_true(sum.done > 0);
    assert_int_equal(CLIENTS, sum.refused + sum.lost);
    close(idle);
    close(half);
    given_ends(&g);
}

/* ---- slow clients ---------------------------------------------------------------------------- */

/* A byte now and then is not silence; only the total time ends it. */
static int64_t drip_seconds(int fd, const char *bytes)
{
    struct timespec began = moment();
    const struct timespec pause = {.tv_nsec = 100000000};
    for (size_t i = 0; i < 100; i++) {
        char c;
        if (send(fd, &bytes[i % strlen(bytes)], 1, MSG_NOSIGNAL) != 1 ||
            recv(fd, &c, 1, MSG_DONTWAIT) == 0)
            break;
        nanosleep(&pause, NULL);
    }
    close(fd);
    return seconds_since(began);
}

static void who_drips_a_header_is_cut_off(void **state)
{
    (void)state;
    struct given g = given_a_served_site(SHORT_PHASE_MS);
    assert_true(drip_seconds(tcp(&g), "a") <= 3);
    given_ends(&g);
}

static void who_drips_a_body_is_cut_off(void **state)
{
    (void)state;
    struct given g = given_a_served_site(SHORT_PHASE_MS);
    int fd = socket_connect_folder(g.site->dir);
    const char *head = "POST /command HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n";
    assert_int_equal(strlen(head), send(fd, head, strlen(head), MSG_NOSIGNAL));
    assert_true(drip_seconds(fd, "{") <= 3);
    given_ends(&g);
}

/* A task may take longer than a phase: the client waits for us, not we for him. */
static void hold(struct site *site, void *with)
{
    const struct timespec longer = {.tv_sec = 1, .tv_nsec = 500000000};
    (void)site;
    (void)with;
    nanosleep(&longer, NULL);
}

static void *hold_run(void *with)
{
    struct given *g = with;
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct err *bad = queue_run(web_queue(g->web), a, hold, NULL);
    arena_free(a);
    return bad == NULL ? with : NULL;
}

static void who_waits_for_the_writer_is_not_cut_off(void **state)
{
    (void)state;
    struct given g = given_a_served_site(SHORT_PHASE_MS);
    struct client c = {.dir = g.site->dir, .number = 1};
    pthread_t holder;
    assert_int_equal(0, pthread_create(&holder, NULL, hold_run, &g));
    client_act(&c, g.arena);
    assert_int_equal(0, pthread_join(holder, NULL));
    assert_int_equal(1, c.done);
    given_ends(&g);
}

/* ---- what is refused ----------------------------------------------------------------------------
 */

static void contradictory_lengths_are_refused_and_the_connection_closed(void **state)
{
    (void)state;
    struct given g = given_a_served_site(LONG_PHASE_MS);
    static const char *const heads[] = {
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nabGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab",
        "Content-Length: 5\r\nContent-Length: 0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    };
    for (size_t i = 0; i < COUNT(heads); i++) {
        const char *all = arena_printf(g.arena, "POST /x HTTP/1.1\r\nHost: h\r\n%s", heads[i]);
        struct text answer = talk(&g, tcp(&g), all);
        assert_true(text_starts(answer, "HTTP/1.1 400 "));
        assert_false(holds(answer, "200 OK"));
    }
    given_ends(&g);
}

static void absent_and_forbidden_look_the_same(void **state)
{
    (void)state;
    struct given g = given_a_served_site(LONG_PHASE_MS);
    static const char *const asks[] = {
        "GET /nothing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
        "GET /command HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    };
    for (size_t i = 0; i < COUNT(asks); i++) {
        struct text answer = talk(&g, tcp(&g), asks[i]);
        assert_true(text_starts(answer, "HTTP/1.1 404 "));
        assert_true(holds(answer, "Nothing here that you can open."));
        assert_true(holds(answer, "Content-Security-Policy: default-src 'none'"));
    }
    given_ends(&g);
}

static void too_large_a_body_is_refused_by_its_length_and_by_its_bytes(void **state)
{
    (void)state;
    struct given g = given_a_served_site(LONG_PHASE_MS);
    struct text said = talk(&g, socket_connect_folder(g.site->dir),
                            "POST /command HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999\r\n\r\n");
    assert_true(text_starts(said, "HTTP/1.1 413 "));
    const size_t n = 300000;
    char *chunked = arena_alloc(g.arena, n + 200);
    int head = snprintf(chunked, 200,
                        "POST /command HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
                        "Connection: close\r\n\r\n%zx\r\n",
                        n);
    memset(chunked + head, 'a', n);
    memcpy(chunked + (size_t)head + n, "\r\n0\r\n\r\n", 8);
    assert_true(
        text_starts(talk(&g, socket_connect_folder(g.site->dir), chunked), "HTTP/1.1 413 "));
    given_ends(&g);
}

static void the_socket_is_the_owners_alone(void **state)
{
    (void)state;
    struct given g = given_a_served_site(LONG_PHASE_MS);
    struct stat about;
    assert_int_equal(0, stat(arena_printf(g.arena, "%s/" SOCKET_NAME, g.site->dir), &about));
    assert_int_equal(0600, about.st_mode & 0777);
    int fd = socket_connect_folder(g.site->dir);
    assert_true(socket_peer_is(fd, geteuid()));
    assert_false(socket_peer_is(fd, geteuid() + 1));
    close(fd);
    given_ends(&g);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_clients_are_all_answered),
        cmocka_unit_test(a_stop_under_load_ends_within_its_time),
        cmocka_unit_test(who_drips_a_header_is_cut_off),
        cmocka_unit_test(who_drips_a_body_is_cut_off),
        cmocka_unit_test(who_waits_for_the_writer_is_not_cut_off),
        cmocka_unit_test(contradictory_lengths_are_refused_and_the_connection_closed),
        cmocka_unit_test(absent_and_forbidden_look_the_same),
        cmocka_unit_test(too_large_a_body_is_refused_by_its_length_and_by_its_bytes),
        cmocka_unit_test(the_socket_is_the_owners_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
