/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* instance.h - a short-breaks problem and its solution in memory.
 *
 * Both mirror the public file formats short-breaks-instance/1 and short-breaks-solution/1: people,
 * skills, languages and areas are positions from 0; a slot is half an hour; intervals of slots are
 * half-open [from, to), intervals of days are inclusive. Only data live here: the solver and the
 * verifier each build their own look-ups, so that one can catch the other's mistakes.
 *
 * plan/read.h fills these structures and promises everything marked "holds"; a caller that builds
 * one by hand calls plan_instance_check (read.h) and gets the same promises. All memory belongs to
 * one arena. Lists are shared arrays cut into slices, so a hundred thousand families stay compact.
 */
#ifndef HEARTH_PLAN_INSTANCE_H
#define HEARTH_PLAN_INSTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum {
    PLAN_DAY = 48,   /* slots a day */
    PLAN_WEEK = 336, /* slots a week */
    PLAN_SLOT_MINUTES = 30,
    PLAN_DAYS_MAX = 3660, /* ten years */
    PLAN_NAMES_MAX = 64,  /* skills, and languages: they are bits of a mask */
    PLAN_AREAS_MAX = 100000,
    PLAN_PEOPLE_MAX = 2000000, /* families, and carers */
    PLAN_TEXT_MAX = 1000,      /* bytes of an id or a name */
    PLAN_NUMBER_MAX = 1000000000,
    PLAN_METRES_MAX = 100000000, /* of a coordinate, so a distance fits 32 bits */
};

/* No plan of an accepted instance gains or loses more points than this in all its terms together,
 * so points times a scale of 1,000 never leave 63 bits. */
#define PLAN_WORTH_MAX (INT64_C(1) << 50)

/* Items from .. from + n - 1 of a shared array. */
struct plan_slice {
    int32_t from;
    int32_t n;
};

struct plan_window {
    int32_t from; /* slots, half-open */
    int32_t to;
};

struct plan_child {
    uint64_t needs; /* bit k: needs skill k */
    int32_t ratio;  /* most children one carer may have when this child is there, at least 1 */
};

/* A skill held from the first day to the last, both included; days may lie outside the horizon and
 * are cut to -1 .. days, which changes no rule. Holds: sorted by skill, each at most once. */
struct plan_skill {
    int32_t skill;
    int32_t day_first;
    int32_t day_last;
};

/* Holds: 0 <= min <= target <= max; 1 <= len_min <= len_max; len_step >= 1; windows sorted,
 * disjoint, not touching, inside the horizon; introduced and excluded sorted without repeats. */
struct plan_family {
    struct text id;
    int32_t area;
    int32_t x; /* metres */
    int32_t y;
    int32_t weight;
    int32_t waiting_days;
    int32_t min; /* slots in the horizon */
    int32_t target;
    int32_t max;
    int32_t len_min; /* slots of one session */
    int32_t len_max;
    int32_t len_step;
    int32_t gap;          /* slots from the end of a session to the start of the next */
    int32_t carers_max;   /* 1 or 2 */
    int32_t distance_max; /* metres, included */
    bool overnight;
    int32_t ratio;                /* the least of the children */
    uint64_t needs;               /* of all the children together */
    uint64_t languages;           /* none set matches nobody */
    struct plan_slice children;   /* of instance.children */
    struct plan_slice windows;    /* of instance.windows */
    struct plan_slice introduced; /* of instance.carer_refs */
    struct plan_slice excluded;   /* of instance.carer_refs */
    int32_t line;                 /* of the file, for messages; 0: not from a file */
};

struct plan_carer {
    struct text id;
    int32_t area;
    int32_t x;
    int32_t y;
    int32_t week_max; /* slots a week; a session counts wholly in the week of its start */
    int32_t families_max;
    int32_t new_max; /* families that do not list the carer as introduced */
    int32_t children_max;
    bool visits; /* goes to the family; else the child comes */
    bool overnight;
    uint64_t languages;
    struct plan_slice skills;  /* of instance.skills_held */
    struct plan_slice windows; /* of instance.windows */
    int32_t line;
};

struct plan_session {
    int32_t family;
    int32_t carer;
    int32_t start; /* slots, half-open */
    int32_t end;
};

/* Holds: start < end, inside the horizon, people exist, each session at most once; sorted. */
struct plan_published {
    struct plan_session session;
    bool locked;
};

struct plan_params {
    int32_t tier_points[3]; /* a >= b >= c >= 0 */
    int32_t continuity_points;
    int32_t introduction_points;
    int32_t travel_points_per_10km;
    int32_t change_points;
    int32_t metres_per_slot; /* at least 1 */
    int32_t turnaround;      /* slots, 0..48 */
};

struct plan_instance {
    struct text name;
    struct text start; /* YYYY-MM-DD, a Monday */
    int32_t days;
    int32_t slots;      /* the horizon: 48 a day */
    int32_t weeks;      /* the last may be short */
    int32_t night_from; /* slots within a day, half-open */
    int32_t night_to;
    struct plan_params params;

    const struct text *skill_names;
    int32_t skill_names_n;
    const struct text *language_names;
    int32_t language_names_n;
    const struct text *area_names;
    int32_t area_names_n;

    const struct plan_family *families;
    int32_t families_n;
    const struct plan_carer *carers;
    int32_t carers_n;
    const struct plan_published *published;
    int32_t published_n;
    int32_t locked_n;

    const struct plan_child *children;
    const struct plan_window *windows;
    const struct plan_skill *skills_held;
    const int32_t *carer_refs;
};

/* ---- solution ---- */

/* Why a family stays below its minimum; the first in this order that leaves nobody. */
enum plan_reason {
    PLAN_REASON_WINDOW = 0,
    PLAN_REASON_DISTANCE,
    PLAN_REASON_EXCLUDED,
    PLAN_REASON_LANGUAGE,
    PLAN_REASON_GROUP,
    PLAN_REASON_SKILL,
    PLAN_REASON_TIME,
    PLAN_REASON_CAPACITY,
    PLAN_REASON__COUNT
};

struct plan_why {
    int32_t family;
    enum plan_reason reason;
};

/* The figures of a report, in the order they are written. */
enum plan_figure {
    PLAN_FAMILIES_SERVED = 0,
    PLAN_CHILDREN_SERVED,
    PLAN_FAMILIES_MINIMUM,
    PLAN_FAMILIES_TARGET,
    PLAN_SESSIONS,
    PLAN_SLOTS,
    PLAN_CONTINUITY_SLOTS,
    PLAN_NEW_INTRODUCTIONS,
    PLAN_WEIGHTED_WAIT_SERVED,
    PLAN_TRAVEL_METRES,
    PLAN_PUBLISHED_CHANGED,
    PLAN_FIGURE__COUNT
};

/* Prices are integers >= 0 in 1/scale points; each belongs to a rule that every plan keeps. */
struct plan_price_slot { /* carer's sessions with start <= slot < end + turnaround: at most one */
    int32_t carer;
    int32_t slot; /* 0 .. slots + turnaround - 1 */
    int64_t price;
};

struct plan_price_week { /* slots of the carer's sessions that start in the week */
    int32_t carer;
    int32_t week;
    int64_t price;
};

struct plan_price_cut { /* sum of floor(length / divisor) over the same sessions */
    int32_t carer;
    int32_t week;
    int32_t divisor; /* at least 1 */
    int64_t price;
};

struct plan_price_carer { /* families, or introductions, of the carer */
    int32_t carer;
    int64_t price;
};

struct plan_price_pair { /* carer's sessions with either family, start <= slot < end + between */
    int32_t carer;
    int32_t family; /* the smaller */
    int32_t other;
    int32_t slot;
    int64_t price;
};

/* The prices of one leaf. Written sorted; read in any order. */
struct plan_prices {
    const struct plan_price_slot *slot;
    size_t slot_n;
    const struct plan_price_week *week;
    size_t week_n;
    const struct plan_price_cut *cut;
    size_t cut_n;
    const struct plan_price_carer *families;
    size_t families_n;
    const struct plan_price_carer *introductions;
    size_t introductions_n;
    const struct plan_price_pair *pair;
    size_t pair_n;
    int64_t locked; /* paid for each locked session kept */
};

/* A leaf has prices and no children; a branch has both children and no prices: without a session
 * of the family with the carer, or with at least one. */
struct plan_node {
    const struct plan_prices *prices;
    const struct plan_node *without;
    const struct plan_node *with;
    int32_t family;
    int32_t carer;
};

struct plan_certificate {
    int64_t scale; /* at least 1 */
    const struct plan_node *root;
};

struct plan_solution {
    struct text instance; /* the instance's name */
    const struct plan_session
        *sessions; /* written in the order given: sort by plan_session_compare */
    size_t sessions_n;
    int64_t objective;
    bool has_objective; /* false only in a file that claims none */
    bool has_bound;
    int64_t bound;
    const struct plan_certificate *certificate; /* or NULL */
    bool has_figure[PLAN_FIGURE__COUNT];
    int64_t figures[PLAN_FIGURE__COUNT];
    bool has_why;
    const struct plan_why *why; /* ascending by family when written by us */
    size_t why_n;
};

/* Order of the file: family, carer, start, end. */
int plan_session_compare(const struct plan_session *a, const struct plan_session *b);

/* The words of the file formats; NULL past the end. */
const char *plan_reason_name(enum plan_reason reason);
const char *plan_figure_name(enum plan_figure figure);

#endif
