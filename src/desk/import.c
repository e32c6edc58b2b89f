/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.c - takes a list over, step by step. */
#include <string.h>

#include "base/world.h"
#include "command/import.h"
#include "desk/import_inside.h"
#include "model/types.h"
#include "people/alike.h"
#include "view/persons.h"

enum {
    STEP_BYTES_MAX = LIMIT_MIB(4), /* of cells; then a step ends before its rows are full */
    ALIKE_MAX = 200000,            /* persons known and rows together; beyond, nobody looks */
    SEEN_BYTES = 32,
};

/* ---- rows that stand twice in a list -----------------------------------------------------------
 */

/* One row of the list so far: an open hash, with room for all from the beginning. */
struct seen_row {
    struct id id;
    uint64_t content;
    int32_t line;
    uint32_t is_taken;
};
_Static_assert(sizeof(struct seen_row) == SEEN_BYTES, "a million of them are 64 MiB");
struct seen {
    size_t room; /* a power of two */
    struct seen_row *rows;
};

static struct err *seen_make(struct arena *into, int64_t rows, struct seen *ret)
{
    ret->room = 64;
    while (ret->room < 2 * (size_t)rows)
        ret->room *= 2;
    ret->rows = arena_makes(into, struct seen_row, ret->room);
    NEED(ret->rows);
    return NULL;
}

/* The earlier row with this id, or NULL: then this one is it from now on. */
static const struct seen_row *seen_put(struct seen *s, const struct seen_row *row)
{
    uint64_t hash;
    memcpy(&hash, row->id.bytes, sizeof hash);
    size_t at = (size_t)hash & (s->room - 1);
    for (; s->rows[at].is_taken != 0; at = (at + 1) & (s->room - 1))
        if (id_equal(s->rows[at].id, row->id))
            return &s->rows[at];
    s->rows[at] = *row;
    s->rows[at].is_taken = 1;
    return NULL;
}

/* ---- the run -----------------------------------------------------------------------------------
 */

struct run {
    struct site *site;
    struct arena *arena; /* of the whole run */
    struct arena *step;  /* of one step */
    const struct import_wish *wish;
    const struct import_look *look;
    const struct import_hear *hear;
    struct import_result *result;
    struct intake_ask ask;
    struct seen seen;
    struct alike *alike; /* NULL: too many */
    struct text once;
    size_t n;
    size_t bytes;
    struct import_shown shown[LIMIT_IMPORT_BATCH_ROWS];
    struct import_row rows[LIMIT_IMPORT_BATCH_ROWS];
    enum import_fate fates[LIMIT_IMPORT_BATCH_ROWS];
};

static struct err *wrong_tell(struct run *r, const struct import_shown *shown)
{
    r->result->wrong++;
    return r->hear->wrong == NULL ? NULL : r->hear->wrong(r->hear->with, shown);
}

/* Who acts, as of this moment: between two steps she may have been disabled. */
static struct err *run_ask(struct run *r, struct who *who, struct request *rq)
{
    return desk_request(r->site, r->step, r->wish->as, MAY_WRITE_PERSONS, who, rq);
}

static struct err *step_look(struct run *r)
{
    struct who who;
    struct request rq;
    TRY(run_ask(r, &who, &rq));
    for (size_t i = 0; i < r->n; i++)
        TRY(person_import_fate(&rq, &r->rows[i], &r->fates[i]));
    return NULL;
}

static struct err *step_write(struct run *r)
{
    const struct import_form form = {r->n, r->rows, r->fates};
    struct job job = {.arena = r->step,
                      .as = r->wish->as,
                      .may = MAY_WRITE_PERSONS,
                      .once = r->once,
                      .goes_on = true,
                      .run = person_import,
                      .form = &form};
    TRY(desk_do(r->site, &job));
    for (size_t i = 0; i < r->n; i++)
        if (r->fates[i] == IMPORT_NEW) {
            r->result->deed = job.answer.deed;
            r->result->undo_until_ms = job.answer.undo_until_ms;
        }
    return NULL;
}

/* ---- rows that look like somebody --------------------------------------------------------------
 */

static struct err *like_tell(struct run *r, struct request *rq, size_t i)
{
    const struct rec *person = r->rows[i].person;
    struct import_result *result = r->result;
    struct alike_found *found;
    size_t n = 0;
    TRY(alike_find(r->alike, r->step, person, &n, &found));
    for (size_t k = 0; k < n; k++) {
        bool seen = found[k].mark > 0;
        if (!seen)
            TRY(person_is_seen(rq, found[k].id, &seen));
        if (!seen)
            continue;
        result->alike++;
        if (result->n_likes < COUNT(result->likes))
            result->likes[result->n_likes++] = (struct import_like){
                r->shown[i].line, found[k].mark, found[k].mark > 0 ? ID_NONE : found[k].id};
        break;
    }
    return alike_add(r->alike, person, r->shown[i].line);
}

static struct err *likes_tell(struct run *r)
{
    struct who who;
    struct request rq;
    if (r->alike == NULL)
        return NULL;
    TRY(run_ask(r, &who, &rq));
    for (size_t i = 0; i < r->n; i++)
        if (r->fates[i] == IMPORT_NEW)
            TRY(like_tell(r, &rq, i));
    return NULL;
}

/* ---- one step ----------------------------------------------------------------------------------
 */

static struct err *fates_count(struct run *r)
{
    for (size_t i = 0; i < r->n; i++) {
        r->result->added += r->fates[i] == IMPORT_NEW;
        r->result->known += r->fates[i] == IMPORT_KNOWN;
        if (r->fates[i] != IMPORT_DIFFERS)
            continue;
        r->shown[i].wrongs = err_example(
            err_input(r->step, "number",
                      N_("Somebody else has this number from an earlier list. Name this list with "
                         "--from")),
            "--from 'Rowan Tree 2026'");
        TRY(wrong_tell(r, &r->shown[i]));
    }
    return NULL;
}

static struct err *step_do(struct run *r)
{
    if (r->n > 0) {
        TRY(r->wish->dry_run ? step_look(r) : step_write(r));
        TRY(likes_tell(r));
        TRY(fates_count(r));
    }
    r->n = r->bytes = 0;
    arena_reset(r->step);
    if (r->hear->progress.tell != NULL)
        r->hear->progress.tell(r->hear->progress.with, r->result->rows, r->look->rows);
    return site_breathe(r->site, r->arena);
}

/* ---- one row -----------------------------------------------------------------------------------
 */

static struct err *row_ids(struct run *r, const struct csv_row *row, struct import_row *ret,
                           struct seen_row *ret_seen)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_MIB(1));
    struct intake_key key;
    TRY(intake_key(r->step, r->look->columns, row, &key));
    struct id content = keyring_id(r->site->ring, "import-content", key.content);
    buf_u64(&b, (uint64_t)r->site->org);
    buf_varint(&b, r->wish->from.n);
    buf_put(&b, r->wish->from);
    buf_u8(&b, key.has_number);
    buf_put(&b, key.key);
    TRY(buf_check(&b));
    ret->has_number = key.has_number;
    *ret_seen = (struct seen_row){.id = keyring_id(r->site->ring, "import-person", buf_text(&b)),
                                  .line = (int32_t)row->line};
    memcpy(&ret_seen->content, content.bytes, sizeof ret_seen->content);
    return NULL;
}

/* True when the same row stands above; wrong when only its number does. */
static struct err *twice_check(struct run *r, const struct seen_row *row,
                               struct import_shown *shown, bool *ret_twice)
{
    const struct seen_row *earlier = seen_put(&r->seen, row);
    *ret_twice = earlier != NULL;
    if (earlier == NULL)
        return NULL;
    if (earlier->content == row->content) {
        r->result->twice++;
        return NULL;
    }
    const char *line = arena_printf(r->step, "%d", (int)earlier->line);
    NEED(line);
    shown->wrongs = err_input(r->step, "number", N_("Line {1} has the same number"), line);
    return wrong_tell(r, shown);
}

static struct err *row_take(struct run *r, const struct csv_row *row)
{
    struct import_shown *shown = &r->shown[r->n];
    struct import_row *taken = &r->rows[r->n];
    struct seen_row seen;
    bool twice = false;
    r->result->rows++;
    TRY(import_row_read(r->step, &r->ask, row, shown));
    if (shown->wrongs != NULL)
        return wrong_tell(r, shown);
    const struct csv_row kept = {shown->line, shown->n, shown->cells, row->fault};
    TRY(row_ids(r, &kept, taken, &seen));
    TRY(twice_check(r, &seen, shown, &twice));
    if (twice)
        return NULL;
    struct rec *person = NULL;
    TRY(rec_clone(r->step, shown->person, &person));
    person->id = seen.id;
    person->area = area_id(AREA_ORG, ID_NONE);
    taken->person = person;
    r->n++;
    return NULL;
}

static struct err *rows_run(struct run *r)
{
    CLEANUP(csv_close) struct csv *csv = NULL;
    struct csv_row row;
    bool found = true;
    TRY(import_rows_open(r->arena, r->wish, r->look, &csv));
    for (size_t n = 1;; n++) {
        TRY(csv_next(csv, &found, &row));
        if (!found)
            break;
        TRY(row_take(r, &row));
        for (size_t i = 0; i < row.n; i++)
            r->bytes += row.cells[i].n;
        /* Rows that are wrong take time as well. */
        if (r->n == COUNT(r->rows) || r->bytes > STEP_BYTES_MAX || n % COUNT(r->rows) == 0)
            TRY(step_do(r));
    }
    return step_do(r);
}

/* ---- beginning ---------------------------------------------------------------------------------
 */

/* The same list with the same map is the same deed: a second run goes on with the first. */
static struct err *once_make(struct run *r)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_MIB(1));
    buf_bytes(&b, r->look->hash.bytes, HASH_BYTES);
    buf_varint(&b, r->wish->map.n);
    buf_put(&b, r->wish->map);
    buf_put(&b, r->wish->from);
    TRY(buf_check(&b));
    struct id id = keyring_id(r->site->ring, "import-deed", buf_text(&b));
    char *once = arena_alloc(r->arena, ID_TEXT + 1);
    NEED(once);
    id_text(id, once);
    r->once = text_of(once);
    return NULL;
}

static struct err *alike_begin(struct run *r)
{
    int64_t all = (int64_t)people_count(r->site->people) + r->look->rows;
    if (all > ALIKE_MAX) {
        r->result->alike = -1;
        return NULL;
    }
    TRY(alike_new(r->arena, &r->alike));
    return alike_add_people(r->alike, r->site->people);
}

static struct err *run_begin(struct run *r)
{
    struct who who;
    struct request rq;
    TRY(site_require_open(r->site, r->arena));
    TRY(run_ask(r, &who, &rq));
    TRY(site_load_people(r->site));
    TRY(once_make(r));
    TRY(seen_make(r->arena, r->look->rows, &r->seen));
    return alike_begin(r);
}

struct err *import_do(struct site *site, struct arena *into, const struct import_wish *wish,
                      const struct import_look *look, const struct import_hear *hear,
                      struct import_result *ret_result)
{
    CLEANUP(arena_close) struct arena *all = arena_new(LIMIT_ARENA_JOB_BYTES);
    CLEANUP(arena_close) struct arena *step = arena_new(LIMIT_ARENA_JOB_BYTES);
    struct run *r = all == NULL ? NULL : arena_make(all, struct run);
    NEED(r);
    NEED(step);
    *ret_result = (struct import_result){0};
    *r = (struct run){.site = site,
                      .arena = all,
                      .step = step,
                      .wish = wish,
                      .look = look,
                      .hear = hear,
                      .result = ret_result,
                      .ask = import_ask(wish, look)};
    struct err *bad = run_begin(r);
    if (bad == NULL)
        bad = rows_run(r);
    return err_copy(into, bad);
}
