/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_lang_icu.c - our plurals, numbers, dates and order against ICU, wherever ICU is right for
 * us. Where it is not (currency signs, American dates, ё in Russian passports) test_lang.c holds
 * tables of its own. */
#include "unit.h"

#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/when.h"
#include "lang/lang.h"
#include "lang/plural.h"

enum { UNITS = 256, PAIRS = 20000 };

static const char *const locales[LANG__COUNT] = {"en_GB", "ru_RU", "uk_UA"};

static void utf8_of(const UChar *from, int32_t n, char *into, int32_t room)
{
    UErrorCode bad = U_ZERO_ERROR;
    u_strToUTF8(into, room, NULL, from, n, &bad);
    assert_true(U_SUCCESS(bad));
}

static void plural_categories_are_cldrs(void **state)
{
    (void)state;
    static const char *const names[] = {"one", "few", "many", "other"};
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++) {
        UErrorCode bad = U_ZERO_ERROR;
        UPluralRules *rules = uplrules_open(locales[l], &bad);
        for (int64_t n = 0; n < 1300; n++) {
            UChar units[UNITS];
            char name[UNITS];
            int32_t length = uplrules_select(rules, (double)n, units, UNITS, &bad);
            assert_true(U_SUCCESS(bad));
            utf8_of(units, length, name, UNITS);
            assert_string_equal(name, names[plural_of(l, n)]);
        }
        uplrules_close(rules);
    }
}

static void groups_are_cldrs(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 7, -7, 999, 1000, -1000, 5140, 1234567, INT64_MAX};
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++) {
        UErrorCode bad = U_ZERO_ERROR;
        UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, locales[l], NULL, &bad);
        for (size_t i = 0; i < COUNT(numbers); i++) {
            UChar units[UNITS];
            char theirs[UNITS], ours[NUMBER_TEXT];
            int32_t n = unum_formatInt64(format, numbers[i], units, UNITS, NULL, &bad);
            assert_true(U_SUCCESS(bad));
            utf8_of(units, n, theirs, UNITS);
            assert_text(theirs, number_write(l, numbers[i], ours));
        }
        unum_close(format);
    }
}

typedef void date_writer(struct buf *b, enum lang lang, int32_t day);

static void dates_agree(const char *pattern, enum lang lang, date_writer *write)
{
    UErrorCode bad = U_ZERO_ERROR;
    UChar units[UNITS], zone[] = {'U', 'T', 'C', 0};
    u_strFromUTF8(units, UNITS, NULL, pattern, -1, &bad);
    UDateFormat *format =
        udat_open(UDAT_PATTERN, UDAT_PATTERN, locales[lang], zone, -1, units, -1, &bad);
    assert_true(U_SUCCESS(bad));
    struct buf ours = buf_make(UNITS);
    for (int32_t day = 0; day < 25000; day += 13) {
        char theirs[UNITS];
        int32_t n = udat_format(format, (double)day * 86400000.0, units, UNITS, NULL, &bad);
        assert_true(U_SUCCESS(bad));
        utf8_of(units, n, theirs, UNITS);
        buf_clear(&ours);
        write(&ours, lang, day);
        assert_string_equal(theirs, ours.at);
    }
    buf_done(&ours);
    udat_close(format);
}

static void dates_are_cldrs(void **state)
{
    (void)state;
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++)
        dates_agree("d MMMM", l, lang_put_day_month);
    dates_agree("d MMMM y", LANG_EN, lang_put_date);
    dates_agree("d MMMM y\u00a0'г'.", LANG_RU, lang_put_date);
    dates_agree("d MMMM y\u00a0'р'.", LANG_UK, lang_put_date);
    dates_agree("LLLL y", LANG_EN, lang_put_month);
    dates_agree("LLLL y\u00a0'г'.", LANG_RU, lang_put_month);
    dates_agree("LLLL y\u00a0'р'.", LANG_UK, lang_put_month);
    dates_agree("EEEE d MMMM y", LANG_EN, lang_put_weekday);
    dates_agree("EEEE, d MMMM y\u00a0'г'.", LANG_RU, lang_put_weekday);
    dates_agree("EEEE, d MMMM y\u00a0'р'.", LANG_UK, lang_put_weekday);
}

static uint32_t dice_state = 20261121;

static size_t dice(size_t sides)
{
    dice_state = dice_state * 1664525u + 1013904223u;
    return (dice_state >> 8) % sides;
}

/* A word of letters that both alphabets share in the way ICU orders them. */
static void word_make(enum lang lang, struct buf *word)
{
    static const char *const letters[LANG__COUNT] = {
        [LANG_EN] = "abcdefghijklmnopqrstuvwxyz",
        [LANG_RU] = "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        [LANG_UK] = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    };
    buf_clear(word);
    struct text all = text_of(letters[lang]);
    size_t width = lang == LANG_EN ? 1 : 2;
    for (size_t n = 1 + dice(4); n > 0; n--) {
        size_t at = dice(all.n / width) * width;
        if (dice(3) == 0)
            at = at % (4 * width); /* many equal beginnings */
        buf_bytes(word, all.at + at, width);
        if (dice(12) == 0)
            buf_char(word, ' ');
        if (dice(12) == 0)
            buf_printf(word, "%u", 1 + (unsigned)dice(120));
    }
}

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void order_is_cldrs(void **state)
{
    (void)state;
    struct buf words[2] = {buf_make(UNITS), buf_make(UNITS)};
    struct buf keys[2] = {buf_make(1024), buf_make(1024)};
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++) {
        UErrorCode bad = U_ZERO_ERROR;
        UCollator *collator = ucol_open(locales[l], &bad);
        ucol_setAttribute(collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &bad);
        for (size_t i = 0; i < PAIRS; i++) {
            for (size_t k = 0; k < 2; k++) {
                word_make(l, &words[k]);
                buf_clear(&keys[k]);
                lang_put_key(&keys[k], l, buf_text(&words[k]));
            }
            UCollationResult theirs =
                ucol_strcollUTF8(collator, words[0].at, -1, words[1].at, -1, &bad);
            assert_true(U_SUCCESS(bad));
            size_t common = keys[0].n < keys[1].n ? keys[0].n : keys[1].n;
            int ours = memcmp(keys[0].at, keys[1].at, common);
            if (ours == 0)
                ours = (keys[0].n > keys[1].n) - (keys[0].n < keys[1].n);
            if (sign(ours) != sign((int)theirs))
                fail_msg("%s: %s and %s", lang_code(l), words[0].at, words[1].at);
        }
        ucol_close(collator);
    }
    for (size_t k = 0; k < 2; k++) {
        buf_done(&words[k]);
        buf_done(&keys[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plural_categories_are_cldrs),
        cmocka_unit_test(groups_are_cldrs),
        cmocka_unit_test(dates_are_cldrs),
        cmocka_unit_test(order_is_cldrs),
    };
    return cmocka_run_group_tests_name("lang against ICU", tests, NULL, NULL);
}
