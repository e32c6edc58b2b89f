/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* value.h - one value of a field, and its three forms: journal bytes, canonical text, nothing else.
 *
 * Journal bytes per kind (docs/journal-format.md): numbers are zigzag varints, a choice its number,
 * yes 1 and no 0, money a zigzag varint and three letters, an id 16 bytes, text its UTF-8 (NFC);
 * a name is kind, script, three texts with their lengths, two dates. Canonical text is what JSON,
 * CSV and the command line carry: 2026-11-21, 2026-11-21T14:30:00Z, a choice's code, an id's 26
 * letters. */
#ifndef HEARTH_MODEL_VALUE_H
#define HEARTH_MODEL_VALUE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"
#include "model/field.h"

enum { VALUE_BYTES_MAX = 48 * 1024 };

enum name_kind { NAME_OWN = 1, NAME_FORMER = 2, NAME_EVERYDAY = 3, NAME_LATIN = 4 };
enum script { SCRIPT_OTHER = 0, SCRIPT_CYRILLIC = 1, SCRIPT_LATIN = 2 };

/* No date: from is VALUE_NO_DATE. */
#define VALUE_NO_DATE INT32_MIN

struct person_name {
    enum name_kind kind;
    enum script script;
    struct text given;
    struct text patronymic;
    struct text family;
    int32_t from;
    int32_t until;
};

struct value {
    int64_t n; /* INT YESNO CHOICE DATE INSTANT MINUTES, minor units of MONEY */
    char currency[4];
    struct text text; /* TEXT LONG HANDLE CODE */
    struct id id;     /* REF ID */
    const struct person_name *name;
};

/* Appends the bytes that stand in a body or a part. */
void value_encode(const struct field *field, const struct value *value, struct buf *into);
/* ERR_INTEGRITY unless the bytes are what value_encode writes. Texts are views on `bytes`. */
MUST_CHECK struct err *value_decode(struct arena *into, const struct field *field,
                                    struct text bytes, struct value *ret_value);
/* From what a person or a program wrote; ERR_INPUT names the field, shows the example. */
MUST_CHECK struct err *value_parse(struct arena *into, const struct field *field,
                                   struct text written, struct value *ret_value);
/* The canonical text. A name is "Given Patronymic Family". */
void value_print(const struct field *field, const struct value *value, struct buf *into);
/* Within the limits of field and kind? ERR_INPUT else. */
MUST_CHECK struct err *value_check(struct arena *into, const struct field *field,
                                   const struct value *value);
bool value_equal(const struct field *field, const struct value *a, const struct value *b);
/* True when a dash, dot or two letters stand where a name does not: used by the name parser. */
enum script script_of(struct text t);

#endif
