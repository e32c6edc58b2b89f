/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* settings.h - houses and rooms as the settings show them. */
#ifndef HEARTH_PAGE_SETTINGS_H
#define HEARTH_PAGE_SETTINGS_H

#include "page/form.h"
#include "view/houses.h"

/* A door of the settings. */
struct settings_door {
    const char *url;
    const char *label;
    const char *about;
    enum may may;
};
enum { SETTINGS_DOORS = 7 };
extern const struct settings_door settings_doors[SETTINGS_DOORS];

#endif
