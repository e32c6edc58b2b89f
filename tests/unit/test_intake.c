/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_intake.c - reading foreign lists: letters, rows and cells, headers, dates and small words,
 * and what becomes of a row. */
#include "unit.h"

#include <iconv.h>

#include "base/limits.h"
#include "base/when.h"
#include "intake/person.h"
#include "model/types.h"

/* ---- letters -----------------------------------------------------------------------------------
 */

static struct err *charset_in(struct arena *a, struct text bytes, struct charset_found *ret)
{
    const struct source source = source_of_text(&bytes);
    return charset_find(a, &source, CHARSET_UNKNOWN, ret);
}

static enum charset charset_is(struct arena *a, const char *bytes)
{
    struct charset_found found = {0};
    struct err *bad = charset_in(a, text_of(bytes), &found);
    return bad == NULL ? found.charset : CHARSET_UNKNOWN;
}

static const char *encoded(struct arena *a, const char *charset, const char *text)
{
    size_t n = strlen(text), left = 4 * n + 1;
    char *in = arena_str(a, text), *out = arena_zero(a, left), *at = out;
    iconv_t to = iconv_open(charset, "UTF-8");
    assert_true(to != (iconv_t)-1);
    assert_int_not_equal(-1, iconv(to, &in, &n, &at, &left));
    iconv_close(to);
    return out;
}

static void each_letter_of_1251_is_what_the_system_says(void **state)
{
    iconv_t from = iconv_open("UTF-8", "CP1251");
    (void)state;
    assert_true(from != (iconv_t)-1);
    for (unsigned byte = 1; byte < 256; byte++) {
        char in[] = {(char)byte}, out[8] = {0}, *in_at = in, *out_at = out;
        size_t n = 1, left = sizeof out, at = 0;
        bool known = iconv(from, &in_at, &n, &out_at, &left) == 0;
        int32_t point = known ? text_next(text_of(out), &at) : 0xFFFD;
        assert_int_equal(point, charset_point_1251((unsigned char)byte));
    }
    iconv_close(from);
}

static void what_is_valid_utf8_is_utf8(void **state)
{
    assert_int_equal(CHARSET_UTF8, charset_is(*state, "Name\nOksana M.\n"));
    assert_int_equal(CHARSET_UTF8, charset_is(*state, "Имя\nОксана М.\n"));
    assert_int_equal(CHARSET_UTF8, charset_is(*state, "Ім'я\nЄва, Ґанна\n"));
}

static void a_mark_at_the_beginning_is_passed_over(void **state)
{
    struct charset_found found = {0};
    assert_fine(charset_in(*state, TEXT("\xEF\xBB\xBFName\nOksana M.\n"), &found));
    assert_int_equal(3, found.begin);
}

static void letters_of_1251_are_known_by_their_words(void **state)
{
    assert_int_equal(CHARSET_1251,
                     charset_is(*state, encoded(*state, "CP1251", "Имя\nОксана Мельник\n")));
    assert_int_equal(
        CHARSET_1251,
        charset_is(*state, encoded(*state, "CP1251", "Ім’я;Прізвище\nЇванна;Ґудзь «мала» № 5\n")));
    assert_int_equal(CHARSET_1251,
                     charset_is(*state, encoded(*state, "CP1251", "name\nHanna, Олена, ОЛЕНА\n")));
}

static void letters_of_other_sets_are_not_guessed(void **state)
{
    static const char *const others[] = {"KOI8-R", "CP866", "ISO-8859-5", "MACCYRILLIC"};
    for (size_t i = 0; i < COUNT(others); i++)
        assert_int_equal(CHARSET_UNKNOWN,
                         charset_is(*state, encoded(*state, others[i], "Имя\nОксана Мельник\n")));
    assert_int_equal(CHARSET_UNKNOWN,
                     charset_is(*state, encoded(*state, "ISO-8859-1", "Name\nJosé Muñoz\n")));
}

static void a_few_damaged_letters_do_not_make_another_set(void **state)
{
    const char *list = "Имя\nОксана\nДанила\nГанна\nСоколова\nПрасковья\nИгоревна\nОк\xD1нa\n";
    assert_int_equal(CHARSET_UTF8, charset_is(*state, list));
}

static void what_is_no_list_is_refused_with_words(void **state)
{
    static const struct text others[] = {
        {"PK\x03\x04rest", 8}, {"\xD0\xCF\x11\xE0xls", 7}, {"\xFF\xFEN\0a\0", 6}, {"Na\0me", 5}};
    struct charset_found found;
    for (size_t i = 0; i < COUNT(others); i++)
        assert_err(ERR_INPUT, charset_in(*state, others[i], &found));
}

/* ---- rows --------------------------------------------------------------------------------------
 */

/* All rows as `line:cell|cell\n`, a fault as its number. */
static struct text rows_of(struct arena *a, struct text bytes, char separator)
{
    const struct source source = source_of_text(&bytes);
    const struct csv_shape shape = {.charset = CHARSET_UTF8, .line = 1, .separator = separator};
    struct csv *csv = NULL;
    struct csv_row row;
    struct buf b = buf_make(LIMIT_MIB(1));
    struct text all;
    bool found = true;
    assert_fine(csv_open(a, &source, &shape, &csv));
    for (;;) {
        assert_fine(csv_next(csv, &found, &row));
        if (!found)
            break;
        buf_printf(&b, "%d:", (int)row.line);
        for (size_t i = 0; i < row.n && row.fault == CSV_FINE; i++) {
            buf_str(&b, i == 0 ? "" : "|");
            buf_put(&b, row.cells[i]);
        }
        if (row.fault != CSV_FINE)
            buf_printf(&b, row.n == 1 ? "fault %d" : "part of a row, fault %d", (int)row.fault);
        buf_char(&b, '\n');
    }
    assert_fine(buf_take(&b, a, &all));
    buf_done(&b);
    csv_close(&csv);
    return all;
}

#define assert_rows(expected, bytes, separator)                                                    \
    assert_text(expected, rows_of(*state, TEXT(bytes), separator))

static void rows_end_as_any_system_ends_them(void **state)
{
    assert_rows("1:a|b\n2:c|d\n", "a,b\nc,d\n", ',');
    assert_rows("1:a|b\n2:c|d\n", "a,b\r\nc,d\r\n", ',');
    assert_rows("1:a|b\n2:c|d\n", "a,b\rc,d", ',');
    assert_rows("1:a|b\n4:c|d\n", "a,b\n\n , \nc,d", ',');
}

static void a_cell_in_quotes_may_hold_anything(void **state)
{
    assert_rows("1:a;b|c\n", "\"a;b\";c\n", ';');
    assert_rows("1:two\nlines|c\n3:d|e\n", "\"two\r\nlines\",c\nd,e\n", ',');
    assert_rows("1:says \"no\"|c\n", "\"says \"\"no\"\"\",c\n", ',');
    assert_rows("1:|c\n", "\"\",c\n", ',');
    assert_rows("1:a|c\n", " \"a\" ,c\n", ',');
    assert_rows("1:5\" pipe|c\n", "5\" pipe,c\n", ',');
}

static void a_quote_that_is_never_closed_costs_one_line(void **state)
{
    assert_rows("1:a|b\n2:fault 1\n3:c|d\n", "a,b\n\"x,y\nc,d\n", ',');
    assert_rows("1:fault 2\n2:c|d\n", "\"x\"y,z\nc,d\n", ',');
    /* The next row's quote would close it: then text stands behind a closing quote. */
    assert_rows("1:fault 2\n2:c|d\n", "\"x,y\n\"c\",d\n", ',');
}

static void a_formula_is_a_text(void **state)
{
    assert_rows("1:=1+1|@cmd|-5\n", "=1+1,@cmd,-5\n", ',');
    assert_rows("1:+380 00|'tis\n", "'+380 00,'tis\n", ',');
}

static void marks_that_nobody_sees_are_dropped(void **state)
{
    assert_rows("1:+380|a\n",
                "\xE2\x80\xAA+380\xE2\x80\xAC,\xEF\xBB\xBF"
                "a\xE2\x80\x8F\n",
                ',');
}

static void a_row_has_bounds(void **state)
{
    struct buf b = buf_make(LIMIT_MIB(1));
    for (size_t i = 0; i < LIMIT_IMPORT_LINE_BYTES + 2; i++)
        buf_char(&b, 'x');
    buf_str(&b, "\nc,d\n");
    assert_text("1:fault 3\n2:c|d\n", rows_of(*state, buf_text(&b), ','));
    buf_clear(&b);
    for (size_t i = 0; i < LIMIT_IMPORT_COLUMNS + 1; i++)
        buf_char(&b, ',');
    buf_str(&b, "\nc,d\n");
    assert_text("1:fault 4\n2:c|d\n", rows_of(*state, buf_text(&b), ','));
    buf_clear(&b);
    buf_char(&b, '"');
    for (size_t i = 0; i < LIMIT_IMPORT_LINE_BYTES / 4 + 2; i++)
        buf_str(&b, "a,b\n");
    struct text rows = rows_of(*state, buf_text(&b), ',');
    assert_true(text_starts(rows, "1:fault 1\n2:a|b\n3:a|b\n"));
    buf_done(&b);
}

static struct csv_shape shape_of(struct arena *a, const char *bytes)
{
    struct text text = text_of(bytes);
    const struct source source = source_of_text(&text);
    const struct charset_found found = {.charset = CHARSET_UTF8};
    struct csv_shape shape;
    assert_fine(csv_shape_find(a, &source, &found, column_is_known, &shape));
    return shape;
}

static void the_separator_is_found(void **state)
{
    assert_int_equal(',', shape_of(*state, "given,family\na,b\n").separator);
    assert_int_equal(';', shape_of(*state, "Имя;Фамилия\nа,б;в,г\n").separator);
    assert_int_equal('\t', shape_of(*state, "ПІБ\tСтать\nа, б\tж; ч\n").separator);
    assert_int_equal(';', shape_of(*state, "x, y, z;Фамилия\n1;2\n").separator);
    assert_int_equal(',', shape_of(*state, "name\nOksana\n").separator);
    assert_int_equal('\t', shape_of(*state, "sep=\t\r\na,b,c\td\n").separator);
    assert_int_equal(2, shape_of(*state, "sep=;\na;b\n").line);
}

/* ---- columns -----------------------------------------------------------------------------------
 */

static struct err *columns_of(struct arena *a, const char *header, const char *map,
                              struct columns **ret)
{
    struct text cells[32], rest = text_of(header);
    size_t n = 0;
    while (text_cut(&rest, ';', &cells[n]))
        n++;
    return columns_make(a, n, cells, text_of(map), ret);
}

/* The codes of all columns with a space between, unknown ones as ?. */
static const char *codes_of(struct arena *a, const char *header, const char *map)
{
    struct columns *columns = NULL;
    const char *codes = "";
    assert_fine(columns_of(a, header, map, &columns));
    for (size_t i = 0; i < columns->n; i++) {
        const char *code = column_code(columns->are[i]);
        codes = arena_printf(a, "%s%s%s", codes, i == 0 ? "" : " ", code[0] == '\0' ? "?" : code);
    }
    return codes;
}

static void headers_are_known_in_three_languages(void **state)
{
    assert_string_equal("number given family birth sex phone words",
                        codes_of(*state, "rec_id;First Name;SURNAME;D.O.B.;gender;Tel.;notes", ""));
    assert_string_equal(
        "family given patronymic birth sex phone words",
        codes_of(*state, "Фамилия;Имя;Отчество;Дата рождения;Пол;Тел.;Заметка", ""));
    assert_string_equal("given family patronymic birth sex danger age",
                        codes_of(*state,
                                 "Ім’я;ПРІЗВИЩЕ;По батькові;Рік народження;стать;"
                                 "Чи шукають її?;Вік",
                                 ""));
    assert_string_equal("name-listed birth", codes_of(*state, "Ф.И.О.;Д.р.", ""));
}

static void a_name_is_all_of_it_unless_a_family_name_stands_beside(void **state)
{
    assert_string_equal("name sex", codes_of(*state, "Имя;Пол", ""));
    assert_string_equal("given family", codes_of(*state, "name;surname", ""));
}

static void a_row_number_is_no_number_of_a_person(void **state)
{
    assert_string_equal("? name", codes_of(*state, "№;name", ""));
    assert_string_equal("? name", codes_of(*state, "№ п/п;name", ""));
}

static void a_map_says_what_is_not_known(void **state)
{
    assert_string_equal(
        "given family - words",
        codes_of(*state, "A;B;C;D", "A=given, B = family\n# remark, x\nC=-;D=words"));
    assert_string_equal("given ?", codes_of(*state, "A;B", "given=A"));
    assert_string_equal("given words", codes_of(*state, "A;b, c=d", "A=given,\"b, c=d\"=words"));
    /* What is said goes before what is guessed. */
    assert_string_equal("? name", codes_of(*state, "Name;B", "B=name"));
}

static void a_wrong_map_is_refused_with_the_choices(void **state)
{
    struct columns *columns = NULL;
    assert_err(ERR_INPUT, columns_of(*state, "A;B", "C=given", &columns));
    assert_err(ERR_INPUT, columns_of(*state, "A;B", "A=surname", &columns));
    assert_err(ERR_INPUT, columns_of(*state, "A;B", "A=given,B=given", &columns));
    assert_err(ERR_INPUT, columns_of(*state, "A;B", "A", &columns));
    assert_err(ERR_INPUT, columns_of(*state, "A;B", "A=birth", &columns));
    assert_err(ERR_INPUT, columns_of(*state, "Имя;Имя;Пол", "Пол=given,Имя=given", &columns));
}

/* ---- cells -------------------------------------------------------------------------------------
 */

static const char *birth_of(struct arena *a, const char *cell, enum date_order order)
{
    struct born birth;
    char date[DATE_TEXT + 1];
    enum date_fault fault = cell_birth(text_of(cell), order, &birth);
    if (fault != DATE_FINE)
        return fault == DATE_OTHER_ORDER ? "other order" : "none";
    date_print(birth.date, date);
    return arena_printf(a, "%s %d", date, (int)birth.precision);
}

static void dates_are_read_as_people_write_them(void **state)
{
    static const char *const same[] = {"1998-04-17",       "17.04.1998",          "17.4.1998 г.",
                                       "17/04/1998",       "17-04-1998",          "19980417",
                                       "17.04.1998 р.",    "1998-04-17T00:00:00", "1998.04.17",
                                       "17.04.1998 00:00", "1998-04-17 12:30:05", "1998/4/17"};
    for (size_t i = 0; i < COUNT(same); i++)
        assert_string_equal("1998-04-17 1", birth_of(*state, same[i], DATES_DAY_FIRST));
    assert_string_equal("1998-01-01 3", birth_of(*state, "1998", DATES_DAY_FIRST));
    assert_string_equal("1998-01-01 3", birth_of(*state, "1998 р.", DATES_DAY_FIRST));
    assert_string_equal("1998-04-01 2", birth_of(*state, "04.1998", DATES_DAY_FIRST));
    assert_string_equal("1998-04-01 2", birth_of(*state, "1998-04", DATES_DAY_FIRST));
    assert_string_equal("1998-01-01 3", birth_of(*state, "00.00.1998", DATES_DAY_FIRST));
    assert_string_equal("1998-04-01 2", birth_of(*state, "1998-04-00", DATES_DAY_FIRST));
}

static void an_order_of_day_and_month_is_never_guessed(void **state)
{
    assert_string_equal("1998-04-03 1", birth_of(*state, "03/04/1998", DATES_DAY_FIRST));
    assert_string_equal("1998-03-04 1", birth_of(*state, "03/04/1998", DATES_MONTH_FIRST));
    assert_string_equal("1998-04-03 1", birth_of(*state, "03.04.1998", DATES_MONTH_FIRST));
    assert_string_equal("other order", birth_of(*state, "04/17/1998", DATES_DAY_FIRST));
    assert_string_equal("other order", birth_of(*state, "17/04/1998", DATES_MONTH_FIRST));
}

static void what_is_no_date_is_none(void **state)
{
    static const char *const none[] = {
        "17.04.98",   "31.02.1998",   "0.0.0",    "1998-13-01", "abc",       "35902",      "17.04",
        "17 04 1998", "1998-04-17-1", "1.1.0001", "1998-00-12", "199804170", "17.04.1998x"};
    for (size_t i = 0; i < COUNT(none); i++)
        assert_string_equal("none", birth_of(*state, none[i], DATES_DAY_FIRST));
}

static void an_age_is_the_middle_of_what_it_can_mean(void **state)
{
    struct born birth;
    int32_t today = 0, date = 0;
    (void)state;
    assert_true(date_parse(TEXT("2026-11-21"), &today) && date_parse(TEXT("2020-05-21"), &date));
    assert_true(cell_age(TEXT("6"), today, &birth));
    assert_int_equal(date, birth.date);
    assert_int_equal(BIRTH_ESTIMATED, birth.precision);
    assert_true(cell_age(TEXT("6 лет"), today, &birth) && cell_age(TEXT("6 р."), today, &birth));
    assert_false(cell_age(TEXT("6 мес."), today, &birth) || cell_age(TEXT("121"), today, &birth) ||
                 cell_age(TEXT("-6"), today, &birth) || cell_age(TEXT("six"), today, &birth));
}

static void small_words_are_known_in_three_languages(void **state)
{
    static const char *const women[] = {"f", "Female", "Ж", "жен.", "жінка", "Дівчинка", "W"};
    static const char *const men[] = {"M", "male", "м", "Муж.", "ч", "чоловіча", "хлопчик"};
    (void)state;
    for (size_t i = 0; i < COUNT(women); i++)
        assert_int_equal(SEX_FEMALE, cell_sex(text_of(women[i])));
    for (size_t i = 0; i < COUNT(men); i++)
        assert_int_equal(SEX_MALE, cell_sex(text_of(men[i])));
    assert_int_equal(SEX_UNKNOWN, cell_sex(TEXT("невідомо")));
    assert_int_equal(0, cell_sex(TEXT("x")));
    assert_int_equal(ASKED_YES, cell_danger(TEXT("Да")));
    assert_int_equal(ASKED_NO, cell_danger(TEXT("ні")));
    assert_int_equal(ASKED_NOT, cell_danger(TEXT("not-asked")));
    assert_int_equal(0, cell_danger(TEXT("maybe")));
}

/* ---- a row becomes a person --------------------------------------------------------------------
 */

/* Header and one row with ; between. */
static struct err *person_of(struct arena *a, const char *header, const char *cells,
                             struct rec **ret)
{
    struct columns *columns = NULL;
    struct text list[32], rest = text_of(cells);
    size_t n = 0;
    assert_fine(columns_of(a, header, "", &columns));
    while (text_cut(&rest, ';', &list[n]))
        n++;
    const struct csv_row row = {.line = 2, .n = n, .cells = list};
    const struct intake_ask ask = {.columns = columns, .today = 20778};
    return intake_person(a, &ask, &row, ret);
}

static const char *name_of(struct arena *a, const char *header, const char *cells)
{
    struct rec *person = NULL;
    assert_fine(person_of(a, header, cells, &person));
    const struct person_name *name = rec_get(person, PERSON_NAME)->name;
    return arena_printf(a, "%.*s|%.*s|%.*s", TEXT_ARG(name->given), TEXT_ARG(name->patronymic),
                        TEXT_ARG(name->family));
}

static void a_name_is_taken_apart_as_its_column_says(void **state)
{
    assert_string_equal("Oksana||M.", name_of(*state, "name", "Oksana M."));
    assert_string_equal("Оксана|Игоревна|Соколова",
                        name_of(*state, "ФИО", "Соколова  Оксана Игоревна"));
    assert_string_equal("Севиндж|Али кызы|Мамедова",
                        name_of(*state, "ФИО", "Мамедова Севиндж Али кызы"));
    assert_string_equal("Oksana||van der Berg", name_of(*state, "ФИО", "van der Berg, Oksana"));
    assert_string_equal("Щербина||", name_of(*state, "ПІБ", "Щербина"));
    assert_string_equal("Anna Maria||Kit", name_of(*state, "given;family", "Anna Maria;Kit"));
    assert_string_equal("Kit||", name_of(*state, "given;family", ";Kit"));
}

static void a_former_name_is_kept_beside(void **state)
{
    struct rec *person = NULL;
    assert_fine(person_of(*state, "given;family;maiden name", "Oksana;M.;Bondar", &person));
    const struct values *names = &person->slots[0];
    assert_int_equal(2, names->n);
    bool first = names->at[0].name->kind == NAME_OWN;
    assert_text("Bondar", names->at[first].name->family);
    assert_int_equal(NAME_FORMER, names->at[first].name->kind);
}

static void nobody_is_said_to_have_been_asked(void **state)
{
    struct rec *person = NULL;
    assert_fine(person_of(*state, "name", "Oksana M.", &person));
    assert_int_equal(ASKED_NOT, rec_int(person, PERSON_DANGER, 0));
    assert_fine(person_of(*state, "name;danger", "Oksana M.;нет", &person));
    assert_int_equal(ASKED_NO, rec_int(person, PERSON_DANGER, 0));
}

static void several_columns_become_one_note(void **state)
{
    struct columns *columns = NULL;
    struct rec *person = NULL;
    static const struct text cells[] = {{"Oksana", 6}, {"Rowan 5", 7}, {"quiet", 5}};
    static const struct text header[] = {{"name", 4}, {"street", 6}, {"notes", 5}};
    assert_fine(columns_make(*state, 3, header, TEXT("street=words"), &columns));
    const struct csv_row row = {.line = 2, .n = 3, .cells = cells};
    const struct intake_ask ask = {.columns = columns, .today = 20778};
    assert_fine(intake_person(*state, &ask, &row, &person));
    assert_text("street: Rowan 5\nnotes: quiet", rec_text(person, PERSON_WORDS));
}

static void all_that_is_wrong_is_told_at_once(void **state)
{
    struct rec *person = NULL;
    struct err *wrongs = person_of(*state, "name;birth;sex", ";31.02.1998;x", &person);
    size_t n = 0;
    for (const struct err *e = wrongs; e != NULL; e = e->next) {
        assert_int_equal(ERR_INPUT, e->kind);
        assert_non_null(e->field);
        assert_non_null(e->example);
        n++;
    }
    assert_int_equal(3, n);
    assert_err(ERR_INPUT, person_of(*state, "name;birth", "Oksana;3026-01-01", &person));
    assert_err(ERR_INPUT, person_of(*state, "name;phone",
                                    "O;+3800000000000000000000000000000000000000", &person));
    assert_err(ERR_INPUT, person_of(*state, "name", "Ok\x01sana", &person));
    assert_err(ERR_INPUT, person_of(*state, "name", "Ok\xD1sana", &person));
}

/* ---- keys --------------------------------------------------------------------------------------
 */

static struct intake_key key_of(struct arena *a, const char *header, const char *cells)
{
    struct columns *columns = NULL;
    struct text list[32], rest = text_of(cells);
    struct intake_key key;
    size_t n = 0;
    assert_fine(columns_of(a, header, "", &columns));
    while (text_cut(&rest, ';', &list[n]))
        n++;
    const struct csv_row row = {.line = 2, .n = n, .cells = list};
    assert_fine(intake_key(a, columns, &row, &key));
    return key;
}

static void a_key_is_the_number_or_else_all_of_the_row(void **state)
{
    struct intake_key one = key_of(*state, "id;name", "7;Oksana");
    assert_text("7", one.key);
    assert_true(one.has_number);
    struct intake_key two = key_of(*state, "id;name", "7;Hanna");
    assert_true(text_equal(one.key, two.key));
    assert_false(text_equal(one.content, two.content));
    assert_false(key_of(*state, "id;name", ";Oksana").has_number);
}

static void a_key_does_not_change_with_the_order_of_columns(void **state)
{
    struct intake_key one = key_of(*state, "name;sex;x", "Oksana;f;");
    struct intake_key two = key_of(*state, "x;sex;name", ";f;Oksana");
    assert_true(text_equal(one.key, two.key));
    struct intake_key three = key_of(*state, "name;sex;x", "Oksana;;f");
    assert_false(text_equal(one.key, three.key));
    struct intake_key again = key_of(*state, "hearth-line;hearth-wrong;name;sex", "5;no;Oksana;f");
    assert_true(text_equal(one.key, again.key));
}

/* ---- without memory ----------------------------------------------------------------------------
 */

static struct err *all_of_it(struct arena *a, void *with)
{
    const struct text *bytes = with;
    const struct source source = source_of_text(bytes);
    CLEANUP(csv_close) struct csv *csv = NULL;
    struct charset_found found;
    struct csv_shape shape;
    struct csv_row row;
    struct columns *columns = NULL;
    struct rec *person = NULL;
    struct intake_key key;
    bool is_there = false;
    TRY(charset_find(a, &source, CHARSET_UNKNOWN, &found));
    TRY(csv_shape_find(a, &source, &found, column_is_known, &shape));
    TRY(csv_open(a, &source, &shape, &csv));
    TRY(csv_next(csv, &is_there, &row));
    TRY(columns_make(a, row.n, row.cells, TEXT("shoe size=words"), &columns));
    for (;;) {
        TRY(csv_next(csv, &is_there, &row));
        if (!is_there)
            return NULL;
        const struct intake_ask ask = {.columns = columns, .today = 20778};
        TRY(intake_person(a, &ask, &row, &person));
        TRY(intake_key(a, columns, &row, &key));
    }
}

static void no_memory_is_never_a_wrong_row(void **state)
{
    struct text bytes;
    assert_fine(world_read_file(*state, "tests/data/import/en.csv", 1 << 20, &bytes));
    assert_true(unit_fail_each_allocation(all_of_it, &bytes) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(each_letter_of_1251_is_what_the_system_says),
        unit_test_arena(what_is_valid_utf8_is_utf8),
        unit_test_arena(a_mark_at_the_beginning_is_passed_over),
        unit_test_arena(letters_of_1251_are_known_by_their_words),
        unit_test_arena(letters_of_other_sets_are_not_guessed),
        unit_test_arena(a_few_damaged_letters_do_not_make_another_set),
        unit_test_arena(what_is_no_list_is_refused_with_words),
        unit_test_arena(rows_end_as_any_system_ends_them),
        unit_test_arena(a_cell_in_quotes_may_hold_anything),
        unit_test_arena(a_quote_that_is_never_closed_costs_one_line),
        unit_test_arena(a_formula_is_a_text),
        unit_test_arena(marks_that_nobody_sees_are_dropped),
        unit_test_arena(a_row_has_bounds),
        unit_test_arena(the_separator_is_found),
        unit_test_arena(headers_are_known_in_three_languages),
        unit_test_arena(a_name_is_all_of_it_unless_a_family_name_stands_beside),
        unit_test_arena(a_row_number_is_no_number_of_a_person),
        unit_test_arena(a_map_says_what_is_not_known),
        unit_test_arena(a_wrong_map_is_refused_with_the_choices),
        unit_test_arena(dates_are_read_as_people_write_them),
        unit_test_arena(an_order_of_day_and_month_is_never_guessed),
        unit_test_arena(what_is_no_date_is_none),
        unit_test_arena(an_age_is_the_middle_of_what_it_can_mean),
        unit_test_arena(small_words_are_known_in_three_languages),
        unit_test_arena(a_name_is_taken_apart_as_its_column_says),
        unit_test_arena(a_former_name_is_kept_beside),
        unit_test_arena(nobody_is_said_to_have_been_asked),
        unit_test_arena(several_columns_become_one_note),
        unit_test_arena(all_that_is_wrong_is_told_at_once),
        unit_test_arena(a_key_is_the_number_or_else_all_of_the_row),
        unit_test_arena(a_key_does_not_change_with_the_order_of_columns),
        unit_test_arena(no_memory_is_never_a_wrong_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
