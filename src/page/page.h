/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* page.h - what one page, or one act that a page asks for, has in its hands.
 *
 * web/ makes a struct page for each request (who asks, what was typed, a request for reading of one
 * moment) and calls the functions of this folder, which the routes name:
 *
 *   a page_fn   asks views, says its title and writes into pg->out with templates; in the form
 *               PAGE_JSON it writes an object into pg->out.out instead, in PAGE_CSV lines.
 *   an act_fn   makes of what was typed the form of a command. It decides nothing: the command
 * does, in the writer, when the page is long gone. What it refuses is shown again by the page_fn of
 * the same route, with all that was typed and pg->wrong.
 *
 * web/ puts the shell around what a page_fn wrote (menu, search, the confirmation of what was just
 * done). Everything lives in pg->arena, which ends with the request. */
#ifndef HEARTH_PAGE_PAGE_H
#define HEARTH_PAGE_PAGE_H

#include "command/organisation.h"
#include "desk/desk.h"
#include "page/fields.h"
#include "page/html.h"
#include "view/request.h"

enum page_form { PAGE_HTML, PAGE_JSON, PAGE_CSV };

/* The areas of the menu; a page belongs to one, or to none. */
enum page_area {
    AREA_NONE,
    AREA_TODAY,
    AREA_PEOPLE,
    AREA_CASES,
    AREA_REFERRALS,
    AREA_HOUSES,
    AREA_JOURNAL,
    AREA_SETTINGS,
    AREA__COUNT
};

/* What is the same for all pages of a served site. */
struct signin;
struct page_site {
    const char *version;
    struct signin *signin; /* for who is signed in; NULL in tests of single pages */
    enum lang lang;        /* the organisation's */
    bool is_demo;
    bool is_waiting; /* nobody has answered the three questions yet */
};

/* What was just done, shown on the page that follows; `#done`. */
struct page_done {
    struct id deed;
    const char *said; /* message id, or NULL: only that it was done */
    struct text args[ERR_ARGS_MAX];
    int64_t undo_until_ms; /* wall clock; 0: it cannot be undone */
    struct id person;      /* whose record it made or changed first, to be corrected; or ID_NONE */
};

enum { PAGE_PARAMS_MAX = 2 };

struct page_slots;

struct page {
    struct arena *arena;
    struct request rq; /* who is NULL for a stranger; people and keys are there for staff pages */
    struct who who;
    const struct page_site *site;
    struct html out; /* in the reader's language: pg->out.lang */
    enum page_form form;
    const char *path; /* as asked for, without .json or .csv; for forms to the same page */
    struct text params[PAGE_PARAMS_MAX]; /* what stood for :id in the route, in order */
    struct fields query;
    struct fields typed; /* of a POST; of a draft that is shown again */
    struct err *wrong;   /* why the act was refused, one error for each field; or NULL */
    bool is_draft;       /* what stands in `typed` was typed before and never sent */
    bool is_nobodys;     /* ... and nobody knows by whom */
    const struct page_done *done;
    const struct import_page *import;   /* page/import.h: what its page was read from */
    const struct account_page *account; /* page/account.h, likewise */
    struct text csrf;                   /* hidden in every form, with once */
    struct text once;
    const struct setup_page *setup; /* page/setup.h, likewise */
    const struct page_slots *slots; /* of /settings/keys */
    struct text secret;             /* shown on this page and never again, such as a new address */
    bool theme_dark, theme_light;   /* her choice; neither: the machine's */
    struct text house_last;         /* a handle that this browser kept; not checked */

    /* The page's own words about itself. */
    enum page_area area;
    struct text title; /* translated; page_title */
    struct text house; /* handle of the one house that the page is about where there are many; the
                          browser keeps it as her last */
};

typedef MUST_CHECK struct err *page_fn(struct page *pg);

/* An act on its way to the writer. */
struct page_act {
    command_fn *run;
    const void *form;
    /* Where the answer leads: a path; or, made when it is done, from what it wrote. */
    const char *next;
    const char *(*next_of)(struct page *pg, const struct answer *answer);
};
typedef MUST_CHECK struct err *act_fn(struct page *pg, struct page_act *ret_act);

/* The title: a message id with values for its places, each a struct text, ended by TEXT_NONE.
 * page_title(pg, N_("Admit a family")). */
#define page_title(pg, ...) page_title_texts(pg, __VA_ARGS__, TEXT_NONE)
void page_title_texts(struct page *pg, const char *msgid, ...);

/* ---- what was typed, and what is wrong with it ------------------------------------------------
 */

/* What stands in a field: what was typed, else what the record says. */
struct text page_value(const struct page *pg, const char *name, struct text otherwise);
/* Whether the form that was sent has this field, empty or not. */
bool page_typed(const struct page *pg, const char *name);
/* The error of a field, or NULL. */
MUST_CHECK const struct err *page_wrong(const struct page *pg, const char *name);

/* ---- may she ------------------------------------------------------------------------------------
 */

/* For buttons: false hides them. The command asks again. */
bool page_may(const struct page *pg, enum may may);
bool page_may_in_house(const struct page *pg, enum may may, struct id house);
/* The answer for what is absent or not hers. */
struct err *page_absent(struct page *pg) __attribute__((returns_nonnull));

#endif
