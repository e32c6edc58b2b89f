/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sweep.c - what nobody needs any more goes. Keys: a batch commits its keys first, so a crash
 * between the two commits, or a refused act, leaves some without an entry. Clocks of deeds: they
 * only say whether ten minutes are over. Foreign files that waited too long. */
#include "base/log.h"
#include "base/world.h"
#include "desk/inside.h"
#include "desk/staging.h"
#include "journal/keystore.h"
#include "sql/side.sql.h"

enum { SWEEP_AGE_MS = 3600000 };

static void keys_sweep(struct site *s, struct id *at)
{
    size_t n = 0;
    struct err *bad = keystore_sweep(s->keys, s->db, s->scratch, s->org, s->ring,
                                     world_now_ms() - SWEEP_AGE_MS, at, &n);
    if (n > 0)
        log_event(LOG_LEVEL_NOTE, "keys-swept", log_int("keys", (int64_t)n));
    if (bad == NULL)
        return;
    *at = ID_NONE;
    log_error("keys-not-swept", bad);
}

static void the_rest_sweep(struct site *s)
{
    struct err *bad = sql_deed_clock_drop(s->db, s->scratch, s->org, text_of(s->boot_id),
                                          world_boot_ms() - SWEEP_AGE_MS);
    if (bad != NULL)
        log_error("clocks-not-swept", bad);
    bad = staging_sweep(s, s->scratch);
    if (bad != NULL)
        log_error("staging-not-swept", bad);
}

void desk_sweep(struct site *s, struct id *at)
{
    if (s->ring == NULL)
        return;
    arena_reset(s->scratch);
    if (id_is_none(*at))
        the_rest_sweep(s);
    keys_sweep(s, at);
}
