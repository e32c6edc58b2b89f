/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* parts.c - what the parts of a page need besides their templates. */
#include "page/parts.h"

#include <assert.h>

#include "base/when.h"

static const struct {
    const char *class;
    enum icon icon;
} tones[] = {
    [TONE_PLAIN] = {"", ICON_NONE},    [TONE_OK] = {"ok", ICON_OK},
    [TONE_WARN] = {"warn", ICON_WAIT}, [TONE_BAD] = {"bad", ICON_ALARM},
    [TONE_INFO] = {"info", ICON_WAIT},
};

const char *tone_class(enum tone tone)
{
    assert(tone < COUNT(tones));
    return tones[tone].class;
}

enum icon tone_icon(enum tone tone)
{
    assert(tone < COUNT(tones));
    return tones[tone].icon;
}

void part_err(struct html *out, const struct err *e)
{
    struct shown values[ERR_ARGS_MAX];
    for (size_t i = 0; i < ERR_ARGS_MAX; i++)
        values[i] = shown_string(e->args[i] == NULL ? NULL : lang_text(out->lang, e->args[i]));
    html_say(out, e->text, values, ERR_ARGS_MAX);
    if (e->example == NULL)
        return;
    html_raw(out, ". ");
    html_say(out, N_("For example: {1}"), &(const struct shown){SHOWN_TEXT, {text_of(e->example)}},
             1);
}

const char *input_type(const struct form_field *f)
{
    int32_t day = 0;
    int32_t minute = 0;
    switch (f->kind) {
    case INPUT_DATE:
        return f->value.n == 0 || date_parse(f->value, &day) ? "date" : "text";
    case INPUT_TIME:
        return f->value.n == 0 || time_parse(f->value, &minute) ? "time" : "text";
    case INPUT_PASSWORD:
        return "password";
    case INPUT_TEXT:
    case INPUT_LONG:
    case INPUT_NUMBER:
    case INPUT_RADIOS:
    case INPUT_SELECT:
        break;
    }
    return "text";
}
