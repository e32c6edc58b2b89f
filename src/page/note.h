/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* note.h - the page of one note, the form of a new one, and the card of a person's notes. */
#ifndef HEARTH_PAGE_NOTE_H
#define HEARTH_PAGE_NOTE_H

#include "page/page.h"
#include "page/parts.h"
#include "view/notes.h"

struct note_page {
    struct rec *rec;
    const char *url, *back; /* /note/ID; the case or the person */
    const char *kind, *state, *readers;
    struct text when, by, about, text;
    int64_t minutes; /* 0: nobody said */
    bool is_draft, may_correct;
    const char *corrects; /* address of the note that this one stands for */
};
/* What is written: the address it is sent to, whose it is, and where one came from. */
struct note_form_page {
    const char *action, *back, *title;
    struct text name;       /* whom it is about */
    const struct rec *note; /* what stands in the fields; or NULL */
    size_t n_persons;
    const struct form_choice *persons; /* of the case; none: there is one alone */
    bool may_draft, has_kind;
};

/* The card of a person's newest notes. */
struct note_card {
    const char *add; /* address of the form; NULL: not hers to write */
    size_t n;
    int64_t count;
    struct event *events;
};
MUST_CHECK struct err *note_card_make(struct page *pg, struct id person,
                                      struct note_card *ret_card);

/* /note/ID/piece, or /note/ID when NULL. NULL without memory. */
const char *note_path(struct page *pg, struct id note, const char *piece);

#endif
