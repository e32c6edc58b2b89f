/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_programme.c - programmes and their stages, enrolments, relapse and return, what was before.
 *
 * What is open here and why: who stands at which stage since when, and the days of a relapse and of
 * the return, are counted for years, also after an erasure. Where the children were, whether they
 * were safe and every word of a relapse or of the years before are sealed under her own key. */
#include "model/types_programme.h"

#include "base/err.h"
#include "model/act.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120
#define TEAM (MANAGER | WORKER)

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice programme_states[] = {
    {PROGRAMME_OPEN, "open", N_("Open")},
    {PROGRAMME_CLOSED, "closed", N_("Closed")},
    {0, NULL, NULL},
};
static const struct field programme_fields[] = {
    {.no = PROGRAMME_HANDLE, .name = "handle", .label = N_("Short name"), .kind = KIND_HANDLE,
     .required = true, .help = N_("A word for addresses and lists. No town, no person"),
     .secrecy = INTERNAL, .see = STAFF, .set = MANAGER, .purpose = "care",
     .example = "recovery"},
    {.no = PROGRAMME_NAME, .name = "name", .label = N_("Name"), .kind = KIND_TEXT,
     .required = true, .max = 80, .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF,
     .set = MANAGER, .purpose = "care", .example = "Recovery"},
    {.no = PROGRAMME_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF,
     .ref = "house", .secrecy = INTERNAL, .see = STAFF, .set = MANAGER, .purpose = "care",
     .example = REF_EXAMPLE},
    {.no = PROGRAMME_RULES, .name = "rules", .label = N_("Rules"), .kind = KIND_LONG,
     .max = 20000, .help = N_("What was agreed with everybody who takes part"),
     .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = MANAGER, .purpose = "care",
     .example = "We speak about a relapse on the same day. Nobody is sent away for it."},
    {.no = PROGRAMME_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = programme_states, .secrecy = INTERNAL, .see = STAFF,
     .set = MANAGER, .purpose = "care", .example = "open"},
};
static const struct step programme_steps[] = {
    {0, ACT_ADD, PROGRAMME_OPEN},
    {PROGRAMME_OPEN, ACT_CLOSE, PROGRAMME_CLOSED},
    {PROGRAMME_CLOSED, ACT_REOPEN, PROGRAMME_OPEN},
    {0, 0, 0},
};
const struct rec_type programme_type = {
    .no = 40, .version = 1, .name = "programme", .label = N_("Programme"), .area = AREA_ORG,
    .fields = programme_fields, .n_fields = COUNT(programme_fields), .state = "state",
    .steps = programme_steps, .seals = {SEAL_AREA}};

static const struct choice stage_states[] = {
    {STAGE_IN_USE, "in-use", N_("In use")},
    {STAGE_RETIRED, "retired", N_("No longer in use")},
    {0, NULL, NULL},
};
static const struct field stage_fields[] = {
    {.no = STAGE_PROGRAMME, .name = "programme", .label = N_("Programme"), .kind = KIND_REF,
     .ref = "programme", .required = true, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER,
     .purpose = "care", .example = REF_EXAMPLE},
    {.no = STAGE_PLACE, .name = "place", .label = N_("Place in the order"), .kind = KIND_INT,
     .required = true, .min = 1, .max = STAGE_PLACE_MAX, .secrecy = INTERNAL, .see = STAFF,
     .set = MANAGER, .purpose = "care", .example = "2"},
    {.no = STAGE_NAME, .name = "name", .label = N_("Name"), .kind = KIND_TEXT, .required = true,
     .max = 80, .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = MANAGER,
     .purpose = "care", .example = "First steps"},
    {.no = STAGE_MEANS, .name = "means", .label = N_("What it means"), .kind = KIND_LONG,
     .max = 4000, .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = MANAGER,
     .purpose = "care", .example = "She goes out with somebody of the house."},
    {.no = STAGE_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = stage_states, .secrecy = INTERNAL, .see = STAFF,
     .set = MANAGER, .purpose = "care", .example = "in-use"},
};
static const struct step stage_steps[] = {
    {0, ACT_ADD, STAGE_IN_USE},
    {STAGE_IN_USE, ACT_CLOSE, STAGE_RETIRED},
    {STAGE_RETIRED, ACT_REOPEN, STAGE_IN_USE},
    {0, 0, 0},
};
const struct rec_type stage_type = {
    .no = 41, .version = 1, .name = "stage", .label = N_("Stage"), .area = AREA_ORG,
    .fields = stage_fields, .n_fields = COUNT(stage_fields), .state = "state",
    .steps = stage_steps, .seals = {SEAL_AREA}};

static const struct choice enrolment_states[] = {
    {ENROLMENT_APPLIED, "applied", N_("Asked to take part")},
    {ENROLMENT_ENROLLED, "enrolled", N_("Takes part, at no stage yet")},
    {ENROLMENT_AT_STAGE, "at-stage", N_("At a stage")},
    {ENROLMENT_PAUSED, "paused", N_("Paused")},
    {ENROLMENT_COMPLETED, "completed", N_("Completed")},
    {ENROLMENT_LEFT_EARLY, "left-early", N_("Left before the end")},
    {ENROLMENT_TRANSFERRED, "transferred", N_("Goes on elsewhere")},
    {ENROLMENT_ENDED_BY_HOUSE, "ended-by-house", N_("Ended by the house")},
    {ENROLMENT_GRADUATE, "graduate", N_("Graduate")},
    {0, NULL, NULL},
};
static const struct field enrolment_fields[] = {
    {.no = ENROLMENT_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = PERSONAL, .open_for = "stages_reached",
     .see = CARING, .set = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = ENROLMENT_PROGRAMME, .name = "programme", .label = N_("Programme"), .kind = KIND_REF,
     .ref = "programme", .required = true, .secrecy = PERSONAL, .open_for = "stages_reached",
     .see = CARING, .set = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = ENROLMENT_STAGE, .name = "stage", .label = N_("Stage"), .kind = KIND_REF,
     .ref = "stage", .secrecy = PERSONAL, .open_for = "stages_reached", .see = CARING,
     .set = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = ENROLMENT_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT,
     .required = true, .secrecy = PERSONAL, .open_for = "stages_reached", .see = CARING,
     .set = TEAM, KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = ENROLMENT_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = PERSONAL, .open_for = "enrolments_by_result", .see = CARING, .set = TEAM, KEPT,
     .example = "2027-05-21T10:00:00Z"},
    {.no = ENROLMENT_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = enrolment_states, .secrecy = PERSONAL,
     .open_for = "enrolments_by_result", .see = CARING, .set = TEAM, KEPT,
     .example = "at-stage"},
};
static const struct step enrolment_steps[] = {
    {0, ACT_ADD, ENROLMENT_APPLIED},
    {0, ACT_ENROL, ENROLMENT_ENROLLED},
    {0, ACT_ENROL, ENROLMENT_AT_STAGE},
    {ENROLMENT_APPLIED, ACT_ENROL, ENROLMENT_ENROLLED},
    {ENROLMENT_APPLIED, ACT_ENROL, ENROLMENT_AT_STAGE},
    {ENROLMENT_APPLIED, ACT_RESULT, ENROLMENT_LEFT_EARLY},
    {ENROLMENT_ENROLLED, ACT_STAGE, ENROLMENT_AT_STAGE},
    {ENROLMENT_ENROLLED, ACT_RESULT, ENROLMENT_LEFT_EARLY},
    {ENROLMENT_ENROLLED, ACT_RESULT, ENROLMENT_TRANSFERRED},
    {ENROLMENT_ENROLLED, ACT_RESULT, ENROLMENT_ENDED_BY_HOUSE},
    {ENROLMENT_AT_STAGE, ACT_PAUSE, ENROLMENT_PAUSED},
    {ENROLMENT_AT_STAGE, ACT_RESULT, ENROLMENT_COMPLETED},
    {ENROLMENT_AT_STAGE, ACT_RESULT, ENROLMENT_LEFT_EARLY},
    {ENROLMENT_AT_STAGE, ACT_RESULT, ENROLMENT_TRANSFERRED},
    {ENROLMENT_AT_STAGE, ACT_RESULT, ENROLMENT_ENDED_BY_HOUSE},
    {ENROLMENT_PAUSED, ACT_RESUME, ENROLMENT_AT_STAGE},
    {ENROLMENT_PAUSED, ACT_RESULT, ENROLMENT_LEFT_EARLY},
    {ENROLMENT_PAUSED, ACT_RESULT, ENROLMENT_TRANSFERRED},
    {ENROLMENT_PAUSED, ACT_RESULT, ENROLMENT_ENDED_BY_HOUSE},
    {ENROLMENT_LEFT_EARLY, ACT_RESUME, ENROLMENT_AT_STAGE},
    {ENROLMENT_LEFT_EARLY, ACT_RESUME, ENROLMENT_ENROLLED},
    {ENROLMENT_COMPLETED, ACT_GRADUATE, ENROLMENT_GRADUATE},
    {0, 0, 0},
};
const struct rec_type enrolment_type = {
    .no = 42, .version = 1, .name = "enrolment", .label = N_("Taking part in a programme"),
    .area = AREA_ANY, .fields = enrolment_fields, .n_fields = COUNT(enrolment_fields),
    .state = "state", .steps = enrolment_steps};

static const struct choice relapse_states[] = {
    {RELAPSE_TOLD, "told", N_("Told")},
    {RELAPSE_ANSWERED, "answered", N_("Something was done")},
    {RELAPSE_RECOVERING, "recovering", N_("Recovering")},
    {RELAPSE_RETURNED, "returned", N_("Goes on")},
    {RELAPSE_LEFT, "left", N_("Not here for now")},
    {0, NULL, NULL},
};
static const struct choice children_places[] = {
    {CHILDREN_IN_HOUSE, "in-house", N_("In the house, with us")},
    {CHILDREN_WITH_HER, "with-her", N_("With her")},
    {CHILDREN_RELATIVES, "relatives", N_("With relatives")},
    {CHILDREN_ELSEWHERE, "elsewhere", N_("Elsewhere")},
    {CHILDREN_NONE, "none", N_("She has no children here")},
    {0, NULL, NULL},
};
static const struct choice safe_answers[] = {
    {SAFE_YES, "yes", N_("Yes")},
    {SAFE_NO, "no", N_("No")},
    {SAFE_NOT_KNOWN, "not-known", N_("Not known")},
    {0, NULL, NULL},
};
static const struct field relapse_fields[] = {
    {.no = RELAPSE_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = SPECIAL, .open_for = "relapses", .see = TEAM,
     .set = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = RELAPSE_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT,
     .required = true, .secrecy = SPECIAL, .open_for = "relapses", .see = TEAM, .set = TEAM,
     KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = RELAPSE_ENROLMENT, .name = "enrolment", .label = N_("Programme"), .kind = KIND_REF,
     .ref = "enrolment", .secrecy = SPECIAL, .open_for = "relapses", .see = TEAM, .set = TEAM,
     KEPT, .example = REF_EXAMPLE},
    {.no = RELAPSE_STAGE, .name = "stage", .label = N_("Stage"), .kind = KIND_REF,
     .ref = "stage", .secrecy = SPECIAL, .open_for = "relapses", .see = TEAM, .set = TEAM, KEPT,
     .example = REF_EXAMPLE},
    {.no = RELAPSE_STAY, .name = "stay", .label = N_("Stay"), .kind = KIND_REF, .ref = "stay",
     .secrecy = SPECIAL, .open_for = "relapses", .see = TEAM, .set = TEAM, KEPT,
     .example = REF_EXAMPLE},
    {.no = RELAPSE_BACK, .name = "back", .label = N_("Back on"), .kind = KIND_INSTANT,
     .secrecy = SPECIAL, .open_for = "days_between", .see = TEAM, .set = TEAM, KEPT,
     .example = "2026-11-25T10:00:00Z"},
    {.no = RELAPSE_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = relapse_states, .secrecy = SPECIAL, .open_for = "relapses",
     .see = TEAM, .set = TEAM, KEPT, .example = "told"},
    {.no = RELAPSE_CHILDREN, .name = "children", .label = N_("Where were the children?"),
     .kind = KIND_CHOICE, .choices = children_places, .secrecy = SPECIAL, .seal = "person",
     .see = TEAM, .set = TEAM, KEPT, .example = "in-house"},
    {.no = RELAPSE_SAFE, .name = "safe", .label = N_("Were they safe?"), .kind = KIND_CHOICE,
     .choices = safe_answers, .secrecy = SPECIAL, .seal = "person", .see = TEAM, .set = TEAM,
     KEPT, .example = "yes"},
    {.no = RELAPSE_WORDS, .name = "words", .label = N_("What was done"), .kind = KIND_LONG,
     .max = 20000, .secrecy = SPECIAL, .seal = "person", .see = TEAM, .set = TEAM, KEPT,
     .example = "We talked until midnight. Tomorrow she sees the doctor."},
    {.no = RELAPSE_CASE, .name = "case", .label = N_("Case"), .kind = KIND_REF, .ref = "case",
     .secrecy = SPECIAL, .open_for = "timeline", .see = TEAM, .set = TEAM, KEPT,
     .example = REF_EXAMPLE},
};
static const struct step relapse_steps[] = {
    {0, ACT_RELAPSE, RELAPSE_TOLD},
    {0, ACT_RELAPSE, RELAPSE_ANSWERED},
    {0, ACT_RELAPSE, RELAPSE_LEFT},
    {RELAPSE_TOLD, ACT_RESPOND, RELAPSE_ANSWERED},
    {RELAPSE_ANSWERED, ACT_RESPOND, RELAPSE_RECOVERING},
    {RELAPSE_TOLD, ACT_RETURN, RELAPSE_RETURNED},
    {RELAPSE_ANSWERED, ACT_RETURN, RELAPSE_RETURNED},
    {RELAPSE_RECOVERING, ACT_RETURN, RELAPSE_RETURNED},
    {RELAPSE_LEFT, ACT_RETURN, RELAPSE_RETURNED},
    {RELAPSE_TOLD, ACT_LEAVE, RELAPSE_LEFT},
    {RELAPSE_ANSWERED, ACT_LEAVE, RELAPSE_LEFT},
    {RELAPSE_RECOVERING, ACT_LEAVE, RELAPSE_LEFT},
    {0, 0, 0},
};
const struct rec_type relapse_type = {
    .no = 43, .version = 1, .name = "relapse", .label = N_("Relapse"), .area = AREA_ANY,
    .fields = relapse_fields, .n_fields = COUNT(relapse_fields), .state = "state",
    .steps = relapse_steps, .seals = {"person"}, .team_only = true};

static const struct choice earlier_kinds[] = {
    {1, "own-home", N_("Lived on her own")},
    {2, "relatives", N_("With relatives")},
    {3, "partner", N_("With a partner")},
    {4, "other-house", N_("Another house or shelter")},
    {5, "clinic", N_("Clinic or rehabilitation")},
    {6, "orphanage", N_("Orphanage or boarding school")},
    {7, "foster", N_("Foster family")},
    {8, "prison", N_("Prison")},
    {9, "street", N_("Without a home")},
    {10, "abroad", N_("Abroad")},
    {11, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct choice earlier_sources[] = {
    {1, "she-says", N_("She says so herself")},
    {2, "document", N_("A document")},
    {3, "service", N_("Another service")},
    {4, "relative", N_("A relative")},
    {5, "not-known", N_("Not known")},
    {0, NULL, NULL},
};
static const struct choice precisions[] = {
    {ABOUT_EXACT, "exact", N_("To the day")},
    {ABOUT_MONTH, "month", N_("To the month")},
    {ABOUT_YEAR, "year", N_("To the year")},
    {ABOUT_ROUGHLY, "about", N_("About")},
    {0, NULL, NULL},
};
static const struct field earlier_fields[] = {
    {.no = EARLIER_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = PERSONAL, .open_for = "earlier_of_a_person",
     .see = TEAM, .set = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = EARLIER_KIND, .name = "kind", .label = N_("Where"), .kind = KIND_CHOICE,
     .choices = earlier_kinds, .secrecy = SPECIAL, .seal = "person", .see = TEAM, .set = TEAM,
     KEPT, .example = "clinic"},
    {.no = EARLIER_FROM, .name = "from", .label = N_("From"), .kind = KIND_DATE,
     .secrecy = SPECIAL, .seal = "person", .see = TEAM, .set = TEAM, KEPT,
     .example = "2014-05-01"},
    {.no = EARLIER_FROM_PRECISION, .name = "from_precision", .label = N_("How exactly known"),
     .kind = KIND_CHOICE, .choices = precisions, .secrecy = SPECIAL, .seal = "person",
     .see = TEAM, .set = TEAM, KEPT, .example = "year"},
    {.no = EARLIER_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_DATE,
     .secrecy = SPECIAL, .seal = "person", .see = TEAM, .set = TEAM, KEPT,
     .example = "2017-01-01"},
    {.no = EARLIER_UNTIL_PRECISION, .name = "until_precision", .label = N_("How exactly known"),
     .kind = KIND_CHOICE, .choices = precisions, .secrecy = SPECIAL, .seal = "person",
     .see = TEAM, .set = TEAM, KEPT, .example = "about"},
    {.no = EARLIER_SOURCE, .name = "source", .label = N_("How we know"), .kind = KIND_CHOICE,
     .choices = earlier_sources, .secrecy = SPECIAL, .seal = "person", .see = TEAM, .set = TEAM,
     KEPT, .example = "she-says"},
    {.no = EARLIER_WORDS, .name = "words", .label = N_("In words"), .kind = KIND_LONG,
     .max = 4000, .secrecy = SPECIAL, .seal = "person", .see = TEAM, .set = TEAM, KEPT,
     .example = "Two winters there; the doctor was good to her."},
};
const struct rec_type earlier_type = {
    .no = 47, .version = 1, .name = "earlier", .label = N_("What was before us"),
    .area = AREA_ANY, .fields = earlier_fields, .n_fields = COUNT(earlier_fields),
    .seals = {"person"}, .team_only = true};

static const struct choice stage_ways[] = {
    {STAGE_WAY_FIRST, "first", N_("Begins here")},
    {STAGE_WAY_ON, "on", N_("A step on")},
    {STAGE_WAY_BACK, "back", N_("A step back")},
    {STAGE_WAY_AGAIN, "again", N_("Goes on here")},
    {0, NULL, NULL},
};
static const struct field stage_time_fields[] = {
    {.no = STAGE_TIME_ENROLMENT, .name = "enrolment", .label = N_("Taking part in a programme"),
     .kind = KIND_REF, .ref = "enrolment", .required = true, .secrecy = PERSONAL,
     .open_for = "stages_reached", .see = CARING, .set = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = STAGE_TIME_STAGE, .name = "stage", .label = N_("Stage"), .kind = KIND_REF,
     .ref = "stage", .required = true, .secrecy = PERSONAL, .open_for = "stages_reached",
     .see = CARING, .set = TEAM, KEPT, .example = REF_EXAMPLE},
    {.no = STAGE_TIME_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT,
     .required = true, .secrecy = PERSONAL, .open_for = "stages_reached", .see = CARING,
     .set = TEAM, KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = STAGE_TIME_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = PERSONAL, .open_for = "stages_reached", .see = CARING, .set = TEAM, KEPT,
     .example = "2027-02-21T10:00:00Z"},
    {.no = STAGE_TIME_WAY, .name = "way", .label = N_("How she came to it"), .kind = KIND_CHOICE,
     .required = true, .choices = stage_ways, .secrecy = PERSONAL, .open_for = "stages_reached",
     .see = CARING, .set = TEAM, KEPT, .example = "on"},
};
const struct rec_type stage_time_type = {
    .no = 48, .version = 1, .name = "stage_time", .label = N_("Time at a stage"),
    .area = AREA_ANY, .fields = stage_time_fields, .n_fields = COUNT(stage_time_fields)};
