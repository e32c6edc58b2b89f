/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* referral.h - somebody asks a place for a family, and gets an answer; or we ask another service.
 */
#ifndef HEARTH_COMMAND_REFERRAL_H
#define HEARTH_COMMAND_REFERRAL_H

#include "command/organisation.h"

/* Fields by the names of the record: name, source, urgency, who, children, why, screen, need,
 * suits, reason, answer, to, consent. */
enum { REFERRAL_FORM_MAX = 16 };
struct referral_pair {
    const char *name;
    struct text typed;
};
struct referral_fields {
    size_t n;
    struct referral_pair at[REFERRAL_FORM_MAX];
};

/* ERR_INPUT of a field, house, when; ERR_ABSENT for a person that is not hers. */
struct referral_form {
    struct referral_fields fields;
    struct text house; /* handle; TEXT_NONE: any of ours */
    struct id person;  /* already known, or ID_NONE */
    int64_t at_ms;
};
command_fn referral_add;

/* Of a case the asker sees, to another service: a draft. */
struct referral_out_form {
    struct referral_fields fields;
    struct id found;
};
command_fn referral_out;

/* One step, with what is written along. ACT_START ACT_ASK ACT_ACCEPT ACT_DECLINE ACT_REDIRECT
 * ACT_CANCEL ACT_CLOSE of a referral in (answers are given by who decides in that house), and
 * ACT_SEND ACT_ACKNOWLEDGE ACT_ACCEPT ACT_DECLINE ACT_CLOSE ACT_CANCEL ACT_FINISH of one out. */
struct referral_step_form {
    struct id referral;
    enum act act;
    struct referral_fields fields;
};
command_fn referral_step;

/* Into the deed of an admission: the referral says that they came. */
MUST_CHECK struct err *referral_admitted(struct request *rq, struct id referral, struct id person,
                                         struct deed *deed);

#endif
