/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programme.h - programmes and their stages, and somebody's way through them.
 *
 * A programme is named by its handle. A stage is named by its place in the order or by its id. A
 * step back is a step: it is counted and called so, nothing else. What has ended may go on again
 * only after somebody left before the end. */
#ifndef HEARTH_COMMAND_PROGRAMME_H
#define HEARTH_COMMAND_PROGRAMME_H

#include "command/organisation.h"
#include "view/programmes.h"

struct programme_form {
    struct text handle, name, rules;
    struct text house; /* its handle; TEXT_NONE: of the whole organisation */
};
/* ERR_INPUT handle (taken), name, house. */
command_fn programme_add;
/* Name and rules; an empty rule clears. ERR_ABSENT. */
command_fn programme_correct;
/* A programme of four stages in one of the languages (en, ru, uk), to be changed afterwards. */
struct programme_usual_form {
    struct text handle, lang;
};
command_fn programme_usual;
/* A closed one takes nobody in; who takes part goes on. */
struct programme_state_form {
    struct text handle;
    bool is_open;
};
command_fn programme_open_or_close;

struct stage_form {
    struct text programme; /* of a new one */
    struct id stage;       /* of a correction */
    struct text place;     /* TEXT_NONE: behind the last one */
    struct text name, means;
};
/* ERR_INPUT place (taken), name. */
command_fn stage_add;
command_fn stage_correct;
/* ERR_CONFLICT while somebody stands there. */
struct stage_state_form {
    struct id stage;
    bool in_use;
};
command_fn stage_retire_or_use;

/* ---- somebody's way through one ----------------------------------------------------------------
 */

struct enrol_form {
    struct id person;
    struct text programme;
    struct text stage; /* TEXT_NONE: the first one */
    bool only_asks;    /* she asked to take part; nothing has begun */
    int64_t at_ms;     /* 0: now */
};
/* ERR_CONFLICT when she takes part already or the programme is closed. */
command_fn person_enrol;
/* The others act on the taking part that goes on; `programme` says which when there are several.
 * ERR_CONFLICT when there is none, ERR_INPUT programme when it must be said. */
struct enrolment_form {
    struct id person;
    struct text programme; /* TEXT_NONE: the only one */
    struct text stage;     /* of person_stage */
    struct text result;    /* of person_result: completed, left-early, transferred,
                              ended-by-house; graduate after completed */
    int64_t at_ms;
};
command_fn person_stage;
command_fn person_pause;
/* After a pause, or after she had left before the end. */
command_fn person_resume;
command_fn person_result;

/* For relapse and return: the newest taking part that goes on; found false. */
MUST_CHECK struct err *enrolment_newest(struct request *rq, struct id person, bool *ret_found,
                                        struct enrolment_view *ret_enrolment);
/* One that rested, or was left early, goes on at its stage; any other, or none, stays as it is. */
MUST_CHECK struct err *enrolment_go_on(struct request *rq, struct deed *deed, struct id person,
                                       struct id enrolment, int64_t at_ms);

#endif
