/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli_explain.c - `hearth plan explain`: where help is missing and what one more carer would bring,
 * in words or as JSON. */
#include <inttypes.h>
#include <stdlib.h>

#include "plan/cli_inner.h"
#include "plan/explain.h"

enum { LINES_MAX = 8, HOURS_SAID_MAX = 8, OFFERS_SAID_MAX = 12 };

/* A position with its points, for sorting. */
struct ranked {
    int32_t at;
    int64_t points;
};

static int by_points(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->points != y->points)
        return x->points > y->points ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Largest first; NULL without memory. */
static const struct ranked *rank(struct arena *a, const int64_t *points, int32_t n)
{
    struct ranked *list = arena_makes(a, struct ranked, (size_t)n);
    for (int32_t i = 0; list != NULL && i < n; i++)
        list[i] = (struct ranked){i, points[i]};
    if (list != NULL && n > 0)
        qsort(list, (size_t)n, sizeof *list, by_points);
    return list;
}

static const char *weekday_name(int32_t hour)
{
    static const char *const names[] = {N_("Monday"),   N_("Tuesday"), N_("Wednesday"),
                                        N_("Thursday"), N_("Friday"),  N_("Saturday"),
                                        N_("Sunday")};
    return names[hour / 24];
}

/* ---- words ---- */

static struct err *areas_say(const struct plan_say *say, const struct plan_instance *in,
                             const struct explain_points *p)
{
    struct arena *a = say->arena;
    const struct ranked *list = rank(a, p->area, in->area_names_n);
    NEED(list);
    plan_say(say, N_("By area, points that hang on the carers' time and places:"));
    for (int32_t i = 0; i < in->area_names_n && i < LINES_MAX; i++) {
        int32_t at = list[i].at;
        if (list[i].points == 0 && p->short_area[at] == 0)
            continue;
        plan_say(say, N_("  {1}: {2}; families below their minimum: {3}, hours they lack: {4}"),
                 plan_say_label(a, in->area_names[at]), plan_say_number(a, list[i].points),
                 plan_say_number(a, p->short_area[at]), plan_say_hours(a, p->missing_area[at]));
    }
    return NULL;
}

static struct err *skills_say(const struct plan_say *say, const struct plan_instance *in,
                              const struct explain_points *p)
{
    struct arena *a = say->arena;
    const struct ranked *list = rank(a, p->skill, in->skill_names_n);
    NEED(list);
    plan_say(say, N_("By skill, points that hang on those who hold it:"));
    for (int32_t i = 0; i < in->skill_names_n && i < LINES_MAX; i++)
        plan_say(say, N_("  {1}: {2}; families below their minimum who need it: {3}"),
                 plan_say_label(a, in->skill_names[list[i].at]), plan_say_number(a, list[i].points),
                 plan_say_number(a, p->short_skill[list[i].at]));
    return NULL;
}

static struct err *hours_say(const struct plan_say *say, const struct explain_points *p)
{
    struct arena *a = say->arena;
    const struct ranked *list = rank(a, p->hour, EXPLAIN_HOURS);
    NEED(list);
    plan_say(say, N_("Hours of the week in which one more carer is worth most:"));
    for (int32_t i = 0; i < HOURS_SAID_MAX && list[i].points > 0; i++) {
        const char *hour = arena_printf(a, "%02" PRId32 ":00", list[i].at % 24);
        NEED(hour);
        buf_str(say->b, "  ");
        plan_put(say, weekday_name(list[i].at), NULL);
        plan_say(say, N_(" {1}: {2} points"), hour, plan_say_number(a, list[i].points));
    }
    plan_say(say,
             N_("What binds, in points: times {1}, weekly hours {2}, number of families {3}, "
                "introductions {4}"),
             plan_say_number(a, p->time), plan_say_number(a, p->week_hours),
             plan_say_number(a, p->families), plan_say_number(a, p->introductions));
    return NULL;
}

/* Does the skill bring nothing that the same carer without it would not? */
static bool is_skill_idle(const struct explain_offer *offers, int32_t n,
                          const struct explain_offer *o)
{
    for (int32_t i = 0; i < n && o->skill != EXPLAIN_NO_SKILL; i++)
        if (offers[i].area == o->area && offers[i].skill == EXPLAIN_NO_SKILL)
            return offers[i].points >= o->points;
    return false;
}

static void offers_say(const struct plan_say *say, const struct plan_instance *in,
                       const struct explain_offer *offers, int32_t n)
{
    struct arena *a = say->arena;
    plan_say(say,
             N_("One more carer (usual skills and limits, free on weekday evenings and at "
                "weekends), everybody else keeps what they have:"),
             NULL);
    int32_t said = 0;
    for (int32_t i = 0; i < n && said < OFFERS_SAID_MAX && offers[i].points > 0; i++) {
        const struct explain_offer *o = &offers[i];
        const char *area = plan_say_label(a, in->area_names[o->area]);
        if (is_skill_idle(offers, n, o))
            continue;
        said++;
        if (o->skill == EXPLAIN_NO_SKILL)
            plan_put(say, N_("  in {1}, no further skill: "), area);
        else
            plan_put(say, N_("  in {1}, with {2}: "), area,
                     plan_say_label(a, in->skill_names[o->skill]));
        plan_say(say, N_("{1} points; families reached: {2}, helped: {3}, hours: {4}"),
                 plan_say_number(a, o->points), plan_say_number(a, o->reached),
                 plan_say_number(a, o->helped), plan_say_hours(a, o->slots));
    }
}

/* ---- JSON ---- */

static void areas_json(struct buf *b, const struct plan_instance *in,
                       const struct explain_points *p)
{
    plan_json_name(b, "areas");
    buf_char(b, '[');
    for (int32_t i = 0; i < in->area_names_n; i++) {
        buf_str(b, i == 0 ? "{" : ",\n{");
        plan_json_int(b, "area", i);
        plan_json_text(b, "name", in->area_names[i]);
        plan_json_int(b, "points", p->area[i]);
        plan_json_int(b, "families_below_minimum", p->short_area[i]);
        plan_json_int(b, "slots_missing", p->missing_area[i]);
        plan_json_name(b, "skills");
        buf_char(b, '[');
        for (int32_t k = 0; k < in->skill_names_n; k++)
            buf_printf(b, "%s%" PRId64, k == 0 ? "" : ",",
                       p->area_skill[i * in->skill_names_n + k]);
        buf_str(b, "]}");
    }
    buf_char(b, ']');
}

static void skills_json(struct buf *b, const struct plan_instance *in,
                        const struct explain_points *p)
{
    plan_json_name(b, "skills");
    buf_char(b, '[');
    for (int32_t k = 0; k < in->skill_names_n; k++) {
        buf_str(b, k == 0 ? "{" : ",\n{");
        plan_json_int(b, "skill", k);
        plan_json_text(b, "name", in->skill_names[k]);
        plan_json_int(b, "points", p->skill[k]);
        plan_json_int(b, "families_below_minimum", p->short_skill[k]);
        buf_char(b, '}');
    }
    buf_char(b, ']');
    plan_json_name(b, "hours_of_week");
    buf_char(b, '[');
    for (int32_t h = 0; h < EXPLAIN_HOURS; h++)
        buf_printf(b, "%s%" PRId64, h == 0 ? "" : ",", p->hour[h]);
    buf_char(b, ']');
    plan_json_name(b, "binding");
    buf_char(b, '{');
    plan_json_int(b, "times", p->time);
    plan_json_int(b, "week_hours", p->week_hours);
    plan_json_int(b, "families", p->families);
    plan_json_int(b, "introductions", p->introductions);
    buf_char(b, '}');
}

static void offers_json(struct buf *b, const struct plan_instance *in,
                        const struct explain_offer *offers, int32_t n)
{
    plan_json_name(b, "one_more_carer");
    buf_char(b, '[');
    for (int32_t i = 0; i < n; i++) {
        const struct explain_offer *o = &offers[i];
        buf_str(b, i == 0 ? "{" : ",\n{");
        plan_json_int(b, "area", o->area);
        plan_json_text(b, "area_name", in->area_names[o->area]);
        plan_json_name(b, "skill");
        if (o->skill == EXPLAIN_NO_SKILL)
            buf_str(b, "null");
        else
            buf_printf(b, "%" PRId32, o->skill);
        plan_json_int(b, "points", o->points);
        plan_json_int(b, "points_most", o->points_most);
        plan_json_int(b, "families_reached", o->reached);
        plan_json_int(b, "families_helped", o->helped);
        plan_json_int(b, "slots", o->slots);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static struct err *explain(struct arena *a, const struct plan_command *c)
{
    const struct plan_instance *in;
    const struct plan_solution *s;
    const struct explain_offer *offers;
    struct explain_points points;
    struct relax *r;
    int32_t *slots;
    int32_t n;
    TRY(plan_read_both(a, c, &in, &s));
    TRY(plan_family_slots(a, in, s, &slots));
    TRY(relax_new(a, in, s, true, &r));
    TRY(explain_points_find(r, slots, &points));
    TRY(explain_offers_find(r, s, slots, &offers, &n));
    if (c->json) {
        buf_char(c->out, '{');
        plan_json_text(c->out, "instance", in->name);
        areas_json(c->out, in, &points);
        skills_json(c->out, in, &points);
        offers_json(c->out, in, offers, n);
        buf_str(c->out, "}\n");
        return NULL;
    }
    const struct plan_say say = {c->out, c->voice, a};
    TRY(areas_say(&say, in, &points));
    TRY(skills_say(&say, in, &points));
    TRY(hours_say(&say, &points));
    offers_say(&say, in, offers, n);
    return NULL;
}

struct err *plan_explain_command(struct arena *arena, const struct plan_command *c)
{
    return plan_with_memory(arena, c, explain);
}
