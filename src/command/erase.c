/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* erase.c - the end of a person's data: one asks, another confirms, and her key is destroyed.
 *
 * The counts of the past stay right because the erasure says, in the open, how she was counted:
 * her sex, and the day of majority only if it fell into one of her stays (else long ago or far
 * ahead, which tells nothing about her birthday). */
#include "base/when.h"
#include "command/person.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"
#include "sql/user.sql.h"
#include "view/persons.h"

enum { LONG_AGO_DAY = -25567 /* 1900-01-01 */, FAR_AHEAD_DAY = 84006 /* 2200-01-01 */ };

static struct err *refuse(struct request *rq, const char *text)
{
    return err_new(rq->arena, ERR_CONFLICT, text);
}

/* Nobody may be erased while she stays in a house, nor while she is a user. */
static struct err *may_end(struct request *rq, struct id person)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (rows[i].state == STAY_ADMITTED)
            return refuse(rq, N_("This person is staying in a house. End the stay first"));
    return NULL;
}

static struct err *erase_ask(struct request *rq, const struct erase_form *f, struct deed *deed)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &erasure_type, area_id(AREA_ORG, ID_NONE), &r));
    TRY(rec_set_id(rq->arena, r, ERASURE_PERSON, f->person));
    TRY(rec_read(rq->arena, r, "reason", f->reason));
    TRY(rec_set_int(rq->arena, r, ERASURE_STATE, ERASURE_ASKED));
    TRY(rec_set_id(rq->arena, r, ERASURE_ASKED_BY, rq->who->user));
    TRY(rec_set_int(rq->arena, r, ERASURE_ASKED_AT, rq->now_ms));
    deed_say(deed, N_("Asked for. A second person must confirm within 7 days"), NULL, NULL);
    return deed_add(deed, ACT_ASK, NULL, NULL, r);
}

/* The confirming user is not the asking one, and was not made a user by the asking one lately. */
static struct err *second_person(struct request *rq, struct id asked_by)
{
    bool found = false;
    struct sql_user_by_id_row me;
    if (id_equal(asked_by, rq->who->user))
        return refuse(rq, N_("A second person must confirm this, not the one who asked"));
    TRY(sql_user_by_id(rq->store->db, rq->arena, rq->store->org, rq->who->user, &found, &me));
    int64_t made_ms = (int64_t)((uint64_t)me.made_hlc >> 16);
    if (found && !me.made_by_null && id_equal(me.made_by, asked_by) &&
        rq->now_ms - made_ms < ERASE_CONFIRM_DAYS * DAY_MS)
        return refuse(rq, N_("The one who asked made you a user in the last 7 days. Somebody else "
                             "must confirm"));
    return NULL;
}

/* Whether the day of majority fell into a stay; if not, which side of all stays it lies on. */
static struct err *counted_day(struct request *rq, struct id person, int32_t adult_from,
                               int32_t *ret_day)
{
    struct sql_stays_of_person_row *rows;
    size_t n = 0;
    TRY(sql_stays_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    *ret_day = LONG_AGO_DAY;
    int64_t turn_ms = adult_from * DAY_MS;
    for (size_t i = 0; i < n; i++) {
        int64_t until_ms = rows[i].until_ms_null ? rq->now_ms : rows[i].until_ms;
        if (turn_ms >= rows[i].from_ms - DAY_MS && turn_ms <= until_ms + DAY_MS) {
            *ret_day = adult_from;
            return NULL;
        }
        if (turn_ms > until_ms)
            *ret_day = FAR_AHEAD_DAY;
    }
    return NULL;
}

static struct err *erasure_close(struct request *rq, const struct rec *person, struct id erasure,
                                 struct deed *deed)
{
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    int32_t adult_from = LONG_AGO_DAY, birth = (int32_t)rec_int(person, PERSON_BIRTH, LONG_AGO_DAY);
    if (!date_birthday(birth, 18, &adult_from))
        adult_from = FAR_AHEAD_DAY;
    TRY(counted_day(rq, person->id, adult_from, &adult_from));
    TRY(deed_change(deed, rq->store, &erasure_type, erasure, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, ERASURE_STATE, ERASURE_DONE));
    TRY(rec_set_int(rq->arena, new, ERASURE_SEX, rec_int(person, PERSON_SEX, SEX_UNKNOWN)));
    TRY(rec_set_int(rq->arena, new, ERASURE_ADULT_FROM, adult_from));
    return deed_add(deed, ACT_ERASE, old, &info, new);
}

static struct err *erase_confirm(struct request *rq, const struct erase_form *f, struct deed *deed)
{
    struct sql_erasures_of_person_row *rows;
    size_t n = 0;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(sql_erasures_of_person(rq->store->db, rq->arena, rq->store->org, f->person, &rows, &n));
    if (n == 0 || rows[0].state != ERASURE_ASKED ||
        rq->now_ms - rows[0].asked_at > ERASE_CONFIRM_DAYS * DAY_MS)
        return refuse(rq, N_("Nobody asked for this in the last 7 days. Ask first"));
    TRY(second_person(rq, rows[0].asked_by));
    TRY(deed_change(deed, rq->store, &person_type, f->person, &old, &info, &new));
    TRY(erasure_close(rq, old, rows[0].erasure, deed));
    for (size_t i = 0; i < person_type.n_fields; i++)
        if (person_type.fields[i].seal != NULL)
            rec_clear(new, person_type.fields[i].no);
    new->n_extra = 0;
    TRY(rec_set_int(rq->arena, new, PERSON_STATE, PERSON_ERASED));
    TRY(deed_add(deed, ACT_ERASE, old, &info, new));
    deed->erased = f->person;
    deed->is_final = true;
    deed_say(deed, N_("Erased. Counts stay, the name is gone"), NULL, NULL);
    return NULL;
}

struct err *person_erase(struct request *rq, const void *form, struct deed *deed)
{
    const struct erase_form *f = form;
    struct rec *person = NULL;
    TRY(person_require(rq, f->person, &person));
    if (rec_int(person, PERSON_STATE, 0) == PERSON_ERASED)
        return refuse(rq, N_("This person was erased already"));
    TRY(may_end(rq, f->person));
    return f->confirm ? erase_confirm(rq, f, deed) : erase_ask(rq, f, deed);
}
