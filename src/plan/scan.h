/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* scan.h - a strict JSON reader that is asked for what should come next.
 *
 * The caller knows the format and pulls: an object, its members by a table of rules, a list, a
 * number in a range. Whatever else stands there is ERR_INPUT naming member, line and column. JSON
 * is RFC 8259 without byte order mark; members may come in any order, the same one never twice;
 * members no rule names are checked for form and skipped. */
#ifndef HEARTH_PLAN_SCAN_H
#define HEARTH_PLAN_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "plan/bytes.h"

enum {
    SCAN_DEPTH_MAX = 500, /* of nested lists and objects */
    SCAN_KEY_MAX = 40,    /* bytes of a member's name that are kept */
    SCAN_RULES_MAX = 32,  /* members of one object that have rules */
};

struct scan;

/* How one member of an object is read into the structure `into`. */
struct scan_rule {
    const char *member;
    struct err *(*read)(struct scan *s, const struct scan_rule *rule, void *into);
    size_t offset; /* of the field it fills, for the readers that fill one */
    int64_t low;
    int64_t high;
    bool optional;
};

/* The scanner lives in the arena; `owner` is for the caller's rules. */
MUST_CHECK struct err *scan_new(struct arena *into, struct plan_bytes *bytes, void *owner,
                                struct scan **ret_scan);
void *scan_owner(struct scan *s);
struct arena *scan_arena(struct scan *s);
int32_t scan_line(const struct scan *s);

/* A whole object by its rules: unknown members are skipped unless `closed`. */
MUST_CHECK struct err *scan_object(struct scan *s, const struct scan_rule *rules, size_t rules_n,
                                   bool closed, void *into);
/* Lists: open, then items until more is false. */
MUST_CHECK struct err *scan_list(struct scan *s);
MUST_CHECK struct err *scan_item(struct scan *s, bool *ret_more);
/* Exactly n whole numbers, each with its own range, as [a, b, c]. */
struct scan_range {
    int64_t low;
    int64_t high;
};
MUST_CHECK struct err *scan_numbers(struct scan *s, const struct scan_range *ranges, size_t n,
                                    int64_t *ret_numbers);
MUST_CHECK struct err *scan_number(struct scan *s, int64_t low, int64_t high, int64_t *ret_number);
MUST_CHECK struct err *scan_bool(struct scan *s, bool *ret_is);
/* Valid UTF-8 of at most PLAN_TEXT_MAX bytes, no NUL, copied into the arena. */
MUST_CHECK struct err *scan_text(struct scan *s, struct text *ret_text);
MUST_CHECK struct err *scan_skip(struct scan *s);
/* Only white space may follow. */
MUST_CHECK struct err *scan_end(struct scan *s);

/* Rules for single fields: int32_t and int64_t within low .. high, bool, struct text. */
MUST_CHECK struct err *scan_rule_int32(struct scan *s, const struct scan_rule *rule, void *into);
MUST_CHECK struct err *scan_rule_int64(struct scan *s, const struct scan_rule *rule, void *into);
MUST_CHECK struct err *scan_rule_bool(struct scan *s, const struct scan_rule *rule, void *into);
MUST_CHECK struct err *scan_rule_text(struct scan *s, const struct scan_rule *rule, void *into);

/* An error at the place where the scanner stands: the text has {1} line and {2} column, then
 * `a` as {3} and `b` as {4}; both may be NULL. */
struct err *scan_wrong(struct scan *s, const char *text, const char *a, const char *b)
    __attribute__((returns_nonnull));

#endif
