/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_house.c - houses, rooms, stays, absences, tasks.
 *
 * What is open here and why: a stay's person, house, household and dates carry bed nights, free
 * rooms and the figures, which must be counted without any person's key, also after an erasure. */
#include "base/err.h"
#include "model/act.h"
#include "model/types.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice house_kinds[] = {
    {HOUSE_CRISIS, "crisis", N_("Crisis centre")},
    {HOUSE_ADAPTATION, "adaptation", N_("Adaptation centre")},
    {0, NULL, NULL},
};
static const struct choice house_states[] = {
    {HOUSE_OPEN, "open", N_("Open")},
    {HOUSE_CLOSED, "closed", N_("Closed")},
    {0, NULL, NULL},
};
static const struct field house_fields[] = {
    {.no = HOUSE_HANDLE, .name = "handle", .label = N_("Short name"), .kind = KIND_HANDLE,
     .required = true, .help = N_("A word for addresses and lists. No town, no person"),
     .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN, .purpose = "care",
     .example = "rowan-house"},
    {.no = HOUSE_NAME, .name = "name", .label = N_("Name"), .kind = KIND_TEXT, .required = true,
     .max = 80, .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "care", .example = "Rowan House"},
    {.no = HOUSE_ZONE, .name = "zone", .label = N_("Time zone"), .kind = KIND_CODE,
     .required = true,
     .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN, .purpose = "care",
     .example = "Europe/Kyiv"},
    {.no = HOUSE_KIND, .name = "kind", .label = N_("Kind"), .kind = KIND_CHOICE, .required = true,
     .choices = house_kinds, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "care", .example = "crisis"},
    {.no = HOUSE_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true,
     .choices = house_states, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "care", .example = "open"},
};
static const struct step house_steps[] = {
    {0, ACT_ADD, HOUSE_OPEN},
    {HOUSE_OPEN, ACT_CLOSE, HOUSE_CLOSED},
    {HOUSE_CLOSED, ACT_REOPEN, HOUSE_OPEN},
    {0, 0, 0},
};
const struct rec_type house_type = {
    .no = 5, .version = 1, .name = "house", .label = N_("House"), .area = AREA_HOUSE,
    .fields = house_fields, .n_fields = COUNT(house_fields), .state = "state",
    .steps = house_steps, .seals = {SEAL_AREA}};

static const struct choice room_states[] = {
    {ROOM_IN_SERVICE, "in-service", N_("In service")},
    {ROOM_OUT_OF_SERVICE, "out-of-service", N_("Out of service")},
    {0, NULL, NULL},
};
static const struct field room_fields[] = {
    {.no = ROOM_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "care", .example = REF_EXAMPLE},
    {.no = ROOM_LABEL, .name = "label", .label = N_("Label"), .kind = KIND_TEXT, .required = true,
     .max = 24, .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "care", .example = "3"},
    {.no = ROOM_PLACES, .name = "places", .label = N_("Places"), .kind = KIND_INT, .required = true,
     .min = 1, .max = 30, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "care", .example = "4"},
    {.no = ROOM_HOUSEHOLDS_MAX, .name = "households_max", .label = N_("Families at a time"),
     .kind = KIND_INT, .min = 1, .max = 30, .secrecy = INTERNAL, .see = STAFF,
     .set = MANAGER | ADMIN, .purpose = "care", .example = "1"},
    {.no = ROOM_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE, .required = true,
     .choices = room_states, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | HOUSE | ADMIN,
     .purpose = "care", .example = "in-service"},
};
static const struct step room_steps[] = {
    {0, ACT_ADD, ROOM_IN_SERVICE},
    {ROOM_IN_SERVICE, ACT_CLOSE, ROOM_OUT_OF_SERVICE},
    {ROOM_OUT_OF_SERVICE, ACT_REOPEN, ROOM_IN_SERVICE},
    {0, 0, 0},
};
const struct rec_type room_type = {
    .no = 6, .version = 1, .name = "room", .label = N_("Room"), .area = AREA_HOUSE,
    .fields = room_fields, .n_fields = COUNT(room_fields), .state = "state", .steps = room_steps,
    .seals = {SEAL_AREA}};

static const struct choice stay_states[] = {
    {STAY_RESERVED, "reserved", N_("Reserved")},
    {STAY_ADMITTED, "admitted", N_("Admitted")},
    {STAY_EXITED, "exited", N_("Left")},
    {STAY_RELEASED, "released", N_("Released")},
    {0, NULL, NULL},
};
static const struct choice exit_reasons[] = {
    {1, "completed", N_("Completed the programme")},
    {2, "own-wish", N_("By her own wish")},
    {3, "other-service", N_("Moved to another service")},
    {4, "family", N_("To relatives")},
    {5, "asked-to-leave", N_("Asked to leave")},
    {6, "lost-contact", N_("Lost contact")},
    {7, "died", N_("Died")},
    {8, "other", N_("Other")},
    {9, "not-known", N_("Not known")},
    {0, NULL, NULL},
};
static const struct choice destinations[] = {
    {1, "own-home", N_("Own home")},
    {2, "rented", N_("Rented home")},
    {3, "relatives", N_("Relatives")},
    {4, "adaptation", N_("Adaptation centre")},
    {5, "hospital", N_("Hospital")},
    {6, "institution", N_("Institution")},
    {7, "former-partner", N_("Former partner")},
    {8, "other", N_("Other")},
    {9, "not-known", N_("Not known")},
    {0, NULL, NULL},
};
static const struct field stay_fields[] = {
    {.no = STAY_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF, .ref = "person",
     .required = true, .secrecy = HIDDEN, .open_for = "bed_nights", .see = CARING, .set = CARING,
     KEPT, .example = REF_EXAMPLE},
    {.no = STAY_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, .secrecy = HIDDEN, .open_for = "bed_nights", .see = CARING, .set = CARING,
     KEPT, .example = REF_EXAMPLE},
    {.no = STAY_HOUSEHOLD, .name = "household", .label = N_("Family"), .kind = KIND_REF,
     .ref = "household", .required = true, .secrecy = HIDDEN, .open_for = "mothers",
     .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = STAY_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT, .required = true,
     .secrecy = PERSONAL, .open_for = "bed_nights", .see = CARING, .set = CARING, KEPT,
     .example = "2026-11-21T14:30:00Z"},
    {.no = STAY_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = PERSONAL, .open_for = "bed_nights", .see = CARING, .set = CARING, KEPT,
     .example = "2026-12-21T10:00:00Z"},
    {.no = STAY_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE, .required = true,
     .choices = stay_states, .secrecy = PERSONAL, .open_for = "bed_nights", .see = CARING,
     .set = CARING, KEPT, .example = "admitted"},
    {.no = STAY_REASON, .name = "reason", .label = N_("Reason for leaving"), .kind = KIND_CHOICE,
     .choices = exit_reasons, .secrecy = PERSONAL, .open_for = "exits", .see = CARING,
     .set = CARING, KEPT, .example = "completed"},
    {.no = STAY_DESTINATION, .name = "destination", .label = N_("Went to"), .kind = KIND_CHOICE,
     .choices = destinations, .secrecy = HIDDEN, .seal = "person", .see = MANAGER | WORKER,
     .set = CARING, KEPT, .example = "rented"},
    {.no = STAY_PREVIOUS, .name = "previous", .label = N_("Earlier stay"), .kind = KIND_REF,
     .ref = "stay", .secrecy = PERSONAL, .open_for = "returns", .see = CARING, .set = CARING, KEPT,
     .example = REF_EXAMPLE},
    {.no = STAY_WORDS, .name = "words", .label = N_("In her words"), .kind = KIND_LONG, .max = 4000,
     .secrecy = SPECIAL, .seal = "person", .see = MANAGER | WORKER, .set = CARING, KEPT,
     .example = "She wants to find work first."},
};
static const struct step stay_steps[] = {
    {0, ACT_RESERVE, STAY_RESERVED},
    {0, ACT_ADMIT, STAY_ADMITTED},
    {0, ACT_RETURN, STAY_ADMITTED},
    {STAY_RESERVED, ACT_ADMIT, STAY_ADMITTED},
    {STAY_RESERVED, ACT_RELEASE, STAY_RELEASED},
    {STAY_ADMITTED, ACT_LEAVE, STAY_EXITED},
    {0, 0, 0},
};
const struct rec_type stay_type = {
    .no = 10, .version = 1, .name = "stay", .label = N_("Stay"), .area = AREA_HOUSE,
    .fields = stay_fields, .n_fields = COUNT(stay_fields), .state = "state", .steps = stay_steps,
    .seals = {"person"}};

static const struct field lodging_fields[] = {
    {.no = LODGING_STAY, .name = "stay", .label = N_("Stay"), .kind = KIND_REF, .ref = "stay",
     .required = true, .secrecy = HIDDEN, .open_for = "room_is_free", .see = CARING, .set = CARING,
     KEPT, .example = REF_EXAMPLE},
    {.no = LODGING_ROOM, .name = "room", .label = N_("Room"), .kind = KIND_REF, .ref = "room",
     .required = true, .secrecy = HIDDEN, .open_for = "room_is_free", .see = CARING, .set = CARING,
     KEPT, .example = REF_EXAMPLE},
    {.no = LODGING_HOUSEHOLD, .name = "household", .label = N_("Family"), .kind = KIND_REF,
     .ref = "household", .required = true, .secrecy = HIDDEN, .open_for = "room_is_free",
     .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = LODGING_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT,
     .required = true, .secrecy = PERSONAL, .open_for = "room_is_free", .see = CARING,
     .set = CARING, KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = LODGING_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = PERSONAL, .open_for = "room_is_free", .see = CARING, .set = CARING, KEPT,
     .example = "2026-12-21T10:00:00Z"},
};
const struct rec_type lodging_type = {
    .no = 11, .version = 1, .name = "lodging", .label = N_("Time in a room"), .area = AREA_HOUSE,
    .fields = lodging_fields, .n_fields = COUNT(lodging_fields)};

static const struct choice absence_reasons[] = {
    {1, "leave", N_("On leave")},
    {2, "hospital", N_("In hospital")},
    {3, "missing", N_("Missing")},
    {4, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct field absence_fields[] = {
    {.no = ABSENCE_STAY, .name = "stay", .label = N_("Stay"), .kind = KIND_REF, .ref = "stay",
     .required = true, .secrecy = HIDDEN, .open_for = "bed_nights", .see = CARING, .set = CARING,
     KEPT, .example = REF_EXAMPLE},
    {.no = ABSENCE_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT,
     .required = true, .secrecy = PERSONAL, .open_for = "bed_nights", .see = CARING,
     .set = CARING, KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = ABSENCE_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = PERSONAL, .open_for = "bed_nights", .see = CARING, .set = CARING, KEPT,
     .example = "2026-11-23T10:00:00Z"},
    {.no = ABSENCE_REASON, .name = "reason", .label = N_("Reason"), .kind = KIND_CHOICE,
     .required = true, .choices = absence_reasons, .secrecy = PERSONAL, .open_for = "bed_nights",
     .see = CARING, .set = CARING, KEPT, .example = "leave"},
    {.no = ABSENCE_BACK, .name = "back", .label = N_("Expected back"), .kind = KIND_DATE,
     .secrecy = PERSONAL, .open_for = "overdue", .see = CARING, .set = CARING, KEPT,
     .example = "2026-11-23"},
};
const struct rec_type absence_type = {
    .no = 12, .version = 1, .name = "absence", .label = N_("Absence"), .area = AREA_HOUSE,
    .fields = absence_fields, .n_fields = COUNT(absence_fields)};

static const struct choice task_states[] = {
    {TASK_TODO, "todo", N_("To do")},
    {TASK_DOING, "doing", N_("Begun")},
    {TASK_DONE, "done", N_("Done")},
    {TASK_CANCELLED, "cancelled", N_("Not needed any more")},
    {0, NULL, NULL},
};
static const struct field task_fields[] = {
    {.no = TASK_WHAT, .name = "what", .label = N_("What"), .kind = KIND_TEXT, .required = true,
     .max = 200, .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = STAFF, KEPT,
     .example = "Ask the clinic for the card"},
    {.no = TASK_OWNER, .name = "owner", .label = N_("Who does it"), .kind = KIND_REF, .ref = "user",
     .secrecy = INTERNAL, .see = STAFF, .set = STAFF, KEPT, .example = REF_EXAMPLE},
    {.no = TASK_ABOUT, .name = "about", .label = N_("About"), .kind = KIND_REF, .ref = "person",
     .secrecy = PERSONAL, .open_for = "tasks_of_a_person", .see = CARING, .set = CARING, KEPT,
     .example = REF_EXAMPLE},
    {.no = TASK_DUE, .name = "due", .label = N_("Due"), .kind = KIND_DATE, .secrecy = INTERNAL,
     .see = STAFF, .set = STAFF, KEPT, .example = "2026-11-28"},
    {.no = TASK_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE, .required = true,
     .choices = task_states, .secrecy = INTERNAL, .see = STAFF, .set = STAFF, KEPT,
     .example = "todo"},
    {.no = TASK_RULE, .name = "rule", .label = N_("Made by rule"), .kind = KIND_CODE, .max = 40,
     .secrecy = INTERNAL, .see = STAFF, KEPT, .example = "newcomer-day-3"},
};
static const struct step task_steps[] = {
    {0, ACT_ADD, TASK_TODO},
    {0, ACT_CANCEL, TASK_CANCELLED}, /* by the timer: past its use before anybody could do it */
    {TASK_TODO, ACT_START, TASK_DOING},
    {TASK_TODO, ACT_FINISH, TASK_DONE},
    {TASK_DOING, ACT_FINISH, TASK_DONE},
    {TASK_TODO, ACT_CANCEL, TASK_CANCELLED},
    {TASK_DOING, ACT_CANCEL, TASK_CANCELLED},
    {TASK_DONE, ACT_REOPEN, TASK_TODO},
    {TASK_CANCELLED, ACT_REOPEN, TASK_TODO},
    {0, 0, 0},
};
const struct rec_type task_type = {
    .no = 13, .version = 1, .name = "task", .label = N_("Task"), .area = AREA_ANY,
    .fields = task_fields, .n_fields = COUNT(task_fields), .state = "state", .steps = task_steps,
    .seals = {SEAL_AREA}};
