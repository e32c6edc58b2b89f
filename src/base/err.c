/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* err.c - making and joining error objects; the one table of kinds. */
#include "base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

static const struct err_kind_info err_kinds[ERR__COUNT] = {
    [ERR_INPUT] = {"input", 101, 2, 422},         [ERR_USAGE] = {"usage", 102, 2, 400},
    [ERR_DENIED] = {"denied", 103, 4, 404},       [ERR_ABSENT] = {"absent", 104, 5, 404},
    [ERR_CONFLICT] = {"conflict", 105, 6, 409},   [ERR_BUSY] = {"busy", 106, 75, 503},
    [ERR_LOCKED] = {"locked", 107, 11, 503},      [ERR_PASSPHRASE] = {"locked", 108, 12, 503},
    [ERR_NO_STORE] = {"absent", 109, 10, 503},    [ERR_INTEGRITY] = {"integrity", 110, 7, 500},
    [ERR_IMPOSSIBLE] = {"conflict", 111, 8, 409}, [ERR_PARTLY] = {"input", 112, 3, 422},
    [ERR_OUTSIDE] = {"outside", 113, 1, 500},     [ERR_BUG] = {"bug", 114, 1, 500},
};

static struct err no_memory = {
    .kind = ERR_BUSY,
    .text = N_("There is not enough memory for this. Try a smaller piece"),
    .file = __FILE__,
    .line = __LINE__,
};

const struct err_kind_info *err_kind_info(enum err_kind kind)
{
    assert(kind > ERR__NONE && kind < ERR__COUNT);
    return &err_kinds[kind];
}

struct err *err_no_memory(void)
{
    return &no_memory;
}

static struct err *err_blank(struct arena *into, const char *file, int line, enum err_kind kind,
                             const char *text)
{
    assert(kind > ERR__NONE && kind < ERR__COUNT && text != NULL);
    struct err *e = into == NULL ? NULL : arena_zero(into, sizeof *e);
    if (e == NULL)
        return &no_memory;
    e->kind = kind;
    e->text = text;
    e->file = file;
    e->line = line;
    return e;
}

struct err *err_make_at(struct arena *into, const char *file, int line, enum err_kind kind,
                        const char *field, const char *text, ...)
{
    struct err *e = err_blank(into, file, line, kind, text);
    if (e == &no_memory)
        return e;
    e->field = field;
    va_list ap;
    va_start(ap, text);
    for (size_t i = 0; i < ERR_ARGS_MAX; i++) {
        const char *arg = va_arg(ap, const char *);
        if (arg == NULL)
            break;
        e->args[i] = arena_str(into, arg);
    }
    va_end(ap);
    return e;
}

struct err *err_outside_at(struct arena *into, const char *file, int line, enum err_kind kind,
                           const char *text, const char *detail, ...)
{
    struct err *e = err_blank(into, file, line, kind, text);
    if (e == &no_memory)
        return e;
    va_list ap;
    va_start(ap, detail);
    e->detail = arena_vprintf(into, detail, ap);
    va_end(ap);
    return e;
}

struct err *err_mend(struct err *e, const char *mend)
{
    if (e != &no_memory)
        e->mend = mend;
    return e;
}

struct err *err_example(struct err *e, const char *example)
{
    if (e != &no_memory)
        e->example = example;
    return e;
}

struct err *err_wrap(struct arena *into, struct err *cause, const char *detail)
{
    assert(cause != NULL && detail != NULL);
    struct err *e = err_blank(into, cause->file, cause->line, cause->kind, cause->text);
    if (e == &no_memory)
        return cause;
    *e = *cause;
    e->detail = detail;
    e->cause = cause;
    return e;
}

struct err *err_copy(struct arena *into, const struct err *e)
{
    struct err *first = NULL;
    for (struct err **at = &first; e != NULL; e = e->cause, at = &(*at)->cause) {
        struct err *copy = e == &no_memory ? NULL : arena_zero(into, sizeof *copy);
        *at = &no_memory;
        if (copy == NULL)
            break;
        *copy = *e;
        copy->cause = NULL;
        copy->next = NULL;
        if (e->detail != NULL)
            copy->detail = arena_str(into, e->detail);
        for (size_t i = 0; i < ERR_ARGS_MAX && e->args[i] != NULL; i++)
            copy->args[i] = arena_str(into, e->args[i]);
        *at = copy;
    }
    return first;
}

void err_collect(struct err **list, struct err *e)
{
    assert(list != NULL);
    if (e == NULL)
        return;
    /* The static error is shared, so it can only ever be the last of a list. */
    struct err **at = list;
    while (*at != NULL) {
        if (*at == &no_memory)
            return;
        at = &(*at)->next;
    }
    *at = e;
}
