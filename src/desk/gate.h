/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gate.h - what page threads and the writer share of an open site: its keys and its people index.
 *
 * Readers pass for the length of one page. The writer shuts the gate for the moment in which the
 * index learns what was committed, or the keys are opened or wiped; it does its work before. A
 * writer that waits goes first. */
#ifndef HEARTH_DESK_GATE_H
#define HEARTH_DESK_GATE_H

#include "base/arena.h"
#include "base/err.h"

struct gate;

/* Open. */
MUST_CHECK struct err *gate_make(struct arena *into, struct gate **ret_gate);
/* Takes NULL. */
void gate_free(struct gate *gate);
void gate_pass(struct gate *gate);
void gate_leave(struct gate *gate);
void gate_shut(struct gate *gate);
void gate_open(struct gate *gate);

#endif
