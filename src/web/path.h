/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* path.h - the target of a request, taken apart (RFC 9112, 3.2.1; RFC 3986, 2.1 and 3.3). */
#ifndef HEARTH_WEB_PATH_H
#define HEARTH_WEB_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

/* False for a target that is no path from the root, or has a gap in it; for %XX that is none; for
 * an encoded slash, a NUL or another control character; and for what is no UTF-8. The path is
 * decoded once and ends with a NUL; the query is what stands behind the first ?, as it was sent. */
bool path_read(struct arena *into, const char *target, const char **ret_path,
               struct text *ret_query);

#endif
