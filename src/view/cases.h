/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cases.h - which work with a family somebody sees.
 *
 * Seen by the team: who works on an open case of hers now, and the managers within their scope. To
 * others a case that they may not see is no case. */
#ifndef HEARTH_VIEW_CASES_H
#define HEARTH_VIEW_CASES_H

#include "model/types_case.h"
#include "view/persons.h"

/* The case that goes on with this person's family, or with herself alone (the newest of several);
 * ID_NONE: there is none, or the asker does not see it. */
MUST_CHECK struct err *case_of_person(struct request *rq, struct id person, struct id *ret_case);
/* Login of who leads that case, for whoever sees the person: whom to call at night. TEXT_NONE:
 * nobody does. The caller has asked whether she is seen. */
MUST_CHECK struct err *case_lead_of_person(struct request *rq, struct id person,
                                           struct text *ret_login);
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

/* Somebody who works on a case now. */
struct case_worker {
    struct id user;
    struct text login;
    int64_t role; /* ASSIGNMENT_... */
    int64_t from_ms;
};
/* One of the family whom the asker sees. */
struct case_person {
    struct id person;
    struct text name;
    bool is_about;    /* whom the case is about */
    bool is_expected; /* not born yet: has no name */
};
/* What stands in the head of a case. */
struct case_view {
    struct rec *rec;
    size_t n_workers;
    struct case_worker *workers; /* who leads first */
    size_t n_persons;
    struct case_person *persons;
};
MUST_CHECK struct err *case_read(struct request *rq, struct id found, struct case_view *ret_view);

/* ---- the list ----------------------------------------------------------------------------------
 *
 * state    CASE_..., or one of these; type, risk 0: any
 * lead     login of who leads; TEXT_NONE: anybody
 * overdue  only those with an overdue task
 * after    number of the last row of the page before */
enum { CASE_ANY_OPEN = 0, CASE_ANY_STATE = -1, CASE_FACETS_MAX = 1000, CASE_LEADS_MAX = 64 };
struct case_ask {
    int64_t state, type, risk;
    struct text lead;
    bool overdue;
    struct text after;
    size_t limit;
};
struct case_row {
    struct id found;
    struct text number;
    int64_t type;
    struct id about;
    int64_t state, opened_ms;
    int64_t risk; /* 0: not judged */
    struct id lead;
    struct text lead_login;
    size_t n_overdue; /* tasks about whom the case is about */
};
struct case_facets {
    bool is_counted;
    size_t state[CASE_CLOSED + 1], type[CASE_FAMILY_SUPPORT + 1], risk[RISK_LOW + 1];
    size_t overdue;
    size_t n_leads;
    struct {
        struct text login;
        size_t n;
    } leads[CASE_LEADS_MAX];
};
struct case_list {
    size_t n;
    struct case_row *rows;
    int64_t count; /* -1: too many to count */
    bool has_more;
    struct case_facets facets;
};
MUST_CHECK struct err *case_list(struct request *rq, const struct case_ask *ask,
                                 struct case_list *ret_list);
/* The case of this number; ID_NONE when there is none or the asker does not see it. */
MUST_CHECK struct err *case_of_number(struct request *rq, struct text number, struct id *ret_case);

#endif
