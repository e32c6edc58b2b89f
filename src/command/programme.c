/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* programme.c - programmes and stages are written down, corrected and closed. */
#include "command/programme.h"

#include "lang/lang.h"
#include "model/types.h"
#include "model/types_programme.h"
#include "sql/house.sql.h"
#include "sql/programme.sql.h"

static struct err *handle_check(struct request *rq, struct text handle)
{
    struct sql_programme_by_handle_row row;
    bool found = false;
    TRY(sql_programme_by_handle(rq->store->db, rq->arena, rq->store->org, handle, &found, &row));
    if (!found)
        return NULL;
    return err_example(err_input(rq->arena, "handle", N_("There is a programme of this name")),
                       "recovery-2");
}

static struct err *house_set(struct request *rq, struct text handle, struct rec *programme)
{
    struct sql_house_by_handle_row house;
    bool found = false;
    if (handle.n == 0)
        return NULL;
    TRY(sql_house_by_handle(rq->store->db, rq->arena, rq->store->org, handle, &found, &house));
    if (!found)
        return err_mend(
            err_example(err_input(rq->arena, "house", N_("There is no such house")), "rowan-house"),
            "hearth house list");
    return rec_set_id(rq->arena, programme, PROGRAMME_HOUSE, house.house);
}

static struct err *text_read(struct request *rq, struct rec *r, const char *field,
                             struct text written)
{
    if (written.n > 0)
        return rec_read(rq->arena, r, field, written);
    rec_clear(r, field_by_name(r->type, field)->no);
    return NULL;
}

static struct err *programme_record(struct request *rq, const struct programme_form *f,
                                    struct deed *deed, struct rec **ret_programme)
{
    struct err *wrong = NULL;
    struct rec *r = NULL;
    TRY(deed_record(deed, &programme_type, area_id(AREA_ORG, ID_NONE), &r));
    err_collect(&wrong, rec_read(rq->arena, r, "handle", f->handle));
    err_collect(&wrong, rec_read(rq->arena, r, "name", f->name));
    err_collect(&wrong, text_read(rq, r, "rules", f->rules));
    err_collect(&wrong, house_set(rq, f->house, r));
    if (wrong == NULL)
        wrong = handle_check(rq, f->handle);
    if (wrong != NULL)
        return wrong;
    TRY(rec_set_int(rq->arena, r, PROGRAMME_STATE, PROGRAMME_OPEN));
    *ret_programme = r;
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *programme_add(struct request *rq, const void *form, struct deed *deed)
{
    struct rec *r = NULL;
    deed_say(deed, N_("The programme is written down. Add its stages"), NULL, NULL);
    return programme_record(rq, form, deed, &r);
}

static struct err *programme_change(struct request *rq, struct text handle, struct deed *deed,
                                    const struct rec **ret_old, struct row_info *ret_info,
                                    struct rec **ret_new)
{
    struct sql_programme_by_handle_row row;
    bool found = false;
    TRY(sql_programme_by_handle(rq->store->db, rq->arena, rq->store->org, handle, &found, &row));
    return deed_change(deed, rq->store, &programme_type, found ? row.programme : ID_NONE, ret_old,
                       ret_info, ret_new);
}

struct err *programme_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct programme_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    struct err *wrong = NULL;
    TRY(programme_change(rq, f->handle, deed, &old, &info, &new));
    err_collect(&wrong, rec_read(rq->arena, new, "name", f->name));
    err_collect(&wrong, text_read(rq, new, "rules", f->rules));
    if (wrong != NULL)
        return wrong;
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

struct err *programme_open_or_close(struct request *rq, const void *form, struct deed *deed)
{
    const struct programme_state_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(programme_change(rq, f->handle, deed, &old, &info, &new));
    TRY(rec_set_int(rq->arena, new, PROGRAMME_STATE,
                    f->is_open ? PROGRAMME_OPEN : PROGRAMME_CLOSED));
    deed_say(deed,
             f->is_open ? N_("The programme takes people in again")
                        : N_("The programme takes nobody in any more; who takes part goes on"),
             NULL, NULL);
    return deed_add(deed, f->is_open ? ACT_REOPEN : ACT_CLOSE, old, &info, new);
}

/* ---- stages ------------------------------------------------------------------------------------
 */

struct stage_places {
    size_t n;
    struct sql_stages_of_programme_row *rows;
};

static struct err *places_read(struct request *rq, struct id programme, struct stage_places *ret)
{
    return sql_stages_of_programme(rq->store->db, rq->arena, rq->store->org, programme, &ret->rows,
                                   &ret->n);
}

/* What was typed, or the place behind the last one; a place belongs to one stage in use. */
static struct err *place_read(struct request *rq, struct text typed, struct rec *stage)
{
    struct stage_places places;
    TRY(places_read(rq, rec_id(stage, STAGE_PROGRAMME), &places));
    if (typed.n > 0)
        TRY(rec_read(rq->arena, stage, "place", typed));
    else if (!rec_has(stage, STAGE_PLACE))
        TRY(rec_set_int(rq->arena, stage, STAGE_PLACE,
                        places.n == 0 ? 1 : places.rows[places.n - 1].place + 1));
    for (size_t i = 0; i < places.n; i++)
        if (!id_equal(places.rows[i].stage, stage->id) && places.rows[i].state == STAGE_IN_USE &&
            places.rows[i].place == rec_int(stage, STAGE_PLACE, 0))
            return err_example(
                err_input(rq->arena, "place", N_("Another stage stands at this place")), "3");
    return NULL;
}

static struct err *stage_read(struct request *rq, const struct stage_form *f, struct rec *r)
{
    struct err *wrong = NULL;
    err_collect(&wrong, rec_read(rq->arena, r, "name", f->name));
    err_collect(&wrong, text_read(rq, r, "means", f->means));
    err_collect(&wrong, place_read(rq, f->place, r));
    return wrong;
}

static struct err *stage_record(struct request *rq, struct id programme, const struct stage_form *f,
                                struct deed *deed)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &stage_type, area_id(AREA_ORG, ID_NONE), &r));
    TRY(rec_set_id(rq->arena, r, STAGE_PROGRAMME, programme));
    TRY(rec_set_int(rq->arena, r, STAGE_STATE, STAGE_IN_USE));
    TRY(stage_read(rq, f, r));
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *stage_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct stage_form *f = form;
    struct sql_programme_by_handle_row row;
    bool found = false;
    TRY(sql_programme_by_handle(rq->store->db, rq->arena, rq->store->org, f->programme, &found,
                                &row));
    if (!found)
        return err_mend(
            err_example(err_input(rq->arena, "programme", N_("There is no such programme")),
                        "recovery"),
            "hearth programme list");
    deed_say(deed, N_("The stage is written down"), NULL, NULL);
    return stage_record(rq, row.programme, f, deed);
}

struct err *stage_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct stage_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &stage_type, f->stage, &old, &info, &new));
    TRY(stage_read(rq, f, new));
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

static struct err *stage_is_empty(struct request *rq, const struct rec *stage)
{
    struct sql_enrolments_of_programme_row *rows;
    size_t n = 0;
    TRY(sql_enrolments_of_programme(rq->store->db, rq->arena, rq->store->org,
                                    rec_id(stage, STAGE_PROGRAMME), ENROLMENT_APPLIED,
                                    ENROLMENT_PAUSED, ID_NONE, INT32_MAX, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (!rows[i].stage_null && id_equal(rows[i].stage, stage->id))
            return err_new(rq->arena, ERR_CONFLICT,
                           N_("Somebody stands at this stage. Lead her to another one first"));
    return NULL;
}

struct err *stage_retire_or_use(struct request *rq, const void *form, struct deed *deed)
{
    const struct stage_state_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(deed_change(deed, rq->store, &stage_type, f->stage, &old, &info, &new));
    if (f->in_use)
        TRY(place_read(rq, TEXT_NONE, new));
    else
        TRY(stage_is_empty(rq, old));
    TRY(rec_set_int(rq->arena, new, STAGE_STATE, f->in_use ? STAGE_IN_USE : STAGE_RETIRED));
    deed_say(deed,
             f->in_use ? N_("The stage is in use again") : N_("The stage is no longer in use"),
             NULL, NULL);
    return deed_add(deed, f->in_use ? ACT_REOPEN : ACT_CLOSE, old, &info, new);
}

/* ---- the usual one ------------------------------------------------------------------------------
 */

static const struct {
    const char *name, *means;
} usual[] = {
    {N_("Arriving"), N_("Rest, food, a doctor. She and her children are safe and know the house.")},
    {N_("First steps"), N_("Papers, a doctor, a day with order. Somebody goes with her.")},
    {N_("Standing firmer"),
     N_("She looks after her children herself, learns or works, and knows whom to call.")},
    {N_("Getting ready to move on"),
     N_("A place to live, money, school and friends. We visit, she decides.")},
};

static struct err *usual_stage(struct request *rq, enum lang lang, size_t i, struct id programme,
                               struct deed *deed)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &stage_type, area_id(AREA_ORG, ID_NONE), &r));
    TRY(rec_set_id(rq->arena, r, STAGE_PROGRAMME, programme));
    TRY(rec_set_int(rq->arena, r, STAGE_PLACE, (int64_t)i + 1));
    TRY(rec_set_text(rq->arena, r, STAGE_NAME, text_of(lang_text(lang, usual[i].name))));
    TRY(rec_set_text(rq->arena, r, STAGE_MEANS, text_of(lang_text(lang, usual[i].means))));
    TRY(rec_set_int(rq->arena, r, STAGE_STATE, STAGE_IN_USE));
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *programme_usual(struct request *rq, const void *form, struct deed *deed)
{
    const struct programme_usual_form *f = form;
    struct rec *r = NULL;
    enum lang lang = LANG_EN;
    if (!lang_parse(f->lang, &lang))
        return err_example(err_input(rq->arena, "lang", N_("Choose one of the three languages")),
                           "uk");
    const struct programme_form programme = {
        .handle = f->handle.n == 0 ? TEXT("recovery") : f->handle,
        .name = text_of(lang_text(lang, N_("Recovery"))),
        .rules = text_of(lang_text(lang, N_("We speak about a relapse on the same day. Nobody is "
                                            "sent away for it: the children stay safe, and she "
                                            "goes on where she stood."))),
    };
    TRY(programme_record(rq, &programme, deed, &r));
    for (size_t i = 0; i < COUNT(usual); i++)
        TRY(usual_stage(rq, lang, i, r->id, deed));
    deed_say(deed, N_("The usual programme is written down. Change its words as you like"), NULL,
             NULL);
    return NULL;
}
