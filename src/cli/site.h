/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.h - a command's way into a site: the folder, the secret and the user of the global options,
 * the demo's clock, the row's permission; and telling what an act did.
 *
 * Without --as the site's first user acts: whoever has the folder and its key file has everything
 * anyway, and what she does carries that user's name. */
#ifndef HEARTH_CLI_SITE_H
#define HEARTH_CLI_SITE_H

#include "cli/cli.h"
#include "cli/progress.h"
#include "desk/desk.h"
#include "journal/export.h"

/* Of a new site that is not asked. */
#define CLI_FIRST_USER "manager"

struct cli_site {
    struct cli *cli;
    struct site *site;
    bool is_lent; /* by the process that serves it; stays open */
    struct who who;
    struct request rq; /* for views; its arena is the run's */
};

/* Opens the site and asks the guard for the command's permission. Keys are open only if a key file
 * or a passphrase was given. ERR_NO_STORE, ERR_BUSY, ERR_PASSPHRASE, ERR_DENIED, ERR_USAGE (--now
 * at a site that is no demo). */
MUST_CHECK struct err *cli_site_open(struct cli *cli, struct cli_site *ret_site);
/* The same without user and permission: for what must work when the tables are broken. */
MUST_CHECK struct err *cli_site_open_bare(struct cli *cli, struct cli_site *ret_site);
/* And with the people index; ERR_LOCKED without keys. */
MUST_CHECK struct err *cli_site_open_people(struct cli *cli, struct cli_site *ret_site);
/* The index for a site that is open already; false: its keys are not open. */
MUST_CHECK struct err *cli_site_load_people(struct cli_site *s, bool *ret_loaded);
/* For CLEANUP(); a zeroed one is fine. */
void cli_site_close(struct cli_site *s);

/* Who acts: --as, or the first user. */
MUST_CHECK struct err *cli_site_as(struct cli_site *s, struct text *ret_login);
/* Does one act as the user and tells what it did and how to undo it. */
MUST_CHECK struct err *cli_site_do(struct cli_site *s, command_fn *run, const void *form);

/* Tells what an act did. */
void cli_site_tell(struct cli_site *s, const struct answer *answer);

/* Writes the blind journal, of one moment, to a file (or "-"). */
MUST_CHECK struct err *cli_site_export(struct cli_site *s, const char *path,
                                       struct export_counts *ret_counts);

/* How the keys are opened, by the global options. */
struct site_secret cli_secret(const struct cli *cli);
/* A parameter that names a record; it has been checked to be an id. */
struct id cli_id(const struct cli *cli, const char *name);
/* Hands on to `tell` of the desk's progress. */
struct progress cli_progress_for_desk(struct cli_progress *p);

#endif
