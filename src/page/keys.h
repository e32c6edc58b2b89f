/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys.h - what opens the house after a power cut, as the settings show it. */
#ifndef HEARTH_PAGE_KEYS_H
#define HEARTH_PAGE_KEYS_H

#include "page/page.h"

enum { PAGE_SLOTS_MAX = 64 };
struct page_slot {
    struct id id;
    const char *name;  /* what is typed to take it away */
    const char *kind;  /* code: passphrase paper file */
    const char *label; /* message id */
    int64_t made_ms;
};
/* Read by web/ in the writer's thread. */
struct page_slots {
    size_t n;
    struct page_slot at[PAGE_SLOTS_MAX];
};

#endif
