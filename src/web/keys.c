/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys.c - the slots of site.key on their way to a page. */
#include "web/keys.h"

#include "desk/slots.h"
#include "page/keys.h"
#include "web/visit.h"

static struct err *slots_read(struct visit *v, const struct site *site)
{
    static const struct {
        const char *code, *label;
    } kinds[] = {[SLOT_PASSPHRASE] = {"passphrase", N_("A passphrase")},
                 [SLOT_PAPER] = {"paper", N_("A paper code")},
                 [SLOT_FILE] = {"file", N_("A key file or stick")}};
    struct page_slots *slots = arena_make(v->ask->arena, struct page_slots);
    NEED(slots);
    for (size_t i = 0; i < site->key->n_slots && i < PAGE_SLOTS_MAX; i++) {
        const struct slot *s = &site->key->slots[i];
        slots->at[slots->n++] = (struct page_slot){.id = s->id,
                                                   .kind = kinds[s->kind].code,
                                                   .label = kinds[s->kind].label,
                                                   .made_ms = s->made_ms};
    }
    v->pg.slots = slots;
    return NULL;
}

static struct err *show_begin(struct visit *v, struct site *site)
{
    return slots_read(v, site);
}

static struct err *paper_begin(struct visit *v, struct site *site)
{
    const char *code = NULL;
    struct err *bad = slot_paper_add(site, v->ask->arena, &code);
    TRY(slots_read(v, site));
    v->pg.secret = text_of(code);
    return bad;
}

static struct err *drop_begin(struct visit *v, struct site *site)
{
    struct id slot = ID_NONE;
    if (!id_parse(v->pg.params[0], &slot))
        return page_absent(&v->pg);
    struct err *bad = slot_drop(site, v->ask->arena, slot);
    TRY(slots_read(v, site));
    return bad;
}

static void page_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_page(v, 200, ret_answer);
}

static void drop_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_see(v, "/settings/keys", ret_answer);
}

const struct direct keys_show = {.begin = show_begin, .reply = page_reply};
const struct direct keys_paper = {.begin = paper_begin, .reply = page_reply};
const struct direct keys_drop = {.begin = drop_begin, .reply = drop_reply};
