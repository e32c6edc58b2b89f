/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relapse.c - relapse and return, with what follows for the stay and for the programme. */
#include "command/relapse.h"

#include "command/programme.h"
#include "command/stay_inside.h"
#include "model/types.h"
#include "model/types_programme.h"
#include "sql/programme.sql.h"
#include "view/persons.h"
#include "view/relapses.h"

static struct err *team_require(struct request *rq, struct id person, struct rec **ret_person)
{
    bool seen = false;
    TRY(case_work_is_seen(rq, person, &seen));
    if (!seen)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    return person_require(rq, person, ret_person);
}

/* Her team says where she is, though a worker admits nobody: for this the house is not asked. */
static struct request of_the_house(const struct request *rq, struct who *as)
{
    struct request house = *rq;
    *as = guard_clock(rq->who->user);
    house.who = as;
    return house;
}

static struct err *is_away(struct request *rq, struct id stay, bool *ret_away)
{
    struct sql_absences_of_stay_row *rows;
    size_t n = 0;
    TRY(sql_absences_of_stay(rq->store->db, rq->arena, rq->store->org, stay, &rows, &n));
    *ret_away = false;
    for (size_t i = 0; i < n; i++)
        *ret_away = *ret_away || rows[i].until_ms_null;
    return NULL;
}

/* ---- relapse ------------------------------------------------------------------------------------
 */

static bool takes_children(const struct rec *relapse)
{
    return rec_int(relapse, RELAPSE_CHILDREN, 0) == CHILDREN_WITH_HER;
}

/* Others are told no more than that she is away. */
static struct err *goes_away(struct request *rq, const struct rec *relapse, struct id stay,
                             int64_t at_ms, struct deed *deed)
{
    struct who as;
    struct request house = of_the_house(rq, &as);
    bool away = false;
    const struct away_form form = {.person = rec_id(relapse, RELAPSE_PERSON),
                                   .alone = !takes_children(relapse),
                                   .reason = TEXT("other"),
                                   .at_ms = at_ms};
    TRY(is_away(rq, stay, &away));
    return away ? NULL : stay_away(&house, &form, deed);
}

static struct err *leaves(struct request *rq, const struct rec *relapse, int64_t at_ms,
                          struct deed *deed)
{
    struct who as;
    struct request house = of_the_house(rq, &as);
    const struct leave_form form = {.person = rec_id(relapse, RELAPSE_PERSON),
                                    .alone = !takes_children(relapse),
                                    .reason = TEXT("other"),
                                    .destination = TEXT("not-known"),
                                    .at_ms = at_ms};
    return stay_leave(&house, &form, deed);
}

enum now { NOW_HERE, NOW_AWAY, NOW_LEFT };

static struct err *now_read(struct request *rq, struct text written, bool stays, enum now *ret_now)
{
    static const char *const words[] = {"here", "away", "left"};
    *ret_now = NOW_HERE;
    for (size_t i = 0; i < COUNT(words) && written.n > 0; i++) {
        if (!text_is(written, words[i]))
            continue;
        *ret_now = (enum now)i;
        if (i == NOW_HERE || stays)
            return NULL;
        return err_input(rq->arena, "now", N_("She does not stay in a house of ours now"));
    }
    if (written.n == 0)
        return NULL;
    return err_example(err_input(rq->arena, "now", N_("Choose where she is now")), "away");
}

static struct err *words_read(struct request *rq, const struct relapse_form *f, struct rec *r)
{
    struct err *wrong = NULL;
    if (f->children.n > 0)
        err_collect(&wrong, rec_read(rq->arena, r, "children", f->children));
    if (f->safe.n > 0)
        err_collect(&wrong, rec_read(rq->arena, r, "safe", f->safe));
    if (f->words.n > 0)
        err_collect(&wrong, rec_read(rq->arena, r, "words", f->words));
    return wrong;
}

static struct err *thread_keep(struct request *rq, struct id person, struct rec *r)
{
    struct enrolment_view e;
    struct id work;
    bool found = false;
    TRY(enrolment_newest(rq, person, &found, &e));
    if (found)
        TRY(rec_set_id(rq->arena, r, RELAPSE_ENROLMENT, e.enrolment));
    if (found && !id_is_none(e.stage))
        TRY(rec_set_id(rq->arena, r, RELAPSE_STAGE, e.stage));
    TRY(case_of_person(rq, person, &work));
    return id_is_none(work) ? NULL : rec_set_id(rq->arena, r, RELAPSE_CASE, work);
}

struct err *person_relapse(struct request *rq, const void *form, struct deed *deed)
{
    const struct relapse_form *f = form;
    struct sql_stays_of_person_row stay;
    struct rec *person = NULL, *r = NULL;
    struct err *wrong = NULL;
    enum now now = NOW_HERE;
    bool stays = false;
    int64_t at_ms = 0;
    TRY(team_require(rq, f->person, &person));
    TRY(stay_current(rq, f->person, &stays, &stay));
    TRY(deed_record(deed, &relapse_type, person->area, &r));
    err_collect(&wrong, stay_moment(rq, f->at_ms, &at_ms));
    err_collect(&wrong, now_read(rq, f->now, stays, &now));
    err_collect(&wrong, words_read(rq, f, r));
    if (wrong != NULL)
        return wrong;
    TRY(rec_set_id(rq->arena, r, RELAPSE_PERSON, f->person));
    TRY(rec_set_int(rq->arena, r, RELAPSE_AT, at_ms));
    TRY(thread_keep(rq, f->person, r));
    if (stays)
        TRY(rec_set_id(rq->arena, r, RELAPSE_STAY, stay.stay));
    TRY(rec_set_int(rq->arena, r, RELAPSE_STATE,
                    now == NOW_LEFT  ? RELAPSE_LEFT
                    : f->words.n > 0 ? RELAPSE_ANSWERED
                                     : RELAPSE_TOLD));
    /* First what everybody of the house may read of it: the journal calls a deed by its first. */
    if (now == NOW_AWAY)
        TRY(goes_away(rq, r, stay.stay, at_ms, deed));
    if (now == NOW_LEFT)
        TRY(leaves(rq, r, at_ms, deed));
    deed_say(deed, N_("Written down for her team. She goes on where she stood"), NULL, NULL);
    return deed_add(deed, ACT_RELAPSE, NULL, NULL, r);
}

struct err *relapse_respond(struct request *rq, const void *form, struct deed *deed)
{
    const struct relapse_respond_form *f = form;
    struct rec *seen = NULL, *new = NULL;
    const struct rec *old = NULL;
    struct row_info info;
    TRY(relapse_require(rq, f->relapse, &seen));
    TRY(deed_change(deed, rq->store, &relapse_type, f->relapse, &old, &info, &new));
    if (f->words.n == 0)
        return err_example(err_input(rq->arena, "words", N_("Write what was done")),
                           "We talked until midnight.");
    struct text before = rec_text(old, RELAPSE_WORDS);
    const char *words =
        before.n == 0 ? arena_strn(rq->arena, f->words.at, f->words.n)
                      : arena_printf(rq->arena, "%.*s\n%.*s", TEXT_ARG(before), TEXT_ARG(f->words));
    NEED(words);
    TRY(rec_read(rq->arena, new, "words", text_of(words)));
    int64_t state = rec_int(old, RELAPSE_STATE, 0);
    if (state == RELAPSE_TOLD || state == RELAPSE_ANSWERED)
        TRY(rec_set_int(rq->arena, new, RELAPSE_STATE, state + 1));
    deed_say(deed, N_("Written down"), NULL, NULL);
    return deed_add(deed, ACT_RESPOND, old, &info, new);
}

/* ---- return -------------------------------------------------------------------------------------
 */

static struct err *comes_back(struct request *rq, const struct back_form *f, int64_t at_ms,
                              struct deed *deed)
{
    struct sql_stays_of_person_row stay;
    bool stays = false, away = false;
    const struct return_form form = {.person = f->person, .room = f->room, .at_ms = at_ms};
    TRY(stay_current(rq, f->person, &stays, &stay));
    if (!stays) /* only who admits gives her a room again */
        return id_is_none(f->room) ? NULL : stay_return(rq, &form, deed);
    TRY(is_away(rq, stay.stay, &away));
    if (!away)
        return NULL;
    struct who as;
    struct request house = of_the_house(rq, &as);
    return stay_return(&house, &form, deed);
}

static struct err *relapse_end(struct request *rq, struct id relapse, int64_t at_ms,
                               struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &relapse_type, relapse, &old, &info, &new));
    if (at_ms < rec_int(old, RELAPSE_AT, 0))
        return err_input(rq->arena, "when", N_("This moment lies before the relapse"));
    TRY(rec_set_int(rq->arena, new, RELAPSE_BACK, at_ms));
    TRY(rec_set_int(rq->arena, new, RELAPSE_STATE, RELAPSE_RETURNED));
    return deed_add(deed, ACT_RETURN, old, &info, new);
}

struct err *person_back(struct request *rq, const void *form, struct deed *deed)
{
    const struct back_form *f = form;
    struct sql_relapses_of_person_row *rows;
    struct id enrolment = ID_NONE;
    struct rec *person = NULL;
    size_t n = 0, ended = 0;
    int64_t at_ms = 0;
    TRY(team_require(rq, f->person, &person));
    TRY(stay_moment(rq, f->at_ms, &at_ms));
    TRY(sql_relapses_of_person(rq->store->db, rq->arena, rq->store->org, f->person, &rows, &n));
    TRY(comes_back(rq, f, at_ms, deed));
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].back_ms_null)
            continue;
        TRY(relapse_end(rq, rows[i].relapse, at_ms, deed));
        if (ended++ == 0 && !rows[i].enrolment_null)
            enrolment = rows[i].enrolment;
    }
    if (ended == 0)
        return err_new(rq->arena, ERR_CONFLICT, N_("No relapse goes on"));
    deed_say(deed, N_("Back. Everything goes on where it stood"), NULL, NULL);
    return enrolment_go_on(rq, deed, f->person, enrolment, at_ms);
}
