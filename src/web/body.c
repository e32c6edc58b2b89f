/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* body.c - two ways to send the same fields. */
#include "web/body.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "web/multipart.h"

enum { NAME_BYTES = 64, GROUP_DEPTH = 3 };

static struct err *unreadable(struct arena *into)
{
    return err_new(into, ERR_USAGE, N_("This is not a form that hearth can read"));
}

static struct err *value_add(struct arena *into, const char *name, const json_t *v,
                             struct fields *f);

/* "child" and "1" give child.1; at the top there is nothing before. */
static struct err *member_add(struct arena *into, const char *group, const char *name,
                              const json_t *v, struct fields *f)
{
    const char *whole =
        group[0] == '\0' ? arena_str(into, name) : arena_printf(into, "%s.%s", group, name);
    NEED(whole);
    if (strlen(whole) > NAME_BYTES)
        return unreadable(into);
    return value_add(into, whole, v, f);
}

static struct err *object_add(struct arena *into, const char *group, const json_t *object,
                              struct fields *f)
{
    for (void *at = json_object_iter((json_t *)(uintptr_t)object); at != NULL;
         at = json_object_iter_next((json_t *)(uintptr_t)object, at))
        TRY(member_add(into, group, json_object_iter_key(at), json_object_iter_value(at), f));
    return NULL;
}

static struct err *array_add(struct arena *into, const char *group, const json_t *array,
                             struct fields *f)
{
    for (size_t i = 0; i < json_array_size(array) && i < LIMIT_FORM_FIELDS; i++) {
        const char *name = arena_printf(into, "%zu", i + 1);
        NEED(name);
        TRY(member_add(into, group, name, json_array_get(array, i), f));
    }
    return NULL;
}

static struct err *value_add(struct arena *into, const char *name, const json_t *v,
                             struct fields *f)
{
    const char *words = NULL;
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        return object_add(into, name, v, f);
    case JSON_ARRAY:
        return array_add(into, name, v, f);
    case JSON_STRING:
        return fields_add(into, f, name,
                          (struct text){json_string_value(v), json_string_length(v)});
    case JSON_INTEGER:
        words = arena_printf(into, "%lld", (long long)json_integer_value(v));
        break;
    case JSON_TRUE:
        words = "yes";
        break;
    case JSON_FALSE:
        words = "no";
        break;
    case JSON_NULL:
        return NULL;
    case JSON_REAL:
        return unreadable(into);
    }
    NEED(words);
    return fields_add(into, f, name, text_of(words));
}

/* How deep brackets stand in each other, before anything is built from them. */
static bool is_flat(struct text t)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < t.n && depth <= GROUP_DEPTH + 1; i++) {
        if (in_string && t.at[i] == '\\')
            i++;
        else if (t.at[i] == '"')
            in_string = !in_string;
        else if (!in_string && (t.at[i] == '{' || t.at[i] == '['))
            depth++;
        else if (!in_string && (t.at[i] == '}' || t.at[i] == ']') && depth > 0)
            depth--;
    }
    return depth <= GROUP_DEPTH + 1;
}

struct err *body_read_json(struct arena *into, struct text body, struct fields *f)
{
    json_error_t where;
    if (!is_flat(body))
        return unreadable(into);
    json_t *root = json_loadb(body.at == NULL ? "" : body.at, body.n,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &where);
    struct err *bad = !json_is_object(root) ? unreadable(into) : object_add(into, "", root, f);
    json_decref(root);
    return bad;
}

static bool type_is(const char *header, const char *type)
{
    size_t n = strlen(type);
    return header != NULL && strncasecmp(header, type, n) == 0 &&
           (header[n] == '\0' || header[n] == ';' || header[n] == ' ');
}

bool body_is_json(const struct http_ask *ask)
{
    return type_is(http_header(ask, "Content-Type", NULL), "application/json");
}

/* The fields beside the files. */
static struct err *parts_read(struct arena *into, const struct http_ask *ask, struct text type,
                              struct fields *f)
{
    struct multipart m;
    TRY(multipart_read(into, type, ask->body, &m));
    for (size_t i = 0; i < m.n; i++) {
        const char *name = arena_strn(into, m.parts[i].name.at, m.parts[i].name.n);
        NEED(name);
        if (m.parts[i].file.at == NULL)
            TRY(fields_add(into, f, name, m.parts[i].bytes));
    }
    return NULL;
}

struct err *body_read(struct arena *into, const struct http_ask *ask, struct fields *f)
{
    const char *type = http_header(ask, "Content-Type", NULL);
    if (body_is_json(ask))
        return body_read_json(into, ask->body, f);
    if (type != NULL && multipart_is(text_of(type)))
        return parts_read(into, ask, text_of(type), f);
    if (type == NULL || type_is(type, "application/x-www-form-urlencoded"))
        return fields_read(into, ask->body, f);
    return unreadable(into);
}
