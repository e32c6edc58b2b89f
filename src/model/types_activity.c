/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* types_activity.c - series, sessions, attendance, equipment, repairs, companions.
 *
 * What is open here and why: when a session was and who came carry the figures of attendance, which
 * are counted without any person's key, also after an erasure. */
#include "model/types_activity.h"

#include "base/err.h"
#include "model/act.h"

#define REF_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"
#define KEPT .purpose = "care", .keep_months = 120
#define HOUSEHOLD_THING .secrecy = INTERNAL, .see = CARING, .set = CARING

/* Tables alone from here on; a row is laid out by hand, to be read like a paragraph. */
/* clang-format off */
static const struct choice series_kinds[] = {
    {SERIES_WORKSHOP, "workshop", N_("Workshop")},
    {SERIES_GATHERING, "gathering", N_("Gathering")},
    {SERIES_TEENAGERS, "teenagers", N_("Group of teenagers")},
    {SERIES_CHILDREN, "children", N_("Group of children")},
    {SERIES_LESSON, "lesson", N_("Lesson")},
    {SERIES_FAITH, "faith", N_("Service of faith")},
    {SERIES_OTHER, "other", N_("Something else")},
    {0, NULL, NULL},
};
static const struct choice weekdays[] = {
    {1, "mon", N_("Monday")},
    {2, "tue", N_("Tuesday")},
    {3, "wed", N_("Wednesday")},
    {4, "thu", N_("Thursday")},
    {5, "fri", N_("Friday")},
    {6, "sat", N_("Saturday")},
    {7, "sun", N_("Sunday")},
    {0, NULL, NULL},
};
static const struct choice series_counts[] = {
    {COUNT_HEADS, "heads", N_("By heads: how many came")},
    {COUNT_NAMES, "names", N_("By name: who came")},
    {0, NULL, NULL},
};
static const struct choice series_groups[] = {
    {GROUP_ALL, "all", N_("Everybody")},
    {GROUP_ADULTS, "adults", N_("Adults")},
    {GROUP_CHILDREN, "children", N_("Children")},
    {GROUP_TEENAGERS, "teenagers", N_("From 11 to 17 years")},
    {0, NULL, NULL},
};
static const struct choice series_states[] = {
    {SERIES_RUNNING, "running", N_("Goes on")},
    {SERIES_ENDED, "ended", N_("Has ended")},
    {0, NULL, NULL},
};
static const struct field series_fields[] = {
    {.no = SERIES_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = SERIES_NAME, .name = "name", .label = N_("What is it called?"), .kind = KIND_TEXT,
     .required = true, .max = 80, HOUSEHOLD_THING, .seal = SEAL_AREA, KEPT,
     .example = "Cooking together"},
    {.no = SERIES_KIND, .name = "kind", .label = N_("Kind"), .kind = KIND_CHOICE, .required = true,
     .choices = series_kinds, HOUSEHOLD_THING, KEPT, .example = "workshop"},
    {.no = SERIES_DAYS, .name = "days", .label = N_("On which days?"), .kind = KIND_CHOICE,
     .many = true, .required = true, .choices = weekdays, HOUSEHOLD_THING, .seal = SEAL_AREA,
     KEPT, .example = "thu"},
    {.no = SERIES_TIME, .name = "time", .label = N_("At what time?"), .kind = KIND_TEXT,
     .required = true, .min = 5, .max = 5,
     .help = N_("By the clock on the wall of the house: 17:30"), HOUSEHOLD_THING,
     .seal = SEAL_AREA, KEPT, .example = "17:30"},
    {.no = SERIES_MINUTES, .name = "minutes", .label = N_("How many minutes?"),
     .kind = KIND_MINUTES, .min = 5, .max = 1440, HOUSEHOLD_THING, KEPT, .example = "90"},
    {.no = SERIES_FROM, .name = "from", .label = N_("First day"), .kind = KIND_DATE,
     .required = true, HOUSEHOLD_THING, KEPT, .example = "2026-11-26"},
    {.no = SERIES_UNTIL, .name = "until", .label = N_("Last day"), .kind = KIND_DATE,
     HOUSEHOLD_THING, KEPT, .example = "2027-05-27"},
    {.no = SERIES_PLACE, .name = "place", .label = N_("Where?"), .kind = KIND_TEXT, .max = 80,
     HOUSEHOLD_THING, .seal = SEAL_AREA, KEPT, .example = "Kitchen"},
    {.no = SERIES_LEADER, .name = "leader", .label = N_("Who leads it"), .kind = KIND_REF,
     .ref = "user", HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = SERIES_COUNT, .name = "count", .label = N_("How is it counted?"), .kind = KIND_CHOICE,
     .required = true, .choices = series_counts,
     .help = N_("A service of faith is counted by heads alone: faith is nobody's to write down"),
     HOUSEHOLD_THING, KEPT, .example = "heads"},
    {.no = SERIES_GROUP, .name = "for_whom", .label = N_("For whom?"), .kind = KIND_CHOICE,
     .required = true, .choices = series_groups, HOUSEHOLD_THING, KEPT, .example = "all"},
    {.no = SERIES_MAY_TELL, .name = "may_tell",
     .label = N_("May the letter to friends tell of it?"), .kind = KIND_YESNO, .required = true,
     .help = N_("Only that it was and how many came, never who"), HOUSEHOLD_THING, KEPT,
     .example = "no"},
    {.no = SERIES_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = series_states, HOUSEHOLD_THING, KEPT, .example = "running"},
};
static const struct step series_steps[] = {
    {0, ACT_ADD, SERIES_RUNNING},
    {SERIES_RUNNING, ACT_CLOSE, SERIES_ENDED},
    {SERIES_ENDED, ACT_REOPEN, SERIES_RUNNING},
    {0, 0, 0},
};
const struct rec_type series_type = {
    .no = 60, .version = 1, .name = "series", .label = N_("Activity"), .area = AREA_HOUSE,
    .fields = series_fields, .n_fields = COUNT(series_fields), .state = "state",
    .steps = series_steps, .seals = {SEAL_AREA}};

static const struct choice session_states[] = {
    {SESSION_PLANNED, "planned", N_("Planned")},
    {SESSION_HELD, "held", N_("Held")},
    {SESSION_CONFIRMED, "confirmed", N_("Confirmed")},
    {SESSION_CANCELLED, "cancelled", N_("Cancelled")},
    {0, NULL, NULL},
};
#define HEADS .kind = KIND_INT, .min = 0, .max = 1000, HOUSEHOLD_THING, KEPT, .example = "7"
static const struct field session_fields[] = {
    {.no = SESSION_SERIES, .name = "series", .label = N_("Activity"), .kind = KIND_REF,
     .ref = "series", .required = true, HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = SESSION_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = SESSION_DAY, .name = "day", .label = N_("Planned for"), .kind = KIND_DATE,
     .required = true, HOUSEHOLD_THING, KEPT, .example = "2026-11-26"},
    {.no = SESSION_AT, .name = "at", .label = N_("When"), .kind = KIND_INSTANT, .required = true,
     HOUSEHOLD_THING, KEPT, .example = "2026-11-26T15:30:00Z"},
    {.no = SESSION_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = session_states, HOUSEHOLD_THING, KEPT, .example = "held"},
    {.no = SESSION_WOMEN, .name = "women", .label = N_("Women"), HEADS},
    {.no = SESSION_CHILDREN, .name = "children", .label = N_("Children"), HEADS},
    {.no = SESSION_OTHERS, .name = "others", .label = N_("Others"),
     .help = N_("Guests, relatives, helpers"), HEADS},
    {.no = SESSION_WORDS, .name = "words", .label = N_("What should be remembered of it?"),
     .kind = KIND_LONG, .max = 4000,
     .help = N_("No names: what is about one person belongs to her"),
     HOUSEHOLD_THING, .seal = SEAL_AREA, KEPT, .example = "Borscht for twelve; the oven smokes"},
};
static const struct step session_steps[] = {
    {0, ACT_HOLD, SESSION_HELD},
    {0, ACT_MOVE, SESSION_PLANNED},
    {0, ACT_CANCEL, SESSION_CANCELLED},
    {SESSION_PLANNED, ACT_HOLD, SESSION_HELD},
    {SESSION_PLANNED, ACT_CANCEL, SESSION_CANCELLED},
    {SESSION_HELD, ACT_CONFIRM, SESSION_CONFIRMED},
    {SESSION_CONFIRMED, ACT_REOPEN, SESSION_HELD},
    {SESSION_CANCELLED, ACT_REOPEN, SESSION_PLANNED},
    {0, 0, 0},
};
const struct rec_type session_type = {
    .no = 61, .version = 1, .name = "session", .label = N_("Session of an activity"),
    .area = AREA_HOUSE, .fields = session_fields, .n_fields = COUNT(session_fields),
    .state = "state", .steps = session_steps, .seals = {SEAL_AREA}};

static const struct choice came[] = {
    {CAME_PRESENT, "present", N_("Came")},
    {CAME_LATE, "late", N_("Came late")},
    {CAME_ABSENT, "absent", N_("Did not come")},
    {CAME_EXCUSED, "excused", N_("Could not come")},
    {0, NULL, NULL},
};
#define OF_A_PERSON .secrecy = HIDDEN, .open_for = "attendance", .see = CARING, .set = CARING, KEPT
static const struct field attendance_fields[] = {
    {.no = ATTENDANCE_SESSION, .name = "session", .label = N_("Session of an activity"),
     .kind = KIND_REF, .ref = "session", .required = true, OF_A_PERSON, .example = REF_EXAMPLE},
    {.no = ATTENDANCE_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, OF_A_PERSON, .example = REF_EXAMPLE},
    {.no = ATTENDANCE_STATE, .name = "state", .label = N_("Came"), .kind = KIND_CHOICE,
     .required = true, .choices = came, OF_A_PERSON, .example = "present"},
};
const struct rec_type attendance_type = {
    .no = 62, .version = 1, .name = "attendance", .label = N_("Attendance"), .area = AREA_HOUSE,
    .fields = attendance_fields, .n_fields = COUNT(attendance_fields)};

static const struct choice equipment_states[] = {
    {EQUIPMENT_WORKS, "works", N_("Works")},
    {EQUIPMENT_FAULTY, "faulty", N_("Faulty")},
    {EQUIPMENT_IN_REPAIR, "in-repair", N_("In repair")},
    {EQUIPMENT_GONE, "gone", N_("Is gone")},
    {0, NULL, NULL},
};
static const struct field equipment_fields[] = {
    {.no = EQUIPMENT_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF,
     .ref = "house", .required = true, HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = EQUIPMENT_ROOM, .name = "room", .label = N_("Room"), .kind = KIND_REF, .ref = "room",
     HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = EQUIPMENT_WHAT, .name = "what", .label = N_("What is it?"), .kind = KIND_TEXT,
     .required = true, .max = 80, HOUSEHOLD_THING, .seal = SEAL_AREA, KEPT,
     .example = "Washing machine"},
    {.no = EQUIPMENT_PLACE, .name = "place", .label = N_("Where, if in no room?"),
     .kind = KIND_TEXT, .max = 80, HOUSEHOLD_THING, .seal = SEAL_AREA, KEPT, .example = "Laundry"},
    {.no = EQUIPMENT_SINCE, .name = "since", .label = N_("Since when is it here?"),
     .kind = KIND_DATE, HOUSEHOLD_THING, KEPT, .example = "2026-03-02"},
    {.no = EQUIPMENT_GIVEN_BY, .name = "given_by", .label = N_("Who gave it?"),
     .kind = KIND_TEXT, .max = 120, .secrecy = PERSONAL, .seal = SEAL_AREA, .see = CARING,
     .set = CARING, KEPT, .help = N_("As the giver wants to be called; empty if it was bought"),
     .example = "The bakery round the corner"},
    {.no = EQUIPMENT_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = equipment_states, HOUSEHOLD_THING, KEPT, .example = "works"},
};
static const struct step equipment_steps[] = {
    {0, ACT_ADD, EQUIPMENT_WORKS},
    {EQUIPMENT_WORKS, ACT_FAULT, EQUIPMENT_FAULTY},
    {EQUIPMENT_FAULTY, ACT_START, EQUIPMENT_IN_REPAIR},
    {EQUIPMENT_FAULTY, ACT_FINISH, EQUIPMENT_WORKS},
    {EQUIPMENT_IN_REPAIR, ACT_FINISH, EQUIPMENT_WORKS},
    {EQUIPMENT_WORKS, ACT_CLOSE, EQUIPMENT_GONE},
    {EQUIPMENT_FAULTY, ACT_CLOSE, EQUIPMENT_GONE},
    {EQUIPMENT_IN_REPAIR, ACT_CLOSE, EQUIPMENT_GONE},
    {EQUIPMENT_GONE, ACT_REOPEN, EQUIPMENT_WORKS},
    {0, 0, 0},
};
const struct rec_type equipment_type = {
    .no = 63, .version = 1, .name = "equipment", .label = N_("Equipment"), .area = AREA_HOUSE,
    .fields = equipment_fields, .n_fields = COUNT(equipment_fields), .state = "state",
    .steps = equipment_steps, .seals = {SEAL_AREA}};

static const struct choice repair_states[] = {
    {REPAIR_WAITS, "waits", N_("Reported")},
    {REPAIR_BEGUN, "begun", N_("In repair")},
    {REPAIR_DONE, "done", N_("Repaired")},
    {REPAIR_GIVEN_UP, "given-up", N_("Not repaired")},
    {0, NULL, NULL},
};
static const struct field repair_fields[] = {
    {.no = REPAIR_EQUIPMENT, .name = "equipment", .label = N_("Equipment"), .kind = KIND_REF,
     .ref = "equipment", .required = true, HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = REPAIR_HOUSE, .name = "house", .label = N_("House"), .kind = KIND_REF, .ref = "house",
     .required = true, HOUSEHOLD_THING, KEPT, .example = REF_EXAMPLE},
    {.no = REPAIR_REPORTED, .name = "reported", .label = N_("Reported"), .kind = KIND_INSTANT,
     .required = true, HOUSEHOLD_THING, KEPT, .example = "2026-11-21T14:30:00Z"},
    {.no = REPAIR_FAULT, .name = "fault", .label = N_("What is wrong with it?"),
     .kind = KIND_TEXT, .required = true, .max = 200, HOUSEHOLD_THING, .seal = SEAL_AREA, KEPT,
     .example = "The drum does not turn"},
    {.no = REPAIR_STATE, .name = "state", .label = N_("State"), .kind = KIND_CHOICE,
     .required = true, .choices = repair_states, HOUSEHOLD_THING, KEPT, .example = "waits"},
    {.no = REPAIR_ENDED, .name = "ended", .label = N_("Ended"), .kind = KIND_INSTANT,
     HOUSEHOLD_THING, KEPT, .example = "2026-11-28T10:00:00Z"},
    {.no = REPAIR_WORDS, .name = "words", .label = N_("What was done, by whom, for how much?"),
     .kind = KIND_TEXT, .max = 200, HOUSEHOLD_THING, .seal = SEAL_AREA, KEPT,
     .example = "A new belt, 450 hryvnias"},
};
static const struct step repair_steps[] = {
    {0, ACT_FAULT, REPAIR_WAITS},
    {REPAIR_WAITS, ACT_START, REPAIR_BEGUN},
    {REPAIR_WAITS, ACT_FINISH, REPAIR_DONE},
    {REPAIR_BEGUN, ACT_FINISH, REPAIR_DONE},
    {REPAIR_WAITS, ACT_CLOSE, REPAIR_GIVEN_UP},
    {REPAIR_BEGUN, ACT_CLOSE, REPAIR_GIVEN_UP},
    {0, 0, 0},
};
const struct rec_type repair_type = {
    .no = 64, .version = 1, .name = "repair", .label = N_("Repair"), .area = AREA_HOUSE,
    .fields = repair_fields, .n_fields = COUNT(repair_fields), .state = "state",
    .steps = repair_steps, .seals = {SEAL_AREA}};

#define SHOWS_ROUND .secrecy = HIDDEN, .open_for = "companions", .see = CARING, .set = CARING, KEPT
static const struct field companion_fields[] = {
    {.no = COMPANION_PERSON, .name = "person", .label = N_("Person"), .kind = KIND_REF,
     .ref = "person", .required = true, SHOWS_ROUND, .example = REF_EXAMPLE},
    {.no = COMPANION_STAY, .name = "stay", .label = N_("Stay"), .kind = KIND_REF, .ref = "stay",
     .required = true, SHOWS_ROUND, .example = REF_EXAMPLE},
    {.no = COMPANION_BY, .name = "companion", .label = N_("Companion"), .kind = KIND_REF,
     .ref = "person", .required = true, SHOWS_ROUND,
     .help = N_("A mother who has been here longer and shows her round. Ask both of them first"),
     .example = REF_EXAMPLE},
    {.no = COMPANION_FROM, .name = "from", .label = N_("Since"), .kind = KIND_INSTANT,
     .required = true, SHOWS_ROUND, .example = "2026-11-21T14:30:00Z"},
    {.no = COMPANION_UNTIL, .name = "until", .label = N_("Until"), .kind = KIND_INSTANT,
     SHOWS_ROUND, .example = "2026-12-21T10:00:00Z"},
};
const struct rec_type companion_type = {
    .no = 65, .version = 1, .name = "companion", .label = N_("Companion"), .area = AREA_HOUSE,
    .fields = companion_fields, .n_fields = COUNT(companion_fields)};
/* clang-format on */

struct err *series_check_count(struct arena *into, const struct rec *series)
{
    if (rec_int(series, SERIES_KIND, 0) != SERIES_FAITH ||
        rec_int(series, SERIES_COUNT, 0) == COUNT_HEADS)
        return NULL;
    return err_example(err_input(into, "count",
                                 N_("A service of faith is counted by heads alone: who was there "
                                    "is not written down")),
                       "heads");
}

uint32_t series_days(const struct rec *series)
{
    const struct values *days =
        &series->slots[field_index(&series_type, field_by_no(&series_type, SERIES_DAYS))];
    uint32_t mask = 0;
    for (size_t i = 0; i < days->n; i++)
        mask |= UINT32_C(1) << (days->at[i].n - 1);
    return mask;
}
