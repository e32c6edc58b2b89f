/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* parts.h - the values that the parts of a page are made of; the parts themselves are templates in
 * parts.html. Texts that are `const char *` are message ids unless a name says otherwise. */
#ifndef HEARTH_PAGE_PARTS_H
#define HEARTH_PAGE_PARTS_H

#include "page/html.h"

/* How something is meant to look: never by colour alone, so each goes with words. */
enum tone { TONE_PLAIN = 0, TONE_OK, TONE_WARN, TONE_BAD, TONE_INFO };

/* Its class in the style sheet; "" for a plain one. */
const char *tone_class(enum tone tone);

#endif
