/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_html.c - whatever a value holds, it stays what it is in its place: no byte of it opens a
 * tag, ends an attribute or leads to another host. */
#include "unit.h"

#include "page/html.h"

enum { PAGE_MAX = 1 << 20, BYTES = 256 };

static struct buf page;

static struct html *given(void)
{
    static struct html h;
    buf_clear(&page);
    h = html_make(&page, LANG_EN);
    return &h;
}

#define assert_page(expected) assert_text(expected, buf_text(&page))

static bool holds(struct text t, const char *any_of)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.at[i] == '\0' || strchr(any_of, t.at[i]) != NULL)
            return true;
    return false;
}

static void no_byte_opens_a_tag_or_ends_an_attribute(void **state)
{
    (void)state;
    for (int c = 0; c < BYTES; c++) {
        const char one = (char)c;
        const char around[] = {'a', one, 'b'};
        const struct text texts[] = {{&one, 1}, {around, sizeof around}};
        for (size_t i = 0; i < COUNT(texts); i++) {
            html_text(given(), SHOWN(texts[i]));
            assert_true(text_is_clean(buf_text(&page)));
            assert_false(holds(buf_text(&page), "<>\"'"));
            html_attr(given(), SHOWN_PLAIN(texts[i]));
            assert_true(text_is_clean(buf_text(&page)));
            assert_false(holds(buf_text(&page), "<>\"'"));
            html_piece(given(), SHOWN_PLAIN(texts[i]));
            assert_false(holds(buf_text(&page), "<>\"'&/\\?#:;=+@ \n\t"));
        }
    }
}

static void plain_bytes_come_out_as_they_are(void **state)
{
    (void)state;
    for (int c = ' '; c < 0x7F; c++) {
        const char one = (char)c;
        if (strchr("&<>\"'", c) != NULL)
            continue;
        html_text(given(), SHOWN(((struct text){&one, 1})));
        assert_text(((const char[]){one, '\0'}), buf_text(&page));
    }
    html_text(given(), SHOWN("a\n\tЇжак — ʼ"));
    assert_page("a\n\tЇжак — ʼ");
}

static void the_five_signs_are_named(void **state)
{
    (void)state;
    html_text(given(), SHOWN("<a href=\"'&\">"));
    assert_page("&lt;a href=&quot;&#39;&amp;&quot;&gt;");
    html_attr(given(), SHOWN_PLAIN("&amp;"));
    assert_page("&amp;amp;");
}

static void what_is_no_text_comes_out_as_a_mark(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        const char *out;
    } odd[] = {
        {"a\x01z", "a\uFFFDz"},
        {"\x7F", "\uFFFD"},
        {"\xC3", "\uFFFD"},
        {"\xC0\xAF", "\uFFFD\uFFFD"},
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"\u202Eabc", "\uFFFDabc"},
        {"\xC2\x85", "\uFFFD"},
        {"\xE2\x80", "\uFFFD\uFFFD"},
        {"я\xD0", "я\uFFFD"},
    };
    for (size_t i = 0; i < COUNT(odd); i++) {
        html_text(given(), SHOWN(odd[i].in));
        assert_page(odd[i].out);
    }
    html_piece(given(), SHOWN_PLAIN("\x80"));
    assert_page("%EF%BF%BD");
}

static void each_type_has_its_writer(void **state)
{
    (void)state;
    struct html *h = given();
    char letters[] = "b";
    const struct id id = ID_NONE;
    html_text(h, SHOWN("a"));
    html_text(h, SHOWN(letters));
    html_text(h, SHOWN(TEXT("c")));
    html_text(h, SHOWN((const char *)NULL));
    html_text(h, SHOWN(TEXT_NONE));
    html_text(h, SHOWN(-1));
    html_text(h, SHOWN(INT64_MIN));
    html_text(h, SHOWN((size_t)7));
    html_text(h, SHOWN((uint8_t)8));
    html_text(h, SHOWN(((struct markup){TEXT("<hr>")})));
    html_text(h, SHOWN(id));
    html_text(h, SHOWN(as_num((size_t)5140)));
    assert_page("abc-1-922337203685477580878<hr>aaaaaaaaaaaaaaaaaaaaaaaaaa5,140");
}

static void only_own_paths_are_addresses(void **state)
{
    (void)state;
    static const char *const own[] = {"/",  "/a", "/a/b?c=d&e#f", "?a=b",
                                      "#a", "",   "/a/../b",      "/%2F"};
    static const char *const foreign[] = {
        "//a",
        "/\\a",
        "\\\\a",
        "javascript:a",
        "JaVaScRiPt:a",
        " /a",
        "\t/a",
        "/\t/a",
        "/\n/a",
        "/a//b",
        "http://a",
        "a",
        "data:,a",
        "mailto:a",
        "/\x01",
        "/я",
        "/a b",
        "\x01javascript:a",
        "&#106;avascript:a",
        ":a",
        "/\xA0",
    };
    for (size_t i = 0; i < COUNT(own); i++) {
        struct html *h = given();
        html_url(h, SHOWN_PLAIN(own[i]));
        assert_int_equal(0, h->refused);
    }
    html_url(given(), SHOWN_PLAIN("/a?b='&c"));
    assert_page("/a?b=&#39;&amp;c");
    for (size_t i = 0; i < COUNT(foreign); i++) {
        struct html *h = given();
        html_url(h, SHOWN_PLAIN(foreign[i]));
        assert_page("#");
        assert_int_equal(1, h->refused);
        html_base(h, SHOWN_PLAIN(foreign[i]));
        assert_page("##");
    }
    struct html *h = given();
    html_base(h, SHOWN_PLAIN("/a/"));
    assert_page("#");
}

static void messages_fill_their_places_in_the_readers_order(void **state)
{
    (void)state;
    const struct shown values[] = {SHOWN("<1>"), SHOWN(2), SHOWN(3), SHOWN("4")};
    html_say(given(), "{4} {3}, {1}: {2} & {5}", values, 4);
    assert_page("4 3, &lt;1&gt;: 2 &amp; {5}");
    html_say(given(), "{1}{2}", values, 1); /* a place without value stays empty */
    assert_page("&lt;1&gt;");
    html_say(given(), NULL, NULL, 0);
    assert_page("");
    html_say_attr(given(), "\"{1}\"", values, 1);
    assert_page("&quot;&lt;1&gt;&quot;");
    html_count(given(), "{1} of {2}", "{1} from {2}", 1, values, 1);
    assert_page("1 of &lt;1&gt;");
    html_count_attr(given(), "{1} of {2}", "{1} from {2}", 5, values, 1);
    assert_page("5 from &lt;1&gt;");
}

static void the_check_tells_of_refused_addresses_and_full_pages(void **state)
{
    struct html *h = given();
    html_url(h, SHOWN_PLAIN("/"));
    assert_fine(html_check(h, *state));
    html_url(h, SHOWN_PLAIN("x"));
    assert_err(ERR_BUG, html_check(h, *state));
    CLEANUP(buf_done) struct buf small = buf_make(4);
    struct html full = html_make(&small, LANG_EN);
    html_text(&full, SHOWN("12345"));
    assert_err(ERR_BUSY, html_check(&full, *state));
    assert_int_equal(0, html_since(&full, 0).html.n);
}

static void markup_is_what_was_written_since(void **state)
{
    (void)state;
    struct html *h = given();
    html_raw(h, "<p>");
    size_t from = page.n;
    html_raw(h, "<b>");
    assert_text("<b>", html_since(h, from).html);
    assert_int_equal(0, html_since(h, page.n).html.n);
}

int main(void)
{
    page = buf_make(PAGE_MAX);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_byte_opens_a_tag_or_ends_an_attribute),
        cmocka_unit_test(plain_bytes_come_out_as_they_are),
        cmocka_unit_test(the_five_signs_are_named),
        cmocka_unit_test(what_is_no_text_comes_out_as_a_mark),
        cmocka_unit_test(each_type_has_its_writer),
        cmocka_unit_test(only_own_paths_are_addresses),
        cmocka_unit_test(messages_fill_their_places_in_the_readers_order),
        unit_test_arena(the_check_tells_of_refused_addresses_and_full_pages),
        cmocka_unit_test(markup_is_what_was_written_since),
    };
    int failed = cmocka_run_group_tests_name("html", tests, NULL, NULL);
    buf_done(&page);
    return failed;
}
