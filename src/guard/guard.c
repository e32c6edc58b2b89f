/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* guard.c - the permission table, and who holds what. */
#include "guard/guard.h"

#include <assert.h>

#include "model/types.h"
#include "sql/user.sql.h"

/* Who works here with hands of her own: the board and the auditor look on. */
#define DOING (MANAGER | WORKER | HOUSE | COORDINATOR | FUNDRAISER | TREASURER | ADMIN)

static const struct {
    const char *name;
    uint32_t roles;
} permissions[MAY__COUNT] = {
    [MAY_ANYONE] = {"anyone", UINT32_MAX},
    [MAY_SEE_HOUSE] = {"see-house", MANAGER | WORKER | HOUSE},
    [MAY_ADMIT] = {"admit", MANAGER | HOUSE},
    [MAY_SEE_PERSONS] = {"see-persons", MANAGER | WORKER | HOUSE},
    [MAY_WRITE_PERSONS] = {"write-persons", MANAGER | WORKER | HOUSE},
    [MAY_ERASE] = {"erase", MANAGER},
    [MAY_SEE_FIGURES] = {"see-figures", MANAGER | WORKER | HOUSE | COORDINATOR | FUNDRAISER |
                                            TREASURER | BOARD | AUDITOR},
    [MAY_SEE_JOURNAL] = {"see-journal", MANAGER | AUDITOR},
    [MAY_SEE_TASKS] = {"see-tasks", DOING},
    [MAY_WRITE_TASKS] = {"write-tasks", DOING},
    [MAY_UNDO_OWN] = {"undo-own", DOING},
    [MAY_UNDO_ALL] = {"undo-all", MANAGER},
    [MAY_SEE_USERS] = {"see-users", MANAGER | ADMIN | AUDITOR},
    [MAY_MANAGE_USERS] = {"manage-users", MANAGER | ADMIN},
    [MAY_MANAGE_HOUSES] = {"manage-houses", MANAGER | ADMIN},
    [MAY_AUDIT] = {"audit", MANAGER | TREASURER | BOARD | AUDITOR | ADMIN},
    [MAY_MACHINE] = {"machine", MANAGER | ADMIN | AUDITOR},
    [MAY_SEE_CASES] = {"see-cases", MANAGER | WORKER},
    [MAY_WORK_CASES] = {"work-cases", MANAGER | WORKER},
    [MAY_ASSIGN] = {"assign", MANAGER},
    [MAY_REFER] = {"refer", MANAGER | WORKER | HOUSE},
    [MAY_DECIDE] = {"decide", MANAGER | HOUSE},
    [MAY_WRITE_NOTES] = {"write-notes", MANAGER | WORKER | HOUSE},
    [MAY_CALL_ROLL] = {"call-roll", MANAGER | HOUSE},
    [MAY_HAND_OVER] = {"hand-over", MANAGER | HOUSE},
    [MAY_SEE_ACTIVITIES] = {"see-activities", CARING},
    [MAY_WRITE_ACTIVITIES] = {"write-activities", CARING},
    [MAY_SEE_EQUIPMENT] = {"see-equipment", CARING},
    [MAY_WRITE_EQUIPMENT] = {"write-equipment", CARING},
    [MAY_SEE_PROGRAMMES] = {"see-programmes", MANAGER | WORKER | HOUSE},
    [MAY_MANAGE_PROGRAMMES] = {"manage-programmes", MANAGER},
    [MAY_ENROL] = {"enrol", MANAGER | WORKER},
    [MAY_WRITE_RELAPSE] = {"write-relapse", MANAGER | WORKER},
    [MAY_SEE_INCIDENTS] = {"see-incidents", MANAGER | WORKER | HOUSE},
    [MAY_WRITE_INCIDENTS] = {"write-incidents", MANAGER | WORKER | HOUSE},
    [MAY_WEIGH_INCIDENTS] = {"weigh-incidents", MANAGER | WORKER},
    [MAY_LOG_CALLS] = {"log-calls", MANAGER | WORKER | HOUSE | COORDINATOR | FUNDRAISER},
    [MAY_SEE_CALLS] = {"see-calls", MANAGER | WORKER | HOUSE},
};

/* Who must have a second factor. A test compares it with the fields that each role sees. */
static const bool factor_of_role[ROLE__COUNT] = {
    [ROLE_MANAGER] = true,
    [ROLE_WORKER] = true,
    [ROLE_HOUSE] = true,
    [ROLE_ADMIN] = true,
};

static struct err *denied(struct arena *into)
{
    return err_new(into, ERR_DENIED, N_("You are not allowed to do this. Ask the manager"));
}

static struct err *grants_read(struct db *db, struct arena *into, int64_t org, int64_t now_ms,
                               struct who *who)
{
    struct sql_grants_of_user_row *rows;
    size_t n = 0;
    TRY(sql_grants_of_user(db, into, org, who->user, now_ms, &rows, &n));
    for (size_t i = 0; i < n && who->n_grants < WHO_GRANTS_MAX; i++) {
        assert(rows[i].role > 0 && rows[i].role < ROLE__COUNT);
        who->grants[who->n_grants++] =
            (struct who_grant){(enum role)rows[i].role, (enum scope)rows[i].scope, rows[i].house};
        who->roles |= ROLE_BIT(rows[i].role);
    }
    return NULL;
}

struct err *guard_who(struct db *db, struct arena *into, int64_t org, struct text login,
                      int64_t now_ms, struct who *ret_who)
{
    bool found = false;
    struct sql_user_by_login_row user;
    TRY(sql_user_by_login(db, into, org, login, &found, &user));
    if (!found || user.state != USER_ACTIVE)
        return err_mend(denied(into), "hearth user list");
    struct who who = {.user = user.user, .person = user.person};
    who.login.at = arena_strn(into, login.at, login.n);
    NEED(who.login.at);
    who.login.n = login.n;
    TRY(grants_read(db, into, org, now_ms, &who));
    *ret_who = who;
    return NULL;
}

struct who guard_clock(struct id user)
{
    return (struct who){.user = user,
                        .login = TEXT("clock"),
                        .roles = CLOCK | MANAGER | ADMIN,
                        .n_grants = 1,
                        .grants = {{.role = ROLE_MANAGER, .scope = SCOPE_ALL}}};
}

bool guard_may_let_in(const struct who *who, uint32_t roles)
{
    return (roles & CARING) == 0 || (who->roles & (MANAGER | CLOCK)) != 0;
}

bool guard_may_give(const struct who *who, enum role role, enum scope scope)
{
    bool reaches = false;
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct who_grant *g = &who->grants[i];
        bool manages = (ROLE_BIT(g->role) & guard_roles_of(MAY_MANAGE_USERS)) != 0;
        reaches =
            reaches ||
            (manages && (g->scope == SCOPE_ALL || (g->scope != SCOPE_HOUSE && scope == SCOPE_OWN)));
    }
    return reaches && role != ROLE_CLOCK && guard_may_let_in(who, ROLE_BIT(role));
}

uint32_t guard_roles_of(enum may may)
{
    assert(may > MAY__UNSET && may < MAY__COUNT);
    return permissions[may].roles;
}

uint32_t guard_factor_roles(void)
{
    uint32_t roles = 0;
    for (enum role role = ROLE_MANAGER; role < ROLE__COUNT; role++)
        roles |= factor_of_role[role] ? ROLE_BIT(role) : 0;
    return roles;
}

bool guard_needs_factor(const struct who *who)
{
    return (who->roles & guard_factor_roles()) != 0;
}

const char *guard_may_name(enum may may)
{
    assert(may > MAY__UNSET && may < MAY__COUNT);
    return permissions[may].name;
}

/* Who may make users may make one who sees all: a grant for one house does not reach so far. */
static bool reaches_users(const struct who *who)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if ((ROLE_BIT(who->grants[i].role) & guard_roles_of(MAY_MANAGE_USERS)) != 0 &&
            who->grants[i].scope != SCOPE_HOUSE)
            return true;
    return false;
}

bool guard_may(const struct who *who, enum may may)
{
    return (who->roles & guard_roles_of(may)) != 0 &&
           (may != MAY_MANAGE_USERS || reaches_users(who));
}

struct err *guard_require(struct arena *into, const struct who *who, enum may may)
{
    return guard_may(who, may) ? NULL : denied(into);
}

static bool covers(const struct who_grant *g, struct id house)
{
    return g->scope == SCOPE_ALL || (g->scope == SCOPE_HOUSE && id_equal(g->house, house));
}

bool guard_may_in_house(const struct who *who, enum may may, struct id house)
{
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct who_grant *g = &who->grants[i];
        if ((ROLE_BIT(g->role) & guard_roles_of(may)) != 0 && covers(g, house))
            return true;
    }
    return false;
}

bool guard_may_in_area(const struct who *who, enum may may, struct id area)
{
    return id_equal(area, area_id(AREA_ORG, ID_NONE)) ? guard_may(who, may)
                                                      : guard_may_in_house(who, may, area);
}

bool guard_may_undo(const struct who *who, bool is_hers)
{
    return is_hers ? guard_may(who, MAY_UNDO_OWN)
                   : guard_may(who, MAY_UNDO_ALL) && guard_sees_everybody(who);
}

/* Those who admit in a house see who sleeps there, and who slept there last: else nobody could let
 * her in again. Another house's stay ends that at once. */
static bool place_sees(const struct who_grant *g, const struct guarded *p)
{
    return (ROLE_BIT(g->role) & guard_roles_of(MAY_ADMIT)) != 0 && !id_is_none(p->house) &&
           p->days_gone <= GUARD_DAYS_GONE_MAX && covers(g, p->house);
}

/* Who stayed nowhere yet is seen by who wrote her down: else she would be gone from under the
 * hands that typed. The first house that she stays in ends that, and so does a team of her own. */
static bool writer_sees(const struct who *who, const struct who_grant *g, const struct guarded *p)
{
    return (ROLE_BIT(g->role) & guard_roles_of(MAY_WRITE_PERSONS)) != 0 && id_is_none(p->house) &&
           !p->has_team && id_equal(who->user, p->author);
}

/* Of her team, or a manager in whose scope she is. */
static bool grant_works(const struct who_grant *g, const struct guarded *p)
{
    if (g->role == ROLE_MANAGER)
        return p->on_team || g->scope == SCOPE_ALL || place_sees(g, p);
    return g->role == ROLE_WORKER && p->on_team;
}

static bool grant_sees(const struct who *who, const struct who_grant *g, const struct guarded *p)
{
    if (place_sees(g, p) || writer_sees(who, g, p) || grant_works(g, p))
        return true;
    if (g->role != ROLE_WORKER)
        return false;
    /* Whom she wrote down is hers until somebody is named to work with them. */
    return (!p->has_team && id_equal(who->user, p->author)) ||
           (g->scope == SCOPE_ALL && p->danger == ASKED_NO);
}

bool guard_sees_case_work(const struct who *who, const struct guarded *person)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (grant_works(&who->grants[i], person))
            return true;
    return false;
}

bool guard_sees_person(const struct who *who, const struct guarded *person)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (grant_sees(who, &who->grants[i], person))
            return true;
    return false;
}

struct guard_reach guard_reach(const struct who *who)
{
    struct guard_reach reach = {0};
    const uint32_t places = guard_roles_of(MAY_ADMIT); /* place_sees */
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct who_grant *g = &who->grants[i];
        bool by_place = (ROLE_BIT(g->role) & places) != 0;
        if (g->scope == SCOPE_ALL && (by_place || g->role == ROLE_WORKER))
            reach.is_all = true;
        if (g->scope == SCOPE_HOUSE && by_place)
            reach.houses[reach.n_houses++] = g->house;
    }
    return reach;
}

bool guard_sees_everybody(const struct who *who)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].role == ROLE_MANAGER && who->grants[i].scope == SCOPE_ALL)
            return true;
    return false;
}

bool guard_sees_task(const struct who *who, const struct guarded_task *task)
{
    if (task->is_about)
        return task->person_is_seen;
    return id_equal(who->user, task->owner) || id_equal(who->user, task->author) ||
           guard_sees_everybody(who);
}
