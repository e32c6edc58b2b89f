/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo_names.c - the letters that go wrong are here on purpose: і ї є ґ ё ӯ ҳ, apostrophes of both
 * kinds, Latin with marks, and a script that is neither Cyrillic nor Latin. */
#include "cli/demo_names.h"

static const char *const uk_women[] = {
    "Олена", "Наталія",  "Оксана",    "Ірина",  "Ганна",  "Людмила", "Світлана", "Мар'яна",
    "Дар’я", "Соломія",  "Лариса",    "Тетяна", "Юлія",   "Віра",    "Надія",    "Катерина",
    "Леся",  "Ярослава", "Єлизавета", "Любов",  "Галина", "Зоряна",  "Ґалина",   NULL};
static const char *const uk_men[] = {"Андрій", "Сергій", "В'ячеслав", "Юрій", "Лук’ян", NULL};
static const char *const uk_girls[] = {"Софія", "Злата", "Єва",  "Поліна", "Уляна", "Марія",
                                       "Анна",  "Дар'я", "Соля", "Мілана", "Яна",   NULL};
static const char *const uk_boys[] = {"Марко", "Тимофій", "Матвій", "Лев",   "Данило", "Назар",
                                      "Ілля",  "Остап",   "Єгор",   "Захар", "Юрчик",  NULL};
static const char *const uk_initials[] = {"А.", "Б.", "В.", "Г.", "Ґ.", "Д.", "Є.", "Ж.", "З.",
                                          "І.", "Ї.", "К.", "Л.", "М.", "Н.", "П.", "Р.", "С.",
                                          "Т.", "Ф.", "Х.", "Ч.", "Ш.", "Щ.", "Ю.", "Я.", NULL};

static const char *const ru_women[] = {"Алёна",   "Наталья", "Елена",   "Марья", "Фёкла",  "Ольга",
                                       "Татьяна", "Юлия",    "Матрёна", "Ирина", "Любовь", NULL};
static const char *const ru_men[] = {"Пётр", "Фёдор", "Семён", "Алексей", NULL};
static const char *const ru_girls[] = {"Алёнка", "Полина", "Вера", "Ева", "Надя", "Мария", NULL};
static const char *const ru_boys[] = {"Артём", "Семён", "Тимофей", "Матвей", "Илья", "Лёва", NULL};
static const char *const ru_initials[] = {"А.", "Б.", "Г.", "Е.", "Ё.", "Ж.", "К.",
                                          "Л.", "М.", "О.", "П.", "С.", "Т.", "Ч.",
                                          "Щ.", "Э.", "Ю.", "Я.", NULL};

static const char *const latin_women[] = {"Rozália", "Mirela", "Esmeralda", "Zora", "Tamara",
                                          "Żaneta",  "Ileana", "Anežka",    NULL};
static const char *const latin_men[] = {"Bogdan", "László", "Marcel", NULL};
static const char *const latin_girls[] = {"Luna", "Kejsa", "Šárka", "Mia", NULL};
static const char *const latin_boys[] = {"Jozef", "Lazar", "Dániel", "Tobiasz", NULL};
static const char *const latin_initials[] = {"B.", "C.", "Đ.", "H.", "K.", "Ł.", "Ő.",
                                             "R.", "Š.", "T.", "V.", "Z.", NULL};

static const char *const tajik_women[] = {"Мадина", "Фарзона", "Шаҳноза", "Зӯҳро", NULL};
static const char *const tajik_men[] = {"Рустам", "Фирӯз", NULL};
static const char *const tajik_girls[] = {"Нигина", "Ситора", NULL};
static const char *const tajik_boys[] = {"Сӯҳроб", "Баҳром", NULL};
static const char *const tajik_initials[] = {"Ҳ.", "Қ.", "Ҷ.", "Р.", NULL};

static const char *const georgian_women[] = {"ნინო", "თამარ", "ქეთევან", NULL};
static const char *const georgian_men[] = {"ლევან", NULL};
static const char *const georgian_girls[] = {"ანა", "ელენე", NULL};
static const char *const georgian_boys[] = {"გიორგი", "ლუკა", NULL};
static const char *const georgian_initials[] = {"ბ.", "მ.", "ჯ.", NULL};

const struct demo_names demo_names[] = {
    {SCRIPT_CYRILLIC, 58, uk_women, uk_men, uk_girls, uk_boys, uk_initials},
    {SCRIPT_CYRILLIC, 22, ru_women, ru_men, ru_girls, ru_boys, ru_initials},
    {SCRIPT_LATIN, 13, latin_women, latin_men, latin_girls, latin_boys, latin_initials},
    {SCRIPT_CYRILLIC, 5, tajik_women, tajik_men, tajik_girls, tajik_boys, tajik_initials},
    {SCRIPT_OTHER, 2, georgian_women, georgian_men, georgian_girls, georgian_boys,
     georgian_initials},
    {0},
};
