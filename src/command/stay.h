/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stay.h - a family comes, goes for a time, comes back, moves, leaves.
 *
 * A stay is per person; one admission is one deed with a stay for each. A room holds one family at
 * a time unless its households_max says more; times are half-open instants. Commands run one after
 * the other in the writer, so what is free when they look is free when they write. */
#ifndef HEARTH_COMMAND_STAY_H
#define HEARTH_COMMAND_STAY_H

#include "command/birth.h"
#include "command/organisation.h"

enum { ADMIT_CHILDREN_MAX = 20 };

/* One of name or person is given. A child is known by a birth date or an age in years. */
struct admit_person {
    struct text name;
    struct id person;  /* already known; else ID_NONE */
    struct text sex;   /* TEXT_NONE: the mother is female, a child not known */
    struct text birth; /* 2019-05-02 */
    struct text age;   /* years */
    struct birth born; /* known already; then birth and age are not looked at */
    size_t row;        /* of a child: in which row of the form, from 1; 0: in its order */
};
struct admit_form {
    struct text house; /* handle */
    struct id room;
    struct admit_person head;
    size_t n_children;
    const struct admit_person *children;
    struct text danger;   /* yes, no; TEXT_NONE: not asked */
    struct text expected; /* date of an expected child; TEXT_NONE: none */
    struct text head_is;  /* to the children: mother, father, grandmother, grandfather, guardian;
                             TEXT_NONE: mother */
    int64_t at_ms;        /* since when; 0: now */
    struct id referral;   /* that was accepted for them; or ID_NONE */
};
command_fn stay_admit;

/* A child comes to the family of `person`, who stays in a house: born, returned, or brought later.
 * A child that was expected is born: the record that waits for it is named, and gets its name. */
struct join_form {
    struct id person;
    struct admit_person
        child; /* born: an expected child's birth is the day it comes, if not said */
    int64_t at_ms;
};
command_fn stay_join;

/* The whole family of `person` leaves unless alone is set. */
struct leave_form {
    struct id person;
    bool alone;
    struct text reason;      /* code; required for leaving */
    struct text destination; /* code or TEXT_NONE */
    struct text words;
    int64_t at_ms;
};
command_fn stay_leave;

/* Away for a time: the stay goes on. */
struct away_form {
    struct id person;
    bool alone;
    struct text reason; /* leave, hospital, missing, other */
    struct text back;   /* date or TEXT_NONE */
    int64_t at_ms;
};
command_fn stay_away;

/* Back from an absence; or, after an exit, a new stay linked to the last one (then room counts). */
struct return_form {
    struct id person;
    bool alone;
    struct id room;
    int64_t at_ms;
};
command_fn stay_return;

struct move_form {
    struct id person; /* she and her family */
    struct id room;
    int64_t at_ms;
};
command_fn stay_move;

#endif
