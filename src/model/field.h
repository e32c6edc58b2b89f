/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* field.h - a record type is a table; everything else derives from it.
 *
 * Schema, JSON, CSV, history, the reference page and the reach of each role read these tables at
 * run time through `const struct rec_type *`. Numbers of types, fields, choices, states and acts
 * are stored for ever and never reused. */
#ifndef HEARTH_MODEL_FIELD_H
#define HEARTH_MODEL_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "model/role.h"

enum kind {
    KIND_TEXT = 1,   /* one line; always sealed */
    KIND_LONG = 2,   /* many lines; always sealed */
    KIND_HANDLE = 3, /* a-z 0-9 -, 3 to 24, unique in its type; open */
    KIND_CODE = 4,   /* a code of a public list: zone, currency, key; open */
    KIND_INT = 5,
    KIND_YESNO = 6,
    KIND_CHOICE = 7,
    KIND_DATE = 8,    /* days since 1970-01-01 */
    KIND_INSTANT = 9, /* ms UTC */
    KIND_MINUTES = 10,
    KIND_MONEY = 11, /* minor units and ISO 4217 code */
    KIND_REF = 12,   /* id of a record of type .ref */
    KIND_ID = 13,    /* 16 bytes that are not a record: a deed, an area */
    KIND_NAME = 14,  /* a person's name with script and dates; always sealed */
};

enum secrecy {
    OPEN = 1,
    INTERNAL = 2,
    PERSONAL = 3,
    SPECIAL = 4, /* health, violence, law, faith */
    HIDDEN = 5,  /* where a person at risk is; that she is here */
};

struct choice {
    int64_t no;
    const char *code; /* in JSON, CSV and on the command line */
    const char *label;
};

/* Whose key seals a field. */
#define SEAL_SELF "self" /* the record is a person */
#define SEAL_AREA "area" /* a label about nobody */

struct field {
    uint64_t no; /* 1 to 899 */
    const char *name;
    const char *label;
    const char *help;
    enum kind kind;
    bool required;
    bool many;
    int64_t min, max; /* numbers; length in code points for text. 0 and 0: the kind's own */
    const struct choice *choices; /* ended by no 0 */
    const char *ref;              /* name of the type that KIND_REF points to */
    enum secrecy secrecy;
    const char *seal;     /* SEAL_SELF, SEAL_AREA, or the name of a KIND_REF field to a person */
    const char *open_for; /* the figure or rule that must read it without keys */
    uint32_t see, set;    /* roles */
    const char *purpose;
    int keep_months; /* after the record's end; 0 for ever */
    const char *example;
    size_t digits_min; /* so many digits must stand in a text that is typed: a phone */
};

/* What any record may carry besides its own fields. */
enum {
    FIELD_WITHDRAWN = 900, /* yes: an undone deed had made it */
    FIELD_AREA = 901,      /* the area's id, in the first entry of a record */
    /* 910 + i: which part of this entry is now the sealed part i of the record (a zigzag number);
     * clear: the record has none any more. */
    FIELD_SEALED = 910,
};

enum area_kind { AREA_ORG = 1, AREA_HOUSE = 2, AREA_BREAKS = 3, AREA_GIVING = 4, AREA_ANY = 5 };

/* A step from one state to another by a named act. from 0: the record is new. */
struct step {
    int64_t from;
    uint64_t act;
    int64_t to;
};

enum { SEALS_MAX = 2 };

struct rec_type {
    uint64_t no;
    uint64_t version;
    const char *name;
    const char *label;
    enum area_kind area;
    const struct field *fields;
    size_t n_fields;
    const char *state;        /* name of the choice field that holds the state, or NULL */
    bool by_author;           /* lists look for what somebody wrote */
    const struct step *steps; /* ended by act 0 */
    const char *by_time;      /* a reference behind which they are read by their `at`, or NULL */
    const char *seals[SEALS_MAX]; /* each distinct .seal of its fields, in order */
    bool team_only; /* that it is there at all is known to the team of its person alone */
};

/* All types, ascending by number. */
extern const struct rec_type *const rec_types[];
extern const size_t n_rec_types;

/* NULL when there is none. */
const struct rec_type *rec_type_by_no(uint64_t no);
const struct rec_type *rec_type_by_name(const char *name);
const struct field *field_by_no(const struct rec_type *type, uint64_t no);
const struct field *field_by_name(const struct rec_type *type, const char *name);
/* Index in type->fields. */
size_t field_index(const struct rec_type *type, const struct field *field);
const struct choice *choice_by_no(const struct field *field, int64_t no);
const struct choice *choice_by_code(const struct field *field, struct text code);
/* The seal's number in type->seals; the field is sealed. */
size_t field_seal(const struct rec_type *type, const struct field *field);
/* True when `act` may lead from state `from` to state `to`. */
bool rec_type_may_step(const struct rec_type *type, int64_t from, uint64_t act, int64_t to);

#endif
