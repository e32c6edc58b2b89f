/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gosheet.h - the go sheet and the count in the cellar, gathered for their templates. */
#ifndef HEARTH_PAGE_GOSHEET_H
#define HEARTH_PAGE_GOSHEET_H

#include "page/care.h"
#include "view/gosheet.h"

struct sheet_person {
    const char *id;
    const struct go_person *person;
    struct care_rows facts;
    struct care_kins calls;
    bool is_down; /* ticked, of a form that is shown again */
};
struct sheet_room {
    struct text label;
    size_t n;
    struct sheet_person *at;
    size_t n_unseen;
};
struct sheet_page {
    struct go_sheet sheet;
    struct text when; /* of the sheet */
    struct cellar_count last;
    struct text last_when, last_missing;
    const char *url; /* /house/HANDLE */
    size_t n;
    struct sheet_room *rooms;
};

#endif
