/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gosheet.c - tonight's people with what must be known of them in a hurry. */
#include "view/gosheet.h"

#include "base/json.h"
#include "base/when.h"
#include "base/zone.h"
#include "model/types.h"
#include "model/types_care.h"
#include "sql/door.sql.h"
#include "view/places.h"

static struct err *calls_read(struct request *rq, struct id person, struct kins *ret_calls)
{
    struct kins all, calls = {0};
    TRY(kin_of_person(rq, person, false, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].holds &&
            (kin_is(&all.at[i], RELATIONSHIP_EMERGENCY) || kin_is(&all.at[i], RELATIONSHIP_LEGAL)))
            all.at[calls.n++] = all.at[i];
    calls.at = all.at;
    *ret_calls = calls;
    return NULL;
}

static struct err *person_read(struct request *rq, const struct lodger *l, int32_t today,
                               struct go_person *ret_person)
{
    *ret_person = (struct go_person){
        .lodger = *l, .age = l->birth == VALUE_NO_DATE ? -1 : date_age(l->birth, today)};
    TRY(care_facts(rq, l->person, false, &ret_person->facts));
    return calls_read(rq, l->person, &ret_person->calls);
}

static struct err *room_read(struct request *rq, const struct tile *tile, int32_t today,
                             struct go_sheet *sheet)
{
    struct go_room room = {.label = tile->label, .n_unseen = tile->n_unseen};
    size_t n = 0;
    for (size_t i = 0; i < tile->n_families; i++)
        n += tile->families[i].n;
    room.at = arena_makes(rq->arena, struct go_person, n);
    NEED(room.at);
    for (size_t i = 0; i < tile->n_families; i++)
        for (size_t j = 0; j < tile->families[i].n; j++) {
            TRY(person_read(rq, &tile->families[i].at[j], today, &room.at[room.n]));
            sheet->n_away += room.at[room.n++].lodger.away != 0;
        }
    sheet->n_people += room.n;
    sheet->n_unseen += room.n_unseen;
    if (room.n + room.n_unseen > 0)
        sheet->rooms[sheet->n++] = room;
    return NULL;
}

struct err *go_sheet(struct request *rq, struct text house, struct go_sheet *ret_sheet)
{
    struct tonights houses;
    struct place_rows places;
    TRY(tonight(rq, house, &houses));
    TRY(place_rows(rq, &places));
    const struct tonight *h = &houses.at[0];
    const struct place_row *place = place_of(&places, h->house);
    struct go_sheet sheet = {.house = h->house,
                             .handle = h->handle,
                             .name = h->name,
                             .at_ms = rq->now_ms,
                             .zone = place == NULL ? zone_utc() : place->zone};
    int32_t today = zone_wall(sheet.zone, rq->now_ms).date;
    sheet.rooms = arena_makes(rq->arena, struct go_room, h->n_tiles);
    NEED(sheet.rooms);
    for (size_t i = 0; i < h->n_tiles; i++)
        TRY(room_read(rq, &h->tiles[i], today, &sheet));
    *ret_sheet = sheet;
    return NULL;
}

/* ---- for programs -----------------------------------------------------------------------------
 */

static void person_json(struct buf *b, const struct go_person *p, uint32_t roles)
{
    json_open(b, '{');
    json_id(b, "id", p->lodger.person);
    json_text(b, "name", p->lodger.name);
    if (p->age >= 0)
        json_int(b, "age", p->age);
    json_bool(b, "away", p->lodger.away != 0);
    json_name(b, "facts");
    json_open(b, '[');
    for (size_t i = 0; i < p->facts.n; i++)
        rec_put_json(p->facts.at[i], roles, b);
    json_close(b, ']');
    json_name(b, "call");
    json_open(b, '[');
    for (size_t i = 0; i < p->calls.n; i++) {
        json_open(b, '{');
        json_text(b, "name", p->calls.at[i].name);
        json_text(b, "phone", p->calls.at[i].phone);
        json_close(b, '}');
    }
    json_close(b, ']');
    json_close(b, '}');
}

void go_sheet_json(const struct go_sheet *sheet, uint32_t roles, struct buf *b)
{
    json_open(b, '{');
    json_text(b, "house", sheet->handle);
    json_instant(b, "as_of", sheet->at_ms);
    json_int(b, "people", (int64_t)sheet->n_people);
    json_int(b, "away", (int64_t)sheet->n_away);
    json_int(b, "unseen", (int64_t)sheet->n_unseen);
    json_name(b, "rooms");
    json_open(b, '[');
    for (size_t i = 0; i < sheet->n; i++) {
        json_open(b, '{');
        json_text(b, "label", sheet->rooms[i].label);
        json_name(b, "here");
        json_open(b, '[');
        for (size_t j = 0; j < sheet->rooms[i].n; j++)
            person_json(b, &sheet->rooms[i].at[j], roles);
        json_close(b, ']');
        json_close(b, '}');
    }
    json_close(b, ']');
    json_close(b, '}');
    buf_char(b, '\n');
}

/* ---- the cellar -------------------------------------------------------------------------------
 */

static struct err *mark_read(struct request *rq, struct id person, int64_t where,
                             struct cellar_count *count)
{
    bool seen = false;
    const struct person_row *row = rq->people == NULL ? NULL : people_get(rq->people, person);
    count->n_down += where == CELLAR_DOWN;
    if (where != CELLAR_MISSING)
        return NULL;
    count->n_missing++;
    TRY(person_is_seen(rq, person, &seen));
    if (seen && row != NULL)
        count->missing[count->n++] = text_of(row->name);
    return NULL;
}

struct err *cellar_last(struct request *rq, struct id house, struct cellar_count *ret_count)
{
    struct sql_cellars_of_house_row *cellars;
    struct sql_marks_of_cellar_row *marks;
    struct cellar_count count = {0};
    size_t n = 0, n_marks = 0;
    TRY(sql_cellars_of_house(rq->store->db, rq->arena, rq->store->org, house, 1, &cellars, &n));
    *ret_count = count;
    if (n == 0)
        return NULL;
    count.was_made = true;
    count.at_ms = cellars[0].at;
    TRY(user_login(rq, cellars[0].author, &count.by));
    TRY(sql_marks_of_cellar(rq->store->db, rq->arena, rq->store->org, cellars[0].cellar, &marks,
                            &n_marks));
    count.missing = arena_makes(rq->arena, struct text, n_marks);
    NEED(count.missing);
    for (size_t i = 0; i < n_marks; i++)
        TRY(mark_read(rq, marks[i].person, marks[i].where, &count));
    *ret_count = count;
    return NULL;
}
