/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* deed.h - what a command wants to happen: records as they were and as they shall be.
 *
 * A command checks what is asked and adds records; it never writes. The desk turns the deed into
 * entries of one commit, all or none. */
#ifndef HEARTH_COMMAND_DEED_H
#define HEARTH_COMMAND_DEED_H

#include "base/arena.h"
#include "base/err.h"
#include "model/act.h"
#include "model/rec.h"
#include "record/record.h"

struct deed_item {
    enum act act;
    const struct rec *old; /* NULL: new */
    struct row_info info;
    const struct rec *new;
};

struct deed {
    struct arena *arena;
    size_t n;
    size_t room;
    struct deed_item *items;
    struct id erased; /* whose keys are destroyed once this is durable; or ID_NONE */
    bool is_final;    /* cannot be undone: erased, sent, exported */
    const char *said; /* what was done, for a person */
    const char *args[ERR_ARGS_MAX];
};

/* A new record of that type in that area, with a random id. */
MUST_CHECK struct err *deed_record(struct deed *d, const struct rec_type *type, struct id area,
                                   struct rec **ret_rec);
/* Adds a record. Checked here: required fields and limits, and that `act` may lead from the old
 * state to the new one (undo may lead anywhere back). An unchanged record is left out. */
MUST_CHECK struct err *deed_add(struct deed *d, enum act act, const struct rec *old,
                                const struct row_info *info, const struct rec *new);
/* Reads a record for changing: the old one, and a copy to be set. */
MUST_CHECK struct err *deed_change(struct deed *d, const struct store *store,
                                   const struct rec_type *type, struct id id,
                                   const struct rec **ret_old, struct row_info *ret_info,
                                   struct rec **ret_new);
/* The words of the confirmation; values as text. */
void deed_say(struct deed *d, const char *text, const char *arg1, const char *arg2);

#endif
