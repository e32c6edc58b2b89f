/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_fold.c - names that are one name, names that are not, and what a search finds. */
#include "unit.h"

#include "base/buf.h"
#include "people/fold.h"

static struct arena *memory;
static const struct fold *fold;

static int fold_make(void **state)
{
    (void)state;
    memory = arena_new(256 << 20);
    return memory == NULL || fold_new(memory, &fold) != NULL;
}

static int fold_done(void **state)
{
    (void)state;
    arena_free(memory);
    return 0;
}

static const char *sounds_of(const char *word)
{
    static struct fold_word folded;
    fold_word(text_of(word), &folded);
    return folded.sounds;
}

static bool same_given(const char *a, const char *b, enum fold_sex sex)
{
    struct fold_given x, y;
    fold_given(fold, text_of(a), sex, &x);
    fold_given(fold, text_of(b), sex, &y);
    return fold_given_equal(&x, &y);
}

static void one_name_sounds_alike_in_both_scripts(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"Щербань", "Shcherban", "Szczerban"},
        {"Хижняк", "Khyzhniak", "Hizhnjak"},
        {"Цвіт", "Tsvit", "Tzvit"},
        {"Чубарь", "Chubar", "Tchubar"},
        {"Ґалаґан", "Galagan", "Halahan"},
        {"Юлия", "Yuliya", "Iuliia"},
        {"Жаб'юк", "Zhabiuk", "Žabjuk"},
        {"Лукʼян", "Lukian", "Lukyan"},
        {"Філіпп", "Philipp", "Filip"},
        {"Оксана", "Oxana", "Oksana"},
        {"ОЛЕНА", "olena", "Ｏlena"},
        {"Сёмин", "Семин", "Semin"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char first[FOLD_BYTES];
        (void)snprintf(first, sizeof first, "%s", sounds_of(rows[i][0]));
        assert_string_equal(first, sounds_of(rows[i][1]));
        assert_string_equal(first, sounds_of(rows[i][2]));
    }
}

static void letters_of_the_wrong_keyboard_are_put_right(void **state)
{
    (void)state;
    assert_string_equal("sokolova", sounds_of("Соколова"));
    assert_string_equal("sokolova", sounds_of("Cоколовa")); /* Latin C and a */
    assert_string_equal("novak", sounds_of("Novak"));
    assert_string_equal("novak", sounds_of("Nоvаk")); /* Cyrillic о and а */
}

static void letters_with_two_readings_match_by_either(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Машина", "Machina"}, {"Чубак", "Chubak"}, {"Женин", "Jenin"}, {"Цецин", "Cecin"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fold_word a, b;
        fold_word(text_of(rows[i][0]), &a);
        fold_word(text_of(rows[i][1]), &b);
        assert_true(fold_word_equal(&a, &b));
    }
    struct fold_word nothing, machina;
    fold_word(TEXT("-"), &nothing);
    fold_word(TEXT("Machina"), &machina);
    assert_false(fold_word_equal(&nothing, &nothing));
    assert_false(fold_word_equal(&nothing, &machina));
}

static void every_form_of_a_given_name_is_that_name(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Ганна", "Анна"},      {"Ганна", "Hanna"},      {"Анна", "Anna"},
        {"Олена", "Елена"},     {"Лена", "Olena"},       {"Олена", "Lena"},
        {"Наталія", "Наталья"}, {"Наталія", "Nataliya"}, {"Наташа", "Natalie"},
        {"Микола", "Николай"},  {"Коля", "Mykola"},      {"Дмитро", "Дима"},
        {"Oleksii", "Алёша"},   {"Юрій", "Yuri"},        {"Катерина", "Екатерину"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_true(same_given(rows[i][0], rows[i][1], FOLD_ANY));
    assert_false(same_given("Анна", "Алина", FOLD_ANY));
    assert_false(same_given("Марина", "Мария", FOLD_ANY));
    assert_false(same_given("Яна", "Анна", FOLD_ANY));
    assert_true(same_given("Яна", "Iana", FOLD_ANY));
    assert_false(same_given("Владислав", "Владислава", FOLD_ANY));
}

static void an_everyday_form_of_two_names_is_both_until_the_sex_is_known(void **state)
{
    (void)state;
    assert_true(same_given("Саша", "Александр", FOLD_ANY));
    assert_true(same_given("Саша", "Oleksandra", FOLD_ANY));
    assert_true(same_given("Саша", "Александра", FOLD_FEMALE));
    struct fold_given sasha;
    fold_given(fold, TEXT("Саша"), FOLD_MALE, &sasha);
    assert_int_equal(1, sasha.n);
    assert_string_equal("alexander", fold_name(fold, sasha.names[0]));
    assert_null(fold_name(fold, 0));
    assert_null(fold_name(fold, 9999));
}

static void an_unknown_name_is_compared_by_its_sounds(void **state)
{
    (void)state;
    assert_true(same_given("Ждана", "Zhdana", FOLD_ANY));
    assert_false(same_given("Ждана", "Zhdanka", FOLD_ANY));
}

static uint16_t father_of(const char *patronymic, enum fold_sex sex)
{
    struct fold_father father;
    fold_father(fold, text_of(patronymic), &father);
    assert_int_equal(sex, father.sex);
    return father.name;
}

static void a_patronymic_names_the_father_in_both_languages(void **state)
{
    (void)state;
    static const char *const rows[][4] = {
        {"Николаевич", "Миколайович", "Николаевна", "Миколаївна"},
        {"Иванович", "Іванович", "Ивановна", "Іванівна"},
        {"Ильич", "Ілліч", "Ильинична", "Іллівна"},
        {"Никитич", "Микитович", "Никитична", "Микитівна"},
        {"Юрьевич", "Юрійович", "Юрьевна", "Юріївна"},
        {"Pavlovich", "Павлович", "Pavlovna", "Павлівна"},
        {"Львович", "Lvovych", "Львовна", "Львівна"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint16_t father = father_of(rows[i][0], FOLD_MALE);
        assert_int_not_equal(0, father);
        assert_int_equal(father, father_of(rows[i][1], FOLD_MALE));
        assert_int_equal(father, father_of(rows[i][2], FOLD_FEMALE));
        assert_int_equal(father, father_of(rows[i][3], FOLD_FEMALE));
    }
    struct fold_father initial;
    fold_father(fold, TEXT("М."), &initial);
    assert_int_equal(0, initial.name);
    assert_int_equal('m', initial.initial);
}

static void a_family_name_is_one_for_both_sexes_and_all_cases(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"Іванов", "Иванова", "Ivanovoi"},
        {"Ковалёв", "Ковальова", "Kovaleva"},
        {"Вишневський", "Вишневская", "Vyshnevska"},
        {"Галицкий", "Галицької", "Halytska"},
        {"Шевченко", "Шевченка", "Shevchenko"},
        {"Романюк", "Романюка", "Romaniuk"},
        {"Зимин", "Зиміна", "Ziminoy"},
        {"Білий", "Біла", "Bilyi"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fold_surname a, b;
        fold_surname(text_of(rows[i][0]), &a);
        for (size_t k = 1; k < 3; k++) {
            fold_surname(text_of(rows[i][k]), &b);
            if (!fold_surname_equal(&a, &b))
                fail_msg("%s %s: %s %s", rows[i][0], rows[i][k], a.parts[0].stem, b.parts[0].stem);
        }
    }
    struct fold_surname a, b;
    fold_surname(TEXT("Петренко-Коваль"), &a);
    fold_surname(TEXT("Коваль"), &b);
    assert_int_equal(2, a.n);
    assert_true(fold_surname_equal(&a, &b));
    fold_surname(TEXT("Ковальов"), &b);
    assert_false(fold_surname_equal(&a, &b));
    fold_surname(TEXT(" - "), &b);
    assert_int_equal(0, b.n);
}

static void names_in_the_wrong_fields_are_put_right(void **state)
{
    (void)state;
    struct fold_person right, joined, exchanged;
    fold_person(fold,
                &(struct fold_names){TEXT("Ганна"), TEXT("Іванівна"), TEXT("Шевченко"), FOLD_ANY},
                &right);
    fold_person(fold,
                &(struct fold_names){TEXT("Анна Ивановна"), TEXT_NONE, TEXT("Шевченко"), FOLD_ANY},
                &joined);
    fold_person(fold,
                &(struct fold_names){TEXT("Shevchenko"), TEXT("I."), TEXT("Hanna"), FOLD_FEMALE},
                &exchanged);
    assert_true(fold_given_equal(&right.given, &joined.given));
    assert_int_equal(right.father.name, joined.father.name);
    assert_true(fold_given_equal(&right.given, &exchanged.given));
    assert_true(fold_surname_equal(&right.surname, &exchanged.surname));
}

static bool finds(const char *typed, const char *name)
{
    struct fold_query q;
    struct buf keys = buf_make(1024);
    buf_str(&keys, "");
    fold_put_keys(fold, &keys, text_of(name));
    fold_put_phone(&keys, TEXT("+380 (50) 123-45-67"));
    fold_query(fold, text_of(typed), &q);
    bool hit = fold_query_hits(&q, keys.at);
    buf_done(&keys);
    return hit;
}

static void a_search_finds_a_name_by_any_form_and_any_beginning(void **state)
{
    (void)state;
    static const char *const forms[] = {"Ганна", "Анна", "Hanna", "Anna", "Аня"};
    for (size_t i = 0; i < COUNT(forms); i++)
        for (size_t k = 0; k < COUNT(forms); k++)
            assert_true(finds(forms[i], forms[k]));
    static const char *const helen[] = {"Олена", "Елена", "Lena", "Olena", "Лен", "Оле", "Ele"};
    for (size_t i = 0; i < COUNT(helen); i++)
        assert_true(finds(helen[i], "Олена Шевченко"));
    static const char *const beginnings[] = {"Ш",       "Ше",     "She",    "S",   "Shevc",
                                             "Shevche", "shevch", "Шевчен", "Szew"};
    for (size_t i = 0; i < COUNT(beginnings); i++)
        if (!finds(beginnings[i], "Олена Шевченко"))
            fail_msg("%s", beginnings[i]);
    assert_true(finds("Мари", "Мария"));
    assert_true(finds("Mari", "Марія"));
    assert_true(finds("Юл", "Yuliia"));
    assert_true(finds("Коваль", "Петренко-Коваль"));
    assert_false(finds("Ива", "Олена Шевченко"));
    assert_false(finds("енко", "Олена Шевченко"));
    assert_false(finds("", "Олена"));
    assert_false(finds("-", "Олена"));
}

static void a_phone_is_found_by_its_digits(void **state)
{
    (void)state;
    assert_true(finds("1234567", "Олена"));
    assert_true(finds("123-45", "Олена"));
    assert_false(finds("999", "Олена"));
    assert_false(finds("12", "Олена"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_name_sounds_alike_in_both_scripts),
        cmocka_unit_test(letters_of_the_wrong_keyboard_are_put_right),
        cmocka_unit_test(letters_with_two_readings_match_by_either),
        cmocka_unit_test(every_form_of_a_given_name_is_that_name),
        cmocka_unit_test(an_everyday_form_of_two_names_is_both_until_the_sex_is_known),
        cmocka_unit_test(an_unknown_name_is_compared_by_its_sounds),
        cmocka_unit_test(a_patronymic_names_the_father_in_both_languages),
        cmocka_unit_test(a_family_name_is_one_for_both_sexes_and_all_cases),
        cmocka_unit_test(names_in_the_wrong_fields_are_put_right),
        cmocka_unit_test(a_search_finds_a_name_by_any_form_and_any_beginning),
        cmocka_unit_test(a_phone_is_found_by_its_digits),
    };
    return cmocka_run_group_tests_name("fold", tests, fold_make, fold_done);
}
