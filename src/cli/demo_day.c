/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_day.c - activities and equipment of the demo. */
#include "cli/demo_day.h"

#include "base/when.h"
#include "base/world.h"
#include "command/activity.h"
#include "command/equipment.h"
#include "model/types.h"
#include "model/types_activity.h"

/* Each in the order of struct told. */
static const struct {
    const char *name, *kind, *time, *count, *group, *place;
    const char *days[2];
} series[] = {
    {N_("Cooking together"), "workshop", "17:30", "heads", "all", N_("Kitchen"), {"thu"}},
    {N_("Morning tea"), "gathering", "09:30", "heads", "all", N_("Kitchen"), {"mon", "fri"}},
    {N_("Youth club"), "teenagers", "16:00", "names", "teenagers", N_("Big room"), {"sat"}},
    {N_("Prayer for those who like"), "faith", "10:00", "heads", "all", N_("Big room"), {"sun"}},
};
static const struct {
    const char *what, *place, *given_by;
} things[] = {
    {N_("Washing machine"), N_("Laundry"), N_("The bakery round the corner")},
    {N_("Oven"), N_("Kitchen"), NULL},
};

struct maker {
    struct site *site;
    struct arena *arena;
    enum lang lang;
    const char *house;
};

static struct text words(const struct maker *m, const char *msgid)
{
    return msgid == NULL ? TEXT_NONE : text_of(lang_text(m->lang, msgid));
}

static struct err *act(const struct maker *m, const char *login, enum may may, command_fn *run,
                       const void *form, struct id *ret_made)
{
    struct job job = {
        .arena = m->arena, .as = text_of(login), .may = may, .run = run, .form = form};
    TRY(desk_do(m->site, &job));
    if (ret_made != NULL)
        *ret_made = job.answer.records[0].id;
    return NULL;
}

static struct err *series_make(const struct maker *m, size_t i, struct id *ret_series)
{
    char from[DATE_TEXT + 1];
    struct told told[9];
    struct series_form form = {.house = text_of(m->house), .told = told};
    date_print((int32_t)(world_now_ms() / DAY_MS) - 60, from);
    told[form.n++] = (struct told){"name", words(m, series[i].name)};
    told[form.n++] = (struct told){"kind", text_of(series[i].kind)};
    told[form.n++] = (struct told){"time", text_of(series[i].time)};
    told[form.n++] = (struct told){"count", text_of(series[i].count)};
    told[form.n++] = (struct told){"for_whom", text_of(series[i].group)};
    told[form.n++] = (struct told){"place", words(m, series[i].place)};
    told[form.n++] = (struct told){"from", text_of(from)};
    for (size_t j = 0; j < COUNT(series[i].days) && series[i].days[j] != NULL; j++)
        told[form.n++] = (struct told){"days", text_of(series[i].days[j])};
    return act(m, "manager", MAY_WRITE_ACTIVITIES, series_add, &form, ret_series);
}

/* The last session of the first one, two days ago. */
static struct err *session_make(const struct maker *m, struct id cooking)
{
    const struct session_form form = {.series = cooking,
                                      .day = (int32_t)(world_now_ms() / DAY_MS) - 2,
                                      .women = TEXT("5"),
                                      .children = TEXT("8"),
                                      .others = TEXT("1")};
    return act(m, "house", MAY_WRITE_ACTIVITIES, session_hold, &form, NULL);
}

static struct err *thing_make(const struct maker *m, size_t i, struct id *ret_thing)
{
    struct told told[3];
    struct equipment_form form = {.house = text_of(m->house), .told = told};
    told[form.n++] = (struct told){"what", words(m, things[i].what)};
    told[form.n++] = (struct told){"place", words(m, things[i].place)};
    told[form.n++] = (struct told){"given_by", words(m, things[i].given_by)};
    return act(m, "manager", MAY_WRITE_EQUIPMENT, equipment_add, &form, ret_thing);
}

struct err *demo_day_make(struct site *site, struct arena *scratch, enum lang lang,
                          const char *house)
{
    const struct maker m = {site, scratch, lang, house};
    struct id made = ID_NONE, cooking = ID_NONE, machine = ID_NONE;
    for (size_t i = 0; i < COUNT(series); i++)
        TRY(series_make(&m, i, i == 0 ? &cooking : &made));
    TRY(session_make(&m, cooking));
    for (size_t i = 0; i < COUNT(things); i++)
        TRY(thing_make(&m, i, i == 0 ? &machine : &made));
    const struct equipment_act_form fault = {.equipment = machine,
                                             .words = words(&m, N_("The drum does not turn")),
                                             .at_ms = world_now_ms() - 9 * DAY_MS};
    return act(&m, "house", MAY_WRITE_EQUIPMENT, equipment_fault, &fault, NULL);
}
