/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* session.c - one session of a series: held, confirmed, moved, cancelled. Until something is
 * written of it, it is only what the rule says; here it becomes a record. */
#include "command/activity.h"

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "view/activities.h"
#include "view/persons.h"

/* A session on its way: as it is, and as it shall be. */
struct session_change {
    struct series_view series;
    struct session_view session;
    const struct rec *old; /* NULL: nothing was written of it */
    struct row_info info;
    struct rec *new;
};

static struct err *new_record(struct request *rq, struct session_change *c, struct deed *deed)
{
    struct id house = c->series.place->house;
    TRY(deed_record(deed, &session_type, area_id(AREA_HOUSE, house), &c->new));
    TRY(rec_set_id(rq->arena, c->new, SESSION_SERIES, c->series.rec->id));
    TRY(rec_set_id(rq->arena, c->new, SESSION_HOUSE, house));
    TRY(rec_set_int(rq->arena, c->new, SESSION_DAY, c->session.day));
    return rec_set_int(rq->arena, c->new, SESSION_AT, c->session.at_ms);
}

static struct err *change_begin(struct request *rq, const struct session_form *f, struct deed *deed,
                                struct session_change *c)
{
    *c = (struct session_change){0};
    TRY(series_require(rq, f->series, &c->series));
    if (!c->series.may_write)
        return err_new(rq->arena, ERR_DENIED,
                       N_("You are not allowed to do this. Ask the manager"));
    TRY(session_require(rq, &c->series, f->day, &c->session));
    if (id_is_none(c->session.session))
        return new_record(rq, c, deed);
    return deed_change(deed, rq->store, &session_type, c->session.session, &c->old, &c->info,
                       &c->new);
}

static struct err *conflict(struct request *rq, const char *words)
{
    return err_new(rq->arena, ERR_CONFLICT, words);
}

/* Why it cannot be held or changed as it stands; NULL when it can. */
static struct err *still_open(struct request *rq, const struct session_change *c)
{
    if (c->session.state == SESSION_CONFIRMED)
        return conflict(rq, N_("This session is confirmed. Open it again to change it"));
    if (c->session.state == SESSION_CANCELLED)
        return conflict(rq, N_("This session was cancelled. Open it again to change it"));
    return NULL;
}

static struct err *not_held(struct request *rq, const struct session_change *c)
{
    TRY(still_open(rq, c));
    if (c->session.state == SESSION_HELD)
        return conflict(rq, N_("This session was held already"));
    return NULL;
}

static struct err *words_read(struct request *rq, const struct session_form *f, struct rec *r)
{
    return f->words.n == 0 ? NULL : rec_read(rq->arena, r, "words", f->words);
}

static struct err *change_end(struct request *rq, struct session_change *c, enum act act,
                              int64_t state, struct deed *deed)
{
    TRY(rec_set_int(rq->arena, c->new, SESSION_STATE, state));
    return deed_add(deed, act, c->old, c->old == NULL ? NULL : &c->info, c->new);
}

/* ---- who came ----------------------------------------------------------------------------------
 */

static struct err *number_read(struct request *rq, struct rec *r, const char *field,
                               struct text written)
{
    if (written.n == 0)
        return NULL;
    return rec_read(rq->arena, r, field, written);
}

static struct err *heads_read(struct request *rq, const struct session_form *f, struct rec *r)
{
    struct err *wrong = NULL;
    err_collect(&wrong, number_read(rq, r, "women", f->women));
    err_collect(&wrong, number_read(rq, r, "children", f->children));
    err_collect(&wrong, number_read(rq, r, "others", f->others));
    if (wrong != NULL)
        return wrong;
    if (!rec_has(r, SESSION_WOMEN) && !rec_has(r, SESSION_CHILDREN) && !rec_has(r, SESSION_OTHERS))
        return err_example(
            err_input(rq->arena, "women", N_("Write how many came; 0 if nobody did")), "7");
    for (uint64_t no = SESSION_WOMEN; no <= SESSION_OTHERS; no++)
        if (!rec_has(r, no))
            TRY(rec_set_int(rq->arena, r, no, 0));
    return NULL;
}

static const struct comer *comer_of(const struct comer_list *all, struct id person)
{
    for (size_t i = 0; i < all->n; i++)
        if (id_equal(all->at[i].person, person))
            return &all->at[i];
    return NULL;
}

static struct err *one_came(struct request *rq, const struct session_change *c,
                            const struct comer *who, struct text state, struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *r = NULL;
    if (!id_is_none(who->record)) {
        TRY(deed_change(deed, rq->store, &attendance_type, who->record, &old, &info, &r));
    } else {
        TRY(deed_record(deed, &attendance_type, c->new->area, &r));
        TRY(rec_set_id(rq->arena, r, ATTENDANCE_SESSION, c->new->id));
        TRY(rec_set_id(rq->arena, r, ATTENDANCE_PERSON, who->person));
    }
    /* Who was written down by mistake did not come: what was written stays in the history. */
    TRY(rec_read(rq->arena, r, "state", state.n == 0 ? TEXT("absent") : state));
    return deed_add(deed, old == NULL ? ACT_HOLD : ACT_CORRECT, old, old == NULL ? NULL : &info, r);
}

/* Whom the asker does not see is for him as one who never stayed here. */
static struct err *names_read(struct request *rq, const struct session_form *f,
                              const struct session_change *c, struct deed *deed)
{
    struct comer_list all;
    TRY(session_comers(rq, &c->session, &all));
    for (size_t i = 0; i < f->n; i++) {
        const struct comer *who = comer_of(&all, f->came[i].person);
        if (who == NULL)
            return err_mend(err_input(rq->arena, "person",
                                      N_("This person did not stay in the house on that day")),
                            "hearth house list");
        if (f->came[i].state.n > 0 || !id_is_none(who->record))
            TRY(one_came(rq, c, who, f->came[i].state, deed));
    }
    return NULL;
}

static struct err *came_read(struct request *rq, const struct session_form *f,
                             const struct session_change *c, struct deed *deed)
{
    if (rec_int(c->series.rec, SERIES_COUNT, 0) == COUNT_NAMES) {
        TRY(number_read(rq, c->new, "others", f->others));
        return names_read(rq, f, c, deed);
    }
    TRY(series_check_count(rq->arena, c->series.rec));
    if (f->n > 0)
        return err_input(rq->arena, "person",
                         N_("This activity is counted by heads: who came is not written down"));
    return heads_read(rq, f, c->new);
}

/* What stands in a record is no string of its own. */
static const char *said_name(struct request *rq, const struct rec *series)
{
    struct text name = rec_text(series, SERIES_NAME);
    return arena_strn(rq->arena, name.at, name.n);
}

struct err *session_hold(struct request *rq, const void *form, struct deed *deed)
{
    const struct session_form *f = form;
    struct session_change c;
    TRY(change_begin(rq, f, deed, &c));
    TRY(still_open(rq, &c));
    int32_t today = zone_wall(c.series.place->zone, rq->now_ms).date;
    if (c.session.on > today)
        return conflict(rq, N_("This session is still to come"));
    struct err *wrong = words_read(rq, f, c.new);
    err_collect(&wrong, came_read(rq, f, &c, deed));
    if (wrong != NULL)
        return wrong;
    const char *name = said_name(rq, c.series.rec);
    NEED(name);
    deed_say(deed, N_("Written down: {1}"), name, NULL);
    return change_end(rq, &c, c.session.state == SESSION_HELD ? ACT_CORRECT : ACT_HOLD,
                      SESSION_HELD, deed);
}

/* ---- confirmed, cancelled, moved, again
 * ----------------------------------------------------------
 */

/* Whoever wrote down who came, this time or before. */
static struct err *wrote_it(struct request *rq, struct id session, bool *ret_did)
{
    struct history h;
    TRY(record_history(rq->store, rq->arena, session, &h));
    *ret_did = false;
    for (size_t i = 0; i < h.n; i++)
        if ((h.at[i].act == ACT_HOLD || h.at[i].act == ACT_CORRECT) &&
            id_equal(h.at[i].author, rq->who->user))
            *ret_did = true;
    return NULL;
}

struct err *session_confirm(struct request *rq, const void *form, struct deed *deed)
{
    struct session_change c;
    bool did = false;
    TRY(change_begin(rq, form, deed, &c));
    if (c.session.state != SESSION_HELD)
        return conflict(rq, N_("Only a session that was held can be confirmed"));
    TRY(wrote_it(rq, c.session.session, &did));
    if (did)
        return conflict(rq, N_("Somebody else confirms what you wrote down"));
    deed_say(deed, N_("Confirmed"), NULL, NULL);
    return change_end(rq, &c, ACT_CONFIRM, SESSION_CONFIRMED, deed);
}

struct err *session_cancel(struct request *rq, const void *form, struct deed *deed)
{
    const struct session_form *f = form;
    struct session_change c;
    TRY(change_begin(rq, f, deed, &c));
    TRY(not_held(rq, &c));
    TRY(words_read(rq, f, c.new));
    deed_say(deed, N_("The session is cancelled"), NULL, NULL);
    return change_end(rq, &c, ACT_CANCEL, SESSION_CANCELLED, deed);
}

struct err *session_move(struct request *rq, const void *form, struct deed *deed)
{
    const struct session_form *f = form;
    struct session_change c;
    TRY(change_begin(rq, f, deed, &c));
    TRY(not_held(rq, &c));
    int32_t to = zone_wall(c.series.place->zone, f->at_ms).date;
    if (f->at_ms == 0 || to < c.session.day - SESSION_MOVE_DAYS ||
        to > c.session.day + SESSION_MOVE_DAYS)
        return err_example(
            err_input(rq->arena, "when", N_("Write the new day and time, at most two months away")),
            "2026-11-28 16:00");
    TRY(rec_set_int(rq->arena, c.new, SESSION_AT, f->at_ms));
    deed_say(deed, N_("The session is moved"), NULL, NULL);
    return change_end(rq, &c, ACT_MOVE, SESSION_PLANNED, deed);
}

struct err *session_reopen(struct request *rq, const void *form, struct deed *deed)
{
    struct session_change c;
    TRY(change_begin(rq, form, deed, &c));
    deed_say(deed, N_("The session is open again"), NULL, NULL);
    if (c.session.state == SESSION_CONFIRMED)
        return change_end(rq, &c, ACT_REOPEN, SESSION_HELD, deed);
    if (c.session.state == SESSION_CANCELLED)
        return change_end(rq, &c, ACT_REOPEN, SESSION_PLANNED, deed);
    return conflict(rq, N_("Nothing would change"));
}
