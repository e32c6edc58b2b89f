/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* enquiry.c - calls and visitors, and the task that follows each of them. */
#include "command/enquiry.h"

#include "lang/lang.h"
#include "model/types.h"
#include "model/types_care.h"
#include "sql/case.sql.h"
#include "sql/door.sql.h"
#include "sql/person.sql.h"
#include "sql/user.sql.h"
#include "view/door.h"
#include "view/persons.h"

/* ---- written down ---------------------------------------------------------------------------- */

static struct err *house_read(struct request *rq, struct id asked, struct id *ret_house)
{
    struct place_rows houses;
    TRY(door_houses(rq, &houses));
    if (houses.n == 0)
        return err_mend(err_new(rq->arena, ERR_CONFLICT, N_("There is no open house yet")),
                        "hearth house add rowan-house --name 'Rowan House' --kind crisis");
    if (id_is_none(asked)) {
        *ret_house = houses.at[0].house;
        return NULL;
    }
    if (place_of(&houses, asked) == NULL)
        return err_input(rq->arena, "house", N_("There is no such house"));
    *ret_house = asked;
    return NULL;
}

static struct err *moment_read(struct request *rq, int64_t at_ms, int64_t *ret_ms)
{
    *ret_ms = at_ms == 0 ? rq->now_ms : at_ms;
    if (*ret_ms <= rq->now_ms)
        return NULL;
    return err_example(err_input(rq->arena, "at", N_("This moment lies in the future")),
                       "2026-11-21T14:30:00Z");
}

static struct err *something_said(struct request *rq, const struct rec *r)
{
    if (rec_has(r, ENQUIRY_WORDS) || rec_has(r, ENQUIRY_ASKED_FOR) || rec_has(r, ENQUIRY_NUMBER) ||
        rec_has(r, ENQUIRY_NAME))
        return NULL;
    return err_example(err_input(rq->arena, "words",
                                 N_("Write what you know: what they said, or that they said "
                                    "nothing")),
                       "Asked which school the boy goes to.");
}

struct err *enquiry_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct enquiry_form *f = form;
    struct rec *r = NULL, *child = NULL;
    struct id house = ID_NONE;
    int64_t at_ms = 0;
    TRY(house_read(rq, f->house, &house));
    TRY(moment_read(rq, f->at_ms, &at_ms));
    TRY(deed_record(deed, &enquiry_type, house, &r));
    TRY(rec_set_int(rq->arena, r, ENQUIRY_KIND, f->kind));
    TRY(rec_set_int(rq->arena, r, ENQUIRY_AT, at_ms));
    TRY(rec_set_id(rq->arena, r, ENQUIRY_HOUSE, house));
    if (!id_is_none(f->child)) {
        TRY(person_require(rq, f->child, &child));
        TRY(rec_set_id(rq->arena, r, ENQUIRY_CHILD, f->child));
    }
    TRY(written_read(rq, r, f->fields, f->n));
    if (child == NULL)
        TRY(something_said(rq, r));
    deed_say(deed, N_("Written down. The people who must know are told"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

/* ---- looked at afterwards -------------------------------------------------------------------- */

/* A manager of everything, else one of this house; ID_NONE: there is none. */
static struct err *manager_find(struct request *rq, struct id house, struct id *ret_user)
{
    struct sql_grants_of_all_row *rows;
    size_t n = 0;
    *ret_user = ID_NONE;
    TRY(sql_grants_of_all(rq->store->db, rq->arena, rq->store->org, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct sql_user_by_id_row user;
        bool found = false, is_all = rows[i].scope == SCOPE_ALL;
        bool covers = is_all || (rows[i].scope == SCOPE_HOUSE && id_equal(rows[i].house, house));
        if (rows[i].role != ROLE_MANAGER || !covers || (!is_all && !id_is_none(*ret_user)))
            continue;
        TRY(sql_user_by_id(rq->store->db, rq->arena, rq->store->org, rows[i].user, &found, &user));
        if (!found || user.state != USER_ACTIVE)
            continue;
        *ret_user = rows[i].user;
        if (is_all)
            return NULL;
    }
    return NULL;
}

/* Who works with her now; else the manager. */
static struct err *owner_find(struct request *rq, struct id person, struct id house,
                              struct id *ret_user)
{
    struct sql_teams_of_persons_row *team = NULL;
    const struct text one = {(const char *)person.bytes, ID_BYTES};
    size_t n = 0;
    if (!id_is_none(person))
        TRY(sql_teams_of_persons(rq->store->db, rq->arena, rq->store->org, one, 1, rq->now_ms,
                                 &team, &n));
    for (size_t i = 0; i < n; i++) {
        struct sql_user_by_id_row user;
        bool found = false;
        TRY(sql_user_by_id(rq->store->db, rq->arena, rq->store->org, team[i].worker, &found,
                           &user));
        if (!found || user.state != USER_ACTIVE)
            continue;
        *ret_user = team[i].worker;
        return NULL;
    }
    return manager_find(rq, house, ret_user);
}

static enum lang lang_of_office(const struct sql_organisation_row_row *office)
{
    if (office->lang == LANG_CODE_RU)
        return LANG_RU;
    return office->lang == LANG_CODE_UK ? LANG_UK : LANG_EN;
}

/* In the language of the office: whoever reads it may have another, but no name is in it. */
static const char *task_words(int64_t kind, bool is_about)
{
    if (kind == ENQUIRY_CALL)
        return is_about ? N_("A call may have been about this person: read what was said")
                        : N_("Somebody called: read what was said");
    return is_about ? N_("A visitor may have come for this person: read what was said")
                    : N_("Somebody was at the door: read what was said");
}

static struct err *task_make(struct request *rq, const struct rec *enquiry, struct id person,
                             struct deed *deed)
{
    struct sql_organisation_row_row office;
    bool found = false;
    int32_t today = 0;
    struct id owner = ID_NONE, area = area_id(AREA_ORG, ID_NONE);
    struct rec *task = NULL, *about = NULL;
    TRY(sql_organisation_row(rq->store->db, rq->arena, rq->store->org, &found, &office));
    TRY(owner_find(rq, person, enquiry->area, &owner));
    TRY(request_day(rq, &today));
    if (!id_is_none(person)) {
        TRY(record_get(rq->store, rq->arena, &person_type, person, &about));
        area = about->area;
    }
    const char *words = task_words(rec_int(enquiry, ENQUIRY_KIND, 0), about != NULL);
    TRY(deed_record(deed, &task_type, area, &task));
    TRY(rec_set_text(rq->arena, task, TASK_WHAT,
                     text_of(lang_text(lang_of_office(&office), words))));
    if (!id_is_none(owner))
        TRY(rec_set_id(rq->arena, task, TASK_OWNER, owner));
    if (about != NULL)
        TRY(rec_set_id(rq->arena, task, TASK_ABOUT, person));
    TRY(rec_set_int(rq->arena, task, TASK_DUE, today));
    TRY(rec_set_int(rq->arena, task, TASK_STATE, TASK_TODO));
    TRY(rec_read(rq->arena, task, "rule", TEXT("call")));
    return deed_add(deed, ACT_ADD, NULL, NULL, task);
}

static struct err *alert_make(struct request *rq, const struct rec *enquiry, struct id person,
                              struct deed *deed)
{
    struct rec *alert = NULL;
    TRY(deed_record(deed, &alert_type, area_id(AREA_ORG, ID_NONE), &alert));
    TRY(rec_set_id(rq->arena, alert, ALERT_ENQUIRY, enquiry->id));
    if (!id_is_none(person))
        TRY(rec_set_id(rq->arena, alert, ALERT_PERSON, person));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, alert));
    return task_make(rq, enquiry, person, deed);
}

struct err *enquiry_look(struct request *rq, const void *form, struct deed *deed)
{
    const struct enquiry_look_form *f = form;
    struct sql_alerts_of_enquiry_row *rows;
    struct rec *enquiry = NULL;
    struct id persons[ENQUIRY_MEANT_MAX + 1];
    size_t n = 0, n_before = 0;
    TRY(record_get(rq->store, rq->arena, &enquiry_type, f->enquiry, &enquiry));
    TRY(sql_alerts_of_enquiry(rq->store->db, rq->arena, rq->store->org, f->enquiry, &rows,
                              &n_before));
    if (n_before > 0)
        return NULL;
    TRY(enquiry_meant(rq, rec_text(enquiry, ENQUIRY_ASKED_FOR), &n, persons));
    struct id child = rec_id(enquiry, ENQUIRY_CHILD);
    bool is_new = !id_is_none(child);
    for (size_t i = 0; i < n; i++)
        is_new = is_new && !id_equal(persons[i], child);
    if (is_new || n == 0)
        persons[n++] = child;
    for (size_t i = 0; i < n; i++)
        TRY(alert_make(rq, enquiry, persons[i], deed));
    return NULL;
}
