/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* entry.h - the bytes of one journal entry: header, open body, sealed parts.
 *
 * The format is docs/journal-format.md and never changes for version 1. Decoding accepts only what
 * encoding would give again, byte for byte. This file knows no seal: whoever includes it alone can
 * read open fields and pointers, and needs no key (projection/ rests on that). */
#ifndef HEARTH_JOURNAL_ENTRY_H
#define HEARTH_JOURNAL_ENTRY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"

enum {
    ENTRY_VERSION = 1,
    ENTRY_NONCE = 24,
    ENTRY_SALT = 16,
    ENTRY_SEEN_MAX = 64,
    ENTRY_PARTS_MAX = 16,
    ENTRY_CHANGES_MAX = 512,
    ENTRY_BODY_MAX = 64 * 1024,
    ENTRY_PART_MAX = 64 * 1024,          /* plain */
    ENTRY_CIPHER_MAX = 64 * 1024 + 1024, /* with length, padding and tag */
};

/* A place in the journal. */
struct place {
    struct id feed;
    int64_t seq; /* from 1; 0 is no place */
};

struct entry_part {
    struct id key;
    uint8_t nonce[ENTRY_NONCE];
    uint64_t length;  /* of the ciphertext */
    struct hash hash; /* BLAKE2b-256("hearth-part-1" || ciphertext) */
};

struct entry {
    int64_t org; /* 8 bytes, big-endian */
    struct place at;
    struct hash prev;
    uint64_t hlc; /* 48 bits ms UTC, 16 bits counter */
    struct id deed;
    uint64_t type;
    uint64_t type_version;
    struct id obj;
    struct id author;
    size_t n_seen;
    struct place *seen;
    struct hash open_hash; /* BLAKE2b-256("hearth-open-1" || body) */
    size_t n_parts;
    struct entry_part *parts;
};

/* Wall time of the hlc. */
int64_t entry_ms(const struct entry *e);

/* Appends v to open_hash. */
void entry_encode_bound(const struct entry *e, struct buf *into);
/* Appends the whole header. */
void entry_encode(const struct entry *e, struct buf *into);
/* ERR_INTEGRITY unless the bytes are exactly one canonical header. */
MUST_CHECK struct err *entry_decode(struct arena *into, struct text header,
                                    struct entry *ret_entry);
/* Appends the associated data of part i: v to open_hash, then i (a varint) and its key id. */
void entry_encode_part_bound(const struct entry *e, size_t i, struct buf *into);

enum change_op { CHANGE_SET = 1, CHANGE_CLEAR = 2, CHANGE_ADD = 3, CHANGE_REMOVE = 4 };

/* One changed field. A field stands with one set, or one clear (which carries no value), or with
 * adds and removes of several values, each value once. */
struct change {
    uint64_t field;
    enum change_op op;
    struct text value; /* as model/value.h writes it; unknown fields stay verbatim */
};

struct body {
    uint8_t salt[ENTRY_SALT];
    uint64_t act; /* enum act of model/act.h; never reused */
    size_t n_changes;
    struct change *changes; /* ascending by (field, op, value) */
};

/* Appends the body. */
void body_encode(const struct body *b, struct buf *into);
/* ERR_INTEGRITY unless the bytes are exactly one canonical body. */
MUST_CHECK struct err *body_decode(struct arena *into, struct text bytes, struct body *ret_body);

/* The plain content of a sealed part: every sealed field of the record under that key, and the
 * place of the part that it replaces (seq 0: the first). A field that stands several times has
 * several values, ascending by bytes. */
struct part_field {
    uint64_t field;
    struct text value;
};
struct part {
    struct place replaces;
    size_t n_fields;
    struct part_field *fields; /* ascending by (field, value) */
};
void part_encode(const struct part *p, struct buf *into);
MUST_CHECK struct err *part_decode(struct arena *into, struct text bytes, struct part *ret_part);

#endif
