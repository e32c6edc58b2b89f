/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* user.c - /settings/user/LOGIN: what one user may, since when and until when; one more role, one
 * less; and what both pages of users need. */
#include "base/json.h"
#include "model/types.h"
#include "page/pages.h"
#include "page/user.html.h"
#include "page/users.h"
#include "view/houses.h"

/* ---- in words -----------------------------------------------------------------------------------
 */

const struct choice *user_role(int64_t role)
{
    return choice_by_no(field_by_no(&grant_type, GRANT_ROLE), role);
}

const struct choice *user_scope(int64_t scope)
{
    return choice_by_no(field_by_no(&grant_type, GRANT_SCOPE), scope);
}

void user_grant_json(const struct user_grant *g, struct buf *b)
{
    json_open(b, '{');
    json_string(b, "role", user_role(g->role)->code);
    json_string(b, "scope", user_scope(g->scope)->code);
    if (g->house.n > 0)
        json_text(b, "house", g->house);
    json_id(b, "id", g->grant);
    json_instant(b, "from", g->from_ms);
    if (g->until_ms > 0)
        json_instant(b, "until", g->until_ms);
    json_close(b, '}');
}

/* ---- the form -----------------------------------------------------------------------------------
 */

struct err *user_role_field(struct page *pg, struct form_field *f)
{
    const struct choice *roles = field_by_no(&grant_type, GRANT_ROLE)->choices;
    size_t n = 0;
    while (roles[n].no != 0)
        n++;
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, n);
    NEED(choices);
    *f = (struct form_field){
        .kind = INPUT_SELECT, .name = "role", .label = N_("Role"), .choices = choices};
    for (size_t i = 0; i < n; i++)
        if (roles[i].no != ROLE_CLOCK) /* nobody signs in as the timer */
            choices[f->n_choices++] =
                (struct form_choice){.value = roles[i].code, .label = roles[i].label};
    return NULL;
}

struct err *user_scope_field(struct page *pg, struct form_field *f)
{
    struct house_views houses;
    TRY(house_views(&pg->rq, TEXT_NONE, &houses));
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, houses.n + 2);
    NEED(choices);
    *f = (struct form_field){.kind = INPUT_SELECT,
                             .name = "scope",
                             .label = N_("Where"),
                             .hint = N_("House staff hold one house; a worker her own cases."),
                             .choices = choices};
    choices[f->n_choices++] =
        (struct form_choice){.value = "own", .label = user_scope(SCOPE_OWN)->label};
    choices[f->n_choices++] =
        (struct form_choice){.value = "all", .label = user_scope(SCOPE_ALL)->label};
    for (size_t i = 0; i < houses.n; i++) {
        struct form_choice *c = &choices[f->n_choices++];
        *c = (struct form_choice){
            .value = arena_printf(pg->arena, "house:%.*s", TEXT_ARG(houses.at[i].handle)),
            .words = houses.at[i].name};
        NEED(c->value);
    }
    return NULL;
}

/* ---- the page -----------------------------------------------------------------------------------
 */

static bool is_program(const struct user_view *u)
{
    for (size_t i = 0; i < u->n_grants; i++)
        if (u->grants[i].role == ROLE_CLOCK)
            return true;
    return false;
}

static void user_json(const struct user_view *u, struct buf *b)
{
    json_open(b, '{');
    json_id(b, "id", u->user);
    json_text(b, "login", u->login);
    json_bool(b, "active", u->is_active);
    json_name(b, "grants");
    json_open(b, '[');
    for (size_t i = 0; i < u->n_grants; i++)
        user_grant_json(&u->grants[i], b);
    json_close(b, ']');
    json_close(b, '}');
}

struct err *page_user(struct page *pg)
{
    struct user_view u = {0};
    struct user_page up = {0};
    bool found = false;
    pg->area = AREA_SETTINGS;
    TRY(user_view_of(&pg->rq, pg->params[0], &found, &u));
    if (!found)
        return page_absent(pg);
    pg->title = u.login;
    if (pg->form == PAGE_JSON) {
        user_json(&u, pg->out.out);
        return NULL;
    }
    up.u = &u;
    up.may_change = page_may(pg, MAY_MANAGE_USERS) && !is_program(&u);
    TRY(user_role_field(pg, &up.role));
    TRY(user_scope_field(pg, &up.scope));
    user(&pg->out, pg, &up);
    return NULL;
}

bool user_may_end(const struct page *pg, const struct user_grant *g)
{
    return g->runs && guard_may_give(&pg->who, (enum role)g->role, (enum scope)g->scope);
}

/* ---- acts ---------------------------------------------------------------------------------------
 */

static const char *user_path(struct page *pg)
{
    return arena_printf(pg->arena, "/settings/user/%.*s", TEXT_ARG(pg->params[0]));
}

struct err *act_grant_add(struct page *pg, struct page_act *ret_act)
{
    struct grant_form *form = arena_make(pg->arena, struct grant_form);
    NEED(form);
    *form = (struct grant_form){.login = pg->params[0],
                                .role = fields_get(&pg->typed, "role"),
                                .scope = fields_get(&pg->typed, "scope"),
                                .until = fields_get(&pg->typed, "until")};
    *ret_act = (struct page_act){.run = grant_add, .form = form, .next = user_path(pg)};
    return NULL;
}

struct err *act_grant_end(struct page *pg, struct page_act *ret_act)
{
    struct grant_end_form *form = arena_make(pg->arena, struct grant_end_form);
    NEED(form);
    form->login = pg->params[0];
    if (!id_parse(pg->params[1], &form->grant))
        return page_absent(pg);
    *ret_act = (struct page_act){.run = grant_end, .form = form, .next = user_path(pg)};
    return NULL;
}

struct err *act_user_disable(struct page *pg, struct page_act *ret_act)
{
    struct user_name_form *form = arena_make(pg->arena, struct user_name_form);
    NEED(form);
    form->login = pg->params[0];
    *ret_act = (struct page_act){.run = user_disable, .form = form, .next = user_path(pg)};
    return NULL;
}

/* An address was made: it is shown this once. */
struct err *page_user_link(struct page *pg)
{
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("An address for {1}"), pg->params[0]);
    user_link(&pg->out, pg);
    return NULL;
}
