/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* users.c - /settings/users: who may come in; /settings/backup: what keeps the house safe. */
#include "page/users.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "page/pages.h"
#include "page/users.html.h"
#include "view/houses.h"

/* ---- in words -----------------------------------------------------------------------------------
 */

static void grant_put(const struct page *pg, const struct user_grant *g, struct buf *b)
{
    buf_str(b, lang_text(pg->out.lang, user_role(g->role)->label));
    buf_str(b, ", ");
    if (g->house_name.n > 0)
        buf_put(b, g->house_name);
    else
        buf_str(b, lang_text(pg->out.lang, user_scope(g->scope)->label));
}

static struct err *row_make(struct page *pg, const struct user_view *u, struct user_row *ret_row)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    for (size_t i = 0; i < u->n_grants; i++) {
        if (!u->grants[i].runs)
            continue;
        ret_row->is_program = ret_row->is_program || u->grants[i].role == ROLE_CLOCK;
        if (b.n > 0)
            buf_str(&b, " · ");
        grant_put(pg, &u->grants[i], &b);
    }
    ret_row->login = u->login;
    ret_row->is_active = u->is_active;
    return buf_take(&b, pg->arena, &ret_row->grants);
}

/* ---- the page -----------------------------------------------------------------------------------
 */

static void users_json(const struct user_views *views, struct buf *b)
{
    json_open(b, '{');
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < views->n; i++) {
        const struct user_view *u = &views->at[i];
        json_open(b, '{');
        json_id(b, "id", u->user);
        json_text(b, "login", u->login);
        json_bool(b, "active", u->is_active);
        json_name(b, "grants");
        json_open(b, '[');
        for (size_t j = 0; j < u->n_grants; j++)
            if (u->grants[j].runs)
                user_grant_json(&u->grants[j], b);
        json_close(b, ']');
        json_close(b, '}');
    }
    json_close(b, ']');
    json_int(b, "count", (int64_t)views->n);
    json_close(b, '}');
}

struct err *page_users(struct page *pg)
{
    struct user_views views;
    struct users_page up = {0};
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("Users"));
    TRY(user_views(&pg->rq, &views));
    if (pg->form == PAGE_JSON) {
        users_json(&views, pg->out.out);
        return NULL;
    }
    up.login = (struct form_field){.name = "login",
                                   .label = N_("Login"),
                                   .hint = N_("A word for signing in: a-z, 0-9 and -, no surname")};
    up.n = views.n;
    up.rows = arena_makes(pg->arena, struct user_row, views.n);
    NEED(up.rows);
    for (size_t i = 0; i < views.n; i++)
        TRY(row_make(pg, &views.at[i], &up.rows[i]));
    TRY(user_role_field(pg, &up.role));
    TRY(user_scope_field(pg, &up.scope));
    users(&pg->out, pg, &up);
    return NULL;
}

struct err *act_user_add(struct page *pg, struct page_act *ret_act)
{
    struct user_form *form = arena_make(pg->arena, struct user_form);
    NEED(form);
    *form = (struct user_form){.login = fields_get(&pg->typed, "login"),
                               .role = fields_get(&pg->typed, "role"),
                               .scope = fields_get(&pg->typed, "scope")};
    *ret_act = (struct page_act){.run = user_add, .form = form, .next = "/settings/users"};
    return NULL;
}

/* ---- the backup ---------------------------------------------------------------------------------
 */

enum { BACKUP_OLD_DAYS = 7 };

struct err *page_backup(struct page *pg)
{
    int64_t last_ms = 0;
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("Backup"));
    TRY(backup_last(&pg->rq, &last_ms));
    if (pg->form == PAGE_JSON) {
        json_open(pg->out.out, '{');
        if (last_ms > 0)
            json_instant(pg->out.out, "last", last_ms);
        json_close(pg->out.out, '}');
        return NULL;
    }
    int64_t old_ms = pg->rq.now_ms - BACKUP_OLD_DAYS * DAY_MS;
    backup(&pg->out, pg, last_ms > 0 ? zone_wall(zone_utc(), last_ms).date : 0, last_ms >= old_ms);
    return NULL;
}
