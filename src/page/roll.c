/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* roll.c - the roll call: everybody of the house by room, at home unless known to be away; only the
 * exceptions are pressed. And the sheet of the same night for the wall. */
#include "page/roll.h"

#include "base/json.h"
#include "base/when.h"
#include "base/zone.h"
#include "command/roll.h"
#include "model/types.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/roll.html.h"
#include "page/words.h"
#include "view/reading.h"

const struct roll_option roll_options[ROLL_OPTIONS] = {
    {MARK_HOME, "home", N_("At home")},
    {MARK_LEAVE, "leave", N_("On leave")},
    {MARK_HOSPITAL, "hospital", N_("In hospital")},
    {MARK_MISSING, "missing", N_("Not home")},
    {MARK_OTHER, "other", N_("Away")},
};

const char *roll_label(int64_t mark)
{
    for (size_t i = 0; i < ROLL_OPTIONS; i++)
        if (roll_options[i].no == mark)
            return roll_options[i].label;
    return NULL;
}

static int64_t mark_of_code(struct text code, int64_t otherwise)
{
    for (size_t i = 0; i < ROLL_OPTIONS; i++)
        if (text_is(code, roll_options[i].code))
            return roll_options[i].no;
    return otherwise;
}

/* ---- what the page shows ------------------------------------------------------------------------
 */

static struct err *line_make(struct page *pg, const struct roll_page *rp,
                             const struct roll_person *p, struct roll_line *ret_line)
{
    const struct lodger *l = p->lodger;
    char id[ID_TEXT + 1];
    id_text(l->person, id);
    struct roll_line line = {.name = l->name, .age = -1, .written = p->written};
    line.field = arena_printf(pg->arena, "person.%s", id);
    line.since = arena_printf(pg->arena, "since.%s", id);
    NEED(line.field);
    NEED(line.since);
    if (l->birth != VALUE_NO_DATE)
        line.age = date_age(l->birth, rp->roll->night);
    line.mark = mark_of_code(page_value(pg, line.field, TEXT_NONE), p->known);
    line.since_value = page_value(pg, line.since, TEXT_NONE);
    line.wrong = page_wrong(pg, line.field);
    line.since_wrong = page_wrong(pg, line.since);
    line.reason = l->away == 0 ? NULL : roll_label(l->away);
    if (l->away != 0 && l->back != VALUE_NO_DATE) {
        CLEANUP(buf_done) struct buf b = buf_make(64);
        lang_put_date(&b, pg->out.lang, l->back);
        TRY(buf_take(&b, pg->arena, &line.back));
    }
    *ret_line = line;
    return NULL;
}

static struct err *tile_make(struct page *pg, const struct roll_page *rp, const struct tile *tile,
                             const struct roll_person **at, struct roll_tile *ret_tile)
{
    struct roll_tile t = {.label = tile->label};
    for (size_t i = 0; i < tile->n_families; i++)
        t.n += tile->families[i].n;
    t.lines = arena_makes(pg->arena, struct roll_line, t.n);
    NEED(t.lines);
    for (size_t i = 0; i < t.n; i++) {
        TRY(line_make(pg, rp, (*at)++, &t.lines[i]));
        t.n_away += t.lines[i].reason != NULL;
        t.has_since = t.has_since || t.lines[i].since_value.n > 0 || t.lines[i].since_wrong != NULL;
    }
    *ret_tile = t;
    return NULL;
}

static struct err *page_fill(struct page *pg, const struct roll_view *roll,
                             struct roll_page *ret_page)
{
    struct roll_page rp = {.roll = roll};
    const struct roll_person *at = roll->at;
    struct text handle = roll->house->handle;
    rp.url = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(handle));
    rp.action = arena_printf(pg->arena, "/house/%.*s/rollcall", TEXT_ARG(handle));
    rp.tiles = arena_makes(pg->arena, struct roll_tile, roll->house->n_tiles);
    NEED(rp.url);
    NEED(rp.action);
    NEED(rp.tiles);
    TRY(roll_seen(pg->arena, roll, &rp.seen));
    if (roll->is_written) {
        char time[TIME_TEXT + 1];
        time_print(zone_wall(roll->house->zone, roll->at_ms).minute, time);
        rp.when = text_of(arena_str(pg->arena, time));
        NEED(rp.when.at);
    }
    for (size_t i = 0; i < roll->house->n_tiles; i++) {
        TRY(tile_make(pg, &rp, &roll->house->tiles[i], &at, &rp.tiles[rp.n_tiles]));
        rp.n_tiles += rp.tiles[rp.n_tiles].n > 0;
    }
    *ret_page = rp;
    return NULL;
}

/* ---- for programs -------------------------------------------------------------------------------
 */

static const struct list_column columns[] = {
    {"person", NULL, LIST_ID, NULL},
    {"room", N_("Room"), LIST_TEXT, NULL},
    {"name", N_("Name"), LIST_TEXT, NULL},
    {"age", N_("Age"), LIST_INT, NULL},
    {"known", N_("Known so far"), LIST_CHOICE, NULL},
    {"mark", N_("In the roll call"), LIST_CHOICE, NULL},
};

static void mark_cell(struct list *l, int64_t mark)
{
    if (mark == 0)
        list_none(l);
    for (size_t i = 0; i < ROLL_OPTIONS; i++)
        if (roll_options[i].no == mark)
            list_choice(l, roll_options[i].code, roll_options[i].label);
}

static struct err *rows_make(struct page *pg, const struct roll_page *rp, struct list *l)
{
    const struct roll_person *p = rp->roll->at;
    TRY(list_room(pg, l, rp->roll->n));
    for (size_t i = 0; i < rp->n_tiles; i++)
        for (size_t j = 0; j < rp->tiles[i].n; j++, p++) {
            const struct roll_line *line = &rp->tiles[i].lines[j];
            TRY(list_id(pg, l, p->lodger->person));
            list_text(l, rp->tiles[i].label, NULL);
            list_text(l, line->name, NULL);
            if (line->age < 0)
                list_none(l);
            else
                list_int(l, line->age);
            mark_cell(l, p->known);
            mark_cell(l, p->written);
        }
    return NULL;
}

static void head_json(struct buf *b, const struct roll_page *rp)
{
    const struct roll_view *roll = rp->roll;
    json_text(b, "house", roll->house->handle);
    json_date(b, "night", roll->night);
    json_string(b, "state",
                !roll->is_written               ? "open"
                : roll->state == ROLL_CORRECTED ? "corrected"
                                                : "confirmed");
    if (roll->is_written) {
        json_text(b, "by", roll->by);
        json_instant(b, "at", roll->at_ms);
    }
    json_text(b, "seen", rp->seen);
    json_int(b, "home", (int64_t)roll->n_home);
    json_int(b, "away", (int64_t)roll->n_away);
}

static struct err *roll_json(struct page *pg, const struct roll_page *rp)
{
    const struct roll_person *p = rp->roll->at;
    struct buf *b = pg->out.out;
    json_open(b, '{');
    head_json(b, rp);
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < rp->n_tiles; i++)
        for (size_t j = 0; j < rp->tiles[i].n; j++, p++) {
            const struct roll_line *line = &rp->tiles[i].lines[j];
            json_open(b, '{');
            json_id(b, "person", p->lodger->person);
            json_text(b, "name", line->name);
            json_text(b, "room", rp->tiles[i].label);
            if (line->age >= 0)
                json_int(b, "age", line->age);
            for (size_t k = 0; k < ROLL_OPTIONS; k++) {
                if (roll_options[k].no == line->mark)
                    json_string(b, "known", roll_options[k].code);
                if (roll_options[k].no == line->written)
                    json_string(b, "mark", roll_options[k].code);
            }
            json_close(b, '}');
        }
    json_close(b, ']');
    json_int(b, "count", (int64_t)rp->roll->n);
    json_close(b, '}');
    return NULL;
}

/* JSON or CSV, if one of them was asked for. */
static struct err *roll_export(struct page *pg, const struct roll_page *rp, bool *ret_done)
{
    struct list l = {.columns = columns, .n_columns = COUNT(columns), .count = -1, .withheld = -1};
    *ret_done = pg->form != PAGE_HTML;
    if (pg->form == PAGE_JSON)
        return roll_json(pg, rp);
    if (pg->form == PAGE_HTML)
        return NULL;
    TRY(rows_make(pg, rp, &l));
    return list_export(pg, &l, ret_done);
}

/* ---- the pages ----------------------------------------------------------------------------------
 */

static struct err *roll_open(struct page *pg, const char *title, struct roll_view *roll,
                             struct roll_page *ret_page)
{
    pg->area = AREA_HOUSES;
    TRY(roll_view(&pg->rq, pg->params[0], roll));
    TRY(reading_note(&pg->rq, READING_EMERGENCY, roll->house->house));
    page_title(pg, title, roll->house->name);
    return page_fill(pg, roll, ret_page);
}

struct err *page_roll(struct page *pg)
{
    struct roll_view roll;
    struct roll_page rp;
    bool is_done = false;
    TRY(roll_open(pg, N_("{1}: roll call"), &roll, &rp));
    TRY(roll_export(pg, &rp, &is_done));
    if (!is_done)
        roll_call(&pg->out, pg, &rp);
    return NULL;
}

struct err *page_night_sheet(struct page *pg)
{
    struct roll_view roll;
    struct roll_page rp;
    bool is_done = false;
    TRY(roll_open(pg, N_("{1}: night sheet"), &roll, &rp));
    TRY(roll_export(pg, &rp, &is_done));
    if (!is_done)
        night_sheet(&pg->out, pg, &rp);
    return NULL;
}

/* ---- the act ------------------------------------------------------------------------------------
 */

/* A time later than it is now was yesterday evening: the roll is often called after midnight. */
static struct err *since_read(struct page *pg, const struct zone *zone, const char *field,
                              int64_t *ret_ms)
{
    struct wall now = zone_wall(zone, pg->rq.now_ms);
    int32_t minute = 0;
    int64_t both[2];
    if (!time_parse(fields_get(&pg->typed, field), &minute) || minute <= now.minute)
        return words_moment(pg, zone, field, ret_ms);
    (void)zone_instant(zone, now.date - 1, minute, both);
    *ret_ms = both[0];
    return NULL;
}

static struct err *typed_read(struct page *pg, const struct zone *zone,
                              const struct fields_one *typed, struct roll_mark_form *ret_mark)
{
    struct text name = text_of(typed->name), group;
    (void)text_cut(&name, '.', &group);
    *ret_mark = (struct roll_mark_form){.mark = typed->value};
    if (!id_parse(name, &ret_mark->person))
        return err_input(pg->arena, typed->name,
                         N_("Nobody of this id sleeps here tonight. Look again"));
    const char *since = arena_printf(pg->arena, "since.%.*s", TEXT_ARG(name));
    NEED(since);
    return since_read(pg, zone, since, &ret_mark->since_ms);
}

struct err *act_roll(struct page *pg, struct page_act *ret_act)
{
    struct roll_form *form = arena_make(pg->arena, struct roll_form);
    struct roll_mark_form *marks = arena_makes(pg->arena, struct roll_mark_form, pg->typed.n);
    struct roll_view roll;
    struct err *wrong = NULL;
    NEED(form);
    NEED(marks);
    TRY(roll_view(&pg->rq, pg->params[0], &roll));
    *form = (struct roll_form){
        .house = roll.house->handle, .seen = fields_get(&pg->typed, "seen"), .marks = marks};
    for (size_t i = 0; i < pg->typed.n; i++) {
        if (!text_starts(text_of(pg->typed.at[i].name), "person."))
            continue;
        struct err *bad = typed_read(pg, roll.house->zone, &pg->typed.at[i], &marks[form->n++]);
        if (bad != NULL && bad->kind != ERR_INPUT)
            return bad;
        err_collect(&wrong, bad);
    }
    *ret_act = (struct page_act){.run = roll_confirm, .form = form};
    ret_act->next = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(roll.house->handle));
    NEED(ret_act->next);
    return wrong;
}
