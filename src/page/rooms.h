/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* rooms.h - choosing a free room, or a house, in every form that needs one. */
#ifndef HEARTH_PAGE_ROOMS_H
#define HEARTH_PAGE_ROOMS_H

#include "page/page.h"
#include "page/parts.h"

/* The free rooms of the houses where the user admits, or of one house, as the field `room`; without
 * choices when there is none. */
MUST_CHECK struct err *rooms_field(struct page *pg, struct id house, const char *label,
                                   struct form_field *ret_field);
/* The id behind the chosen one; a script may also say "rowan-house/7". ERR_INPUT room. */
MUST_CHECK struct err *rooms_read(struct page *pg, struct id *ret_room);
/* The open houses where the user holds the permission, as the field `house`; the only one is
 * chosen.
 */
MUST_CHECK struct err *places_field(struct page *pg, enum may may, struct form_field *ret_field);

#endif
