/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tally.c - who tries too often waits longer and longer (checklist item 6).
 *
 * Ten wrong tries on an account, or thirty from an address, are free; each further one makes the
 * next wait twice as long, from 15 seconds up to 15 minutes. A try counts as wrong when it begins,
 * so that a hundred at once are ten. An address from which the account has signed in before has a
 * count of its own: whoever guesses elsewhere does not shut the user out there. Unknown accounts
 * are counted like known ones. In memory, since addresses are never stored; but the wrong tries of
 * an account within the last hour, since it last came in, are counted again at the start. */
#include <string.h>

#include "signin/inside.h"

static struct tally *tally_find(struct tallies *t, const struct hash *key)
{
    for (size_t i = 0; i < TALLIES; i++)
        if (t->at[i].is_taken && memcmp(&t->at[i].key, key, sizeof *key) == 0)
            return &t->at[i];
    return NULL;
}

/* The place of this key: its own, or a free one, or that of the one not heard of for longest. */
static struct tally *tally_at(struct tallies *t, const struct hash *key, int64_t now_ms)
{
    struct tally *found = tally_find(t, key);
    if (found != NULL) {
        if (now_ms - found->last_ms >= TALLY_FORGET_MS)
            found->wrong = 0;
        return found;
    }
    struct tally *old = &t->at[0];
    for (size_t i = 1; i < TALLIES && old->is_taken; i++)
        if (!t->at[i].is_taken || t->at[i].last_ms < old->last_ms)
            old = &t->at[i];
    *old = (struct tally){.key = *key, .is_taken = true, .last_ms = now_ms};
    return old;
}

static int64_t wait_of(const struct tally *at, uint32_t free, int64_t now_ms)
{
    enum { DOUBLED_MAX = 6 };
    if (at->wrong < free)
        return 0;
    uint32_t doubled = at->wrong - free < DOUBLED_MAX ? at->wrong - free : DOUBLED_MAX;
    int64_t wait_ms = (int64_t)TALLY_FIRST_MS << doubled;
    if (wait_ms > TALLY_MOST_MS)
        wait_ms = TALLY_MOST_MS;
    int64_t left_ms = at->last_ms + wait_ms - now_ms;
    return left_ms < 0 ? 0 : left_ms;
}

static void wrong_add(struct tallies *t, const struct hash *key, int64_t now_ms)
{
    struct tally *at = tally_at(t, key, now_ms);
    at->wrong++;
    at->last_ms = now_ms;
}

static void wrong_back(struct tallies *t, const struct hash *key, int64_t now_ms)
{
    struct tally *at = tally_at(t, key, now_ms);
    at->wrong -= at->wrong > 0;
}

void tally_known(struct tallies *t, const struct hash *account, bool is_good, int64_t at_ms)
{
    if (is_good)
        tally_at(t, account, at_ms)->wrong = 0;
    else
        wrong_add(t, account, at_ms);
}

int64_t tally_begin(struct tallies *t, struct counted *c, int64_t now_ms)
{
    const struct tally *both = tally_find(t, &c->both);
    c->is_known = both != NULL && both->is_known;
    const struct hash *account = c->is_known ? &c->both : &c->account;
    int64_t account_ms = wait_of(tally_at(t, account, now_ms), ACCOUNT_FREE, now_ms);
    int64_t address_ms = wait_of(tally_at(t, &c->address, now_ms), ADDRESS_FREE, now_ms);
    if (account_ms > 0 || address_ms > 0)
        return account_ms > address_ms ? account_ms : address_ms;
    if (t->in_flight == TRIES_AT_ONCE)
        return -1;
    t->in_flight++;
    c->is_open = true;
    wrong_add(t, account, now_ms);
    wrong_add(t, &c->address, now_ms);
    return 0;
}

void tally_end(struct tallies *t, struct counted *c, enum tally_end end, int64_t now_ms)
{
    const struct hash *account = c->is_known ? &c->both : &c->account;
    if (!c->is_open)
        return;
    c->is_open = false;
    t->in_flight--;
    if (end == TALLY_WRONG)
        return;
    /* Who has an account of his own does not wipe off what was tried on others. */
    wrong_back(t, &c->address, now_ms);
    wrong_back(t, account, now_ms);
    if (end != TALLY_GOOD)
        return;
    tally_at(t, account, now_ms)->wrong = 0;
    struct tally *both = tally_at(t, &c->both, now_ms);
    both->is_known = true;
    both->last_ms = now_ms;
}
