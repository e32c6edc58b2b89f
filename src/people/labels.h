/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* labels.h - inner to the index: what houses and rooms are called, opened once. */
#ifndef HEARTH_PEOPLE_LABELS_H
#define HEARTH_PEOPLE_LABELS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"

struct label {
    struct id id;
    int64_t version; /* of the record that it was read from */
    struct text words;
    struct text handle; /* of a house that is not withdrawn; else TEXT_NONE */
    struct id house;    /* of a room that is not withdrawn; else ID_NONE */
};
struct labels {
    size_t n, room;
    struct label *at; /* by id */
};

/* Copies the texts into the arena; in place of what was. */
MUST_CHECK struct err *labels_set(struct labels *l, struct arena *into, const struct label *label);
/* NULL: not known. */
const struct label *labels_get(const struct labels *l, struct id id);

#endif
