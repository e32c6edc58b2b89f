/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* kin.h - who belongs to a person besides her family, and the contacts outside.
 *
 * A relationship is seen by who sees both persons; one with an erased person is gone. A
 * professional is seen by all who see persons; a relative outside by who sees somebody whose
 * relative it is: a telephone number can tell who is here. */
#ifndef HEARTH_VIEW_KIN_H
#define HEARTH_VIEW_KIN_H

#include "view/persons.h"

/* One relationship, seen from one of its two. */
struct kin {
    const struct rec *rec;     /* of relationship_type */
    const struct rec *contact; /* of contact_type, when the other one is outside; or NULL */
    struct id person;          /* the other one, when a person; or ID_NONE */
    struct text name;          /* of the other one */
    struct text phone;         /* of a contact; TEXT_NONE: not known */
    int64_t kind;              /* KIN_...: what the other one is to her */
    bool is_hers;              /* she is `a`: the marks (may collect ...) are about her */
    bool holds;                /* told or proven, and not past its last day */
};
struct kins {
    size_t n;
    struct kin *at;
};
/* Those of a person whom the caller has asked for (person_require); her own first. */
MUST_CHECK struct err *kin_of_person(struct request *rq, struct id person, bool ended_too,
                                     struct kins *ret_kins);
/* Whether a mark of the relationship is set: RELATIONSHIP_LEGAL and the three behind it. */
bool kin_is(const struct kin *kin, uint64_t mark);
/* The record, if the asker sees both; the equal ERR_ABSENT else. */
MUST_CHECK struct err *kin_require(struct request *rq, struct id relationship,
                                   struct rec **ret_relationship);

/* The record of a contact; the equal ERR_ABSENT when there is none or the asker does not see it. */
MUST_CHECK struct err *contact_require(struct request *rq, struct id contact,
                                       struct rec **ret_contact);
/* All contacts that the asker sees, in the order of their names; `put_key` as in person_ask.
 * duty_only: those to be called when somebody is at the door. */
enum { CONTACTS_MAX = 2000 };
struct contact_ask {
    bool ended_too, duty_only;
    void (*put_key)(struct buf *into, struct text name); /* lang_key_of the reader */
};
struct contacts {
    size_t n;
    struct rec **at;
};
MUST_CHECK struct err *contact_list(struct request *rq, const struct contact_ask *ask,
                                    struct contacts *ret_contacts);

#endif
