/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relationship.h - who somebody is to a person, and the contacts outside. */
#ifndef HEARTH_COMMAND_RELATIONSHIP_H
#define HEARTH_COMMAND_RELATIONSHIP_H

#include "command/organisation.h"
#include "command/written.h"

/* The other one is a person (`b`), a contact that is known (`contact`), or somebody new outside,
 * who is written down with it (`outside`, as of contact_form).
 * ERR_ABSENT of a person or contact that the asker does not see; ERR_INPUT of name (nobody, or more
 * than one of the three, or herself), of a field, must_not_contact (with may_collect), until
 * (before from); ERR_CONFLICT when the same is written down and holds, or who it is was erased. */
struct relationship_form {
    struct id a, b, contact;
    struct id relationship; /* of a correction */
    size_t n_outside;
    struct written outside[WRITTEN_MAX];
    size_t n;
    struct written fields[WRITTEN_MAX];
};
command_fn relationship_add;
command_fn relationship_correct;

/* Proven by a paper, found to be wrong, or ended. ERR_ABSENT, ERR_CONFLICT as its states say. */
struct relationship_step_form {
    struct id relationship;
};
command_fn relationship_verify;
command_fn relationship_refute;
command_fn relationship_end;

/* A contact outside. */
struct contact_form {
    struct id contact; /* of a correction */
    size_t n;
    struct written fields[WRITTEN_MAX];
};
command_fn contact_add;
command_fn contact_correct;
/* No longer to be used, or again; only `contact` is looked at. */
command_fn contact_close;
command_fn contact_reopen;

#endif
