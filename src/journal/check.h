/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* check.h - what must hold between an entry and what lies before and beside it: the one place of
 * these rules for walking, verifying and importing. */
#ifndef HEARTH_JOURNAL_CHECK_H
#define HEARTH_JOURNAL_CHECK_H

#include "journal/journal.h"
#include "journal/verify.h"

enum { CHECK_FINE = 0 };

/* Reads a header; what is not canonical is VERIFY_HEADER in *ret_what and no error. */
MUST_CHECK struct err *check_header(struct arena *into, struct text header, struct entry *ret_entry,
                                    int *ret_what);
/* CHECK_FINE, VERIFY_HEADER (the hash), VERIFY_GAP or VERIFY_CHAIN (prev, clock), in this order of
 * weight. `before` is the newest entry of the feed so far; seq 0: none. */
int check_entry(const struct journal_head *before, const struct journal_entry *entry);
/* CHECK_FINE or VERIFY_BODY: whether the body is there and the one that the header names. */
int check_body(const struct journal_entry *entry);
/* The same, and that it can be read. */
MUST_CHECK struct err *check_body_form(struct arena *scratch, const struct journal_entry *entry,
                                       int *ret_what);
/* CHECK_FINE or VERIFY_PART: whether the ciphertext is the one that the header names. */
int check_part(const struct entry_part *part, struct text cipher);
/* CHECK_FINE or VERIFY_SEAL. */
MUST_CHECK struct err *check_seal(const struct seal_public *key, int64_t org,
                                  const struct journal_head *head, int64_t since,
                                  const struct seal_signature *signature, int *ret_what);
/* ERR_INTEGRITY with feed, number and what. */
struct err *check_err(struct arena *into, struct place at, int what)
    __attribute__((returns_nonnull));

#endif
