/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* setup.c - the questions are noted, answered, and over: in this order, so that a cut between two
 * steps asks once more and forgets nothing. */
#include "desk/setup.h"

#include "desk/slots.h"
#include "sql/side.sql.h"
#include "sql/user.sql.h"

#define WAITS "waits"

struct err *setup_ask(struct site *site, struct arena *scratch)
{
    return sql_site_state_put(site->db, scratch, site->org, TEXT(WAITS), true);
}

struct err *setup_waits(struct site *site, struct arena *scratch)
{
    struct sql_site_state_get_row row;
    bool found = false;
    TRY(sql_site_state_get(site->db, scratch, site->org, TEXT(WAITS), &found, &row));
    site->is_waiting = found && row.value != 0;
    return NULL;
}

struct err *setup_answer(struct site *site, struct arena *into, struct text as,
                         const struct setup_form *form, const char **ret_paper)
{
    struct job job = {.arena = into,
                      .as = as,
                      .may = MAY_MANAGE_HOUSES,
                      .run = organisation_answer,
                      .form = form};
    TRY(site_require_open(site, into));
    if (!site->is_waiting)
        return err_mend(err_new(into, ERR_CONFLICT, N_("These questions have been answered")),
                        "/setup");
    TRY(desk_do(site, &job));
    TRY(slot_paper_only(site, into, ret_paper));
    TRY(sql_site_state_put(site->db, into, site->org, TEXT(WAITS), false));
    site->is_waiting = false;
    return NULL;
}

struct err *setup_first_user(struct site *site, struct arena *into, struct text *ret_login)
{
    struct sql_user_first_row row;
    bool found = false;
    TRY(sql_user_first(site->db, into, site->org, TEXT("clock"), &found, &row));
    if (!found)
        return err_mend(err_new(into, ERR_ABSENT, N_("There is no such user")), "hearth user list");
    *ret_login = row.login;
    return NULL;
}
