/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* guard.h - who is asking, and may they.
 *
 * Every command and route names one permission; a row without one does not start (MAY__UNSET). A
 * role is held in a scope; what a role may do is one table (guard.c), printed into the golden
 * reach files. Absent and forbidden records look the same. */
#ifndef HEARTH_GUARD_GUARD_H
#define HEARTH_GUARD_GUARD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "model/role.h"

enum may {
    MAY__UNSET = 0,
    MAY_ANYONE,        /* help, version: needs no site and no user */
    MAY_SEE_HOUSE,     /* who stays here */
    MAY_ADMIT,         /* admit, leave, return, move */
    MAY_SEE_PERSONS,   /* list, show, find */
    MAY_WRITE_PERSONS, /* add, correct */
    MAY_ERASE,         /* ask for an erasure, confirm one */
    MAY_SEE_FIGURES,
    MAY_SEE_JOURNAL, /* that something happened, by whom, when; content by its fields */
    MAY_SEE_TASKS,
    MAY_WRITE_TASKS, /* give, do, cancel */
    MAY_UNDO_OWN,
    MAY_UNDO_ALL,
    MAY_SEE_USERS,
    MAY_MANAGE_USERS,
    MAY_MANAGE_HOUSES,
    MAY_AUDIT,
    MAY_MACHINE, /* verify, rebuild, backup, doctor, bench, start */
    /* cases, referrals, notes */
    MAY_SEE_CASES,
    MAY_WORK_CASES, /* open, name workers, write, ask to close and confirm it */
    MAY_ASSIGN,     /* cases of other workers, and all of one who is away */
    MAY_REFER,      /* write down who asks for a place */
    MAY_DECIDE,     /* whether there is one */
    MAY_WRITE_NOTES,
    /* A house's night. */
    MAY_CALL_ROLL, /* say who is at home tonight */
    MAY_HAND_OVER, /* change of shift; read and write its note */
    /* What a house does together and what it owns; one's own house, or what one leads. */
    MAY_SEE_ACTIVITIES,
    MAY_WRITE_ACTIVITIES,
    MAY_SEE_EQUIPMENT,
    MAY_WRITE_EQUIPMENT,
    /* programmes, relapse and return, incidents, what was before */
    MAY_SEE_PROGRAMMES,
    MAY_MANAGE_PROGRAMMES,
    MAY_ENROL,         /* begins, another stage, pause, end */
    MAY_WRITE_RELAPSE, /* and the return, and what was before us */
    MAY_SEE_INCIDENTS,
    MAY_WRITE_INCIDENTS,
    MAY_WEIGH_INCIDENTS, /* assess, close, open again */
    /* the telephone and the door */
    MAY_LOG_CALLS, /* write down who called or came */
    MAY_SEE_CALLS, /* read what they said */
    MAY__COUNT
};

enum { WHO_GRANTS_MAX = 16 };
struct who_grant {
    enum role role;
    enum scope scope;
    struct id house; /* of SCOPE_HOUSE */
};
struct who {
    struct id user;
    struct text login;
    struct id person;
    uint32_t roles; /* bits of all grants */
    size_t n_grants;
    struct who_grant grants[WHO_GRANTS_MAX];
};

/* The user of that login with the grants of this moment. ERR_DENIED when there is no such user or
 * it is disabled: the same words. */
MUST_CHECK struct err *guard_who(struct db *db, struct arena *into, int64_t org, struct text login,
                                 int64_t now_ms, struct who *ret_who);
/* The program itself: before the first user exists (init), and when a timer acts. */
struct who guard_clock(struct id user);

/* By one of her roles, in any scope; users are managed by who has more than one house. */
bool guard_may(const struct who *who, enum may may);
/* ERR_DENIED when not. */
MUST_CHECK struct err *guard_require(struct arena *into, const struct who *who, enum may may);
/* The same within one house: a grant for all, or for this house. */
bool guard_may_in_house(const struct who *who, enum may may, struct id house);
/* The same within one area: what is of a house is told within it, what is of the organisation to
 * everybody who may, and what is of a programme to a grant for all. */
bool guard_may_in_area(const struct who *who, enum may may, struct id area);
/* Her own deed, or anybody's: then she must see everybody, for a deed may be of any house. */
bool guard_may_undo(const struct who *who, bool is_hers);
/* Whether she may let somebody in who holds these roles: who looks after the machine lets nobody in
 * who sees people, herself under another name among them. */
bool guard_may_let_in(const struct who *who, uint32_t roles);
/* The same for one role in a scope: nobody gives more than she has herself, in the places where she
 * manages users. */
bool guard_may_give(const struct who *who, enum role role, enum scope scope);
uint32_t guard_roles_of(enum may may);
/* Whether one of her roles reads what may harm (special and hidden fields) or runs the machine:
 * then a password alone does not let her in. */
bool guard_needs_factor(const struct who *who);
/* The roles of that table, for tests and documents. */
uint32_t guard_factor_roles(void);
const char *guard_may_name(enum may may);

/* What decides whether somebody sees a person at all. */
struct guarded {
    int64_t danger;    /* ASKED_...; not asked protects as yes */
    struct id author;  /* who wrote the record */
    struct id house;   /* where she stays or stayed last; ID_NONE: nowhere yet */
    int64_t days_gone; /* since that stay ended; 0 while she stays */
    bool on_team;      /* the asker works on an open case of hers now */
    bool has_team;     /* somebody does */
};
/* Who left may stand at the door again at night: so long the house of her last stay knows her. */
enum { GUARD_DAYS_GONE_MAX = 365 };
/* What decides whether somebody sees a task. */
struct guarded_task {
    struct id owner, author;
    bool is_about; /* a person */
    bool person_is_seen;
};
/* A task about a person is her team's; any other is its owner's, its author's and the manager's. */
bool guard_sees_task(const struct who *who, const struct guarded_task *task);
bool guard_sees_person(const struct who *who, const struct guarded *person);
/* Among whom those are to be looked for whom she sees: all; or those that she wrote down, those of
 * the cases that she works on, and who ever stayed in these houses. guard_sees_person is false for
 * everybody else, and may be false for some of these. */
struct guard_reach {
    bool is_all;
    size_t n_houses;
    struct id houses[WHO_GRANTS_MAX];
};
struct guard_reach guard_reach(const struct who *who);
/* What only her team reads (relapse, notes, risk): who works on her case, and the managers in whose
 * scope she is. The house she stays in knows her, but not this. */
bool guard_sees_case_work(const struct who *who, const struct guarded *person);
/* True only if guard_sees_person is true for every person. */
bool guard_sees_everybody(const struct who *who);

#endif
