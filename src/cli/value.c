/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* value.c - checks one typed value against its row: length, number, date, instant, choice. */
#include "cli/value.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/id.h"
#include "base/when.h"
#include "cli/parse.h"

enum { VALUE_CHOICES_MAX = 64 };

const char *value_title(struct arena *into, const struct cli_param *param)
{
    const char *title =
        param->positional ? arena_str(into, param->value) : arena_printf(into, "--%s", param->name);
    return title == NULL ? param->name : title;
}

const char *value_example(struct arena *into, const struct cli_param *param)
{
    switch (param->kind) {
    case CLI_INT:
        return arena_printf(into, "%" PRId64, param->min);
    case CLI_DATE:
        return "2026-11-21";
    case CLI_INSTANT:
        return "2026-11-21T14:30:00Z";
    case CLI_CHOICE:
        return cli_choice(param, 0);
    case CLI_FILE:
        return "november.json";
    case CLI_FOLDER:
        return "rowan-house";
    case CLI_ID:
        return "mfrggzdfmztwq2lknnwg23tpoa";
    case CLI_FLAG:
    case CLI_TEXT:
        break;
    }
    return NULL;
}

static struct err *value_wrong(struct arena *into, const struct cli_param *param, const char *text,
                               const char *arg)
{
    struct err *e = err_input(into, param->name, text, value_title(into, param), arg);
    return err_example(e, value_example(into, param));
}

static struct err *value_int(struct arena *into, const struct cli_param *param, struct text t,
                             int64_t *ret_number)
{
    int64_t n;
    if (text_int(t, &n) && n >= param->min && n <= param->max) {
        *ret_number = n;
        return NULL;
    }
    const char *min = arena_printf(into, "%" PRId64, param->min);
    const char *max = arena_printf(into, "%" PRId64, param->max);
    NEED(min);
    NEED(max);
    struct err *e = err_input(into, param->name, N_("{1} must be a whole number from {2} to {3}"),
                              value_title(into, param), min, max);
    return err_example(e, min);
}

static struct err *value_choice(struct arena *into, const struct cli_param *param, struct text t,
                                int64_t *ret_number)
{
    const char *codes[VALUE_CHOICES_MAX + 1] = {NULL}, *all = "";
    for (size_t i = 0; cli_choice(param, i) != NULL; i++) {
        assert(i < VALUE_CHOICES_MAX);
        codes[i] = cli_choice(param, i);
        if (text_is(t, codes[i])) {
            *ret_number = (int64_t)i;
            return NULL;
        }
        all = arena_printf(into, "%s%s%s", all, i == 0 ? "" : ", ", codes[i]);
        NEED(all);
    }
    const char *near = cli_nearest(t, codes);
    const char *typed = arena_strn(into, t.at, t.n);
    NEED(typed);
    struct err *e =
        near == NULL ? err_input(into, param->name, N_("{1} cannot be \"{2}\". Choose one of: {3}"),
                                 value_title(into, param), typed, all)
                     : err_input(into, param->name,
                                 N_("{1} cannot be \"{2}\". Choose one of: {3}. Did you mean {4}?"),
                                 value_title(into, param), typed, all, near);
    return err_example(e, near == NULL ? codes[0] : near);
}

static struct err *value_date(struct arena *into, const struct cli_param *param, struct text t,
                              int64_t *ret_number)
{
    int32_t date;
    if (!date_parse(t, &date))
        return value_wrong(into, param, N_("{1} must be a date: year-month-day"), NULL);
    *ret_number = date;
    return NULL;
}

static struct err *value_instant(struct arena *into, const struct cli_param *param, struct text t,
                                 int64_t *ret_number)
{
    if (instant_parse(t, ret_number))
        return NULL;
    return value_wrong(into, param, N_("{1} must be a moment in UTC: year-month-dayThh:mm:ssZ"),
                       NULL);
}

static struct err *value_number(struct arena *into, const struct cli_param *param, struct text t,
                                int64_t *ret_number)
{
    struct id id;
    switch (param->kind) {
    case CLI_INT:
        return value_int(into, param, t, ret_number);
    case CLI_CHOICE:
        return value_choice(into, param, t, ret_number);
    case CLI_DATE:
        return value_date(into, param, t, ret_number);
    case CLI_INSTANT:
        return value_instant(into, param, t, ret_number);
    case CLI_ID:
        if (!id_parse(t, &id))
            return value_wrong(into, param,
                               N_("{1} must be the id of a record: 26 letters and digits"), NULL);
        break;
    case CLI_FLAG:
    case CLI_TEXT:
    case CLI_FILE:
    case CLI_FOLDER:
        break;
    }
    *ret_number = 0;
    return NULL;
}

static size_t value_bytes_max(const struct cli_param *param)
{
    if (param->bytes_max != 0)
        return param->bytes_max;
    return param->kind == CLI_FILE || param->kind == CLI_FOLDER ? CLI_PATH_BYTES_MAX
                                                                : CLI_TEXT_BYTES_MAX;
}

struct err *value_add(struct arena *into, const struct cli_param *param, const char *typed,
                      struct cli_value *value)
{
    if (value->given && !param->many)
        return err_new(into, ERR_USAGE, N_("{1} is given twice"), value_title(into, param));
    /* A path is taken as it is: a file's name may begin with a space. */
    struct text t = text_of(typed);
    if (param->kind != CLI_FILE && param->kind != CLI_FOLDER)
        t = text_trim(t);
    if (t.n == 0)
        return value_wrong(into, param, N_("{1} is empty"), NULL);
    if (t.n > value_bytes_max(param))
        return value_wrong(into, param, N_("{1} is too long: at most {2} bytes"),
                           arena_printf(into, "%zu", value_bytes_max(param)));
    int64_t number;
    TRY(value_number(into, param, t, &number));
    struct text *texts = arena_grow(into, value->texts, value->n, value->n + 1, sizeof *texts);
    NEED(texts);
    char *copy = arena_strn(into, t.at, t.n);
    NEED(copy);
    texts[value->n] = (struct text){copy, t.n};
    *value = (struct cli_value){.given = true, .n = value->n + 1, .texts = texts, .number = number};
    return NULL;
}
