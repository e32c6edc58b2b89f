/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* journal.c - what was done, the newest first; and one deed with all that it wrote. */
#include <stdlib.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/act.h"
#include "model/types.h"
#include "page/journal.html.h"
#include "page/list.h"
#include "page/pages.h"
#include "page/words.h"
#include "view/places.h"

/* ---- the list -----------------------------------------------------------------------------------
 */

static const struct list_column columns[] = {
    {"deed", NULL, LIST_ID, NULL},
    {"at", N_("When"), LIST_INSTANT, NULL},
    {"act", N_("What was done"), LIST_CHOICE, NULL},
    {"type", N_("To what"), LIST_CHOICE, NULL},
    {"by", N_("By whom"), LIST_TEXT, NULL},
    {"entries", NULL, LIST_INT, NULL},
};

static struct err *day_ask(struct page *pg, const struct zone *zone, struct journal_ask *ask)
{
    struct text typed = fields_get(&pg->query, "day");
    int32_t day = 0;
    if (typed.n == 0)
        return NULL;
    if (!date_parse(typed, &day))
        return err_example(err_input(pg->arena, "day", N_("Write a day as year, month, day")),
                           "2026-11-21");
    ask->from_ms = zone_date_start(zone, day);
    ask->to_ms = zone_date_end(zone, day);
    return NULL;
}

/* A user or a type that is none finds nothing: the list says so. */
static struct err *journal_asked(struct page *pg, const struct zone *zone, struct journal_ask *ask,
                                 bool *ret_nothing)
{
    struct text login = fields_get(&pg->query, "user"), type = fields_get(&pg->query, "type");
    int64_t after = 0;
    bool found = true;
    *ask = (struct journal_ask){.limit = list_limit(pg)};
    TRY(day_ask(pg, zone, ask));
    if (text_int(fields_get(&pg->query, "after"), &after) && after > 0)
        ask->before_hlc = (uint64_t)after;
    if (login.n > 0)
        TRY(user_of_login(&pg->rq, login, &found, &ask->author));
    if (type.n > 0) {
        const char *name = arena_strn(pg->arena, type.at, type.n);
        NEED(name);
        ask->type = rec_type_by_name(name);
    }
    *ret_nothing = !found || (type.n > 0 && ask->type == NULL);
    return NULL;
}

static struct err *row_put(struct page *pg, struct list *l, const struct journal_deed *d)
{
    char id[ID_TEXT + 1];
    id_text(d->deed, id);
    const char *url = arena_printf(pg->arena, "/deed/%s", id);
    NEED(url);
    TRY(list_id(pg, l, d->deed));
    list_instant(l, d->at_ms);
    list_choice(l, act_code(d->act), act_label(d->act));
    list_lead(l, url);
    list_choice(l, d->type == NULL ? NULL : d->type->name, d->type == NULL ? "" : d->type->label);
    list_text(l, d->by, NULL);
    list_int(l, (int64_t)d->n);
    return NULL;
}

static struct err *rows_put(struct page *pg, struct list *l, const struct journal_deeds *deeds)
{
    TRY(list_room(pg, l, deeds->n));
    for (size_t i = 0; i < deeds->n; i++)
        TRY(row_put(pg, l, &deeds->at[i]));
    if (deeds->has_more) {
        l->after = arena_printf(pg->arena, "%llu", (unsigned long long)deeds->next_hlc);
        NEED(l->after);
    } else if (!fields_has(&pg->query, "after")) {
        l->count = (int64_t)deeds->n;
    }
    return NULL;
}

/* ---- the filter ---------------------------------------------------------------------------------
 */

/* What the program writes for itself beside what was done. */
static bool is_inner(const struct rec_type *type)
{
    return type == &feed_type || type == &incarnation_type || type == &undo_type ||
           type == &site_type || type == &member_type;
}

struct named_type {
    const struct rec_type *type;
    struct text key; /* of its label, in the order of the reader's alphabet */
};

static int by_key(const void *a, const void *b)
{
    const struct named_type *x = a, *y = b;
    return text_compare(x->key, y->key);
}

/* The types that the filter offers, by their words. */
static struct err *types_offered(struct page *pg, size_t *ret_n, const struct rec_type ***ret_types)
{
    struct named_type *named = arena_makes(pg->arena, struct named_type, n_rec_types);
    size_t n = 0;
    *ret_types = arena_makes(pg->arena, const struct rec_type *, n_rec_types);
    NEED(named);
    NEED(*ret_types);
    for (size_t i = 0; i < n_rec_types; i++) {
        CLEANUP(buf_done) struct buf key = buf_make(LIMIT_KIB(1));
        const char *label = lang_text(pg->out.lang, rec_types[i]->label);
        if (is_inner(rec_types[i]))
            continue;
        lang_put_key(&key, pg->out.lang, text_of(label));
        named[n].type = rec_types[i];
        TRY(buf_take(&key, pg->arena, &named[n++].key));
    }
    qsort(named, n, sizeof *named, by_key);
    for (size_t i = 0; i < n; i++)
        (*ret_types)[i] = named[i].type;
    *ret_n = n;
    return NULL;
}

struct err *page_journal(struct page *pg)
{
    struct list l = {.columns = columns,
                     .n_columns = COUNT(columns),
                     .count = -1, /* of what is older nobody counts the deeds */
                     .withheld = -1,
                     .nothing = N_("Nothing was written"),
                     .act = "deed.open"};
    struct journal_ask ask;
    struct journal_deeds deeds = {0};
    const struct rec_type **types;
    size_t n_types = 0;
    bool is_nothing = false, is_done = false;
    pg->area = AREA_JOURNAL;
    page_title(pg, N_("Journal"));
    TRY(request_zone(&pg->rq, &l.zone));
    TRY(journal_asked(pg, l.zone, &ask, &is_nothing));
    if (!is_nothing)
        TRY(journal_deeds(&pg->rq, &ask, &deeds));
    TRY(rows_put(pg, &l, &deeds));
    TRY(list_export(pg, &l, &is_done));
    if (is_done)
        return NULL;
    TRY(types_offered(pg, &n_types, &types));
    journal_begin(&pg->out, pg, types, n_types);
    TRY(list_show(pg, &l));
    journal_end(&pg->out, pg, types, n_types);
    return NULL;
}

/* ---- one deed -----------------------------------------------------------------------------------
 */

static struct err *deed_json(struct page *pg, struct id deed, const struct story *s)
{
    struct buf *b = pg->out.out;
    json_open(b, '{');
    json_id(b, "id", deed);
    json_text(b, "by", s->at[0].by);
    json_instant(b, "at", s->at[0].at_ms);
    json_name(b, "may");
    json_open(b, '[');
    if (story_may_undo(&pg->rq, s->at, s->n))
        json_string(b, NULL, "undo");
    json_close(b, ']');
    json_name(b, "entries");
    TRY(story_put_json(s->at, s->n, b));
    json_close(b, '}');
    buf_char(b, '\n');
    return NULL;
}

static struct err *parts_show(struct page *pg, const struct teller *t, struct id deed,
                              const struct story *s)
{
    struct tale_part *parts;
    struct text when;
    size_t n = 0;
    char id[ID_TEXT + 1];
    id_text(deed, id);
    TRY(words_instant(pg, t->zone, s->at[0].at_ms, &when));
    TRY(tale_parts(t, s, &n, &parts));
    deed_head(&pg->out, pg, id, s->at[0].by, when, story_may_undo(&pg->rq, s->at, s->n));
    deed_parts_begin(&pg->out);
    for (size_t i = 0; i < n; i++) {
        char person[ID_TEXT + 1];
        bool leads = !id_is_none(parts[i].person) && page_may(pg, MAY_SEE_PERSONS);
        id_text(parts[i].person, person);
        deed_part(&pg->out, &parts[i], leads ? person : NULL);
    }
    deed_parts_end(&pg->out);
    return NULL;
}

struct err *page_deed(struct page *pg)
{
    struct story s;
    struct id deed;
    const struct zone *zone = NULL;
    struct text title;
    pg->area = AREA_JOURNAL;
    if (!id_parse(pg->params[0], &deed))
        return page_absent(pg);
    TRY(story_of_deed(&pg->rq, deed, &s));
    if (s.n == 0)
        return page_absent(pg);
    TRY(request_zone(&pg->rq, &zone));
    const struct teller t = words_teller(pg, zone);
    TRY(tale_title(&t, s.at, s.n, &title));
    page_title(pg, N_("{1}"), title);
    if (pg->form == PAGE_JSON)
        return deed_json(pg, deed, &s);
    return parts_show(pg, &t, deed, &s);
}
