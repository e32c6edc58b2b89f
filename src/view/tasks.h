/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tasks.h - the tasks that somebody may see: first what is due first, at the end what is not. */
#ifndef HEARTH_VIEW_TASKS_H
#define HEARTH_VIEW_TASKS_H

#include "view/request.h"

struct task_row {
    struct id task;
    struct text what;
    const char *rule_words; /* message id of what a rule of the timer asks; NULL: `what` says it */
    struct id owner;
    struct text owner_login;
    const struct person_row *about; /* NULL: about nobody, or the index is not there */
    struct id about_id;             /* ID_NONE: about nobody */
    bool has_due, is_overdue;       /* overdue: the day is over, and the task is not */
    int32_t due;
    int64_t state; /* TASK_... */
};

/* At most one of owner and about; none of them: all tasks that the asker may see. */
struct task_ask {
    struct id owner;
    struct id about;
    bool ended_too; /* done and cancelled ones as well */
    size_t limit;
};
struct task_list {
    size_t n;
    struct task_row *rows;
    size_t count; /* without the limit */
};
/* What the asker may not see is left out and not counted. */
MUST_CHECK struct err *task_list(struct request *rq, const struct task_ask *ask,
                                 struct task_list *ret_list);
/* ERR_ABSENT unless the asker sees this task. */
MUST_CHECK struct err *task_require(struct request *rq, struct id task);

#endif
