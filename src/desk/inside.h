/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* inside.h - what the files of desk/ share. */
#ifndef HEARTH_DESK_INSIDE_H
#define HEARTH_DESK_INSIDE_H

#include "command/deed.h"
#include "desk/desk.h"

/* The deed of a user and a once-key: the same request gives the same deed. */
struct id desk_deed_id(struct id user, struct text once);
/* After the commit: the people index learns, and an erasure destroys its key. */
MUST_CHECK struct err *desk_after(struct site *site, const struct deed *deed);
/* Destroys the key of an erased person and what lay under it; may be repeated. */
MUST_CHECK struct err *desk_destroy(struct site *site, struct arena *scratch, struct id person);
/* All erasures ever written, again: before the keys of a restored store are loaded. */
MUST_CHECK struct err *desk_erase_again(struct site *site, struct arena *scratch);
/* Writes site.mark if it is due; `now` whether or not. */
void desk_mark(struct site *site);
void desk_mark_now(struct site *site);
/* Destroys keys older than an hour that no entry needs, a page of them behind *at, and logs how
 * many; drops the clocks of deeds that cannot be undone any more. *at is ID_NONE at the beginning
 * and again at the end. From the writer, between two batches. */
void desk_sweep(struct site *site, struct id *at);
/* Before the first writing: a site that was restored, cloned or moved begins a new incarnation. */
MUST_CHECK struct err *site_go_on(struct site *site, struct arena *into);
/* The secret that opens a site, out of the file that is given. Errors name the parameter key-file
 * or passphrase-file: ERR_ABSENT when nothing is there, ERR_INPUT when it cannot be read,
 * ERR_PASSPHRASE when it is no key file. */
MUST_CHECK struct err *secret_read(struct arena *into, const struct site_secret *secret,
                                   enum slot_kind *ret_kind, struct text *ret_secret);
/* The same error, which names the key file if that was given; NULL gives NULL. */
MUST_CHECK struct err *secret_wrong(struct err *bad, enum slot_kind kind);
/* A site with nothing open yet. */
MUST_CHECK struct err *site_begin(struct arena *into, const char *dir, struct site **ret_site);
MUST_CHECK struct err *site_lock(struct site *site, struct arena *into);
/* Opens both stores as hearth.conf says. */
MUST_CHECK struct err *site_open_stores(struct site *site, struct arena *into);
/* One more connection to one of the two stores, for reading alone. */
enum site_store { SITE_JOURNAL, SITE_KEYS };
MUST_CHECK struct err *site_open_reader(const struct site *site, struct arena *into,
                                        enum site_store which, struct db **ret_db);
/* The steps of making a site, also of a backup: folder and lock (ERR_CONFLICT if a site is there),
 * hearth.conf, all tables, and last site.key, which makes it a site (site_made the first time). */
MUST_CHECK struct err *site_make_folder(struct site *site, struct arena *into);
MUST_CHECK struct err *site_write_conf(struct site *site, struct arena *into, const char *database,
                                       const char *schema);
MUST_CHECK struct err *site_make_tables(struct site *site, struct arena *into);
MUST_CHECK struct err *site_write_key(struct site *site, struct arena *into);
MUST_CHECK struct err *site_made(struct site *site, struct arena *into);
/* DIR/name in the site's arena; NULL without memory. */
const char *site_path(const struct site *site, const char *name);

#endif
