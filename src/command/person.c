/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.c - writing a person down and correcting what was written. */
#include "command/person.h"

#include <string.h>

#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "view/persons.h"

enum { AGE_DAYS_MAX = 130 * 365 };

static struct err *name_add(struct request *rq, struct rec *r, struct text written,
                            enum name_kind kind)
{
    const struct field *f = field_by_no(&person_type, PERSON_NAME);
    struct value v;
    TRY(value_parse(rq->arena, f, written, &v));
    struct person_name *name = arena_copy(rq->arena, v.name, sizeof *name);
    NEED(name);
    name->kind = kind;
    v.name = name;
    return rec_add(rq->arena, r, PERSON_NAME, &v);
}

/* Her name is another one; former and other names stay. */
static struct err *name_replace(struct request *rq, struct rec *r, struct text written)
{
    const struct values old = r->slots[field_index(r->type, field_by_no(r->type, PERSON_NAME))];
    rec_clear(r, PERSON_NAME);
    TRY(name_add(rq, r, written, NAME_OWN));
    for (size_t i = 0; i < old.n; i++)
        if (old.at[i].name->kind != NAME_OWN)
            TRY(rec_add(rq->arena, r, PERSON_NAME, &old.at[i]));
    return NULL;
}

static struct err *field_read(struct request *rq, struct rec *r, const char *name,
                              struct text written)
{
    if (strcmp(name, "former_name") == 0)
        return name_add(rq, r, written, NAME_FORMER);
    if (strcmp(name, "name") == 0)
        return name_replace(rq, r, written);
    const struct field *f = field_by_name(r->type, name);
    if (f == NULL || f->no == PERSON_STATE)
        return err_input(rq->arena, name, N_("There is no field \"{1}\" here"), name);
    if ((f->set & rq->who->roles) == 0)
        return err_new(rq->arena, ERR_DENIED,
                       N_("You are not allowed to do this. Ask the manager"));
    if (written.n == 0) {
        rec_clear(r, f->no);
        return NULL;
    }
    return rec_read(rq->arena, r, name, written);
}

struct err *birth_check(struct request *rq, const struct rec *person)
{
    int32_t latest = zone_wall(zone_utc(), rq->now_ms + DAY_MS / 2).date; /* of any zone */
    int64_t birth = rec_int(person, PERSON_BIRTH, latest);
    const char *text = NULL;
    if (birth > latest)
        text = N_("This moment lies in the future");
    else if (birth < latest - AGE_DAYS_MAX)
        text = N_("Nobody who lives was born so long ago");
    if (text == NULL)
        return NULL;
    return err_example(err_input(rq->arena, "birth", text), "1998-04-17");
}

static struct err *fields_read(struct request *rq, const struct person_form *form, struct rec *r)
{
    struct err *wrongs = NULL;
    for (size_t i = 0; i < form->n; i++)
        err_collect(&wrongs, field_read(rq, r, form->fields[i].field, form->fields[i].written));
    if (wrongs == NULL)
        wrongs = birth_check(rq, r);
    return wrongs;
}

struct err *person_add(struct request *rq, const void *form, struct deed *deed)
{
    struct rec *r = NULL;
    TRY(deed_record(deed, &person_type, area_id(AREA_ORG, ID_NONE), &r));
    TRY(rec_set_int(rq->arena, r, PERSON_STATE, PERSON_KNOWN));
    TRY(rec_set_int(rq->arena, r, PERSON_DANGER, ASKED_NOT));
    TRY(fields_read(rq, form, r));
    deed_say(deed, N_("Person added"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}

struct err *person_correct(struct request *rq, const void *form, struct deed *deed)
{
    const struct person_form *f = form;
    const struct rec *old = NULL;
    struct row_info info;
    struct rec *new = NULL;
    TRY(person_require(rq, f->person, &new));
    TRY(deed_change(deed, rq->store, &person_type, f->person, &old, &info, &new));
    if (f->n == 0)
        return err_new(rq->arena, ERR_CONFLICT, N_("Nothing would change"));
    TRY(fields_read(rq, f, new));
    deed_say(deed, N_("Corrected. What stood before is in the history"), NULL, NULL);
    return deed_add(deed, ACT_CORRECT, old, &info, new);
}
