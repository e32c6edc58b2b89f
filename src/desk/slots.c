/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* slots.c - site.key is written whole or not at all; what could not be written is taken back. */
#include "desk/slots.h"

#include <stdio.h>

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

/* ---- passphrases ------------------------------------------------------------------------------
 */

static struct err *passphrase_check(struct arena *into, struct text passphrase)
{
    enum { WORDS_LEAST = 5, WORDS_MOST = 64 };
    struct text rest = passphrase, word, seen[WORDS_MOST];
    size_t n = 0;
    while (n < WORDS_MOST && text_cut(&rest, ' ', &word)) {
        bool is_new = word.n > 0;
        for (size_t i = 0; i < n; i++)
            is_new = is_new && !text_equal(seen[i], word);
        if (is_new)
            seen[n++] = word;
    }
    if (n >= WORDS_LEAST)
        return NULL;
    return err_example(err_input(into, "passphrase", N_("Write five different words, or more")),
                       "seven wet hens count stones");
}

struct err *slot_passphrase_add(struct site *s, struct arena *into, struct id user,
                                struct text passphrase)
{
    const struct site_key before = *s->key;
    struct text kept = text_trim(passphrase);
    TRY(site_require_open(s, into));
    TRY(passphrase_check(into, kept));
    TRY(site_key_add_slot(s->arena, s->key, s->ring, SLOT_PASSPHRASE, user, world_now_ms(), kept));
    return key_keep(s, into, &before);
}

/* ---- names, and taking away -------------------------------------------------------------------
 */

static const struct {
    const char *code, *label;
} kinds[] = {[SLOT_PASSPHRASE] = {"passphrase", N_("A passphrase")},
             [SLOT_PAPER] = {"paper", N_("A paper code")},
             [SLOT_FILE] = {"file", N_("A key file or stick")}};

const char *slot_kind_code(enum slot_kind kind)
{
    return kinds[kind].code;
}

const char *slot_kind_label(enum slot_kind kind)
{
    return kinds[kind].label;
}

void slot_name(const struct slot *slot, char ret_name[SLOT_NAME_TEXT + 1])
{
    char id[ID_TEXT + 1];
    id_text(slot->id, id);
    (void)snprintf(ret_name, SLOT_NAME_TEXT + 1, "%s-%.4s", kinds[slot->kind].code, id);
}

static const struct slot *slot_find(const struct site *s, struct text name)
{
    char known[SLOT_NAME_TEXT + 1];
    for (size_t i = 0; i < s->key->n_slots; i++) {
        slot_name(&s->key->slots[i], known);
        if (text_is(text_trim(name), known))
            return &s->key->slots[i];
    }
    return NULL;
}

struct err *slot_drop_named(struct site *s, struct arena *into, struct text name)
{
    const struct site_key before = *s->key;
    TRY(site_require_open(s, into));
    const struct slot *slot = slot_find(s, name);
    if (slot == NULL)
        return err_mend(
            err_example(err_input(into, "name", N_("There is no key of this name")), "paper-k3fq"),
            "hearth key list");
    if (s->key->n_slots < 2)
        return err_new(into, ERR_CONFLICT,
                       N_("This is the last key. Make another one before you take it away"));
    (void)site_key_drop_slot(s->key, slot->id);
    return key_keep(s, into, &before);
}

struct err *slot_drop_user(struct site *s, struct arena *into, struct id user)
{
    const struct site_key before = *s->key;
    size_t was = s->key->n_slots;
    for (size_t i = was; i-- > 0 && s->key->n_slots > 1;)
        if (s->key->slots[i].kind == SLOT_PASSPHRASE && id_equal(s->key->slots[i].user, user))
            (void)site_key_drop_slot(s->key, s->key->slots[i].id);
    return s->key->n_slots == was ? NULL : key_keep(s, into, &before);
}
