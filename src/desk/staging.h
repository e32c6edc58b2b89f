/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* staging.h - a foreign file between being handed in and being taken over.
 *
 * It lies beside the keys, in parts, each sealed under a key of the site that is only for this and
 * bound to its user, file and number. It is gone when it was taken over, after LIMIT_DRAFT_DAYS,
 * when its user hands in more than STAGING_FILES others, and all of them are when a person is
 * erased, because she may be in any. The writer's; ERR_LOCKED without keys. */
#ifndef HEARTH_DESK_STAGING_H
#define HEARTH_DESK_STAGING_H

#include "base/limits.h"
#include "desk/site.h"
#include "intake/source.h"

enum { STAGING_PART_BYTES = LIMIT_KIB(64), STAGING_FILES = 3 };

/* The table, if it is not there yet. */
MUST_CHECK struct err *staging_create(struct db *keys, struct arena *scratch);
/* ERR_INPUT `file` when it is over LIMIT_UPLOAD_BYTES. */
MUST_CHECK struct err *staging_put(struct site *site, struct arena *scratch, struct id user,
                                   struct text bytes, struct id *ret_file);

/* The bytes, a part at a time, while the site is open. ERR_ABSENT: no such file of this user. */
struct staged;
MUST_CHECK struct err *staging_open(struct site *site, struct arena *into, struct id user,
                                    struct id file, struct staged **ret_staged,
                                    struct source *ret_source);
/* For CLEANUP(); takes NULL. */
void staging_close(struct staged **staged);

/* It was taken over, or is not wanted. */
MUST_CHECK struct err *staging_drop(struct site *site, struct arena *scratch, struct id user,
                                    struct id file);
/* Those older than LIMIT_DRAFT_DAYS. */
MUST_CHECK struct err *staging_sweep(struct site *site, struct arena *scratch);
/* All of everybody, before an erasure destroys its key; the caller empties the log. */
MUST_CHECK struct err *staging_drop_all(struct db *keys, struct arena *scratch, int64_t org);

#endif
