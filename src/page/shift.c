/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shift.c - a house is handed over: who takes it, and what the next one must know. */
#include "page/shift.h"

#include "base/json.h"
#include "command/shift.h"
#include "model/types.h"
#include "model/types_night.h"
#include "page/pages.h"
#include "page/shift.html.h"
#include "page/words.h"
#include "signin/signin.h"
#include "view/places.h"
#include "view/roll.h"

enum { SHIFTS_SHOWN = 10 };

/* ---- on duty ------------------------------------------------------------------------------------
 */

static struct err *is_signed_in(struct page *pg, struct id user, int64_t since_ms, bool *ret_is)
{
    struct signin_row *rows;
    size_t n = 0;
    *ret_is = false;
    if (pg->site->signin == NULL)
        return NULL;
    TRY(signin_list(pg->site->signin, pg->arena, user, &rows, &n));
    for (size_t i = 0; i < n; i++)
        *ret_is = *ret_is || (!rows[i].is_bearer && rows[i].made_ms >= since_ms);
    return NULL;
}

struct err *on_duty_read(struct page *pg, struct id house, struct on_duty *ret_duty)
{
    struct shift_list last;
    struct shift_staff staff;
    struct on_duty duty = {0};
    TRY(shift_list(&pg->rq, house, 1, &last));
    TRY(shift_staff(&pg->rq, house, &staff));
    duty.at = arena_makes(pg->arena, struct text, staff.n + 1);
    NEED(duty.at);
    bool has_taker = last.n > 0 && last.at[0].taker.n > 0;
    if (has_taker)
        duty.at[duty.n++] = last.at[0].taker;
    for (size_t i = 0; i < staff.n; i++) {
        bool is_in = false;
        if (has_taker && id_equal(staff.at[i].user, last.at[0].taker_id))
            continue;
        TRY(is_signed_in(pg, staff.at[i].user, last.n == 0 ? 0 : last.at[0].at_ms, &is_in));
        if (is_in)
            duty.at[duty.n++] = staff.at[i].login;
    }
    *ret_duty = duty;
    return NULL;
}

struct err *duty_card_make(struct page *pg, const struct tonight *house, struct duty_card *ret_card)
{
    struct sql_roll_between_row roll;
    struct duty_card card = {.house = house->name};
    card.url = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(house->handle));
    card.id = arena_printf(pg->arena, "duty-%.*s", TEXT_ARG(house->handle));
    NEED(card.url);
    NEED(card.id);
    TRY(on_duty_read(pg, house->house, &card.duty));
    TRY(roll_row_of(&pg->rq, house->house, house->zone, roll_night(house->zone, pg->rq.now_ms),
                    &card.is_called, &roll));
    if (card.is_called) {
        TRY(user_login(&pg->rq, roll.by, &card.by));
        TRY(words_instant(pg, house->zone, roll.at_ms, &card.when));
    }
    *ret_card = card;
    return NULL;
}

/* ---- what was handed over -----------------------------------------------------------------------
 */

static struct err *item_make(struct page *pg, const struct tonight *house,
                             const struct shift_row *row, struct shift_item *ret_item)
{
    char id[ID_TEXT + 1];
    id_text(row->shift, id);
    *ret_item = (struct shift_item){.row = row, .house = house->name};
    if (row->may_read) {
        ret_item->read_url = arena_printf(pg->arena, "/shift/%s/read", id);
        NEED(ret_item->read_url);
    }
    return words_instant(pg, house->zone, row->at_ms, &ret_item->when);
}

struct err *shift_waiting(struct page *pg, const struct tonights *houses,
                          struct shift_waiting *ret_waiting)
{
    struct shift_waiting waiting = {0};
    waiting.at = arena_makes(pg->arena, struct shift_item, houses->n * SHIFTS_SHOWN);
    NEED(waiting.at);
    for (size_t i = 0; i < houses->n; i++) {
        struct shift_list list;
        if (!page_may_in_house(pg, MAY_HAND_OVER, houses->at[i].house))
            continue;
        TRY(shift_list(&pg->rq, houses->at[i].house, SHIFTS_SHOWN, &list));
        for (size_t j = 0; j < list.n; j++)
            if (list.at[j].may_read)
                TRY(item_make(pg, &houses->at[i], &list.at[j], &waiting.at[waiting.n++]));
    }
    *ret_waiting = waiting;
    return NULL;
}

/* ---- the page -----------------------------------------------------------------------------------
 */

static struct err *taker_field(struct page *pg, struct id house, struct form_field *ret_field)
{
    struct shift_staff staff;
    TRY(shift_staff(&pg->rq, house, &staff));
    struct form_choice *choices = arena_makes(pg->arena, struct form_choice, staff.n);
    NEED(choices);
    for (size_t i = 0; i < staff.n; i++) {
        choices[i] = (struct form_choice){
            .value = arena_strn(pg->arena, staff.at[i].login.at, staff.at[i].login.n),
            .words = staff.at[i].login};
        NEED(choices[i].value);
    }
    *ret_field = (struct form_field){.kind = INPUT_SELECT,
                                     .name = "taker",
                                     .label = N_("Who takes over?"),
                                     .choices = choices,
                                     .n_choices = staff.n,
                                     .none = N_("Not known yet")};
    return NULL;
}

void shift_note_ask(struct html *out, const struct page *pg)
{
    (void)form_of_field(out, pg, field_by_no(&shift_type, SHIFT_NOTE), NULL);
}

static struct err *page_fill(struct page *pg, const struct tonight *house,
                             struct shift_page *ret_page)
{
    struct shift_page sp = {.house = house->name};
    struct shift_list list;
    TRY(shift_list(&pg->rq, house->house, SHIFTS_SHOWN, &list));
    TRY(on_duty_read(pg, house->house, &sp.duty));
    TRY(taker_field(pg, house->house, &sp.taker));
    sp.url = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(house->handle));
    sp.action = arena_printf(pg->arena, "/house/%.*s/shift", TEXT_ARG(house->handle));
    sp.items = arena_makes(pg->arena, struct shift_item, list.n);
    NEED(sp.url);
    NEED(sp.action);
    NEED(sp.items);
    for (size_t i = 0; i < list.n; i++)
        TRY(item_make(pg, house, &list.at[i], &sp.items[sp.n++]));
    *ret_page = sp;
    return NULL;
}

static void shift_json(struct buf *b, const struct shift_page *sp)
{
    json_open(b, '{');
    json_name(b, "on_duty");
    json_open(b, '[');
    for (size_t i = 0; i < sp->duty.n; i++) {
        json_open(b, '{');
        json_text(b, "login", sp->duty.at[i]);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < sp->n; i++) {
        const struct shift_row *row = sp->items[i].row;
        json_open(b, '{');
        json_id(b, "id", row->shift);
        json_instant(b, "at", row->at_ms);
        json_text(b, "giver", row->giver);
        if (row->taker.n > 0)
            json_text(b, "taker", row->taker);
        json_string(b, "state", row->is_read ? "read" : "told");
        if (row->note.n > 0)
            json_text(b, "note", row->note);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_int(b, "count", (int64_t)sp->n);
    json_close(b, '}');
}

struct err *page_shift(struct page *pg)
{
    struct tonights houses;
    struct shift_page sp = {0};
    pg->area = AREA_HOUSES;
    TRY(tonight(&pg->rq, pg->params[0], &houses));
    TRY(page_fill(pg, &houses.at[0], &sp));
    page_title(pg, N_("{1}: change of shift"), houses.at[0].name);
    if (pg->form == PAGE_JSON)
        shift_json(pg->out.out, &sp);
    else
        shift_change(&pg->out, pg, &sp);
    return NULL;
}

/* ---- acts ---------------------------------------------------------------------------------------
 */

struct err *act_shift(struct page *pg, struct page_act *ret_act)
{
    struct shift_form *form = arena_make(pg->arena, struct shift_form);
    NEED(form);
    *form = (struct shift_form){.house = pg->params[0],
                                .taker = fields_get(&pg->typed, "taker"),
                                .note = fields_get(&pg->typed, "note")};
    *ret_act = (struct page_act){.run = shift_hand_over, .form = form};
    ret_act->next = arena_printf(pg->arena, "/house/%.*s/shift", TEXT_ARG(pg->params[0]));
    NEED(ret_act->next);
    return NULL;
}

struct err *act_shift_read(struct page *pg, struct page_act *ret_act)
{
    struct shift_read_form *form = arena_make(pg->arena, struct shift_read_form);
    NEED(form);
    if (!id_parse(pg->params[0], &form->shift))
        return page_absent(pg);
    *ret_act = (struct page_act){.run = shift_read, .form = form, .next = "/today"};
    return NULL;
}
