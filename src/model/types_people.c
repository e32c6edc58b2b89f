/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_people.c - persons, households, who belongs to whom, and the end of a record.
 *
 * Names, phone, birth date and sex are sealed under the person's own key; the people index serves
 * them once the site is open. What stays open: who is whose child (the figure "mothers"), whether
 * a child is expected (the figure "expected"), and whether she may be in danger (every guard). */
#include "base/err.h"
#include "model/act.h"
#include "model/types.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice precisions[] = {
    {BIRTH_EXACT, "exact", N_("To the day")},
    {BIRTH_MONTH, "month", N_("To the month")},
    {BIRTH_YEAR, "year", N_("To the year")},
    {BIRTH_ESTIMATED, "estimated", N_("Estimated")},
    {0, NULL, NULL},
};
static const struct choice sexes[] = {
    {SEX_FEMALE, "female", N_("Female")},
    {SEX_MALE, "male", N_("Male")},
    {SEX_UNKNOWN, "not-known", N_("Not known")},
    {0, NULL, NULL},
};
static const struct choice person_states[] = {
    {PERSON_KNOWN, "known", N_("Known")},
    {PERSON_EXPECTED, "expected", N_("Expected child")},
    {PERSON_ERASED, "erased", N_("Erased")},
    {0, NULL, NULL},
};
static const struct choice asked[] = {
    {ASKED_NOT, "not-asked", N_("Not asked")},
    {ASKED_YES, "yes", N_("Yes")},
    {ASKED_NO, "no", N_("No")},
    {0, NULL, NULL},
};
static const struct field person_fields[] = {
    {.no = PERSON_NAME, .name = "name", .label = N_("Name"), .kind = KIND_NAME, .many = true,
     .required = true, .secrecy = PERSONAL, .seal = SEAL_SELF, .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = "Oksana M."},
    {.no = PERSON_BIRTH, .name = "birth", .label = N_("Born on"), .kind = KIND_DATE,
     .secrecy = PERSONAL, .seal = SEAL_SELF, .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = "1998-04-17"},
    {.no = PERSON_BIRTH_PRECISION, .name = "birth_precision", .label = N_("Birth date known"),
     .kind = KIND_CHOICE, .choices = precisions, .secrecy = PERSONAL, .seal = SEAL_SELF,
     .see = CARING | COORDINATOR, .set = CARING | COORDINATOR, KEPT, .example = "exact"},
    {.no = PERSON_SEX, .name = "sex", .label = N_("Sex"), .kind = KIND_CHOICE, .choices = sexes,
     .secrecy = PERSONAL, .seal = SEAL_SELF, .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = "female"},
    {.no = PERSON_PHONE, .name = "phone", .label = N_("Phone"), .kind = KIND_TEXT, .max = 40,
     .secrecy = PERSONAL, .seal = SEAL_SELF, .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = "+380 00 000 00 00", .digits_min = 3},
    {.no = PERSON_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = person_states, .secrecy = PERSONAL, .open_for = "expected",
     .see = CARING | COORDINATOR, .set = CARING | COORDINATOR, KEPT, .example = "known"},
    {.no = PERSON_DUE, .name = "due", .label = N_("Expected on"), .kind = KIND_DATE,
     .secrecy = SPECIAL, .seal = SEAL_SELF, .see = CARING, .set = CARING, KEPT,
     .example = "2027-02-10"},
    {.no = PERSON_DANGER, .name = "danger", .label = N_("Is she in danger from someone?"),
     .kind = KIND_CHOICE, .required = true, .choices = asked, .secrecy = HIDDEN,
     .open_for = "guard_protects", .see = CARING, .set = CARING, KEPT, .example = "not-asked"},
    {.no = PERSON_WORDS, .name = "words", .label = N_("Note"), .kind = KIND_LONG, .max = 4000,
     .secrecy = SPECIAL, .seal = SEAL_SELF, .see = MANAGER | WORKER, .set = CARING, KEPT,
     .example = "Speaks Romani at home."},
};
static const struct step person_steps[] = {
    {0, ACT_ADD, PERSON_KNOWN},
    {0, ACT_ADD, PERSON_EXPECTED},
    {0, ACT_ADMIT, PERSON_KNOWN},
    {0, ACT_ADMIT, PERSON_EXPECTED},
    {PERSON_EXPECTED, ACT_BORN, PERSON_KNOWN},
    {PERSON_KNOWN, ACT_ERASE, PERSON_ERASED},
    {PERSON_EXPECTED, ACT_ERASE, PERSON_ERASED},
    {0, 0, 0},
};
const struct rec_type person_type = {
    .no = 7, .version = 1, .name = "person", .label = N_("Person"), .area = AREA_ANY,
    .fields = person_fields, .n_fields = COUNT(person_fields), .state = "state", .by_author = true,
    .steps = person_steps, .seals = {SEAL_SELF}};

static const struct choice household_states[] = {
    {HOUSEHOLD_TOGETHER, "together", N_("Together")},
    {HOUSEHOLD_DISSOLVED, "dissolved", N_("Dissolved")},
    {0, NULL, NULL},
};
static const struct field household_fields[] = {
    {.no = HOUSEHOLD_HEAD, .name = "head", .label = N_("Head"), .kind = KIND_REF, .ref = "person",
     .required = true, .secrecy = PERSONAL, .open_for = "mothers", .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = REF_EXAMPLE},
    {.no = HOUSEHOLD_LABEL, .name = "label", .label = N_("Label"), .kind = KIND_TEXT, .max = 60,
     .secrecy = PERSONAL, .seal = "head", .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = "Oksana and two"},
    {.no = HOUSEHOLD_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = household_states, .secrecy = PERSONAL, .open_for = "mothers",
     .see = CARING | COORDINATOR, .set = CARING | COORDINATOR, KEPT, .example = "together"},
};
static const struct step household_steps[] = {
    {0, ACT_ADD, HOUSEHOLD_TOGETHER},
    {0, ACT_ADMIT, HOUSEHOLD_TOGETHER},
    {HOUSEHOLD_TOGETHER, ACT_CLOSE, HOUSEHOLD_DISSOLVED},
    {HOUSEHOLD_DISSOLVED, ACT_REOPEN, HOUSEHOLD_TOGETHER},
    {0, 0, 0},
};
const struct rec_type household_type = {
    .no = 8, .version = 1, .name = "household", .label = N_("Family"), .area = AREA_ANY,
    .fields = household_fields, .n_fields = COUNT(household_fields), .state = "state",
    .steps = household_steps, .seals = {"head"}};

static const struct choice relations[] = {
    {RELATION_HEAD, "head", N_("Head")},
    {RELATION_CHILD, "child", N_("Child")},
    {RELATION_PARTNER, "partner", N_("Partner")},
    {RELATION_RELATIVE, "relative", N_("Relative")},
    {RELATION_OTHER, "other", N_("Other")},
    {RELATION_GRANDCHILD, "grandchild", N_("Grandchild")},
    {RELATION_WARD, "ward", N_("Child in guardianship")},
    {0, NULL, NULL},
};
static const struct field member_fields[] = {
    {.no = MEMBER_HOUSEHOLD, .name = "household", .label = N_("Family"), .kind = KIND_REF,
     .ref = "household", .required = true, .secrecy = PERSONAL, .open_for = "mothers",
     .see = CARING | COORDINATOR, .set = CARING | COORDINATOR, KEPT, .example = REF_EXAMPLE},
    {.no = MEMBER_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = PERSONAL, .open_for = "mothers",
     .see = CARING | COORDINATOR, .set = CARING | COORDINATOR, KEPT, .example = REF_EXAMPLE},
    {.no = MEMBER_RELATION, .name = "relation", .label = N_("To the head"), .kind = KIND_CHOICE,
     .required = true, .choices = relations, .secrecy = PERSONAL, .open_for = "mothers",
     .see = CARING | COORDINATOR, .set = CARING | COORDINATOR, KEPT, .example = "child"},
    {.no = MEMBER_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT,
     .required = true, .secrecy = PERSONAL, .open_for = "mothers", .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = MEMBER_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = PERSONAL, .open_for = "mothers", .see = CARING | COORDINATOR,
     .set = CARING | COORDINATOR, KEPT, .example = "2026-12-21T10:00:00Z"},
};
const struct rec_type member_type = {
    .no = 9, .version = 1, .name = "member", .label = N_("Member of a family"), .area = AREA_ANY,
    .fields = member_fields, .n_fields = COUNT(member_fields)};

static const struct choice erasure_reasons[] = {
    {1, "own-wish", N_("The person's own wish")},
    {2, "retention", N_("The time of keeping is over")},
    {3, "court", N_("Order of a court or authority")},
    {4, "mistake", N_("Recorded by mistake")},
    {0, NULL, NULL},
};
static const struct choice erasure_states[] = {
    {ERASURE_ASKED, "asked", N_("Asked for")},
    {ERASURE_DONE, "done", N_("Done")},
    {ERASURE_WITHDRAWN, "withdrawn", N_("Taken back")},
    {0, NULL, NULL},
};
static const struct field erasure_fields[] = {
    {.no = ERASURE_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = PERSONAL, .open_for = "erase_again_at_start",
     .see = MANAGER | AUDITOR | BOARD, .set = MANAGER, .purpose = "law", .keep_months = 120,
     .example = REF_EXAMPLE},
    {.no = ERASURE_REASON, .name = "reason", .label = N_("Reason"), .kind = KIND_CHOICE,
     .required = true, .choices = erasure_reasons, .secrecy = INTERNAL,
     .see = MANAGER | AUDITOR | BOARD, .set = MANAGER, .purpose = "law", .example = "own-wish"},
    {.no = ERASURE_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = erasure_states, .secrecy = INTERNAL,
     .see = MANAGER | AUDITOR | BOARD, .set = MANAGER, .purpose = "law", .example = "asked"},
    {.no = ERASURE_ASKED_BY, .name = "asked_by", .label = N_("Asked by"), .kind = KIND_REF,
     .ref = "user", .required = true, .secrecy = INTERNAL, .see = MANAGER | AUDITOR | BOARD,
     .purpose = "law", .example = REF_EXAMPLE},
    {.no = ERASURE_SEX, .name = "counted_sex", .label = N_("Counted as"), .kind = KIND_CHOICE,
     .choices = sexes, .secrecy = PERSONAL, .open_for = "mothers", .see = AUDITOR,
     .purpose = "law", .keep_months = 120, .example = "female"},
    {.no = ERASURE_ADULT_FROM, .name = "counted_adult_from", .label = N_("Counted as adult from"),
     .help = N_("A date only if the person came of age during a stay; else long ago or far ahead"),
     .kind = KIND_DATE, .secrecy = PERSONAL, .open_for = "mothers", .see = AUDITOR,
     .purpose = "law", .keep_months = 120, .example = "1900-01-01"},
    {.no = ERASURE_ASKED_AT, .name = "asked_at", .label = N_("Asked at"), .kind = KIND_INSTANT,
     .required = true, .secrecy = INTERNAL, .see = MANAGER | AUDITOR | BOARD, .purpose = "law",
     .example = "2026-11-21T14:30:00Z"},
};
static const struct step erasure_steps[] = {
    {0, ACT_ASK, ERASURE_ASKED},
    {ERASURE_ASKED, ACT_ERASE, ERASURE_DONE},
    {ERASURE_ASKED, ACT_CANCEL, ERASURE_WITHDRAWN},
    {0, 0, 0},
};
const struct rec_type erasure_type = {
    .no = 21, .version = 1, .name = "erasure", .label = N_("Erasure"), .area = AREA_ORG,
    .fields = erasure_fields, .n_fields = COUNT(erasure_fields), .state = "state",
    .steps = erasure_steps};
