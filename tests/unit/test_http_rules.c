/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_http_rules.c - what every answer carries and what every request must be, byte by byte. */
#include "unit.h"

#include <libdeflate.h>

#include "base/buf.h"
#include "support/server.h"
#include "web/http_match.h"

static struct server server;

static int start(void **state)
{
    (void)state;
    server_start(&server, (struct http_door_config){0}, SERVER_PHASE_LONG_MS);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    server_stop(&server);
    return 0;
}

static struct text get(const char *target, const char *more)
{
    return server_ask(&server,
                      arena_printf(server.arena, "GET %s HTTP/1.1\r\nHost: h\r\n%s", target, more));
}

static bool is(struct text answer, int status)
{
    return text_starts(answer, arena_printf(server.arena, "HTTP/1.1 %d ", status));
}

static struct text body_of(struct text answer)
{
    const char *end = memmem(answer.at, answer.n, "\r\n\r\n", 4);
    assert_non_null(end);
    return (struct text){end + 4, answer.n - (size_t)(end + 4 - answer.at)};
}

/* ---- what every answer carries -------------------------------------------------------------- */

static void every_answer_carries_the_headers_that_protect_it(void **state)
{
    (void)state;
    static const char *const asks[] = {
        "GET /page HTTP/1.1\r\nHost: h\r\n",
        "GET /nowhere HTTP/1.1\r\nHost: h\r\n",
        "GET /%2f HTTP/1.1\r\nHost: h\r\n",
        "TRACE /page HTTP/1.1\r\nHost: h\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 999999\r\n",
        "GET /page HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"p1\"\r\n",
    };
    static const char *const headers[] = {
        "\r\nContent-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'\r\n",
        "\r\nX-Content-Type-Options: nosniff\r\n",
        "\r\nX-Frame-Options: DENY\r\n",
        "\r\nReferrer-Policy: no-referrer\r\n",
        "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
        "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
        "\r\nPermissions-Policy: camera=(), geolocation=(), microphone=()",
        "\r\nCache-Control: no-store\r\n",
        "\r\nDate: ",
    };
    for (size_t i = 0; i < COUNT(asks); i++) {
        struct text answer = server_ask(&server, asks[i]);
        for (size_t j = 0; j < COUNT(headers); j++)
            assert_true(server_said(answer, headers[j]));
        assert_false(server_said(answer, "\r\nServer:"));
        assert_false(server_said(answer, "\r\nStrict-Transport-Security:"));
    }
}

static void an_answer_keeps_a_header_of_its_own(void **state)
{
    (void)state;
    struct text answer = get("/own", "");
    assert_true(server_said(answer, "content-security-policy: sandbox\r\n"));
    assert_true(server_said(answer, "Cache-Control: public, max-age=60\r\n"));
    assert_false(server_said(answer, "default-src"));
    assert_false(server_said(answer, "no-store"));
}

static void a_page_is_compressed_for_who_can_read_it(void **state)
{
    (void)state;
    struct text plain = get("/page", ""), answer = get("/page", "Accept-Encoding: br, gzip\r\n");
    assert_true(server_said(plain, "\r\nVary: Accept-Encoding\r\n"));
    assert_true(server_said(answer, "\r\nVary: Accept-Encoding\r\n"));
    assert_false(server_said(plain, "Content-Encoding"));
    assert_true(server_said(answer, "\r\nContent-Encoding: gzip\r\n"));
    assert_true(server_said(answer, "\r\nETag: W/\"p1\"\r\n"));
    struct text small = body_of(answer), whole = body_of(plain);
    char out[SERVER_PAGE_BYTES];
    size_t n = 0;
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    assert_int_equal(LIBDEFLATE_SUCCESS,
                     libdeflate_gzip_decompress(z, small.at, small.n, out, sizeof out, &n));
    libdeflate_free_decompressor(z);
    assert_int_equal(whole.n, n);
    assert_memory_equal(whole.at, out, n);
    assert_true(small.n < whole.n / 4);
}

static void what_is_small_or_no_text_goes_as_it_is(void **state)
{
    (void)state;
    assert_false(server_said(get("/small", "Accept-Encoding: gzip\r\n"), "Content-Encoding"));
    assert_false(server_said(get("/large", "Accept-Encoding: gzip\r\n"), "Content-Encoding"));
}

static void who_has_the_page_gets_304_without_a_body(void **state)
{
    (void)state;
    static const char *const had[] = {
        "If-None-Match: \"p1\"\r\n",
        "If-None-Match: \"p0\", W/\"p1\"\r\n",
        "If-None-Match: *\r\nAccept-Encoding: gzip\r\n",
    };
    for (size_t i = 0; i < COUNT(had); i++) {
        struct text answer = get("/page", had[i]);
        assert_true(is(answer, 304));
        assert_int_equal(0, body_of(answer).n);
        assert_false(server_said(answer, "Content-Encoding"));
        assert_false(server_said(answer, "\r\nContent-Type:"));
        assert_true(server_said(answer, "ETag: W/\"p1\""));
    }
    assert_true(is(get("/page", "If-None-Match: \"p2\"\r\n"), 200));
    assert_true(is(get("/small", "If-None-Match: *\r\n"), 200));
}

static void a_head_has_the_headers_of_its_page_and_no_body(void **state)
{
    (void)state;
    struct text answer = server_ask(&server, "HEAD /page HTTP/1.1\r\nHost: h\r\n");
    assert_true(is(answer, 200));
    assert_true(server_said(answer, "\r\nContent-Length: 6000\r\n"));
    assert_int_equal(0, body_of(answer).n);
}

static void gzip_and_etags_are_read_as_their_standard_says(void **state)
{
    (void)state;
    static const char *const takes[] = {"gzip", "br , GZIP;q=0.5", "*", "identity, gzip;q=1"};
    static const char *const refuses[] = {"", "br", "gzip;q=0", "gzip; q=0.00, *", "*;q=0", "x-g"};
    for (size_t i = 0; i < COUNT(takes); i++)
        assert_true(http_match_gzip(text_of(takes[i])));
    for (size_t i = 0; i < COUNT(refuses); i++)
        assert_false(http_match_gzip(text_of(refuses[i])));
    assert_true(http_match_etag(TEXT("\"a\",W/\"b\""), TEXT("\"b\"")));
    assert_false(http_match_etag(TEXT("\"a\""), TEXT("\"ab\"")));
    assert_false(http_match_etag(TEXT_NONE, TEXT("\"a\"")));
}

/* ---- what a request must be ----------------------------------------------------------------- */

static void a_path_is_decoded_once(void **state)
{
    (void)state;
    struct text answer = get("/a%20b/%D0%86%D0%B3%D0%BE%D1%80%2541?x=%2F&y", "");
    assert_true(
        server_said(answer, "path=/a b/\xd0\x86\xd0\xb3\xd0\xbe\xd1\x80%41 query=x=%2F&y "));
}

static void a_path_that_can_be_read_in_two_ways_is_refused(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/a%2Fb",
        "/a%2fb",
        "/%00",
        "/a%0Ab",
        "/a%7f",
        "/%",
        "/%4",
        "/%zz",
        "/%ff",
        "/%c3",
        "/%ed%a0%80",
        "/%e2%80%ae",
        "*",
        "h/page",
        "http://h/page",
        "/a\x01"
        "b",
        "/a\xff",
    };
    for (size_t i = 0; i < COUNT(targets); i++)
        assert_true(is(get(targets[i], ""), 400));
}

static void a_nul_in_the_first_line_is_refused(void **state)
{
    (void)state;
    static const char line[] = "GET /page\0x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    int fd = server_connect(&server, NULL);
    server_send(fd, line, sizeof line - 1);
    assert_true(is(server_read(&server, fd, 2000), 400));
    close(fd);
}

/* None of these may be followed by another answer: what comes behind belongs to nobody. */
static void what_others_would_read_in_another_way_is_refused(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length : 5\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "POST /form HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nX: a\rContent-Length: 5\r\n\r\n",
        "GET /page HTTP/1.1\r\n Host: h\r\n\r\n",
        "GET /page HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n",
        "GET /page HTTP/1.1\r\n\r\n",
        "GET /page x HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /page?a b HTTP/1.1\r\nHost: h\r\n\r\n",
    };
    for (size_t i = 0; i < COUNT(heads); i++) {
        const char *all =
            arena_printf(server.arena, "%sGET /small HTTP/1.1\r\nHost: h\r\n\r\n", heads[i]);
        int fd = server_connect(&server, NULL);
        server_send(fd, all, strlen(all));
        struct text answer = server_read(&server, fd, 2000);
        close(fd);
        assert_true(is(answer, 400));
        assert_false(server_said(answer, "HTTP/1.1 200"));
    }
}

static void an_address_may_have_hundreds_of_arguments(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf b = buf_make(16384);
    buf_str(&b, "/small?");
    for (size_t i = 0; i < 1200; i++)
        buf_printf(&b, "a%zu&", i);
    struct text answer = get(b.at, "");
    assert_true(is(answer, 200));
    assert_true(server_said(answer, "query=a0&a1&a2&"));
    assert_true(server_said(answer, "&a1199& from="));
}

static void other_methods_are_not_taken(void **state)
{
    (void)state;
    static const char *const methods[] = {"PUT",   "DELETE",  "TRACE", "OPTIONS",
                                          "PATCH", "CONNECT", "get"};
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct text answer = server_ask(
            &server, arena_printf(server.arena, "%s /page HTTP/1.1\r\nHost: h\r\n", methods[i]));
        assert_true(is(answer, 405));
        assert_true(server_said(answer, "\r\nAllow: GET, HEAD, POST\r\n"));
    }
}

static void too_many_or_too_long_headers_are_refused(void **state)
{
    (void)state;
    char many[2000] = "", longer[9000] = "X: ";
    for (size_t i = 0; i < 70; i++)
        (void)snprintf(many + strlen(many), sizeof many - strlen(many), "X-%zu: y\r\n", i);
    memset(longer + 3, 'a', 8500);
    memcpy(longer + 8503, "\r\n", 3);
    assert_true(is(get("/page", many), 431));
    assert_true(is(get("/page", longer), 431));
    assert_true(is(get("/page", "Host: other\r\n"), 400));
}

/* Before we see a request the library answers some by itself, with pages of its own and without our
 * headers (docs/serving.md). They are the same whatever was sent: nothing of it stands in them. */
static void what_the_library_answers_by_itself_repeats_nothing_that_was_sent(void **state)
{
    (void)state;
    enum { LONG = 20000 };
#define MARK "<svg/onload=alert(1)>"
    char *many = arena_zero(server.arena, LONG + sizeof MARK);
    for (size_t n = 0; n < LONG; n += sizeof MARK - 1)
        memcpy(many + n, MARK, sizeof MARK - 1);
    const char *const asks[] = {
        arena_printf(server.arena, "GET /%s HTTP/1.1\r\nHost: h\r\n", many),
        arena_printf(server.arena, "GET /page HTTP/1.1\r\nHost: h\r\nX: %s\r\n", many),
        arena_printf(server.arena, "GET /page HTTP/1.1\r\nHost: h\r\n%s: x\r\n", many),
        "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: " MARK "\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999\r\nX: " MARK
        "\r\n",
        "POST /form HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" MARK "\r\n",
        "GET /" MARK " HTTP/9.9\r\nHost: h\r\n",
        "GET /page HTTP/1.1" MARK "\r\nHost: h\r\n",
        "GET /page HTTP/1.1\r\nHost: h\r\n" MARK "\r\n",
        MARK "\r\n",
    };
    for (size_t i = 0; i < COUNT(asks); i++) {
        struct text answer = server_ask(&server, asks[i]);
        assert_false(server_said(answer, "onload"));
        assert_false(is(answer, 500));
        if (!server_said(answer, "Content-Security-Policy"))
            assert_false(server_said(answer, "<script"));
    }
#undef MARK
}

static void a_body_is_taken_up_to_what_the_head_allows(void **state)
{
    (void)state;
    char *full = arena_zero(server.arena, SERVER_BODY_MAX + 1);
    memset(full, 'f', SERVER_BODY_MAX);
    struct text answer =
        server_ask(&server, "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n");
    assert_true(is(answer, 200));
    int fd = server_connect(&server, NULL);
    const char *all = arena_printf(server.arena,
                                   "POST /form HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                                   "Content-Length: %d\r\n\r\n%s",
                                   SERVER_BODY_MAX, full);
    server_send(fd, all, strlen(all));
    answer = server_read(&server, fd, 2000);
    close(fd);
    assert_true(is(answer, 200));
    assert_int_equal(SERVER_BODY_MAX, body_of(answer).n);
}

/* Before a byte of the body came: who waits for 100 Continue need not send it at all. */
static void too_long_a_body_is_refused_before_it_is_sent(void **state)
{
    (void)state;
    int fd = server_connect(&server, NULL);
    static const char head[] = "POST /form HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                               "Content-Length: 4097\r\n\r\n";
    server_send(fd, head, sizeof head - 1);
    struct text answer = server_read(&server, fd, 2000);
    close(fd);
    assert_true(is(answer, 413));
    assert_true(server_said(answer, "Connection: close"));
    assert_true(is(get("/page", "Content-Length: 1\r\n"), 413));
}

static void forwarded_headers_are_believed_behind_a_proxy_alone(void **state)
{
    (void)state;
    const char *forwarded = "X-Forwarded-For: 203.0.113.1, 192.0.2.7\r\n"
                            "X-Forwarded-Proto: https\r\n";
    struct text answer = get("/small", forwarded);
    assert_true(server_said(answer, "from=00000000000000000000ffff7f000001 secure=0"));
    assert_false(server_said(answer, "Strict-Transport-Security"));
}

static void what_follows_in_the_same_bytes_is_answered_in_turn(void **state)
{
    (void)state;
    int fd = server_connect(&server, NULL);
    static const char all[] = "GET /small?1 HTTP/1.1\r\nHost: h\r\n\r\n"
                              "GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n"
                              "POST /form HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\ntwo"
                              "GET /small?3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    server_send(fd, all, sizeof all - 1);
    struct text answer = server_read(&server, fd, 2000);
    close(fd);
    const char *one = memmem(answer.at, answer.n, "query=1", 7);
    const char *two = memmem(answer.at, answer.n, "\r\n\r\ntwo", 7);
    const char *three = memmem(answer.at, answer.n, "query=3", 7);
    assert_true(one != NULL && two != NULL && three != NULL);
    assert_true(one < two && two < three);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_carries_the_headers_that_protect_it),
        cmocka_unit_test(an_answer_keeps_a_header_of_its_own),
        cmocka_unit_test(a_page_is_compressed_for_who_can_read_it),
        cmocka_unit_test(what_is_small_or_no_text_goes_as_it_is),
        cmocka_unit_test(who_has_the_page_gets_304_without_a_body),
        cmocka_unit_test(a_head_has_the_headers_of_its_page_and_no_body),
        cmocka_unit_test(gzip_and_etags_are_read_as_their_standard_says),
        cmocka_unit_test(a_path_is_decoded_once),
        cmocka_unit_test(a_path_that_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(a_nul_in_the_first_line_is_refused),
        cmocka_unit_test(what_others_would_read_in_another_way_is_refused),
        cmocka_unit_test(an_address_may_have_hundreds_of_arguments),
        cmocka_unit_test(other_methods_are_not_taken),
        cmocka_unit_test(too_many_or_too_long_headers_are_refused),
        cmocka_unit_test(what_the_library_answers_by_itself_repeats_nothing_that_was_sent),
        cmocka_unit_test(a_body_is_taken_up_to_what_the_head_allows),
        cmocka_unit_test(too_long_a_body_is_refused_before_it_is_sent),
        cmocka_unit_test(forwarded_headers_are_believed_behind_a_proxy_alone),
        cmocka_unit_test(what_follows_in_the_same_bytes_is_answered_in_turn),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
