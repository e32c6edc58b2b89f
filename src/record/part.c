/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* part.c - values of sealed fields to journal bytes and back; unknown fields are carried along. */
#include "record/part.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

static bool of_seal(const struct rec_type *type, const struct field *f, size_t seal)
{
    return f->seal != NULL && field_seal(type, f) == seal;
}

static void seal_clear(struct rec *r, size_t seal)
{
    for (size_t i = 0; i < r->type->n_fields; i++)
        if (of_seal(r->type, &r->type->fields[i], seal))
            r->slots[i] = (struct values){0, NULL};
    if (seal == 0) {
        r->n_extra = 0;
        r->extra = NULL;
    }
}

static struct err *extra_keep(struct arena *into, struct rec *r, const struct part_field *pf)
{
    struct extra *grown = arena_grow(into, r->extra, r->n_extra, r->n_extra + 1, sizeof *grown);
    NEED(grown);
    grown[r->n_extra] = (struct extra){pf->field, pf->value};
    r->extra = grown;
    r->n_extra++;
    return NULL;
}

struct err *part_fill(struct arena *into, struct rec *r, size_t seal, const struct part *part)
{
    seal_clear(r, seal);
    for (size_t i = 0; i < part->n_fields; i++) {
        const struct part_field *pf = &part->fields[i];
        const struct field *f = field_by_no(r->type, pf->field);
        if (f == NULL || f->seal == NULL) {
            TRY(extra_keep(into, r, pf));
            continue;
        }
        struct value v;
        TRY(value_decode(into, f, pf->value, &v));
        if (f->many)
            TRY(rec_add(into, r, f->no, &v));
        else
            TRY(rec_set(into, r, f->no, &v));
    }
    return NULL;
}

static int field_order(const void *a, const void *b)
{
    const struct part_field *x = a, *y = b;
    if (x->field != y->field)
        return x->field < y->field ? -1 : 1;
    return text_compare(x->value, y->value);
}

static size_t count_values(const struct rec *r, size_t seal)
{
    size_t n = seal == 0 ? r->n_extra : 0;
    for (size_t i = 0; i < r->type->n_fields; i++)
        if (of_seal(r->type, &r->type->fields[i], seal))
            n += r->slots[i].n;
    return n;
}

static struct err *slot_put(struct arena *into, const struct field *f, const struct values *s,
                            struct part *part)
{
    CLEANUP(buf_done) struct buf b = buf_make(VALUE_BYTES_MAX);
    for (size_t j = 0; j < s->n; j++) {
        struct part_field *pf = &part->fields[part->n_fields++];
        pf->field = f->no;
        buf_clear(&b);
        value_encode(f, &s->at[j], &b);
        TRY(buf_take(&b, into, &pf->value));
    }
    return NULL;
}

struct err *part_make(struct arena *into, const struct rec *r, size_t seal, struct part *ret_part)
{
    struct part part = {0};
    size_t n = count_values(r, seal);
    part.fields = arena_makes(into, struct part_field, n);
    NEED(part.fields);
    for (size_t i = 0; i < r->type->n_fields; i++)
        if (of_seal(r->type, &r->type->fields[i], seal))
            TRY(slot_put(into, &r->type->fields[i], &r->slots[i], &part));
    for (size_t i = 0; seal == 0 && i < r->n_extra; i++)
        part.fields[part.n_fields++] = (struct part_field){r->extra[i].field, r->extra[i].bytes};
    qsort(part.fields, part.n_fields, sizeof *part.fields, field_order);
    *ret_part = part;
    return NULL;
}
