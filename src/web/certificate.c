/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* certificate.c - GnuTLS put to use for two files: read and compared, or made. */
#include "web/certificate.h"

#include <arpa/inet.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/world.h"

#define CERT_NAME "lan.cert"
#define KEY_NAME "lan.key"

enum {
    CERT_YEARS = 10,
    DAY_SECONDS = 24 * 60 * 60,
    YEAR_SECONDS = 365 * DAY_SECONDS,
    SERIAL_BYTES = 16,
    HOST_BYTES = 256,
    PRINT_BYTES = 32,
};

/* ---- the library's objects ------------------------------------------------------------------ */

static void cert_close(gnutls_x509_crt_t *cert)
{
    if (*cert != NULL)
        gnutls_x509_crt_deinit(*cert);
}

static void key_close(gnutls_x509_privkey_t *key)
{
    if (*key != NULL)
        gnutls_x509_privkey_deinit(*key);
}

static void pair_close(gnutls_certificate_credentials_t *pair)
{
    if (*pair != NULL)
        gnutls_certificate_free_credentials(*pair);
}

static void datum_close(gnutls_datum_t *d)
{
    gnutls_free(d->data);
}

static gnutls_datum_t datum_of(struct text t)
{
    return (gnutls_datum_t){(unsigned char *)(uintptr_t)t.at, (unsigned)t.n};
}

static struct err *library_failed(struct arena *into, const char *where, int code)
{
    return err_outside(into, N_("The certificate could not be made or read"), "%s: %s", where,
                       gnutls_strerror_name(code) == NULL ? "?" : gnutls_strerror_name(code));
}

static void fingerprint_put(const unsigned char *bytes, char ret_text[CERTIFICATE_PRINT_TEXT])
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < PRINT_BYTES; i++) {
        ret_text[3 * i] = digits[bytes[i] >> 4];
        ret_text[3 * i + 1] = digits[bytes[i] & 15];
        ret_text[3 * i + 2] = ':';
    }
    ret_text[CERTIFICATE_PRINT_TEXT - 1] = '\0';
}

/* ---- reading -------------------------------------------------------------------------------- */

static struct err *file_read(struct arena *into, const char *field, const char *path,
                             struct text *ret_pem)
{
    struct err *bad = world_read_file(into, path, LIMIT_CONF_BYTES, ret_pem);
    if (bad != NULL && (bad->kind == ERR_ABSENT || bad->kind == ERR_INPUT))
        return err_input(into, field, N_("The file {1} is not there, or is no certificate or key"),
                         path);
    return bad;
}

static struct err *cert_look(struct arena *into, struct text pem, int64_t now_s,
                             char ret_fingerprint[CERTIFICATE_PRINT_TEXT])
{
    CLEANUP(cert_close) gnutls_x509_crt_t cert = NULL;
    const gnutls_datum_t bytes = datum_of(pem);
    unsigned char print[PRINT_BYTES];
    size_t n = sizeof print;
    int code = gnutls_x509_crt_init(&cert);
    if (code == 0)
        code = gnutls_x509_crt_import(cert, &bytes, GNUTLS_X509_FMT_PEM);
    if (code != 0)
        return err_input(into, "tls-cert", N_("This is no certificate in the form called PEM"));
    if (now_s > gnutls_x509_crt_get_expiration_time(cert))
        return err_input(into, "tls-cert", N_("The certificate is out of date: ask for a new one"));
    code = gnutls_x509_crt_get_fingerprint(cert, GNUTLS_DIG_SHA256, print, &n);
    if (code != 0 || n != sizeof print)
        return library_failed(into, "fingerprint", code);
    fingerprint_put(print, ret_fingerprint);
    return NULL;
}

static struct err *pair_check(struct arena *into, struct text cert, struct text key)
{
    CLEANUP(pair_close) gnutls_certificate_credentials_t pair = NULL;
    const gnutls_datum_t c = datum_of(cert), k = datum_of(key);
    int code = gnutls_certificate_allocate_credentials(&pair);
    if (code == 0)
        code = gnutls_certificate_set_x509_key_mem(pair, &c, &k, GNUTLS_X509_FMT_PEM);
    if (code == 0)
        return NULL;
    return err_input(into, "tls-key", N_("The key is not the one of this certificate"));
}

static struct err *pair_look(struct arena *into, struct text cert, struct text key,
                             struct certificate *ret_certificate)
{
    struct certificate c = {.cert = cert.at, .key = key.at};
    TRY(cert_look(into, cert, world_now_ms() / 1000, c.fingerprint));
    TRY(pair_check(into, cert, key));
    *ret_certificate = c;
    return NULL;
}

struct err *certificate_read(struct arena *into, const char *cert_path, const char *key_path,
                             struct certificate *ret_certificate)
{
    struct text cert, key;
    TRY(file_read(into, "tls-cert", cert_path, &cert));
    TRY(file_read(into, "tls-key", key_path, &key));
    return pair_look(into, cert, key, ret_certificate);
}

/* ---- this machine --------------------------------------------------------------------------- */

static void addresses_close(struct ifaddrs **list)
{
    if (*list != NULL)
        freeifaddrs(*list);
}

/* The bytes of an address that others may type; none of a link alone, which needs its name too. */
static struct text address_bytes(const struct ifaddrs *i)
{
    if (i->ifa_addr == NULL || (i->ifa_flags & IFF_UP) == 0)
        return TEXT_NONE;
    if (i->ifa_addr->sa_family == AF_INET)
        return (struct text){(const char *)i->ifa_addr + offsetof(struct sockaddr_in, sin_addr),
                             sizeof(struct in_addr)};
    const char *six = (const char *)i->ifa_addr + offsetof(struct sockaddr_in6, sin6_addr);
    struct in6_addr in6;
    if (i->ifa_addr->sa_family != AF_INET6)
        return TEXT_NONE;
    memcpy(&in6, six, sizeof in6);
    return IN6_IS_ADDR_LINKLOCAL(&in6) ? TEXT_NONE : (struct text){six, sizeof in6};
}

static struct err *addresses_of_machine(struct arena *into, struct ifaddrs **ret_list)
{
    return getifaddrs(ret_list) == 0
               ? NULL
               : err_outside(into, N_("The addresses of this machine cannot be read"),
                             "getifaddrs");
}

struct err *certificate_host(struct arena *into, const char **ret_host)
{
    CLEANUP(addresses_close) struct ifaddrs *list = NULL;
    TRY(addresses_of_machine(into, &list));
    for (const struct ifaddrs *i = list; i != NULL; i = i->ifa_next) {
        char words[INET6_ADDRSTRLEN];
        struct text bytes = address_bytes(i);
        if (bytes.n != sizeof(struct in_addr) || (i->ifa_flags & IFF_LOOPBACK) != 0 ||
            inet_ntop(AF_INET, bytes.at, words, sizeof words) == NULL)
            continue;
        *ret_host = arena_str(into, words);
        NEED(*ret_host);
        return NULL;
    }
    return err_new(into, ERR_ABSENT, N_("This machine is in no network"));
}

/* ---- making --------------------------------------------------------------------------------- */

/* `code` is that of the steps before; the first that fails stays. */
static int name_add(int code, gnutls_x509_crt_t cert, gnutls_x509_subject_alt_name_t kind,
                    struct text name)
{
    return code != 0 ? code
                     : gnutls_x509_crt_set_subject_alt_name(cert, kind, name.at, (unsigned)name.n,
                                                            GNUTLS_FSAN_APPEND);
}

static struct err *names_add(struct arena *into, gnutls_x509_crt_t cert)
{
    CLEANUP(addresses_close) struct ifaddrs *list = NULL;
    char host[HOST_BYTES] = "";
    int code = name_add(0, cert, GNUTLS_SAN_DNSNAME, TEXT("localhost"));
    if (gethostname(host, sizeof host - 1) == 0 && host[0] != '\0') {
        code = name_add(code, cert, GNUTLS_SAN_DNSNAME, text_of(host));
        const char *local = arena_printf(into, "%s.local", host);
        NEED(local);
        code = name_add(code, cert, GNUTLS_SAN_DNSNAME, text_of(local));
    }
    TRY(addresses_of_machine(into, &list));
    for (const struct ifaddrs *i = list; i != NULL; i = i->ifa_next) {
        struct text bytes = address_bytes(i);
        if (bytes.n > 0)
            code = name_add(code, cert, GNUTLS_SAN_IPADDRESS, bytes);
    }
    return code == 0 ? NULL : library_failed(into, "names", code);
}

static struct err *cert_fill(struct arena *into, gnutls_x509_crt_t cert, gnutls_x509_privkey_t key)
{
    static const char name[] = "hearth";
    unsigned char serial[SERIAL_BYTES];
    time_t now = (time_t)(world_now_ms() / 1000);
    world_random(serial, sizeof serial);
    serial[0] = (unsigned char)((serial[0] & 0x3f) | 0x40); /* positive, and of full length */
    int code = gnutls_x509_crt_set_version(cert, 3);
    if (code == 0)
        code = gnutls_x509_crt_set_serial(cert, serial, sizeof serial);
    if (code == 0)
        code = gnutls_x509_crt_set_activation_time(cert, now - DAY_SECONDS);
    if (code == 0)
        code = gnutls_x509_crt_set_expiration_time(cert, now + CERT_YEARS * (time_t)YEAR_SECONDS);
    if (code == 0)
        code = gnutls_x509_crt_set_dn_by_oid(cert, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                             sizeof name - 1);
    if (code == 0)
        code = gnutls_x509_crt_set_key(cert, key);
    if (code == 0)
        code = gnutls_x509_crt_set_basic_constraints(cert, 0, -1);
    if (code == 0)
        code = gnutls_x509_crt_set_key_usage(cert, GNUTLS_KEY_DIGITAL_SIGNATURE);
    if (code == 0)
        code = gnutls_x509_crt_set_key_purpose_oid(cert, GNUTLS_KP_TLS_WWW_SERVER, 0);
    if (code != 0)
        return library_failed(into, "fields", code);
    TRY(names_add(into, cert));
    code = gnutls_x509_crt_sign2(cert, cert, key, GNUTLS_DIG_SHA256, 0);
    return code == 0 ? NULL : library_failed(into, "sign", code);
}

static struct err *own_make(struct arena *into, const char *cert_path, const char *key_path)
{
    CLEANUP(cert_close) gnutls_x509_crt_t cert = NULL;
    CLEANUP(key_close) gnutls_x509_privkey_t key = NULL;
    CLEANUP(datum_close) gnutls_datum_t cert_pem = {0};
    CLEANUP(datum_close) gnutls_datum_t key_pem = {0};
    unsigned bits = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);
    int code = gnutls_x509_crt_init(&cert);
    if (code == 0)
        code = gnutls_x509_privkey_init(&key);
    if (code == 0)
        code = gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, bits, 0);
    if (code != 0)
        return library_failed(into, "key", code);
    TRY(cert_fill(into, cert, key));
    code = gnutls_x509_crt_export2(cert, GNUTLS_X509_FMT_PEM, &cert_pem);
    if (code == 0)
        code = gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &key_pem);
    if (code != 0)
        return library_failed(into, "export", code);
    /* The key first: a certificate without its key is made anew, a key without one is too. */
    TRY(world_write_file(into, key_path, (struct text){(const char *)key_pem.data, key_pem.size},
                         0600));
    return world_write_file(into, cert_path,
                            (struct text){(const char *)cert_pem.data, cert_pem.size}, 0600);
}

struct err *certificate_own(struct arena *into, const char *dir,
                            struct certificate *ret_certificate)
{
    const char *cert_path = arena_printf(into, "%s/" CERT_NAME, dir);
    const char *key_path = arena_printf(into, "%s/" KEY_NAME, dir);
    NEED(cert_path);
    NEED(key_path);
    if (access(cert_path, F_OK) != 0 || access(key_path, F_OK) != 0)
        TRY(own_make(into, cert_path, key_path));
    return certificate_read(into, cert_path, key_path, ret_certificate);
}
