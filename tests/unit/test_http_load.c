/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_http_load.c - hostile and slow clients by the hundred: whoever is honest is served
 * meanwhile. Runs under ThreadSanitizer and AddressSanitizer too. */
#include "unit.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include "base/limits.h"
#include "base/log.h"
#include "support/server.h"

enum { HALF_OPEN = 500, SERVED = 60, SERVED_MS = 500 };

static const char page[] = "GET /page HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
static const char wait[] =
    "POST /wait HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

static bool is_answered(struct server *s, int fd, int status)
{
    struct text answer = server_read(s, fd, 5000);
    return text_starts(answer, arena_printf(s->arena, "HTTP/1.1 %d ", status));
}

static int descending(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x < *y) - (*x > *y);
}

/* 95 of 100 pages within this many milliseconds, on connections of their own. */
static int64_t served_ms(struct server *s)
{
    int64_t took[SERVED];
    for (size_t i = 0; i < SERVED; i++) {
        int64_t began = server_ms();
        int fd = server_connect(s, NULL);
        assert_true(fd >= 0);
        server_send(fd, page, sizeof page - 1);
        assert_true(is_answered(s, fd, 200));
        close(fd);
        took[i] = server_ms() - began;
    }
    qsort(took, SERVED, sizeof took[0], descending);
    return took[SERVED / 20];
}

static void close_all(int *fds, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

/* How many of these were closed by the other side. */
static size_t ended(const int *fds, size_t n)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        char c;
        sum += recv(fds[i], &c, 1, MSG_DONTWAIT) == 0;
    }
    return sum;
}

/* ---- many ----------------------------------------------------------------------------------- */

static void half_open(struct server *s, int *fds, const char *half)
{
    for (size_t i = 0; i < HALF_OPEN; i++) {
        fds[i] = server_connect(s, NULL);
        assert_true(fds[i] >= 0);
        server_send(fds[i], half, strlen(half));
    }
}

static void five_hundred_half_open_heads_hold_nobody_up(void **state)
{
    (void)state;
    struct server s;
    static int first[HALF_OPEN], second[HALF_OPEN];
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    half_open(&s, first, "GET / HTTP/1.1\r\nHost:");
    assert_true(served_ms(&s) < SERVED_MS);
    /* As many again: the first had to go. */
    half_open(&s, second, "GET / HTTP/1.1\r\nHost:");
    assert_true(served_ms(&s) < SERVED_MS);
    assert_true(ended(first, HALF_OPEN) > HALF_OPEN / 2);
    close_all(first, HALF_OPEN);
    close_all(second, HALF_OPEN);
    server_stop(&s);
}

static void five_hundred_half_sent_bodies_hold_nobody_up(void **state)
{
    (void)state;
    struct server s;
    static int fds[HALF_OPEN];
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    half_open(&s, fds, "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 4000\r\n\r\nab");
    assert_true(served_ms(&s) < SERVED_MS);
    close_all(fds, HALF_OPEN);
    server_stop(&s);
}

/* ---- one address ---------------------------------------------------------------------------- */

static void one_address_has_its_share_of_connections(void **state)
{
    (void)state;
    struct server s;
    int fds[LIMIT_CONNECTIONS_PER_ADDRESS + 10];
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    for (size_t i = 0; i < COUNT(fds); i++) {
        fds[i] = server_connect(&s, "127.0.0.2");
        assert_true(fds[i] >= 0);
        server_send(fds[i], "GET / H", 7);
    }
    server_sleep(300);
    /* The oldest went for the newest; two page threads may each let one in at the same moment. */
    size_t n = ended(fds, COUNT(fds));
    assert_in_range(n, 8, 10);
    assert_int_equal(n, ended(fds, 10));
    int other = server_connect(&s, "127.0.0.3");
    server_send(other, page, sizeof page - 1);
    assert_true(is_answered(&s, other, 200));
    close(other);
    close_all(fds, COUNT(fds));
    server_stop(&s);
}

static void one_address_has_its_share_of_requests_in_flight(void **state)
{
    (void)state;
    struct server s;
    int fds[LIMIT_REQUESTS_PER_ADDRESS];
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    for (size_t i = 0; i < COUNT(fds); i++) {
        fds[i] = server_connect(&s, "127.0.0.2");
        server_send(fds[i], wait, sizeof wait - 1);
    }
    for (size_t i = 0; i < 100 && server_waiting(&s) < COUNT(fds); i++)
        server_sleep(20);
    assert_int_equal(COUNT(fds), server_waiting(&s));
    int more = server_connect(&s, "127.0.0.2"), other = server_connect(&s, "127.0.0.3");
    server_send(more, page, sizeof page - 1);
    struct text refused = server_read(&s, more, 2000);
    assert_true(text_starts(refused, "HTTP/1.1 429 "));
    assert_true(server_said(refused, "\r\nRetry-After: 1\r\n"));
    server_send(other, page, sizeof page - 1);
    assert_true(is_answered(&s, other, 200));
    server_let_go(&s);
    for (size_t i = 0; i < COUNT(fds); i++)
        assert_true(text_starts(server_read(&s, fds[i], 300), "HTTP/1.1 200 "));
    close(more);
    close(other);
    close_all(fds, COUNT(fds));
    server_stop(&s);
}

static struct text proxied(struct server *s, const char *from, const char *first_line)
{
    return server_ask(s, arena_printf(s->arena,
                                      "%s HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 198.51.100.9, "
                                      "%s\r\nX-Forwarded-Proto: https\r\n",
                                      first_line, from));
}

static void behind_a_proxy_its_last_word_tells_the_address(void **state)
{
    (void)state;
    struct server s;
    server_start(&s, (struct http_door_config){.is_behind_proxy = true}, SERVER_PHASE_LONG_MS);
    struct text answer = proxied(&s, "192.0.2.7", "GET /small");
    assert_true(server_said(answer, "from=00000000000000000000ffffc0000207 secure=1"));
    assert_true(server_said(answer, "\r\nStrict-Transport-Security: max-age="));
    answer = proxied(&s, "[2001:db8:1:2:3::4]:4711", "GET /small");
    assert_true(server_said(answer, "from=20010db8000100020003000000000004 "));
    answer = proxied(&s, "unknown", "GET /small");
    assert_true(server_said(answer, "from=00000000000000000000ffff7f000001 "));
    /* The first half of an IPv6 address is one household. */
    int fds[LIMIT_REQUESTS_PER_ADDRESS];
    for (size_t i = 0; i < COUNT(fds); i++) {
        const char *all = arena_printf(s.arena,
                                       "POST /wait HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n"
                                       "X-Forwarded-For: 2001:db8:1:2::%zx\r\n\r\n",
                                       i);
        fds[i] = server_connect(&s, NULL);
        server_send(fds[i], all, strlen(all));
    }
    for (size_t i = 0; i < 100 && server_waiting(&s) < COUNT(fds); i++)
        server_sleep(20);
    assert_true(text_starts(proxied(&s, "2001:db8:1:2:ffff::", "GET /small"), "HTTP/1.1 429 "));
    assert_true(text_starts(proxied(&s, "2001:db8:1:3::1", "GET /small"), "HTTP/1.1 200 "));
    close_all(fds, COUNT(fds));
    server_stop(&s);
}

/* ---- slow ----------------------------------------------------------------------------------- */

/* A byte now and then is not silence. */
static int64_t drip_ms(int fd)
{
    int64_t began = server_ms();
    for (size_t i = 0; i < 100; i++) {
        char c;
        if (send(fd, "a", 1, MSG_NOSIGNAL) != 1 || recv(fd, &c, 1, MSG_DONTWAIT) == 0)
            break;
        server_sleep(50);
    }
    close(fd);
    return server_ms() - began;
}

static void a_drip_is_cut_off_in_each_phase(void **state)
{
    (void)state;
    static const char *const begun[] = {
        "",
        "GET /page HTTP/1.1\r\nHost: h\r\nX: ",
        "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 4000\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n",
    };
    struct server s;
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_SHORT_MS);
    for (size_t i = 0; i < COUNT(begun); i++) {
        int fd = server_connect(&s, NULL);
        server_send(fd, begun[i], strlen(begun[i]));
        assert_true(drip_ms(fd) < 3 * SERVER_PHASE_SHORT_MS);
    }
    server_stop(&s);
}

static void who_never_reads_is_cut_off(void **state)
{
    (void)state;
    struct server s;
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_SHORT_MS);
    int fd = server_connect(&s, NULL);
    static const char all[] = "GET /large HTTP/1.1\r\nHost: h\r\n\r\n";
    for (size_t i = 0; i < 4; i++)
        server_send(fd, all, sizeof all - 1);
    server_sleep(2 * SERVER_PHASE_SHORT_MS);
    assert_int_equal(s.begun, s.over); /* nothing is held for him any more */
    close(fd);
    server_stop(&s);
}

static void who_left_while_he_waited_harms_nobody(void **state)
{
    (void)state;
    struct server s;
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_SHORT_MS);
    for (size_t i = 0; i < 20; i++) {
        int fd = server_connect(&s, NULL);
        server_send(fd, wait, sizeof wait - 1);
        for (size_t j = 0; j < 100 && server_waiting(&s) <= i; j++)
            server_sleep(10);
        close(fd);
    }
    server_sleep(2 * SERVER_PHASE_SHORT_MS); /* work may take longer than a phase */
    assert_int_equal(20, server_waiting(&s));
    server_let_go(&s);
    assert_true(served_ms(&s) < SERVED_MS);
    server_stop(&s);
}

static void a_chunked_body_over_the_limit_is_refused_at_its_end(void **state)
{
    (void)state;
    struct server s;
    char chunk[1024 + 8];
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    int fd = server_connect(&s, NULL);
    static const char head[] =
        "POST /form HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    server_send(fd, head, sizeof head - 1);
    memcpy(chunk, "400\r\n", 5);
    memset(chunk + 5, 'c', 1024);
    memcpy(chunk + 1029, "\r\n", 2);
    for (size_t i = 0; i < 1000; i++)
        server_send(fd, chunk, 1031);
    server_send(fd, "0\r\n\r\n", 5);
    assert_true(is_answered(&s, fd, 413));
    close(fd);
    server_stop(&s);
}

/* A browser sends all of it before it looks for an answer. */
static void who_sends_far_too_much_still_reads_why_it_was_refused(void **state)
{
    (void)state;
    struct server s;
    static char piece[1 << 20];
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    int fd = server_connect(&s, NULL);
    static const char head[] = "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 16777216\r\n\r\n";
    server_send(fd, head, sizeof head - 1);
    for (size_t i = 0; i < 16; i++)
        server_send(fd, piece, sizeof piece);
    assert_true(is_answered(&s, fd, 413));
    close(fd);
    server_stop(&s);
}

/* ---- stopping ------------------------------------------------------------------------------- */

static void a_stop_answers_who_waits_and_cuts_off_who_does_not_end(void **state)
{
    (void)state;
    struct server s;
    int fds[40];
    server_start(&s, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    for (size_t i = 0; i < COUNT(fds); i++) {
        fds[i] = server_connect(&s, NULL);
        const char *begun = i % 4 == 0   ? ""
                            : i % 4 == 1 ? "GET / HTTP"
                            : i % 4 == 2
                                ? "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n"
                                : wait;
        server_send(fds[i], begun, strlen(begun));
    }
    for (size_t i = 0; i < 100 && server_waiting(&s) < COUNT(fds) / 4; i++)
        server_sleep(20);
    int64_t began = server_ms();
    http_stop(&s.http);
    assert_true(server_ms() - began < 2 * HTTP_STOP_MS);
    for (size_t i = 3; i < COUNT(fds); i += 4)
        assert_true(is_answered(&s, fds[i], 200));
    close_all(fds, COUNT(fds));
    server_stop(&s);
}

enum { FILES = 4096 };

static int many_files(void **state)
{
    (void)state;
    log_open(-1, LOG_LEVEL_FAIL);
    /* Only as high as may be: what looks on from outside keeps some files for itself. */
    struct rlimit many;
    if (getrlimit(RLIMIT_NOFILE, &many) != 0)
        return -1;
    many.rlim_cur = many.rlim_max < FILES ? many.rlim_max : FILES;
    return setrlimit(RLIMIT_NOFILE, &many);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_hundred_half_open_heads_hold_nobody_up),
        cmocka_unit_test(five_hundred_half_sent_bodies_hold_nobody_up),
        cmocka_unit_test(one_address_has_its_share_of_connections),
        cmocka_unit_test(one_address_has_its_share_of_requests_in_flight),
        cmocka_unit_test(behind_a_proxy_its_last_word_tells_the_address),
        cmocka_unit_test(a_drip_is_cut_off_in_each_phase),
        cmocka_unit_test(who_never_reads_is_cut_off),
        cmocka_unit_test(who_left_while_he_waited_harms_nobody),
        cmocka_unit_test(a_chunked_body_over_the_limit_is_refused_at_its_end),
        cmocka_unit_test(who_sends_far_too_much_still_reads_why_it_was_refused),
        cmocka_unit_test(a_stop_answers_who_waits_and_cuts_off_who_does_not_end),
    };
    return cmocka_run_group_tests(tests, many_files, NULL);
}
