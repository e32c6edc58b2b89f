/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* slots.c - site.key is written whole or not at all; what could not be written is taken back. */
#include "desk/slots.h"

#include "base/limits.h"
#include "base/world.h"
#include "desk/inside.h"

struct err *slot_paper(struct site *s, struct arena *into, const char **ret_code)
{
    struct text code, secret;
    CLEANUP(buf_done) struct buf made = buf_make(LIMIT_CONF_BYTES);
    TRY(paper_code_make(&made));
    TRY(buf_take(&made, into, &code));
    TRY(paper_code_read(into, code, &secret));
    *ret_code = code.at;
    return site_key_add_slot(s->arena, s->key, s->ring, SLOT_PAPER, ID_NONE, world_now_ms(),
                             secret);
}

/* Written, or as it was before. */
static struct err *key_keep(struct site *s, struct arena *into, const struct site_key *before)
{
    struct err *bad = site_write_key(s, into);
    if (bad != NULL)
        *s->key = *before;
    return bad;
}

struct err *slot_paper_add(struct site *s, struct arena *into, const char **ret_code)
{
    const struct site_key before = *s->key;
    TRY(site_require_open(s, into));
    TRY(slot_paper(s, into, ret_code));
    return key_keep(s, into, &before);
}

struct err *slot_paper_only(struct site *s, struct arena *into, const char **ret_code)
{
    const struct site_key before = *s->key;
    TRY(site_require_open(s, into));
    for (size_t i = s->key->n_slots; i-- > 0;)
        if (s->key->slots[i].kind == SLOT_PAPER)
            (void)site_key_drop_slot(s->key, s->key->slots[i].id);
    struct err *bad = slot_paper(s, into, ret_code);
    if (bad == NULL)
        return key_keep(s, into, &before);
    *s->key = before;
    return bad;
}

struct err *slot_drop(struct site *s, struct arena *into, struct id slot)
{
    const struct site_key before = *s->key;
    TRY(site_require_open(s, into));
    if (s->key->n_slots < 2)
        return err_new(into, ERR_CONFLICT,
                       N_("This is the last key. Make another one before you take it away"));
    if (!site_key_drop_slot(s->key, slot))
        return err_new(into, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    return key_keep(s, into, &before);
}
