/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_incident.c - incidents, who was part of them, and who has to be told.
 *
 * What happened is told of several people: it is sealed under the key of the one whom it is about
 * first, which its row names. When, which kind, how grave and what is still due stay open, so that
 * what is overdue is known without keys. */
#include "base/err.h"
#include "model/act.h"
#include "model/types_programme.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "safety", .keep_months = 120

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice incident_kinds[] = {
    {1, "health", N_("Illness or accident")},
    {2, "quarrel", N_("Quarrel between residents")},
    {3, "violence", N_("Violence")},
    {4, "child", N_("A child in danger")},
    {5, "outside", N_("Somebody from outside")},
    {6, "substance", N_("Alcohol or drugs")},
    {7, "damage", N_("Fire or damage")},
    {8, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct choice incident_states[] = {
    {INCIDENT_REPORTED, "reported", N_("Reported")},
    {INCIDENT_WEIGHED, "assessed", N_("Assessed")},
    {INCIDENT_NOTIFIED, "notified", N_("Everybody was told")},
    {INCIDENT_CLOSED, "closed", N_("Closed")},
    {0, NULL, NULL},
};
static const struct choice severities[] = {
    {1, "1", N_("1: settled on the spot")},
    {2, "2", N_("2: needs looking after")},
    {3, "3", N_("3: somebody was hurt or in danger")},
    {4, "4", N_("4: danger to life")},
    {0, NULL, NULL},
};
static const struct field incident_fields[] = {
    {.no = INCIDENT_ABOUT, .name = "about", .label = N_("Whom it is about first"),
     .kind = KIND_REF, .ref = "person", .required = true, .secrecy = SPECIAL,
     .open_for = "incidents", .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = INCIDENT_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF,
     .ref = "house", .secrecy = HIDDEN, .open_for = "incidents", .see = CARING, .set = CARING,
     KEPT, .example = REF_EXAMPLE},
    {.no = INCIDENT_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT,
     .required = true, .secrecy = SPECIAL, .open_for = "incidents", .see = CARING,
     .set = CARING, KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = INCIDENT_KIND, .name = "kind", .label = N_("Kind"), .kind = KIND_CHOICE,
     .required = true, .choices = incident_kinds, .secrecy = SPECIAL, .open_for = "incidents",
     .see = CARING, .set = CARING, KEPT, .example = "health"},
    {.no = INCIDENT_SEVERITY, .name = "severity", .label = N_("How grave"), .kind = KIND_CHOICE,
     .required = true, .choices = severities, .secrecy = SPECIAL, .open_for = "incidents",
     .see = CARING, .set = CARING, KEPT, .example = "2"},
    {.no = INCIDENT_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = incident_states, .secrecy = SPECIAL, .open_for = "overdue",
     .see = CARING, .set = CARING, KEPT, .example = "reported"},
    {.no = INCIDENT_WHAT, .name = "what", .label = N_("What happened"), .kind = KIND_LONG,
     .max = 20000, .secrecy = SPECIAL, .seal = "about", .see = CARING,
     .set = CARING, KEPT, .example = "The kettle fell from the stove; a hand was scalded."},
    {.no = INCIDENT_DONE, .name = "done", .label = N_("What was done at once"),
     .kind = KIND_LONG, .max = 20000, .secrecy = SPECIAL, .seal = "about", .see = CARING,
     .set = CARING, KEPT, .example = "Cold water, then the ambulance."},
    {.no = INCIDENT_ASSESSED, .name = "assessed", .label = N_("What we think of it"),
     .kind = KIND_LONG, .max = 20000, .secrecy = SPECIAL, .seal = "about",
     .see = MANAGER | WORKER, .set = MANAGER | WORKER, KEPT,
     .example = "The stove gets a guard. Nobody is to blame."},
    {.no = INCIDENT_CASE, .name = "case", .label = N_("Case"), .kind = KIND_REF, .ref = "case",
     .secrecy = SPECIAL, .open_for = "timeline", .see = CARING, .set = CARING, KEPT,
     .example = REF_EXAMPLE},
};
static const struct step incident_steps[] = {
    {0, ACT_ADD, INCIDENT_REPORTED},
    {INCIDENT_REPORTED, ACT_ASSESS, INCIDENT_WEIGHED},
    {INCIDENT_WEIGHED, ACT_NOTIFY, INCIDENT_NOTIFIED},
    {INCIDENT_WEIGHED, ACT_CLOSE, INCIDENT_CLOSED},
    {INCIDENT_NOTIFIED, ACT_CLOSE, INCIDENT_CLOSED},
    {INCIDENT_CLOSED, ACT_REOPEN, INCIDENT_WEIGHED},
    {INCIDENT_NOTIFIED, ACT_ASK, INCIDENT_WEIGHED},
    {0, 0, 0},
};
const struct rec_type incident_type = {
    .no = 44, .version = 1, .name = "incident", .label = N_("Incident"), .area = AREA_ANY,
    .fields = incident_fields, .n_fields = COUNT(incident_fields), .state = "state",
    .steps = incident_steps, .seals = {"about"}, .team_only = true};

static const struct choice parts[] = {
    {PART_ABOUT, "about", N_("It is about this person")},
    {PART_HURT, "hurt", N_("Was hurt")},
    {PART_DID, "did", N_("Took part")},
    {PART_SAW, "saw", N_("Was there")},
    {PART_OTHER, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct field incident_person_fields[] = {
    {.no = INCIDENT_PERSON_INCIDENT, .name = "incident", .label = N_("Incident"),
     .kind = KIND_REF, .ref = "incident", .required = true, .secrecy = SPECIAL,
     .open_for = "incidents", .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = INCIDENT_PERSON_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = SPECIAL, .open_for = "incidents",
     .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = INCIDENT_PERSON_PART, .name = "part", .label = N_("Part in it"), .kind = KIND_CHOICE,
     .choices = parts, .secrecy = SPECIAL, .seal = "person", .see = CARING, .set = CARING, KEPT,
     .example = "hurt"},
};
const struct rec_type incident_person_type = {
    .no = 45, .version = 1, .name = "incident_person", .label = N_("Part in an incident"),
    .area = AREA_ANY, .fields = incident_person_fields,
    .n_fields = COUNT(incident_person_fields), .seals = {"person"}, .team_only = true};

static const struct choice bodies[] = {
    {1, "manager", N_("The manager")},
    {2, "guardianship", N_("Guardianship body")},
    {3, "police", N_("Police")},
    {4, "ambulance", N_("Ambulance or doctor")},
    {5, "family", N_("The family")},
    {6, "school", N_("School or kindergarten")},
    {7, "board", N_("The board")},
    {8, "other", N_("Somebody else")},
    {0, NULL, NULL},
};
static const struct choice told_states[] = {
    {TOLD_DUE, "due", N_("Not told yet")},
    {TOLD_DONE, "done", N_("Told")},
    {TOLD_NOT_NEEDED, "not-needed", N_("Not needed")},
    {0, NULL, NULL},
};
static const struct field incident_told_fields[] = {
    {.no = INCIDENT_TOLD_INCIDENT, .name = "incident", .label = N_("Incident"),
     .kind = KIND_REF, .ref = "incident", .required = true, .secrecy = SPECIAL,
     .open_for = "overdue", .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = INCIDENT_TOLD_BODY, .name = "body", .label = N_("Who is to be told"),
     .kind = KIND_CHOICE, .required = true, .choices = bodies, .secrecy = SPECIAL,
     .open_for = "overdue", .see = CARING, .set = CARING, KEPT, .example = "guardianship"},
    {.no = INCIDENT_TOLD_DUE, .name = "due", .label = N_("Until when"), .kind = KIND_DATE,
     .secrecy = SPECIAL, .open_for = "overdue", .see = CARING, .set = CARING, KEPT,
     .example = "2026-11-22"},
    {.no = INCIDENT_TOLD_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = told_states, .secrecy = SPECIAL, .open_for = "overdue",
     .see = CARING, .set = CARING, KEPT, .example = "due"},
    {.no = INCIDENT_TOLD_AT, .name = "at", .label = N_("Told at"), .kind = KIND_INSTANT,
     .secrecy = SPECIAL, .open_for = "overdue", .see = CARING, .set = CARING, KEPT,
     .example = "2026-11-21T16:00:00Z"},
    {.no = INCIDENT_TOLD_NOTE, .name = "note", .label = N_("Note"), .kind = KIND_TEXT,
     .max = 200, .secrecy = SPECIAL, .seal = SEAL_AREA, .see = CARING, .set = CARING, KEPT,
     .example = "By phone; number of the call 14"},
};
static const struct step incident_told_steps[] = {
    {0, ACT_ASK, TOLD_DUE},
    {0, ACT_NOTIFY, TOLD_DONE},
    {TOLD_DUE, ACT_NOTIFY, TOLD_DONE},
    {TOLD_DUE, ACT_CANCEL, TOLD_NOT_NEEDED},
    {0, 0, 0},
};
const struct rec_type incident_told_type = {
    .no = 46, .version = 1, .name = "incident_told", .label = N_("Who was told"),
    .area = AREA_ANY, .fields = incident_told_fields, .n_fields = COUNT(incident_told_fields),
    .state = "state", .steps = incident_told_steps, .seals = {SEAL_AREA},
    .team_only = true};
