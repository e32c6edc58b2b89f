/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* rec.c - making a record, setting and reading its fields, checking the whole. */
#include "model/rec.h"

#include <assert.h>

struct err *rec_new(struct arena *into, const struct rec_type *type, struct rec **ret_rec)
{
    struct rec *r = arena_make(into, struct rec);
    NEED(r);
    r->slots = arena_makes(into, struct values, type->n_fields);
    NEED(r->slots);
    r->type = type;
    *ret_rec = r;
    return NULL;
}

struct err *rec_clone(struct arena *into, const struct rec *old, struct rec **ret_rec)
{
    struct rec *r = arena_copy(into, old, sizeof *old);
    NEED(r);
    r->slots = arena_copy(into, old->slots, old->type->n_fields * sizeof *old->slots);
    NEED(r->slots);
    *ret_rec = r;
    return NULL;
}

static const struct field *field_of(const struct rec *r, uint64_t no)
{
    const struct field *f = field_by_no(r->type, no);
    assert(f != NULL);
    return f;
}

static struct values *slot_of(const struct rec *r, uint64_t no)
{
    return &r->slots[field_index(r->type, field_of(r, no))];
}

const struct value *rec_get(const struct rec *r, uint64_t no)
{
    const struct values *s = slot_of(r, no);
    return s->n == 0 ? NULL : &s->at[0];
}

bool rec_has(const struct rec *r, uint64_t no)
{
    return slot_of(r, no)->n > 0;
}

int64_t rec_int(const struct rec *r, uint64_t no, int64_t otherwise)
{
    const struct value *v = rec_get(r, no);
    return v == NULL ? otherwise : v->n;
}

struct id rec_id(const struct rec *r, uint64_t no)
{
    const struct value *v = rec_get(r, no);
    return v == NULL ? ID_NONE : v->id;
}

struct text rec_text(const struct rec *r, uint64_t no)
{
    const struct value *v = rec_get(r, no);
    return v == NULL ? TEXT_NONE : v->text;
}

struct err *rec_set(struct arena *into, struct rec *r, uint64_t no, const struct value *value)
{
    struct value *own = arena_copy(into, value, sizeof *value);
    NEED(own);
    *slot_of(r, no) = (struct values){1, own};
    return NULL;
}

struct err *rec_set_int(struct arena *into, struct rec *r, uint64_t no, int64_t n)
{
    return rec_set(into, r, no, &(struct value){.n = n});
}

struct err *rec_set_id(struct arena *into, struct rec *r, uint64_t no, struct id id)
{
    return rec_set(into, r, no, &(struct value){.id = id});
}

struct err *rec_set_text(struct arena *into, struct rec *r, uint64_t no, struct text t)
{
    return rec_set(into, r, no, &(struct value){.text = t});
}

void rec_clear(struct rec *r, uint64_t no)
{
    *slot_of(r, no) = (struct values){0, NULL};
}

struct err *rec_add(struct arena *into, struct rec *r, uint64_t no, const struct value *value)
{
    const struct field *f = field_of(r, no);
    struct values *s = slot_of(r, no);
    assert(f->many);
    for (size_t i = 0; i < s->n; i++)
        if (value_equal(f, &s->at[i], value))
            return NULL;
    if (s->n >= REC_MANY_MAX)
        return err_input(into, f->name, N_("{1}: there are too many"), f->label);
    struct value *grown = arena_grow(into, s->at, s->n, s->n + 1, sizeof *grown);
    NEED(grown);
    grown[s->n] = *value;
    *s = (struct values){s->n + 1, grown};
    return NULL;
}

struct err *rec_check(struct arena *into, const struct rec *r)
{
    struct err *wrongs = NULL;
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        const struct values *s = &r->slots[i];
        assert(s->n <= 1 || f->many);
        if (f->required && s->n == 0) {
            struct err *e = err_input(into, f->name, N_("{1}: this is needed"), f->label);
            err_collect(&wrongs, err_example(e, f->example));
        }
        for (size_t j = 0; j < s->n; j++)
            err_collect(&wrongs, value_check(into, f, &s->at[j]));
    }
    return wrongs;
}

struct err *rec_read(struct arena *into, struct rec *r, const char *name, struct text written)
{
    const struct field *f = field_by_name(r->type, name);
    if (f == NULL)
        return err_input(into, name, N_("There is no field \"{1}\" here"), name);
    struct value v;
    TRY(value_parse(into, f, written, &v));
    return f->many ? rec_add(into, r, f->no, &v) : rec_set(into, r, f->no, &v);
}
