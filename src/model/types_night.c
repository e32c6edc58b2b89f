/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_night.c - the roll call of a night and the change of shift.
 *
 * What is open here and why: who was marked as what carries the comparison of the roll with the bed
 * nights, which is made without any person's key. The note of a shift is sealed under the key of
 * its house. */
#include "model/types_night.h"

#include "base/err.h"
#include "model/act.h"
#include "model/types.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120
#define NIGHTLY (MANAGER | HOUSE)

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice roll_states[] = {
    {ROLL_OPEN, "open", N_("Not confirmed yet")},
    {ROLL_CONFIRMED, "confirmed", N_("Confirmed")},
    {ROLL_CORRECTED, "corrected", N_("Corrected")},
    {0, NULL, NULL},
};
static const struct field roll_fields[] = {
    {.no = ROLL_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT,
     .example = REF_EXAMPLE},
    {.no = ROLL_NIGHT, .name = "night", .label = N_("Night"), .kind = KIND_DATE, .required = true,
     .help = N_("The day on whose evening it begins"), .secrecy = INTERNAL, .see = CARING,
     .set = NIGHTLY, KEPT, .example = "2026-11-21"},
    {.no = ROLL_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT, .required = true,
     .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT, .example = "2026-11-21T20:30:00Z"},
    {.no = ROLL_BY, .name = "by", .label = N_("Confirmed by"), .kind = KIND_REF, .ref = "user",
     .required = true, .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT,
     .example = REF_EXAMPLE},
    {.no = ROLL_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = roll_states, .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY,
     KEPT, .example = "confirmed"},
};
static const struct step roll_steps[] = {
    {0, ACT_ADD, ROLL_OPEN},
    {0, ACT_CONFIRM, ROLL_CONFIRMED},
    {ROLL_OPEN, ACT_CONFIRM, ROLL_CONFIRMED},
    {ROLL_CONFIRMED, ACT_CORRECT, ROLL_CORRECTED},
    {0, 0, 0},
};
const struct rec_type roll_type = {
    .no = 30, .version = 1, .name = "roll", .label = N_("Roll call"), .area = AREA_HOUSE,
    .fields = roll_fields, .n_fields = COUNT(roll_fields), .state = "state", .steps = roll_steps,
    .by_time = "house"};

static const struct choice marks[] = {
    {MARK_LEAVE, "leave", N_("On leave")},
    {MARK_HOSPITAL, "hospital", N_("In hospital")},
    {MARK_MISSING, "missing", N_("Not home")},
    {MARK_OTHER, "other", N_("Away")},
    {MARK_HOME, "home", N_("At home")},
    {0, NULL, NULL},
};
static const struct field roll_mark_fields[] = {
    {.no = ROLL_MARK_ROLL, .name = "roll", .label = N_("Roll call"), .kind = KIND_REF,
     .ref = "roll", .required = true, .secrecy = HIDDEN, .open_for = "roll_against_bed_nights",
     .see = CARING, .set = NIGHTLY, KEPT, .example = REF_EXAMPLE},
    {.no = ROLL_MARK_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = HIDDEN,
     .open_for = "roll_against_bed_nights", .see = CARING, .set = NIGHTLY, KEPT,
     .example = REF_EXAMPLE},
    {.no = ROLL_MARK_STAY, .name = "stay", .label = N_("Stay"), .kind = KIND_REF, .ref = "stay",
     .required = true, .secrecy = HIDDEN, .open_for = "roll_against_bed_nights", .see = CARING,
     .set = NIGHTLY, KEPT, .example = REF_EXAMPLE},
    {.no = ROLL_MARK_MARK, .name = "mark", .label = N_("Where"), .kind = KIND_CHOICE,
     .required = true, .choices = marks, .secrecy = HIDDEN,
     .open_for = "roll_against_bed_nights", .see = CARING, .set = NIGHTLY, KEPT,
     .example = "home"},
};
const struct rec_type roll_mark_type = {
    .no = 31, .version = 1, .name = "roll_mark", .label = N_("Person in a roll call"),
    .area = AREA_HOUSE, .fields = roll_mark_fields, .n_fields = COUNT(roll_mark_fields)};

static const struct choice shift_states[] = {
    {SHIFT_TOLD, "told", N_("Not read yet")},
    {SHIFT_READ, "read", N_("Read")},
    {0, NULL, NULL},
};
static const struct field shift_fields[] = {
    {.no = SHIFT_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT,
     .example = REF_EXAMPLE},
    {.no = SHIFT_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT, .required = true,
     .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT, .example = "2026-11-21T20:00:00Z"},
    {.no = SHIFT_GIVER, .name = "giver", .label = N_("Handed over by"), .kind = KIND_REF,
     .ref = "user", .required = true, .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT,
     .example = REF_EXAMPLE},
    {.no = SHIFT_TAKER, .name = "taker", .label = N_("Taken over by"), .kind = KIND_REF,
     .ref = "user", .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT,
     .example = REF_EXAMPLE},
    {.no = SHIFT_NOTE, .name = "note", .label = N_("Handover note"), .kind = KIND_LONG,
     .help = N_("What the next one must know tonight"), .max = 20000, .secrecy = PERSONAL,
     .seal = SEAL_AREA, .see = NIGHTLY, .set = NIGHTLY, KEPT,
     .example = "The boiler was mended. Room 4: milk at six."},
    {.no = SHIFT_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = shift_states, .secrecy = INTERNAL, .see = CARING,
     .set = NIGHTLY, KEPT, .example = "told"},
    {.no = SHIFT_READER, .name = "reader", .label = N_("Read by"), .kind = KIND_REF,
     .ref = "user", .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT,
     .example = REF_EXAMPLE},
    {.no = SHIFT_READ_AT, .name = "read_at", .label = N_("Read at"), .kind = KIND_INSTANT,
     .secrecy = INTERNAL, .see = CARING, .set = NIGHTLY, KEPT, .example = "2026-11-21T20:10:00Z"},
};
static const struct step shift_steps[] = {
    {0, ACT_HAND_OVER, SHIFT_TOLD},
    {0, ACT_HAND_OVER, SHIFT_READ},
    {SHIFT_TOLD, ACT_READ, SHIFT_READ},
    {0, 0, 0},
};
const struct rec_type shift_type = {
    .no = 32, .version = 1, .name = "shift", .label = N_("Change of shift"), .area = AREA_HOUSE,
    .fields = shift_fields, .n_fields = COUNT(shift_fields), .state = "state",
    .steps = shift_steps, .by_time = "house", .seals = {SEAL_AREA}};
