/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* verify_course_inner.h - the working space that both forms of the course share. */
#ifndef HEARTH_PLAN_VERIFY_COURSE_INNER_H
#define HEARTH_PLAN_VERIFY_COURSE_INNER_H

#include "plan/verify_course.h"

struct verify_step {
    int32_t session;
    int32_t before; /* step, or -1 */
};

/* Values of states, found by key; open addressing, powers of two. */
struct verify_states {
    uint64_t *keys; /* key + 1; 0: empty */
    int64_t *values;
    int32_t *steps; /* the last of each state, or -1 */
    size_t room;
    size_t n;
};

struct verify_course {
    struct arena *arena;
    int32_t slots;
    int32_t now;
    int32_t *row_at; /* by opening time: a row, or -1 */
    /* free form: rows of `width` states each */
    size_t width;
    size_t items_room;
    int64_t *values;
    int32_t *last_steps;
    int32_t rows_n;
    int32_t *free_rows;
    int32_t free_n;
    struct verify_step *steps;
    int32_t steps_n;
    int32_t steps_room;
    int32_t best_step; /* of the last call's best choice */
    /* capped form: tables of states, by the same openings */
    struct verify_states *tables;
    int32_t tables_n;
    int32_t tables_room;
    int32_t *free_tables;
    int32_t free_tables_n;
};
/* A step after `before`. */
MUST_CHECK struct err *verify_step_add(struct verify_course *c, int32_t session, int32_t before,
                                       int32_t *ret_step);

#endif
