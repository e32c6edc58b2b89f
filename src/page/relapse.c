/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* relapse.c - the two small forms of a bad night and of the return: nothing but the deed itself is
 * required, and all that is asked can be answered later. From a case they lead back to it. */
#include "command/relapse.h"

#include "model/types.h"
#include "model/types_programme.h"
#include "page/of_case.h"
#include "page/pages.h"
#include "page/rooms.h"
#include "page/stay.h"
#include "page/stay.html.h"
#include "view/relapses.h"

static const struct stay_form relapse = {
    "relapse", N_("{1}: relapse"),
    N_("For her team alone. She goes on where she stood; what you do not know now can wait."),
    N_("Save"), "relapse.save"};
static const struct stay_form back = {
    "back", N_("{1}: is back"),
    N_("Her programme goes on at the same stage. The days between are counted, nothing else."),
    N_("She is back"), "back.save"};

/* ---- whose form ---------------------------------------------------------------------------------
 */

static struct err *begin(struct page *pg, bool of_case, const struct stay_form *f,
                         struct person_page *p, const char **ret_action)
{
    const char *home = NULL;
    const struct text asked = pg->params[0];
    TRY(of_case_take(pg, of_case, &home));
    TRY(person_open(pg, p));
    pg->params[0] = asked;
    p->url = home;
    *ret_action = arena_printf(pg->arena, "%s/%s", home, f->piece);
    NEED(*ret_action);
    page_title(pg, f->title, p->name);
    stay_frame_begin(&pg->out, pg, p, f, *ret_action);
    return NULL;
}

/* ---- a relapse ----------------------------------------------------------------------------------
 */

static void now_ask(struct page *pg)
{
    static const struct form_choice choices[] = {
        {.value = "here", .label = N_("Here")},
        {.value = "away", .label = N_("Away; the room stays hers")},
        {.value = "left", .label = N_("She has left the house")}};
    form_ask(&pg->out, pg,
             &(const struct form_field){.kind = INPUT_RADIOS,
                                        .name = "now",
                                        .label = N_("Where is she now?"),
                                        .hint = N_("Others read only that she is away."),
                                        .value = TEXT("here"),
                                        .choices = choices,
                                        .n_choices = COUNT(choices)});
}

static struct err *relapse_show(struct page *pg, bool of_case)
{
    struct person_page p = {0};
    const char *action = NULL;
    TRY(begin(pg, of_case, &relapse, &p, &action));
    (void)form_of_field(&pg->out, pg, field_by_no(&relapse_type, RELAPSE_CHILDREN), NULL);
    (void)form_of_field(&pg->out, pg, field_by_no(&relapse_type, RELAPSE_SAFE), NULL);
    if (p.life.here == HERE_NOW)
        now_ask(pg);
    (void)form_of_field(&pg->out, pg, field_by_no(&relapse_type, RELAPSE_WORDS), NULL);
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &relapse, action);
    return NULL;
}

static struct err *relapse_act(struct page *pg, bool of_case, struct page_act *ret_act)
{
    struct relapse_form *form = arena_make(pg->arena, struct relapse_form);
    const char *home = NULL;
    const struct text asked = pg->params[0];
    struct err *wrong = NULL;
    NEED(form);
    TRY(of_case_take(pg, of_case, &home));
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    pg->params[0] = asked;
    form->children = fields_get(&pg->typed, "children");
    form->safe = fields_get(&pg->typed, "safe");
    form->words = fields_get(&pg->typed, "words");
    form->now = fields_get(&pg->typed, "now");
    *ret_act = (struct page_act){.run = person_relapse, .form = form, .next = home};
    return wrong;
}

struct err *page_relapse(struct page *pg)
{
    return relapse_show(pg, false);
}

struct err *act_relapse(struct page *pg, struct page_act *ret_act)
{
    return relapse_act(pg, false, ret_act);
}

struct err *page_case_relapse(struct page *pg)
{
    return relapse_show(pg, true);
}

struct err *act_case_relapse(struct page *pg, struct page_act *ret_act)
{
    return relapse_act(pg, true, ret_act);
}

/* ---- the return ---------------------------------------------------------------------------------
 */

static struct err *back_show(struct page *pg, bool of_case)
{
    struct person_page p = {0};
    struct relapses all;
    const char *action = NULL;
    TRY(begin(pg, of_case, &back, &p, &action));
    TRY(relapses_of(&pg->rq, p.rec->id, &all));
    if (!all.goes_on)
        part_nothing(&pg->out, N_("No relapse goes on"));
    if (p.life.may_return) {
        struct form_field room;
        TRY(rooms_field(pg, ID_NONE, N_("Which room?"), &room));
        room.none = N_("She lives elsewhere for now");
        form_ask(&pg->out, pg, &room);
    }
    stay_when_ask(pg);
    stay_frame_end(&pg->out, pg, &p, &back, action);
    return NULL;
}

static struct err *back_act(struct page *pg, bool of_case, struct page_act *ret_act)
{
    struct back_form *form = arena_make(pg->arena, struct back_form);
    const char *home = NULL;
    const struct text asked = pg->params[0];
    struct err *wrong = NULL;
    NEED(form);
    TRY(of_case_take(pg, of_case, &home));
    TRY(stay_form_read(pg, &form->person, &form->at_ms, &wrong));
    pg->params[0] = asked;
    if (fields_has(&pg->typed, "room"))
        err_collect(&wrong, rooms_read(pg, &form->room));
    *ret_act = (struct page_act){.run = person_back, .form = form, .next = home};
    return wrong;
}

struct err *page_back(struct page *pg)
{
    return back_show(pg, false);
}

struct err *act_back(struct page *pg, struct page_act *ret_act)
{
    return back_act(pg, false, ret_act);
}

struct err *page_case_back(struct page *pg)
{
    return back_show(pg, true);
}

struct err *act_case_back(struct page *pg, struct page_act *ret_act)
{
    return back_act(pg, true, ret_act);
}
