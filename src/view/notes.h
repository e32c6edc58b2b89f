/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* notes.h - which notes somebody reads: those for the house by who sees the person, the others by
 * her team; a draft by its author alone. */
#ifndef HEARTH_VIEW_NOTES_H
#define HEARTH_VIEW_NOTES_H

#include "view/request.h"

/* The note; the equal ERR_ABSENT when there is none or the asker does not read it. */
MUST_CHECK struct err *note_require(struct request *rq, struct id note, struct rec **ret_note,
                                    struct id *ret_author);

/* The newest notes about a person that the asker reads; `count` without the limit. */
struct note_row {
    struct id note;
    struct text by;
    struct rec *rec;
};
struct note_list {
    size_t n, count;
    struct note_row *rows;
};
MUST_CHECK struct err *notes_of_person(struct request *rq, struct id person, size_t limit,
                                       struct note_list *ret_list);

#endif
