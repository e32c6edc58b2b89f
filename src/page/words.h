/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* words.h - values of records in the reader's language, and moments as people type them. */
#ifndef HEARTH_PAGE_WORDS_H
#define HEARTH_PAGE_WORDS_H

#include "page/page.h"
#include "page/parts.h"
#include "tell/tale.h"

struct zone;

/* To this page's reader, by the clock of `zone`. */
struct teller words_teller(struct page *pg, const struct zone *zone);
/* All values of a field, "; " between them. */
MUST_CHECK struct err *words_values(struct page *pg, const struct zone *zone, const struct field *f,
                                    const struct values *values, struct text *ret_words);
/* 21.11.2026, 14:30 */
MUST_CHECK struct err *words_instant(struct page *pg, const struct zone *zone, int64_t ms,
                                     struct text *ret_words);
/* A tale for the timeline. */
MUST_CHECK struct err *words_event(struct page *pg, const struct zone *zone,
                                   const struct tale *tale, struct event *ret_event);

/* A moment that was typed: nothing (then 0: now), 14:30 of today, 2026-11-21 14:30,
 * 21.11.2026 14:30, or an instant with Z. ERR_INPUT of `field`. */
MUST_CHECK struct err *words_moment(struct page *pg, const struct zone *zone, const char *field,
                                    int64_t *ret_ms);

#endif
