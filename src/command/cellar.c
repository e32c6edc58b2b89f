/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cellar.c - one count of heads is one deed: a record of the count and one for each head. */
#include "command/cellar.h"

#include "model/types.h"
#include "model/types_care.h"
#include "view/tonight.h"

static struct err *wrong(struct request *rq, const char *field, const char *text)
{
    return err_mend(err_input(rq->arena, field, text), "hearth house go HOUSE");
}

struct counting {
    struct request *rq;
    const struct cellar_form *form;
    struct deed *deed;
    struct id cellar, house;
    size_t n_named; /* of those who were named, who stays here */
    size_t n_down, n_missing;
};

static bool is_named(const struct cellar_form *f, struct id person)
{
    for (size_t i = 0; i < f->n; i++)
        if (id_equal(f->down[i], person))
            return true;
    return false;
}

static struct err *mark_add(struct counting *c, const struct lodger *l)
{
    struct rec *r = NULL;
    bool named = is_named(c->form, l->person), is_away = l->away != 0;
    bool is_down = named || (c->form->all && !is_away);
    c->n_named += named;
    if (!is_down && is_away)
        return NULL;
    c->n_down += is_down;
    c->n_missing += !is_down;
    TRY(deed_record(c->deed, &cellar_mark_type, c->house, &r));
    TRY(rec_set_id(c->rq->arena, r, CELLAR_MARK_CELLAR, c->cellar));
    TRY(rec_set_id(c->rq->arena, r, CELLAR_MARK_PERSON, l->person));
    TRY(rec_set_int(c->rq->arena, r, CELLAR_MARK_IS, is_down ? CELLAR_DOWN : CELLAR_MISSING));
    return deed_add(c->deed, ACT_ADD, NULL, NULL, r);
}

static struct err *marks_add(struct counting *c, const struct tonight *house)
{
    for (size_t i = 0; i < house->n_tiles; i++)
        for (size_t j = 0; j < house->tiles[i].n_families; j++)
            for (size_t k = 0; k < house->tiles[i].families[j].n; k++)
                TRY(mark_add(c, &house->tiles[i].families[j].at[k]));
    if (c->n_named != c->form->n)
        return wrong(c->rq, "down", N_("One of these does not stay here tonight"));
    if (c->n_down == 0)
        return wrong(c->rq, "down", N_("Tick who is down here"));
    return NULL;
}

struct err *cellar_save(struct request *rq, const void *form, struct deed *deed)
{
    const struct cellar_form *f = form;
    struct counting c = {.rq = rq, .form = f, .deed = deed};
    struct tonights houses;
    struct rec *r = NULL;
    TRY(tonight(rq, f->house, &houses));
    c.house = houses.at[0].house;
    if (f->at_ms > rq->now_ms)
        return wrong(rq, "at", N_("This moment lies in the future"));
    TRY(deed_record(deed, &cellar_type, c.house, &r));
    TRY(rec_set_id(rq->arena, r, CELLAR_HOUSE, c.house));
    TRY(rec_set_int(rq->arena, r, CELLAR_AT, f->at_ms == 0 ? rq->now_ms : f->at_ms));
    TRY(deed_add(deed, ACT_ADD, NULL, NULL, r));
    c.cellar = r->id;
    TRY(marks_add(&c, &houses.at[0]));
    const char *down = arena_printf(rq->arena, "%zu", c.n_down);
    const char *missing = arena_printf(rq->arena, "%zu", c.n_missing);
    NEED(down);
    NEED(missing);
    deed_say(deed, N_("Down here: {1}. Missing: {2}"), down, missing);
    return NULL;
}
