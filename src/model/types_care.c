/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_care.c - medicine, allergies and papers of a person, sealed under her own key, and the
 * count of heads in the cellar. Open are whose it is and whether it still holds (the go sheet), and
 * the day on which a paper ends (what needs somebody). */
#include "model/types_care.h"

#include "base/err.h"
#include "model/act.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120
#define OF_HER .secrecy = SPECIAL, .seal = "person", .see = CARING, .set = CARING, KEPT

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
#define WHOSE(number)                                                                              \
    {.no = (number), .name = "person", .label = N_("Person"), .kind = KIND_REF, .ref = "person",   \
     .required = true, .secrecy = PERSONAL, .open_for = "go_sheet", .see = CARING, .set = CARING,  \
     KEPT, .example = REF_EXAMPLE}
#define WHETHER(number)                                                                            \
    {.no = (number), .name = "state", .label = N_("State"), .kind = KIND_CHOICE, .required = true, \
     .choices = fact_states, .secrecy = PERSONAL, .open_for = "go_sheet", .see = CARING, KEPT,     \
     .example = "now"}

static const struct choice fact_states[] = {
    {FACT_NOW, "now", N_("Holds now")},
    {FACT_ENDED, "ended", N_("Ended")},
    {0, NULL, NULL},
};
static const struct step fact_steps[] = {
    {0, ACT_ADD, FACT_NOW},
    {FACT_NOW, ACT_CLOSE, FACT_ENDED},
    {FACT_ENDED, ACT_REOPEN, FACT_NOW},
    {0, 0, 0},
};

static const struct field medicine_fields[] = {
    WHOSE(MEDICINE_PERSON),
    {.no = MEDICINE_NAME, .name = "medicine", .label = N_("Medicine"), .kind = KIND_TEXT,
     .required = true, .max = 120, OF_HER, .example = "Salbutamol, inhaler"},
    {.no = MEDICINE_DOSE, .name = "dose", .label = N_("How much"), .kind = KIND_TEXT, .max = 80,
     OF_HER, .example = "2 puffs"},
    {.no = MEDICINE_TIMES, .name = "times", .label = N_("When it is taken"), .kind = KIND_TEXT,
     .max = 80, OF_HER, .example = "8:00 and 20:00"},
    {.no = MEDICINE_GIVER, .name = "giver", .label = N_("Who gives it"), .kind = KIND_TEXT,
     .max = 80, OF_HER, .example = "the mother"},
    {.no = MEDICINE_PRESCRIBER, .name = "prescriber", .label = N_("Who prescribed it"),
     .kind = KIND_TEXT, .max = 120, OF_HER, .example = "Clinic 3"},
    {.no = MEDICINE_FROM, .name = "from", .label = N_("Since"), .kind = KIND_DATE, OF_HER,
     .example = "2026-11-01"},
    {.no = MEDICINE_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_DATE, OF_HER,
     .example = "2026-12-01"},
    {.no = MEDICINE_WORDS, .name = "words", .label = N_("Note"), .kind = KIND_LONG, .max = 2000,
     OF_HER, .example = "With food."},
    WHETHER(MEDICINE_STATE),
};
const struct rec_type medicine_type = {
    .no = 53, .version = 1, .name = "medicine", .label = N_("Medicine"), .area = AREA_ANY,
    .fields = medicine_fields, .n_fields = COUNT(medicine_fields), .state = "state",
    .steps = fact_steps, .seals = {"person"}};

static const struct field allergy_fields[] = {
    WHOSE(ALLERGY_PERSON),
    {.no = ALLERGY_SUBSTANCE, .name = "substance", .label = N_("Allergic to what"),
     .kind = KIND_TEXT, .required = true, .max = 120, OF_HER, .example = "peanuts"},
    {.no = ALLERGY_REACTION, .name = "reaction", .label = N_("What happens"), .kind = KIND_TEXT,
     .max = 200, OF_HER, .example = "cannot breathe"},
    {.no = ALLERGY_STEPS, .name = "steps", .label = N_("What to do"), .kind = KIND_LONG,
     .required = true, .max = 1000, OF_HER, .example = "Pen from the red box, then 103."},
    WHETHER(ALLERGY_STATE),
};
const struct rec_type allergy_type = {
    .no = 54, .version = 1, .name = "allergy", .label = N_("Allergy"), .area = AREA_ANY,
    .fields = allergy_fields, .n_fields = COUNT(allergy_fields), .state = "state",
    .steps = fact_steps, .seals = {"person"}};

static const struct choice paper_kinds[] = {
    {1, "passport", N_("Passport")},
    {2, "identity-card", N_("Identity card")},
    {3, "birth-certificate", N_("Birth certificate")},
    {4, "medical-card", N_("Medical card")},
    {5, "court-decision", N_("Court decision")},
    {6, "residence-permit", N_("Residence permit")},
    {7, "disability-certificate", N_("Disability certificate")},
    {8, "school-papers", N_("School papers")},
    {9, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct field paper_fields[] = {
    WHOSE(PAPER_PERSON),
    {.no = PAPER_KIND, .name = "kind", .label = N_("Which paper"), .kind = KIND_CHOICE,
     .required = true, .choices = paper_kinds, OF_HER, .example = "birth-certificate"},
    {.no = PAPER_NUMBER, .name = "number", .label = N_("Number"), .kind = KIND_TEXT, .max = 60,
     OF_HER, .example = "AA 000000"},
    {.no = PAPER_PLACE, .name = "place", .label = N_("Where it lies"), .kind = KIND_TEXT,
     .required = true, .max = 120, OF_HER, .example = "safe, folder 3"},
    {.no = PAPER_EXPIRES, .name = "expires", .label = N_("Valid until"), .kind = KIND_DATE,
     .secrecy = PERSONAL, .open_for = "paper_runs_out", .see = CARING, .set = CARING, KEPT,
     .example = "2027-03-01"},
    {.no = PAPER_WORDS, .name = "words", .label = N_("Note"), .kind = KIND_LONG, .max = 1000,
     OF_HER, .example = "A copy only."},
    WHETHER(PAPER_STATE),
};
const struct rec_type paper_type = {
    .no = 55, .version = 1, .name = "paper", .label = N_("Paper"), .area = AREA_ANY,
    .fields = paper_fields, .n_fields = COUNT(paper_fields), .state = "state",
    .steps = fact_steps, .seals = {"person"}};

static const struct field cellar_fields[] = {
    {.no = CELLAR_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, .secrecy = INTERNAL, .see = CARING, .set = CARING, KEPT,
     .example = REF_EXAMPLE},
    {.no = CELLAR_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT, .required = true,
     .secrecy = INTERNAL, .see = CARING, .set = CARING, KEPT, .example = "2026-11-21T14:30:00Z"},
};
const struct rec_type cellar_type = {
    .no = 57, .version = 1, .name = "cellar", .label = N_("Roll call in the cellar"),
    .area = AREA_HOUSE, .fields = cellar_fields, .n_fields = COUNT(cellar_fields),
    .by_time = "house"};

static const struct choice cellar_marks[] = {
    {CELLAR_DOWN, "down", N_("Is down here")},
    {CELLAR_MISSING, "missing", N_("Is missing")},
    {0, NULL, NULL},
};
static const struct field cellar_mark_fields[] = {
    {.no = CELLAR_MARK_CELLAR, .name = "cellar", .label = N_("Roll call in the cellar"),
     .kind = KIND_REF, .ref = "cellar", .required = true, .secrecy = INTERNAL, .see = CARING,
     .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = CELLAR_MARK_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, .secrecy = HIDDEN, .open_for = "who_is_missing",
     .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = CELLAR_MARK_IS, .name = "mark", .label = N_("Where"), .kind = KIND_CHOICE,
     .required = true, .choices = cellar_marks, .secrecy = PERSONAL, .open_for = "who_is_missing",
     .see = CARING, .set = CARING, KEPT, .example = "down"},
};
const struct rec_type cellar_mark_type = {
    .no = 58, .version = 1, .name = "cellar_mark", .label = N_("Mark of a roll call in the cellar"),
    .area = AREA_HOUSE, .fields = cellar_mark_fields, .n_fields = COUNT(cellar_mark_fields)};
