/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* written.h - a form that is made of the fields of a record type which its reader may set. */
#ifndef HEARTH_PAGE_WRITTEN_H
#define HEARTH_PAGE_WRITTEN_H

#include "command/written.h"
#include "page/form.h"

/* Shows the fields that people type, in the order of the type; `rec` (may be NULL) stands in them.
 */
void written_show(struct page *pg, const struct rec_type *type, const struct rec *rec);
/* What was typed and differs from what stands there; a field that was not sent stays. */
MUST_CHECK struct err *written_typed(struct page *pg, const struct rec_type *type,
                                     const struct rec *rec, size_t *ret_n,
                                     struct written fields[WRITTEN_MAX]);

#endif
