/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cases.h - which work with a family somebody sees.
 *
 * Seen by the team: who works on an open case of hers now, and the managers within their scope. To
 * others a case that they may not see is no case. */
#ifndef HEARTH_VIEW_CASES_H
#define HEARTH_VIEW_CASES_H

#include "view/persons.h"

/* The case that goes on with this person's family, or with herself alone (the newest of several);
 * ID_NONE: there is none, or the asker does not see it. */
MUST_CHECK struct err *case_of_person(struct request *rq, struct id person, struct id *ret_case);
/* Whether the asker sees what only the team of this person reads; false for an unknown one. */
MUST_CHECK struct err *case_work_is_seen(struct request *rq, struct id person, bool *ret_seen);

/* The case with what the open keys allow; the equal ERR_ABSENT when there is none or the asker does
 * not see it. */
MUST_CHECK struct err *case_require(struct request *rq, struct id found, struct rec **ret_case);

/* Whom a case of this person's family is about: the head and the household; without a family of
 * hers, herself alone (household ID_NONE). */
struct case_subject {
    struct id about, household;
};
MUST_CHECK struct err *case_subject_of(struct request *rq, struct id person,
                                       struct case_subject *ret_subject);

#endif
