/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_case.c - cases and who works on them.
 *
 * What is open here and why: whom a case is about, its state and its assignments decide who sees
 * the family (guard_team); type, dates, reason and outcome are counted. Risk and words are sealed
 * under the key of the person whom the case is about, and go with it. */
#include "model/types_case.h"

#include "base/err.h"
#include "model/act.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120
#define TEAM (MANAGER | WORKER)

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice case_kinds[] = {
    {CASE_CRISIS, "crisis", N_("Crisis")},
    {CASE_ADAPTATION, "adaptation", N_("Adaptation")},
    {CASE_REUNIFICATION, "reunification", N_("Reunification")},
    {CASE_SHORT_BREAKS, "short-breaks", N_("Short breaks")},
    {CASE_FAMILY_SUPPORT, "family-support", N_("Family support")},
    {0, NULL, NULL},
};
static const struct choice case_states[] = {
    {CASE_OPEN, "open", N_("Open")},
    {CASE_ACTIVE, "active", N_("At work")},
    {CASE_MONITORING, "monitoring", N_("Keeping in touch")},
    {CASE_SUSPENDED, "suspended", N_("Resting")},
    {CASE_CLOSING, "closing", N_("To be closed")},
    {CASE_CLOSED, "closed", N_("Closed")},
    {0, NULL, NULL},
};
static const struct choice risks[] = {
    {RISK_HIGH, "high", N_("High")},
    {RISK_MEDIUM, "medium", N_("Medium")},
    {RISK_LOW, "low", N_("Low")},
    {0, NULL, NULL},
};
static const struct choice case_reasons[] = {
    {1, "plan-completed", N_("The plan is completed")},
    {2, "transferred", N_("Another service goes on")},
    {3, "moved", N_("Moved away")},
    {4, "own-wish", N_("By her own wish")},
    {5, "not-needed", N_("Our help is not needed any more")},
    {6, "died", N_("Died")},
    {7, "lost-contact", N_("Lost contact")},
    {8, "no-means", N_("We have not the means")},
    {9, "other", N_("Other")},
    {10, "not-known", N_("Not known")},
    {0, NULL, NULL},
};
static const struct choice outcomes[] = {
    {1, "together", N_("Mother and children live together")},
    {2, "reunified", N_("A child came home")},
    {3, "relatives", N_("Children live with relatives")},
    {4, "foster", N_("Children live in a foster family")},
    {5, "institution", N_("Children live in an institution")},
    {6, "other", N_("Other")},
    {7, "not-known", N_("Not known")},
    {0, NULL, NULL},
};
static const struct field case_fields[] = {
    {.no = CASE_NUMBER, .name = "number", .label = N_("Case number"), .kind = KIND_HANDLE,
     .required = true,
     .help = N_("Drawn by chance: it tells nothing, and can be said on the phone"),
     .secrecy = INTERNAL, .see = CARING, KEPT, .example = "482-917"},
    {.no = CASE_TYPE, .name = "type", .label = N_("Kind of work"), .kind = KIND_CHOICE,
     .required = true, .choices = case_kinds, .secrecy = PERSONAL, .open_for = "cases",
     .see = TEAM, .set = TEAM, KEPT, .example = "crisis"},
    {.no = CASE_ABOUT, .name = "about", .label = N_("About"), .kind = KIND_REF, .ref = "person",
     .required = true, .secrecy = HIDDEN, .open_for = "guard_team", .see = CARING, .set = TEAM,
     KEPT, .example = REF_EXAMPLE},
    {.no = CASE_HOUSEHOLD, .name = "household", .label = N_("Family"), .kind = KIND_REF,
     .ref = "household", .secrecy = HIDDEN, .open_for = "guard_team", .see = TEAM, .set = TEAM,
     KEPT, .example = REF_EXAMPLE},
    {.no = CASE_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = case_states, .secrecy = PERSONAL, .open_for = "guard_team",
     .see = TEAM, .set = TEAM, KEPT, .example = "active"},
    {.no = CASE_RISK, .name = "risk", .label = N_("Risk"), .kind = KIND_CHOICE, .choices = risks,
     .secrecy = SPECIAL, .seal = "about", .see = TEAM, .set = TEAM, KEPT, .example = "medium"},
    {.no = CASE_OPENED, .name = "opened", .label = N_("Opened"), .kind = KIND_INSTANT,
     .required = true, .secrecy = PERSONAL, .open_for = "cases", .see = TEAM, .set = TEAM, KEPT,
     .example = "2026-11-21T14:30:00Z"},
    {.no = CASE_CLOSED_AT, .name = "closed", .label = N_("Closed"), .kind = KIND_INSTANT,
     .secrecy = PERSONAL, .open_for = "cases", .see = TEAM, .set = TEAM, KEPT,
     .example = "2027-05-03T09:00:00Z"},
    {.no = CASE_REASON, .name = "reason", .label = N_("Why it is closed"), .kind = KIND_CHOICE,
     .choices = case_reasons, .secrecy = PERSONAL, .open_for = "cases", .see = TEAM, .set = TEAM,
     KEPT, .example = "plan-completed"},
    {.no = CASE_OUTCOME, .name = "outcome", .label = N_("Where the children live"),
     .kind = KIND_CHOICE, .choices = outcomes, .secrecy = PERSONAL, .open_for = "cases",
     .see = TEAM, .set = TEAM, KEPT, .example = "together"},
    {.no = CASE_WORDS, .name = "words", .label = N_("Closing words"), .kind = KIND_LONG,
     .max = 4000, .secrecy = SPECIAL, .seal = "about", .see = TEAM, .set = TEAM, KEPT,
     .example = "She works and rents a flat of her own."},
    {.no = CASE_ASKED_BY, .name = "asked_by", .label = N_("Closing asked by"), .kind = KIND_REF,
     .ref = "user", .secrecy = INTERNAL, .see = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = CASE_ASKED_AT, .name = "asked_at", .label = N_("Closing asked at"),
     .kind = KIND_INSTANT, .secrecy = INTERNAL, .see = TEAM, KEPT,
     .example = "2027-05-03T09:00:00Z"},
};
static const struct step case_steps[] = {
    {0, ACT_ADD, CASE_OPEN},
    {CASE_OPEN, ACT_START, CASE_ACTIVE},
    {CASE_ACTIVE, ACT_MONITOR, CASE_MONITORING},
    {CASE_MONITORING, ACT_START, CASE_ACTIVE},
    {CASE_ACTIVE, ACT_SUSPEND, CASE_SUSPENDED},
    {CASE_SUSPENDED, ACT_START, CASE_ACTIVE},
    {CASE_OPEN, ACT_ASK, CASE_CLOSING},
    {CASE_ACTIVE, ACT_ASK, CASE_CLOSING},
    {CASE_MONITORING, ACT_ASK, CASE_CLOSING},
    {CASE_SUSPENDED, ACT_ASK, CASE_CLOSING},
    {CASE_CLOSING, ACT_CANCEL, CASE_ACTIVE},
    {CASE_CLOSING, ACT_CLOSE, CASE_CLOSED},
    {CASE_CLOSED, ACT_REOPEN, CASE_ACTIVE},
    {0, 0, 0},
};
const struct rec_type case_type = {
    .no = 24, .version = 1, .name = "case", .label = N_("Case"), .area = AREA_ANY,
    .fields = case_fields, .n_fields = COUNT(case_fields), .state = "state",
    .steps = case_steps, .seals = {"about"}, .team_only = true};

static const struct choice assignment_roles[] = {
    {ASSIGNMENT_LEAD, "lead", N_("Leads the case")},
    {ASSIGNMENT_TEAM, "team", N_("Works along")},
    {0, NULL, NULL},
};
static const struct choice assignment_reasons[] = {
    {1, "new", N_("Takes the case")},
    {2, "handed-over", N_("Handed over")},
    {3, "ill", N_("Illness")},
    {4, "on-leave", N_("Holiday")},
    {5, "left", N_("Does not work here any more")},
    {6, "help", N_("A second pair of hands")},
    {7, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct field assignment_fields[] = {
    {.no = ASSIGNMENT_CASE, .name = "case", .label = N_("Case"), .kind = KIND_REF, .ref = "case",
     .required = true, .secrecy = PERSONAL, .open_for = "guard_team", .see = CARING, KEPT,
     .example = REF_EXAMPLE},
    {.no = ASSIGNMENT_WORKER, .name = "worker", .label = N_("Worker"), .kind = KIND_REF,
     .ref = "user", .required = true, .secrecy = INTERNAL, .see = CARING, .set = TEAM, KEPT,
     .example = REF_EXAMPLE},
    {.no = ASSIGNMENT_ROLE, .name = "role", .label = N_("Part in the case"), .kind = KIND_CHOICE,
     .required = true, .choices = assignment_roles, .secrecy = INTERNAL, .see = CARING,
     .set = TEAM, KEPT, .example = "lead"},
    {.no = ASSIGNMENT_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT,
     .required = true, .secrecy = INTERNAL, .see = CARING, .set = TEAM, KEPT,
     .example = "2026-11-21T14:30:00Z"},
    {.no = ASSIGNMENT_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = INTERNAL, .see = CARING, .set = TEAM, KEPT, .example = "2027-05-03T09:00:00Z"},
    {.no = ASSIGNMENT_REASON, .name = "reason", .label = N_("Reason"), .kind = KIND_CHOICE,
     .choices = assignment_reasons, .secrecy = INTERNAL, .see = TEAM, .set = TEAM, KEPT,
     .example = "handed-over"},
    {.no = ASSIGNMENT_ABOUT, .name = "about", .label = N_("About"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = HIDDEN, .open_for = "guard_team", .see = TEAM,
     KEPT, .example = REF_EXAMPLE},
    {.no = ASSIGNMENT_WORDS, .name = "words", .label = N_("Handover note"), .kind = KIND_LONG,
     .max = 4000, .secrecy = SPECIAL, .seal = "about", .see = TEAM, .set = TEAM, KEPT,
     .example = "The clinic calls on Thursday."},
};
const struct rec_type assignment_type = {
    .no = 25, .version = 1, .name = "assignment", .label = N_("Work on a case"), .area = AREA_ANY,
    .fields = assignment_fields, .n_fields = COUNT(assignment_fields), .seals = {"about"},
    .team_only = true};

static const struct choice note_kinds[] = {
    {NOTE_TALK, "conversation", N_("Conversation")},
    {NOTE_VISIT, "visit", N_("Visit")},
    {NOTE_CALL, "call", N_("Call")},
    {NOTE_OBSERVATION, "observation", N_("Observation")},
    {NOTE_MEETING, "meeting", N_("Meeting")},
    {0, NULL, NULL},
};
static const struct choice note_readers[] = {
    {NOTE_OF_TEAM, "team", N_("Her team alone")},
    {NOTE_OF_HOUSE, "house", N_("The staff of her house too")},
    {0, NULL, NULL},
};
static const struct choice note_states[] = {
    {NOTE_DRAFT, "draft", N_("Draft")},
    {NOTE_SIGNED, "signed", N_("Signed")},
    {NOTE_CORRECTED, "corrected", N_("Corrected by another note")},
    {0, NULL, NULL},
};
static const struct field note_fields[] = {
    {.no = NOTE_CASE, .name = "case", .label = N_("Case"), .kind = KIND_REF, .ref = "case",
     .secrecy = PERSONAL, .open_for = "timeline", .see = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = NOTE_ABOUT, .name = "about", .label = N_("About whom"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = HIDDEN, .open_for = "guard_team",
     .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = NOTE_KIND, .name = "kind", .label = N_("Kind of note"), .kind = KIND_CHOICE,
     .required = true, .choices = note_kinds, .secrecy = PERSONAL, .open_for = "timeline",
     .see = CARING, .set = CARING, KEPT, .example = "conversation"},
    {.no = NOTE_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT, .required = true,
     .secrecy = PERSONAL, .open_for = "timeline", .see = CARING, .set = CARING, KEPT,
     .example = "2026-11-21T14:30:00Z"},
    {.no = NOTE_MINUTES, .name = "minutes", .label = N_("Minutes it took"), .kind = KIND_MINUTES,
     .min = 1, .max = 1440, .secrecy = PERSONAL, .open_for = "note_minutes", .see = CARING,
     .set = CARING, KEPT, .example = "40"},
    {.no = NOTE_TEXT, .name = "text", .label = N_("What was said and seen"), .kind = KIND_LONG,
     .required = true, .max = NOTE_LETTERS, .secrecy = SPECIAL, .seal = "about", .see = CARING,
     .set = CARING, KEPT, .example = "She called her mother. They talked for the first time."},
    {.no = NOTE_READERS, .name = "readers", .label = N_("Who reads it"), .kind = KIND_CHOICE,
     .required = true, .choices = note_readers, .secrecy = PERSONAL, .open_for = "guard_team",
     .see = CARING, .set = CARING, KEPT, .example = "team"},
    {.no = NOTE_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = note_states, .secrecy = PERSONAL, .open_for = "guard_team",
     .see = CARING, .set = CARING, KEPT, .example = "signed"},
    {.no = NOTE_CORRECTS, .name = "corrects", .label = N_("In place of"), .kind = KIND_REF,
     .ref = "note", .secrecy = PERSONAL, .open_for = "timeline", .see = CARING, KEPT,
     .example = REF_EXAMPLE},
};
static const struct step note_steps[] = {
    {0, ACT_ADD, NOTE_DRAFT},
    {0, ACT_SIGN, NOTE_SIGNED},
    {NOTE_DRAFT, ACT_SIGN, NOTE_SIGNED},
    {NOTE_SIGNED, ACT_CORRECT, NOTE_CORRECTED},
    {0, 0, 0},
};
const struct rec_type note_type = {
    .no = 27, .version = 1, .name = "note", .label = N_("Note"), .area = AREA_ANY,
    .fields = note_fields, .n_fields = COUNT(note_fields), .state = "state",
    .steps = note_steps, .seals = {"about"}, .by_time = "case", .team_only = true};
