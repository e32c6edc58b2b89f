/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* layout.h - text in columns of a terminal, whatever its script. */
#ifndef HEARTH_CLI_LAYOUT_H
#define HEARTH_CLI_LAYOUT_H

#include <stddef.h>

#include "base/buf.h"

enum { LAYOUT_COLUMNS = 80 };

/* Columns that the text takes: marks that sit on a letter take none, wide letters two. */
size_t layout_width(struct text t);
void layout_spaces(struct buf *b, size_t n);
/* The text broken at spaces so that no line is wider than LAYOUT_COLUMNS; lines after the first are
 * indented, `at` tells where the first one begins. Ends with a line feed. */
void layout_wrap(struct buf *b, struct text t, size_t at, size_t indent);
/* `left`, then `right` wrapped in a column of its own from `column` on; a left side that is too
 * wide has a line of its own. */
void layout_pair(struct buf *b, struct text left, struct text right, size_t column);

#endif
