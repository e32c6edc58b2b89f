/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case_inside.h - what the commands about cases share (inside command/ only). */
#ifndef HEARTH_COMMAND_CASE_INSIDE_H
#define HEARTH_COMMAND_CASE_INSIDE_H

#include "command/case.h"
#include "model/types.h"

/* ERR_CONFLICT with these words. */
struct err *case_refuse(struct request *rq, const char *text) __attribute__((returns_nonnull));
/* The instant of an act: `at_ms`, or now when 0; ERR_INPUT when it lies in the future. */
MUST_CHECK struct err *case_moment(struct request *rq, int64_t at_ms, int64_t *ret_ms);
/* Who is named, and may work on cases; TEXT_NONE: the asker. ERR_INPUT of `field`. */
MUST_CHECK struct err *case_worker(struct request *rq, const char *field, struct text login,
                                   struct who *ret_who);
/* A case that the asker sees, for changing. */
MUST_CHECK struct err *case_change(struct request *rq, struct id found, struct rec **ret_old,
                                   struct row_info *ret_info, struct rec **ret_new);

/* Somebody begins to work on a case. */
struct assignment_new {
    const struct rec *of; /* the case */
    struct id worker;
    int64_t role; /* ASSIGNMENT_LEAD or _TEAM */
    struct text reason, words;
    int64_t from_ms;
    enum act act;
};
MUST_CHECK struct err *assignment_begin(struct request *rq, const struct assignment_new *what,
                                        struct deed *deed);

#endif
