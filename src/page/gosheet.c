/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gosheet.c - the go sheet and the count in the cellar. */
#include "page/gosheet.html.h"

#include "base/limits.h"
#include "base/log.h"
#include "command/cellar.h"
#include "model/types.h"
#include "page/pages.h"
#include "page/words.h"
#include "view/reading.h"

/* ---- the sheet in words -----------------------------------------------------------------------
 */

static struct err *one_make(struct page *pg, const struct go_person *p, struct sheet_person *ret)
{
    char id[ID_TEXT + 1];
    id_text(p->lodger.person, id);
    ret->person = p;
    ret->id = arena_str(pg->arena, id);
    NEED(ret->id);
    const char *ticked = arena_printf(pg->arena, "down.%s", id);
    NEED(ticked);
    ret->is_down = fields_has(&pg->typed, ticked);
    TRY(care_rows_make(pg, &p->facts, &ret->facts));
    return care_kins_make(pg, &p->calls, &ret->calls);
}

static struct err *rooms_make(struct page *pg, struct sheet_page *p)
{
    p->rooms = arena_makes(pg->arena, struct sheet_room, p->sheet.n);
    NEED(p->rooms);
    for (size_t i = 0; i < p->sheet.n; i++) {
        const struct go_room *from = &p->sheet.rooms[i];
        struct sheet_room *room = &p->rooms[p->n++];
        *room = (struct sheet_room){.label = from->label, .n_unseen = from->n_unseen};
        room->at = arena_makes(pg->arena, struct sheet_person, from->n);
        NEED(room->at);
        for (size_t j = 0; j < from->n; j++)
            TRY(one_make(pg, &from->at[j], &room->at[room->n++]));
    }
    return NULL;
}

static struct err *last_make(struct page *pg, struct sheet_page *p)
{
    CLEANUP(buf_done) struct buf names = buf_make(LIMIT_KIB(64));
    TRY(cellar_last(&pg->rq, p->sheet.house, &p->last));
    if (!p->last.was_made)
        return NULL;
    TRY(words_instant(pg, p->sheet.zone, p->last.at_ms, &p->last_when));
    if (p->last.n > 0)
        lang_put_list(&names, pg->out.lang, p->last.missing, p->last.n);
    return buf_take(&names, pg->arena, &p->last_missing);
}

/* It is shown whether or not somebody can note that it was. */
static struct err *sheet_open(struct page *pg, struct sheet_page *p)
{
    TRY(go_sheet(&pg->rq, pg->params[0], &p->sheet));
    TRY(reading_note(&pg->rq, READING_EMERGENCY, p->sheet.house));
    log_event(LOG_LEVEL_NOTE, "go-sheet", log_id("house", p->sheet.house),
              log_id("user", pg->rq.who->user));
    p->url = arena_printf(pg->arena, "/house/%.*s", TEXT_ARG(p->sheet.handle));
    NEED(p->url);
    pg->area = AREA_HOUSES;
    TRY(words_instant(pg, p->sheet.zone, p->sheet.at_ms, &p->when));
    TRY(last_make(pg, p));
    return rooms_make(pg, p);
}

/* ---- pages ------------------------------------------------------------------------------------
 */

struct err *page_go(struct page *pg)
{
    struct sheet_page p = {0};
    TRY(sheet_open(pg, &p));
    page_title(pg, N_("{1}: go sheet"), p.sheet.name);
    if (pg->form == PAGE_JSON)
        go_sheet_json(&p.sheet, pg->rq.who->roles, pg->out.out);
    else
        go(&pg->out, pg, &p);
    return NULL;
}

struct err *page_cellar(struct page *pg)
{
    struct sheet_page p = {0};
    TRY(sheet_open(pg, &p));
    page_title(pg, N_("{1}: who is in the cellar"), p.sheet.name);
    if (pg->form == PAGE_JSON) {
        go_sheet_json(&p.sheet, pg->rq.who->roles, pg->out.out);
        return NULL;
    }
    const char *action = arena_printf(pg->arena, "%s/cellar", p.url);
    NEED(action);
    cellar(&pg->out, pg, &p, action);
    return NULL;
}

/* Ticks are named down.ID. */
static struct err *ticks_read(struct page *pg, struct cellar_form *form)
{
    struct id *down = arena_makes(pg->arena, struct id, pg->typed.n);
    NEED(down);
    for (size_t i = 0; i < pg->typed.n; i++) {
        struct text rest = text_of(pg->typed.at[i].name), group;
        if (text_cut(&rest, '.', &group) && text_is(group, "down") && pg->typed.at[i].value.n > 0 &&
            id_parse(rest, &down[form->n]))
            form->n++;
    }
    form->down = down;
    return NULL;
}

struct err *act_cellar(struct page *pg, struct page_act *ret_act)
{
    struct cellar_form *form = arena_make(pg->arena, struct cellar_form);
    NEED(form);
    form->house = pg->params[0];
    TRY(ticks_read(pg, form));
    const char *next = arena_printf(pg->arena, "/house/%.*s/cellar", TEXT_ARG(form->house));
    NEED(next);
    *ret_act = (struct page_act){.run = cellar_save, .form = form, .next = next};
    return NULL;
}
