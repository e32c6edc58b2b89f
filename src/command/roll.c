/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roll.c - confirming and correcting the roll call of a night. */
#include "command/roll.h"

#include <assert.h>

#include "base/when.h"
#include "base/zone.h"
#include "command/stay_inside.h"
#include "model/types.h"
#include "view/places.h"
#include "view/roll.h"

/* ---- who wrote first ----------------------------------------------------------------------------
 */

struct err *roll_seen(struct arena *into, const struct roll_view *roll, struct text *ret_seen)
{
    const char *seen =
        roll->is_written ? arena_printf(into, "%lld", (long long)roll->version) : "none";
    NEED(seen);
    *ret_seen = text_of(seen);
    return NULL;
}

static struct err *seen_check(struct request *rq, const struct roll_form *f,
                              const struct roll_view *roll)
{
    struct text seen;
    char time[TIME_TEXT + 1];
    TRY(roll_seen(rq->arena, roll, &seen));
    if (f->seen.n == 0 || text_equal(f->seen, seen))
        return NULL;
    time_print(zone_wall(roll->house->zone, roll->at_ms).minute, time);
    if (!roll->is_written)
        return err_new(rq->arena, ERR_CONFLICT,
                       N_("The roll call that you saw was undone. Look at all once more"));
    return err_new(rq->arena, ERR_CONFLICT,
                   N_("{1}: this roll call was written at {2}. Compare, then save again"),
                   arena_strn(rq->arena, roll->by.at, roll->by.n), arena_str(rq->arena, time));
}

/* ---- one person ---------------------------------------------------------------------------------
 */

static const struct roll_mark_form *said_of(const struct roll_form *f, struct id person)
{
    for (size_t i = 0; i < f->n; i++)
        if (id_equal(f->marks[i].person, person))
            return &f->marks[i];
    return NULL;
}

static const char *field_of(struct request *rq, const char *group, struct id person)
{
    char id[ID_TEXT + 1];
    id_text(person, id);
    return arena_printf(rq->arena, "%s.%s", group, id);
}

static struct err *mark_choose(struct request *rq, const struct roll_mark_form *said,
                               const struct roll_person *p, const struct choice **ret_mark)
{
    const struct field *field = field_by_no(&roll_mark_type, ROLL_MARK_MARK);
    *ret_mark = choice_by_no(field, p->known);
    if (said == NULL || said->mark.n == 0)
        return NULL;
    *ret_mark = choice_by_code(field, said->mark);
    if (*ret_mark != NULL)
        return NULL;
    const char *name = field_of(rq, "person", p->lodger->person);
    NEED(name);
    return err_example(err_input(rq->arena, name, N_("Say where she or he is tonight")), "home");
}

static struct err *mark_write(struct request *rq, struct deed *deed, const struct roll_view *roll,
                              struct id roll_id, const struct roll_person *p, int64_t mark)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *r = NULL;
    if (!id_is_none(p->mark_id)) {
        TRY(deed_change(deed, rq->store, &roll_mark_type, p->mark_id, &old, &info, &r));
        TRY(rec_set_int(rq->arena, r, ROLL_MARK_MARK, mark));
        return deed_add(deed, ACT_CORRECT, old, &info, r);
    }
    TRY(deed_record(deed, &roll_mark_type, area_id(AREA_HOUSE, roll->house->house), &r));
    TRY(rec_set_id(rq->arena, r, ROLL_MARK_ROLL, roll_id));
    TRY(rec_set_id(rq->arena, r, ROLL_MARK_PERSON, p->lodger->person));
    TRY(rec_set_id(rq->arena, r, ROLL_MARK_STAY, p->lodger->stay));
    TRY(rec_set_int(rq->arena, r, ROLL_MARK_MARK, mark));
    return deed_add(deed, ACT_CONFIRM, NULL, NULL, r);
}

static struct err *since_read(struct request *rq, const struct roll_mark_form *said,
                              const struct sql_stays_of_person_row *stay, int64_t at_ms,
                              int64_t *ret_ms)
{
    assert(said != NULL);
    *ret_ms = said->since_ms == 0 ? at_ms : said->since_ms;
    if (*ret_ms <= at_ms && *ret_ms > stay->from_ms)
        return NULL;
    const char *name = field_of(rq, "since", said->person);
    NEED(name);
    return err_example(err_input(rq->arena, name,
                                 *ret_ms > at_ms ? N_("This moment lies in the future")
                                                 : N_("This moment lies before the stay began")),
                       "18:30");
}

/* The absence that the mark means begins, and one that it ends. */
static struct err *absence_settle(struct request *rq, struct deed *deed,
                                  const struct roll_mark_form *said, const struct roll_person *p,
                                  const struct choice *mark, int64_t at_ms)
{
    bool found = false, any = false;
    struct sql_stays_of_person_row stay;
    int64_t since_ms = 0;
    if (mark->no == p->known)
        return NULL;
    TRY(stay_current(rq, p->lodger->person, &found, &stay));
    if (!found || !id_equal(stay.stay, p->lodger->stay))
        return NULL;
    if (p->known != MARK_HOME)
        TRY(absences_end(rq, deed, stay.stay, ACT_RETURN, at_ms, &any));
    if (mark->no == MARK_HOME)
        return NULL;
    TRY(since_read(rq, said, &stay, at_ms, &since_ms));
    if (p->known != MARK_HOME && since_ms < at_ms)
        since_ms = at_ms; /* until now she was away for the other reason */
    const struct away_form away = {.person = p->lodger->person, .reason = text_of(mark->code)};
    return absence_begin(rq, deed, &stay, &away, since_ms);
}

/* ---- the roll -----------------------------------------------------------------------------------
 */

static struct err *roll_write(struct request *rq, struct deed *deed, const struct roll_view *roll,
                              int64_t at_ms, struct id *ret_roll)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *r = NULL;
    bool corrects = roll->is_written && roll->state != ROLL_OPEN;
    if (roll->is_written) {
        TRY(deed_change(deed, rq->store, &roll_type, roll->roll, &old, &info, &r));
    } else {
        TRY(deed_record(deed, &roll_type, area_id(AREA_HOUSE, roll->house->house), &r));
        TRY(rec_set_id(rq->arena, r, ROLL_HOUSE, roll->house->house));
        TRY(rec_set_int(rq->arena, r, ROLL_NIGHT, roll->night));
    }
    TRY(rec_set_int(rq->arena, r, ROLL_AT, at_ms));
    TRY(rec_set_id(rq->arena, r, ROLL_BY, rq->who->user));
    TRY(rec_set_int(rq->arena, r, ROLL_STATE, corrects ? ROLL_CORRECTED : ROLL_CONFIRMED));
    *ret_roll = r->id;
    return deed_add(deed, corrects ? ACT_CORRECT : ACT_CONFIRM, old,
                    roll->is_written ? &info : NULL, r);
}

/* A name that does not lodge here is not passed over: somebody meant a person by it. */
static struct err *strangers_refuse(struct request *rq, const struct roll_form *f,
                                    const struct roll_view *roll)
{
    struct err *wrong = NULL;
    for (size_t i = 0; i < f->n; i++) {
        if (roll_person_of(roll, f->marks[i].person) != NULL)
            continue;
        const char *name = field_of(rq, "person", f->marks[i].person);
        NEED(name);
        err_collect(&wrong, err_input(rq->arena, name,
                                      N_("Nobody of this id sleeps here tonight. Look again")));
    }
    return wrong;
}

static struct err *persons_write(struct request *rq, const struct roll_form *f, struct deed *deed,
                                 const struct roll_view *roll, struct id roll_id, int64_t at_ms,
                                 int64_t *ret_home)
{
    struct err *wrong = NULL;
    *ret_home = 0;
    for (size_t i = 0; i < roll->n; i++) {
        const struct roll_person *p = &roll->at[i];
        const struct roll_mark_form *said = said_of(f, p->lodger->person);
        const struct choice *mark = NULL;
        struct err *bad = mark_choose(rq, said, p, &mark);
        if (bad == NULL)
            bad = absence_settle(rq, deed, said, p, mark, at_ms);
        if (bad == NULL)
            bad = mark_write(rq, deed, roll, roll_id, p, mark->no);
        if (bad != NULL && bad->kind != ERR_INPUT)
            return bad;
        err_collect(&wrong, bad);
        *ret_home += mark != NULL && mark->no == MARK_HOME;
    }
    return wrong;
}

struct err *roll_confirm(struct request *rq, const void *form, struct deed *deed)
{
    const struct roll_form *f = form;
    struct request then = *rq;
    struct roll_view roll;
    struct id roll_id = ID_NONE;
    int64_t home = 0;
    TRY(stay_moment(rq, f->at_ms, &then.now_ms));
    TRY(roll_view(&then, f->house, &roll));
    TRY(seen_check(rq, f, &roll));
    TRY(strangers_refuse(rq, f, &roll));
    if (roll.n == 0)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nobody stays in this house tonight"));
    TRY(roll_write(rq, deed, &roll, then.now_ms, &roll_id));
    TRY(persons_write(rq, f, deed, &roll, roll_id, then.now_ms, &home));
    const char *at_home = arena_printf(rq->arena, "%lld", (long long)home);
    const char *away = arena_printf(rq->arena, "%lld", (long long)((int64_t)roll.n - home));
    NEED(at_home);
    NEED(away);
    deed_say(deed, N_("Roll call written down. At home: {1}, away: {2}"), at_home, away);
    return NULL;
}
