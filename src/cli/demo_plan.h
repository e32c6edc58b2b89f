/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_plan.h - what happened in the invented houses of the demo, as dated acts.
 *
 * Pure: a seed and a size give the same plan everywhere; nothing is written. Whatever the seed, on
 * 2026-11-21 Rowan House has 9 mothers, 17 children and one expected child, and on 2026-10-31 both
 * houses together have 24 mothers and 33 children, and adults alone besides. The people are
 * invented: a given name and an initial. demo.c carries the acts out through the desk. */
#ifndef HEARTH_CLI_DEMO_PLAN_H
#define HEARTH_CLI_DEMO_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/types.h"
#include "model/value.h"

#define DEMO_ZONE "Europe/Kyiv"
/* Saturday 21 November 2026, 14:30 in that zone. */
#define DEMO_NOW_MS INT64_C(1795264200000)

enum {
    DEMO_TODAY = 20778, /* 2026-11-21 */
    DEMO_NATION_PERSONS = 100000,
    DEMO_ROWAN = 0, /* positions in houses */
    DEMO_LINDEN = 1,
    DEMO_ROWAN_FAMILIES = 9,
};

enum demo_size {
    DEMO_SIZE_HOUSE,   /* Rowan House alone */
    DEMO_SIZE_NETWORK, /* with Linden Flats */
    DEMO_SIZE_NATION,  /* and as many houses as make 100,000 persons */
};

struct demo_house {
    const char *handle;
    const char *name;
    int64_t kind;     /* HOUSE_CRISIS or HOUSE_ADAPTATION */
    size_t room_from; /* of plan->rooms */
    size_t n_rooms;
};

struct demo_room {
    size_t house;
    const char *label;
    int64_t places;
};

struct demo_person {
    const char *given;
    const char *family; /* an initial with its dot */
    enum script script;
    int64_t sex;       /* SEX_... */
    int64_t relation;  /* RELATION_... to the head of the family */
    int32_t birth;     /* DATE_NONE for an expected child */
    int64_t precision; /* BIRTH_... */
    int32_t due;       /* of an expected child, else DATE_NONE */
};

/* Who comes and goes together; the head is the first person. */
struct demo_family {
    size_t person_from; /* of plan->persons */
    size_t n_persons;
    int64_t danger; /* ASKED_... */
};

enum demo_kind {
    DEMO_ADMIT = 1,
    DEMO_LEAVE,  /* for good; `reason` is a stay's */
    DEMO_RETURN, /* a new stay after an earlier one */
    DEMO_MOVE,   /* to `room` */
    DEMO_GO_OUT, /* for a time; `reason` is an absence's */
    DEMO_BACK,
};

struct demo_act {
    enum demo_kind kind;
    int32_t date;
    int32_t minute; /* of the house's day; never in the hour that summer time skips or repeats */
    size_t family;
    size_t house;
    size_t room;        /* of plan->rooms; also where she was, for leaving and going out */
    const char *reason; /* code of the stay's or the absence's choice, or NULL */
};

struct demo_plan {
    size_t n_houses;
    struct demo_house *houses;
    size_t n_rooms;
    struct demo_room *rooms;
    size_t n_persons;
    struct demo_person *persons;
    size_t n_families;
    struct demo_family *families;
    size_t n_acts;
    struct demo_act *acts; /* ascending in time */
};

/* ERR_BUSY without memory. */
MUST_CHECK struct err *demo_plan_make(struct arena *into, enum demo_size size, uint64_t seed,
                                      struct demo_plan *ret_plan);

#endif
