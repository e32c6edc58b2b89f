/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* organisation.c - the first act of a site, houses and rooms. */
#include "command/organisation.h"

#include "base/zone.h"
#include "model/types.h"
#include "sql/house.sql.h"
#include "sql/person.sql.h"
#include "view/houses.h"

static struct err *zone_check(struct arena *into, struct text zone)
{
    const struct zone *z = NULL;
    char *name = arena_strn(into, zone.at == NULL ? "" : zone.at, zone.n);
    NEED(name);
    struct err *bad = zone_open(into, name, &z);
    if (bad == NULL)
        return NULL;
    return err_example(err_input(into, "zone", N_("There is no time zone \"{1}\""), name),
                       "Europe/Kyiv");
}

static struct err *user_records(struct request *rq, struct deed *deed, struct text login,
                                enum role role, struct rec **ret_user)
{
    struct id org = area_id(AREA_ORG, ID_NONE);
    struct rec *user = NULL, *grant = NULL;
    TRY(deed_record(deed, &user_type, org, &user));
    TRY(rec_read(deed->arena, user, "login", login));
    TRY(rec_set_int(deed->arena, user, USER_STATE, USER_ACTIVE));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, user));
    TRY(deed_record(deed, &grant_type, org, &grant));
    TRY(rec_set_id(deed->arena, grant, GRANT_USER, user->id));
    TRY(rec_set_int(deed->arena, grant, GRANT_ROLE, role));
    TRY(rec_set_int(deed->arena, grant, GRANT_SCOPE, SCOPE_ALL));
    TRY(rec_set_int(deed->arena, grant, GRANT_FROM, rq->now_ms));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, grant));
    *ret_user = user;
    return NULL;
}

static struct err *organisation_record(const struct begin_form *form, struct deed *deed)
{
    struct rec *organisation = NULL;
    TRY(deed_record(deed, &organisation_type, area_id(AREA_ORG, ID_NONE), &organisation));
    TRY(rec_read(deed->arena, organisation, "name", form->name));
    TRY(rec_read(deed->arena, organisation, "lang", form->lang));
    TRY(rec_read(deed->arena, organisation, "zone", form->zone));
    TRY(rec_set_int(deed->arena, organisation, ORGANISATION_DEMO, form->is_demo));
    return deed_add(deed, ACT_ADD, NULL, NULL, organisation);
}

static struct err *answer_read(struct deed *deed, struct rec *r, const char *field,
                               struct text written)
{
    return written.n == 0 ? NULL : rec_read(deed->arena, r, field, written);
}

struct err *organisation_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct organisation_form *f = form;
    struct sql_organisation_row_row row;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    struct err *wrong = NULL;
    bool found = false;
    TRY(sql_organisation_row(rq->store->db, deed->arena, rq->store->org, &found, &row));
    if (!found)
        return err_bug(deed->arena, "a site without its organisation");
    TRY(deed_change(deed, rq->store, &organisation_type, row.organisation, &old, &info, &new));
    err_collect(&wrong, answer_read(deed, new, "name", f->name));
    err_collect(&wrong, answer_read(deed, new, "lang", f->lang));
    err_collect(&wrong, answer_read(deed, new, "zone", f->zone));
    if (f->zone.n > 0)
        err_collect(&wrong, zone_check(deed->arena, f->zone));
    if (wrong != NULL)
        return wrong;
    deed_say(deed, N_("Written down"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

struct err *organisation_answer(struct request *rq, const void *form, struct deed *deed)
{
    const struct setup_form *f = form;
    struct err *wrong = NULL;
    err_collect(&wrong, organisation_correct(rq, &f->organisation, deed));
    if (f->login.n > 0)
        err_collect(&wrong, user_rename_own(rq, deed, f->login));
    deed->is_final = true;
    return wrong;
}

struct err *incarnation_begin(struct request *rq, const void *form, struct deed *deed)
{
    const struct incarnation_form *f = form;
    (void)rq;
    struct rec *r = NULL;
    TRY(deed_record(deed, &incarnation_type, area_id(AREA_ORG, ID_NONE), &r));
    r->id = f->id;
    TRY(rec_set_id(deed->arena, r, INCARNATION_SITE, f->site));
    TRY(rec_set_int(deed->arena, r, INCARNATION_NUMBER, f->number));
    TRY(rec_set_int(deed->arena, r, INCARNATION_REASON, f->reason));
    deed->is_final = true;
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *organisation_begin(struct request *rq, const void *form, struct deed *deed)
{
    const struct begin_form *f = form;
    struct rec *site = NULL, *user = NULL;
    TRY(zone_check(deed->arena, f->zone));
    TRY(organisation_record(f, deed));
    TRY(deed_record(deed, &site_type, area_id(AREA_ORG, ID_NONE), &site));
    TRY(rec_read(deed->arena, site, "key", text_of(f->public_key)));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, site));
    const struct incarnation_form first = {f->incarnation, site->id, 1, INCARNATION_FIRST};
    TRY(incarnation_begin(rq, &first, deed));
    TRY(user_records(rq, deed, TEXT("clock"), ROLE_CLOCK, &user));
    TRY(user_records(rq, deed, f->login, ROLE_MANAGER, &user));
    deed->is_final = true;
    deed_say(deed, N_("The site is made"), NULL, NULL);
    return NULL;
}

struct err *house_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct house_form *f = form;
    bool found = false;
    struct sql_house_by_handle_row row;
    struct rec *house = NULL;
    TRY(zone_check(deed->arena, f->zone));
    TRY(deed_record(deed, &house_type, ID_NONE, &house));
    house->area = area_id(AREA_HOUSE, house->id);
    TRY(rec_read(deed->arena, house, "handle", f->handle));
    TRY(rec_read(deed->arena, house, "name", f->name));
    TRY(rec_read(deed->arena, house, "zone", f->zone));
    TRY(rec_read(deed->arena, house, "kind", f->kind));
    TRY(rec_set_int(deed->arena, house, HOUSE_STATE, HOUSE_OPEN));
    TRY(sql_house_by_handle(rq->store->db, deed->arena, rq->store->org,
                            rec_text(house, HOUSE_HANDLE), &found, &row));
    if (found)
        return err_input(deed->arena, "handle", N_("This short name is taken"));
    deed_say(deed, N_("House added: {1}"), rec_text(house, HOUSE_HANDLE).at, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, house);
}

struct err *room_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct room_form *f = form;
    bool found = false;
    struct sql_house_by_handle_row house;
    TRY(sql_house_by_handle(rq->store->db, deed->arena, rq->store->org, f->house, &found, &house));
    if (!found || !guard_may_in_house(rq->who, MAY_MANAGE_HOUSES, house.house))
        return err_input(deed->arena, "house", N_("There is no such house"));
    struct rec *room = NULL;
    TRY(deed_record(deed, &room_type, area_id(AREA_HOUSE, house.house), &room));
    TRY(rec_set_id(deed->arena, room, ROOM_HOUSE, house.house));
    TRY(rec_read(deed->arena, room, "label", f->label));
    TRY(room_label_taken(rq, house.house, rec_text(room, ROOM_LABEL), &found));
    if (found)
        return err_input(deed->arena, "label", N_("This is there already"));
    TRY(rec_read(deed->arena, room, "places", f->places));
    if (f->households_max.n > 0)
        TRY(rec_read(deed->arena, room, "households_max", f->households_max));
    TRY(rec_set_int(deed->arena, room, ROOM_STATE, ROOM_IN_SERVICE));
    deed_say(deed, N_("Room added"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, room);
}
