/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_tmplc.c - the template compiler: what it refuses (tests/data/tmplc/bad, each with the words
 * it expects in its first line), and what the functions write that it makes of
 * tests/data/tmplc/sample.html. */
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "page/sample.html.h"

enum { FILE_MAX = 1 << 20, PAGE_MAX = 1 << 20 };

static const char *const bad_folder = "tests/data/tmplc/bad";

/* ---- what is refused ---- */

/* Runs a program; its exit code, and what it said to stderr. */
static int run(struct arena *a, char *const argv[], struct text *ret_said)
{
    const char *folder = unit_folder(a);
    const char *said = arena_printf(a, "%s/said", folder);
    char path[] = "PATH=/usr/bin:/bin";
    char *env[] = {path, NULL};
    posix_spawn_file_actions_t files;
    pid_t pid = 0;
    int status = 0;
    assert_int_equal(0, posix_spawn_file_actions_init(&files));
    assert_int_equal(0, posix_spawn_file_actions_addopen(&files, STDERR_FILENO, said,
                                                         O_WRONLY | O_CREAT | O_TRUNC, 0600));
    assert_int_equal(0, posix_spawnp(&pid, argv[0], &files, NULL, argv, env));
    posix_spawn_file_actions_destroy(&files);
    assert_int_equal(pid, waitpid(pid, &status, 0));
    assert_fine(world_read_file(a, said, FILE_MAX, ret_said));
    assert_int_equal(0, unlink(said));
    assert_int_equal(0, rmdir(folder));
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int compile(struct arena *a, const char *folder, const char *path, struct text *ret_said)
{
    char tool[] = BUILD_DIR "/tools/tmplc";
    char *argv[] = {tool, arena_str(a, folder), arena_str(a, path), NULL};
    return run(a, argv, ret_said);
}

/* "PATH:LINE:COLUMN: words", from the first line of the file. */
static const char *expected(struct arena *a, const char *path)
{
    struct text all;
    struct text line;
    assert_fine(world_read_file(a, path, FILE_MAX, &all));
    assert_true(text_cut(&all, '\n', &line));
    const size_t before = strlen("{# refused");
    const size_t after = strlen(" #}");
    assert_true(text_starts(line, "{# refused:") && line.n > before + after);
    return arena_printf(a, "%s%.*s", path, (int)(line.n - before - after), line.at + before);
}

static void what_is_unsafe_or_does_not_nest_is_refused_with_its_place(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    DIR *files = opendir(bad_folder);
    assert_non_null(files);
    size_t n = 0;
    for (const struct dirent *file; (file = readdir(files)) != NULL;) {
        if (file->d_name[0] == '.')
            continue;
        const char *path = arena_printf(a, "%s/%s", bad_folder, file->d_name);
        struct text said;
        struct text first;
        if (compile(a, folder, path, &said) != 1)
            fail_msg("%s was taken", path);
        assert_true(text_cut(&said, '\n', &first));
        assert_text(expected(a, path), first);
        n++;
    }
    closedir(files);
    assert_int_equal(0, rmdir(folder)); /* it wrote nothing */
    assert_true(n > 60);
}

/* Compiles one template of these words, and the C that comes out; what the C compiler said. */
static struct text c_says(struct arena *a, const char *words)
{
    const char *folder = unit_folder(a);
    const char *page = arena_printf(a, "%s/page", folder);
    const char *path = arena_printf(a, "%s/odd.html", page);
    const char *source =
        arena_printf(a,
                     "{template odd(struct html *out, bool yes, double d, struct markup m)}\n"
                     "%s\n"
                     "{end}\n",
                     words);
    struct text said;
    assert_int_equal(0, mkdir(page, 0700));
    assert_fine(world_write_file(a, path, text_of(source), 0600));
    assert_int_equal(0, compile(a, page, path, &said));
    char cc[] = "cc", syntax[] = "-fsyntax-only", std[] = "-std=c17", src[] = "-Isrc";
    char *argv[] = {
        cc, syntax, std, src, arena_printf(a, "-I%s", folder), arena_printf(a, "%s.c", path), NULL};
    int ended = run(a, argv, &said);
    for (const char *const *end = (const char *const[]){"", ".h", ".c", NULL}; *end != NULL; end++)
        assert_int_equal(0, unlink(arena_printf(a, "%s%s", path, *end)));
    assert_int_equal(0, rmdir(page));
    assert_int_equal(0, rmdir(folder));
    return ended == 0 ? TEXT_NONE : said;
}

static void a_type_without_a_writer_fails_in_the_templates_own_line(void **state)
{
    struct arena *a = *state;
    static const char *const odd[] = {"{yes}",
                                      "{d}",
                                      "{t \"Room {1}\" yes}",
                                      "{n \"a\" \"b\" d}",
                                      "<p class=\"{m}\"></p>",
                                      "<title>{m}</title>",
                                      "<a href=\"/{m}\"></a>"};
    assert_true(c_says(a, "<p>{m}</p>").n == 0);
    for (size_t i = 0; i < COUNT(odd); i++) {
        struct text said = c_says(a, odd[i]);
        const char *at = said.n == 0 ? NULL : memmem(said.at, said.n, "odd.html:2:", 11);
        if (at == NULL)
            fail_msg("%s: %.*s", odd[i], TEXT_ARG(said));
    }
}

/* ---- what is written ---- */

static struct buf page;

static struct html *given(enum lang lang)
{
    static struct html h;
    buf_clear(&page);
    h = html_make(&page, lang);
    return &h;
}

#define assert_page(expected) assert_text(expected, buf_text(&page))

static void values_are_escaped_and_comments_stay_in_the_source(void **state)
{
    (void)state;
    sample_words(given(LANG_EN), TEXT("<b>Anna & \"B\"</b>"));
    assert_page("<p>&lt;b&gt;Anna &amp; &quot;B&quot;&lt;/b&gt;</p>");
}

static void a_loop_writes_each_and_drops_white_space_between_blocks(void **state)
{
    (void)state;
    const struct text names[] = {TEXT("a/b?"), TEXT("Я")};
    sample_list(given(LANG_EN), names, 2, true);
    assert_page("<ol class=\"rooms\">"
                "<li><a href=\"/person/a%2Fb%3F/stay?from=0\">a/b?</a> at home</li>"
                "<li><a href=\"/person/%D0%AF/stay?from=1\">Я</a> at home</li>"
                "</ol><a class=\"btn\" href=\"/admit\" data-act=\"admit.open\">Admit a family</a>");
    sample_list(given(LANG_EN), names, 0, false);
    assert_page("<ol class=\"rooms\"></ol>");
}

static void one_branch_is_written(void **state)
{
    (void)state;
    sample_branches(given(LANG_EN), -1);
    assert_page("<b>&lt;</b>");
    sample_branches(given(LANG_EN), 0);
    assert_page("<b>0</b>");
    sample_branches(given(LANG_EN), 1);
    assert_page("<b>1 </b>");
    sample_branches(given(LANG_EN), 2);
    assert_page("<b>1 +</b>");
}

static void an_attribute_keeps_its_quotes_and_a_long_text_its_first_line_end(void **state)
{
    (void)state;
    sample_attributes(given(LANG_EN), TEXT("\n\"'>"), true);
    assert_page("<input name=\"a\" class=\"wide on big\" value=\"\n&quot;&#39;&gt;\" checked"
                " title=\"Room \n&quot;&#39;&gt;\">"
                " <textarea name=\"b\">\n\n\n&quot;&#39;&gt;</textarea>");
    sample_attributes(given(LANG_EN), TEXT(""), false);
    assert_page("<input name=\"a\" class=\"wide big\" value=\"\" title=\"Room \">"
                " <textarea name=\"b\">\n\n</textarea>");
}

static void an_address_stays_within_our_pages(void **state)
{
    (void)state;
    struct html *h = given(LANG_EN);
    sample_address(h, TEXT("/person/1?a=b"), "a b&c=/");
    assert_page("<a href=\"/person/1?a=b\">1</a>"
                "<a href=\"/person/1?a=b/print?q=a%20b%26c%3D%2F\">2</a>"
                "<a href=\"#a%20b%26c%3D%2F\">3</a>");
    assert_int_equal(0, h->refused);
    h = given(LANG_EN);
    sample_address(h, TEXT("javascript:alert(1)"), "");
    assert_page("<a href=\"#\">1</a><a href=\"#/print?q=\">2</a><a href=\"#\">3</a>");
    assert_int_equal(2, h->refused);
    h = given(LANG_EN);
    sample_address(h, TEXT("/"), ""); /* "/" and "/print" would be another host */
    assert_page("<a href=\"/\">1</a><a href=\"#/print?q=\">2</a><a href=\"#\">3</a>");
    assert_int_equal(1, h->refused);
}

static void messages_are_translated_and_their_values_escaped(void **state)
{
    (void)state;
    const struct markup bold = {TEXT("<b>1</b>")};
    sample_messages(given(LANG_EN), TEXT("<1>"), 1, bold);
    assert_page("<p>Room &lt;1&gt;, since 1 January 1970</p><p>1 child; Room <b>1</b></p>");
    sample_messages(given(LANG_EN), TEXT("2"), 1200, bold);
    assert_page("<p>Room 2, since 1 January 1970</p><p>1,200 children; Room <b>1</b></p>");
}

static void dates_money_and_numbers_are_the_readers(void **state)
{
    (void)state;
    const int32_t day = 20778; /* 21 November 2026 */
    const struct money sum = {514000, ('G' << 16) + ('B' << 8) + 'P'};
    sample_shown(given(LANG_EN), day, sum, 1234);
    assert_page("<p>21 November 2026|2026-11-21|21 November|Saturday 21 November 2026|"
                "November 2026|09:05|£5,140|1,234|1234</p>");
    sample_shown(given(LANG_RU), day, sum, 1234);
    assert_page("<p>21 ноября 2026\u00a0г.|21.11.2026|21 ноября|суббота, 21 ноября 2026\u00a0г.|"
                "ноябрь 2026\u00a0г.|09:05|5\u00a0140\u00a0£|1\u00a0234|1234</p>");
}

static void templates_call_templates_and_drawings_keep_their_capitals(void **state)
{
    (void)state;
    sample_calls(given(LANG_EN), TEXT("a"), (struct markup){TEXT("<hr>")});
    assert_page("<main><p>a</p><hr></main>"
                "<svg viewBox=\"0 0 4 4\" preserveAspectRatio=\"none\">"
                "<path d=\"M0 0h4\" stroke-width=\"2\"/></svg>"
                "<pre>\n\n 1\n  2</pre>"
                "<p>{ &amp; — 3 <b>4</b> <i>5</i></p>");
}

static void a_template_in_two_halves_goes_around_what_is_between(void **state)
{
    (void)state;
    sample_framed(given(LANG_EN));
    assert_page("<section><h2>a</h2><p>1</p></section>");
}

int main(void)
{
    page = buf_make(PAGE_MAX);
    const struct CMUnitTest tests[] = {
        unit_test_arena(what_is_unsafe_or_does_not_nest_is_refused_with_its_place),
        unit_test_arena(a_type_without_a_writer_fails_in_the_templates_own_line),
        unit_test_arena(values_are_escaped_and_comments_stay_in_the_source),
        unit_test_arena(a_loop_writes_each_and_drops_white_space_between_blocks),
        unit_test_arena(one_branch_is_written),
        unit_test_arena(an_attribute_keeps_its_quotes_and_a_long_text_its_first_line_end),
        unit_test_arena(an_address_stays_within_our_pages),
        unit_test_arena(messages_are_translated_and_their_values_escaped),
        unit_test_arena(dates_money_and_numbers_are_the_readers),
        unit_test_arena(templates_call_templates_and_drawings_keep_their_capitals),
        unit_test_arena(a_template_in_two_halves_goes_around_what_is_between),
    };
    int failed = cmocka_run_group_tests_name("tmplc", tests, NULL, NULL);
    buf_done(&page);
    return failed;
}
