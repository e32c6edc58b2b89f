/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case.c - a case is opened, takes its steps, and is closed by two. */
#include "command/case.h"

#include "base/when.h"
#include "command/case_inside.h"
#include "model/types.h"
#include "sql/case.sql.h"
#include "view/cases.h"

/* Six digits say nothing and can be said: 900,000 of them, and a case takes the next free one. */
enum { NUMBER_FIRST = 100000, NUMBERS = 900000, NUMBER_TRIES = 1000 };

struct err *case_refuse(struct request *rq, const char *text)
{
    return err_mend(err_new(rq->arena, ERR_CONFLICT, text), "hearth case list");
}

/* ---- opening ----------------------------------------------------------------------------------
 */

static struct err *number_draw(struct request *rq, struct rec *r)
{
    uint64_t drawn = 0;
    for (size_t i = 0; i < 8; i++)
        drawn = drawn << 8 | r->id.bytes[i];
    for (uint64_t i = 0; i < NUMBER_TRIES; i++) {
        uint64_t n = NUMBER_FIRST + (drawn + i) % NUMBERS;
        struct sql_case_by_number_row row;
        bool found = false;
        const char *number =
            arena_printf(rq->arena, "%03u-%03u", (unsigned)(n / 1000), (unsigned)(n % 1000));
        NEED(number);
        TRY(sql_case_by_number(rq->store->db, rq->arena, rq->store->org, text_of(number), &found,
                               &row));
        if (!found)
            return rec_set_text(rq->arena, r, CASE_NUMBER, text_of(number));
    }
    return err_new(rq->arena, ERR_BUSY, N_("No case number is free. Try again"));
}

/* A family has one case of a kind at a time; so has a child. */
static struct err *must_be_first(struct request *rq, const struct rec *r)
{
    struct sql_cases_of_person_row *rows;
    size_t n = 0;
    TRY(sql_cases_of_person(rq->store->db, rq->arena, rq->store->org, rec_id(r, CASE_ABOUT),
                            rq->now_ms, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct rec *other = NULL;
        TRY(record_get(rq->store, rq->arena, &case_type, rows[i].found, &other));
        if (rec_int(other, CASE_TYPE, 0) == rec_int(r, CASE_TYPE, 0) &&
            id_equal(rec_id(other, CASE_HOUSEHOLD), rec_id(r, CASE_HOUSEHOLD)))
            return case_refuse(rq, N_("A case of this kind goes on already. Ask the manager"));
    }
    return NULL;
}

static struct err *subject_fill(struct request *rq, const struct case_open_form *f,
                                struct case_subject *ret_subject, struct id *ret_area)
{
    struct rec *person = NULL;
    TRY(person_require(rq, f->person, &person));
    if (rec_int(person, PERSON_STATE, 0) == PERSON_ERASED)
        return case_refuse(rq, N_("This person was erased already"));
    *ret_area = person->area;
    *ret_subject = (struct case_subject){.about = f->person};
    return f->alone ? NULL : case_subject_of(rq, f->person, ret_subject);
}

struct err *case_open(struct request *rq, const void *form, struct deed *deed)
{
    const struct case_open_form *f = form;
    struct case_subject subject;
    struct who lead;
    struct id area;
    struct rec *r = NULL;
    int64_t at_ms = 0;
    TRY(subject_fill(rq, f, &subject, &area));
    TRY(case_moment(rq, f->at_ms, &at_ms));
    TRY(case_worker(rq, "lead", f->lead, &lead));
    TRY(deed_record(deed, &case_type, area, &r));
    TRY(rec_read(rq->arena, r, "type", f->type));
    if (f->risk.n > 0)
        TRY(rec_read(rq->arena, r, "risk", f->risk));
    TRY(rec_set_id(rq->arena, r, CASE_ABOUT, subject.about));
    if (!id_is_none(subject.household))
        TRY(rec_set_id(rq->arena, r, CASE_HOUSEHOLD, subject.household));
    TRY(rec_set_int(rq->arena, r, CASE_STATE, CASE_OPEN));
    TRY(rec_set_int(rq->arena, r, CASE_OPENED, at_ms));
    TRY(must_be_first(rq, r));
    TRY(number_draw(rq, r));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, r));
    const struct assignment_new first = {.of = r,
                                         .worker = lead.user,
                                         .role = ASSIGNMENT_LEAD,
                                         .reason = TEXT("new"),
                                         .from_ms = at_ms,
                                         .act = ACT_ASSIGN};
    TRY(assignment_begin(rq, &first, deed));
    struct text number = rec_text(r, CASE_NUMBER);
    deed_say(deed, N_("Case {1} is open"), arena_strn(rq->arena, number.at, number.n), NULL);
    return NULL;
}

/* ---- steps ------------------------------------------------------------------------------------
 */

static const struct {
    enum act act;
    int64_t to;
    const char *said;
} steps[] = {
    {ACT_START, CASE_ACTIVE, N_("The case is at work")},
    {ACT_MONITOR, CASE_MONITORING, N_("The work is done; we keep in touch")},
    {ACT_SUSPEND, CASE_SUSPENDED, N_("The work rests")},
    {ACT_REOPEN, CASE_ACTIVE, N_("The case is open again")},
    {ACT_CANCEL, CASE_ACTIVE, N_("The case stays open")},
};

/* What was asked for closing is asked anew the next time. */
static void closing_clear(struct rec *r)
{
    static const uint64_t fields[] = {CASE_CLOSED_AT, CASE_REASON,   CASE_OUTCOME,
                                      CASE_WORDS,     CASE_ASKED_BY, CASE_ASKED_AT};
    for (size_t i = 0; i < COUNT(fields); i++)
        rec_clear(r, fields[i]);
}

struct err *case_step(struct request *rq, const void *form, struct deed *deed)
{
    const struct case_step_form *f = form;
    struct rec *old = NULL, *new = NULL;
    struct row_info info;
    size_t i = 0;
    while (i < COUNT(steps) && steps[i].act != f->act)
        i++;
    TRY(case_change(rq, f->found, &old, &info, &new));
    if (i == COUNT(steps) || rec_int(old, CASE_STATE, 0) == steps[i].to)
        return case_refuse(rq, N_("This cannot be done in the present state"));
    TRY(rec_set_int(rq->arena, new, CASE_STATE, steps[i].to));
    if (f->act == ACT_CANCEL || f->act == ACT_REOPEN)
        closing_clear(new);
    deed_say(deed, steps[i].said, NULL, NULL);
    return deed_add(deed, f->act, old, &info, new);
}

/* ---- closing ----------------------------------------------------------------------------------
 */

static struct err *closing_fill(struct request *rq, const struct case_close_form *f, struct rec *r)
{
    const struct {
        const char *name;
        struct text typed;
    } fields[] = {{"reason", f->reason}, {"outcome", f->outcome}, {"words", f->words}};
    struct err *wrong = NULL;
    for (size_t i = 0; i < COUNT(fields); i++)
        if (fields[i].typed.n > 0)
            err_collect(&wrong, rec_read(rq->arena, r, fields[i].name, fields[i].typed));
    if (wrong == NULL && !rec_has(r, CASE_REASON))
        err_collect(&wrong, err_example(err_input(rq->arena, "reason", N_("Choose a reason")),
                                        "plan-completed"));
    return wrong;
}

static struct err *close_ask(struct request *rq, const struct case_close_form *f,
                             const struct rec *old, const struct row_info *info, struct rec *new,
                             struct deed *deed)
{
    if (rec_int(old, CASE_STATE, 0) >= CASE_CLOSING)
        return case_refuse(rq, N_("Closing was asked for already. A second person confirms it"));
    TRY(closing_fill(rq, f, new));
    TRY(rec_set_int(rq->arena, new, CASE_STATE, CASE_CLOSING));
    TRY(rec_set_id(rq->arena, new, CASE_ASKED_BY, rq->who->user));
    TRY(rec_set_int(rq->arena, new, CASE_ASKED_AT, rq->now_ms));
    deed_say(deed, N_("Asked for. A second person must confirm within 30 days"), NULL, NULL);
    return deed_add(deed, ACT_ASK, old, info, new);
}

struct err *case_close(struct request *rq, const void *form, struct deed *deed)
{
    const struct case_close_form *f = form;
    struct rec *old = NULL, *new = NULL;
    struct row_info info;
    TRY(case_change(rq, f->found, &old, &info, &new));
    if (!f->confirm)
        return close_ask(rq, f, old, &info, new, deed);
    if (rec_int(old, CASE_STATE, 0) != CASE_CLOSING ||
        rq->now_ms - rec_int(old, CASE_ASKED_AT, 0) > CASE_CONFIRM_DAYS * DAY_MS)
        return case_refuse(rq, N_("Nobody asked for this in the last 30 days. Ask first"));
    if (id_equal(rec_id(old, CASE_ASKED_BY), rq->who->user))
        return case_refuse(rq, N_("A second person must confirm this, not the one who asked"));
    TRY(closing_fill(rq, f, new));
    TRY(rec_set_int(rq->arena, new, CASE_STATE, CASE_CLOSED));
    TRY(rec_set_int(rq->arena, new, CASE_CLOSED_AT, rq->now_ms));
    deed_say(deed, N_("The case is closed"), NULL, NULL);
    return deed_add(deed, ACT_CLOSE, old, &info, new);
}

/* ---- correcting -------------------------------------------------------------------------------
 */

struct err *case_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct case_correct_form *f = form;
    struct rec *old = NULL, *new = NULL;
    struct row_info info;
    struct err *wrong = NULL;
    TRY(case_change(rq, f->found, &old, &info, &new));
    if (f->type.n > 0)
        err_collect(&wrong, rec_read(rq->arena, new, "type", f->type));
    if (f->risk.n > 0)
        err_collect(&wrong, rec_read(rq->arena, new, "risk", f->risk));
    TRY(wrong);
    deed_say(deed, N_("Corrected"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}
