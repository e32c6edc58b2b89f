/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.c - files handed in wait sealed; what is shown of one is read where it lies. */
#include "web/import.h"

#include <string.h>

#include "base/limits.h"
#include "desk/staging.h"
#include "page/import.h"
#include "web/inside.h"
#include "web/multipart.h"
#include "web/visit.h"

/* ---- handing in --------------------------------------------------------------------------------
 */

static struct err *file_of(struct visit *v, struct text *ret_bytes)
{
    const char *type = http_header(v->ask, "Content-Type", NULL);
    struct multipart m = {0};
    *ret_bytes = TEXT_NONE;
    if (type != NULL && multipart_is(text_of(type)))
        TRY(multipart_read(v->ask->arena, text_of(type), v->ask->body, &m));
    for (size_t i = 0; i < m.n; i++)
        if (text_is(m.parts[i].name, "file") && m.parts[i].file.at != NULL)
            *ret_bytes = m.parts[i].bytes;
    return NULL;
}

/* What is no list is refused before it is kept. */
static struct err *put_read(struct visit *v)
{
    struct text bytes = TEXT_NONE;
    TRY(file_of(v, &bytes));
    if (bytes.n == 0)
        return err_input(v->ask->arena, "file", N_("Choose a file"));
    const struct source source = source_of_text(&bytes);
    const struct import_wish wish = {.source = &source};
    const struct text *headers = NULL;
    size_t n = 0;
    return import_headers(v->ask->arena, &wish, &n, &headers);
}

static struct err *put_begin(struct visit *v, struct site *site)
{
    struct text bytes = TEXT_NONE;
    TRY(file_of(v, &bytes));
    return staging_put(site, v->ask->arena, v->session.user, bytes, &v->parked);
}

static const char *url_of(struct visit *v, struct id file)
{
    char id[ID_TEXT + 1];
    id_text(file, id);
    return arena_printf(v->ask->arena, "/import/%s", id);
}

static void put_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_see(v, url_of(v, v->parked), ret_answer);
}

const struct direct import_putting = {.read = put_read, .begin = put_begin, .reply = put_reply};

/* ---- looking -----------------------------------------------------------------------------------
 */

static struct err *columns_read(struct visit *v, const struct import_wish *wish,
                                const struct fields *chosen, struct import_page *p)
{
    struct arena *into = v->ask->arena;
    TRY(import_headers(into, wish, &p->n_columns, &p->headers));
    p->are = arena_makes(into, enum column, p->n_columns);
    NEED(p->are);
    for (size_t i = 0; i < p->n_columns; i++)
        p->are[i] = import_chosen(into, chosen, i, COLUMN_NOBODYS);
    return NULL;
}

/* A map of what was chosen; a column whose header cannot stand in one keeps its guess. */
static struct err *map_make(struct visit *v, const struct import_page *p, struct text *ret_map)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_IMPORT_MAP_BYTES);
    for (size_t i = 0; i < p->n_columns; i++) {
        struct text header = p->headers[i];
        if (p->are[i] == COLUMN_NOBODYS || memchr(header.at, '"', header.n) != NULL)
            continue;
        buf_char(&b, '"');
        buf_put(&b, header);
        buf_printf(&b, "\"=%s\n", column_code(p->are[i]));
    }
    TRY(buf_check(&b));
    return buf_take(&b, v->ask->arena, ret_map);
}

static struct err *preview_read(struct visit *v, struct import_wish *wish, struct import_page *p)
{
    struct arena *into = v->ask->arena;
    struct import_look *look = arena_make(into, struct import_look);
    struct import_shown *shown = NULL;
    NEED(look);
    TRY(columns_read(v, wish, &v->pg.query, p));
    TRY(map_make(v, p, &wish->map));
    struct err *bad = import_look(into, wish, look);
    if (bad != NULL && bad->kind == ERR_INPUT) {
        p->refused = bad;
        return NULL;
    }
    TRY(bad);
    memcpy(p->are, look->columns->are, p->n_columns * sizeof *p->are);
    TRY(import_preview(into, wish, look, IMPORT_PAGE_ROWS, &p->n_shown, &shown));
    p->shown = shown;
    p->look = look;
    return NULL;
}

static struct err *state_read(struct visit *v, struct id file, struct import_page *p)
{
    struct imports_wrong *wrongs = NULL;
    imports_state(v->web->imports, v->session.user, &p->state);
    if (!id_equal(p->state.file, file))
        p->state = (struct imports_state){0};
    if (p->state.phase == IMPORTS_NONE)
        return NULL;
    TRY(imports_told(v->web->imports, v->ask->arena, v->session.user, &p->n_wrongs, &wrongs,
                     &p->failed));
    p->wrongs = wrongs;
    return NULL;
}

/* In the writer's thread, where the file can be opened. */
static struct err *show_begin(struct visit *v, struct site *site)
{
    CLEANUP(staging_close) struct staged *staged = NULL;
    struct arena *into = v->ask->arena;
    struct import_page *p = arena_make(into, struct import_page);
    struct source source;
    struct id file;
    NEED(p);
    if (!id_parse(v->pg.params[0], &file))
        return err_new(into, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    p->url = url_of(v, file);
    NEED(p->url);
    TRY(state_read(v, file, p));
    v->pg.import = p;
    if (p->state.phase != IMPORTS_NONE)
        return NULL;
    TRY(staging_open(site, into, v->session.user, file, &staged, &source));
    struct import_wish wish = {.source = &source, .as = text_of(v->session.login)};
    return preview_read(v, &wish, p);
}

static void show_reply(struct visit *v, struct http_answer *ret_answer)
{
    reply_page(v, 200, ret_answer);
}

const struct direct import_showing = {.begin = show_begin, .reply = show_reply};

/* ---- taking over -------------------------------------------------------------------------------
 */

static struct err *start_begin(struct visit *v, struct site *site)
{
    CLEANUP(staging_close) struct staged *staged = NULL;
    struct import_page p = {0};
    struct source source;
    struct imports_ask ask = {.user = v->session.user, .login = text_of(v->session.login)};
    if (!id_parse(v->pg.params[0], &ask.file))
        return err_new(v->ask->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    TRY(staging_open(site, v->ask->arena, ask.user, ask.file, &staged, &source));
    const struct import_wish wish = {.source = &source};
    TRY(columns_read(v, &wish, &v->pg.typed, &p));
    TRY(map_make(v, &p, &ask.map));
    ask.lang = v->pg.out.lang;
    v->parked = ask.file;
    return imports_start(v->web->imports, v->ask->arena, &ask);
}

const struct direct import_starting = {.begin = start_begin, .reply = put_reply};

/* ---- what is left out --------------------------------------------------------------------------
 */

static struct err *source_read(struct arena *into, const struct source *source, struct buf *b)
{
    enum { PIECE = LIMIT_KIB(16) };
    char *piece = arena_alloc(into, PIECE);
    size_t n = PIECE;
    NEED(piece);
    while (n > 0) {
        TRY(source->read(source->with, into, (int64_t)b->n, piece, PIECE, &n));
        buf_bytes(b, piece, n);
    }
    return buf_check(b);
}

/* Only the list that came of the last import of hers: it is opened where it lies. */
static struct err *rejects_begin(struct visit *v, struct site *site)
{
    CLEANUP(staging_close) struct staged *staged = NULL;
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_UPLOAD_BYTES);
    struct imports_state state;
    struct source source;
    struct id file = ID_NONE;
    imports_state(v->web->imports, v->session.user, &state);
    if (!id_parse(v->pg.params[0], &file) || !id_equal(file, state.file) ||
        id_is_none(state.rejects))
        return page_absent(&v->pg);
    TRY(staging_open(site, v->ask->arena, v->session.user, state.rejects, &staged, &source));
    TRY(source_read(v->ask->arena, &source, &b));
    return buf_take(&b, v->ask->arena, &v->body);
}

static void rejects_reply(struct visit *v, struct http_answer *ret_answer)
{
    *ret_answer =
        (struct http_answer){.status = 200, .type = "text/csv; charset=utf-8", .body = v->body};
    http_answer_header(ret_answer, "Content-Disposition", "attachment; filename=\"rejects.csv\"");
}

const struct direct import_rejects = {.begin = rejects_begin, .reply = rejects_reply};
