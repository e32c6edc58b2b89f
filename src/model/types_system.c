/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_system.c - what the program itself needs: organisation, site, users, grants, feeds,
 * incarnations, undo. Written by the same code as any other record. */
#include "base/err.h"
#include "model/act.h"
#include "model/types.h"

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice langs[] = {
    {LANG_CODE_EN, "en", N_("English")},
    {LANG_CODE_RU, "ru", N_("Russian")},
    {LANG_CODE_UK, "uk", N_("Ukrainian")},
    {0, NULL, NULL},
};

static const struct field organisation_fields[] = {
    {.no = ORGANISATION_NAME, .name = "name", .label = N_("Name"), .kind = KIND_TEXT,
     .required = true,
     .max = 120, .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "organisation", .example = "Rowan Tree"},
    {.no = ORGANISATION_LANG, .name = "lang", .label = N_("Language"), .kind = KIND_CHOICE,
     .required = true, .choices = langs, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "organisation", .example = "uk"},
    {.no = ORGANISATION_ZONE, .name = "zone", .label = N_("Time zone"), .kind = KIND_CODE,
     .required = true, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "organisation", .example = "Europe/Kyiv"},
    {.no = ORGANISATION_DEMO, .name = "demo", .label = N_("Invented data only"), .kind = KIND_YESNO,
     .secrecy = INTERNAL, .see = STAFF, .purpose = "organisation", .example = "no"},
};
const struct rec_type organisation_type = {
    .no = 1, .version = 1, .name = "organisation", .label = N_("Organisation"), .area = AREA_ORG,
    .fields = organisation_fields, .n_fields = COUNT(organisation_fields), .seals = {SEAL_AREA}};

static const struct field site_fields[] = {
    {.no = SITE_LABEL, .name = "label", .label = N_("Label"), .kind = KIND_TEXT, .max = 60,
     .secrecy = INTERNAL, .seal = SEAL_AREA, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "organisation", .example = "office laptop"},
    {.no = SITE_KEY, .name = "key", .label = N_("Public signing key"), .kind = KIND_CODE,
     .required = true, .max = 64, .secrecy = INTERNAL, .see = STAFF, .purpose = "organisation",
     .example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
};
const struct rec_type site_type = {
    .no = 2, .version = 1, .name = "site", .label = N_("Site"), .area = AREA_ORG,
    .fields = site_fields, .n_fields = COUNT(site_fields), .seals = {SEAL_AREA}};

static const struct choice user_states[] = {
    {USER_ACTIVE, "active", N_("Active")},
    {USER_DISABLED, "disabled", N_("Disabled")},
    {0, NULL, NULL},
};
static const struct field user_fields[] = {
    {.no = USER_LOGIN, .name = "login", .label = N_("Login"), .kind = KIND_HANDLE, .required = true,
     .help = N_("A word for signing in. No town, no surname"), .secrecy = INTERNAL, .see = STAFF,
     .set = MANAGER | ADMIN, .purpose = "access", .example = "olena"},
    {.no = USER_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF, .ref = "person",
     .secrecy = PERSONAL, .open_for = "who_wrote_it", .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "access", .keep_months = 120, .example = "mfrggzdfmztwq2lknnwg23tpoa"},
    {.no = USER_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE, .required = true,
     .choices = user_states, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "access", .example = "active"},
    {.no = USER_MADE_BY, .name = "made_by", .label = N_("Made by"), .kind = KIND_REF, .ref = "user",
     .secrecy = INTERNAL, .see = MANAGER | ADMIN | AUDITOR | BOARD, .purpose = "access",
     .example = "mfrggzdfmztwq2lknnwg23tpoa"},
    {.no = USER_LANG, .name = "lang", .label = N_("Language"), .kind = KIND_CHOICE,
     .choices = langs,
     .secrecy = INTERNAL, .see = STAFF, .set = STAFF, .purpose = "access", .example = "ru"},
};
static const struct step user_steps[] = {
    {0, ACT_ADD, USER_ACTIVE},
    {USER_ACTIVE, ACT_DISABLE, USER_DISABLED},
    {USER_DISABLED, ACT_ENABLE, USER_ACTIVE},
    {0, 0, 0},
};
const struct rec_type user_type = {
    .no = 3, .version = 1, .name = "user", .label = N_("User"), .area = AREA_ORG,
    .fields = user_fields, .n_fields = COUNT(user_fields), .state = "state", .steps = user_steps};

static const struct choice roles[] = {
    {ROLE_MANAGER, "manager", N_("Manager")},
    {ROLE_WORKER, "worker", N_("Social worker")},
    {ROLE_HOUSE, "house", N_("House staff")},
    {ROLE_COORDINATOR, "coordinator", N_("Coordinator")},
    {ROLE_FUNDRAISER, "fundraiser", N_("Fundraiser")},
    {ROLE_TREASURER, "treasurer", N_("Treasurer")},
    {ROLE_BOARD, "board", N_("Board")},
    {ROLE_AUDITOR, "auditor", N_("Auditor")},
    {ROLE_ADMIN, "admin", N_("Administrator of the machine")},
    {ROLE_CARER, "carer", N_("Carer")},
    {ROLE_PARENT, "parent", N_("Parent")},
    {ROLE_PARTNER, "partner", N_("Partner")},
    {ROLE_CLOCK, "clock", N_("Timer")},
    {0, NULL, NULL},
};
static const struct choice scopes[] = {
    {SCOPE_ALL, "all", N_("Everything")},
    {SCOPE_HOUSE, "house", N_("One house")},
    {SCOPE_PROGRAMME, "programme", N_("One programme")},
    {SCOPE_OWN, "own", N_("Own cases")},
    {0, NULL, NULL},
};
static const struct field grant_fields[] = {
    {.no = GRANT_USER, .name = "user", .label = N_("User"), .kind = KIND_REF, .ref = "user",
     .required = true, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "access", .example = "mfrggzdfmztwq2lknnwg23tpoa"},
    {.no = GRANT_ROLE, .name = "role", .label = N_("Role"), .kind = KIND_CHOICE, .required = true,
     .choices = roles, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "access", .example = "worker"},
    {.no = GRANT_SCOPE, .name = "scope", .label = N_("Scope"), .kind = KIND_CHOICE,
     .required = true,
     .choices = scopes, .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN,
     .purpose = "access", .example = "all"},
    {.no = GRANT_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN, .purpose = "access",
     .example = "mfrggzdfmztwq2lknnwg23tpoa"},
    {.no = GRANT_FROM, .name = "from", .label = N_("From"), .kind = KIND_INSTANT, .required = true,
     .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN, .purpose = "access",
     .example = "2026-11-21T14:30:00Z"},
    {.no = GRANT_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     .secrecy = INTERNAL, .see = STAFF, .set = MANAGER | ADMIN, .purpose = "access",
     .example = "2027-11-21T14:30:00Z"},
};
const struct rec_type grant_type = {
    .no = 4, .version = 1, .name = "grant", .label = N_("Grant"), .area = AREA_ORG,
    .fields = grant_fields, .n_fields = COUNT(grant_fields)};

static const struct field undo_fields[] = {
    {.no = UNDO_DEED, .name = "deed", .label = N_("Act"), .kind = KIND_ID, .required = true,
     .secrecy = INTERNAL, .see = STAFF, .purpose = "history",
     .example = "mfrggzdfmztwq2lknnwg23tpoa"},
};
const struct rec_type undo_type = {
    .no = 20, .version = 1, .name = "undo", .label = N_("Undo"), .area = AREA_ANY,
    .fields = undo_fields, .n_fields = COUNT(undo_fields)};

static const struct field feed_fields[] = {
    {.no = FEED_AREA, .name = "area", .label = N_("Area"), .kind = KIND_ID, .required = true,
     .secrecy = INTERNAL, .see = STAFF, .purpose = "history",
     .example = "mfrggzdfmztwq2lknnwg23tpoa"},
    {.no = FEED_INCARNATION, .name = "incarnation", .label = N_("Incarnation"), .kind = KIND_REF,
     .ref = "incarnation", .required = true, .secrecy = INTERNAL, .see = STAFF,
     .purpose = "history", .example = "mfrggzdfmztwq2lknnwg23tpoa"},
};
const struct rec_type feed_type = {
    .no = 22, .version = 1, .name = "feed", .label = N_("Feed"), .area = AREA_ANY,
    .fields = feed_fields, .n_fields = COUNT(feed_fields)};

static const struct choice incarnation_reasons[] = {
    {INCARNATION_FIRST, "first", N_("The site was made")},
    {INCARNATION_RESTORED, "restored", N_("An older state of the site came back")},
    {INCARNATION_MOVED, "moved", N_("The site is in another folder or on another machine")},
    {INCARNATION_NO_MARK, "no-mark", N_("The site's mark was missing")},
    {0, NULL, NULL},
};
static const struct field incarnation_fields[] = {
    {.no = INCARNATION_SITE, .name = "site", .label = N_("Site"), .kind = KIND_REF, .ref = "site",
     .required = true, .secrecy = INTERNAL, .see = STAFF, .purpose = "history",
     .example = "mfrggzdfmztwq2lknnwg23tpoa"},
    {.no = INCARNATION_NUMBER, .name = "number", .label = N_("Number"), .kind = KIND_INT,
     .required = true, .min = 1, .max = 1000000, .secrecy = INTERNAL, .see = STAFF,
     .purpose = "history", .example = "1"},
    {.no = INCARNATION_REASON, .name = "reason", .label = N_("Reason"), .kind = KIND_CHOICE,
     .required = true, .choices = incarnation_reasons, .secrecy = INTERNAL, .see = STAFF,
     .purpose = "history", .example = "first"},
};
const struct rec_type incarnation_type = {
    .no = 23, .version = 1, .name = "incarnation", .label = N_("Incarnation"), .area = AREA_ORG,
    .fields = incarnation_fields, .n_fields = COUNT(incarnation_fields)};
