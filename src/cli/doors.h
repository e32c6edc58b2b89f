/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* doors.h - where `hearth start` listens, and how what goes through is kept from others: the
 * options --listen, --public, --tls-cert, --tls-key, --lan and --behind-proxy. */
#ifndef HEARTH_CLI_DOORS_H
#define HEARTH_CLI_DOORS_H

#include "cli/cli.h"
#include "web/certificate.h"
#include "web/http.h"

struct doors {
    struct http_door_config staff, strangers; /* fd -1: there is none, or it was given away */
    struct certificate certificate;           /* of both; cert NULL: plain */
    const char *url, *public_url;             /* as others type them; NULL: no such door */
};

/* Listens; `dir` is the site's folder. */
MUST_CHECK struct err *doors_open(struct cli *cli, const char *dir, struct doors *ret_doors);
/* For CLEANUP(): closes what was not given away. */
void doors_close(struct doors *doors);
/* Appends what a person, or with --json a program, must know of them: in JSON fields of an open
 * object. */
void doors_tell(struct cli *cli, const struct doors *doors);

#endif
