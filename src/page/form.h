/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* form.h - fields of forms with what was typed into them and what is wrong with it.
 *
 *     {call form_begin(out, "/admit", "/admit", pg->csrf, pg->once)}
 *     {call form_errors(out, pg->wrong)}
 *     {call form_ask(out, pg, &(const struct form_field){.name = "name",
 *         .label = N_("What is her name?"), .hint = N_("As she gives it")})}
 *     {call form_of_field(out, pg, field_by_no(&stay_type, STAY_REASON), NULL)}
 *     {call form_end_row(out, N_("Admit"), "admit.save", NULL)}
 *     {call form_end(out, "/admit", NULL, pg->csrf, pg->once)} */
#ifndef HEARTH_PAGE_FORM_H
#define HEARTH_PAGE_FORM_H

#include "model/rec.h"
#include "page/form.html.h"
#include "page/page.h"
#include "page/parts.h"

/* One field: f->value stands in it until something was typed; f->wrong is looked for. */
void form_ask(struct html *out, const struct page *pg, const struct form_field *f);
/* A field of a record type by its kind, label, help and choices, under its own name; `rec` (may be
 * NULL) has what stands in it. False for what nobody can type (references, ids): the page offers
 * those in words. */
bool form_of_field(struct html *out, const struct page *pg, const struct field *field,
                   const struct rec *rec);

#endif
