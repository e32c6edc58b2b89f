/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keys.c - /settings/keys: who can open the house after a power cut. */
#include "page/keys.h"

#include "base/json.h"
#include "base/zone.h"
#include "page/keys.html.h"
#include "page/pages.h"

/* What was refused before the writer had it is shown without the list, but for the key that is
 * meant: no count says that it is there. */
static struct err *slots_unread(struct page *pg)
{
    struct page_slots *slots = arena_make(pg->arena, struct page_slots);
    NEED(slots);
    slots->at[0].name =
        arena_strn(pg->arena, pg->params[0].n == 0 ? "" : pg->params[0].at, pg->params[0].n);
    NEED(slots->at[0].name);
    pg->slots = slots;
    return NULL;
}

struct err *page_keys(struct page *pg)
{
    struct buf *b = pg->out.out;
    if (pg->slots == NULL)
        TRY(slots_unread(pg));
    pg->area = AREA_SETTINGS;
    page_title(pg, N_("Keys"));
    if (pg->form != PAGE_JSON) {
        keys(&pg->out, pg, pg->slots);
        return NULL;
    }
    json_open(b, '{');
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < pg->slots->n; i++) {
        json_open(b, '{');
        json_id(b, "id", pg->slots->at[i].id);
        json_string(b, "name", pg->slots->at[i].name);
        json_string(b, "kind", pg->slots->at[i].kind);
        json_instant(b, "made", pg->slots->at[i].made_ms);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_int(b, "count", (int64_t)pg->slots->n);
    json_close(b, '}');
    return NULL;
}
