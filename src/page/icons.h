/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* icons.h - the pictures of icons.html. Add one with the first page that shows it. */
#ifndef HEARTH_PAGE_ICONS_H
#define HEARTH_PAGE_ICONS_H

enum icon {
    ICON_NONE = 0,
    ICON_HOME,
    ICON_PEOPLE,
    ICON_BED,
    ICON_OK,
    ICON_WAIT,
    ICON_ALARM,
    ICON_PLUS,
    ICON_LOCK,
    ICON_BOOK,
    ICON_SETTINGS,
    ICON_LEAVE,
    ICON_UNDO,
    ICON_FOLDER,
    ICON_PHONE,
    ICON_DOOR,
};

#endif
