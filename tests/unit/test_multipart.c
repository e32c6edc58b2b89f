/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_multipart.c - forms with files as browsers send them, and as nobody should. */
#include "unit.h"

#include "base/buf.h"
#include "base/limits.h"
#include "web/multipart.h"

#define TYPE TEXT("multipart/form-data; boundary=----b0")
#define LINE "\r\n"
#define OPEN "------b0" LINE
#define NEXT LINE "------b0" LINE
#define CLOSE LINE "------b0--" LINE
#define FIELD "Content-Disposition: form-data; name=\"csrf\"" LINE LINE
#define FILE_HEAD                                                                                  \
    "Content-Disposition: form-data; name=\"map\"; filename=\"list.csv\"" LINE                     \
    "Content-Type: text/csv" LINE LINE

static void a_field_and_a_file_are_read_as_they_were_sent(void **state)
{
    struct multipart m;
    assert_fine(multipart_read(
        *state, TYPE, TEXT(OPEN FIELD "t0ken" NEXT FILE_HEAD "a;b\r\n-----b0\r\n\0x" CLOSE), &m));
    assert_int_equal(2, m.n);
    assert_text("csrf", m.parts[0].name);
    assert_text("t0ken", m.parts[0].bytes);
    assert_null(m.parts[0].file.at);
    assert_null(m.parts[0].type.at);
    assert_text("map", m.parts[1].name);
    assert_text("list.csv", m.parts[1].file);
    assert_text("text/csv", m.parts[1].type);
    assert_int_equal(16, m.parts[1].bytes.n);
    assert_memory_equal("a;b\r\n-----b0\r\n\0x", m.parts[1].bytes.at, 16);
}

static void a_file_that_was_not_chosen_has_an_empty_name(void **state)
{
    struct multipart m;
    assert_fine(multipart_read(
        *state, TYPE,
        TEXT(OPEN "content-disposition:form-data;name=f;filename=\"\"" LINE LINE CLOSE), &m));
    assert_int_equal(1, m.n);
    assert_text("f", m.parts[0].name);
    assert_non_null(m.parts[0].file.at);
    assert_int_equal(0, m.parts[0].file.n);
    assert_int_equal(0, m.parts[0].bytes.n);
}

static void a_files_name_is_never_a_path(void **state)
{
    static const char *const names[][2] = {
        {"../../etc/passwd", "passwd"},
        {"C:\\Users\\o\\list.csv", "list.csv"},
        {"\xd1\x81\xd0\xbf\xd0\xb8\xd1\x81\xd0\xbe\xd0\xba.csv",
         "\xd1\x81\xd0\xbf\xd0\xb8\xd1\x81\xd0\xbe\xd0\xba.csv"},
        {"dir/", ""},
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        struct multipart m;
        const char *body = arena_printf(
            *state,
            OPEN "Content-Disposition: form-data; name=\"f\"; filename=\"%s\"" LINE LINE CLOSE,
            names[i][0]);
        assert_fine(multipart_read(*state, TYPE, text_of(body), &m));
        assert_text(names[i][1], m.parts[0].file);
    }
}

static void what_browsers_never_write_is_refused(void **state)
{
    static const struct text bodies[] = {
        {"", 0},
#define ROW(s) {"" s, sizeof(s) - 1}
        ROW("------b0"),
        ROW("------b0--x"),
        ROW(OPEN),
        ROW(OPEN FIELD),
        ROW(OPEN FIELD "no end"),
        ROW(OPEN FIELD "x" LINE "------b0-" LINE),
        ROW(OPEN FIELD "x" LINE "------b0 " LINE),
        ROW(OPEN FIELD "x" CLOSE "and more"),
        ROW("before it" LINE OPEN FIELD "x" CLOSE),
        ROW(LINE OPEN FIELD "x" CLOSE),
        ROW(OPEN LINE "no head" CLOSE),
        ROW(OPEN "Content-Type: text/csv" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"\"" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a\" x" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a\"; name=\"b\"" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: attachment; name=\"a\"" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data;" LINE " name=\"a\"" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a\xff\"" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a\xe2\x80\xae\"" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a\nb\"" LINE LINE CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a\0b\"" LINE LINE CLOSE),
        ROW(OPEN "X" LINE FIELD CLOSE),
        ROW(OPEN "Content-Disposition: form-data; name=\"a\"" LINE FIELD CLOSE),
        ROW(OPEN "Content-Transfer-Encoding: base64" LINE FIELD CLOSE),
#undef ROW
    };
    for (size_t i = 0; i < COUNT(bodies); i++) {
        struct multipart m;
        assert_err(ERR_INPUT, multipart_read(*state, TYPE, bodies[i], &m));
    }
}

static void a_boundary_is_one_and_short(void **state)
{
    static const char *const wrong[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=a; boundary=a",
        "multipart/form-data; boundary=a\"b",
        "multipart/form-data; boundary=\"a\x01\"",
        "multipart/mixed; boundary=a",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary="
        "01234567890123456789012345678901234567890123456789012345678901234567890",
    };
    static const char *const right[] = {
        "multipart/form-data; boundary=a",
        "Multipart/Form-Data;boundary=\"a\"; charset=utf-8",
    };
    struct multipart m;
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_err(ERR_INPUT, multipart_read(*state, text_of(wrong[i]),
                                             TEXT("--a" LINE FIELD "x" LINE "--a--"), &m));
    for (size_t i = 0; i < COUNT(right); i++) {
        assert_fine(
            multipart_read(*state, text_of(right[i]), TEXT("--a" LINE FIELD "x" LINE "--a--"), &m));
        assert_int_equal(1, m.n);
    }
    assert_false(multipart_is(TEXT("multipart/form-datax; boundary=a")));
    assert_false(multipart_is(TEXT_NONE));
}

static void parts_and_heads_have_a_limit(void **state)
{
    struct multipart m;
    for (size_t n = LIMIT_PARTS; n <= LIMIT_PARTS + 1; n++) {
        CLEANUP(buf_done) struct buf b = buf_make(1 << 20);
        buf_str(&b, OPEN);
        for (size_t i = 0; i < n; i++)
            buf_str(&b, i + 1 < n ? FIELD "x" NEXT : FIELD "x" CLOSE);
        assert_err(n > LIMIT_PARTS ? ERR_INPUT : ERR__NONE,
                   multipart_read(*state, TYPE, buf_text(&b), &m));
    }
    CLEANUP(buf_done) struct buf b = buf_make(1 << 20);
    buf_str(&b, OPEN);
    for (size_t i = 0; i < 8; i++)
        buf_str(&b, "X: y" LINE);
    buf_str(&b, FIELD "x" CLOSE);
    assert_err(ERR_INPUT, multipart_read(*state, TYPE, buf_text(&b), &m));
    buf_clear(&b);
    buf_str(&b, OPEN "X: ");
    for (size_t i = 0; i < 2100; i++)
        buf_char(&b, 'y');
    buf_str(&b, LINE FIELD "x" CLOSE);
    assert_err(ERR_INPUT, multipart_read(*state, TYPE, buf_text(&b), &m));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        unit_test_arena(a_field_and_a_file_are_read_as_they_were_sent),
        unit_test_arena(a_file_that_was_not_chosen_has_an_empty_name),
        unit_test_arena(a_files_name_is_never_a_path),
        unit_test_arena(what_browsers_never_write_is_refused),
        unit_test_arena(a_boundary_is_one_and_short),
        unit_test_arena(parts_and_heads_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
