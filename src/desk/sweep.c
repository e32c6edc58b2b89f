/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sweep.c - what waited too long goes: foreign files, and keys that nobody needs. A batch commits
 * its keys first, so a crash between the two commits, or a refused act, leaves some without an
 * entry. */
#include "base/log.h"
#include "base/world.h"
#include "desk/inside.h"
#include "desk/staging.h"
#include "journal/keystore.h"

enum { SWEEP_AGE_MS = 3600000 };

void desk_sweep(struct site *s)
{
    size_t n = 0;
    if (s->ring == NULL)
        return;
    arena_reset(s->scratch);
    struct err *bad = keystore_sweep(s->keys, s->db, s->scratch, s->org, s->ring,
                                     world_now_ms() - SWEEP_AGE_MS, &n);
    if (bad != NULL)
        log_error("keys-not-swept", bad);
    else
        log_event(LOG_LEVEL_NOTE, "keys-swept", log_int("keys", (int64_t)n));
    bad = staging_sweep(s, s->scratch);
    if (bad != NULL)
        log_error("staging-not-swept", bad);
}
