/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* rec.h - one record: a type and, for each of its fields, its values. Lives in an arena. */
#ifndef HEARTH_MODEL_REC_H
#define HEARTH_MODEL_REC_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "model/field.h"
#include "model/value.h"

enum { REC_MANY_MAX = 20 };

struct values {
    size_t n; /* 0: absent; 1 for single fields */
    struct value *at;
};

/* A sealed field of a newer hearth: carried along as it is. */
struct extra {
    uint64_t field;
    struct text bytes;
};

struct rec {
    const struct rec_type *type;
    struct id id;
    struct id area;
    int64_t version; /* how many entries made it what it is; 0: new */
    bool withdrawn;
    struct values *slots; /* type->n_fields */
    size_t n_extra;
    const struct extra *extra; /* ascending by (field, bytes) */
};

/* A record without an id or a value. */
MUST_CHECK struct err *rec_new(struct arena *into, const struct rec_type *type,
                               struct rec **ret_rec);
/* A copy whose slots can be set without touching the old one. */
MUST_CHECK struct err *rec_clone(struct arena *into, const struct rec *old, struct rec **ret_rec);

/* By field number; the field must exist in the type. */
const struct value *rec_get(const struct rec *r, uint64_t no); /* NULL: absent */
bool rec_has(const struct rec *r, uint64_t no);
int64_t rec_int(const struct rec *r, uint64_t no, int64_t otherwise);
struct id rec_id(const struct rec *r, uint64_t no); /* ID_NONE: absent */
struct text rec_text(const struct rec *r, uint64_t no);

/* The field must exist in the type; the value lives in `into`. */
MUST_CHECK struct err *rec_set(struct arena *into, struct rec *r, uint64_t no,
                               const struct value *value);
MUST_CHECK struct err *rec_set_int(struct arena *into, struct rec *r, uint64_t no, int64_t n);
MUST_CHECK struct err *rec_set_id(struct arena *into, struct rec *r, uint64_t no, struct id id);
MUST_CHECK struct err *rec_set_text(struct arena *into, struct rec *r, uint64_t no, struct text t);
void rec_clear(struct rec *r, uint64_t no);
/* One more value of a field with .many; equal values collapse. */
MUST_CHECK struct err *rec_add(struct arena *into, struct rec *r, uint64_t no,
                               const struct value *value);

/* All required fields there, all values within limits; wrong fields are collected in a list. */
MUST_CHECK struct err *rec_check(struct arena *into, const struct rec *r);
/* Sets a field from what was written, by the field's name; ERR_INPUT for an unknown name. */
MUST_CHECK struct err *rec_read(struct arena *into, struct rec *r, const char *name,
                                struct text written);

/* {"id","type","version","fields":{...}} with the fields that `roles` may see; behind another
 * one of a list with a comma. */
void rec_put_json(const struct rec *r, uint32_t roles, struct buf *into);
/* The reverse of "fields": an object of texts, numbers, booleans and arrays. */
MUST_CHECK struct err *rec_read_json(struct arena *into, struct rec *r, struct text json);
/* A header line and a line per record (RFC 4180, CRLF; a cell cannot start a formula). */
void rec_put_csv_header(const struct rec_type *type, uint32_t roles, struct buf *into);
void rec_put_csv(const struct rec *r, uint32_t roles, struct buf *into);
/* One cell of such a line. */
void rec_put_csv_cell(struct text t, struct buf *into);

#endif
