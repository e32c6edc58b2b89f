/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programme.h - a programme's page, gathered for its template. */
#ifndef HEARTH_PAGE_PROGRAMME_H
#define HEARTH_PAGE_PROGRAMME_H

#include "page/page.h"
#include "page/parts.h"
#include "view/programmes.h"

struct programme_row {
    const char *url;
    struct text name, since;
    const char *state;
    size_t stage; /* of programme->stages; n_stages: at none */
    size_t n_back;
    bool is_paused;
};
struct programme_page {
    const struct programme_view *programme;
    struct text about;
    int32_t today;
    const char **ids; /* of the stages' headings */
    size_t n_rows;
    struct programme_row *rows;
    bool any_other; /* somebody stands at no stage */
};

#endif
