/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incident.h - something happened: it is reported, thought about, told to whom it must be, closed.
 *
 * Whoever cares for people here reports; her team weighs it. It counts as told once nobody waits
 * any more, and can be closed only then. */
#ifndef HEARTH_COMMAND_INCIDENT_H
#define HEARTH_COMMAND_INCIDENT_H

#include "command/organisation.h"

enum { INCIDENT_OTHERS_MAX = 20 };
struct incident_form {
    struct id about;
    int64_t at_ms; /* 0: now */
    struct text kind, severity, what, done;
    size_t n_others; /* who was part of it besides */
    struct id others[INCIDENT_OTHERS_MAX];
    struct text tell, due; /* who is to be told, until when; TEXT_NONE: nobody yet */
};
/* ERR_ABSENT for somebody whom the asker does not see; ERR_INPUT kind, severity, what, due, when.
 */
command_fn incident_report;

struct incident_words_form {
    struct id incident;
    struct text words;    /* what we think of it */
    struct text severity; /* TEXT_NONE: as it was */
};
command_fn incident_assess;

/* Somebody is to be told: `body` until `due`. */
struct incident_tell_form {
    struct id incident;
    struct text body, due;
};
command_fn incident_tell;
/* It was done, or is not needed after all. */
struct incident_told_form {
    struct id told;
    struct text note;
    bool not_needed;
    int64_t at_ms;
};
command_fn incident_told;

/* ERR_CONFLICT while it was not assessed or somebody is still to be told. */
struct incident_state_form {
    struct id incident;
    bool reopen;
};
command_fn incident_close_or_reopen;

#endif
