/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.c - what is known of one person: her record, her family and stays, what was written when
 * and by whom; with the acts that may be done. */
#include "page/person.h"

#include <assert.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "page/pages.h"
#include "page/person.html.h"
#include "page/words.h"

/* ---- whose page ---------------------------------------------------------------------------------
 */

const char *person_path(struct page *pg, struct id person, const char *piece)
{
    char id[ID_TEXT + 1];
    id_text(person, id);
    return piece == NULL ? arena_printf(pg->arena, "/person/%s", id)
                         : arena_printf(pg->arena, "/person/%s/%s", id, piece);
}

struct err *person_open(struct page *pg, struct person_page *ret_page)
{
    struct id person;
    if (!id_parse(pg->params[0], &person))
        return page_absent(pg);
    pg->area = AREA_PEOPLE;
    TRY(person_require(&pg->rq, person, &ret_page->rec));
    TRY(person_life(&pg->rq, person, &ret_page->life));
    TRY(request_zone(&pg->rq, &ret_page->zone));
    ret_page->today = zone_wall(ret_page->zone, pg->rq.now_ms).date;
    const struct person_row *row = people_get(pg->rq.people, person);
    ret_page->name = text_of(row == NULL ? "" : row->name);
    ret_page->url = person_path(pg, person, NULL);
    NEED(ret_page->url);
    page_title(pg, N_("{1}"), ret_page->name);
    return NULL;
}

/* ---- what is known ------------------------------------------------------------------------------
 */

/* Whether a row says something: everybody here is known, and how well a day of birth is known is
 * said with the day. */
static bool is_told(const struct page *pg, const struct rec *person, const struct field *f)
{
    if ((f->see & pg->rq.who->roles) == 0 || !rec_has(person, f->no) ||
        f->no == PERSON_BIRTH_PRECISION)
        return false;
    return f->no != PERSON_STATE || rec_int(person, PERSON_STATE, 0) != PERSON_KNOWN;
}

static struct err *birth_words(struct page *pg, const struct rec *person, struct text *ret_words)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    tell_birth(pg->out.lang, (int32_t)rec_int(person, PERSON_BIRTH, 0),
               rec_int(person, PERSON_BIRTH_PRECISION, BIRTH_EXACT), &b);
    return buf_take(&b, pg->arena, ret_words);
}

static struct err *pairs_make(struct page *pg, struct person_page *p)
{
    assert(p->rec != NULL);
    const struct rec_type *type = p->rec->type;
    p->pairs = arena_makes(pg->arena, struct pair, type->n_fields);
    NEED(p->pairs);
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct field *f = &type->fields[i];
        struct text words;
        if (!is_told(pg, p->rec, f))
            continue;
        if (f->no == PERSON_BIRTH)
            TRY(birth_words(pg, p->rec, &words));
        else
            TRY(words_values(pg, p->zone, f, &p->rec->slots[i], &words));
        p->pairs[p->n_pairs++] = (struct pair){.label = f->label, .value = SHOWN(words)};
    }
    return NULL;
}

/* What the head of the family is to a child of it. */
static const char *head_label(int64_t to_her, int64_t sex)
{
    switch (to_her) {
    case RELATION_CHILD:
        return sex == SEX_MALE ? N_("Father") : N_("Mother");
    case RELATION_GRANDCHILD:
        return sex == SEX_MALE ? N_("Grandfather") : N_("Grandmother");
    case RELATION_WARD:
        return N_("Guardian");
    default:
        return N_("Head");
    }
}

static const char *relation_label(const struct page *pg, int64_t to_her,
                                  const struct life_member *m)
{
    const struct choice *c = choice_by_no(field_by_no(&member_type, MEMBER_RELATION), m->relation);
    const struct person_row *row = people_get(pg->rq.people, m->person);
    if (m->relation == RELATION_HEAD)
        return head_label(to_her, row == NULL ? SEX_UNKNOWN : row->sex);
    return c == NULL ? N_("Other") : c->label;
}

static struct err *kin_about(struct page *pg, const struct life_member *m, struct text *ret_about)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(1));
    CLEANUP(buf_done) struct buf day = buf_make(LIMIT_KIB(1));
    int32_t date = m->is_expected ? m->due : m->birth;
    if (date != VALUE_NO_DATE)
        tell_birth(pg->out.lang, date, m->is_expected ? BIRTH_EXACT : m->known, &day);
    if (date != VALUE_NO_DATE)
        lang_put(&b, pg->out.lang, m->is_expected ? N_("expected about {1}") : N_("born {1}"),
                 day.at);
    else if (m->is_expected)
        lang_put(&b, pg->out.lang, N_("expected"));
    return buf_take(&b, pg->arena, ret_about);
}

static struct err *kin_make(struct page *pg, struct person_page *p)
{
    p->kin = arena_makes(pg->arena, struct person_kin, p->life.n_members);
    NEED(p->kin);
    for (size_t i = 0; i < p->life.n_members; i++) {
        const struct life_member *m = &p->life.members[i];
        struct person_kin *kin = &p->kin[p->n_kin++];
        *kin = (struct person_kin){.url = person_path(pg, m->person, NULL),
                                   .name = m->name,
                                   .relation = relation_label(pg, p->life.relation, m),
                                   .is_here = m->is_here};
        NEED(kin->url);
        TRY(kin_about(pg, m, &kin->about));
    }
    return NULL;
}

/* ---- where she is and was -----------------------------------------------------------------------
 */

/* A choice of a stay that this role may know, behind what is there already. */
static void why_put(const struct page *pg, const struct rec *stay, uint64_t no, struct buf *b)
{
    const struct field *f = field_by_no(stay->type, no);
    const struct value *v = rec_get(stay, no);
    if (v == NULL || (f->see & pg->rq.who->roles) == 0)
        return;
    if (b->n > 0)
        buf_str(b, "; ");
    buf_str(b, lang_text(pg->out.lang, f->label));
    buf_str(b, ": ");
    buf_str(b, lang_text(pg->out.lang, choice_by_no(f, v->n)->label));
}

static struct err *stay_make(struct page *pg, const struct place_rows *places,
                             const struct life_stay *stay, struct person_stay *ret_stay)
{
    CLEANUP(buf_done) struct buf why = buf_make(LIMIT_KIB(4));
    const struct place_row *place = place_of(places, stay->house);
    const struct zone *zone = place == NULL ? zone_utc() : place->zone;
    *ret_stay = (struct person_stay){.room = stay->room};
    if (place != NULL)
        ret_stay->house = place->name;
    TRY(words_instant(pg, zone, stay->from_ms, &ret_stay->from));
    if (stay->until_ms != 0)
        TRY(words_instant(pg, zone, stay->until_ms, &ret_stay->until));
    why_put(pg, stay->rec, STAY_REASON, &why);
    why_put(pg, stay->rec, STAY_DESTINATION, &why);
    return buf_take(&why, pg->arena, &ret_stay->why);
}

static struct err *away_make(struct page *pg, struct person_page *p)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    const struct choice *reason =
        choice_by_no(field_by_no(&absence_type, ABSENCE_REASON), p->life.away);
    struct text since;
    if (reason == NULL)
        return NULL;
    TRY(words_instant(pg, p->zone, p->life.away_from_ms, &since));
    lang_put(&b, pg->out.lang, N_("{1} since {2}"), lang_text(pg->out.lang, reason->label),
             arena_strn(pg->arena, since.at, since.n));
    if (p->life.back != VALUE_NO_DATE) {
        CLEANUP(buf_done) struct buf day = buf_make(LIMIT_KIB(1));
        lang_put_date(&day, pg->out.lang, p->life.back);
        buf_str(&b, "; ");
        lang_put(&b, pg->out.lang, N_("expected back {1}"), day.at);
    }
    return buf_take(&b, pg->arena, &p->away);
}

static struct err *here_make(struct page *pg, struct person_page *p)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    const struct person_stay *stay = p->stays;
    if (p->life.here != HERE_NOW) {
        lang_put(&b, pg->out.lang,
                 p->life.here == HERE_BEFORE ? N_("Stayed here before, is not here now")
                                             : N_("Has not stayed in a house of ours"));
        return buf_take(&b, pg->arena, &p->here);
    }
    buf_put(&b, stay->house);
    if (stay->room.n > 0) {
        buf_str(&b, ", ");
        lang_put(&b, pg->out.lang, N_("Room {1}"),
                 arena_strn(pg->arena, stay->room.at, stay->room.n));
    }
    buf_str(&b, ", ");
    lang_put(&b, pg->out.lang, N_("since {1}"), arena_strn(pg->arena, stay->from.at, stay->from.n));
    return buf_take(&b, pg->arena, &p->here);
}

static struct err *stays_make(struct page *pg, struct person_page *p)
{
    struct place_rows places;
    TRY(place_rows(&pg->rq, &places));
    p->stays = arena_makes(pg->arena, struct person_stay, p->life.n_stays);
    NEED(p->stays);
    for (size_t i = 0; i < p->life.n_stays; i++)
        TRY(stay_make(pg, &places, &p->life.stays[i], &p->stays[p->n_stays++]));
    TRY(away_make(pg, p));
    return here_make(pg, p);
}

/* ---- what was written ---------------------------------------------------------------------------
 */

/* Whether her record as this deed left it still stands. */
static bool is_her_record(const struct tale *tale)
{
    for (size_t i = 0; i < tale->n; i++) {
        const struct story_entry *e = &tale->entries[i];
        if (e->type == &person_type && !e->is_kin && e->is_latest && !e->is_withdrawn)
            return true;
    }
    return false;
}

/* Where it leads: to the deed, to its undoing while that is open, to the form that corrects it. */
static struct err *event_lead(struct page *pg, const struct person_page *p, const struct tale *tale,
                              struct event *event)
{
    char id[ID_TEXT + 1];
    bool may_undo = false;
    id_text(tale->deed, id);
    if (page_may(pg, MAY_SEE_JOURNAL)) {
        event->url = arena_printf(pg->arena, "/deed/%s", id);
        NEED(event->url);
    }
    /* What was done just now offers it at the top of the page. */
    if ((pg->done == NULL || !id_equal(pg->done->deed, tale->deed)) &&
        story_may_undo(&pg->rq, tale->entries, tale->n))
        TRY(story_deed_may_undo(&pg->rq, tale->deed, &may_undo));
    if (may_undo) {
        event->undo = arena_str(pg->arena, id);
        NEED(event->undo);
    }
    if (p->may_correct && is_her_record(tale)) {
        event->correct = person_path(pg, p->rec->id, "correct");
        NEED(event->correct);
    }
    return NULL;
}

static struct err *events_make(struct page *pg, struct person_page *p)
{
    const struct teller t = words_teller(pg, p->zone);
    struct story story;
    struct tale *tales;
    TRY(story_of_person(&pg->rq, p->rec->id, &story));
    TRY(tales_of_story(&t, &story, &p->n_events, &tales));
    p->events = arena_makes(pg->arena, struct event, p->n_events);
    NEED(p->events);
    for (size_t i = 0; i < p->n_events; i++) {
        TRY(words_event(pg, p->zone, &tales[i], &p->events[i]));
        TRY(event_lead(pg, p, &tales[i], &p->events[i]));
    }
    return NULL;
}

/* ---- JSON ---------------------------------------------------------------------------------------
 */

static void may_put(struct buf *b, const struct person_page *p)
{
    const struct {
        const char *name;
        bool may;
    } acts[] = {
        {"correct", p->may_correct},
        {"leave", p->life.may_act},
        {"away", p->life.may_act},
        {"move", p->life.may_act},
        {"join", p->life.may_join},
        {"return", (p->life.may_act && p->life.away != 0) || p->life.may_return},
        {"admit", p->may_admit},
    };
    json_name(b, "may");
    json_open(b, '[');
    for (size_t i = 0; i < COUNT(acts); i++)
        if (acts[i].may)
            json_string(b, NULL, acts[i].name);
    json_close(b, ']');
}

static void stays_put(struct buf *b, const struct page *pg, const struct life *life)
{
    json_name(b, "stays");
    json_open(b, '[');
    for (size_t i = 0; i < life->n_stays; i++)
        rec_put_json(life->stays[i].rec, pg->rq.who->roles, b);
    json_close(b, ']');
}

static void family_put(struct buf *b, const struct life *life)
{
    const struct field *relation = field_by_no(&member_type, MEMBER_RELATION);
    json_name(b, "family");
    json_open(b, '[');
    for (size_t i = 0; i < life->n_members; i++) {
        const struct life_member *m = &life->members[i];
        json_open(b, '{');
        json_id(b, "id", m->person);
        json_text(b, "name", m->name);
        json_string(b, "relation", choice_by_no(relation, m->relation)->code);
        json_bool(b, "expected", m->is_expected);
        json_bool(b, "here", m->is_here);
        json_close(b, '}');
    }
    json_close(b, ']');
}

/* The record of the contract, with what else the page shows. */
static struct err *person_json(struct page *pg, const struct person_page *p)
{
    CLEANUP(buf_done) struct buf rec = buf_make(LIMIT_PAGE_BYTES);
    struct buf *b = pg->out.out;
    rec_put_json(p->rec, pg->rq.who->roles, &rec);
    TRY(buf_check(&rec));
    buf_put(b, (struct text){rec.at, rec.n - 1}); /* its last brace comes below */
    may_put(b, p);
    stays_put(b, pg, &p->life);
    family_put(b, &p->life);
    TRY(recovery_card_json(pg, p->rec->id, b));
    json_close(b, '}');
    buf_char(b, '\n');
    return NULL;
}

/* ---- the page -----------------------------------------------------------------------------------
 */

struct err *page_person(struct page *pg)
{
    struct person_page p = {0};
    TRY(person_open(pg, &p));
    bool is_known = rec_int(p.rec, PERSON_STATE, 0) == PERSON_KNOWN;
    p.may_correct = page_may(pg, MAY_WRITE_PERSONS);
    p.may_admit = is_known && p.life.here != HERE_NOW && page_may(pg, MAY_ADMIT);
    p.is_protected = (field_by_no(&person_type, PERSON_DANGER)->see & pg->rq.who->roles) != 0 &&
                     rec_int(p.rec, PERSON_DANGER, ASKED_NOT) != ASKED_NO;
    if (pg->form == PAGE_JSON)
        return person_json(pg, &p);
    TRY(pairs_make(pg, &p));
    TRY(kin_make(pg, &p));
    TRY(stays_make(pg, &p));
    TRY(recovery_card_make(pg, p.rec->id, p.url, p.zone, &p.recovery));
    TRY(earlier_card_make(pg, p.rec->id, p.url, &p.earlier));
    TRY(events_make(pg, &p));
    TRY(care_card_make(pg, p.rec->id, &p.care));
    TRY(case_card_make(pg, p.rec->id, &p.work));
    TRY(note_card_make(pg, p.rec->id, &p.notes));
    TRY(companion_card_make(pg, p.rec->id, &p.life, p.today, &p.companion));
    person(&pg->out, pg, &p);
    return NULL;
}
