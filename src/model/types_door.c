/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_door.c - relationships, contacts outside, calls and visitors.
 *
 * What a relationship says is sealed under the key of the person whose it is, so it goes when she
 * is erased. A contact has a key of its own. So has an enquiry, for the names in it: when the
 * person who was meant is erased they go with her; what else was said stays, under the key of the
 * area. */
#include "base/err.h"
#include "model/act.h"
#include "model/types_care.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120
/* Who may answer a telephone. */
#define ANSWERING (CARING | COORDINATOR | FUNDRAISER)

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice kins[] = {
    {KIN_PARENT, "parent", N_("Parent")},
    {KIN_CHILD, "child", N_("Child")},
    {KIN_GRANDPARENT, "grandparent", N_("Grandparent")},
    {KIN_GRANDCHILD, "grandchild", N_("Grandchild")},
    {KIN_SIBLING, "sibling", N_("Brother or sister")},
    {KIN_PARTNER, "partner", N_("Husband, wife or partner")},
    {KIN_FORMER_PARTNER, "former-partner", N_("Former husband, wife or partner")},
    {KIN_GUARDIAN, "guardian", N_("Guardian")},
    {KIN_WARD, "ward", N_("Under guardianship")},
    {KIN_AUNT, "aunt-or-uncle", N_("Aunt or uncle")},
    {KIN_NIECE, "niece-or-nephew", N_("Niece or nephew")},
    {KIN_FRIEND, "friend", N_("Friend")},
    {KIN_PROFESSIONAL, "professional", N_("Professional who helps")},
    {KIN_HELPED, "helped", N_("Is helped by this professional")},
    {KIN_OTHER, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct choice bases[] = {
    {1, "birth-record", N_("Birth record")},
    {2, "court", N_("Decision of a court")},
    {3, "stated", N_("Told by the family")},
    {0, NULL, NULL},
};
static const struct choice relationship_states[] = {
    {RELATIONSHIP_STATED, "stated", N_("Told, not proven")},
    {RELATIONSHIP_VERIFIED, "verified", N_("Proven by a paper")},
    {RELATIONSHIP_ENDED, "ended", N_("Ended")},
    {RELATIONSHIP_REFUTED, "refuted", N_("Found to be wrong")},
    {0, NULL, NULL},
};
#define OF_A .secrecy = SPECIAL, .seal = "a", .see = CARING, .set = CARING, KEPT
static const struct field relationship_fields[] = {
    {.no = RELATIONSHIP_A, .name = "a", .label = N_("Person"), .kind = KIND_REF, .ref = "person",
     .required = true, .secrecy = PERSONAL, .open_for = "who_may_collect", .see = CARING,
     .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = RELATIONSHIP_B, .name = "b", .label = N_("To whom"), .kind = KIND_REF, .ref = "person",
     .secrecy = PERSONAL, .open_for = "who_may_collect", .see = CARING, .set = CARING, KEPT,
     .example = REF_EXAMPLE},
    {.no = RELATIONSHIP_CONTACT, .name = "contact", .label = N_("Somebody outside"),
     .kind = KIND_REF, .ref = "contact", .secrecy = PERSONAL, .open_for = "who_may_collect",
     .see = CARING, .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = RELATIONSHIP_KIND, .name = "kind", .label = N_("Who that is to this person"),
     .kind = KIND_CHOICE, .required = true, .choices = kins, OF_A, .example = "grandparent"},
    {.no = RELATIONSHIP_FROM, .name = "from", .label = N_("Since"), .kind = KIND_DATE, OF_A,
     .example = "2021-05-04"},
    {.no = RELATIONSHIP_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_DATE, OF_A,
     .example = "2026-05-04"},
    {.no = RELATIONSHIP_BASIS, .name = "basis", .label = N_("How we know it"), .kind = KIND_CHOICE,
     .choices = bases, OF_A, .example = "birth-record"},
    {.no = RELATIONSHIP_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = relationship_states, .secrecy = PERSONAL,
     .open_for = "who_may_collect", .see = CARING, KEPT, .example = "stated"},
    {.no = RELATIONSHIP_LEGAL, .name = "legal_representative", .label = N_("Represents by law"),
     .kind = KIND_YESNO, OF_A, .example = "no"},
    {.no = RELATIONSHIP_COLLECT, .name = "may_collect", .label = N_("May collect"),
     .kind = KIND_YESNO, OF_A, .example = "no"},
    {.no = RELATIONSHIP_AVOID, .name = "must_not_contact", .label = N_("Must not be in contact"),
     .kind = KIND_YESNO, OF_A, .example = "no"},
    {.no = RELATIONSHIP_EMERGENCY, .name = "emergency_contact", .label = N_("Call in an emergency"),
     .kind = KIND_YESNO, OF_A, .example = "yes"},
    {.no = RELATIONSHIP_WORDS, .name = "words", .label = N_("Note"), .kind = KIND_LONG,
     .max = 2000, OF_A, .example = "Comes on Saturdays."},
};
static const struct step relationship_steps[] = {
    {0, ACT_ADD, RELATIONSHIP_STATED},
    {RELATIONSHIP_STATED, ACT_VERIFY, RELATIONSHIP_VERIFIED},
    {RELATIONSHIP_STATED, ACT_REFUTE, RELATIONSHIP_REFUTED},
    {RELATIONSHIP_STATED, ACT_CLOSE, RELATIONSHIP_ENDED},
    {RELATIONSHIP_VERIFIED, ACT_CLOSE, RELATIONSHIP_ENDED},
    {0, 0, 0},
};
const struct rec_type relationship_type = {
    .no = 50, .version = 1, .name = "relationship", .label = N_("Relationship"), .area = AREA_ANY,
    .fields = relationship_fields, .n_fields = COUNT(relationship_fields), .state = "state",
    .steps = relationship_steps, .seals = {"a"}};

static const struct choice contact_kinds[] = {
    {CONTACT_PROFESSIONAL, "professional", N_("Professional")},
    {CONTACT_RELATIVE, "relative", N_("Relative or friend of a family")},
    {0, NULL, NULL},
};
static const struct choice fact_states[] = {
    {FACT_NOW, "now", N_("Holds now")},
    {FACT_ENDED, "ended", N_("Ended")},
    {0, NULL, NULL},
};
static const struct choice asked[] = {
    {1, "not-asked", N_("Not asked")},
    {2, "yes", N_("Yes")},
    {3, "no", N_("No")},
    {0, NULL, NULL},
};
#define OF_SELF .secrecy = PERSONAL, .seal = SEAL_SELF, .see = CARING, .set = CARING, KEPT
static const struct field contact_fields[] = {
    {.no = CONTACT_KIND, .name = "kind", .label = N_("Kind of contact"), .kind = KIND_CHOICE,
     .required = true, .choices = contact_kinds, .secrecy = INTERNAL, .see = CARING,
     .set = CARING, KEPT, .example = "professional"},
    {.no = CONTACT_NAME, .name = "name", .label = N_("Name"), .kind = KIND_TEXT, .required = true,
     .max = 100, OF_SELF, .example = "Halyna B."},
    {.no = CONTACT_ORGANISATION, .name = "organisation", .label = N_("Organisation"),
     .kind = KIND_TEXT, .max = 120, OF_SELF, .example = "Clinic 3"},
    {.no = CONTACT_POST, .name = "post", .label = N_("Post"), .kind = KIND_TEXT, .max = 100,
     OF_SELF, .example = "children's doctor"},
    {.no = CONTACT_PHONE, .name = "phone", .label = N_("Phone"), .kind = KIND_TEXT, .max = 40,
     OF_SELF, .example = "+380 00 000 00 00", .digits_min = 3},
    {.no = CONTACT_SAFE, .name = "safe", .label = N_("Is it safe to call this number?"),
     .help = N_("Not safe: somebody else may answer, or see who called"), .kind = KIND_CHOICE,
     .required = true, .choices = asked, .secrecy = SPECIAL, .seal = SEAL_SELF, .see = CARING,
     .set = CARING, KEPT, .example = "not-asked"},
    {.no = CONTACT_HOURS, .name = "hours", .label = N_("When it is safe to call"),
     .kind = KIND_TEXT, .max = 100, OF_SELF, .example = "weekdays 9 to 17"},
    {.no = CONTACT_DUTY, .name = "duty", .label = N_("Call when somebody is at the door"),
     .kind = KIND_YESNO, .secrecy = INTERNAL, .see = CARING, .set = MANAGER | WORKER, KEPT,
     .example = "no"},
    {.no = CONTACT_WORDS, .name = "words", .label = N_("Note"), .kind = KIND_LONG, .max = 2000,
     OF_SELF, .example = "Answers quickly."},
    {.no = CONTACT_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = fact_states, .secrecy = INTERNAL, .see = CARING, KEPT,
     .example = "now"},
};
static const struct step fact_steps[] = {
    {0, ACT_ADD, FACT_NOW},
    {FACT_NOW, ACT_CLOSE, FACT_ENDED},
    {FACT_ENDED, ACT_REOPEN, FACT_NOW},
    {0, 0, 0},
};
const struct rec_type contact_type = {
    .no = 51, .version = 1, .name = "contact", .label = N_("Contact"), .area = AREA_ORG,
    .fields = contact_fields, .n_fields = COUNT(contact_fields), .state = "state",
    .steps = fact_steps, .seals = {SEAL_SELF}};

static const struct choice enquiry_kinds[] = {
    {ENQUIRY_CALL, "call", N_("Call")},
    {ENQUIRY_VISITOR, "visitor", N_("Visitor")},
    {0, NULL, NULL},
};
static const struct choice callers[] = {
    {1, "family", N_("Says he or she is family")},
    {2, "school", N_("School or kindergarten")},
    {3, "health", N_("Hospital or clinic")},
    {4, "authority", N_("Police, court or authority")},
    {5, "press", N_("Newspaper or television")},
    {6, "unknown", N_("Would not say")},
    {7, "other", N_("Other")},
    {0, NULL, NULL},
};
static const struct choice outcomes[] = {
    {1, "not-let-in", N_("Not let in")},
    {2, "let-in", N_("Let in")},
    {3, "child-collected", N_("The child went along")},
    {4, "police-called", N_("The police were called")},
    {0, NULL, NULL},
};
#define SAID .secrecy = SPECIAL, .seal = SEAL_AREA, .see = CARING, .set = ANSWERING, KEPT
#define NAMED .secrecy = SPECIAL, .seal = SEAL_SELF, .see = CARING, .set = ANSWERING, KEPT
static const struct field enquiry_fields[] = {
    {.no = ENQUIRY_KIND, .name = "kind", .label = N_("Call or visitor"), .kind = KIND_CHOICE,
     .required = true, .choices = enquiry_kinds, .secrecy = INTERNAL, .see = CARING, KEPT,
     .example = "call"},
    {.no = ENQUIRY_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT, .required = true,
     .secrecy = INTERNAL, .see = CARING, .set = ANSWERING, KEPT,
     .example = "2026-11-21T14:30:00Z"},
    {.no = ENQUIRY_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .secrecy = INTERNAL, .see = CARING, .set = ANSWERING, KEPT, .example = REF_EXAMPLE},
    {.no = ENQUIRY_CHILD, .name = "child", .label = N_("Which child"), .kind = KIND_REF,
     .ref = "person", .secrecy = HIDDEN, .open_for = "erase_with_the_person", .see = CARING,
     .set = CARING, KEPT, .example = REF_EXAMPLE},
    {.no = ENQUIRY_NUMBER, .name = "number", .label = N_("Number that is shown"),
     .kind = KIND_TEXT, .max = 40, SAID, .example = "+380 00 000 00 00"},
    {.no = ENQUIRY_ASKED_FOR, .name = "asked_for", .label = N_("Whom they asked for"),
     .help = N_("The words of the caller"), .kind = KIND_TEXT, .max = 200, NAMED,
     .example = "my wife Oksana"},
    {.no = ENQUIRY_CALLER, .name = "caller", .label = N_("Who is it?"), .kind = KIND_CHOICE,
     .choices = callers, SAID, .example = "school"},
    {.no = ENQUIRY_NAME, .name = "name", .label = N_("What name did they give?"),
     .kind = KIND_TEXT, .max = 100, NAMED, .example = "Petro S."},
    {.no = ENQUIRY_DOCUMENT, .name = "document", .label = N_("Which document did they show?"),
     .kind = KIND_TEXT, .max = 200, SAID, .example = "passport"},
    {.no = ENQUIRY_OUTCOME, .name = "outcome", .label = N_("What happened then?"),
     .kind = KIND_CHOICE, .choices = outcomes, SAID, .example = "not-let-in"},
    {.no = ENQUIRY_WORDS, .name = "words", .label = N_("What did they say?"),
     .help = N_("Without the name that they asked for: it has its own place"), .kind = KIND_LONG,
     .max = 4000, SAID, .example = "Asked which school the boy goes to."},
};
const struct rec_type enquiry_type = {
    .no = 52, .version = 1, .name = "enquiry", .label = N_("Call or visitor"), .area = AREA_ANY,
    .fields = enquiry_fields, .n_fields = COUNT(enquiry_fields),
    .seals = {SEAL_SELF, SEAL_AREA}, .by_time = "house"};

static const struct field alert_fields[] = {
    {.no = ALERT_ENQUIRY, .name = "enquiry", .label = N_("Call or visitor"), .kind = KIND_REF,
     .ref = "enquiry", .required = true, .secrecy = INTERNAL, .see = CARING, KEPT,
     .example = REF_EXAMPLE},
    {.no = ALERT_PERSON, .name = "person", .label = N_("May be about"), .kind = KIND_REF,
     .ref = "person", .secrecy = HIDDEN, .open_for = "erase_with_the_person", .see = CARING, KEPT,
     .example = REF_EXAMPLE},
};
const struct rec_type alert_type = {
    .no = 56, .version = 1, .name = "alert", .label = N_("Alert about a call"), .area = AREA_ORG,
    .fields = alert_fields, .n_fields = COUNT(alert_fields)};
/* clang-format on */

int64_t kin_inverse(int64_t kind)
{
    static const int64_t inverse[] = {
        [KIN_PARENT] = KIN_CHILD,
        [KIN_CHILD] = KIN_PARENT,
        [KIN_GRANDPARENT] = KIN_GRANDCHILD,
        [KIN_GRANDCHILD] = KIN_GRANDPARENT,
        [KIN_SIBLING] = KIN_SIBLING,
        [KIN_PARTNER] = KIN_PARTNER,
        [KIN_FORMER_PARTNER] = KIN_FORMER_PARTNER,
        [KIN_GUARDIAN] = KIN_WARD,
        [KIN_WARD] = KIN_GUARDIAN,
        [KIN_AUNT] = KIN_NIECE,
        [KIN_NIECE] = KIN_AUNT,
        [KIN_FRIEND] = KIN_FRIEND,
        [KIN_PROFESSIONAL] = KIN_HELPED,
        [KIN_HELPED] = KIN_PROFESSIONAL,
        [KIN_OTHER] = KIN_OTHER,
    };
    return kind > 0 && kind < (int64_t)COUNT(inverse) ? inverse[kind] : KIN_OTHER;
}
