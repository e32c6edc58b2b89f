/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_care.c - the work with the families of Rowan House, told in tables: a family is the number
 * of its room less one, a time is days before today. */
#include "cli/demo_care.h"

#include "base/when.h"
#include "command/care.h"
#include "command/case.h"
#include "command/earlier.h"
#include "command/enquiry.h"
#include "command/incident.h"
#include "command/note.h"
#include "command/programme.h"
#include "command/referral.h"
#include "command/relapse.h"
#include "command/relationship.h"
#include "command/shift.h"
#include "command/task.h"
#include "model/types.h"
#include "model/types_care.h"

#define PROGRAMME "recovery"
#define ROWAN "rowan-house"

enum { ANNA = 0, MOVED = 1, THREATENED = 2, RETURNED = 3, EXPECTING = 4, HOSPITAL = 5, AWAY = 8 };

struct maker {
    struct site *site;
    struct arena *arena;
    enum lang lang;
    const struct demo_folk *folk;
    struct id cases[DEMO_ROWAN_FAMILIES];
};

static struct text words(const struct maker *m, const char *msgid)
{
    return msgid == NULL ? TEXT_NONE : text_of(lang_text(m->lang, msgid));
}

static int64_t days_ago(int64_t days)
{
    return DEMO_NOW_MS - days * DAY_MS;
}

static struct err *act(const struct maker *m, const char *login, enum may may, command_fn *run,
                       const void *form, struct id *ret_made)
{
    struct job job = {
        .arena = m->arena, .as = text_of(login), .may = may, .run = run, .form = form};
    TRY(desk_do(m->site, &job));
    if (ret_made != NULL)
        *ret_made = job.answer.records[0].id;
    return NULL;
}

/* ---- cases and the programme ----------------------------------------------------------------- */

/* The families of rooms 7 and 8 came this week: nobody has a case with them yet. */
static const struct {
    size_t family;
    const char *type, *risk, *lead, *stage;
    int64_t days;
} cases[] = {
    {ANNA, "crisis", "medium", "worker", "3", 90},
    {MOVED, "adaptation", "low", "worker2", "4", 40},
    {THREATENED, "crisis", "high", "worker", "2", 21},
    {RETURNED, "crisis", "high", "worker", "2", 60},
    {EXPECTING, "family-support", "medium", "worker2", "2", 28},
    {HOSPITAL, "crisis", "medium", "worker", "1", 24},
    {AWAY, "reunification", "medium", "worker2", "3", 23},
};

static struct err *case_make(struct maker *m, size_t i)
{
    const struct case_open_form open = {.person = m->folk->heads[cases[i].family],
                                        .type = text_of(cases[i].type),
                                        .risk = text_of(cases[i].risk),
                                        .lead = text_of(cases[i].lead),
                                        .at_ms = days_ago(cases[i].days)};
    const struct enrol_form enrol = {.person = open.person,
                                     .programme = TEXT(PROGRAMME),
                                     .stage = TEXT("1"),
                                     .at_ms = days_ago(cases[i].days - 1)};
    const struct enrolment_form on = {.person = open.person,
                                      .stage = text_of(cases[i].stage),
                                      .at_ms = days_ago(cases[i].days - 15)};
    struct id *found = &m->cases[cases[i].family];
    TRY(act(m, "manager", MAY_WORK_CASES, case_open, &open, found));
    const struct case_step_form start = {.found = *found, .act = ACT_START};
    TRY(act(m, "manager", MAY_WORK_CASES, case_step, &start, NULL));
    TRY(act(m, cases[i].lead, MAY_ENROL, person_enrol, &enrol, NULL));
    return text_is(on.stage, "1") ? NULL
                                  : act(m, cases[i].lead, MAY_ENROL, person_stage, &on, NULL);
}

static struct err *cases_make(struct maker *m)
{
    const struct programme_usual_form usual = {TEXT(PROGRAMME), text_of(lang_code(m->lang))};
    TRY(act(m, "manager", MAY_MANAGE_PROGRAMMES, programme_usual, &usual, NULL));
    for (size_t i = 0; i < COUNT(cases); i++)
        TRY(case_make(m, i));
    return NULL;
}

/* Nobody knows yet how it ends: she is in the house, and the work goes on. */
static struct err *relapse_open_make(const struct maker *m)
{
    const struct relapse_form relapse = {
        .person = m->folk->heads[THREATENED],
        .at_ms = days_ago(1),
        .children = TEXT("in-house"),
        .safe = TEXT("yes"),
        .words = words(m, N_("Told us herself in the evening. The night worker sat with her"))};
    return act(m, "worker", MAY_WRITE_RELAPSE, person_relapse, &relapse, NULL);
}

/* A relapse after which she stayed, and one from which she came back within days. */
static struct err *relapses_make(const struct maker *m)
{
    static const int64_t began[] = {41, 12}, days[] = {6, 4};
    for (size_t i = 0; i < COUNT(began); i++) {
        const struct relapse_form relapse = {
            .person = m->folk->heads[RETURNED],
            .at_ms = days_ago(began[i]),
            .children = TEXT("in-house"),
            .safe = TEXT("yes"),
            .words = words(m, N_("The doctor came. The children stayed with the house mother"))};
        const struct back_form back = {.person = m->folk->heads[RETURNED],
                                       .at_ms = days_ago(began[i] - days[i])};
        TRY(act(m, "worker", MAY_WRITE_RELAPSE, person_relapse, &relapse, NULL));
        TRY(act(m, "worker", MAY_WRITE_RELAPSE, person_back, &back, NULL));
    }
    const struct earlier_form orphanage = {.person = m->folk->heads[RETURNED],
                                           .kind = TEXT("orphanage"),
                                           .from = TEXT("about 2001"),
                                           .until = TEXT("2011"),
                                           .source = TEXT("she-says")};
    return act(m, "worker", MAY_WRITE_RELAPSE, earlier_add, &orphanage, NULL);
}

static const struct {
    size_t family;
    const char *login, *kind, *minutes, *text;
    int64_t days; /* 0: begun just now, a draft */
} notes[] = {
    {ANNA, "worker", "visit", "90",
     N_("At the employment office together. She has an interview at the bakery on Thursday."), 6},
    {ANNA, "worker", "conversation", "30",
     N_("She slept well. Worried about the arithmetic of her son; the teacher helps on Mondays."),
     2},
    {THREATENED, "worker", "conversation", "60",
     N_("She told what happened at home. She does not want the police yet. We made a safety plan."),
     18},
    {THREATENED, "worker", "call", "15",
     N_("The lawyer has the papers and asks for the birth certificates."), 3},
    {RETURNED, "worker", "conversation", "45",
     N_("She is back and tired, and glad that her place was kept. The programme goes on."), 7},
    {EXPECTING, "worker2", "visit", "60",
     N_("At the maternity clinic: everything is well. The next date is in two weeks."), 4},
    {HOSPITAL, "worker", "meeting", "40",
     N_("The doctor, the mother and we agreed who gives the drops, and when."), 5},
    {ANNA, "worker", "call", "10", N_("The teacher called. To be finished after the visit."), 0},
};

static struct err *notes_make(const struct maker *m)
{
    for (size_t i = 0; i < COUNT(notes); i++) {
        const struct note_form form = {.found = m->cases[notes[i].family],
                                       .kind = text_of(notes[i].kind),
                                       .minutes = text_of(notes[i].minutes),
                                       .text = words(m, notes[i].text),
                                       .at_ms = days_ago(notes[i].days),
                                       .is_draft = notes[i].days == 0};
        TRY(act(m, notes[i].login, MAY_WRITE_NOTES, note_add, &form, NULL));
    }
    return NULL;
}

/* ---- who asks for a place -------------------------------------------------------------------- */

static const struct {
    const char *source, *urgency, *name, *children, *why;
    int64_t days;
} referrals[] = {
    {"maternity-ward", "today", "Daryna K.", NULL,
     N_("A mother of nineteen with a newborn boy has nowhere to go from the ward."), 2},
    {"guardianship-body", "week", "Olha P.", "4, 7",
     N_("The flat burnt out. They sleep at a neighbour's, for a week at most."), 1},
    {"self", "month", "Vira T.", "2",
     N_("She asks whether there is a place in spring, when her course begins."), 9},
};

static struct err *referral_make(const struct maker *m, size_t i)
{
    const struct referral_form form = {
        .fields = {.n = 5,
                   .at = {{"source", text_of(referrals[i].source)},
                          {"urgency", text_of(referrals[i].urgency)},
                          {"name", text_of(referrals[i].name)},
                          {"children", referrals[i].children == NULL
                                           ? TEXT_NONE
                                           : text_of(referrals[i].children)},
                          {"why", words(m, referrals[i].why)}}},
        .house = TEXT(ROWAN),
        .at_ms = days_ago(referrals[i].days)};
    return act(m, "manager", MAY_REFER, referral_add, &form, NULL);
}

static struct err *referrals_make(const struct maker *m)
{
    for (size_t i = 0; i < COUNT(referrals); i++)
        TRY(referral_make(m, i));
    const struct referral_out_form lawyer = {
        .fields = {.n = 4,
                   .at = {{"to", words(m, N_("Legal aid centre"))},
                          {"name", words(m, N_("A mother with three children"))},
                          {"why", words(m, N_("A lawyer for the hearing about the children"))},
                          {"consent", words(m, N_("Her name, the children, what happened"))}}},
        .found = m->cases[THREATENED]};
    return act(m, "worker", MAY_WORK_CASES, referral_out, &lawyer, NULL);
}

/* ---- care ------------------------------------------------------------------------------------ */

#define SAY(name, msgid)                                                                           \
    {                                                                                              \
        .field = (name), .words = (msgid)                                                          \
    }
#define CODE(name, text)                                                                           \
    {                                                                                              \
        .field = (name), .code = (text)                                                            \
    }
static const struct {
    const struct rec_type *type;
    size_t family;
    bool is_child;
    struct {
        const char *field, *words, *code; /* words are translated */
    } at[3];
} facts[] = {
    {&medicine_type,
     EXPECTING,
     false,
     {SAY("medicine", N_("Iron")), SAY("dose", N_("1 tablet")), CODE("times", "9:00")}},
    {&medicine_type,
     HOSPITAL,
     true,
     {SAY("medicine", N_("Ear drops")), SAY("dose", N_("3 drops")), CODE("times", "8:00, 20:00")}},
    {&allergy_type,
     ANNA,
     true,
     {SAY("substance", N_("Peanuts")), SAY("reaction", N_("Swollen lips, hard to breathe")),
      SAY("steps", N_("Adrenaline pen from the kitchen drawer, then call the ambulance"))}},
    {&paper_type,
     ANNA,
     false,
     {CODE("kind", "passport"), SAY("place", N_("Safe, folder 1")), CODE("expires", "2026-12-10")}},
    {&paper_type,
     THREATENED,
     true,
     {CODE("kind", "birth-certificate"), SAY("place", N_("Safe, folder 3"))}},
};

static struct err *fact_make(const struct maker *m, size_t i)
{
    size_t family = facts[i].family;
    struct fact_form form = {.type = facts[i].type,
                             .person = facts[i].is_child ? m->folk->children[family]
                                                         : m->folk->heads[family]};
    for (size_t j = 0; j < COUNT(facts[i].at) && facts[i].at[j].field != NULL; j++) {
        const char *code = facts[i].at[j].code;
        form.fields[form.n++] = (struct written){
            facts[i].at[j].field, code != NULL ? text_of(code) : words(m, facts[i].at[j].words)};
    }
    return act(m, "manager", MAY_WRITE_PERSONS, fact_add, &form, NULL);
}

static const struct {
    const char *name, *kind, *basis, *flag;
} kin[] = {
    {"Halyna Ya.", "grandparent", "birth-record", "may_collect"},
    {"Roman Ya.", "former-partner", "court", "must_not_contact"},
};

static struct err *kin_make(const struct maker *m, size_t i)
{
    const struct relationship_form form = {
        .a = m->folk->children[THREATENED],
        .n_outside = 2,
        .outside = {{"kind", TEXT("relative")}, {"name", text_of(kin[i].name)}},
        .n = 3,
        .fields = {{"kind", text_of(kin[i].kind)},
                   {"basis", text_of(kin[i].basis)},
                   {kin[i].flag, TEXT("yes")}}};
    return act(m, "manager", MAY_WRITE_PERSONS, relationship_add, &form, NULL);
}

static struct err *care_make(const struct maker *m)
{
    for (size_t i = 0; i < COUNT(facts); i++)
        TRY(fact_make(m, i));
    for (size_t i = 0; i < COUNT(kin); i++)
        TRY(kin_make(m, i));
    return NULL;
}

/* ---- the house ------------------------------------------------------------------------------- */

static struct err *house_make(const struct maker *m)
{
    const struct shift_form shift = {
        .house = TEXT(ROWAN),
        .taker = TEXT("house"),
        .note = words(m, N_("Drops for the boy in room 6 at eight. The boiler man comes at four")),
        .at_ms = DEMO_NOW_MS - DAY_MS / 4};
    const struct task_form papers = {.what = words(m, N_("Fetch the birth certificates")),
                                     .owner = TEXT("worker"),
                                     .about = m->folk->heads[THREATENED],
                                     .due = TEXT("2026-11-23")};
    const struct incident_form nuts = {
        .about = m->folk->children[ANNA],
        .at_ms = days_ago(2),
        .kind = TEXT("health"),
        .severity = TEXT("3"),
        .what = words(m, N_("A biscuit with peanuts at the neighbours' table. Swollen lips")),
        .done = words(m, N_("The pen at once, then the ambulance. Home again in the evening")),
        .tell = TEXT("guardianship"),
        .due = TEXT("2026-11-24")};
    TRY(act(m, "manager", MAY_HAND_OVER, shift_hand_over, &shift, NULL));
    TRY(act(m, "manager", MAY_WRITE_INCIDENTS, incident_report, &nuts, NULL));
    return act(m, "manager", MAY_WRITE_TASKS, task_add, &papers, NULL);
}

struct err *demo_care_make(struct site *site, struct arena *scratch, enum lang lang,
                           const struct demo_folk *folk)
{
    struct maker m = {.site = site, .arena = scratch, .lang = lang, .folk = folk};
    TRY(cases_make(&m));
    TRY(relapses_make(&m));
    TRY(relapse_open_make(&m));
    TRY(notes_make(&m));
    TRY(referrals_make(&m));
    TRY(care_make(&m));
    return house_make(&m);
}
