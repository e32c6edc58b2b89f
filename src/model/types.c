/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types.c - the list of all record types, and looking into their tables. */
#include "model/types.h"

#include <assert.h>
#include <string.h>

#include "base/err.h"
#include "model/types_activity.h"
#include "model/types_care.h"
#include "model/types_night.h"
#include "model/types_programme.h"

/* One row for each piece of the work, so that two who add to it do not meet. */
/* clang-format off */
const struct rec_type *const rec_types[] = {
    &organisation_type, &site_type, &user_type, &grant_type, &house_type, &room_type, &person_type,
    &household_type, &member_type, &stay_type, &lodging_type, &absence_type, &task_type, &undo_type,
    &erasure_type, &feed_type, &incarnation_type,
    &case_type, &assignment_type, &referral_type, &note_type,
    &roll_type, &roll_mark_type, &shift_type,
    &programme_type, &stage_type, &enrolment_type, &relapse_type, &incident_type,
    &incident_person_type, &incident_told_type, &earlier_type, &stage_time_type,
    &relationship_type, &contact_type, &enquiry_type, &medicine_type, &allergy_type, &paper_type,
    &alert_type, &cellar_type, &cellar_mark_type,
    &series_type, &session_type, &attendance_type, &equipment_type, &repair_type, &companion_type,
};
/* clang-format on */
const size_t n_rec_types = COUNT(rec_types);

struct id area_id(enum area_kind kind, struct id house)
{
    assert(kind != AREA_ANY);
    if (kind == AREA_HOUSE)
        return house;
    struct id area = ID_NONE;
    area.bytes[ID_BYTES - 1] = (uint8_t)kind;
    return area;
}

bool relation_is_child(int64_t relation)
{
    return relation == RELATION_CHILD || relation == RELATION_GRANDCHILD ||
           relation == RELATION_WARD;
}

const struct rec_type *rec_type_by_no(uint64_t no)
{
    for (size_t i = 0; i < n_rec_types; i++)
        if (rec_types[i]->no == no)
            return rec_types[i];
    return NULL;
}

const struct rec_type *rec_type_by_name(const char *name)
{
    for (size_t i = 0; i < n_rec_types; i++)
        if (strcmp(rec_types[i]->name, name) == 0)
            return rec_types[i];
    return NULL;
}

const struct field *field_by_no(const struct rec_type *type, uint64_t no)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].no == no)
            return &type->fields[i];
    return NULL;
}

const struct field *field_by_name(const struct rec_type *type, const char *name)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (strcmp(type->fields[i].name, name) == 0)
            return &type->fields[i];
    return NULL;
}

size_t field_index(const struct rec_type *type, const struct field *field)
{
    size_t i = (size_t)(field - type->fields);
    assert(i < type->n_fields);
    return i;
}

const struct choice *choice_by_no(const struct field *field, int64_t no)
{
    assert(field->choices != NULL);
    for (const struct choice *c = field->choices; c->no != 0; c++)
        if (c->no == no)
            return c;
    return NULL;
}

const struct choice *choice_by_code(const struct field *field, struct text code)
{
    assert(field->choices != NULL);
    for (const struct choice *c = field->choices; c->no != 0; c++)
        if (text_is(code, c->code))
            return c;
    return NULL;
}

size_t field_seal(const struct rec_type *type, const struct field *field)
{
    assert(field->seal != NULL);
    for (size_t i = 0; i < SEALS_MAX; i++)
        if (type->seals[i] != NULL && strcmp(type->seals[i], field->seal) == 0)
            return i;
    assert(!"a type lists each seal of its fields");
    return 0;
}

bool rec_type_may_step(const struct rec_type *type, int64_t from, uint64_t act, int64_t to)
{
    assert(type->state != NULL && type->steps != NULL);
    for (const struct step *s = type->steps; s->act != 0; s++)
        if (s->from == from && s->act == act && s->to == to)
            return true;
    return false;
}
