/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* pages.h - all pages and acts that routes name, one line each, by the file they stand in. */
#ifndef HEARTH_PAGE_PAGES_H
#define HEARTH_PAGE_PAGES_H

#include "page/page.h"

/* today.c */
page_fn page_today;

/* house.c */
page_fn page_houses;
page_fn page_house;
page_fn page_room;

/* deed.c */
act_fn act_undo;

/* admit.c */
page_fn page_admit;
act_fn act_admit;

#endif
