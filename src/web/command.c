/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* command.c - the JSON of /command, written and read. */
#include "web/command.h"

#include <jansson.h>
#include <string.h>

#include "base/limits.h"

/* ---- writing --------------------------------------------------------------------------------- */

static void name_put(struct buf *b, const char *name)
{
    buf_str(b, b->at[b->n - 1] == '{' ? "\"" : ",\"");
    buf_str(b, name);
    buf_str(b, "\":");
}

static void text_put(struct buf *b, const char *name, struct text t)
{
    name_put(b, name);
    buf_json(b, t);
}

void command_ask_put(const struct command_ask *ask, struct buf *b)
{
    buf_str(b, "{\"argv\":[");
    for (size_t i = 0; i < ask->n; i++) {
        buf_str(b, i == 0 ? "" : ",");
        buf_json(b, text_of(ask->words[i]));
    }
    buf_str(b, "]");
    if (ask->as != NULL)
        text_put(b, "as", text_of(ask->as));
    if (ask->lang != NULL)
        text_put(b, "lang", text_of(ask->lang));
    if (ask->json)
        buf_str(b, ",\"json\":true");
    if (ask->once.n > 0)
        text_put(b, "once", ask->once);
    buf_str(b, "}");
}

static void output_put(struct buf *b, const char *name, const char *hex_name, struct text t)
{
    if (text_is_clean(t)) {
        text_put(b, name, t);
        return;
    }
    name_put(b, hex_name);
    buf_char(b, '"');
    for (size_t i = 0; i < t.n; i++) {
        char digits[3];
        text_hex(t.at + i, 1, digits);
        buf_bytes(b, digits, 2);
    }
    buf_char(b, '"');
}

void command_answer_put(const struct command_answer *answer, struct buf *b)
{
    buf_printf(b, "{\"exit\":%d", answer->exit_code);
    output_put(b, "stdout", "stdout_hex", answer->out);
    output_put(b, "stderr", "stderr_hex", answer->err);
    buf_str(b, "}");
}

/* ---- reading --------------------------------------------------------------------------------- */

static void json_free(json_t **j)
{
    json_decref(*j);
}

static struct err *wrong(struct arena *into, const char *field)
{
    return err_example(err_input(into, field, N_("{1}: this is not what was expected"), field),
                       "{\"argv\":[\"person\",\"list\"]}");
}

static struct err *object_load(struct arena *into, struct text json, json_t **ret_object)
{
    json_error_t error;
    json_t *j = json_loadb(json.at == NULL ? "" : json.at, json.n, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(j)) {
        *ret_object = j;
        return NULL;
    }
    json_decref(j);
    return wrong(into, "command");
}

/* A copy, or NULL when the member is absent. */
static struct err *string_get(struct arena *into, const json_t *o, const char *name,
                              const char **ret_string)
{
    const json_t *v = json_object_get(o, name);
    *ret_string = NULL;
    if (v == NULL)
        return NULL;
    if (!json_is_string(v) || strlen(json_string_value(v)) != json_string_length(v))
        return wrong(into, name);
    *ret_string = arena_str(into, json_string_value(v));
    NEED(*ret_string);
    return NULL;
}

static struct err *words_get(struct arena *into, const json_t *o, struct command_ask *ask)
{
    const json_t *list = json_object_get(o, "argv");
    size_t n = json_array_size(list);
    if (!json_is_array(list) || n == 0 || n > COMMAND_WORDS_MAX)
        return wrong(into, "argv");
    const char **words = arena_makes(into, const char *, n);
    NEED(words);
    for (size_t i = 0; i < n; i++) {
        const json_t *word = json_array_get(list, i);
        if (!json_is_string(word) || strlen(json_string_value(word)) != json_string_length(word))
            return wrong(into, "argv");
        words[i] = arena_str(into, json_string_value(word));
        NEED(words[i]);
    }
    ask->n = n;
    ask->words = words;
    return NULL;
}

struct err *command_ask_read(struct arena *into, struct text json, struct command_ask *ret_ask)
{
    CLEANUP(json_free) json_t *o = NULL;
    struct command_ask ask = {0};
    const char *once = NULL;
    TRY(object_load(into, json, &o));
    TRY(words_get(into, o, &ask));
    TRY(string_get(into, o, "as", &ask.as));
    TRY(string_get(into, o, "lang", &ask.lang));
    TRY(string_get(into, o, "once", &once));
    const json_t *is_json = json_object_get(o, "json");
    if (is_json != NULL && !json_is_boolean(is_json))
        return wrong(into, "json");
    ask.json = json_is_true(is_json);
    ask.once = text_of(once);
    if (ask.once.n > LIMIT_ONCE_BYTES)
        return wrong(into, "once");
    *ret_ask = ask;
    return NULL;
}

static struct err *output_get(struct arena *into, const json_t *o, const char *name,
                              const char *hex_name, struct text *ret_text)
{
    const char *string = NULL;
    TRY(string_get(into, o, name, &string));
    *ret_text = text_of(string);
    if (string != NULL)
        return NULL;
    TRY(string_get(into, o, hex_name, &string));
    size_t n = string == NULL ? 0 : strlen(string) / 2;
    char *bytes = arena_alloc(into, n);
    NEED(bytes);
    if (string == NULL || !text_unhex(text_of(string), bytes, n))
        return wrong(into, name);
    *ret_text = (struct text){bytes, n};
    return NULL;
}

struct err *command_answer_read(struct arena *into, struct text json,
                                struct command_answer *ret_answer)
{
    CLEANUP(json_free) json_t *o = NULL;
    struct command_answer answer = {0};
    TRY(object_load(into, json, &o));
    const json_t *code = json_object_get(o, "exit");
    if (!json_is_integer(code) || json_integer_value(code) < 0 || json_integer_value(code) > 255)
        return wrong(into, "exit");
    answer.exit_code = (int)json_integer_value(code);
    TRY(output_get(into, o, "stdout", "stdout_hex", &answer.out));
    TRY(output_get(into, o, "stderr", "stderr_hex", &answer.err));
    *ret_answer = answer;
    return NULL;
}
