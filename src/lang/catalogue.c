/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* catalogue.c - finding a message in the compiled catalogues and filling its places. */
#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lang/lang.h"
#include "lang/plural.h"

/* English is the id itself; the tables hold the languages after it. */
enum { TRANSLATIONS = LANG__COUNT - 1 };

struct plain_text {
    const char *id;
    const char *words[TRANSLATIONS]; /* NULL: not translated yet */
};

struct count_text {
    const char *one;
    const char *words[TRANSLATIONS][PLURAL__COUNT];
};

#include "lang/table.h"

static const struct {
    const char *code;
    const char *name;
} langs[LANG__COUNT] = {
    [LANG_EN] = {"en", "English"},
    [LANG_RU] = {"ru", "Русский"},
    [LANG_UK] = {"uk", "Українська"},
};

bool lang_parse(struct text code, enum lang *ret_lang)
{
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++) {
        if (text_is(code, langs[l].code)) {
            *ret_lang = l;
            return true;
        }
    }
    return false;
}

const char *lang_code(enum lang lang)
{
    assert(lang < LANG__COUNT);
    return langs[lang].code;
}

const char *lang_name(enum lang lang)
{
    assert(lang < LANG__COUNT);
    return langs[lang].name;
}

static int plain_compare(const void *id, const void *row)
{
    return strcmp(id, ((const struct plain_text *)row)->id);
}

static int count_compare(const void *one, const void *row)
{
    return strcmp(one, ((const struct count_text *)row)->one);
}

const char *lang_text(enum lang lang, const char *msgid)
{
    assert(lang < LANG__COUNT && msgid != NULL);
    if (lang == LANG_EN)
        return msgid;
    const struct plain_text *row =
        bsearch(msgid, plain_texts, COUNT(plain_texts) - 1, sizeof plain_texts[0], plain_compare);
    const char *words = row == NULL ? NULL : row->words[lang - 1];
    return words == NULL ? msgid : words;
}

/* The form of a counted message in one category. */
static const char *count_form(enum lang lang, const char *one, const char *many, enum plural plural)
{
    const char *english = plural == PLURAL_ONE ? one : many;
    if (lang == LANG_EN)
        return english;
    const struct count_text *row =
        bsearch(one, count_texts, COUNT(count_texts) - 1, sizeof count_texts[0], count_compare);
    const char *words = row == NULL ? NULL : row->words[lang - 1][plural];
    return words == NULL ? english : words;
}

const char *lang_text_n(enum lang lang, const char *one, const char *many, int64_t n)
{
    assert(lang < LANG__COUNT && one != NULL && many != NULL);
    return count_form(lang, one, many, plural_of(lang, n));
}

/* The next "{1}" to "{4}", or the end. */
static const char *place_find(const char *at)
{
    for (at = strchr(at, '{'); at != NULL; at = strchr(at + 1, '{'))
        if (at[1] >= '1' && at[1] <= '4' && at[2] == '}')
            return at;
    return NULL;
}

bool lang_piece(const char **rest, struct text *ret_words, int *ret_place)
{
    if (**rest == '\0')
        return false;
    const char *place = place_find(*rest);
    *ret_words = (struct text){*rest, place == NULL ? strlen(*rest) : (size_t)(place - *rest)};
    *ret_place = place == NULL ? -1 : place[1] - '1';
    *rest += ret_words->n + (place == NULL ? 0 : 3);
    return true;
}

static void pattern_put(struct buf *b, const char *pattern, const struct text *args, size_t n)
{
    struct text words;
    int place;
    while (lang_piece(&pattern, &words, &place)) {
        buf_put(b, words);
        if (place >= 0 && (size_t)place < n)
            buf_put(b, args[place]);
    }
}

void lang_put_texts(struct buf *b, enum lang lang, const char *msgid, const struct text *args,
                    size_t n)
{
    pattern_put(b, lang_text(lang, msgid), args, n);
}

/* Takes what a variadic caller gave, up to its NULL, into args from n on. */
static size_t args_take(va_list ap, struct text args[LANG_PLACES_MAX], size_t n)
{
    for (; n < LANG_PLACES_MAX; n++) {
        const char *arg = va_arg(ap, const char *);
        if (arg == NULL)
            break;
        args[n] = text_of(arg);
    }
    return n;
}

void lang_put_strings(struct buf *b, enum lang lang, const char *msgid, ...)
{
    struct text args[LANG_PLACES_MAX];
    va_list ap;
    va_start(ap, msgid);
    size_t n = args_take(ap, args, 0);
    va_end(ap);
    lang_put_texts(b, lang, msgid, args, n);
}

void lang_put_n_strings(struct buf *b, enum lang lang, const char *one, const char *many, int64_t n,
                        ...)
{
    char number[NUMBER_TEXT];
    struct text args[LANG_PLACES_MAX] = {number_write(lang, n, number)};
    va_list ap;
    va_start(ap, n);
    size_t n_args = args_take(ap, args, 1);
    va_end(ap);
    pattern_put(b, lang_text_n(lang, one, many, n), args, n_args);
}

void lang_put_tenths_strings(struct buf *b, enum lang lang, const char *one, const char *many,
                             int64_t tenths, ...)
{
    char number[NUMBER_TEXT];
    struct text args[LANG_PLACES_MAX] = {tenths_write(lang, tenths, number)};
    va_list ap;
    va_start(ap, tenths);
    size_t n_args = args_take(ap, args, 1);
    va_end(ap);
    enum plural plural = tenths % 10 == 0 ? plural_of(lang, tenths / 10) : PLURAL_OTHER;
    pattern_put(b, count_form(lang, one, many, plural), args, n_args);
}

void lang_put_err(struct buf *b, enum lang lang, const struct err *e)
{
    assert(e != NULL);
    struct text args[ERR_ARGS_MAX];
    for (size_t i = 0; i < ERR_ARGS_MAX; i++)
        args[i] = text_of(e->args[i] == NULL ? NULL : lang_text(lang, e->args[i]));
    lang_put_texts(b, lang, e->text, args, ERR_ARGS_MAX);
}
