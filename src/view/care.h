/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* care.h - medicine, allergies and papers of a person, through the guard's eyes.
 *
 * Who is on her team sees them always; who works in a house sees them while she stays there, and
 * no longer: what must be known on duty is known on duty. */
#ifndef HEARTH_VIEW_CARE_H
#define HEARTH_VIEW_CARE_H

#include "view/persons.h"

/* Whether the asker sees what is written of her care; false for an unknown person. */
MUST_CHECK struct err *care_is_seen(struct request *rq, struct id person, bool *ret_seen);

/* Records of medicine_type, allergy_type and paper_type, in this order; of one kind what holds now
 * comes first. */
struct care_facts {
    size_t n;
    struct rec **at;
};
/* None when the asker does not see them. The caller tells the read log (reading.h). */
MUST_CHECK struct err *care_facts(struct request *rq, struct id person, bool ended_too,
                                  struct care_facts *ret_facts);
/* The record of one fact; the equal ERR_ABSENT when there is none or the asker does not see it. */
MUST_CHECK struct err *care_require(struct request *rq, const struct rec_type *type, struct id fact,
                                    struct rec **ret_fact);

/* Papers of those who stay in a house that end before a day, the first to end first; of persons
 * whose care the asker sees. */
struct care_paper {
    struct id paper, person;
    int32_t expires;
};
MUST_CHECK struct err *care_papers_ending(struct request *rq, struct id house, int32_t before,
                                          size_t *ret_n, struct care_paper **ret_papers);

#endif
