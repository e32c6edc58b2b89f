/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli_why.c - `hearth plan why`: for each family below its minimum break, in words or as JSON, the
 * reason, the carers and weeks that bind, and the least changes that would serve it. */
#include <inttypes.h>
#include <stdlib.h>

#include "plan/cli_inner.h"
#include "plan/why.h"

enum { LIMITS_SAID_MAX = 3, WEEKS_SAID_MAX = 64 };

static const char *reason_words(enum plan_reason reason)
{
    static const char *const words[PLAN_REASON__COUNT] = {
        [PLAN_REASON_WINDOW] = N_("its own times are too short for one session"),
        [PLAN_REASON_DISTANCE] = N_("no carer lives near enough"),
        [PLAN_REASON_EXCLUDED] = N_("every carer near it must not be matched with it"),
        [PLAN_REASON_LANGUAGE] = N_("no carer near it speaks its language"),
        [PLAN_REASON_GROUP] = N_("no carer near it may take so many children together"),
        [PLAN_REASON_SKILL] = N_("no carer who may come holds all the skills it needs"),
        [PLAN_REASON_TIME] = N_("no carer who may come is free at its times"),
        [PLAN_REASON_CAPACITY] = N_("the carers it could have are needed elsewhere"),
    };
    return words[reason];
}

static const char *weeks_text(struct arena *a, const struct plan_instance *in, uint64_t weeks)
{
    const char *text = "";
    for (int32_t w = 0; w < in->weeks && w < WEEKS_SAID_MAX; w++) {
        if ((weeks >> w & 1) == 0)
            continue;
        const char *date = plan_say_slot(a, in, w * PLAN_WEEK);
        const char *more = arena_printf(a, "%s%s%.10s", text, text[0] == '\0' ? "" : ", ", date);
        text = more == NULL ? text : more;
    }
    return text;
}

/* ---- words ---- */

static void limit_say(const struct plan_say *say, const struct plan_instance *in,
                      const struct why_limit *limit)
{
    static const char *const words[WHY_LIMIT__COUNT] = {
        [WHY_FREE] = N_("  carer {1}: has some time, but not enough; full in the weeks from {2}"),
        [WHY_FAMILIES] = N_("  carer {1}: has as many families as allowed"),
        [WHY_HOURS] = N_("  carer {1}: the weekly hours are used up in the weeks from {2}"),
        [WHY_TIME] = N_("  carer {1}: is with others at its times in the weeks from {2}"),
    };
    const char *weeks = weeks_text(say->arena, in, limit->weeks);
    const char *carer = plan_say_label(say->arena, in->carers[limit->carer].id);
    if (limit->kind == WHY_FREE && limit->weeks == 0)
        plan_say(say, N_("  carer {1}: has some time, but not enough"), carer);
    else
        plan_say(say, words[limit->kind], carer, weeks);
}

static void change_say(const struct plan_say *say, const struct plan_instance *in,
                       const struct why_change *change)
{
    struct arena *a = say->arena;
    const char *carer = plan_say_label(a, in->carers[change->carer].id);
    const char *hours = plan_say_hours(a, change->slots);
    switch (change->kind) {
    case WHY_FAMILY_HOUR:
        plan_put(say, N_("  an hour more, {1}, would give it {2} hours"),
                 plan_say_span(a, in, change->window.from, change->window.to), hours);
        break;
    case WHY_CARER_HOUR:
        plan_put(say, N_("  one more hour a week of carer {1} would give it {2} hours"), carer,
                 hours);
        break;
    case WHY_CARER_FAMILY:
        plan_put(say, N_("  one more family for carer {1} would give it {2} hours"), carer, hours);
        break;
    case WHY_DISTANCE:
        plan_put(say, N_("  {1} metres farther, to carer {2}, would give it {3} hours"),
                 plan_say_number(a, change->metres), carer, hours);
        break;
    case WHY_SKILL:
        plan_put(say, N_("  the skill {1} for carer {2} would give it {3} hours"),
                 plan_say_label(a, in->skill_names[change->skill]), carer, hours);
        break;
    case WHY_CHANGE__COUNT:
        break;
    }
    plan_say(say, change->against == RELAX_BESIDE ? N_(", and nobody loses any")
                                                  : N_(", some of them from others"));
}

static void why_say(const struct plan_say *say, const struct plan_instance *in,
                    const struct why_family *why, bool looked)
{
    struct arena *a = say->arena;
    const struct plan_family *f = &in->families[why->family];
    struct buf *b = say->b;
    plan_put(say, N_("Family {1}: {2} of {3} hours; "), plan_say_label(a, f->id),
             plan_say_hours(a, why->slots), plan_say_hours(a, f->min));
    plan_put(say, reason_words(why->reason), NULL);
    buf_printf(b, " (%s)\n", plan_reason_name(why->reason));
    for (int32_t i = 0; i < why->limits_n && i < LIMITS_SAID_MAX; i++)
        limit_say(say, in, &why->limits[i]);
    if (why->limits_all > LIMITS_SAID_MAX)
        plan_say(say, N_("  further carers: {1}"),
                 plan_say_number(a, why->limits_all - LIMITS_SAID_MAX));
    for (int32_t i = 0; i < why->changes_n; i++)
        change_say(say, in, &why->changes[i]);
    if (why->fits_now)
        plan_say(say, N_("  there is room for it even now, at a loss of points elsewhere"));
    else if (looked && why->changes_n == 0)
        plan_say(say,
                 N_("  no single change of an hour, a place, the distance or a skill is enough"));
}

/* ---- JSON ---- */

static void limit_json(struct buf *b, const struct plan_instance *in, const struct why_limit *limit)
{
    const char *comma = "";
    buf_char(b, '{');
    plan_json_int(b, "carer", limit->carer);
    plan_json_text(b, "id", in->carers[limit->carer].id);
    plan_json_text(b, "limit", text_of(why_limit_name(limit->kind)));
    plan_json_int(b, "points", limit->points);
    plan_json_name(b, "weeks");
    buf_char(b, '[');
    for (int32_t w = 0; w < WEEKS_SAID_MAX; w++) {
        if ((limit->weeks >> w & 1) == 0)
            continue;
        buf_printf(b, "%s%" PRId32, comma, w);
        comma = ",";
    }
    buf_str(b, "]}");
}

static void change_json(struct buf *b, const struct plan_instance *in,
                        const struct why_change *change)
{
    buf_char(b, '{');
    plan_json_text(b, "change", text_of(why_change_name(change->kind)));
    if (change->kind == WHY_FAMILY_HOUR) {
        plan_json_name(b, "window");
        buf_printf(b, "[%" PRId32 ",%" PRId32 "]", change->window.from, change->window.to);
    } else {
        plan_json_int(b, "carer", change->carer);
        plan_json_text(b, "id", in->carers[change->carer].id);
    }
    if (change->kind == WHY_DISTANCE)
        plan_json_int(b, "metres", change->metres);
    if (change->kind == WHY_SKILL)
        plan_json_int(b, "skill", change->skill);
    plan_json_int(b, "slots", change->slots);
    plan_json_name(b, "takes_from_others");
    buf_str(b, change->against == RELAX_BESIDE ? "false}" : "true}");
}

static void why_json(struct buf *b, const struct plan_instance *in, const struct why_family *why)
{
    const struct plan_family *f = &in->families[why->family];
    buf_char(b, '{');
    plan_json_int(b, "family", why->family);
    plan_json_text(b, "id", f->id);
    plan_json_text(b, "reason", text_of(plan_reason_name(why->reason)));
    plan_json_int(b, "slots", why->slots);
    plan_json_int(b, "minimum", f->min);
    plan_json_name(b, "fits_now");
    buf_str(b, why->fits_now ? "true" : "false");
    plan_json_int(b, "carers_count", why->limits_all);
    plan_json_name(b, "carers");
    buf_char(b, '[');
    for (int32_t i = 0; i < why->limits_n; i++) {
        buf_str(b, i == 0 ? "" : ",");
        limit_json(b, in, &why->limits[i]);
    }
    buf_char(b, ']');
    plan_json_name(b, "changes");
    buf_char(b, '[');
    for (int32_t i = 0; i < why->changes_n; i++) {
        buf_str(b, i == 0 ? "" : ",");
        change_json(b, in, &why->changes[i]);
    }
    buf_str(b, "]}");
}

/* ---- the command ---- */

static int heavier_first(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;
    return (x < y) - (x > y);
}

/* Families below this weight get no search for changes, so that a nation's answer ends today. */
static struct err *weight_least(struct arena *a, const struct plan_instance *in,
                                const int32_t *slots, int32_t *ret_weight)
{
    int32_t n = 0;
    int32_t *weights = arena_makes(a, int32_t, (size_t)in->families_n);
    NEED(weights);
    for (int32_t i = 0; i < in->families_n; i++)
        if (slots[i] < in->families[i].min)
            weights[n++] = in->families[i].weight;
    if (n > 0)
        qsort(weights, (size_t)n, sizeof *weights, heavier_first);
    *ret_weight = n <= WHY_FAMILIES_MAX ? 0 : weights[WHY_FAMILIES_MAX];
    return NULL;
}

static struct err *families_answer(const struct plan_say *say, bool json,
                                   const struct plan_instance *in, struct relax *r,
                                   const int32_t *slots)
{
    int32_t weight = 0;
    int64_t n = 0;
    TRY(weight_least(say->arena, in, slots, &weight));
    for (int32_t i = 0; i < in->families_n; i++) {
        struct why_family why;
        bool looked = in->families[i].weight > weight;
        if (slots[i] >= in->families[i].min)
            continue;
        TRY(why_find(r, i, slots[i], looked, &why));
        if (json) {
            buf_str(say->b, n == 0 ? "" : ",\n");
            why_json(say->b, in, &why);
        } else {
            why_say(say, in, &why, looked);
        }
        n++;
    }
    if (!json)
        plan_say(say, N_("Families below their minimum break: {1} of {2}"),
                 plan_say_number(say->arena, n), plan_say_number(say->arena, in->families_n));
    return NULL;
}

static struct err *why(struct arena *a, const struct plan_command *c)
{
    const struct plan_instance *in;
    const struct plan_solution *s;
    struct relax *r;
    int32_t *slots;
    TRY(plan_read_both(a, c, &in, &s));
    TRY(plan_family_slots(a, in, s, &slots));
    TRY(relax_new(a, in, s, false, &r));
    const struct plan_say say = {c->out, c->voice, a};
    if (!c->json)
        return families_answer(&say, false, in, r, slots);
    buf_char(c->out, '{');
    plan_json_text(c->out, "instance", in->name);
    plan_json_name(c->out, "families");
    buf_char(c->out, '[');
    TRY(families_answer(&say, true, in, r, slots));
    buf_str(c->out, "]}\n");
    return NULL;
}

struct err *plan_why_command(struct arena *arena, const struct plan_command *c)
{
    return plan_with_memory(arena, c, why);
}
