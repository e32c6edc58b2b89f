/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.h - a list of people on its way from a browser into the house. */
#ifndef HEARTH_WEB_IMPORT_H
#define HEARTH_WEB_IMPORT_H

#include "web/route.h"

extern const struct direct import_putting; /* POST /import */
extern const struct direct import_showing; /* GET /import/:id */
extern const struct direct import_starting;
extern const struct direct import_rejects; /* the left-out rows as a file */ /* POST /import/:id */

#endif
