/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify.h - whether the stored journal is what was written, byte by byte.
 *
 * Every hash is computed anew, every chain followed, every column compared with its header, every
 * part and seal checked, and the heads compared with what is known from elsewhere (site.mark, a
 * printed head). Reading only; needs no open keys. */
#ifndef HEARTH_JOURNAL_VERIFY_H
#define HEARTH_JOURNAL_VERIFY_H

#include "journal/journal.h"

enum verify_what {
    VERIFY_HEADER = 1, /* the header is not canonical, or its hash is not the stored one */
    VERIFY_COLUMN,     /* a column differs from the header */
    VERIFY_CHAIN,      /* prev is not the hash of the entry before, or the clock went back */
    VERIFY_GAP,        /* numbers are missing before this one */
    VERIFY_BODY,       /* the open body is missing or changed */
    VERIFY_PART,       /* a sealed part is changed, missing without erasure, or nobody's */
    VERIFY_SEAL,       /* a seal does not fit its entry, or its signature is wrong */
    VERIFY_UNSEALED,   /* the newest entries of a feed have no seal */
    VERIFY_CUT,        /* entries up to a sealed or known head are gone */
    VERIFY_ROW,        /* a row cannot be read as what its columns say */
    VERIFY__COUNT
};
/* A message id for people. */
const char *verify_what_text(enum verify_what what);

struct verify_finding {
    struct place at;
    enum verify_what what;
    int64_t part; /* of VERIFY_PART, from 0; else -1 */
};

struct verify_ask {
    int64_t org;
    const struct seal_public *public_key;
    /* Heads known from elsewhere: the feed must reach them with this very hash. */
    size_t n_known;
    const struct journal_head *known;
    /* Whether a key exists, so that a missing part is not an erasure; NULL: no key was erased. */
    bool (*key_exists)(void *with, struct id key);
    void (*report)(void *with, const struct verify_finding *finding);
    void *with;
};
struct verify_answer {
    int64_t entries;
    int64_t parts;
    int64_t parts_erased;
    int64_t seals;
    int64_t findings;
};

/* An error only when reading fails; what is wrong goes to report. */
MUST_CHECK struct err *journal_verify(struct db *db, struct arena *scratch,
                                      const struct verify_ask *ask,
                                      struct verify_answer *ret_answer);

#endif
