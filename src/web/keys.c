/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys.c - the slots of site.key on their way to a page. */
#include "web/keys.h"

#include "desk/slots.h"
#include "page/keys.h"
#include "web/visit.h"

static struct err *slots_read(struct visit *v, const struct site *site)
{
    struct page_slots *slots = arena_make(v->ask->arena, struct page_slots);
    NEED(slots);
    for (size_t i = 0; i < site->key->n_slots && i < PAGE_SLOTS_MAX; i++) {
        const struct slot *s = &site->key->slots[i];
        char name[SLOT_NAME_TEXT + 1];
        slot_name(s, name);
        slots->at[slots->n++] = (struct page_slot){.id = s->id,
                                                   .name = arena_str(v->ask->arena, name),
                                                   .kind = slot_kind_code(s->kind),
                                                   .label = slot_kind_label(s->kind),
                                                   .made_ms = s->made_ms};
        NEED(slots->at[slots->n - 1].name);
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

/* In the writer even when the words are not the same: the page that says so shows the keys. */
static struct err *words_begin(struct visit *v, struct site *site)
{
    struct text words = fields_get(&v->pg.typed, "passphrase");
    struct err *bad = text_equal(words, fields_get(&v->pg.typed, "again"))
                          ? slot_passphrase_add(site, v->ask->arena, v->session.user, words)
                          : err_input(v->ask->arena, "again", N_("These are not the same words"));
    TRY(slots_read(v, site));
    return bad;
}

/* The name stands in the address, and is written by hand: nothing is taken away by one click. */
static struct err *drop_begin(struct visit *v, struct site *site)
{
    struct err *bad = NULL;
    if (!text_equal(text_trim(fields_get(&v->pg.typed, "name")), v->pg.params[0]))
        bad = err_example(err_input(v->ask->arena, "name",
                                    N_("Write the name of the key that is to be taken away")),
                          arena_strn(v->ask->arena, v->pg.params[0].at, v->pg.params[0].n));
    else
        bad = slot_drop_named(site, v->ask->arena, v->pg.params[0]);
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
const struct direct keys_words = {.begin = words_begin, .reply = drop_reply};
