/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* organisation.h - making the organisation, its houses, rooms and users.
 *
 * Every command has the shape `struct err *f(struct request *rq, const void *form, struct deed *)`
 * so that the desk can run any of them; `form` points to the struct named in its comment. */
#ifndef HEARTH_COMMAND_ORGANISATION_H
#define HEARTH_COMMAND_ORGANISATION_H

#include "command/deed.h"
#include "view/request.h"

typedef MUST_CHECK struct err *command_fn(struct request *rq, const void *form, struct deed *deed);

/* First act of a site: organisation, site, first incarnation, the user `manager`. */
struct begin_form {
    struct text name;
    struct text lang;       /* en ru uk */
    struct text zone;       /* Europe/Kyiv */
    struct text login;      /* of the first user */
    const char *public_key; /* hex */
    bool is_demo;
    struct id incarnation; /* as in incarnation_form */
};
command_fn organisation_begin;

/* What the first answers were is corrected; empty stays as it is. */
struct organisation_form {
    struct text name, lang, zone;
};
command_fn organisation_correct;

/* The same together with the login of the first user: the answers to the three questions of a site
 * that waits for them (desk/setup.h). Final: later corrections are acts of their own. */
struct setup_form {
    struct organisation_form organisation;
    struct text login; /* empty: stays as it is */
};
command_fn organisation_answer;

/* A restored, cloned or moved site goes on as a new incarnation. */
struct incarnation_form {
    struct id id; /* drawn by the desk, which names its feeds after it */
    struct id site;
    int64_t number;
    int64_t reason; /* INCARNATION_... */
};
command_fn incarnation_begin;

struct house_form {
    struct text handle, name, zone, kind;
};
command_fn house_add;
struct room_form {
    struct text house;                         /* handle */
    struct text label, places, households_max; /* the last may be TEXT_NONE */
};
command_fn room_add;

/* A room is taken out of service, or comes back; ERR_CONFLICT while somebody lodges there. */
struct room_service_form {
    struct id room;
    bool in_service;
};
command_fn room_service;
/* Its label and places are corrected; `room_form.house` is not looked at. */
struct room_correct_form {
    struct id room;
    struct text label, places, households_max;
};
command_fn room_correct;

struct user_form {
    struct text login;
    struct text role;
    struct text scope; /* all, own, house:HANDLE, programme:HANDLE */
};
command_fn user_add;
/* One more role for a user who is there; `until` (2027-01-31, the last day) may be TEXT_NONE. */
struct grant_form {
    struct text login, role, scope, until;
};
command_fn grant_add;
/* A role ends now: the one of that id, or, when it is ID_NONE, of that role and scope. What was
 * done by it stays. ERR_CONFLICT for the last manager of all. */
struct grant_end_form {
    struct text login;
    struct id grant;
    struct text role, scope;
};
command_fn grant_end;
/* A grant for this user in a deed of giving: role and scope as typed, what the asker may give.
 * ERR_INPUT by field. */
MUST_CHECK struct err *grant_take(struct request *rq, struct deed *deed, struct id user,
                                  const struct grant_form *form);
/* ERR_CONFLICT if after this deed nobody manages everything any more, and somebody did before. */
MUST_CHECK struct err *managers_require(struct request *rq, const struct deed *deed);
/* The user of a login, for changing; ERR_INPUT when there is none or it is the program's own. */
MUST_CHECK struct err *user_of_form(struct request *rq, struct text login, struct id *ret_user);
struct user_name_form {
    struct text login;
};
command_fn user_disable;
/* Reads a login into a user's record, unless it is somebody's or the program's own. */
MUST_CHECK struct err *user_login_take(struct request *rq, struct deed *deed, struct rec *user,
                                       struct text login);
/* Another login for whoever asks. */
MUST_CHECK struct err *user_rename_own(struct request *rq, struct deed *deed, struct text login);

#endif
