/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* route.c - finding a row, and telling programs what there is. */
#include "web/route.h"

#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"

/* ---- finding --------------------------------------------------------------------------------- */

/* Cuts one piece off a path that begins with /. */
static struct text piece_cut(const char **path)
{
    const char *at = *path + (**path == '/');
    size_t n = strcspn(at, "/");
    *path = at + n;
    return (struct text){at, n};
}

static bool path_fits(const char *pattern, const char *path, struct text params[PAGE_PARAMS_MAX])
{
    size_t n = 0;
    while (*pattern != '\0' && *path != '\0') {
        struct text want = piece_cut(&pattern), have = piece_cut(&path);
        if (want.n > 0 && want.at[0] == ':') {
            if (have.n == 0)
                return false;
            assert(n < PAGE_PARAMS_MAX);
            params[n++] = have;
        } else if (!text_equal(want, have)) {
            return false;
        }
    }
    return *pattern == '\0' && *path == '\0';
}

/* The ending of the last piece says the form. */
static struct err *form_cut(struct arena *into, const char *path, enum page_form *ret_form,
                            const char **ret_path)
{
    static const struct {
        const char *ending;
        enum page_form form;
    } forms[] = {{".json", PAGE_JSON}, {".csv", PAGE_CSV}};
    size_t n = strlen(path);
    *ret_form = PAGE_HTML;
    *ret_path = path;
    for (size_t i = 0; i < COUNT(forms); i++) {
        size_t end = strlen(forms[i].ending);
        if (n <= end + 1 || strcmp(path + n - end, forms[i].ending) != 0)
            continue;
        *ret_form = forms[i].form;
        *ret_path = arena_strn(into, path, n - end);
        NEED(*ret_path);
    }
    return NULL;
}

static const struct route *row_find(const struct route *table, enum http_door door,
                                    const char *method, const char *path,
                                    struct text params[PAGE_PARAMS_MAX], bool *ret_allow)
{
    *ret_allow = false;
    for (const struct route *r = table; r->path != NULL; r++) {
        struct text found[PAGE_PARAMS_MAX] = {TEXT_NONE};
        if (r->door != door || !path_fits(r->path, path, found))
            continue;
        if (strcmp(r->method, method) == 0) {
            memcpy(params, found, sizeof found);
            return r;
        }
        *ret_allow = true;
    }
    return NULL;
}

/* A path of words alone, such as /openapi.json. */
static const struct route *word_find(const struct route *table, enum http_door door,
                                     const char *method, const char *path)
{
    for (const struct route *r = table; r->path != NULL; r++)
        if (r->door == door && strcmp(r->method, method) == 0 && strcmp(r->path, path) == 0)
            return r;
    return NULL;
}

const struct route *route_find(struct arena *into, const struct route *table, enum http_door door,
                               const char *method, const char *path,
                               struct text params[PAGE_PARAMS_MAX], enum page_form *ret_form,
                               const char **ret_path, bool *ret_allow)
{
    const struct route *r = word_find(table, door, method, path);
    *ret_allow = false;
    *ret_form = PAGE_HTML;
    *ret_path = path;
    if (r != NULL || form_cut(into, path, ret_form, ret_path) != NULL)
        return r;
    r = row_find(table, door, method, *ret_path, params, ret_allow);
    if (*ret_form == PAGE_HTML || (r != NULL && r->page != NULL))
        return r;
    bool allow = r == NULL && *ret_allow;
    *ret_form = PAGE_HTML; /* what is no page has no forms: the ending is part of its name */
    *ret_path = path;
    r = row_find(table, door, method, path, params, ret_allow);
    *ret_allow = *ret_allow || allow;
    return r;
}

size_t route_body_max(const struct route *route)
{
    if (strcmp(route->method, "POST") != 0)
        return 0;
    return route->body_max > 0 ? route->body_max : LIMIT_FORM_BYTES;
}

void routes_check(const struct route *table)
{
    for (const struct route *r = table; r->path != NULL; r++) {
        bool is_get = strcmp(r->method, "GET") == 0;
        assert(r->may > MAY__UNSET && r->may < MAY__COUNT && r->door > 0 && r->what != NULL);
        assert(r->path[0] == '/' && (is_get || strcmp(r->method, "POST") == 0));
        assert((r->page != NULL) + (r->direct != NULL) + (r->plain != NULL) + (r->act != NULL) > 0);
        assert(r->act == NULL || (!is_get && r->may != MAY_ANYONE && r->come == COME_SIGNED_IN));
        (void)is_get;
    }
}

/* ---- telling --------------------------------------------------------------------------------- */

static const char *door_name(enum http_door door)
{
    return door == HTTP_DOOR_STAFF ? "staff" : door == HTTP_DOOR_PUBLIC ? "public" : "folder";
}

/* /person/:id as /person/{id}. */
static void path_put(struct buf *b, const char *path)
{
    struct buf braces = buf_make(LIMIT_KIB(1));
    for (const char *at = path; *at != '\0';) {
        struct text piece = piece_cut(&at);
        bool is_param = piece.n > 0 && piece.at[0] == ':';
        buf_char(&braces, '/');
        if (is_param)
            buf_printf(&braces, "{%.*s}", (int)piece.n - 1, piece.at + 1);
        else
            buf_put(&braces, piece);
    }
    json_name(b, braces.at);
    buf_done(&braces);
}

static void method_put(struct buf *b, const struct route *r)
{
    json_name(b, strcmp(r->method, "GET") == 0 ? "get" : "post");
    json_open(b, '{');
    json_string(b, "summary", r->what);
    json_string(b, "x-permission", guard_may_name(r->may));
    json_string(b, "x-door", door_name(r->door));
    json_bool(b, "x-signed-in", r->come == COME_SIGNED_IN);
    json_bool(b, "x-page", r->page != NULL);
    json_int(b, "x-body-max", (int64_t)route_body_max(r));
    json_name(b, "responses");
    buf_str(b, "{\"default\":{\"description\":\"see the contract\"}}");
    json_close(b, '}');
}

static bool is_first_of_path(const struct route *r)
{
    for (const struct route *before = routes; before < r; before++)
        if (strcmp(before->path, r->path) == 0)
            return false;
    return true;
}

struct err *routes_describe(struct arena *into, struct text *ret_json)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_PAGE_BYTES);
    buf_str(&b, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"hearth\",\"version\":\"1\"}");
    json_name(&b, "paths");
    json_open(&b, '{');
    for (const struct route *r = routes; r->path != NULL; r++) {
        if (!is_first_of_path(r))
            continue;
        path_put(&b, r->path);
        json_open(&b, '{');
        for (const struct route *same = r; same->path != NULL; same++)
            if (strcmp(same->path, r->path) == 0)
                method_put(&b, same);
        json_close(&b, '}');
    }
    json_close(&b, '}');
    json_close(&b, '}');
    TRY(buf_check(&b));
    return buf_take(&b, into, ret_json);
}
