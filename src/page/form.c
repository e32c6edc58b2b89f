/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* form.c - fields of record types as fields of forms. */
#include "page/form.h"

#include <assert.h>

#include "base/limits.h"

/* More choices than this are a list to open, not buttons side by side. */
enum { RADIOS_MAX = 5, CHOICES_MAX = 64 };

void form_ask(struct html *out, const struct page *pg, const struct form_field *f)
{
    struct form_field shown = *f;
    shown.value = page_value(pg, f->name, f->value);
    shown.wrong = page_wrong(pg, f->name);
    form_field(out, &shown);
}

static const struct form_choice yes_or_no[] = {
    {.value = "yes", .label = N_("Yes")},
    {.value = "no", .label = N_("No")},
};

static void choices_fill(struct form_field *f, const struct choice *choices,
                         struct form_choice into[CHOICES_MAX])
{
    size_t n = 0;
    for (; choices[n].no != 0; n++) {
        assert(n < CHOICES_MAX);
        into[n] = (struct form_choice){.value = choices[n].code, .label = choices[n].label};
    }
    f->choices = into;
    f->n_choices = n;
    f->kind = n > RADIOS_MAX ? INPUT_SELECT : INPUT_RADIOS;
}

/* How a kind is typed; false when nobody can. */
static bool kind_fill(struct form_field *f, const struct field *field,
                      struct form_choice choices[CHOICES_MAX])
{
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_HANDLE:
    case KIND_CODE:
    case KIND_NAME:
    case KIND_INSTANT:
    case KIND_MONEY:
        f->kind = INPUT_TEXT;
        return true;
    case KIND_LONG:
        f->kind = INPUT_LONG;
        return true;
    case KIND_INT:
    case KIND_MINUTES:
        f->kind = INPUT_NUMBER;
        f->is_short = true;
        return true;
    case KIND_DATE:
        f->kind = INPUT_DATE;
        return true;
    case KIND_YESNO:
        f->kind = INPUT_RADIOS;
        f->choices = yes_or_no;
        f->n_choices = COUNT(yes_or_no);
        return true;
    case KIND_CHOICE:
        choices_fill(f, field->choices, choices);
        return true;
    case KIND_REF:
    case KIND_ID:
        return false;
    }
    return false;
}

bool form_of_field(struct html *out, const struct page *pg, const struct field *field,
                   const struct rec *rec)
{
    CLEANUP(buf_done) struct buf value = buf_make(LIMIT_KIB(64));
    struct form_choice choices[CHOICES_MAX];
    struct form_field f = {.name = field->name, .label = field->label, .hint = field->help};
    if (!kind_fill(&f, field, choices))
        return false;
    if (rec != NULL && rec_has(rec, field->no))
        value_print(field, rec_get(rec, field->no), &value);
    f.value = buf_text(&value);
    bool chosen = f.kind == INPUT_RADIOS || f.kind == INPUT_SELECT;
    bool can_say_so = field->choices != NULL && choice_by_code(field, TEXT("not-asked")) != NULL;
    if (!field->required && chosen && !can_say_so)
        f.none = N_("Not asked");
    f.is_optional = !field->required && !chosen;
    form_ask(out, pg, &f);
    return true;
}
