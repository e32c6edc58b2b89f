/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tmplc.h - what the parts of the template compiler share. The language is described in
 * src/page/html.h.
 *
 * tmplc_read.c cuts a source into markup and statements, tmplc_html.c follows the HTML and refuses
 * what is unsafe or does not nest, tmplc_make.c follows the statements, tmplc_write.c writes C.
 * Every fault is told as FILE:LINE:COLUMN: words. Memory is the caller's arena. */
#ifndef HEARTH_TOOLS_TMPLC_H
#define HEARTH_TOOLS_TMPLC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

enum { DEPTH_MAX = 64, IDS_MAX = 256, ITEMS_MAX = 20000, PLACES_MAX = 4, MADE_MAX = 16 << 20 };

enum item_kind {
    ITEM_END = 0,
    ITEM_MARKUP,
    ITEM_VALUE,
    ITEM_SHOW, /* a value whose kind the statement names: date, money ... */
    ITEM_TEXT,
    ITEM_COUNT,
    ITEM_CALL,
    ITEM_LET,
    ITEM_IF,
    ITEM_ELIF,
    ITEM_ELSE,
    ITEM_EACH,
    ITEM_STOP, /* {end} */
    ITEM_INSIDE,
    ITEM_TEMPLATE,
    ITEM_INCLUDE,
};

/* A run of markup, or one statement. */
struct item {
    enum item_kind kind;
    struct text text; /* markup as written; of a statement what stands behind its word */
    const char *word; /* ITEM_SHOW: the C function that makes the value */
    const char *at;   /* where it begins in the source */
    int line;
};

struct items {
    struct item *at; /* an END follows the last one */
    size_t n;
};

/* One source on its way. */
struct compiler {
    struct arena *memory;
    const char *path;
    struct text source;
    struct buf *said;
    int faults;
    struct buf *header;
    struct buf *code;
};

/* Compiles one source; faults go to `said` as lines, and then false. The buffers are appended to;
 * what is in them after a fault is worth nothing. */
bool template_compile(struct arena *memory, const char *path, struct text source, struct buf *said,
                      struct buf *header, struct buf *code);

/* Says what is wrong at a place of the source; compiling goes on, so that one run tells all. */
void fault(struct compiler *c, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- reading ---- */

/* The items of the source; none after a fault. */
struct items items_read(struct compiler *c);
/* Takes the next value of a list parted by commas (those in brackets and quotes do not part). False
 * at the end. */
bool value_next(struct text *rest, struct text *ret_value);
/* The literal at the beginning of `*rest` with its quotes, taken off with a comma behind it; false
 * when none stands there. */
bool literal_next(struct text *rest, struct text *ret_literal);

/* ---- HTML ---- */

enum spot_kind { SPOT_TEXT = 0, SPOT_TAG, SPOT_QUOTED };
enum attr_kind { ATTR_PLAIN = 0, ATTR_WORDS, ATTR_URL, ATTR_REFUSED };

/* Where in the HTML the next byte would stand. */
struct spot {
    enum spot_kind kind;
    struct text tag; /* its name, as written in the source */
    struct text attr;
    enum attr_kind attr_kind;
    bool begun;  /* the attribute has a first byte or value */
    bool alt;    /* the tag has said alt */
    bool source; /* the tag has said src */
    size_t depth;
};

enum beside { BESIDE_START = 0, BESIDE_WORDS, BESIDE_BLOCK, BESIDE_STATEMENT };

struct page {
    struct compiler *c;
    struct spot spot;
    struct text open[DEPTH_MAX]; /* names of the open elements, as written */
    size_t floor;                /* elements below it belong to what stands around the block */
    struct text ids[IDS_MAX];
    size_t n_ids;
    size_t turns;       /* how many {each} stand around */
    enum beside before; /* what was written last, for white space */
    bool space, line_end;
    struct buf *run; /* markup that waits to be written */
};

void page_begin(struct page *p);
/* Takes a run of markup. */
void page_markup(struct page *p, struct text markup);
/* Something that writes words stands here: settles the white space before it. */
void page_words(struct page *p);
/* A statement that writes nothing itself: white space with a line end beside it goes. */
void page_statement(struct page *p);
/* Whether an element around this spot takes no tags (title, textarea). */
bool page_takes_no_tags(const struct page *p);
/* A template in two halves begins or ends by a call: it nests like an element. `name` is the
 * call's, without _begin or _end. */
void page_half_opens(struct page *p, struct text name);
void page_half_closes(struct page *p, struct text name);
/* Tells of the elements that are open above `floor`, and closes them. */
void page_close_to_floor(struct page *p, const char *at);

/* ---- writing ---- */

/* The heads of both files, and the header's end. */
void write_begin(struct compiler *c, const struct items *items);
void write_end(struct compiler *c);
/* The markup that waits. */
void write_run(struct compiler *c, struct buf *run);
/* The line of the source that the next line of C is made of. */
void write_place(struct compiler *c, const struct item *item);
/* {t} and {n}; `plain` where no markup may stand. */
void write_message(struct compiler *c, const struct item *item, bool plain);

#endif
