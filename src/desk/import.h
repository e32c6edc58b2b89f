/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.h - a foreign list of people becomes records: look, show, do.
 *
 *     TRY(import_look(arena, &wish, &look));        what the file is; refuses what is no list
 *     TRY(import_preview(arena, &wish, look, n, ...));  its first rows as they would become
 *     TRY(import_do(site, arena, &wish, look, &hear, &result));
 *
 * It is one deed over steps of LIMIT_IMPORT_BATCH_ROWS rows, each of which is durable; between two
 * steps others may write (site_breathe). The ids of rows follow from their source, so an import
 * that was cut short is done to its end by doing it again. A row that is wrong is told and left
 * out; the others are taken over. With .dry_run everything is told and nothing written. */
#ifndef HEARTH_DESK_IMPORT_H
#define HEARTH_DESK_IMPORT_H

#include "base/limits.h"
#include "desk/desk.h"
#include "intake/person.h"

struct import_wish {
    const struct source *source;
    struct text as;       /* login of who imports */
    struct text map;      /* see intake/columns.h, or TEXT_NONE */
    struct text from;     /* names the list whose numbers these are, or TEXT_NONE */
    enum charset charset; /* CHARSET_UNKNOWN: found out */
    enum date_order dates;
    bool dry_run;
};

struct import_look {
    struct charset_found charset;
    struct csv_shape shape; /* begins with the header */
    const struct columns *columns;
    int64_t rows;
    struct hash hash; /* of the file's bytes */
};
/* Reads the whole file once. ERR_INPUT with field charset, map or file (no rows, too many). */
MUST_CHECK struct err *import_look(struct arena *into, const struct import_wish *wish,
                                   struct import_look *ret_look);

/* Only what the columns are called, for who must say what they are. */
MUST_CHECK struct err *import_headers(struct arena *into, const struct import_wish *wish,
                                      size_t *ret_n, const struct text **ret_headers);

/* One row as it would be taken over. */
struct import_shown {
    int64_t line;
    size_t n;
    const struct text *cells;
    const struct rec *person; /* NULL: wrong */
    const struct err *wrongs; /* the first of a list; NULL: fine */
};
MUST_CHECK struct err *import_preview(struct arena *into, const struct import_wish *wish,
                                      const struct import_look *look, size_t most, size_t *ret_n,
                                      struct import_shown **ret_shown);

/* Who hears of it while it runs; each may be NULL. `wrong` hears of every row that is left out. */
struct import_hear {
    struct err *(*wrong)(void *with, const struct import_shown *row);
    void *with;
    struct progress progress;
};

/* A row that looks like a person who is known, or like an earlier row. */
struct import_like {
    int64_t line;
    int64_t other_line; /* 0: */
    struct id person;   /* somebody who was known before */
};
struct import_result {
    int64_t rows;
    int64_t added; /* or would be, in a dry run */
    int64_t known; /* taken over before */
    int64_t twice; /* the same row stands above */
    int64_t wrong;
    int64_t alike; /* of those added: how many look like somebody; -1: too many to look */
    size_t n_likes;
    struct import_like likes[LIMIT_IMPORT_TOLD]; /* the first of them */
    struct id deed;                              /* ID_NONE: nothing was written */
    int64_t undo_until_ms;                       /* 0: it cannot be undone */
};
/* ERR_DENIED, ERR_LOCKED, or what a store says; what was durable before stays. */
MUST_CHECK struct err *import_do(struct site *site, struct arena *into,
                                 const struct import_wish *wish, const struct import_look *look,
                                 const struct import_hear *hear, struct import_result *ret_result);

#endif
