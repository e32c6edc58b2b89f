/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.c - fills a person's record from the cells of a row. */
#include "intake/person.h"

#include <string.h>

#include "base/limits.h"
#include "model/types.h"

struct filling {
    struct arena *arena;
    const struct intake_ask *ask;
    const struct csv_row *row;
    struct rec *person;
};

/* The cell of the column that is this, or TEXT_NONE. */
static struct text cell_of(const struct filling *f, enum column what)
{
    int at = columns_find(f->ask->columns, what);
    return at >= 0 && (size_t)at < f->row->n ? f->row->cells[at] : TEXT_NONE;
}

static struct err *unclean(const struct filling *f, const struct field *field)
{
    return err_example(err_input(f->arena, field->name,
                                 N_("{1}: there are characters that cannot be kept"), field->label),
                       field->example);
}

/* ---- names -------------------------------------------------------------------------------------
 */

/* Composed, with one space for a run of white space. */
static struct err *name_clean(const struct filling *f, struct text cell, struct text *ret)
{
    struct text composed = TEXT_NONE, rest, word;
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_IMPORT_LINE_BYTES);
    bool clean = false;
    TRY(csv_compose(f->arena, cell, &composed, &clean));
    if (!clean)
        return unclean(f, field_by_no(&person_type, PERSON_NAME));
    char *at = arena_strn(f->arena, composed.at, composed.n);
    NEED(at);
    for (size_t i = 0; i < composed.n; i++)
        at[i] = at[i] == '\n' || at[i] == '\t' ? ' ' : at[i];
    rest = (struct text){at, composed.n};
    while (text_cut(&rest, ' ', &word)) {
        word = text_trim(word);
        if (word.n > 0)
            buf_str(&b, b.n == 0 ? "" : " ");
        buf_put(&b, word);
    }
    return buf_take(&b, f->arena, ret);
}

static struct text word_first(struct text *rest)
{
    struct text word = TEXT_NONE;
    text_cut(rest, ' ', &word);
    return word;
}

/* "Given", "Given Family", "Given Patronymic Family": what is more belongs to the family name. */
static void name_as_spoken(struct text all, struct person_name *name)
{
    struct text rest = all;
    name->given = word_first(&rest);
    struct text after = rest;
    struct text second = word_first(&after);
    if (after.n > 0) {
        name->patronymic = second;
        rest = after;
    }
    name->family = rest;
}

/* "Family Given Patronymic"; a comma may stand behind the family name. */
static void name_as_listed(struct text all, struct person_name *name)
{
    struct text rest = all, family = word_first(&rest);
    const char *comma = memchr(all.at, ',', all.n);
    if (comma != NULL) {
        family = text_trim((struct text){all.at, (size_t)(comma - all.at)});
        rest = text_trim((struct text){comma + 1, all.n - (size_t)(comma - all.at) - 1});
    }
    name->family = family;
    name->given = word_first(&rest);
    name->patronymic = rest;
}

static struct err *name_pieces(const struct filling *f, struct person_name *name)
{
    struct text all = TEXT_NONE;
    TRY(name_clean(f, cell_of(f, COLUMN_GIVEN), &name->given));
    TRY(name_clean(f, cell_of(f, COLUMN_PATRONYMIC), &name->patronymic));
    TRY(name_clean(f, cell_of(f, COLUMN_FAMILY), &name->family));
    if (name->given.n == 0) {
        TRY(name_clean(f, cell_of(f, COLUMN_NAME), &all));
        if (all.n > 0)
            name_as_spoken(all, name);
    }
    if (name->given.n == 0) {
        TRY(name_clean(f, cell_of(f, COLUMN_NAME_LISTED), &all));
        if (all.n > 0)
            name_as_listed(all, name);
    }
    /* One word is what she is called. */
    if (name->given.n == 0) {
        name->given = name->family;
        name->family = TEXT_NONE;
    }
    return NULL;
}

static struct err *name_add(struct filling *f, enum name_kind kind, const struct person_name *from)
{
    struct person_name *name = arena_copy(f->arena, from, sizeof *name);
    NEED(name);
    const char *all =
        arena_printf(f->arena, "%.*s %.*s", TEXT_ARG(from->given), TEXT_ARG(from->family));
    NEED(all);
    name->kind = kind;
    name->script = script_of(text_of(all));
    name->from = name->until = VALUE_NO_DATE;
    return rec_add(f->arena, f->person, PERSON_NAME, &(struct value){.name = name});
}

static struct err *names_fill(struct filling *f)
{
    struct person_name own = {0}, former = {0};
    TRY(name_pieces(f, &own));
    if (own.given.n == 0)
        return err_example(err_input(f->arena, "name", N_("Write the name as she gives it")),
                           "Oksana M.");
    TRY(name_add(f, NAME_OWN, &own));
    TRY(name_clean(f, cell_of(f, COLUMN_FORMER_FAMILY), &former.family));
    if (former.family.n == 0 || text_equal(former.family, own.family))
        return NULL;
    former.given = own.given;
    former.patronymic = own.patronymic;
    return name_add(f, NAME_FORMER, &former);
}

/* ---- dates and small words ---------------------------------------------------------------------
 */

static struct err *birth_set(struct filling *f, const struct born *birth)
{
    /* Somewhere it is tomorrow already. */
    if (birth->date > f->ask->today + 1)
        return err_example(err_input(f->arena, "birth", N_("This moment lies in the future")),
                           "1998-04-17");
    TRY(rec_set_int(f->arena, f->person, PERSON_BIRTH, birth->date));
    return rec_set_int(f->arena, f->person, PERSON_BIRTH_PRECISION, birth->precision);
}

static struct err *age_fill(struct filling *f)
{
    struct text age = cell_of(f, COLUMN_AGE);
    struct born birth;
    if (age.n == 0)
        return NULL;
    if (!cell_age(age, f->ask->today, &birth))
        return err_example(err_input(f->arena, "age", N_("Write the age in whole years")), "6");
    return birth_set(f, &birth);
}

static struct err *birth_fill(struct filling *f)
{
    struct text cell = cell_of(f, COLUMN_BIRTH);
    struct born birth;
    if (cell.n == 0)
        return age_fill(f);
    switch (cell_birth(cell, f->ask->dates, &birth)) {
    case DATE_FINE:
        return birth_set(f, &birth);
    case DATE_OTHER_ORDER:
        return err_mend(
            err_example(err_input(f->arena, "birth",
                                  N_("Day and month seem to be exchanged. If they are so in the "
                                     "whole list, say it with --dates")),
                        "--dates month-first"),
            "hearth help import people");
    case DATE_NONE_SUCH:
        break;
    }
    return err_example(
        err_input(f->arena, "birth", N_("This is no date: write year-month-day or day.month.year")),
        "1998-04-17");
}

/* A small word in three languages. */
static struct err *choice_fill(struct filling *f, enum column what, uint64_t no, int64_t n)
{
    if (cell_of(f, what).n == 0)
        return NULL;
    if (n == 0) {
        const struct field *field = field_by_no(&person_type, no);
        return err_example(err_input(f->arena, field->name,
                                     N_("{1}: choose one of the words offered"), field->label),
                           field->example);
    }
    return rec_set_int(f->arena, f->person, no, n);
}

/* ---- texts -------------------------------------------------------------------------------------
 */

static struct err *text_fill(struct filling *f, uint64_t no, struct text cell)
{
    const struct field *field = field_by_no(&person_type, no);
    struct text composed = TEXT_NONE;
    struct value value;
    bool clean = false;
    if (cell.n == 0)
        return NULL;
    TRY(csv_compose(f->arena, cell, &composed, &clean));
    if (!clean)
        return unclean(f, field);
    TRY(value_parse(f->arena, field, composed, &value));
    return rec_set(f->arena, f->person, no, &value);
}

/* Several columns become one note, each with its header before it. */
static struct err *words_fill(struct filling *f)
{
    CLEANUP(buf_done) struct buf b = buf_make(4 * LIMIT_IMPORT_LINE_BYTES);
    const struct columns *c = f->ask->columns;
    size_t n_columns = 0;
    for (size_t i = 0; i < c->n; i++)
        n_columns += c->are[i] == COLUMN_WORDS;
    for (size_t i = 0; i < c->n && i < f->row->n; i++) {
        if (c->are[i] != COLUMN_WORDS || f->row->cells[i].n == 0)
            continue;
        buf_str(&b, b.n == 0 ? "" : "\n");
        if (n_columns > 1 || column_of_header(c->headers[i]) != COLUMN_WORDS) {
            buf_put(&b, c->headers[i]);
            buf_str(&b, ": ");
        }
        buf_put(&b, f->row->cells[i]);
    }
    TRY(buf_check(&b));
    return text_fill(f, PERSON_WORDS, buf_text(&b));
}

struct err *intake_person(struct arena *into, const struct intake_ask *ask,
                          const struct csv_row *row, struct rec **ret_person)
{
    struct filling f = {.arena = into, .ask = ask, .row = row};
    struct err *wrongs = NULL;
    TRY(rec_new(into, &person_type, &f.person));
    TRY(rec_set_int(into, f.person, PERSON_STATE, PERSON_KNOWN));
    TRY(rec_set_int(into, f.person, PERSON_DANGER, ASKED_NOT));
    err_collect(&wrongs, names_fill(&f));
    err_collect(&wrongs, birth_fill(&f));
    err_collect(&wrongs,
                choice_fill(&f, COLUMN_SEX, PERSON_SEX, cell_sex(cell_of(&f, COLUMN_SEX))));
    err_collect(&wrongs, choice_fill(&f, COLUMN_DANGER, PERSON_DANGER,
                                     cell_danger(cell_of(&f, COLUMN_DANGER))));
    err_collect(&wrongs, text_fill(&f, PERSON_PHONE, cell_of(&f, COLUMN_PHONE)));
    err_collect(&wrongs, words_fill(&f));
    if (wrongs == NULL)
        wrongs = rec_check(into, f.person);
    *ret_person = f.person;
    return wrongs;
}

/* ---- the key -----------------------------------------------------------------------------------
 */

enum { KEY_CELL = '\x1F', KEY_ROW = '\x1E' };

static struct err *content_put(struct arena *into, const struct columns *columns,
                               const struct csv_row *row, struct buf *b)
{
    for (size_t i = 0; i < columns->n; i++) {
        size_t at = columns->sorted[i];
        struct text cell = at < row->n ? row->cells[at] : TEXT_NONE, composed = TEXT_NONE;
        bool clean = false;
        /* What our own lists of rejected rows add is none of the row's. */
        if (cell.n == 0 || text_starts(columns->headers[at], "hearth-"))
            continue;
        TRY(csv_compose(into, cell, &composed, &clean));
        buf_put(b, columns->headers[at]);
        buf_char(b, KEY_CELL);
        buf_put(b, composed);
        buf_char(b, KEY_ROW);
    }
    return buf_check(b);
}

struct err *intake_key(struct arena *into, const struct columns *columns, const struct csv_row *row,
                       struct intake_key *ret_key)
{
    CLEANUP(buf_done) struct buf b = buf_make(8 * LIMIT_IMPORT_LINE_BYTES);
    int number = columns_find(columns, COLUMN_NUMBER);
    struct intake_key key = {0};
    TRY(content_put(into, columns, row, &b));
    TRY(buf_take(&b, into, &key.content));
    key.has_number = number >= 0 && (size_t)number < row->n && row->cells[number].n > 0;
    key.key = key.content;
    if (key.has_number) {
        const struct text cell = row->cells[number];
        key.key = (struct text){arena_strn(into, cell.at, cell.n), cell.n};
        NEED(key.key.at);
    }
    *ret_key = key;
    return NULL;
}

/* ---- rows that cannot be read ------------------------------------------------------------------
 */

struct err *intake_shape_check(struct arena *into, const struct columns *columns,
                               const struct csv_row *row)
{
    switch (row->fault) {
    case CSV_QUOTE_OPEN:
        return err_input(into, "row",
                         N_("A quote is opened and never closed. Double the quotes "
                            "that belong to a text"));
    case CSV_QUOTE_BEHIND:
        return err_input(into, "row",
                         N_("Text stands behind a closing quote. Double the quotes "
                            "that belong to a text"));
    case CSV_LONG:
        return err_input(into, "row", N_("This line is too long"));
    case CSV_WIDE:
        return err_input(into, "row", N_("This line has too many cells"));
    case CSV_FINE:
        break;
    }
    for (size_t i = columns->n; i < row->n; i++)
        if (row->cells[i].n > 0)
            return err_input(into, "row",
                             N_("This line has more cells than there are columns. A "
                                "cell with a separator in it stands in quotes"));
    /* Spreadsheets leave out empty cells at the end; one cell alone is half of a broken line. */
    if (row->n < 2 && columns->n > 1)
        return err_input(into, "row",
                         N_("This line has only one cell. A line break inside a cell "
                            "stands in quotes"));
    return NULL;
}
