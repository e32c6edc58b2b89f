/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.h - one site: its folder, its lock, its two stores, its keys.
 *
 * A site is opened by one process at a time (DIR/lock). It may be open without keys: verifying and
 * rebuilding need none. The thread that opened it is the writer. */
#ifndef HEARTH_DESK_SITE_H
#define HEARTH_DESK_SITE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/schema.h"
#include "journal/journal.h"
#include "journal/mark.h"
#include "people/people.h"
#include "record/record.h"
#include "seal/seal.h"
#include "signin/signin.h"

/* How the keys are opened; at most one is given. */
struct site_secret {
    const char *key_file;        /* path, or NULL */
    const char *passphrase_file; /* path, or NULL */
};

struct site {
    struct arena *arena;   /* lives as long as the site is open */
    struct arena *scratch; /* for the desk between two commands */
    const char *dir;
    int lock_fd;
    struct db *db, *keys;
    const struct schema *schema;
    int64_t org;
    struct site_key *key;
    struct keyring *ring; /* NULL: locked */
    struct journal_writer *writer;
    struct people *people; /* NULL: locked, or not asked for yet */
    struct signin *signin; /* NULL: not asked for yet; set before the first other thread */
    const char *url;       /* where it is served, or NULL */
    struct gate *gate;     /* of ring and people, for page threads */
    struct store store;
    int64_t incarnation;
    struct id incarnation_record; /* random: feeds are named after it */
    struct id site_record;
    bool is_demo;
    /* Read by any thread. Its three questions wait for answers: desk/setup.h */
    atomic_bool is_waiting;
    atomic_llong lang; /* LANG_CODE_... of the organisation */
    enum mark_state mark_state;
    struct mark mark;
    struct mark_timer mark_timer;
    const char *boot_id;
    bool calls_wait; /* somebody called, and nobody looked yet whom it was about */
    /* Set by the queue that serves it: lets others be served in the middle of a long task. */
    bool (*breathe)(void *with);
    void *breathe_with;
};

struct site_new {
    const char *dir;
    const char *database; /* conninfo of PostgreSQL without a password, or NULL for SQLite */
    const char *schema;   /* in that database; NULL: hearth. The keys lie in SCHEMA_keys */
    struct text name, lang, zone, login;
    bool is_demo;
    bool is_waiting;           /* name, lang and login are answered later: no paper code yet */
    struct site_secret secret; /* the key file is made if it does not exist */
};
/* Makes the folder, the keys, the stores and the first deed. ret_paper: the recovery code, shown
 * once; NULL when the site waits. ERR_CONFLICT when there is a site already. */
MUST_CHECK struct err *site_make(struct arena *into, const struct site_new *what,
                                 const char **ret_paper);

/* Whether a site may be made in this folder without harm: it is not there, it is empty, or the
 * making of one was cut off in it. */
MUST_CHECK struct err *site_is_fresh(struct arena *scratch, const char *dir, bool *ret_fresh);

/* ERR_NO_STORE, ERR_BUSY (another process has it), ERR_PASSPHRASE, ERR_INTEGRITY. Without a secret
 * the site stays locked. */
MUST_CHECK struct err *site_open(struct arena *into, const char *dir,
                                 const struct site_secret *secret, struct site **ret_site);
/* Writes a pending mark, closes all, wipes the keys; takes NULL. For CLEANUP() too. */
void site_close(struct site **site);
/* ERR_LOCKED with the mend, unless the keys are open. */
MUST_CHECK struct err *site_require_open(const struct site *site, struct arena *into);
/* Fills the people index, once; ERR_LOCKED. */
MUST_CHECK struct err *site_load_people(struct site *site);

/* Opens the room of credentials and sessions, once. Also without keys. */
MUST_CHECK struct err *site_load_signin(struct site *site);

/* In the middle of a long task, between two steps that are whole: others who wait are served now.
 * What was known of people or rows before is to be asked anew. ERR_BUSY: the process ends, and the
 * task with it; what it has done stays. */
MUST_CHECK struct err *site_breathe(struct site *site, struct arena *into);

/* Whether the projection is of this program's version; if not, `start` rebuilds. */
MUST_CHECK struct err *site_projection_version(struct site *site, int64_t *ret_version);

#endif
