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

/* settings.c */
page_fn page_settings;
page_fn page_settings_houses;
page_fn page_settings_house;
act_fn act_house_add;
act_fn act_room_add;
act_fn act_room_service;
act_fn act_room_correct;

/* deed.c */
act_fn act_undo;

/* admit.c */
page_fn page_admit;
act_fn act_admit;

/* people.c */
page_fn page_people;
page_fn page_find;

#endif
