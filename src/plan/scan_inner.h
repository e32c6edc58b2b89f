/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* scan_inner.h - what the two halves of the JSON reader share; nobody else includes it. */
#ifndef HEARTH_PLAN_SCAN_INNER_H
#define HEARTH_PLAN_SCAN_INNER_H

#include "plan/scan.h"

enum { SCAN_END = -1 };

/* A list or object now open: the member or item being read. */
struct scan_place {
    bool is_list;
    int64_t index; /* of the item or member, -1 before the first */
    char key[SCAN_KEY_MAX];
};

struct scan {
    struct arena *arena;
    struct plan_bytes *bytes;
    void *owner;
    struct text window;
    size_t at;         /* in the window */
    size_t before;     /* bytes before the window */
    size_t line_start; /* offset of the line's first byte */
    int64_t line;
    bool ended;
    int depth;
    struct scan_place places[SCAN_DEPTH_MAX];
};

/* The next byte, or SCAN_END; the caller takes it with s->at++. */
MUST_CHECK struct err *scan_peek(struct scan *s, int *ret_c);
/* The same after white space. */
MUST_CHECK struct err *scan_peek_token(struct scan *s, int *ret_c);
/* Takes one wanted character after white space, or says `text`. */
MUST_CHECK struct err *scan_expect(struct scan *s, char wanted, const char *text);
MUST_CHECK struct err *scan_object_open(struct scan *s);
/* The next member's name goes to the open place; its value follows. */
MUST_CHECK struct err *scan_member(struct scan *s, bool *ret_more);
/* A member's name; longer ones are cut and match no rule. */
MUST_CHECK struct err *scan_key(struct scan *s, char into[SCAN_KEY_MAX]);

#endif
