/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* write.c - instances and solutions to bytes, and those to a file that is whole or not there.
 *
 * Even a national plan is some ten megabytes, so it is put together in memory first: a full disk or
 * a refused piece of memory then leaves what was there before. */
#include "plan/write.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/world.h"
#include "plan/read.h"
#include "plan/zip.h"

enum { GZIP_LEVEL = 6, GZIP_MEMORY = 8, ROOM = 1 << 16, MODE_OWN = 0600 };

/* ---- pieces ---- */

/* Rows stand one a line, so that two plans can be compared with ordinary tools. */
static void row_start(struct buf *b, size_t i)
{
    buf_str(b, i == 0 ? "\n[" : ",\n[");
}

static void put_numbers(struct buf *b, const int64_t *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s%" PRId64, i == 0 ? "" : ",", numbers[i]);
    buf_char(b, ']');
}

static void put_windows(struct buf *b, const struct plan_instance *in, struct plan_slice slice)
{
    buf_char(b, '[');
    for (int32_t i = 0; i < slice.n; i++)
        buf_printf(b, "%s[%" PRId32 ",%" PRId32 "]", i == 0 ? "" : ",",
                   in->windows[slice.from + i].from, in->windows[slice.from + i].to);
    buf_char(b, ']');
}

static void put_mask(struct buf *b, uint64_t mask)
{
    const char *comma = "";
    buf_char(b, '[');
    for (int k = 0; k < PLAN_NAMES_MAX; k++) {
        if ((mask >> k & 1) == 0)
            continue;
        buf_printf(b, "%s%d", comma, k);
        comma = ",";
    }
    buf_char(b, ']');
}

static void put_refs(struct buf *b, const struct plan_instance *in, struct plan_slice slice)
{
    buf_char(b, '[');
    for (int32_t i = 0; i < slice.n; i++)
        buf_printf(b, "%s%" PRId32, i == 0 ? "" : ",", in->carer_refs[slice.from + i]);
    buf_char(b, ']');
}

static void put_names(struct buf *b, const char *member, const struct text *names, int32_t n)
{
    buf_printf(b, "\"%s\":[", member);
    for (int32_t i = 0; i < n; i++) {
        buf_str(b, i == 0 ? "" : ",");
        buf_json(b, names[i]);
    }
    buf_str(b, "],\n");
}

/* ---- instance ---- */

static void put_head(struct buf *b, const struct plan_instance *in)
{
    const struct plan_params *p = &in->params;
    buf_str(b, "{\"format\":\"short-breaks-instance/1\",\n\"name\":");
    buf_json(b, in->name);
    buf_str(b, ",\n\"start\":");
    buf_json(b, in->start);
    buf_printf(
        b, ",\n\"days\":%" PRId32 ",\n\"slot_minutes\":%d,\n\"night\":[%" PRId32 ",%" PRId32 "],\n",
        in->days, PLAN_SLOT_MINUTES, in->night_from, in->night_to);
    buf_printf(b, "\"params\":{\"tier_points\":[%" PRId32 ",%" PRId32 ",%" PRId32 "],",
               p->tier_points[0], p->tier_points[1], p->tier_points[2]);
    buf_printf(b, "\"continuity_points\":%" PRId32 ",\"introduction_points\":%" PRId32 ",",
               p->continuity_points, p->introduction_points);
    buf_printf(b, "\"travel_points_per_10km\":%" PRId32 ",\"change_points\":%" PRId32 ",",
               p->travel_points_per_10km, p->change_points);
    buf_printf(b, "\"metres_per_slot\":%" PRId32 ",\"turnaround\":%" PRId32 "},\n",
               p->metres_per_slot, p->turnaround);
    put_names(b, "skills", in->skill_names, in->skill_names_n);
    put_names(b, "languages", in->language_names, in->language_names_n);
    put_names(b, "areas", in->area_names, in->area_names_n);
}

static void put_family(struct buf *b, const struct plan_instance *in, const struct plan_family *f)
{
    buf_str(b, "{\"id\":");
    buf_json(b, f->id);
    buf_printf(b, ",\"area\":%" PRId32 ",\"x\":%" PRId32 ",\"y\":%" PRId32 ",\"children\":[",
               f->area, f->x, f->y);
    for (int32_t i = 0; i < f->children.n; i++) {
        const struct plan_child *child = &in->children[f->children.from + i];
        buf_str(b, i == 0 ? "{\"needs\":" : ",{\"needs\":");
        put_mask(b, child->needs);
        buf_printf(b, ",\"ratio\":%" PRId32 "}", child->ratio);
    }
    buf_printf(b, "],\"weight\":%" PRId32 ",\"waiting_days\":%" PRId32 ",", f->weight,
               f->waiting_days);
    buf_printf(b, "\"min\":%" PRId32 ",\"target\":%" PRId32 ",\"max\":%" PRId32 ",", f->min,
               f->target, f->max);
    buf_printf(b, "\"len_min\":%" PRId32 ",\"len_max\":%" PRId32 ",\"len_step\":%" PRId32 ",",
               f->len_min, f->len_max, f->len_step);
    buf_printf(b, "\"gap\":%" PRId32 ",\"carers_max\":%" PRId32 ",\"introduced\":", f->gap,
               f->carers_max);
    put_refs(b, in, f->introduced);
    buf_str(b, ",\"excluded\":");
    put_refs(b, in, f->excluded);
    buf_str(b, ",\"languages\":");
    put_mask(b, f->languages);
    buf_printf(b, ",\"max_distance\":%" PRId32 ",\"overnight\":%s,\"windows\":", f->distance_max,
               f->overnight ? "true" : "false");
    put_windows(b, in, f->windows);
    buf_char(b, '}');
}

static void put_carer(struct buf *b, const struct plan_instance *in, const struct plan_carer *c)
{
    buf_str(b, "{\"id\":");
    buf_json(b, c->id);
    buf_printf(b, ",\"area\":%" PRId32 ",\"x\":%" PRId32 ",\"y\":%" PRId32 ",\"skills\":[", c->area,
               c->x, c->y);
    for (int32_t i = 0; i < c->skills.n; i++) {
        const struct plan_skill *k = &in->skills_held[c->skills.from + i];
        buf_printf(b, "%s[%" PRId32 ",%" PRId32 ",%" PRId32 "]", i == 0 ? "" : ",", k->skill,
                   k->day_first, k->day_last);
    }
    buf_str(b, "],\"windows\":");
    put_windows(b, in, c->windows);
    buf_printf(b, ",\"week_max\":%" PRId32 ",\"families_max\":%" PRId32 ",\"new_max\":%" PRId32,
               c->week_max, c->families_max, c->new_max);
    buf_printf(b, ",\"mode\":\"%s\",\"languages\":", c->visits ? "visit" : "home");
    put_mask(b, c->languages);
    buf_printf(b, ",\"overnight\":%s,\"children_max\":%" PRId32 "}",
               c->overnight ? "true" : "false", c->children_max);
}

static void put_instance(struct buf *b, const struct plan_instance *in)
{
    put_head(b, in);
    buf_str(b, "\"families\":[");
    for (int32_t i = 0; i < in->families_n; i++) {
        buf_str(b, i == 0 ? "\n" : ",\n");
        put_family(b, in, &in->families[i]);
    }
    buf_str(b, "],\n\"carers\":[");
    for (int32_t i = 0; i < in->carers_n; i++) {
        buf_str(b, i == 0 ? "\n" : ",\n");
        put_carer(b, in, &in->carers[i]);
    }
    buf_str(b, "],\n\"published\":[");
    for (int32_t i = 0; i < in->published_n; i++) {
        const struct plan_session *q = &in->published[i].session;
        const int64_t row[] = {q->family, q->carer, q->start, q->end, in->published[i].locked};
        row_start(b, (size_t)i);
        put_numbers(b, row, COUNT(row));
    }
    buf_str(b, "]}\n");
}

/* ---- solution ---- */

static void put_prices(struct buf *b, const struct plan_prices *p)
{
    buf_str(b, "\"slot\":[");
    for (size_t i = 0; i < p->slot_n; i++) {
        const int64_t row[] = {p->slot[i].carer, p->slot[i].slot, p->slot[i].price};
        row_start(b, i);
        put_numbers(b, row, COUNT(row));
    }
    buf_str(b, "],\n\"week\":[");
    for (size_t i = 0; i < p->week_n; i++) {
        const int64_t row[] = {p->week[i].carer, p->week[i].week, p->week[i].price};
        row_start(b, i);
        put_numbers(b, row, COUNT(row));
    }
    buf_str(b, "],\n\"cut\":[");
    for (size_t i = 0; i < p->cut_n; i++) {
        const int64_t row[] = {p->cut[i].carer, p->cut[i].week, p->cut[i].divisor, p->cut[i].price};
        row_start(b, i);
        put_numbers(b, row, COUNT(row));
    }
    buf_str(b, "],\n\"pair\":[");
    for (size_t i = 0; i < p->pair_n; i++) {
        const struct plan_price_pair *q = &p->pair[i];
        const int64_t row[] = {q->carer, q->family, q->other, q->slot, q->price};
        row_start(b, i);
        put_numbers(b, row, COUNT(row));
    }
    buf_printf(b, "],\n\"locked\":%" PRId64, p->locked);
}

static void put_carer_prices(struct buf *b, const char *member,
                             const struct plan_price_carer *prices, size_t n)
{
    buf_printf(b, ",\n\"%s\":[", member);
    for (size_t i = 0; i < n; i++) {
        const int64_t row[] = {prices[i].carer, prices[i].price};
        row_start(b, i);
        put_numbers(b, row, COUNT(row));
    }
    buf_char(b, ']');
}

/* As deep as the tree, which the reader limits too. */
static void put_node(struct buf *b, const struct plan_node *node)
{
    if (node->prices != NULL) {
        put_prices(b, node->prices);
        put_carer_prices(b, "families", node->prices->families, node->prices->families_n);
        put_carer_prices(b, "introductions", node->prices->introductions,
                         node->prices->introductions_n);
        return;
    }
    buf_printf(b, "\"branch\":[%" PRId32 ",%" PRId32 "],\n\"without\":{", node->family,
               node->carer);
    put_node(b, node->without);
    buf_str(b, "},\n\"with\":{");
    put_node(b, node->with);
    buf_char(b, '}');
}

static void put_report(struct buf *b, const struct plan_solution *solution)
{
    const char *comma = "";
    buf_str(b, ",\n\"report\":{");
    for (size_t i = 0; i < PLAN_FIGURE__COUNT; i++) {
        if (!solution->has_figure[i])
            continue;
        buf_printf(b, "%s\"%s\":%" PRId64, comma, plan_figure_name((enum plan_figure)i),
                   solution->figures[i]);
        comma = ",";
    }
    buf_char(b, '}');
}

static void put_why(struct buf *b, const struct plan_solution *solution)
{
    buf_str(b, ",\n\"why\":[");
    for (size_t i = 0; i < solution->why_n; i++)
        buf_printf(b, "%s\n[%" PRId32 ",\"%s\"]", i == 0 ? "" : ",", solution->why[i].family,
                   plan_reason_name(solution->why[i].reason));
    buf_char(b, ']');
}

void plan_solution_put(struct buf *b, const struct plan_solution *solution)
{
    buf_str(b, "{\"format\":\"short-breaks-solution/1\",\n\"instance\":");
    buf_json(b, solution->instance);
    buf_printf(b, ",\n\"objective\":%" PRId64, solution->objective);
    if (solution->has_bound)
        buf_printf(b, ",\n\"bound\":%" PRId64, solution->bound);
    put_report(b, solution);
    if (solution->has_why)
        put_why(b, solution);
    buf_str(b, ",\n\"sessions\":[");
    for (size_t i = 0; i < solution->sessions_n; i++) {
        const struct plan_session *q = &solution->sessions[i];
        const int64_t row[] = {q->family, q->carer, q->start, q->end};
        row_start(b, i);
        put_numbers(b, row, COUNT(row));
    }
    buf_char(b, ']');
    if (solution->certificate != NULL) {
        buf_printf(b, ",\n\"certificate\":{\"scale\":%" PRId64 ",", solution->certificate->scale);
        put_node(b, solution->certificate->root);
        buf_char(b, '}');
    }
    buf_str(b, "}\n");
}

/* ---- files ---- */

static struct err *compress_into(struct arena *scratch, struct text plain, struct buf *packed)
{
    z_stream z = zip_stream(scratch);
    unsigned char *room = arena_alloc(scratch, ROOM);
    NEED(room);
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, ZIP_GZIP, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return err_no_memory();
    z.next_in = (Bytef *)(uintptr_t)plain.at; /* zlib only reads it */
    z.avail_in = (uInt)plain.n;               /* below PLAN_BYTES_MAX */
    int state = Z_OK;
    while (state == Z_OK) {
        z.next_out = room;
        z.avail_out = ROOM;
        state = deflate(&z, Z_FINISH);
        buf_bytes(packed, room, ROOM - z.avail_out);
    }
    if (state != Z_STREAM_END)
        return err_bug(scratch, "deflate: %d", state);
    return buf_check(packed);
}

static bool is_gzip_name(const char *path)
{
    size_t n = strlen(path);
    return n > 3 && strcmp(path + n - 3, ".gz") == 0;
}

/* Devices and pipes cannot be renamed over: bytes go straight to them. */
static bool is_device(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static struct err *write_bytes(struct arena *scratch, const char *path, struct text bytes)
{
    if (!is_device(path))
        return world_write_file(scratch, path, bytes, MODE_OWN);
    CLEANUP(world_close_fd) int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return err_outside(scratch, N_("The result could not be written"), "open %s", path);
    return world_write_all(scratch, fd, bytes.at, bytes.n);
}

static struct err *write_plain(struct arena *scratch, const char *path, const struct buf *plain)
{
    TRY(buf_check(plain));
    if (!is_gzip_name(path))
        return write_bytes(scratch, path, buf_text(plain));
    CLEANUP(buf_done) struct buf packed = buf_make((size_t)PLAN_BYTES_MAX);
    TRY(compress_into(scratch, buf_text(plain), &packed));
    return write_bytes(scratch, path, buf_text(&packed));
}

struct err *plan_solution_write(struct arena *scratch, const char *path,
                                const struct plan_solution *solution)
{
    CLEANUP(buf_done) struct buf b = buf_make((size_t)PLAN_BYTES_MAX);
    plan_solution_put(&b, solution);
    return write_plain(scratch, path, &b);
}

struct err *plan_instance_write(struct arena *scratch, const char *path,
                                const struct plan_instance *instance)
{
    CLEANUP(buf_done) struct buf b = buf_make((size_t)PLAN_BYTES_MAX);
    put_instance(&b, instance);
    return write_plain(scratch, path, &b);
}
