/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* value_check.c - the limits of each kind and field, and equality. */
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/when.h"
#include "model/value.h"

enum { CODE_MAX = 64 };

static struct err *wrong(struct arena *into, const struct field *field, const char *text)
{
    return err_example(err_input(into, field->name, text, field->label), field->example);
}

static bool is_handle(struct text t)
{
    if (t.n < LIMIT_HANDLE_LETTERS_MIN || t.n > LIMIT_HANDLE_LETTERS || t.at[0] == '-' ||
        t.at[t.n - 1] == '-')
        return false;
    for (size_t i = 0; i < t.n; i++) {
        char c = t.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return true;
}

static bool is_code(struct text t)
{
    if (t.n == 0 || t.n > CODE_MAX)
        return false;
    for (size_t i = 0; i < t.n; i++)
        if (t.at[i] <= ' ' || t.at[i] > '~')
            return false;
    return true;
}

static struct err *text_within(struct arena *into, const struct field *field, struct text t)
{
    int64_t max = field->max != 0 ? field->max : LIMIT_LONG_TEXT_LETTERS;
    if (t.n == 0)
        return wrong(into, field, N_("{1}: write something here"));
    if (!text_is_clean(t) || (field->kind == KIND_TEXT && memchr(t.at, '\n', t.n) != NULL))
        return wrong(into, field, N_("{1}: there are characters that cannot be kept"));
    if ((int64_t)text_length(t) > max)
        return wrong(into, field, N_("{1}: this is too long"));
    return NULL;
}

static struct err *number_within(struct arena *into, const struct field *field, int64_t n)
{
    bool bounded = field->min != 0 || field->max != 0;
    if (bounded && (n < field->min || n > field->max))
        return wrong(into, field, N_("{1}: this number is too small or too large"));
    return NULL;
}

static struct err *name_within(struct arena *into, const struct field *field,
                               const struct person_name *name)
{
    const struct text pieces[] = {name->given, name->patronymic, name->family};
    if (name->given.n == 0)
        return wrong(into, field, N_("Write the name as she gives it"));
    for (size_t i = 0; i < COUNT(pieces); i++) {
        if (pieces[i].n > 0 &&
            (!text_is_clean(pieces[i]) || memchr(pieces[i].at, '\n', pieces[i].n)))
            return wrong(into, field, N_("{1}: there are characters that cannot be kept"));
        if (text_length(pieces[i]) > LIMIT_NAME_LETTERS)
            return wrong(into, field, N_("{1}: this is too long"));
    }
    return NULL;
}

struct err *value_check(struct arena *into, const struct field *field, const struct value *value)
{
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_LONG:
        return text_within(into, field, value->text);
    case KIND_HANDLE:
        if (!is_handle(value->text))
            return wrong(into, field, N_("{1}: use 3 to 24 of a-z, 0-9 and -"));
        return NULL;
    case KIND_CODE:
        if (!is_code(value->text))
            return wrong(into, field, N_("{1}: this is not a code of its list"));
        return NULL;
    case KIND_INT:
    case KIND_MINUTES:
    case KIND_MONEY:
        return number_within(into, field, value->n);
    case KIND_YESNO:
        assert(value->n == 0 || value->n == 1);
        return NULL;
    case KIND_CHOICE:
        if (choice_by_no(field, value->n) == NULL)
            return wrong(into, field, N_("{1}: choose one of the words offered"));
        return NULL;
    case KIND_DATE:
        if (value->n < DATE_MIN || value->n > DATE_MAX)
            return wrong(into, field, N_("{1}: this date is too far away"));
        return NULL;
    case KIND_INSTANT:
        if (value->n < INSTANT_MIN || value->n > INSTANT_MAX)
            return wrong(into, field, N_("{1}: this date is too far away"));
        return NULL;
    case KIND_REF:
    case KIND_ID:
        if (id_is_none(value->id))
            return wrong(into, field, N_("{1}: write the 26 letters of an id"));
        return NULL;
    case KIND_NAME:
        return name_within(into, field, value->name);
    }
    return err_bug(into, "kind %d", (int)field->kind);
}

static bool name_equal(const struct person_name *a, const struct person_name *b)
{
    return a->kind == b->kind && a->script == b->script && text_equal(a->given, b->given) &&
           text_equal(a->patronymic, b->patronymic) && text_equal(a->family, b->family) &&
           a->from == b->from && a->until == b->until;
}

bool value_equal(const struct field *field, const struct value *a, const struct value *b)
{
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_HANDLE:
    case KIND_CODE:
        return text_equal(a->text, b->text);
    case KIND_INT:
    case KIND_YESNO:
    case KIND_CHOICE:
    case KIND_DATE:
    case KIND_INSTANT:
    case KIND_MINUTES:
        return a->n == b->n;
    case KIND_MONEY:
        return a->n == b->n && memcmp(a->currency, b->currency, 3) == 0;
    case KIND_REF:
    case KIND_ID:
        return id_equal(a->id, b->id);
    case KIND_NAME:
        return name_equal(a->name, b->name);
    }
    return false;
}
