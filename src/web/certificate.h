/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* certificate.h - what a door that speaks TLS shows to browsers: files that somebody else signed,
 * or one of the site's own for a house without a name on the internet. */
#ifndef HEARTH_WEB_CERTIFICATE_H
#define HEARTH_WEB_CERTIFICATE_H

#include "base/arena.h"
#include "base/err.h"

enum { CERTIFICATE_PRINT_TEXT = 32 * 3 };

struct certificate {
    const char *cert, *key;                   /* PEM */
    char fingerprint[CERTIFICATE_PRINT_TEXT]; /* SHA-256 of its bytes, as browsers show it: AA:BB */
};

/* From two PEM files. ERR_INPUT of field `tls-cert` or `tls-key`: not there, no PEM, not of each
 * other, or out of date. */
MUST_CHECK struct err *certificate_read(struct arena *into, const char *cert_path,
                                        const char *key_path, struct certificate *ret_certificate);

/* The site's own, DIR/lan.cert and DIR/lan.key (mode 0600), made when they are not there: ECDSA
 * P-256, ten years, for the names and addresses that this machine has at that moment. */
MUST_CHECK struct err *certificate_own(struct arena *into, const char *dir,
                                       struct certificate *ret_certificate);

/* The first address of this machine that others can reach, in words; ERR_ABSENT: it has none. */
MUST_CHECK struct err *certificate_host(struct arena *into, const char **ret_host);

#endif
