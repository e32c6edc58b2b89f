/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* companions.h - who shows whom round in a house, and who could. */
#ifndef HEARTH_VIEW_COMPANIONS_H
#define HEARTH_VIEW_COMPANIONS_H

#include "model/types_activity.h"
#include "view/persons.h"

struct companion_view {
    struct id record; /* ID_NONE: nobody shows her round */
    struct id companion;
    struct text name; /* TEXT_NONE: the asker does not see her */
    int64_t from_ms;
};
/* Who shows the person of this stay round now. Whoever has left the house does so no more; whom the
 * asker does not see is not told. */
MUST_CHECK struct err *companion_of_stay(struct request *rq, struct id stay, struct id house,
                                         struct companion_view *ret_companion);

struct companion_rows {
    size_t n;
    const struct person_row **at; /* by name */
};
/* Adults who stay in this house, are of another family, and whom the asker sees. Needs the index.
 */
MUST_CHECK struct err *companions_possible(struct request *rq, struct id house, struct id household,
                                           struct companion_rows *ret_rows);
/* Whom this person shows round now, of those whom the asker sees. */
MUST_CHECK struct err *companion_newcomers(struct request *rq, struct id person,
                                           struct companion_rows *ret_rows);

#endif
