/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* recovery.c - the cards of a person's page: programmes for all who see her, relapse and return for
 * her team. */
#include "page/recovery.h"

#include "base/json.h"
#include "model/types_programme.h"
#include "page/words.h"
#include "view/relapses.h"

static const char *label_of(const struct rec_type *type, uint64_t field, int64_t no)
{
    const struct choice *c = no == 0 ? NULL : choice_by_no(field_by_no(type, field), no);
    return c == NULL ? NULL : c->label;
}

static const char *code_of(const struct rec_type *type, uint64_t field, int64_t no)
{
    const struct choice *c = no == 0 ? NULL : choice_by_no(field_by_no(type, field), no);
    return c == NULL ? NULL : c->code;
}

static struct err *way_make(struct page *pg, const struct zone *zone,
                            const struct programme_views *views, const struct enrolment_view *e,
                            struct recovery_way *ret_way)
{
    const struct programme_view *p = programme_of(views, e->programme);
    const struct stage_view *stage = p == NULL ? NULL : stage_of(p, e->stage);
    int64_t from_ms = e->stage_from_ms != 0 && e->until_ms == 0 ? e->stage_from_ms : e->from_ms;
    *ret_way = (struct recovery_way){.programme = p == NULL ? TEXT_NONE : p->name,
                                     .stage = stage == NULL ? TEXT_NONE : stage->name,
                                     .state = label_of(&enrolment_type, ENROLMENT_STATE, e->state),
                                     .n_back = e->n_back,
                                     .goes_on = enrolment_goes_on(e->state)};
    TRY(words_instant(pg, zone, from_ms, &ret_way->from));
    return e->until_ms == 0 ? NULL : words_instant(pg, zone, e->until_ms, &ret_way->until);
}

static struct err *ways_make(struct page *pg, struct id person, const struct zone *zone,
                             struct recovery_card *card)
{
    struct programme_views views;
    struct enrolments rows;
    TRY(programme_views(&pg->rq, TEXT_NONE, &views));
    TRY(enrolments_of(&pg->rq, person, &rows));
    card->ways = arena_makes(pg->arena, struct recovery_way, rows.n);
    NEED(card->ways);
    for (size_t i = 0; i < rows.n; i++) {
        TRY(way_make(pg, zone, &views, &rows.at[i], &card->ways[card->n_ways++]));
        card->any_goes_on = card->any_goes_on || enrolment_goes_on(rows.at[i].state);
    }
    return NULL;
}

static struct err *relapse_make(struct page *pg, const struct zone *zone,
                                const struct relapse_view *v, struct recovery_relapse *ret)
{
    *ret = (struct recovery_relapse){
        .days = v->days,
        .children = label_of(&relapse_type, RELAPSE_CHILDREN, rec_int(v->rec, RELAPSE_CHILDREN, 0)),
        .safe = label_of(&relapse_type, RELAPSE_SAFE, rec_int(v->rec, RELAPSE_SAFE, 0)),
        .words = rec_text(v->rec, RELAPSE_WORDS),
        .stage = v->stage};
    TRY(words_instant(pg, zone, v->at_ms, &ret->at));
    return v->back_ms == 0 ? NULL : words_instant(pg, zone, v->back_ms, &ret->back);
}

static struct err *relapses_make(struct page *pg, struct id person, const struct zone *zone,
                                 struct recovery_card *card)
{
    struct relapses all;
    TRY(relapses_of(&pg->rq, person, &all));
    card->is_team = all.is_seen && page_may(pg, MAY_WRITE_RELAPSE);
    card->relapses = arena_makes(pg->arena, struct recovery_relapse, all.n);
    NEED(card->relapses);
    for (size_t i = 0; i < all.n; i++)
        TRY(relapse_make(pg, zone, &all.at[i], &card->relapses[card->n_relapses++]));
    card->relapse_goes_on = all.goes_on;
    card->days_since = all.days_since;
    return NULL;
}

struct err *recovery_card_make(struct page *pg, struct id person, const char *url,
                               const struct zone *zone, struct recovery_card *ret_card)
{
    *ret_card = (struct recovery_card){.url = url,
                                       .may_enrol = page_may(pg, MAY_ENROL),
                                       .may_report = page_may(pg, MAY_WRITE_INCIDENTS)};
    TRY(ways_make(pg, person, zone, ret_card));
    return relapses_make(pg, person, zone, ret_card);
}

/* ---- JSON -------------------------------------------------------------------------------------
 */

static void relapse_json(struct buf *b, const struct relapse_view *v)
{
    json_open(b, '{');
    json_id(b, "id", v->relapse);
    json_instant(b, "at", v->at_ms);
    if (v->back_ms != 0)
        json_instant(b, "back", v->back_ms);
    json_int(b, "days", v->days);
    json_string(b, "state", code_of(&relapse_type, RELAPSE_STATE, v->state));
    json_close(b, '}');
}

static void way_json(struct buf *b, const struct programme_views *views,
                     const struct enrolment_view *e)
{
    const struct programme_view *p = programme_of(views, e->programme);
    const struct stage_view *stage = p == NULL ? NULL : stage_of(p, e->stage);
    json_open(b, '{');
    json_id(b, "id", e->enrolment);
    if (p != NULL)
        json_text(b, "programme", p->handle);
    if (stage != NULL)
        json_int(b, "stage", stage->place);
    json_string(b, "state", code_of(&enrolment_type, ENROLMENT_STATE, e->state));
    json_instant(b, "from", e->from_ms);
    if (e->until_ms != 0)
        json_instant(b, "until", e->until_ms);
    json_int(b, "steps_back", (int64_t)e->n_back);
    json_close(b, '}');
}

struct err *recovery_card_json(struct page *pg, struct id person, struct buf *b)
{
    struct programme_views views;
    struct enrolments rows;
    struct relapses all;
    TRY(programme_views(&pg->rq, TEXT_NONE, &views));
    TRY(enrolments_of(&pg->rq, person, &rows));
    TRY(relapses_of(&pg->rq, person, &all));
    json_name(b, "programmes");
    json_open(b, '[');
    for (size_t i = 0; i < rows.n; i++)
        way_json(b, &views, &rows.at[i]);
    json_close(b, ']');
    if (!all.is_seen)
        return NULL;
    json_name(b, "relapses");
    json_open(b, '[');
    for (size_t i = 0; i < all.n; i++)
        relapse_json(b, &all.at[i]);
    json_close(b, ']');
    return NULL;
}
