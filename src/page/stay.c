/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stay.c - the small forms about a stay. Each says when, if it was not now, and whether it is about
 * the whole family. */
#include "page/stay.h"

#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "command/stay.h"
#include "model/types.h"
#include "page/houses.h"
#include "page/pages.h"
#include "page/rooms.h"
#include "page/stay.html.h"
#include "page/words.h"

static const struct stay_form leaving = {"leave", N_("{1}: the stay ends"),
                                         N_("What was written stays; she may come again."),
                                         N_("End the stay"), "person.leave.save"};
static const struct stay_form going = {"away", N_("{1}: away for a time"),
                                       N_("The stay goes on, and the room stays hers."), N_("Save"),
                                       "person.away.save"};
static const struct stay_form coming_back = {"return", N_("{1}: is back"), NULL, N_("Is back"),
                                             "person.return.save"};
static const struct stay_form coming_again = {
    "return", N_("{1}: comes again"),
    N_("A new stay begins, linked to the last one: nothing is typed twice."), N_("Begin the stay"),
    "person.return.save"};
static const struct stay_form moving = {"move", N_("{1}: another room"),
                                        N_("The whole family moves; the stay goes on."), N_("Move"),
                                        "person.move.save"};
static const struct stay_form joining = {
    "join", N_("{1}: a child joins"),
    N_("Born, returned or brought later: the child sleeps in her room from now on."),
    N_("The child joins"), "child.join.save"};

/* ---- what the forms share -----------------------------------------------------------------------
 */

/* Whose form it is; ERR_ABSENT unless she stays where this user acts. */
static struct err *staying_open(struct page *pg, struct person_page *p)
{
    TRY(person_open(pg, p));
    return p->life.may_act ? NULL : page_absent(pg);
}

static struct err *begin(struct page *pg, const struct person_page *p, const struct stay_form *f,
                         const char **ret_action)
{
    *ret_action = person_path(pg, p->rec->id, f->piece);
    NEED(*ret_action);
    page_title(pg, f->title, p->name);
    stay_frame_begin(&pg->out, pg, p, f, *ret_action);
    return NULL;
}

/* The whole family, unless she goes alone. */
static void alone_ask(struct page *pg, const struct person_page *p)
{
    const struct form_choice only[] = {{.value = "yes", .words = p->name}};
    if (p->life.n_members == 0)
        return;
    form_ask(&pg->out, pg,
             &(const struct form_field){.kind = INPUT_RADIOS,
                                        .name = "alone",
                                        .label = N_("Who?"),
                                        .choices = only,
                                        .n_choices = COUNT(only),
                                        .none = N_("The whole family")});
}

void stay_when_ask(struct page *pg)
{
    form_ask(&pg->out, pg,
             &(const struct form_field){.name = "when",
                                        .label = N_("When, if not now?"),
                                        .hint = N_("A time of today, or a day and a time: 14:30, "
                                                   "2026-11-21 14:30"),
                                        .is_short = true});
}

static void field_ask(struct page *pg, const struct rec_type *type, uint64_t no)
{
    const struct field *f = field_by_no(type, no);
    if ((f->set & pg->rq.who->roles) != 0)
        (void)form_of_field(&pg->out, pg, f, NULL);
}

/* The command needs it, though the record does not. */
static void reason_ask(struct page *pg, const struct rec_type *type, uint64_t no)
{
    struct field needed = *field_by_no(type, no);
    needed.required = true;
    (void)form_of_field(&pg->out, pg, &needed, NULL);
}

/* The clock of the house where she stays. */
static struct err *moment_read(struct page *pg, int64_t *ret_ms)
{
    struct person_page p = {0};
    struct place_rows places;
    TRY(person_open(pg, &p));
    TRY(place_rows(&pg->rq, &places));
    const struct place_row *place = place_of(&places, p.life.now.house);
    return words_moment(pg, place == NULL ? p.zone : place->zone, "when", ret_ms);
}

struct err *stay_form_read(struct page *pg, struct id *ret_person, int64_t *ret_ms,
                           struct err **wrong)
{
    if (!id_parse(pg->params[0], ret_person))
        return page_absent(pg);
    struct err *bad = moment_read(pg, ret_ms);
    if (bad != NULL && bad->kind != ERR_INPUT)
        return bad;
    err_collect(wrong, bad);
    return NULL;
}

static void reason_need(struct page *pg, struct err **wrong)
{
    if (fields_get(&pg->typed, "reason").n == 0)
        err_collect(wrong, err_input(pg->arena, "reason", N_("Choose a reason")));
}

static struct page_act act_of(struct page *pg, command_fn *run, const void *form, struct id person)
{
    return (struct page_act){.run = run, .form = form, .next = person_path(pg, person, NULL)};
}

/* ---- the stay ends ------------------------------------------------------------------------------
 */

struct err *page_stay_leave(struct page *pg)
{
    struct person_page p = {0};
    const char *action = NULL;
    TRY(staying_open(pg, &p));
    TRY(begin(pg, &p, &leaving, &action));
    alone_ask(pg, &p);
    reason_ask(pg, &stay_type, STAY_REASON);
    field_ask(pg, &stay_type, STAY_DESTINATION);
    field_ask(pg, &stay_type, STAY_WORDS);
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &leaving, action);
    return NULL;
}

struct err *act_stay_leave(struct page *pg, struct page_act *ret_act)
{
    struct leave_form *form = arena_make(pg->arena, struct leave_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    reason_need(pg, &wrong);
    form->alone = fields_has(&pg->typed, "alone");
    form->reason = fields_get(&pg->typed, "reason");
    form->destination = fields_get(&pg->typed, "destination");
    form->words = fields_get(&pg->typed, "words");
    *ret_act = act_of(pg, stay_leave, form, form->person);
    return wrong;
}

/* ---- away for a time ----------------------------------------------------------------------------
 */

struct err *page_stay_away(struct page *pg)
{
    struct person_page p = {0};
    const char *action = NULL;
    TRY(staying_open(pg, &p));
    TRY(begin(pg, &p, &going, &action));
    alone_ask(pg, &p);
    reason_ask(pg, &absence_type, ABSENCE_REASON);
    field_ask(pg, &absence_type, ABSENCE_BACK);
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &going, action);
    return NULL;
}

struct err *act_stay_away(struct page *pg, struct page_act *ret_act)
{
    struct away_form *form = arena_make(pg->arena, struct away_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    reason_need(pg, &wrong);
    form->alone = fields_has(&pg->typed, "alone");
    form->reason = fields_get(&pg->typed, "reason");
    form->back = fields_get(&pg->typed, "back");
    *ret_act = act_of(pg, stay_away, form, form->person);
    return wrong;
}

/* ---- back, or again -----------------------------------------------------------------------------
 */

/* Where there are many houses: that of her last stay, unless another one was chosen. */
static struct err *house_of_return(struct page *pg, const struct person_page *p,
                                   struct house_choice *ret_choice)
{
    struct text handle = TEXT_NONE, name = TEXT_NONE;
    if (p->life.n_stays > 0)
        (void)people_house(pg->rq.people, p->life.stays[0].house, &handle, &name);
    TRY(house_choice_read(pg, handle, ret_choice));
    return pg->wrong == NULL ? NULL : house_choice_first(pg, ret_choice);
}

static struct err *room_ask(struct page *pg, const struct house_choice *choice)
{
    struct form_field room;
    const char *other = NULL;
    TRY(rooms_field(pg, choice->is_many ? choice->seat->house : ID_NONE, N_("Which room?"), &room));
    if (choice->is_many) {
        TRY(list_url(pg, "house", "", &other));
        stay_house(&pg->out, pg, choice->seat->name, other);
    }
    form_ask(&pg->out, pg, &room);
    return NULL;
}

struct err *page_stay_return(struct page *pg)
{
    struct person_page p = {0};
    struct house_choice choice = {0};
    const char *action = NULL;
    TRY(person_open(pg, &p));
    bool again = p.life.here != HERE_NOW;
    const struct stay_form *f = again ? &coming_again : &coming_back;
    if (again ? !p.life.may_return : !p.life.may_act)
        return page_absent(pg);
    if (again)
        TRY(house_of_return(pg, &p, &choice));
    if (again && choice.is_many && choice.seat == NULL)
        return houses_ask(pg, N_("In which house?"));
    TRY(begin(pg, &p, f, &action));
    if (again)
        TRY(room_ask(pg, &choice));
    alone_ask(pg, &p);
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, f, action);
    return NULL;
}

struct err *act_stay_return(struct page *pg, struct page_act *ret_act)
{
    struct return_form *form = arena_make(pg->arena, struct return_form);
    struct person_last place;
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    TRY(person_place(&pg->rq, form->person, &place));
    if (place.here != HERE_NOW)
        err_collect(&wrong, rooms_read(pg, &form->room));
    form->alone = fields_has(&pg->typed, "alone");
    *ret_act = act_of(pg, stay_return, form, form->person);
    return wrong;
}

/* ---- another room -------------------------------------------------------------------------------
 */

struct err *page_stay_move(struct page *pg)
{
    struct person_page p = {0};
    struct form_field room;
    const char *action = NULL;
    TRY(staying_open(pg, &p));
    TRY(rooms_field(pg, p.life.now.house, N_("Which room?"), &room));
    TRY(begin(pg, &p, &moving, &action));
    if (room.n_choices > 0)
        form_ask(&pg->out, pg, &room);
    else
        part_nothing(&pg->out, N_("No other room of this house is free"));
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &moving, action);
    return NULL;
}

struct err *act_stay_move(struct page *pg, struct page_act *ret_act)
{
    struct move_form *form = arena_make(pg->arena, struct move_form);
    struct err *wrong = NULL;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    err_collect(&wrong, rooms_read(pg, &form->room));
    *ret_act = act_of(pg, stay_move, form, form->person);
    return wrong;
}

/* ---- a child joins ------------------------------------------------------------------------------
 */

/* Of the family, and not in a house: expected, or living elsewhere until now. */
static struct err *children_ask(struct page *pg, const struct person_page *p)
{
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, p->life.n_members);
    size_t n = 0;
    NEED(choices);
    for (size_t i = 0; i < p->life.n_members; i++) {
        const struct life_member *m = &p->life.members[i];
        char id[ID_TEXT + 1];
        if (m->is_here || !relation_is_child(m->relation))
            continue;
        id_text(m->person, id);
        choices[n] = (struct form_choice){.value = arena_str(pg->arena, id), .words = m->name};
        NEED(choices[n].value);
        if (m->is_expected)
            choices[n].label = N_("The child that was expected");
        n++;
    }
    if (n == 0)
        return NULL;
    form_ask(&pg->out, pg,
             &(const struct form_field){.kind = INPUT_RADIOS,
                                        .name = "child",
                                        .label = N_("Which child?"),
                                        .choices = choices,
                                        .n_choices = n,
                                        .none = N_("A child that is not written down yet")});
    return NULL;
}

struct err *page_stay_join(struct page *pg)
{
    struct person_page p = {0};
    const char *action = NULL;
    TRY(staying_open(pg, &p));
    TRY(begin(pg, &p, &joining, &action));
    TRY(children_ask(pg, &p));
    form_ask(&pg->out, pg,
             &(const struct form_field){.name = "name",
                                        .label = N_("Name"),
                                        .hint = N_("As the child is called. Not needed for a "
                                                   "child that has a name here already.")});
    form_ask(&pg->out, pg,
             &(const struct form_field){
                 .name = "age", .label = N_("Born or age"), .is_short = true, .is_optional = true});
    field_ask(pg, &person_type, PERSON_SEX);
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &joining, action);
    return NULL;
}

struct err *act_stay_join(struct page *pg, struct page_act *ret_act)
{
    struct join_form *form = arena_make(pg->arena, struct join_form);
    struct text age = fields_get(&pg->typed, "age");
    struct err *wrong = NULL;
    int32_t today = 0;
    NEED(form);
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    TRY(request_day(&pg->rq, &today));
    form->child = (struct admit_person){.name = fields_get(&pg->typed, "name"),
                                        .sex = fields_get(&pg->typed, "sex"),
                                        .person = fields_id(&pg->typed, "child")};
    if (age.n > 0)
        err_collect(&wrong, birth_typed(pg->arena, "age", age, today, &form->child.born));
    if (form->child.name.n == 0 && id_is_none(form->child.person))
        err_collect(&wrong, err_example(err_input(pg->arena, "name",
                                                  N_("Write the child's name as it is called")),
                                        "Danylo"));
    *ret_act = act_of(pg, stay_join, form, form->person);
    return wrong;
}
