/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_lang.c - messages and their places, money, dates, lists, official Latin spellings. */
#include "unit.h"

#include "base/when.h"
#include "lang/lang.h"

static struct buf out;

static int out_make(void **state)
{
    out = buf_make(4096);
    return unit_arena(state);
}

static int out_done(void **state)
{
    buf_done(&out);
    return unit_arena_done(state);
}

/* What the writer just wrote; the buffer is empty again for the next one. */
static struct text said(void)
{
    static char copy[4096];
    assert_fine(buf_check(&out));
    memcpy(copy, out.at == NULL ? "" : out.at, out.n);
    struct text t = {copy, out.n};
    buf_clear(&out);
    return t;
}

static void languages_are_known_by_their_code(void **state)
{
    (void)state;
    enum lang l = LANG__COUNT;
    assert_true(lang_parse(TEXT("uk"), &l));
    assert_int_equal(LANG_UK, l);
    assert_false(lang_parse(TEXT("ua"), &l));
    assert_false(lang_parse(TEXT_NONE, &l));
    assert_string_equal("ru", lang_code(LANG_RU));
    assert_string_equal("Українська", lang_name(LANG_UK));
}

static void a_message_is_found_in_each_language(void **state)
{
    (void)state;
    assert_string_equal("This is not a file", lang_text(LANG_EN, "This is not a file"));
    assert_string_equal("Это не файл", lang_text(LANG_RU, "This is not a file"));
    assert_string_equal("Це не файл", lang_text(LANG_UK, "This is not a file"));
    assert_string_equal("not in any catalogue", lang_text(LANG_UK, "not in any catalogue"));
}

static void places_take_values_in_the_order_of_the_translation(void **state)
{
    (void)state;
    lang_put(&out, LANG_RU, "The file is larger than {1} bytes", "100");
    assert_text("Файл больше 100 байт", said());
    lang_put(&out, LANG_EN, "{2} before {1}, {2} {3}{5} {x} {", "a", "b");
    assert_text("b before a, b {5} {x} {", said());
    lang_put(&out, LANG_EN, "none");
    assert_text("none", said());
    const struct text args[] = {TEXT("Анна"), TEXT("<b>{1}</b>")};
    lang_put_texts(&out, LANG_UK, "{1}: {2}", args, COUNT(args));
    assert_text("Анна: <b>{1}</b>", said());
}

static void pieces_let_a_page_escape_values_itself(void **state)
{
    (void)state;
    const char *rest = "{2} of {1}.";
    struct text words;
    int place;
    assert_true(lang_piece(&rest, &words, &place));
    assert_text("", words);
    assert_int_equal(1, place);
    assert_true(lang_piece(&rest, &words, &place));
    assert_text(" of ", words);
    assert_int_equal(0, place);
    assert_true(lang_piece(&rest, &words, &place));
    assert_text(".", words);
    assert_int_equal(-1, place);
    assert_false(lang_piece(&rest, &words, &place));
}

static void counting_chooses_the_form_and_groups_the_number(void **state)
{
    (void)state;
    lang_put_n(&out, LANG_EN, "{1} plate", "{1} plates", 1);
    assert_text("1 plate", said());
    lang_put_n(&out, LANG_EN, "{1} plate of {2}", "{1} plates of {2}", 5140, "soup");
    assert_text("5,140 plates of soup", said());
    lang_put_n(&out, LANG_EN, "{1} plate", "{1} plates", 0);
    assert_text("0 plates", said());
    lang_put_tenths(&out, LANG_EN, "{1} hour", "{1} hours", 15);
    assert_text("1.5 hours", said());
    lang_put_tenths(&out, LANG_EN, "{1} hour", "{1} hours", 10);
    assert_text("1 hour", said());
}

static void counting_follows_the_grammar_of_the_language(void **state)
{
    static const struct {
        int64_t n;
        const char *ru, *uk;
    } rows[] = {
        {1, "1 запись", "1 запис"},    {2, "2 записи", "2 записи"},
        {5, "5 записей", "5 записів"}, {11, "11 записей", "11 записів"},
        {21, "21 запись", "21 запис"}, {1224, "1\u00a0224 записи", "1\u00a0224 записи"},
    };
    static const char *const english[] = {
        NN_("The backup is in {2}: {1} entry", "The backup is in {2}: {1} entries")};
    for (size_t i = 0; i < COUNT(rows); i++) {
        lang_put_n(&out, LANG_RU, english[0], english[1], rows[i].n, "X");
        assert_text(arena_printf(*state, "Резервная копия лежит в X: %s", rows[i].ru), said());
        lang_put_n(&out, LANG_UK, english[0], english[1], rows[i].n, "X");
        assert_text(arena_printf(*state, "Резервна копія лежить у X: %s", rows[i].uk), said());
    }
    lang_put_tenths(&out, LANG_RU, english[0], english[1], 15, "X");
    assert_text("Резервная копия лежит в X: 1,5 записи", said());
    lang_put_tenths(&out, LANG_UK, english[0], english[1], -20, "X");
    assert_text("Резервна копія лежить у X: -2 записи", said());
}

static void an_error_is_told_in_the_readers_language(void **state)
{
    const struct err *e = err_new(*state, ERR_INPUT, "The file is larger than {1} bytes", "7");
    lang_put_err(&out, LANG_UK, e);
    assert_text("Файл більший за 7 байтів", said());
    e = err_input(*state, "person", "{1}: this is needed", "Person");
    lang_put_err(&out, LANG_RU, e);
    assert_text("Человек: это нужно заполнить", said());
    lang_put_err(&out, LANG_RU, err_no_memory());
    assert_text("На это не хватает памяти. Попробуйте часть поменьше", said());
}

static void money_is_written_as_people_write_it(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        int64_t minor;
        const char *currency;
        const char *written;
    } rows[] = {
        {LANG_RU, 514000, "USD", "5\u00a0140\u00a0$"},
        {LANG_EN, 514000, "USD", "$5,140"},
        {LANG_UK, 200050, "GBP", "2\u00a0000,50\u00a0£"},
        {LANG_EN, 200005, "GBP", "£2,000.05"},
        {LANG_UK, 9340000, "UAH", "93\u00a0400\u00a0₴"},
        {LANG_EN, 21450000, "RUB", "₽214,500"},
        {LANG_RU, -1, "EUR", "-0,01\u00a0€"},
        {LANG_EN, -150, "USD", "-$1.50"},
        {LANG_EN, 1234567, "JPY", "¥1,234,567"},
        {LANG_RU, 1500, "KWD", "1,500\u00a0KWD"},
        {LANG_EN, 120000, "CHF", "CHF\u00a01,200"},
        {LANG_EN, INT64_MIN, "USD", "-$92,233,720,368,547,758.08"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct money sum = {.minor = rows[i].minor};
        assert_true(currency_parse(text_of(rows[i].currency), &sum.currency));
        lang_put_money(&out, rows[i].lang, sum);
        assert_text(rows[i].written, said());
    }
}

static void whole_numbers_are_grouped(void **state)
{
    (void)state;
    lang_put_int(&out, LANG_EN, INT64_MIN);
    assert_text("-9,223,372,036,854,775,808", said());
    lang_put_int(&out, LANG_RU, 7287);
    assert_text("7\u00a0287", said());
    lang_put_int(&out, LANG_UK, 999);
    assert_text("999", said());
}

static void dates_are_told_in_words_and_short(void **state)
{
    (void)state;
    int32_t day;
    assert_true(date_make(2026, 11, 21, &day));
    lang_put_date(&out, LANG_RU, day);
    assert_text("21 ноября 2026\u00a0г.", said());
    lang_put_date(&out, LANG_UK, day);
    assert_text("21 листопада 2026\u00a0р.", said());
    lang_put_date(&out, LANG_EN, day);
    assert_text("21 November 2026", said());
    lang_put_date_short(&out, LANG_RU, day);
    assert_text("21.11.2026", said());
    lang_put_date_short(&out, LANG_EN, day);
    assert_text("2026-11-21", said());
    lang_put_weekday(&out, LANG_EN, day);
    assert_text("Saturday 21 November 2026", said());
    lang_put_weekday(&out, LANG_UK, day);
    assert_text("субота, 21 листопада 2026\u00a0р.", said());
    lang_put_month(&out, LANG_RU, day);
    assert_text("ноябрь 2026\u00a0г.", said());
    lang_put_day_month(&out, LANG_RU, day);
    assert_text("21 ноября", said());
    lang_put_time(&out, LANG_EN, 9 * 60 + 5);
    assert_text("09:05", said());
}

static void lists_end_with_and(void **state)
{
    (void)state;
    const struct text names[] = {TEXT("Anna"), TEXT("Mark"), TEXT("Oles")};
    lang_put_list(&out, LANG_EN, names, 3);
    assert_text("Anna, Mark and Oles", said());
    lang_put_list(&out, LANG_RU, names, 2);
    assert_text("Anna и Mark", said());
    lang_put_list(&out, LANG_UK, names, 1);
    assert_text("Anna", said());
    lang_put_list(&out, LANG_UK, names, 0);
    assert_text("", said());
}

/* Rows of the table in the resolution, and what follows from it for capitals. */
static void ukrainian_names_take_the_cabinets_table(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Алушта", "Alushta"},
        {"Борщагівка", "Borshchahivka"},
        {"Вінниця", "Vinnytsia"},
        {"Гадяч", "Hadiach"},
        {"Ґалаґан", "Galagan"},
        {"Єнакієве", "Yenakiieve"},
        {"Житомир", "Zhytomyr"},
        {"Згорани", "Zghorany"},
        {"Розгон", "Rozghon"},
        {"Медвин", "Medvyn"},
        {"Їжакевич", "Yizhakevych"},
        {"Кадиївка", "Kadyivka"},
        {"Йосипівка", "Yosypivka"},
        {"Стрий", "Stryi"},
        {"Шостка", "Shostka"},
        {"Гоща", "Hoshcha"},
        {"Русь", "Rus"},
        {"Юрій", "Yurii"},
        {"Корюківка", "Koriukivka"},
        {"Яготин", "Yahotyn"},
        {"Знам’янка", "Znamianka"},
        {"Лук'янівка", "Lukianivka"},
        {"ЩУКА", "SHCHUKA"},
        {"Щ", "Shch"},
        {"Біла Церква", "Bila Tserkva"},
        {"Ївга-Юлія", "Yivha-Yuliia"},
        {"ЗГУРІВКА", "ZGHURIVKA"},
        {"кв. 5б", "kv. 5b"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        lang_put_latin(&out, LANG_UK, text_of(rows[i][0]));
        assert_text(rows[i][1], said());
    }
}

static void russian_names_take_the_passport_table(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Ёлкино", "Elkino"},    {"Щукино", "Shchukino"}, {"Объездная", "Obieezdnaia"},
        {"Юлия", "Iuliia"},      {"Цыбуля", "Tsybulia"},  {"Хабаровск", "Khabarovsk"},
        {"ЖУК", "ZHUK"},         {"Эльбрус", "Elbrus"},   {"Крым, 7", "Krym, 7"},
        {"Anna Ж.", "Anna Zh."},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        lang_put_latin(&out, LANG_RU, text_of(rows[i][0]));
        assert_text(rows[i][1], said());
    }
    lang_put_latin(&out, LANG_EN, TEXT("Жук"));
    assert_text("Жук", said());
}

/* The words stand in the order that their keys must give. */
static void sorted_in(enum lang lang, const char *const words[], size_t n)
{
    struct buf before = buf_make(1024), now = buf_make(1024);
    for (size_t i = 0; i < n; i++) {
        buf_clear(&now);
        lang_put_key(&now, lang, text_of(words[i]));
        size_t common = before.n < now.n ? before.n : now.n;
        int order = i == 0 ? -1 : memcmp(before.at, now.at, common);
        if (order > 0 || (order == 0 && before.n >= now.n))
            fail_msg("%s does not come before %s", words[i - 1], words[i]);
        buf_clear(&before);
        buf_bytes(&before, now.at, now.n);
    }
    buf_done(&before);
    buf_done(&now);
}

static void names_sort_by_the_alphabet_then_by_case(void **state)
{
    (void)state;
    static const char *const uk[] = {
        "",      "- а",    "2",       "02",    "10",    "ганна", "Ганна", "Ганна Б.", "Ганна-Марія",
        "ґава",  "Дар’я",  "Дарʼяна", "Еліна", "Євген", "Жанна", "Ива",   "Іва",      "Їва",
        "Йосип", "Лук’ян", "Лукяна",  "Щука",  "Юлія",  "Яна",   "Anna",  "Zoe",      "アンナ"};
    static const char *const ru[] = {"Комната 2", "Комната 10", "Фе", "Федор", "Фёдор",
                                     "Федора",    "Ыт",         "Эт", "Adam"};
    static const char *const en[] = {"Adam",   "Élan",  "Elb", "łan", "Lb",
                                     "O’Hara", "OHarb", "Zoe", "Анна"};
    sorted_in(LANG_UK, uk, COUNT(uk));
    sorted_in(LANG_RU, ru, COUNT(ru));
    sorted_in(LANG_EN, en, COUNT(en));
}

#define test_out(name) cmocka_unit_test_setup_teardown(name, out_make, out_done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_out(languages_are_known_by_their_code),
        test_out(a_message_is_found_in_each_language),
        test_out(places_take_values_in_the_order_of_the_translation),
        test_out(pieces_let_a_page_escape_values_itself),
        test_out(counting_chooses_the_form_and_groups_the_number),
        test_out(counting_follows_the_grammar_of_the_language),
        test_out(an_error_is_told_in_the_readers_language),
        test_out(money_is_written_as_people_write_it),
        test_out(whole_numbers_are_grouped),
        test_out(dates_are_told_in_words_and_short),
        test_out(lists_end_with_and),
        test_out(ukrainian_names_take_the_cabinets_table),
        test_out(russian_names_take_the_passport_table),
        test_out(names_sort_by_the_alphabet_then_by_case),
    };
    return cmocka_run_group_tests_name("lang", tests, NULL, NULL);
}
