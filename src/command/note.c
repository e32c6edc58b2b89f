/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* note.c - writing a note, going on with a draft, standing in for a wrong one. */
#include "command/note.h"

#include "command/case_inside.h"
#include "sql/case.sql.h"
#include "view/cases.h"
#include "view/notes.h"

/* ---- what stands in it ------------------------------------------------------------------------
 */

static void read_into(struct request *rq, struct rec *r, const char *name, struct text typed,
                      struct err **wrong)
{
    if (typed.n > 0)
        err_collect(wrong, rec_read(rq->arena, r, name, typed));
}

/* Staff of the house write for each other, a team for itself, unless they say otherwise. */
static void readers_usual(struct request *rq, struct rec *r, struct err **wrong)
{
    bool is_team = guard_may(rq->who, MAY_WORK_CASES);
    if (!rec_has(r, NOTE_READERS))
        err_collect(
            wrong, rec_set_int(rq->arena, r, NOTE_READERS, is_team ? NOTE_OF_TEAM : NOTE_OF_HOUSE));
}

static struct err *note_fill(struct request *rq, const struct note_form *f, struct rec *r)
{
    struct err *wrong = NULL;
    int64_t at_ms = 0;
    read_into(rq, r, "kind", f->kind, &wrong);
    read_into(rq, r, "minutes", f->minutes, &wrong);
    read_into(rq, r, "readers", f->readers, &wrong);
    if (f->text.n > NOTE_BYTES)
        err_collect(&wrong, err_input(rq->arena, "text", N_("{1}: this is too long"),
                                      field_by_no(&note_type, NOTE_TEXT)->label));
    else
        read_into(rq, r, "text", f->text, &wrong);
    readers_usual(rq, r, &wrong);
    err_collect(&wrong, case_moment(rq, f->at_ms, &at_ms));
    if (wrong != NULL)
        return wrong;
    TRY(rec_set_int(rq->arena, r, NOTE_AT, at_ms));
    return rec_set_int(rq->arena, r, NOTE_STATE, f->is_draft ? NOTE_DRAFT : NOTE_SIGNED);
}

/* ---- whom it is about -------------------------------------------------------------------------
 */

/* Whoever writes: the note finds its case, and says nothing of it. */
static struct err *case_find(struct request *rq, struct id person, struct id *ret_case)
{
    struct sql_cases_of_person_row *rows;
    size_t n = 0;
    TRY(sql_cases_of_person(rq->store->db, rq->arena, rq->store->org, person, rq->now_ms, &rows,
                            &n));
    *ret_case = n > 0 ? rows[0].found : ID_NONE;
    return NULL;
}

/* A person of this case's family, or the one whom it is about. */
static struct err *of_case(struct request *rq, const struct rec *found, struct id person)
{
    struct sql_cases_of_person_row *rows;
    size_t n = 0;
    if (id_equal(person, rec_id(found, CASE_ABOUT)))
        return NULL;
    TRY(sql_cases_of_person(rq->store->db, rq->arena, rq->store->org, person, rq->now_ms, &rows,
                            &n));
    for (size_t i = 0; i < n; i++)
        if (id_equal(rows[i].found, found->id))
            return NULL;
    return err_input(rq->arena, "about", N_("Choose somebody of this family"));
}

static struct err *subject_read(struct request *rq, const struct note_form *f, struct rec *r,
                                struct id *ret_area)
{
    struct id found = f->found, about = f->about;
    struct rec *rec = NULL;
    if (id_is_none(found)) {
        TRY(person_require(rq, about, &rec));
        TRY(case_find(rq, about, &found));
    } else {
        TRY(case_require(rq, found, &rec));
        about = id_is_none(about) ? rec_id(rec, CASE_ABOUT) : about;
        TRY(of_case(rq, rec, about));
    }
    *ret_area = rec->area;
    if (!id_is_none(found))
        TRY(rec_set_id(rq->arena, r, NOTE_CASE, found));
    return rec_set_id(rq->arena, r, NOTE_ABOUT, about);
}

/* ---- acts -------------------------------------------------------------------------------------
 */

/* The wrong note stays to be read, and says that another stands for it. */
static struct err *corrected(struct request *rq, const struct note_form *f, struct rec *r,
                             struct deed *deed)
{
    struct rec *old = NULL, *new = NULL;
    struct row_info info;
    struct id author;
    TRY(note_require(rq, f->corrects, &old, &author));
    TRY(record_find(rq->store, rq->arena, &note_type, f->corrects, &old, &info));
    if (rec_int(old, NOTE_STATE, 0) != NOTE_SIGNED)
        return case_refuse(rq, N_("Only a signed note is corrected by another, and only once"));
    if (!id_equal(author, rq->who->user) && !guard_may(rq->who, MAY_ASSIGN))
        return case_refuse(rq, N_("Who wrote a note corrects it, or a manager does"));
    TRY(rec_clone(rq->arena, old, &new));
    TRY(rec_set_int(rq->arena, new, NOTE_STATE, NOTE_CORRECTED));
    TRY(rec_set_id(rq->arena, r, NOTE_CORRECTS, f->corrects));
    r->area = old->area;
    if (rec_has(old, NOTE_CASE))
        TRY(rec_set_id(rq->arena, r, NOTE_CASE, rec_id(old, NOTE_CASE)));
    TRY(rec_set_id(rq->arena, r, NOTE_ABOUT, rec_id(old, NOTE_ABOUT)));
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}

struct err *note_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct note_form *f = form;
    struct rec *r = NULL;
    bool is_draft = f->is_draft && id_is_none(f->corrects);
    TRY(deed_record(deed, &note_type, area_id(AREA_ORG, ID_NONE), &r));
    if (id_is_none(f->corrects))
        TRY(subject_read(rq, f, r, &r->area));
    else
        TRY(corrected(rq, f, r, deed));
    struct note_form as = *f;
    as.is_draft = is_draft;
    TRY(note_fill(rq, &as, r));
    deed_say(deed, is_draft ? N_("Kept as a draft: only you read it") : N_("The note is signed"),
             NULL, NULL);
    return deed_add(deed, is_draft ? ACT_ADD : ACT_SIGN, NULL, NULL, r);
}

struct err *note_change(struct request *rq, const void *form, struct deed *deed)
{
    const struct note_change_form *f = form;
    struct rec *old = NULL, *new = NULL;
    struct row_info info;
    struct id author;
    TRY(note_require(rq, f->note, &old, &author));
    TRY(record_find(rq->store, rq->arena, &note_type, f->note, &old, &info));
    if (rec_int(old, NOTE_STATE, 0) != NOTE_DRAFT)
        return case_refuse(rq, N_("This note is signed. Write another that corrects it"));
    TRY(rec_clone(rq->arena, old, &new));
    TRY(note_fill(rq, &f->as, new));
    deed_say(deed,
             f->as.is_draft ? N_("Kept as a draft: only you read it") : N_("The note is signed"),
             NULL, NULL);
    return deed_add(deed, f->as.is_draft ? ACT_CORRECT : ACT_SIGN, old, &info, new);
}
