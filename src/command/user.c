/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* user.c - users come and go; what they wrote stays theirs. */
#include "command/organisation.h"
#include "model/types.h"
#include "sql/user.sql.h"

/* What the program and its timer do is written under these. */
static bool login_is_the_programs(struct text login)
{
    return text_is(login, "hearth") || text_is(login, "clock");
}

struct err *user_login_take(struct request *rq, struct deed *deed, struct rec *user,
                            struct text login)
{
    struct sql_user_by_login_row row;
    bool found = false;
    TRY(rec_read(deed->arena, user, "login", login));
    TRY(sql_user_by_login(rq->store->db, deed->arena, rq->store->org, rec_text(user, USER_LOGIN),
                          &found, &row));
    if ((found && !id_equal(row.user, user->id)) ||
        login_is_the_programs(rec_text(user, USER_LOGIN)))
        return err_input(deed->arena, "login", N_("This login is taken. Choose another"));
    return NULL;
}

struct err *user_rename_own(struct request *rq, struct deed *deed, struct text login)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &user_type, rq->who->user, &old, &info, &new));
    TRY(user_login_take(rq, deed, new, login));
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

struct err *user_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct user_form *f = form;
    struct id org = area_id(AREA_ORG, ID_NONE);
    struct rec *user = NULL;
    TRY(deed_record(deed, &user_type, org, &user));
    TRY(user_login_take(rq, deed, user, f->login));
    TRY(rec_set_int(deed->arena, user, USER_STATE, USER_ACTIVE));
    TRY(rec_set_id(deed->arena, user, USER_MADE_BY, rq->who->user));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, user));
    const struct grant_form grant = {.role = f->role, .scope = f->scope};
    TRY(grant_take(rq, deed, user->id, &grant));
    deed_say(deed, N_("User added: {1}"), rec_text(user, USER_LOGIN).at, NULL);
    return NULL;
}

struct err *user_of_form(struct request *rq, struct text login, struct id *ret_user)
{
    bool found = false;
    struct sql_user_by_login_row row;
    TRY(sql_user_by_login(rq->store->db, rq->arena, rq->store->org, login, &found, &row));
    if (!found || login_is_the_programs(login))
        return err_mend(err_input(rq->arena, "login", N_("There is no such user")),
                        "hearth user list");
    *ret_user = row.user;
    return NULL;
}

struct err *user_disable(struct request *rq, const void *form, struct deed *deed)
{
    const struct user_name_form *f = form;
    struct id user = ID_NONE;
    TRY(user_of_form(rq, f->login, &user));
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &user_type, user, &old, &info, &new));
    TRY(rec_set_int(deed->arena, new, USER_STATE, USER_DISABLED));
    deed_say(deed, N_("User disabled: {1}"), rec_text(new, USER_LOGIN).at, NULL);
    TRY(deed_add(deed, ACT_DISABLE, old, &info, new));
    return managers_require(rq, deed);
}
