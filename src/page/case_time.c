/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case_time.c - the items of a case's timeline in words. One row for each kind of record. */
#include "base/limits.h"
#include "base/zone.h"
#include "model/types.h"
#include "model/types_programme.h"
#include "page/case.h"
#include "page/note.h"
#include "page/words.h"
#include "view/places.h"

enum { LETTERS_SHOWN = 600 };

/* The beginning of a long text; the rest stands on its own page. */
static struct err *beginning(struct page *pg, struct text whole, struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(8));
    size_t at = 0;
    if (text_length(whole) <= LETTERS_SHOWN) {
        *ret_words = whole;
        return NULL;
    }
    for (size_t i = 0; i < LETTERS_SHOWN; i++)
        (void)text_next(whole, &at);
    buf_put(&b, (struct text){whole.at, at});
    buf_str(&b, " …");
    return buf_take(&b, pg->arena, ret_words);
}

static struct err *title_say(struct page *pg, const char *msgid, struct text value, struct event *e)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    const struct text values[] = {value};
    lang_put_texts(&b, pg->out.lang, msgid, values, COUNT(values));
    return buf_take(&b, pg->arena, &e->title);
}

/* ---- kinds ------------------------------------------------------------------------------------
 */

static struct err *note_event(struct page *pg, const struct zone *zone,
                              const struct timeline_item *item, struct event *e)
{
    const struct rec *r = item->rec;
    static const char *const state_words[] = {[NOTE_DRAFT] = N_("{1}: a draft, only you read it"),
                                              [NOTE_SIGNED] = N_("{1}"),
                                              [NOTE_CORRECTED] = N_("{1}: another note stands "
                                                                    "in its place")};
    (void)zone;
    TRY(title_say(pg, state_words[rec_int(r, NOTE_STATE, NOTE_SIGNED)],
                  text_of(lang_text(pg->out.lang, case_choice(r, NOTE_KIND))), e));
    e->url = note_path(pg, r->id, NULL);
    NEED(e->url);
    return beginning(pg, rec_text(r, NOTE_TEXT), &e->words);
}

static struct err *assignment_event(struct page *pg, const struct zone *zone,
                                    const struct timeline_item *item, struct event *e)
{
    struct text login;
    (void)zone;
    TRY(user_login(&pg->rq, rec_id(item->rec, ASSIGNMENT_WORKER), &login));
    bool leads = rec_int(item->rec, ASSIGNMENT_ROLE, 0) == ASSIGNMENT_LEAD;
    TRY(title_say(pg, leads ? N_("{1}: leads the case") : N_("{1}: works along"), login, e));
    return beginning(pg, rec_text(item->rec, ASSIGNMENT_WORDS), &e->words);
}

static struct err *stay_event(struct page *pg, const struct zone *zone,
                              const struct timeline_item *item, struct event *e)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    struct place_rows places;
    struct text until;
    TRY(place_rows(&pg->rq, &places));
    const struct place_row *place = place_of(&places, rec_id(item->rec, STAY_HOUSE));
    TRY(title_say(pg, N_("Admission: {1}"), place == NULL ? TEXT("") : place->name, e));
    if (!rec_has(item->rec, STAY_UNTIL))
        return NULL;
    TRY(words_instant(pg, zone, rec_int(item->rec, STAY_UNTIL, 0), &until));
    lang_put(&b, pg->out.lang, N_("Left: {1}"), arena_strn(pg->arena, until.at, until.n));
    return buf_take(&b, pg->arena, &e->words);
}

static struct err *referral_event(struct page *pg, const struct zone *zone,
                                  const struct timeline_item *item, struct event *e)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    char id[ID_TEXT + 1];
    (void)zone;
    id_text(item->at.id, id);
    e->url = arena_printf(pg->arena, "/referral/%s", id);
    NEED(e->url);
    TRY(title_say(pg, N_("We ask another service: {1}"), rec_text(item->rec, REFERRAL_TO), e));
    buf_str(&b, lang_text(pg->out.lang, case_choice(item->rec, REFERRAL_STATE)));
    return buf_take(&b, pg->arena, &e->words);
}

/* No word of it blames: the day, and when she was back. */
static struct err *relapse_event(struct page *pg, const struct zone *zone,
                                 const struct timeline_item *item, struct event *e)
{
    struct text back;
    if (rec_has(item->rec, RELAPSE_BACK)) {
        TRY(words_instant(pg, zone, rec_int(item->rec, RELAPSE_BACK, 0), &back));
        TRY(title_say(pg, N_("Relapse; back on {1}"), back, e));
    }
    return beginning(pg, rec_text(item->rec, RELAPSE_WORDS), &e->words);
}

static struct err *incident_event(struct page *pg, const struct zone *zone,
                                  const struct timeline_item *item, struct event *e)
{
    char id[ID_TEXT + 1];
    (void)zone;
    id_text(item->rec->id, id);
    e->url = arena_printf(pg->arena, "/incident/%s", id);
    NEED(e->url);
    TRY(title_say(pg, N_("Incident: {1}"),
                  text_of(lang_text(pg->out.lang, case_choice(item->rec, INCIDENT_KIND))), e));
    return beginning(pg, rec_text(item->rec, INCIDENT_WHAT), &e->words);
}

typedef MUST_CHECK struct err *event_fn(struct page *pg, const struct zone *zone,
                                        const struct timeline_item *item, struct event *e);

static const struct {
    const struct rec_type *type;
    const char *label; /* in the filter */
    event_fn *make;
} kinds[] = {
    {&note_type, N_("Notes"), note_event},
    {&assignment_type, N_("Who works on it"), assignment_event},
    {&stay_type, N_("Stays"), stay_event},
    {&referral_type, N_("Referrals"), referral_event},
    {&relapse_type, N_("Relapse and return"), relapse_event},
    {&incident_type, N_("Incidents"), incident_event},
};

const char *case_kind_label(const struct rec_type *type)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].type == type)
            return kinds[i].label;
    return type->label;
}

struct err *case_event(struct page *pg, const struct zone *zone, const struct timeline_item *item,
                       struct event *ret_event)
{
    struct text when;
    *ret_event = (struct event){.title = text_of(lang_text(pg->out.lang, item->at.type->label)),
                                .by = item->by};
    TRY(words_instant(pg, zone, item->at.at_ms, &when));
    ret_event->when = SHOWN(when);
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].type == item->at.type)
            return kinds[i].make(pg, zone, item, ret_event);
    return NULL;
}
