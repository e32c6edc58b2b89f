/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* rec_json.c - a record as JSON and back. Field keys are the fields' names; what `roles` may not
 * see is absent, not null. */
#include <jansson.h>
#include <string.h>

#include "base/limits.h"
#include "model/rec.h"

static void put_name(const struct person_name *name, struct buf *into)
{
    static const char *const kinds[] = {"", "own", "former", "everyday", "latin"};
    buf_str(into, "{\"kind\":\"");
    buf_str(into, kinds[name->kind]);
    buf_str(into, "\",\"given\":");
    buf_json(into, name->given);
    if (name->patronymic.n > 0) {
        buf_str(into, ",\"patronymic\":");
        buf_json(into, name->patronymic);
    }
    if (name->family.n > 0) {
        buf_str(into, ",\"family\":");
        buf_json(into, name->family);
    }
    buf_char(into, '}');
}

static void put_value(const struct field *f, const struct value *v, struct buf *into)
{
    switch (f->kind) {
    case KIND_INT:
    case KIND_MINUTES:
        value_print(f, v, into);
        break;
    case KIND_YESNO:
        buf_str(into, v->n != 0 ? "true" : "false");
        break;
    case KIND_MONEY:
        buf_printf(into, "{\"minor\":%lld,\"currency\":\"%s\"}", (long long)v->n, v->currency);
        break;
    case KIND_NAME:
        put_name(v->name, into);
        break;
    case KIND_TEXT:
    case KIND_LONG:
    case KIND_HANDLE:
    case KIND_CODE:
        buf_json(into, v->text);
        break;
    case KIND_CHOICE:
    case KIND_DATE:
    case KIND_INSTANT:
    case KIND_REF:
    case KIND_ID:
        buf_char(into, '"');
        value_print(f, v, into);
        buf_char(into, '"');
        break;
    }
}

static void put_slot(const struct field *f, const struct values *s, struct buf *into)
{
    if (!f->many) {
        put_value(f, &s->at[0], into);
        return;
    }
    buf_char(into, '[');
    for (size_t i = 0; i < s->n; i++) {
        if (i > 0)
            buf_char(into, ',');
        put_value(f, &s->at[i], into);
    }
    buf_char(into, ']');
}

void rec_put_json(const struct rec *r, uint32_t roles, struct buf *into)
{
    char id[ID_TEXT + 1];
    id_text(r->id, id);
    if (into->n > 0 && into->at[into->n - 1] == '}')
        buf_char(into, ',');
    buf_printf(into, "{\"id\":\"%s\",\"type\":\"%s\",\"version\":%lld,\"fields\":{", id,
               r->type->name, (long long)r->version);
    bool first = true;
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        if (r->slots[i].n == 0 || (f->see & roles) == 0)
            continue;
        if (!first)
            buf_char(into, ',');
        first = false;
        buf_printf(into, "\"%s\":", f->name);
        put_slot(f, &r->slots[i], into);
    }
    buf_str(into, "}}");
}

/* ---- reading ------------------------------------------------------------------------------- */

static struct err *not_so(struct arena *into, const struct field *f)
{
    return err_example(
        err_input(into, f->name, N_("{1}: this is not written as it should be"), f->label),
        f->example);
}

static struct text text_member(const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    return json_is_string(v) ? (struct text){json_string_value(v), json_string_length(v)}
                             : TEXT_NONE;
}

static struct err *read_piece(struct arena *into, const json_t *json, const char *key,
                              struct text *ret)
{
    struct text t = text_trim(text_member(json, key));
    return t.n == 0 ? NULL : text_nfc(into, t, ret);
}

static struct err *read_name(struct arena *into, const struct field *f, const json_t *json,
                             struct value *ret)
{
    static const char *const kinds[] = {"", "own", "former", "everyday", "latin"};
    struct person_name *name = arena_make(into, struct person_name);
    NEED(name);
    *name = (struct person_name){.kind = NAME_OWN, .from = VALUE_NO_DATE, .until = VALUE_NO_DATE};
    struct text kind = text_member(json, "kind");
    for (size_t i = 1; i < COUNT(kinds); i++)
        if (text_is(kind, kinds[i]))
            name->kind = (enum name_kind)i;
    TRY(read_piece(into, json, "given", &name->given));
    TRY(read_piece(into, json, "patronymic", &name->patronymic));
    TRY(read_piece(into, json, "family", &name->family));
    name->script = script_of(name->given);
    ret->name = name;
    return value_check(into, f, ret);
}

static struct err *read_money(struct arena *into, const struct field *f, const json_t *json,
                              struct value *ret)
{
    struct text currency = text_member(json, "currency");
    const json_t *minor = json_object_get(json, "minor");
    if (!json_is_integer(minor) || currency.n != 3)
        return not_so(into, f);
    ret->n = json_integer_value(minor);
    memcpy(ret->currency, currency.at, 3);
    ret->currency[3] = '\0';
    return value_check(into, f, ret);
}

static struct err *read_value(struct arena *into, const struct field *f, const json_t *json,
                              struct value *ret)
{
    *ret = (struct value){0};
    if (json_is_string(json)) {
        struct text t = {json_string_value(json), json_string_length(json)};
        return value_parse(into, f, t, ret);
    }
    if (json_is_integer(json) && (f->kind == KIND_INT || f->kind == KIND_MINUTES)) {
        ret->n = json_integer_value(json);
        return value_check(into, f, ret);
    }
    if (json_is_boolean(json) && f->kind == KIND_YESNO) {
        ret->n = json_is_true(json) ? 1 : 0;
        return NULL;
    }
    if (json_is_object(json) && f->kind == KIND_NAME)
        return read_name(into, f, json, ret);
    if (json_is_object(json) && f->kind == KIND_MONEY)
        return read_money(into, f, json, ret);
    return not_so(into, f);
}

static struct err *read_many(struct arena *into, struct rec *r, const struct field *f,
                             const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        struct value v;
        TRY(read_value(into, f, json_array_get(array, i), &v));
        TRY(rec_add(into, r, f->no, &v));
    }
    return NULL;
}

static struct err *read_member(struct arena *into, struct rec *r, const char *key,
                               const json_t *json)
{
    const struct field *f = field_by_name(r->type, key);
    if (f == NULL)
        return err_input(into, arena_str(into, key), N_("There is no field \"{1}\" here"), key);
    if (json_is_array(json) && f->many)
        return read_many(into, r, f, json);
    struct value v;
    TRY(read_value(into, f, json, &v));
    return f->many ? rec_add(into, r, f->no, &v) : rec_set(into, r, f->no, &v);
}

static void json_close(json_t **json)
{
    json_decref(*json);
}

struct err *rec_read_json(struct arena *into, struct rec *r, struct text json)
{
    json_error_t where;
    CLEANUP(json_close) json_t *root = json_loadb(json.at, json.n, JSON_REJECT_DUPLICATES, &where);
    if (!json_is_object(root))
        return err_input(into, NULL, N_("This is not JSON: an object in braces is expected"));
    struct err *wrongs = NULL;
    for (void *at = json_object_iter(root); at != NULL; at = json_object_iter_next(root, at))
        err_collect(&wrongs,
                    read_member(into, r, json_object_iter_key(at), json_object_iter_value(at)));
    return wrongs;
}
