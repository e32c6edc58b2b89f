/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_parts.c - the parts of pages: what a page promises to who cannot see it, to who has no
 * scripts, and to the tests of whole journeys. */
#include "unit.h"

#include "model/types.h"
#include "page/form.h"
#include "page/shell.html.h"

enum { PAGE_MAX = 1 << 20 };

static struct buf page;
static const struct page_site demo = {.version = "0", .is_demo = true};

/* A page of somebody with every role, or of a stranger. */
static struct page given(struct arena *a, enum lang lang, bool signed_in)
{
    static struct who who;
    who = (struct who){.login = TEXT("anna"), .roles = UINT32_MAX, .n_grants = 1};
    buf_clear(&page);
    struct page pg = {.arena = a,
                      .site = &demo,
                      .path = "/admit",
                      .out = html_make(&page, lang),
                      .csrf = TEXT("token"),
                      .once = TEXT("name"),
                      .title = TEXT("Admit a family")};
    pg.rq.who = signed_in ? &who : NULL;
    return pg;
}

static bool has(const char *words)
{
    return memmem(page.at, page.n, words, strlen(words)) != NULL;
}

static size_t count(const char *words)
{
    size_t n = 0;
    for (const char *at = page.at; at != NULL && *at != '\0'; n++) {
        at = memmem(at, page.n - (size_t)(at - page.at), words, strlen(words));
        if (at == NULL)
            break;
        at += strlen(words);
    }
    return n;
}

static void no_page_has_a_script_or_a_style_of_its_own(void **state)
{
    for (enum lang l = LANG_EN; l < LANG__COUNT; l++) {
        for (int signed_in = 0; signed_in < 2; signed_in++) {
            struct page pg = given(*state, l, signed_in != 0);
            shell(&pg.out, &pg, (struct markup){TEXT("<p>1</p>")});
            assert_fine(html_check(&pg.out, *state));
            assert_true(has("<!doctype html><html lang=\"") && has("<p>1</p></main>"));
            assert_false(has("style=") || has(" on"));
            assert_int_equal(1, count("<script src=\"/asset/hearth-"));
            assert_int_equal(1, count("<script"));
            assert_int_equal(1, count("<h1") + count("<main id=\"main\""));
            assert_true(has("href=\"#main\""));
        }
    }
}

static void strangers_see_no_menu(void **state)
{
    struct page pg = given(*state, LANG_EN, false);
    shell(&pg.out, &pg, (struct markup){TEXT_NONE});
    assert_false(has("<nav") || has("/find") || has("/signout") || has("/lock"));
    assert_true(has("action=\"/language\""));
}

static void every_form_that_changes_something_has_its_token(void **state)
{
    struct page pg = given(*state, LANG_RU, true);
    struct page_done done = {.deed = ID_NONE, .undo_until_ms = 1};
    pg.done = &done;
    shell(&pg.out, &pg, (struct markup){TEXT_NONE});
    assert_int_equal(4, count("method=\"post\"")); /* language, lock, sign out, undo */
    assert_int_equal(count("method=\"post\""), count("name=\"csrf\" value=\"token\""));
    assert_true(has("aria-current=\"true\">Русский<"));
}

static void what_was_done_can_be_undone_from_where_it_is_said(void **state)
{
    struct page pg = given(*state, LANG_EN, true);
    struct page_done done = {
        .deed = ID_NONE, .said = "Room {1}", .args = {TEXT("<7>")}, .undo_until_ms = 1};
    pg.done = &done;
    shell(&pg.out, &pg, (struct markup){TEXT_NONE});
    assert_true(has("id=\"done\" role=\"status\" tabindex=\"-1\" "
                    "data-deed=\"aaaaaaaaaaaaaaaaaaaaaaaaaa\""));
    assert_true(has("Room &lt;7&gt;"));
    assert_true(has("action=\"/deed/aaaaaaaaaaaaaaaaaaaaaaaaaa/undo\""));
    buf_clear(&page);
    done.undo_until_ms = 0;
    shell(&pg.out, &pg, (struct markup){TEXT_NONE});
    assert_false(has("/undo"));
}

static void a_refused_form_says_so_first_and_leads_to_its_fields(void **state)
{
    struct page pg = given(*state, LANG_EN, true);
    pg.wrong = err_input(*state, "name", N_("{1}: write something here"), "<b>");
    err_collect(&pg.wrong,
                err_example(err_input(*state, "born", "{1} is odd", "\"2062\""), "2022"));
    assert_fine(fields_add(*state, &pg.typed, "born", TEXT("\"2062\"")));
    form_errors(&pg.out, pg.wrong);
    form_ask(&pg.out, &pg, &(const struct form_field){.name = "name", .label = "Name"});
    form_ask(&pg.out, &pg,
             &(const struct form_field){.name = "born", .kind = INPUT_DATE, .label = "Born"});
    assert_true(has("id=\"errors\" role=\"alert\" tabindex=\"-1\""));
    assert_true(has("<a href=\"#f-name\">&lt;b&gt;: write something here</a>"));
    assert_true(has("<a href=\"#f-born\">&quot;2062&quot; is odd. For example: 2022</a>"));
    assert_true(has("id=\"f-name\"") && has("id=\"e-name\"") && has("aria-describedby=\"e-name\""));
    /* what was typed stays, also where it is no date */
    assert_true(has("name=\"born\" type=\"text\" value=\"&quot;2062&quot;\""));
    assert_int_equal(2, count("aria-invalid=\"true\""));
    buf_clear(&page);
    shell_head(&pg.out, &pg);
    assert_true(has("<title>Error: Admit a family — hearth</title>"));
}

static void a_password_is_never_shown_again(void **state)
{
    struct page pg = given(*state, LANG_EN, false);
    assert_fine(fields_add(*state, &pg.typed, "password", TEXT("a secret of hers")));
    form_ask(
        &pg.out, &pg,
        &(const struct form_field){.name = "password", .kind = INPUT_PASSWORD, .label = "Name"});
    assert_true(has("type=\"password\" value=\"\""));
    assert_false(has("secret"));
}

static void every_field_that_can_be_typed_has_a_label_of_its_own(void **state)
{
    for (size_t t = 0; t < n_rec_types; t++) {
        for (size_t i = 0; i < rec_types[t]->n_fields; i++) {
            const struct field *field = &rec_types[t]->fields[i];
            struct page pg = given(*state, LANG_UK, true);
            bool typed = form_of_field(&pg.out, &pg, field, NULL);
            assert_int_equal(typed, field->kind != KIND_REF && field->kind != KIND_ID);
            if (!typed)
                continue;
            const char *name = arena_printf(*state, " name=\"%s\"", field->name);
            const char *label = arena_printf(*state, "<label for=\"f-%s\">", field->name);
            assert_true(has(name) && (has(label) || has("<legend>")));
            assert_true(has(lang_text(LANG_UK, field->label)) || has("&#39;"));
        }
    }
}

static void what_a_record_says_stands_in_its_form(void **state)
{
    struct rec *rec;
    struct page pg = given(*state, LANG_EN, true);
    const struct field *field = field_by_name(&person_type, "birth");
    assert_non_null(field);
    assert_fine(rec_new(*state, &person_type, &rec));
    assert_fine(rec_set_int(*state, rec, field->no, 9000));
    assert_true(form_of_field(&pg.out, &pg, field, rec));
    assert_true(has("type=\"date\" value=\"1994-08-23\""));
}

static void trouble_leads_on_only_to_a_page_of_ours(void **state)
{
    struct page pg = given(*state, LANG_EN, true);
    pg.wrong = err_mend(err_new(*state, ERR_LOCKED, "Locked"), "/lock");
    trouble(&pg.out, &pg);
    assert_true(has("id=\"errors\"") && has("href=\"/lock\""));
    buf_clear(&page);
    pg.wrong = err_mend(err_new(*state, ERR_LOCKED, "Locked"), "hearth start");
    trouble(&pg.out, &pg);
    assert_false(has("hearth start"));
    assert_true(has("href=\"/today\""));
}

static void a_draft_says_that_it_is_one(void **state)
{
    struct page pg = given(*state, LANG_EN, true);
    form_draft(&pg.out, false, "/admit");
    assert_int_equal(0, page.n);
    form_draft(&pg.out, true, "/admit");
    assert_true(has("href=\"/admit?fresh=1\""));
}

static void each_asset_has_an_address_of_its_own_bytes(void **state)
{
    (void)state;
    for (enum asset_no i = 0; i < ASSET__COUNT; i++) {
        const struct asset *a = &assets[i];
        assert_true(strncmp(a->path, ASSET_FOLDER, strlen(ASSET_FOLDER)) == 0);
        assert_ptr_equal(a, asset_find(text_of(a->path)));
        assert_true(a->bytes.n > 0 && a->etag[0] == '"');
    }
    assert_null(asset_find(TEXT("/asset/style-0000000000000000.css")));
    assert_null(asset_find(TEXT("/asset/../hearth.db")));
    assert_true(assets[ASSET_HEARTH_JS].bytes.n <= 3072);
}

int main(void)
{
    page = buf_make(PAGE_MAX);
    const struct CMUnitTest tests[] = {
        unit_test_arena(no_page_has_a_script_or_a_style_of_its_own),
        unit_test_arena(strangers_see_no_menu),
        unit_test_arena(every_form_that_changes_something_has_its_token),
        unit_test_arena(what_was_done_can_be_undone_from_where_it_is_said),
        unit_test_arena(a_refused_form_says_so_first_and_leads_to_its_fields),
        unit_test_arena(a_password_is_never_shown_again),
        unit_test_arena(every_field_that_can_be_typed_has_a_label_of_its_own),
        unit_test_arena(what_a_record_says_stands_in_its_form),
        unit_test_arena(trouble_leads_on_only_to_a_page_of_ours),
        unit_test_arena(a_draft_says_that_it_is_one),
        unit_test_arena(each_asset_has_an_address_of_its_own_bytes),
    };
    int failed = cmocka_run_group_tests_name("parts", tests, NULL, NULL);
    buf_done(&page);
    return failed;
}
