/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* instance.c - the order of sessions and the words of the file formats. */
#include "plan/instance.h"

#include "plan/read_inner.h"

static int order(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

int plan_session_compare(const struct plan_session *a, const struct plan_session *b)
{
    int by = order(a->family, b->family);
    by = by != 0 ? by : order(a->carer, b->carer);
    by = by != 0 ? by : order(a->start, b->start);
    return by != 0 ? by : order(a->end, b->end);
}

const char *plan_reason_name(enum plan_reason reason)
{
    static const char *const names[PLAN_REASON__COUNT] = {
        [PLAN_REASON_WINDOW] = "window",     [PLAN_REASON_DISTANCE] = "distance",
        [PLAN_REASON_EXCLUDED] = "excluded", [PLAN_REASON_LANGUAGE] = "language",
        [PLAN_REASON_GROUP] = "group",       [PLAN_REASON_SKILL] = "skill",
        [PLAN_REASON_TIME] = "time",         [PLAN_REASON_CAPACITY] = "capacity",
    };
    return reason < PLAN_REASON__COUNT ? names[reason] : NULL;
}

const char *plan_figure_name(enum plan_figure figure)
{
    static const char *const names[PLAN_FIGURE__COUNT] = {
        [PLAN_FAMILIES_SERVED] = "families_served",
        [PLAN_CHILDREN_SERVED] = "children_served",
        [PLAN_FAMILIES_MINIMUM] = "families_minimum",
        [PLAN_FAMILIES_TARGET] = "families_target",
        [PLAN_SESSIONS] = "sessions",
        [PLAN_SLOTS] = "slots",
        [PLAN_CONTINUITY_SLOTS] = "continuity_slots",
        [PLAN_NEW_INTRODUCTIONS] = "new_introductions",
        [PLAN_WEIGHTED_WAIT_SERVED] = "weighted_wait_served",
        [PLAN_TRAVEL_METRES] = "travel_metres",
        [PLAN_PUBLISHED_CHANGED] = "published_changed",
    };
    return figure < PLAN_FIGURE__COUNT ? names[figure] : NULL;
}

struct err *read_format_name(struct scan *s, const char *wanted)
{
    struct text name;
    TRY(scan_text(s, &name));
    if (!text_is(name, wanted))
        return scan_wrong(s,
                          N_("Line {1}, column {2}: the format here must be {3}; this file is "
                             "of another kind or version"),
                          wanted, NULL);
    return NULL;
}
