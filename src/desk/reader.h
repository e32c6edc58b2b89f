/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* reader.h - a page thread's eyes: a connection of its own that cannot write, and for the length of
 * one question the keys and the people index of the site, all of one moment.
 *
 *     TRY(reader_begin(reader, arena, &rq));   then rq.who is set by the caller
 *     ...
 *     reader_end(reader);
 */
#ifndef HEARTH_DESK_READER_H
#define HEARTH_DESK_READER_H

#include "desk/site.h"
#include "view/request.h"

struct reader;

/* Any thread; ERR_BUSY when the engine is away. One thread uses a reader. */
MUST_CHECK struct err *reader_open(const struct site *site, struct reader **ret_reader);
/* Takes NULL. */
void reader_close(struct reader *reader);

/* ERR_LOCKED when the keys are not open, ERR_BUSY while the index is being filled: then nothing
 * has begun. rq->who is NULL. */
MUST_CHECK struct err *reader_begin(struct reader *reader, struct arena *into,
                                    struct request *ret_request);
/* The same without keys and index: for what needs neither, as who signs in. */
MUST_CHECK struct err *reader_begin_bare(struct reader *reader, struct arena *into,
                                         struct request *ret_request);
void reader_end(struct reader *reader);

/* The side tables that lie with the keys, between begin and end; opened when first asked for. */
MUST_CHECK struct err *reader_keys(struct reader *reader, struct arena *into, struct db **ret_keys);

#endif
