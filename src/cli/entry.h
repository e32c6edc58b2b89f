/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entry.h - how a user gets in: `hearth user link`, `token`, `password` and `sessions`, whose rows
 * stand in user.c, and the links that `hearth start` prints. */
#ifndef HEARTH_CLI_ENTRY_H
#define HEARTH_CLI_ENTRY_H

#include "cli/cli.h"
#include "desk/site.h"

/* Handlers of the rows; all take `login`. */
MUST_CHECK struct err *entry_link(struct cli *cli);     /* --without-factor */
MUST_CHECK struct err *entry_token(struct cli *cli);    /* --name */
MUST_CHECK struct err *entry_password(struct cli *cli); /* --passphrase-file */
MUST_CHECK struct err *entry_sessions(struct cli *cli); /* --end */

/* One-use links for whoever starts the site: to the first user while nobody has a password yet; at
 * a demo to the manager and two others. None when nobody needs one. */
enum { ENTRY_LINKS_MAX = 3 };
struct entry_links {
    size_t n;
    bool is_setup; /* the site waits for its three questions: they lead there */
    const char *logins[ENTRY_LINKS_MAX];
    const char *links[ENTRY_LINKS_MAX];
};
/* Before the site is served; `url` is where it will answer. */
MUST_CHECK struct err *entry_links_make(struct cli *cli, struct site *site, const char *url,
                                        struct entry_links *ret_links);
/* With --json the field "signin" of an open object. */
void entry_links_tell(struct cli *cli, const struct entry_links *links);

#endif
