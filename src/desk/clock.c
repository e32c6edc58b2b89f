/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* clock.c - looking for what is due, naming it, submitting it. */
#include "desk/clock.h"

#include <assert.h>

#include "base/when.h"
#include "base/world.h"
#include "base/zone.h"
#include "command/clock.h"
#include "desk/inside.h"
#include "lang/lang.h"
#include "model/types.h"
#include "sql/clock.sql.h"
#include "sql/user.sql.h"
#include "view/persons.h"
#include "view/places.h"

/* One act that waits, and what it counts as. */
struct due {
    struct job job;
    int64_t *counts_as;
};

struct round {
    struct site *site;
    struct arena *arena;
    struct request rq;
    struct who who;
    enum lang lang;
    size_t n, most;
    struct due *at;
    struct clock_counts counts;
};

static enum lang lang_of_site(const struct site *s)
{
    const struct field *f = field_by_no(&organisation_type, ORGANISATION_LANG);
    const struct choice *c = choice_by_no(f, s->lang);
    enum lang lang = LANG_EN;
    if (c != NULL)
        (void)lang_parse(text_of(c->code), &lang);
    return lang;
}

static struct err *round_begin(struct site *s, struct arena *into, size_t most, struct round *r)
{
    struct sql_user_by_login_row clock;
    bool found = false;
    assert(most > 0 && most <= CLOCK_ACTS_MAX);
    TRY(sql_user_by_login(s->db, into, s->org, TEXT("clock"), &found, &clock));
    if (!found)
        return err_bug(into, "a site without the user clock");
    *r = (struct round){.site = s,
                        .arena = into,
                        .who = guard_clock(clock.user),
                        .lang = lang_of_site(s),
                        .most = most,
                        .at = arena_makes(into, struct due, most)};
    NEED(r->at);
    r->rq = (struct request){.arena = into,
                             .store = &s->store,
                             .people = s->people,
                             .who = &r->who,
                             .now_ms = world_now_ms()};
    return NULL;
}

/* Takes an act up, unless it was done before. */
static struct err *submit(struct round *r, const char *name, command_fn *run, const void *form,
                          int64_t *counts_as)
{
    bool done = false;
    NEED(name);
    struct text once = text_of(name);
    TRY(journal_deed_find(r->site->db, r->arena, r->site->org, desk_deed_id(r->who.user, once),
                          &done));
    if (done)
        return NULL;
    if (r->n == r->most) {
        r->counts.waiting++;
        return NULL;
    }
    r->at[r->n++] = (struct due){.job = {.arena = r->arena,
                                         .who = &r->who,
                                         .may = MAY_WRITE_TASKS,
                                         .once = once,
                                         .run = run,
                                         .form = form},
                                 .counts_as = counts_as};
    return NULL;
}

/* ---- first days ---------------------------------------------------------------------------------
 */

static const char *name_of(struct round *r, const char *rule, struct id subject, int32_t date)
{
    char id[ID_TEXT + 1], day[DATE_TEXT + 1];
    id_text(subject, id);
    date_print(date, day);
    return arena_printf(r->arena, "%s %s %s", rule, id, day);
}

static struct err *check_look(struct round *r, const struct place_row *place,
                              const struct sql_newcomers_of_house_row *row,
                              const struct newcomer_rule *rule)
{
    int32_t today = zone_wall(place->zone, r->rq.now_ms).date;
    int32_t due = zone_wall(place->zone, row->from_ms).date + rule->day - 1;
    struct newcomer_form *form = arena_make(r->arena, struct newcomer_form);
    NEED(form);
    if (due > today)
        return NULL;
    *form = (struct newcomer_form){.stay = row->stay,
                                   .person = row->person,
                                   .house = place->house,
                                   .rule = rule,
                                   .what = text_of(lang_text(r->lang, rule->what)),
                                   .due = due,
                                   .is_past_use = due + rule->useful_days < today};
    return submit(r, name_of(r, rule->code, row->stay, due), newcomer_check, form,
                  form->is_past_use ? &r->counts.passed_over : &r->counts.made);
}

static struct err *newcomers_look(struct round *r, const struct place_row *place)
{
    struct sql_newcomers_of_house_row *rows;
    size_t n = 0;
    TRY(sql_newcomers_of_house(r->site->db, r->arena, r->site->org, place->house,
                               r->rq.now_ms - CLOCK_DAYS_BACK * DAY_MS, &rows, &n));
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n_newcomer_rules; j++)
            TRY(check_look(r, place, &rows[i], &newcomer_rules[j]));
    return NULL;
}

static struct err *leaver_look(struct round *r, struct id person)
{
    struct sql_newcomer_tasks_about_row *rows;
    struct person_last last;
    size_t n = 0;
    TRY(person_place(&r->rq, person, &last));
    if (last.here == HERE_NOW)
        return NULL;
    TRY(sql_newcomer_tasks_about(r->site->db, r->arena, r->site->org, person, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        char id[ID_TEXT + 1];
        struct newcomer_left_form *form = arena_make(r->arena, struct newcomer_left_form);
        NEED(form);
        *form = (struct newcomer_left_form){rows[i].task, person};
        id_text(rows[i].task, id);
        TRY(submit(r, arena_printf(r->arena, "newcomer-left %s", id), newcomer_left, form,
                   &r->counts.cancelled));
    }
    return NULL;
}

static struct err *leavers_look(struct round *r, const struct place_row *place)
{
    struct sql_leavers_of_house_row *rows;
    size_t n = 0;
    TRY(sql_leavers_of_house(r->site->db, r->arena, r->site->org, place->house,
                             r->rq.now_ms - CLOCK_DAYS_BACK * DAY_MS, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(leaver_look(r, rows[i].person));
    return NULL;
}

/* ---- one run ------------------------------------------------------------------------------------
 */

static struct err *look(struct round *r)
{
    struct place_rows places;
    TRY(place_rows(&r->rq, &places));
    for (size_t i = 0; i < places.n; i++) {
        TRY(leavers_look(r, &places.at[i]));
        TRY(newcomers_look(r, &places.at[i]));
    }
    return NULL;
}

/* What the command finds needless in the last moment is no failure of the timer. */
static struct err *submitted(struct round *r)
{
    struct job *jobs[CLOCK_ACTS_MAX];
    for (size_t i = 0; i < r->n; i++)
        jobs[i] = &r->at[i].job;
    TRY(site_go_on(r->site, r->arena));
    desk_run(r->site, jobs, r->n);
    for (size_t i = 0; i < r->n; i++) {
        if (jobs[i]->err == NULL)
            ++*r->at[i].counts_as;
        else if (jobs[i]->err->kind != ERR_CONFLICT)
            return jobs[i]->err;
    }
    return NULL;
}

struct err *desk_clock(struct site *site, struct arena *into, size_t acts_max,
                       struct clock_counts *ret_counts)
{
    struct round r;
    TRY(site_require_open(site, into));
    TRY(round_begin(site, into, acts_max, &r));
    TRY(look(&r));
    if (r.n > 0)
        TRY(submitted(&r));
    *ret_counts = r.counts;
    return NULL;
}
