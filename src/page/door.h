/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* door.h - somebody calls, or stands at the door: what the two pages share.
 *
 * What the page of the telephone shows, before and after writing down, depends on who reads it and
 * on which houses there are, never on who stays in them: nobody on the line or beside the desk can
 * tell from it whether she is here. The page of the door names children, to who sees them. */
#ifndef HEARTH_PAGE_DOOR_H
#define HEARTH_PAGE_DOOR_H

#include "command/enquiry.h"
#include "page/form.h"
#include "page/page.h"
#include "view/kin.h"

/* The words to say in one language. */
enum { CALL_LINES = 4 };
struct call_words {
    const char *lang; /* its code */
    const char *name;
    const char *lines[CALL_LINES];
};
struct call_page {
    struct call_words words[LANG__COUNT]; /* the reader's own first */
    bool has_houses;                      /* more than one: it is asked which */
    struct form_field house;
    bool may_read; /* the list of what was written down */
};

/* The field that asks which house; false when there is nothing to choose. */
MUST_CHECK struct err *door_house_field(struct page *pg, bool *ret_has,
                                        struct form_field *ret_field);
/* What was typed into a form of fields of enquiry_type. */
MUST_CHECK struct err *door_form_read(struct page *pg, int64_t kind,
                                      struct enquiry_form **ret_form);

/* Somebody whom a list names, with what there is to say of it. */
struct door_row {
    const char *url; /* of a child: the same page about it; or NULL */
    struct text name, phone;
    const char *kind;          /* who that is: a label */
    struct text whose;         /* of the list of those to be kept away: from whom */
    bool is_proven, is_unsafe; /* told only; the number is not safe to call */
};
struct door_rows {
    size_t n, room;
    struct door_row *at;
};
struct door_page {
    bool has_houses, may_read;
    struct form_field house;
    struct door_rows duty;     /* contacts to call */
    struct door_rows children; /* who stays here, as far as the reader sees */
    const char *child;         /* the id of the one who was chosen, or NULL */
    struct text child_name;
    struct door_rows family, collect, legal, avoid;
};

#endif
