/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* inside.h - what the entries say, collected for reckoning (inside audit/ only). */
#ifndef HEARTH_AUDIT_INSIDE_H
#define HEARTH_AUDIT_INSIDE_H

#include <stdbool.h>

#include "audit/audit.h"
#include "base/id.h"

enum { FACT_FIELDS = 12 }; /* the field numbers that figures need are below */

/* One record as its entries left it. */
struct fact {
    struct id obj;
    uint64_t type;
    bool is_withdrawn;
    bool has[FACT_FIELDS];
    int64_t n[FACT_FIELDS];
    struct id id[FACT_FIELDS];
    struct text text[FACT_FIELDS];
    /* Of a person. */
    bool has_birth;
    int64_t birth;
    int64_t sex;
    bool is_counted; /* erased: sex and majority are as the erasure says */
    int64_t adult_from;
};
struct facts {
    struct arena *arena;
    size_t n, room;
    struct fact *at;
    size_t n_slots;
    uint32_t *slots;
    int64_t entries;
};
/* Walks the whole journal. */
MUST_CHECK struct err *facts_collect(struct db *db, struct arena *into, const struct audit_ask *ask,
                                     struct facts *ret_facts);
/* NULL: unknown. */
const struct fact *fact_of(const struct facts *f, struct id obj);

#endif
