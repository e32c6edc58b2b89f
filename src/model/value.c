/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* value.c - a value's journal bytes, its canonical text, and its limits. */
#include "model/value.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/when.h"

enum script script_of(struct text t)
{
    bool cyrillic = false, latin = false;
    size_t at = 0;
    for (int32_t c = text_next(t, &at); c >= 0; c = text_next(t, &at)) {
        if (c >= 0x0400 && c <= 0x052F)
            cyrillic = true;
        else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F))
            latin = true;
    }
    if (cyrillic == latin)
        return SCRIPT_OTHER;
    return cyrillic ? SCRIPT_CYRILLIC : SCRIPT_LATIN;
}

/* ---- journal bytes ------------------------------------------------------------------------- */

static void put_sized(struct buf *into, struct text t)
{
    buf_varint(into, t.n);
    buf_put(into, t);
}

static void name_encode(const struct person_name *name, struct buf *into)
{
    buf_varint(into, (uint64_t)name->kind);
    buf_varint(into, (uint64_t)name->script);
    put_sized(into, name->given);
    put_sized(into, name->patronymic);
    put_sized(into, name->family);
    buf_zigzag(into, name->from);
    buf_zigzag(into, name->until);
}

void value_encode(const struct field *field, const struct value *value, struct buf *into)
{
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_HANDLE:
    case KIND_CODE:
        buf_put(into, value->text);
        break;
    case KIND_INT:
    case KIND_YESNO:
    case KIND_CHOICE:
    case KIND_DATE:
    case KIND_INSTANT:
    case KIND_MINUTES:
        buf_zigzag(into, value->n);
        break;
    case KIND_MONEY:
        buf_zigzag(into, value->n);
        buf_bytes(into, value->currency, 3);
        break;
    case KIND_REF:
    case KIND_ID:
        buf_bytes(into, value->id.bytes, ID_BYTES);
        break;
    case KIND_NAME:
        name_encode(value->name, into);
        break;
    }
}

static bool take_sized(struct take *t, struct text *ret_text)
{
    uint64_t n = 0;
    const uint8_t *at = NULL;
    if (!take_varint(t, &n) || n > VALUE_BYTES_MAX || !take_bytes(t, (size_t)n, &at))
        return false;
    *ret_text = (struct text){(const char *)at, (size_t)n};
    return n == 0 || text_is_clean(*ret_text);
}

static bool take_date(struct take *t, int32_t *ret_date)
{
    int64_t n = 0;
    if (!take_zigzag(t, &n) || n < INT32_MIN || n > INT32_MAX)
        return false;
    *ret_date = (int32_t)n;
    return true;
}

static bool name_decode(struct take *t, struct person_name *name)
{
    uint64_t kind = 0, script = 0;
    if (!take_varint(t, &kind) || !take_varint(t, &script) || kind < NAME_OWN ||
        kind > NAME_LATIN || script > SCRIPT_LATIN)
        return false;
    name->kind = (enum name_kind)kind;
    name->script = (enum script)script;
    return take_sized(t, &name->given) && take_sized(t, &name->patronymic) &&
           take_sized(t, &name->family) && take_date(t, &name->from) && take_date(t, &name->until);
}

static bool take_currency(struct take *t, char into[4])
{
    if (!take_copy(t, into, 3))
        return false;
    into[3] = '\0';
    for (size_t i = 0; i < 3; i++)
        if (into[i] < 'A' || into[i] > 'Z')
            return false;
    return true;
}

static bool take_value(struct arena *into, const struct field *field, struct take *t,
                       struct value *v)
{
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_HANDLE:
    case KIND_CODE: {
        const uint8_t *at = NULL;
        size_t n = t->n;
        if (!take_bytes(t, n, &at))
            return false;
        v->text = (struct text){(const char *)at, n};
        return text_is_clean(v->text);
    }
    case KIND_INT:
    case KIND_YESNO:
    case KIND_CHOICE:
    case KIND_DATE:
    case KIND_INSTANT:
    case KIND_MINUTES:
        return take_zigzag(t, &v->n);
    case KIND_MONEY:
        return take_zigzag(t, &v->n) && take_currency(t, v->currency);
    case KIND_REF:
    case KIND_ID:
        return take_copy(t, v->id.bytes, ID_BYTES);
    case KIND_NAME: {
        struct person_name *name = arena_make(into, struct person_name);
        v->name = name;
        return name != NULL && name_decode(t, name);
    }
    }
    return false;
}

/* What could never have been written. An unknown choice may be of a newer hearth. */
static bool is_possible(const struct field *field, const struct value *v)
{
    if (field->kind == KIND_DATE)
        return date_is_valid(v->n);
    if (field->kind == KIND_INSTANT)
        return instant_is_valid(v->n);
    return field->kind != KIND_YESNO || v->n == 0 || v->n == 1;
}

struct err *value_decode(struct arena *into, const struct field *field, struct text bytes,
                         struct value *ret_value)
{
    struct value v = {0};
    struct take t = take_from(bytes);
    if (!take_value(into, field, &t, &v) || !take_done(&t) || !is_possible(field, &v))
        return err_integrity(into, N_("A stored value is damaged"), "field %s", field->name);
    *ret_value = v;
    return NULL;
}

/* ---- canonical text ------------------------------------------------------------------------ */

static void name_print(const struct person_name *name, struct buf *into)
{
    const struct text pieces[] = {name->given, name->patronymic, name->family};
    bool first = true;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        if (pieces[i].n == 0)
            continue;
        if (!first)
            buf_char(into, ' ');
        buf_put(into, pieces[i]);
        first = false;
    }
}

static void id_print(struct id id, struct buf *into)
{
    char letters[ID_TEXT + 1];
    id_text(id, letters);
    buf_str(into, letters);
}

static void put_date(int64_t date, struct buf *into)
{
    char written[DATE_TEXT + 1];
    date_print((int32_t)date, written);
    buf_str(into, written);
}

static void put_instant(int64_t ms, struct buf *into)
{
    char written[INSTANT_TEXT + 1];
    instant_print(ms, written);
    buf_str(into, written);
}

void value_print(const struct field *field, const struct value *value, struct buf *into)
{
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_HANDLE:
    case KIND_CODE:
        buf_put(into, value->text);
        break;
    case KIND_INT:
    case KIND_MINUTES:
        buf_printf(into, "%lld", (long long)value->n);
        break;
    case KIND_YESNO:
        buf_str(into, value->n != 0 ? "yes" : "no");
        break;
    case KIND_CHOICE: {
        const struct choice *c = choice_by_no(field, value->n);
        if (c != NULL)
            buf_str(into, c->code);
        else
            buf_printf(into, "unknown-%lld", (long long)value->n);
        break;
    }
    case KIND_DATE:
        put_date(value->n, into);
        break;
    case KIND_INSTANT:
        put_instant(value->n, into);
        break;
    case KIND_MONEY:
        buf_printf(into, "%lld %s", (long long)value->n, value->currency);
        break;
    case KIND_REF:
    case KIND_ID:
        id_print(value->id, into);
        break;
    case KIND_NAME:
        name_print(value->name, into);
        break;
    }
}

static struct err *wrong(struct arena *into, const struct field *field, const char *text)
{
    return err_example(err_input(into, field->name, text, field->label), field->example);
}

/* "Given", "Given Family" or "Given Patronymic Family"; more pieces belong to the family name. */
static struct err *name_parse(struct arena *into, const struct field *field, struct text written,
                              struct value *ret)
{
    struct person_name *name = arena_make(into, struct person_name);
    NEED(name);
    *name = (struct person_name){.kind = NAME_OWN,
                                 .script = script_of(written),
                                 .from = VALUE_NO_DATE,
                                 .until = VALUE_NO_DATE};
    struct text rest = written, piece = TEXT_NONE;
    if (!text_cut(&rest, ' ', &piece) || piece.n == 0)
        return wrong(into, field, N_("Write the name as she gives it"));
    name->given = piece;
    rest = text_trim(rest);
    struct text after = rest;
    if (text_cut(&after, ' ', &piece) && text_trim(after).n > 0) {
        name->patronymic = piece;
        rest = text_trim(after);
    }
    name->family = rest;
    ret->name = name;
    return NULL;
}

static struct err *number_parse(struct arena *into, const struct field *field, struct text written,
                                struct value *ret)
{
    if (!text_int(written, &ret->n))
        return wrong(into, field, N_("{1}: write a whole number"));
    return NULL;
}

static struct err *choice_parse(struct arena *into, const struct field *field, struct text written,
                                struct value *ret)
{
    const struct choice *c = choice_by_code(field, written);
    if (c == NULL)
        return wrong(into, field, N_("{1}: choose one of the words offered"));
    ret->n = c->no;
    return NULL;
}

static struct err *yesno_parse(struct arena *into, const struct field *field, struct text written,
                               struct value *ret)
{
    if (!text_is(written, "yes") && !text_is(written, "no"))
        return wrong(into, field, N_("{1}: write yes or no"));
    ret->n = text_is(written, "yes");
    return NULL;
}

static struct err *date_value_parse(struct arena *into, const struct field *field,
                                    struct text written, struct value *ret)
{
    int32_t date = 0;
    if (!date_parse(written, &date))
        return wrong(into, field, N_("{1}: write a date as year-month-day"));
    ret->n = date;
    return NULL;
}

static struct err *instant_value_parse(struct arena *into, const struct field *field,
                                       struct text written, struct value *ret)
{
    if (!instant_parse(written, &ret->n))
        return wrong(into, field, N_("{1}: write a moment as 2026-11-21T14:30:00Z"));
    return NULL;
}

static struct err *id_value_parse(struct arena *into, const struct field *field,
                                  struct text written, struct value *ret)
{
    if (!id_parse(written, &ret->id))
        return wrong(into, field, N_("{1}: write the 26 letters of an id"));
    return NULL;
}

static struct err *money_parse(struct arena *into, const struct field *field, struct text written,
                               struct value *ret)
{
    struct text rest = written, amount = TEXT_NONE;
    if (!text_cut(&rest, ' ', &amount) || !text_int(amount, &ret->n) || rest.n != 3)
        return wrong(into, field, N_("{1}: write minor units and a currency"));
    memcpy(ret->currency, rest.at, 3);
    ret->currency[3] = '\0';
    return NULL;
}

/* What nobody means when she types it. Stored values are not asked: they stay as they were kept. */
static struct err *meant_check(struct arena *into, const struct field *field, struct text written)
{
    if (field->kind == KIND_NAME && text_letters(written) == 0)
        return wrong(into, field, N_("{1}: there is no letter in it"));
    if (text_digits(written) < field->digits_min)
        return wrong(into, field, N_("{1}: write the number with its digits"));
    return NULL;
}

struct err *value_parse(struct arena *into, const struct field *field, struct text written,
                        struct value *ret_value)
{
    struct value v = {0};
    struct text t = TEXT_NONE;
    TRY(text_nfc(into, field->kind == KIND_LONG ? written : text_trim(written), &t));
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_HANDLE:
    case KIND_CODE:
        v.text = t;
        break;
    case KIND_INT:
    case KIND_MINUTES:
        TRY(number_parse(into, field, t, &v));
        break;
    case KIND_YESNO:
        TRY(yesno_parse(into, field, t, &v));
        break;
    case KIND_CHOICE:
        TRY(choice_parse(into, field, t, &v));
        break;
    case KIND_DATE:
        TRY(date_value_parse(into, field, t, &v));
        break;
    case KIND_INSTANT:
        TRY(instant_value_parse(into, field, t, &v));
        break;
    case KIND_MONEY:
        TRY(money_parse(into, field, t, &v));
        break;
    case KIND_REF:
    case KIND_ID:
        TRY(id_value_parse(into, field, t, &v));
        break;
    case KIND_NAME:
        TRY(name_parse(into, field, t, &v));
        break;
    }
    TRY(value_check(into, field, &v));
    TRY(meant_check(into, field, t));
    *ret_value = v;
    return NULL;
}
