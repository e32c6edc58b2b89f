/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_fold_icu.c - a name that ICU or an office spelled in Latin folds to the same sounds as the
 * name itself, for every name of names.def in both languages. */
#include "unit.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/buf.h"
#include "lang/lang.h"
#include "people/fold.h"

enum { UNITS = 256 };

static const char *const names[][2] = {
#define NAME(id, sex, ru, uk, everyday, latin, patronymics) {ru, uk},
#include "people/names.def"
#undef NAME
};

static void same_sounds(const char *name, const char *latin)
{
    struct fold_word a, b;
    fold_word(text_of(name), &a);
    fold_word(text_of(latin), &b);
    if (!fold_word_equal(&a, &b))
        fail_msg("%s (%s) and %s (%s)", name, a.sounds, latin, b.sounds);
}

static void all_by_icu(const char *id, size_t column)
{
    UErrorCode bad = U_ZERO_ERROR;
    UChar rules[UNITS];
    u_strFromUTF8(rules, UNITS, NULL, id, -1, &bad);
    UTransliterator *t = utrans_openU(rules, -1, UTRANS_FORWARD, NULL, 0, NULL, &bad);
    assert_true(U_SUCCESS(bad));
    for (size_t i = 0; i < COUNT(names); i++) {
        UChar units[UNITS];
        char latin[UNITS];
        int32_t n, limit;
        u_strFromUTF8(units, UNITS, &n, names[i][column], -1, &bad);
        limit = n;
        utrans_transUChars(t, units, &n, UNITS, 0, &limit, &bad);
        u_strToUTF8(latin, UNITS, NULL, units, n, &bad);
        assert_true(U_SUCCESS(bad));
        same_sounds(names[i][column], latin);
    }
    utrans_close(t);
}

static void the_spellings_of_icu_fold_to_the_same_sounds(void **state)
{
    (void)state;
    all_by_icu("Russian-Latin/BGN", 0);
    all_by_icu("Cyrillic-Latin", 0);
    all_by_icu("Ukrainian-Latin/BGN", 1);
    all_by_icu("Cyrillic-Latin", 1);
}

static void official_spellings_fold_to_the_same_sounds(void **state)
{
    (void)state;
    struct buf latin = buf_make(UNITS);
    for (size_t i = 0; i < COUNT(names); i++) {
        for (size_t column = 0; column < 2; column++) {
            buf_clear(&latin);
            lang_put_latin(&latin, column == 0 ? LANG_RU : LANG_UK, text_of(names[i][column]));
            same_sounds(names[i][column], latin.at);
        }
    }
    buf_done(&latin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_spellings_of_icu_fold_to_the_same_sounds),
        cmocka_unit_test(official_spellings_fold_to_the_same_sounds),
    };
    return cmocka_run_group_tests_name("fold against ICU", tests, NULL, NULL);
}
