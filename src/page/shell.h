/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shell.h - what stands around every page: menu, search, language, lock. The templates are in
 * shell.html. */
#ifndef HEARTH_PAGE_SHELL_H
#define HEARTH_PAGE_SHELL_H

#include "page/icons.h"
#include "page/page.h"

/* A line of the menu. */
struct shell_area {
    enum page_area area;
    enum icon icon;
    const char *url;
    const char *label;
    enum may may; /* who sees it */
};
enum { SHELL_AREAS = AREA__COUNT - 1 };
extern const struct shell_area shell_areas[SHELL_AREAS];

/* Whether she who looks is signed in: strangers see no menu. */
bool shell_knows(const struct page *pg);
/* Where a change of language leads back to: the page, if it can be asked for again. */
const char *shell_back(const struct page *pg);
/* Where what is wrong can be mended, if that is a page of ours: "/lock"; else NULL. */
const char *shell_way_on(const struct page *pg);

#endif
