/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* columns.c - headers that are known, and reading a map. */
#include "intake/columns.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "intake/csv.h"
#include "lang/letters.h"

enum { HEADER_BYTES_MAX = 256 };

static const struct {
    const char *code, *label;
} columns_about[COLUMN__COUNT] = {
    [COLUMN_NOBODYS] = {"", N_("Not taken over")},
    [COLUMN_LEFT_OUT] = {"-", N_("Left out")},
    [COLUMN_NUMBER] = {"number", N_("Number in its list")},
    [COLUMN_NAME] = {"name", N_("Name")},
    [COLUMN_NAME_LISTED] = {"name-listed", N_("Name, family name first")},
    [COLUMN_GIVEN] = {"given", N_("Given name")},
    [COLUMN_PATRONYMIC] = {"patronymic", N_("Patronymic")},
    [COLUMN_FAMILY] = {"family", N_("Family name")},
    [COLUMN_FORMER_FAMILY] = {"former-family", N_("Former family name")},
    [COLUMN_BIRTH] = {"birth", N_("Born on")},
    [COLUMN_AGE] = {"age", N_("Age")},
    [COLUMN_SEX] = {"sex", N_("Sex")},
    [COLUMN_PHONE] = {"phone", N_("Phone")},
    [COLUMN_DANGER] = {"danger", N_("Is she in danger from someone?")},
    [COLUMN_WORDS] = {"words", N_("Note")},
};

/* Headers as they are compared: small letters, one space for what is no letter or digit. A bare row
 * number (№) is not among them: it changes with every new list. */
/* clang-format off */
static const struct {
    enum column column;
    const char *headers; /* with | between */
} known[] = {
    {COLUMN_NUMBER, "id|number|rec id|record id|person id|client id|uuid|guid|ид|ид записи|"
                    "идентификатор|номер дела|номер карточки|ід|ідентифікатор|номер справи|"
                    "номер картки|case number"},
    {COLUMN_NAME, "name|full name|person|client|имя полностью|полное имя|повне ім'я"},
    {COLUMN_NAME_LISTED, "name listed|фио|ф и о|фамилия имя отчество|фамилия имя|піб|п і б|"
                         "прізвище ім'я по батькові|прізвище ім'я|family name given name|"
                         "last name first name|surname name"},
    {COLUMN_GIVEN, "given|given name|given names|first name|firstname|forename|имя|ім'я|имена"},
    {COLUMN_PATRONYMIC, "patronymic|middle name|middlename|father's name|отчество|по батькові|"
                        "побатькові"},
    {COLUMN_FAMILY, "family|family name|surname|last name|lastname|фамилия|прізвище"},
    {COLUMN_FORMER_FAMILY, "former family|former family name|former name|former surname|"
                           "prev surname|previous surname|maiden name|birth name|"
                           "девичья фамилия|прежняя фамилия|бывшая фамилия|дівоче прізвище|"
                           "попереднє прізвище|колишнє прізвище"},
    {COLUMN_BIRTH, "birth|born|born on|birth date|birthdate|birthday|date of birth|dob|d o b|"
                   "year of birth|дата рождения|д р|др|день рождения|родилась|родился|рожд|"
                   "год рождения|дата народження|д н|дн|народилася|народився|рік народження|"
                   "день народження"},
    {COLUMN_AGE, "age|возраст|вік|лет|років|полных лет|повних років"},
    {COLUMN_SEX, "sex|gender|пол|стать"},
    {COLUMN_PHONE, "phone|phone number|telephone|telephone number|tel|mobile|mobile phone|cell|"
                   "телефон|тел|номер телефона|мобильный|мобильный телефон|моб|моб тел|"
                   "контактный телефон|номер телефону|мобільний|мобільний телефон|"
                   "контактний телефон"},
    {COLUMN_DANGER, "danger|is somebody looking for her|опасность|ее ищут|ищут ли ее|небезпека|"
                    "її шукають|чи шукають її"},
    {COLUMN_WORDS, "words|note|notes|comment|comments|remark|remarks|примечание|примечания|"
                   "заметка|заметки|комментарий|комментарии|примітка|примітки|нотатка|нотатки|"
                   "коментар|коментарі"},
};
/* clang-format on */

const char *column_code(enum column column)
{
    assert(column < COLUMN__COUNT);
    return columns_about[column].code;
}

const char *column_label(enum column column)
{
    assert(column < COLUMN__COUNT);
    return columns_about[column].label;
}

/* ---- headers -----------------------------------------------------------------------------------
 */

static bool is_letter_or_digit(int32_t point)
{
    return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') || point > 0xBF;
}

/* Small letters, ё as е, any apostrophe as ', one space for a run of anything else. */
static struct text header_fold(struct text header, char into[HEADER_BYTES_MAX])
{
    size_t n = 0, at = 0;
    bool gap = false;
    for (int32_t c = text_next(header, &at); c >= 0 && n < HEADER_BYTES_MAX - 5;
         c = text_next(header, &at)) {
        c = letter_is_apostrophe(c) ? '\'' : letter_lower(c);
        if (c != '\'' && (!is_letter_or_digit(c) || c == 0x2116)) {
            gap = n > 0;
            continue;
        }
        if (gap)
            into[n++] = ' ';
        gap = false;
        n += text_encode(c == 0x0451 ? 0x0435 : c, into + n);
    }
    return (struct text){into, n};
}

enum column column_of_header(struct text header)
{
    char folded[HEADER_BYTES_MAX];
    const struct text wanted = header_fold(header, folded);
    for (size_t i = 0; i < COUNT(known); i++) {
        struct text all = text_of(known[i].headers), one;
        while (text_cut(&all, '|', &one))
            if (text_equal(one, wanted))
                return known[i].column;
    }
    return COLUMN_NOBODYS;
}

bool column_is_known(struct text header)
{
    return column_of_header(header) != COLUMN_NOBODYS;
}

int columns_find(const struct columns *columns, enum column what)
{
    for (size_t i = 0; i < columns->n; i++)
        if (columns->are[i] == what)
            return (int)i;
    return -1;
}

/* ---- the map -----------------------------------------------------------------------------------
 */

struct making {
    struct arena *arena;
    struct columns *columns;
    bool *is_said; /* of each column: by the map */
};

static bool headers_equal(struct text a, struct text b)
{
    char x[HEADER_BYTES_MAX], y[HEADER_BYTES_MAX];
    struct text fold_a = header_fold(a, x), fold_b = header_fold(b, y);
    return text_equal(a, b) || (fold_a.n > 0 && text_equal(fold_a, fold_b));
}

static int header_find(const struct columns *columns, struct text header)
{
    for (size_t i = 0; i < columns->n; i++)
        if (text_equal(columns->headers[i], header))
            return (int)i;
    for (size_t i = 0; i < columns->n; i++)
        if (headers_equal(columns->headers[i], header))
            return (int)i;
    return -1;
}

static enum column column_of_code(struct text code)
{
    for (enum column c = COLUMN_LEFT_OUT; c < COLUMN__COUNT; c++)
        if (text_is(code, columns_about[c].code))
            return c;
    return COLUMN_NOBODYS;
}

/* a, b, c */
static const char *headers_list(struct making *m)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_IMPORT_MAP_BYTES);
    struct text list = TEXT("");
    for (size_t i = 0; i < m->columns->n; i++) {
        buf_str(&b, i == 0 ? "" : ", ");
        buf_put(&b, m->columns->headers[i]);
    }
    return buf_check(&b) == NULL && buf_take(&b, m->arena, &list) == NULL ? list.at : "";
}

static const char *codes_list(struct making *m)
{
    const char *all = "-";
    for (enum column c = COLUMN_LEFT_OUT + 1; c < COLUMN__COUNT && all != NULL; c++)
        all = arena_printf(m->arena, "%s, %s", all, columns_about[c].code);
    return all == NULL ? "" : all;
}

static struct err *map_wrong(struct making *m, const char *text, struct text typed,
                             const char *choices)
{
    const char *copy = arena_strn(m->arena, typed.at == NULL ? "" : typed.at, typed.n);
    NEED(copy);
    return err_example(err_input(m->arena, "map", text, copy, choices), "Name=given");
}

/* One `column = field`. */
static struct err *pair_take(struct making *m, struct text left, struct text right)
{
    int at = header_find(m->columns, left);
    if (at < 0 && column_of_code(left) != COLUMN_NOBODYS) {
        at = header_find(m->columns, right);
        right = at < 0 ? right : left;
    }
    if (at < 0)
        return map_wrong(m, N_("There is no column \"{1}\" in the file. Its columns are: {2}"),
                         left, headers_list(m));
    enum column what = column_of_code(right);
    if (what == COLUMN_NOBODYS)
        return map_wrong(m, N_("A column cannot become \"{1}\". Choose one of: {2}"), right,
                         codes_list(m));
    m->columns->are[at] = what;
    m->is_said[at] = true;
    return NULL;
}

/* The next piece up to one of `marks`, without quotes and spaces around. */
static struct text piece_cut(struct text *rest, const char *marks)
{
    *rest = text_trim(*rest);
    bool quoted = rest->n > 0 && rest->at[0] == '"';
    const char *close = quoted ? memchr(rest->at + 1, '"', rest->n - 1) : NULL;
    struct text piece = TEXT_NONE;
    if (close != NULL) {
        piece = (struct text){rest->at + 1, (size_t)(close - rest->at) - 1};
        *rest = (struct text){close + 1, rest->n - piece.n - 2};
    }
    size_t n = 0;
    while (n < rest->n && strchr(marks, rest->at[n]) == NULL)
        n++;
    if (close == NULL)
        piece = text_trim((struct text){rest->at, n});
    *rest = (struct text){rest->at + n, rest->n - n};
    return piece;
}

static struct err *map_read(struct making *m, struct text map)
{
    struct text rest = map;
    while (text_trim(rest).n > 0) {
        rest = text_trim(rest);
        if (rest.at[0] == '#' || strchr(",;\n", rest.at[0]) != NULL) {
            struct text remark;
            if (rest.at[0] == '#')
                text_cut(&rest, '\n', &remark);
            else
                rest = (struct text){rest.at + 1, rest.n - 1};
            continue;
        }
        struct text left = piece_cut(&rest, "=\n");
        if (rest.n == 0 || rest.at[0] != '=')
            return map_wrong(m, N_("\"{1}\": write column = field"), left, NULL);
        rest = (struct text){rest.at + 1, rest.n - 1};
        TRY(pair_take(m, left, piece_cut(&rest, ",;\n")));
    }
    return NULL;
}

/* ---- both together -----------------------------------------------------------------------------
 */

/* What was said stands; a guess gives way to it and to an earlier guess. */
static void guesses_add(struct making *m)
{
    struct columns *c = m->columns;
    for (size_t i = 0; i < c->n; i++) {
        if (m->is_said[i])
            continue;
        enum column guess = column_of_header(c->headers[i]);
        if (guess == COLUMN_NOBODYS)
            continue;
        if (guess == COLUMN_WORDS || columns_find(c, guess) < 0)
            c->are[i] = guess;
    }
}

/* "Name" beside "Surname" is the given name; "Имя" alone is all of it. */
static void names_settle(struct making *m)
{
    struct columns *c = m->columns;
    int name = columns_find(c, COLUMN_NAME), given = columns_find(c, COLUMN_GIVEN);
    bool has_family = columns_find(c, COLUMN_FAMILY) >= 0;
    if (has_family && given < 0 && name >= 0 && !m->is_said[name])
        c->are[name] = COLUMN_GIVEN;
    if (!has_family && name < 0 && given >= 0 && !m->is_said[given] &&
        columns_find(c, COLUMN_NAME_LISTED) < 0)
        c->are[given] = COLUMN_NAME;
}

static struct err *twice_check(struct making *m)
{
    const struct columns *c = m->columns;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = i + 1; j < c->n; j++)
            if (c->are[i] == c->are[j] && c->are[i] > COLUMN_LEFT_OUT && c->are[i] != COLUMN_WORDS)
                return err_input(m->arena, "map",
                                 N_("\"{1}\" and \"{2}\" would both become: {3}. Leave one out"),
                                 c->headers[i].at, c->headers[j].at, column_label(c->are[i]));
    return NULL;
}

static struct err *name_require(struct making *m)
{
    static const enum column names[] = {COLUMN_NAME, COLUMN_NAME_LISTED, COLUMN_GIVEN,
                                        COLUMN_FAMILY};
    for (size_t i = 0; i < COUNT(names); i++)
        if (columns_find(m->columns, names[i]) >= 0)
            return NULL;
    return err_example(
        err_input(m->arena, "map",
                  N_("No column is known to hold names. Say which one does. The columns are: {1}"),
                  headers_list(m)),
        "Name=given");
}

struct sorted {
    struct text header;
    size_t at;
};

static int header_order(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    int order = text_compare(x->header, y->header);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static struct err *headers_sort(struct making *m)
{
    struct columns *c = m->columns;
    struct sorted *list = arena_makes(m->arena, struct sorted, c->n);
    c->sorted = arena_makes(m->arena, size_t, c->n);
    NEED(list);
    NEED(c->sorted);
    for (size_t i = 0; i < c->n; i++)
        list[i] = (struct sorted){c->headers[i], i};
    qsort(list, c->n, sizeof *list, header_order);
    for (size_t i = 0; i < c->n; i++)
        c->sorted[i] = list[i].at;
    return NULL;
}

struct err *columns_headers(struct arena *into, size_t n, const struct text *header,
                            const struct text **ret_headers)
{
    struct text *headers = arena_makes(into, struct text, n);
    NEED(headers);
    for (size_t i = 0; i < n; i++) {
        struct text composed = TEXT_NONE;
        bool clean = false;
        TRY(csv_compose(into, header[i], &composed, &clean));
        const char *copy = clean && composed.n > 0 ? arena_strn(into, composed.at, composed.n)
                                                   : arena_printf(into, "%zu", i + 1);
        NEED(copy);
        headers[i] = text_of(copy);
    }
    *ret_headers = headers;
    return NULL;
}

struct err *columns_make(struct arena *into, size_t n, const struct text *header, struct text map,
                         struct columns **ret_columns)
{
    struct making m = {.arena = into, .columns = arena_make(into, struct columns)};
    m.is_said = arena_makes(into, bool, n);
    NEED(m.columns);
    NEED(m.is_said);
    m.columns->are = arena_makes(into, enum column, n);
    NEED(m.columns->are);
    m.columns->n = n;
    TRY(columns_headers(into, n, header, &m.columns->headers));
    TRY(map_read(&m, map));
    guesses_add(&m);
    names_settle(&m);
    TRY(twice_check(&m));
    TRY(name_require(&m));
    TRY(headers_sort(&m));
    *ret_columns = m.columns;
    return NULL;
}
