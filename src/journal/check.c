/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* check.c - the rules of the chain. */
#include "journal/check.h"

#include <assert.h>

enum { SEAL_BYTES_MAX = 256 };

static const char *const whats[VERIFY__COUNT] = {
    [VERIFY_HEADER] = N_("the header was changed"),
    [VERIFY_COLUMN] = N_("a column differs from the header"),
    [VERIFY_CHAIN] = N_("it does not follow the entry before"),
    [VERIFY_GAP] = N_("entries before it are missing"),
    [VERIFY_BODY] = N_("the open body was changed or removed"),
    [VERIFY_PART] = N_("a sealed part was changed or removed"),
    [VERIFY_SEAL] = N_("a seal was changed or removed"),
    [VERIFY_UNSEALED] = N_("the newest entries have no seal"),
    [VERIFY_CUT] = N_("entries up to a known head were cut off"),
    [VERIFY_ROW] = N_("the row cannot be read"),
};

const char *verify_what_text(enum verify_what what)
{
    assert(what >= VERIFY_HEADER && what < VERIFY__COUNT);
    return whats[what];
}

int check_entry(const struct journal_head *before, const struct journal_entry *entry)
{
    struct hash hash = journal_entry_hash(entry->header);
    if (!seal_hash_equal(&hash, &entry->hash))
        return VERIFY_HEADER;
    if (entry->e.at.seq != before->at.seq + 1)
        return VERIFY_GAP;
    if (!seal_hash_equal(&before->hash, &entry->e.prev) || entry->e.hlc <= before->hlc)
        return VERIFY_CHAIN;
    return CHECK_FINE;
}

int check_body(const struct journal_entry *entry)
{
    struct hash hash = journal_open_hash(entry->body);
    bool is_fine = entry->body.at != NULL && seal_hash_equal(&hash, &entry->e.open_hash);
    return is_fine ? CHECK_FINE : VERIFY_BODY;
}

/* Bytes of a wrong form are an answer; anything else that went wrong is an error. */
static struct err *form_what(struct err *bad, int what, int *ret_what)
{
    if (bad != NULL && bad->kind != ERR_INTEGRITY)
        return bad;
    *ret_what = bad == NULL ? CHECK_FINE : what;
    return NULL;
}

struct err *check_header(struct arena *into, struct text header, struct entry *ret_entry,
                         int *ret_what)
{
    return form_what(entry_decode(into, header, ret_entry), VERIFY_HEADER, ret_what);
}

struct err *check_body_form(struct arena *scratch, const struct journal_entry *entry, int *ret_what)
{
    struct body body;
    *ret_what = check_body(entry);
    if (*ret_what != CHECK_FINE)
        return NULL;
    return form_what(body_decode(scratch, entry->body, &body), VERIFY_BODY, ret_what);
}

int check_part(const struct entry_part *part, struct text cipher)
{
    struct hash hash = journal_part_hash(cipher);
    bool is_fine = cipher.n == part->length && seal_hash_equal(&hash, &part->hash);
    return is_fine ? CHECK_FINE : VERIFY_PART;
}

struct err *check_seal(const struct seal_public *key, int64_t org, const struct journal_head *head,
                       int64_t since, const struct seal_signature *signature, int *ret_what)
{
    *ret_what = VERIFY_SEAL;
    if (since < 0 || since >= head->at.seq)
        return NULL;
    CLEANUP(buf_done) struct buf bytes = buf_make(SEAL_BYTES_MAX);
    journal_seal_encode(org, &head->at, since, &head->hash, &bytes);
    TRY(buf_check(&bytes));
    if (seal_verify(key, "hearth-seal-1", buf_text(&bytes), signature))
        *ret_what = CHECK_FINE;
    return NULL;
}

struct err *check_err(struct arena *into, struct place at, int what)
{
    char feed[ID_TEXT + 1];
    id_text(at.feed, feed);
    return err_mend(err_integrity(into, N_("The journal is damaged"), "feed %s number %lld: %s",
                                  feed, (long long)at.seq,
                                  verify_what_text((enum verify_what)what)),
                    "hearth verify");
}
