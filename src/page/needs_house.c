/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* needs_house.c - what waits in a house: who is missing, who was expected back, whom nobody asked
 * about danger; and one's own tasks. */
#include "base/limits.h"
#include "model/types.h"
#include "page/needs.h"
#include "view/tasks.h"

enum { TASKS_MAX = 50 };

/* ---- who lodges in the house --------------------------------------------------------------------
 */

static struct err *lodger_add(struct page *pg, struct needs *needs, const struct lodger *l,
                              const char *step, struct need need)
{
    char id[ID_TEXT + 1];
    id_text(l->person, id);
    need.row.title = l->name;
    need.row.link.url = arena_printf(pg->arena, "/person/%s%s", id, step);
    NEED(need.row.link.url);
    return need_add(pg, needs, &need);
}

static struct err *unasked_add(struct page *pg, struct needs *needs, const struct lodger *l)
{
    const char *why =
        lang_text(pg->out.lang, N_("Is she in danger from someone? Until then she is protected"));
    return lodger_add(
        pg, needs, l, "/correct#f-danger",
        (struct need){.rank = NEED_TODAY,
                      .code = "unasked",
                      .row = {.tone = TONE_WARN,
                              .when = N_("Not asked yet"),
                              .about = text_of(why),
                              .link = {.label = N_("Write it down"), .act = "person.correct"}}});
}

static struct err *lodger_look(struct page *pg, struct needs *needs, const struct lodger *l)
{
    const struct link back = {.label = N_("Back again"), .act = "stay.return"};
    if (l->away == AWAY_MISSING)
        return lodger_add(
            pg, needs, l, "/return",
            (struct need){.rank = NEED_NOW,
                          .order = l->away_ms,
                          .code = "missing",
                          .row = {.tone = TONE_BAD, .when = N_("Missing"), .link = back}});
    if (l->away != 0 && l->back != VALUE_NO_DATE && l->back < needs->today)
        TRY(lodger_add(pg, needs, l, "/return",
                       (struct need){.rank = NEED_OVERDUE,
                                     .order = l->back,
                                     .code = "expected-back",
                                     .row = {.tone = TONE_WARN,
                                             .when = N_("Expected back {1}"),
                                             .when_value = as_day_month(l->back),
                                             .link = back}}));
    return l->is_unasked ? unasked_add(pg, needs, l) : NULL;
}

static struct err *tile_look(struct page *pg, struct needs *needs, const struct tile *tile)
{
    for (size_t i = 0; i < tile->n_families; i++)
        for (size_t j = 0; j < tile->families[i].n; j++)
            TRY(lodger_look(pg, needs, &tile->families[i].at[j]));
    return NULL;
}

struct err *need_lodgers(struct page *pg, struct needs *needs)
{
    for (size_t i = 0; i < needs->houses->n; i++)
        for (size_t j = 0; j < needs->houses->at[i].n_tiles; j++)
            TRY(tile_look(pg, needs, &needs->houses->at[i].tiles[j]));
    return NULL;
}

/* ---- tasks --------------------------------------------------------------------------------------
 */

static struct err *task_add(struct page *pg, struct needs *needs, const struct task_row *task)
{
    char id[ID_TEXT + 1];
    struct need need = {.rank = task->is_overdue ? NEED_OVERDUE : NEED_TODAY,
                        .order = task->due,
                        .code = task->is_overdue ? "task-overdue" : "task-today",
                        .row = {.tone = task->is_overdue ? TONE_BAD : TONE_INFO,
                                .when = task->is_overdue ? N_("Due {1}") : N_("Due today"),
                                .when_value = as_day_month(task->due),
                                .title = task->what}};
    if (task->rule_words != NULL)
        need.row.title = text_of(lang_text(pg->out.lang, task->rule_words));
    if (task->about != NULL) {
        id_text(task->about_id, id);
        need.row.about = text_of(task->about->name);
        need.row.link = (struct link){arena_printf(pg->arena, "/person/%s", id),
                                      N_("Person's page"), "task.open"};
        NEED(need.row.link.url);
    }
    return need_add(pg, needs, &need);
}

struct err *need_tasks(struct page *pg, struct needs *needs)
{
    const struct task_ask own = {.owner = pg->rq.who->user, .limit = TASKS_MAX};
    struct task_list tasks;
    TRY(task_list(&pg->rq, &own, &tasks));
    for (size_t i = 0; i < tasks.n; i++)
        if (tasks.rows[i].has_due && tasks.rows[i].due <= needs->today)
            TRY(task_add(pg, needs, &tasks.rows[i]));
    return NULL;
}
