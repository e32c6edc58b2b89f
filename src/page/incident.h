/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* incident.h - one incident's page, gathered for its template. */
#ifndef HEARTH_PAGE_INCIDENT_H
#define HEARTH_PAGE_INCIDENT_H

#include "page/page.h"
#include "page/parts.h"
#include "view/incidents.h"

struct incident_told_line {
    const char *body, *state; /* labels */
    const char *url;          /* where "told" is sent; NULL: nothing is due */
    struct text due, at, note;
    bool is_overdue;
};
struct incident_page {
    const struct rec *rec;
    const char *url; /* /incident/ID */
    const char *state, *kind, *severity;
    struct text name, when, what, done, assessed;
    const char *person; /* its page */
    bool is_closed, may_weigh;
    size_t n_parts;
    const struct incident_part *parts;
    const char **part_urls;
    size_t n_told;
    struct incident_told_line *told;
};

#endif
