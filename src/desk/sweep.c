/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sweep.c - what nobody needs any more goes. Keys: a batch commits its keys first, so a crash
 * between the two commits, or a refused act, leaves some without an entry. Clocks of deeds: they
 * only say whether ten minutes are over. */
#include "base/log.h"
#include "base/world.h"
#include "desk/inside.h"
#include "journal/keystore.h"
#include "sql/side.sql.h"

enum { SWEEP_AGE_MS = 3600000 };

static struct err *page_sweep(struct site *s, struct id *at, size_t *ret_n)
{
    if (id_is_none(*at))
        TRY(sql_deed_clock_drop(s->db, s->scratch, s->org, text_of(s->boot_id),
                                world_boot_ms() - SWEEP_AGE_MS));
    return keystore_sweep(s->keys, s->db, s->scratch, s->org, s->ring,
                          world_now_ms() - SWEEP_AGE_MS, at, ret_n);
}

void desk_sweep(struct site *s, struct id *at)
{
    size_t n = 0;
    if (s->ring == NULL)
        return;
    arena_reset(s->scratch);
    struct err *bad = page_sweep(s, at, &n);
    if (bad != NULL) {
        *at = ID_NONE;
        log_error("not-swept", bad);
    } else if (n > 0) {
        log_event(LOG_LEVEL_NOTE, "keys-swept", log_int("keys", (int64_t)n));
    }
}
