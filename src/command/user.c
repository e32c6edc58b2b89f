/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* user.c - users come and go; what they wrote stays theirs. */
#include "command/organisation.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/user.sql.h"

static struct err *scope_house(struct request *rq, struct rec *grant, struct text handle)
{
    bool found = false;
    struct sql_house_by_handle_row house;
    TRY(sql_house_by_handle(rq->store->db, rq->arena, rq->store->org, handle, &found, &house));
    if (!found)
        return err_example(err_input(rq->arena, "scope", N_("There is no such house")),
                           "house:rowan-house");
    TRY(rec_set_int(rq->arena, grant, GRANT_SCOPE, SCOPE_HOUSE));
    return rec_set_id(rq->arena, grant, GRANT_HOUSE, house.house);
}

static struct err *scope_read(struct request *rq, struct rec *grant, struct text scope)
{
    struct text rest = scope, kind = TEXT_NONE;
    if (scope.n == 0)
        return rec_set_int(rq->arena, grant, GRANT_SCOPE, SCOPE_OWN);
    if (text_starts(scope, "house:") && text_cut(&rest, ':', &kind))
        return scope_house(rq, grant, rest);
    struct err *bad = rec_read(rq->arena, grant, "scope", scope);
    return bad == NULL ? NULL : err_example(bad, "all, own or house:rowan-house");
}

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
    struct rec *user = NULL, *grant = NULL;
    TRY(deed_record(deed, &user_type, org, &user));
    TRY(user_login_take(rq, deed, user, f->login));
    TRY(rec_set_int(deed->arena, user, USER_STATE, USER_ACTIVE));
    TRY(rec_set_id(deed->arena, user, USER_MADE_BY, rq->who->user));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, user));
    TRY(deed_record(deed, &grant_type, org, &grant));
    TRY(rec_set_id(deed->arena, grant, GRANT_USER, user->id));
    TRY(rec_read(deed->arena, grant, "role", f->role));
    if (rec_int(grant, GRANT_ROLE, 0) == ROLE_CLOCK)
        return err_input(deed->arena, "role", N_("Nobody signs in as the timer"));
    if (!guard_may_let_in(rq->who, ROLE_BIT(rec_int(grant, GRANT_ROLE, ROLE_MANAGER))))
        return err_input(deed->arena, "role",
                         N_("Only a manager lets somebody in who sees people"));
    TRY(scope_read(rq, grant, f->scope));
    TRY(rec_set_int(deed->arena, grant, GRANT_FROM, rq->now_ms));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, grant));
    deed_say(deed, N_("User added: {1}"), rec_text(user, USER_LOGIN).at, NULL);
    return NULL;
}

struct err *user_disable(struct request *rq, const void *form, struct deed *deed)
{
    const struct user_name_form *f = form;
    bool found = false;
    struct sql_user_by_login_row row;
    TRY(sql_user_by_login(rq->store->db, deed->arena, rq->store->org, f->login, &found, &row));
    if (!found)
        return err_mend(err_input(deed->arena, "login", N_("There is no such user")),
                        "hearth user list");
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &user_type, row.user, &old, &info, &new));
    TRY(rec_set_int(deed->arena, new, USER_STATE, USER_DISABLED));
    deed_say(deed, N_("User disabled: {1}"), rec_text(new, USER_LOGIN).at, NULL);
    return deed_add(deed, ACT_DISABLE, old, &info, new);
}
