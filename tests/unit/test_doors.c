/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_doors.c - what is listened on, with which certificate, and how a browser that speaks TLS is
 * met. The client is GnuTLS too, but with its own settings: it looks what the server allows. */
#include "unit.h"

#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "base/log.h"
#include "support/server.h"
#include "web/certificate.h"
#include "web/peer.h"

/* ---- addresses ------------------------------------------------------------------------------ */

static struct err *listens(struct arena *a, const char *where, bool is_guarded)
{
    const struct socket_place place = {.where = where, .field = "public", .is_guarded = is_guarded};
    char address[SOCKET_ADDRESS_TEXT];
    int fd = -1;
    struct err *bad = socket_listen_tcp(a, &place, &fd, address);
    if (bad == NULL)
        assert_int_equal(FD_CLOEXEC, fcntl(fd, F_GETFD) & FD_CLOEXEC);
    world_close_fd(&fd);
    return bad;
}

static void plain_http_is_for_this_machine_alone(void **state)
{
    static const char *const others[] = {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"};
    for (size_t i = 0; i < COUNT(others); i++) {
        const struct err *bad = listens(*state, others[i], false);
        assert_non_null(bad);
        assert_int_equal(ERR_INPUT, bad->kind);
        assert_string_equal("public", bad->field);
        assert_non_null(strstr(bad->text, "--tls-cert"));
        assert_non_null(strstr(bad->text, "--lan"));
        assert_non_null(strstr(bad->text, "--behind-proxy"));
    }
    assert_fine(listens(*state, "127.0.0.1:0", false));
    assert_fine(listens(*state, "localhost:0", false));
    assert_fine(listens(*state, "0.0.0.0:0", true));
}

static void an_address_is_read_as_proxies_write_it(void **state)
{
    (void)state;
    static const struct {
        const char *words, *hex;
    } rows[] = {
        {"192.0.2.7", "00000000000000000000ffffc0000207"},
        {" 192.0.2.7:80 ", "00000000000000000000ffffc0000207"},
        {"2001:db8::1", "20010db8000000000000000000000001"},
        {"[2001:db8::1]", "20010db8000000000000000000000001"},
        {"[2001:db8::1]:80", "20010db8000000000000000000000001"},
        {"::ffff:192.0.2.7", "00000000000000000000ffffc0000207"},
        {"", NULL},
        {"unknown", NULL},
        {"[2001:db8::1", NULL},
        {"192.0.2.777", NULL},
        {"1.2.3", NULL},
        {"_hidden", NULL},
        {":80", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint8_t address[PEER_BYTES];
        char hex[2 * PEER_BYTES + 1];
        bool ok = peer_read(text_of(rows[i].words), address);
        assert_int_equal(rows[i].hex != NULL, ok);
        if (!ok)
            continue;
        text_hex(address, PEER_BYTES, hex);
        assert_string_equal(rows[i].hex, hex);
    }
}

/* ---- certificates --------------------------------------------------------------------------- */

static int mode_of(struct arena *a, const char *folder, const char *name)
{
    struct stat about;
    assert_int_equal(0, stat(arena_printf(a, "%s/%s", folder, name), &about));
    return (int)(about.st_mode & 0777);
}

static void folder_remove(struct arena *a, const char *folder)
{
    (void)unlink(arena_printf(a, "%s/lan.cert", folder));
    (void)unlink(arena_printf(a, "%s/lan.key", folder));
    assert_int_equal(0, rmdir(folder));
}

static void an_own_certificate_is_made_once_and_kept(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    struct certificate made, again;
    assert_fine(certificate_own(a, folder, &made));
    assert_fine(certificate_own(a, folder, &again));
    assert_string_equal(made.fingerprint, again.fingerprint);
    assert_int_equal(CERTIFICATE_PRINT_TEXT - 1, strlen(made.fingerprint));
    assert_int_equal(0600, mode_of(a, folder, "lan.key"));
    assert_int_equal(0600, mode_of(a, folder, "lan.cert"));
    folder_remove(a, folder);
}

static void an_own_certificate_names_this_machine_for_ten_years(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    struct certificate own;
    gnutls_x509_crt_t cert;
    assert_fine(certificate_own(a, folder, &own));
    const gnutls_datum_t pem = {(unsigned char *)(uintptr_t)own.cert, (unsigned)strlen(own.cert)};
    assert_int_equal(0, gnutls_x509_crt_init(&cert));
    assert_int_equal(0, gnutls_x509_crt_import(cert, &pem, GNUTLS_X509_FMT_PEM));
    assert_int_equal(GNUTLS_PK_ECDSA, gnutls_x509_crt_get_pk_algorithm(cert, NULL));
    assert_true(gnutls_x509_crt_check_hostname(cert, "localhost"));
    assert_true(gnutls_x509_crt_check_hostname(cert, "127.0.0.1"));
    assert_false(gnutls_x509_crt_check_hostname(cert, "example.org"));
    int64_t left_s = gnutls_x509_crt_get_expiration_time(cert) - world_now_ms() / 1000;
    assert_in_range(left_s, 3649 * INT64_C(86400), 3651 * INT64_C(86400));
    gnutls_x509_crt_deinit(cert);
    folder_remove(a, folder);
}

static void files_that_do_not_belong_together_are_refused(void **state)
{
    struct arena *a = *state;
    const char *one = unit_folder(a), *two = unit_folder(a);
    struct certificate own;
    assert_fine(certificate_own(a, one, &own));
    assert_fine(certificate_own(a, two, &own));
    const char *cert = arena_printf(a, "%s/lan.cert", one);
    const char *key = arena_printf(a, "%s/lan.key", two);
    const char *absent = arena_printf(a, "%s/absent", one);
    const struct err *bad = certificate_read(a, cert, key, &own);
    assert_string_equal("tls-key", bad->field);
    bad = certificate_read(a, key, key, &own);
    assert_string_equal("tls-cert", bad->field);
    bad = certificate_read(a, cert, absent, &own);
    assert_string_equal("tls-key", bad->field);
    folder_remove(a, one);
    folder_remove(a, two);
}

static int64_t in_eleven_years(void)
{
    return world_real()->now_ms() + INT64_C(11) * 365 * 86400 * 1000;
}

static void a_certificate_out_of_date_is_refused(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    struct world later = *world_real();
    struct certificate own;
    assert_fine(certificate_own(a, folder, &own));
    later.now_ms = in_eleven_years;
    world_set(&later);
    assert_err(ERR_INPUT, certificate_own(a, folder, &own));
    world_set(NULL);
    folder_remove(a, folder);
}

/* ---- TLS ------------------------------------------------------------------------------------ */

static struct server server;
static struct certificate certificate;

static int tls_start(void **state)
{
    (void)state;
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    const char *folder = unit_folder(a);
    log_open(-1, LOG_LEVEL_FAIL);
    assert_fine(certificate_own(a, folder, &certificate));
    const struct http_door_config door = {.tls_cert = certificate.cert, .tls_key = certificate.key};
    server_start(&server, door, 2 * SERVER_PHASE_SHORT_MS);
    folder_remove(a, folder);
    *state = a;
    return 0;
}

static int tls_stop(void **state)
{
    server_stop(&server);
    arena_free(*state);
    return 0;
}

struct browser {
    struct server *of;
    gnutls_session_t session;
    gnutls_certificate_credentials_t trust;
    int fd;
};

/* With these settings; false: the server does not want to. */
static bool browser_open(struct browser *b, struct server *of, const char *settings)
{
    b->of = of;
    b->fd = server_connect(of, NULL);
    assert_int_equal(0, gnutls_certificate_allocate_credentials(&b->trust));
    assert_int_equal(0, gnutls_init(&b->session, GNUTLS_CLIENT));
    assert_int_equal(0, gnutls_priority_set_direct(b->session, settings, NULL));
    gnutls_credentials_set(b->session, GNUTLS_CRD_CERTIFICATE, b->trust);
    gnutls_transport_set_int(b->session, b->fd);
    gnutls_handshake_set_timeout(b->session, 5000);
    int code = 0;
    do {
        code = gnutls_handshake(b->session);
    } while (code == GNUTLS_E_INTERRUPTED || code == GNUTLS_E_AGAIN);
    return code == 0;
}

static void browser_close(struct browser *b)
{
    gnutls_deinit(b->session);
    gnutls_certificate_free_credentials(b->trust);
    close(b->fd);
}

static struct text browser_ask(struct browser *b, const char *all)
{
    char *answer = arena_zero(b->of->arena, 16384);
    size_t n = 0;
    assert_int_equal(strlen(all), gnutls_record_send(b->session, all, strlen(all)));
    for (ssize_t got = 1; got > 0 && n<16383; n += got> 0 ? (size_t)got : 0)
        got = gnutls_record_recv(b->session, answer + n, 16383 - n);
    return (struct text){answer, n};
}

static void a_page_over_tls_says_that_it_stays_so(void **state)
{
    (void)state;
    struct browser b;
    assert_true(browser_open(&b, &server, "NORMAL"));
    assert_int_equal(GNUTLS_TLS1_3, gnutls_protocol_get_version(b.session));
    struct text answer =
        browser_ask(&b, "GET /small HTTP/1.1\r\nHost: h\r\nX-Forwarded-Proto: http\r\n"
                        "Connection: close\r\n\r\n");
    browser_close(&b);
    assert_true(text_starts(answer, "HTTP/1.1 200 "));
    assert_true(server_said(answer, "secure=1"));
    assert_true(server_said(answer, "\r\nStrict-Transport-Security: max-age=31536000\r\n"));
}

static void old_tls_and_weak_ciphers_are_not_spoken(void **state)
{
    (void)state;
    static const char *const weak[] = {
        "NORMAL:-VERS-ALL:+VERS-TLS1.1",
        "NORMAL:-VERS-ALL:+VERS-TLS1.0:%COMPAT",
        "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-CBC",
        "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA",
        "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ANON-ECDH",
    };
    struct browser b;
    for (size_t i = 0; i < COUNT(weak); i++) {
        assert_false(browser_open(&b, &server, weak[i]));
        browser_close(&b);
    }
    assert_true(browser_open(&b, &server, "NORMAL:-VERS-ALL:+VERS-TLS1.2"));
    browser_close(&b);
}

static void a_slow_handshake_is_cut_off_and_holds_nobody_up(void **state)
{
    (void)state;
    /* The beginning of a greeting, then a byte now and then. */
    static const char greeting[] = "\x16\x03\x01\x02";
    int slow = server_connect(&server, NULL);
    server_send(slow, greeting, sizeof greeting - 1);
    struct browser b;
    assert_true(browser_open(&b, &server, "NORMAL"));
    browser_close(&b);
    int64_t began = server_ms();
    for (size_t i = 0; i < 100; i++) {
        struct text end = server_read(&server, slow, 50);
        char c;
        if (end.n > 0 || recv(slow, &c, 1, MSG_DONTWAIT) == 0 ||
            send(slow, "\x00", 1, MSG_NOSIGNAL) != 1)
            break;
    }
    assert_true(server_ms() - began < 3 * 2 * SERVER_PHASE_SHORT_MS);
    close(slow);
}

static void who_speaks_plainly_to_a_door_of_tls_learns_nothing(void **state)
{
    (void)state;
    struct text answer = server_ask(&server, "GET /small HTTP/1.1\r\nHost: h\r\n");
    assert_false(server_said(answer, "200"));
    assert_false(server_said(answer, "path="));
}

static void a_certificate_of_our_own_is_nothing_to_keep(void **state)
{
    (void)state;
    struct server lan;
    const struct http_door_config door = {
        .tls_cert = certificate.cert, .tls_key = certificate.key, .is_lan = true};
    server_start(&lan, door, SERVER_PHASE_LONG_MS);
    struct browser b;
    assert_true(browser_open(&b, &lan, "NORMAL"));
    struct text answer =
        browser_ask(&b, "GET /small HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    browser_close(&b);
    assert_true(server_said(answer, "secure=1"));
    assert_false(server_said(answer, "Strict-Transport-Security"));
    server_stop(&lan);
}

int main(void)
{
    static const struct CMUnitTest plain[] = {
        unit_test_arena(plain_http_is_for_this_machine_alone),
        unit_test_arena(an_address_is_read_as_proxies_write_it),
        unit_test_arena(an_own_certificate_is_made_once_and_kept),
        unit_test_arena(an_own_certificate_names_this_machine_for_ten_years),
        unit_test_arena(files_that_do_not_belong_together_are_refused),
        unit_test_arena(a_certificate_out_of_date_is_refused),
    };
    static const struct CMUnitTest tls[] = {
        cmocka_unit_test(a_page_over_tls_says_that_it_stays_so),
        cmocka_unit_test(old_tls_and_weak_ciphers_are_not_spoken),
        cmocka_unit_test(a_slow_handshake_is_cut_off_and_holds_nobody_up),
        cmocka_unit_test(who_speaks_plainly_to_a_door_of_tls_learns_nothing),
        cmocka_unit_test(a_certificate_of_our_own_is_nothing_to_keep),
    };
    int failed = cmocka_run_group_tests(plain, NULL, NULL);
    return failed + cmocka_run_group_tests(tls, tls_start, tls_stop);
}
