/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_import.c - a foreign list of people taken over: once, whole or told, by who may, in steps
 * that can be cut short, on both engines. */
#include "command/import.h"
#include "desk/import.h"
#include "journal/verify.h"
#include "support/engines.h"
#include "support/site.h"
#include "view/persons.h"

enum { MANY = 1203, TOLD_MAX = 64 };

/* ---- a site and what is told ------------------------------------------------------------------
 */

static struct workplace place;

static int begin(void **state, const char *database)
{
    static int64_t number;
    char schema[48];
    /* Kinds of ./check share a server. */
    (void)snprintf(schema, sizeof schema, "import_%ld_%d", (long)getpid(), (int)number++);
    place = workplace_make_in(database, database == NULL ? NULL : schema);
    *state = &place;
    return 0;
}

static int begin_sqlite(void **state)
{
    return begin(state, NULL);
}

static int begin_pg(void **state)
{
    return begin(state, engines_conninfo());
}

static int end(void **state)
{
    workplace_done(*state);
    return 0;
}

struct told {
    size_t n;
    int64_t lines[TOLD_MAX];
    const char *fields[TOLD_MAX];
    int64_t fail_at; /* the line whose telling fails; 0: none */
    struct arena *arena;
    int64_t steps;
};

static struct err *hear_wrong(void *with, const struct import_shown *row)
{
    struct told *told = with;
    assert_true(told->n < TOLD_MAX && row->wrongs != NULL);
    told->lines[told->n] = row->line;
    told->fields[told->n++] = arena_str(told->arena, row->wrongs->field);
    if (told->fail_at == row->line)
        return err_new(told->arena, ERR_OUTSIDE, N_("The file could not be written"));
    return NULL;
}

static void hear_step(void *with, int64_t done, int64_t all)
{
    struct told *told = with;
    assert_true(done <= all);
    told->steps++;
}

static struct err *import_wished(struct workplace *w, struct text bytes, struct import_wish wish,
                                 struct told *told, struct import_result *ret)
{
    const struct source source = source_of_text(&bytes);
    struct import_look look;
    told->arena = w->arena;
    told->n = 0;
    const struct import_hear hear = {hear_wrong, told, {hear_step, told}};
    wish.source = &source;
    if (wish.as.n == 0)
        wish.as = TEXT("manager");
    TRY(import_look(w->arena, &wish, &look));
    return import_do(w->site, w->arena, &wish, &look, &hear, ret);
}

static struct import_result import_well(struct workplace *w, struct text bytes, struct told *told)
{
    struct import_result result;
    assert_fine(import_wished(w, bytes, (struct import_wish){0}, told, &result));
    return result;
}

static struct text sample(struct workplace *w, const char *name)
{
    struct text bytes;
    assert_fine(world_read_file(w->arena, arena_printf(w->arena, "tests/data/import/%s", name),
                                1 << 20, &bytes));
    return bytes;
}

/* A list of n invented persons, with a number each or without. */
static struct text many(struct workplace *w, size_t n, bool numbered)
{
    struct buf b = buf_make(1 << 20);
    struct text all;
    buf_str(&b, numbered ? "id,name,birth\n" : "name,birth\n");
    for (size_t i = 0; i < n; i++) {
        if (numbered)
            buf_printf(&b, "%zu,", i);
        buf_printf(&b, "Oksana %c%c.,19%02zu-04-17\n", (char)('A' + i % 26),
                   (char)('a' + i / 26 % 26), 20 + i / 676);
    }
    assert_fine(buf_take(&b, w->arena, &all));
    buf_done(&b);
    return all;
}

static size_t persons_of(struct workplace *w)
{
    size_t n = 0;
    assert_fine(site_load_people(w->site));
    for (size_t i = 0; i < people_count(w->site->people); i++) {
        const struct person_row *row = people_at(w->site->people, i);
        n += !row->is_withdrawn && row->state == PERSON_KNOWN;
    }
    return n;
}

static const struct person_row *person_named(struct workplace *w, const char *name)
{
    assert_fine(site_load_people(w->site));
    for (size_t i = 0; i < people_count(w->site->people); i++)
        if (strcmp(people_at(w->site->people, i)->name, name) == 0)
            return people_at(w->site->people, i);
    fail_msg("nobody is called %s", name);
    return NULL;
}

static void finding_refuse(void *with, const struct row_finding *finding)
{
    (void)with;
    fail_msg("a row of %s differs", finding->type->name);
}

static void all_is_sound(struct workplace *w)
{
    int64_t rows = 0;
    assert_fine(desk_compare(w->site, NULL, finding_refuse, NULL, &rows));
    assert_true(rows > 0);
}

static void user_make(struct workplace *w, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {text_of(login), text_of(role), text_of(scope)};
    act_well(w, user_add, &form, MAY_MANAGE_USERS);
}

/* ---- rules -------------------------------------------------------------------------------------
 */

static void lists_in_three_languages_and_two_charsets_are_taken_over(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    assert_int_equal(3, import_well(w, sample(w, "en.csv"), &told).added);
    assert_int_equal(3, import_well(w, sample(w, "ru-1251.csv"), &told).added);
    assert_int_equal(3, import_well(w, sample(w, "uk.tsv"), &told).added);
    assert_int_equal(2, import_well(w, sample(w, "uk-1251.csv"), &told).added);
    assert_int_equal(0, told.n);
    assert_int_equal(11, persons_of(w));
    assert_int_equal(SEX_FEMALE, person_named(w, "Оксана Игоревна Соколова")->sex);
    assert_int_equal(SEX_FEMALE, person_named(w, "Ґанна Юріївна Мельник")->sex);
    person_named(w, "Ґаля Кіт");
    struct rec *r = NULL;
    assert_fine(
        record_get(&w->site->store, w->arena, &person_type, person_named(w, "Hanna K.")->id, &r));
    assert_text("+380 00 000 00 02", rec_text(r, PERSON_PHONE));
    assert_text("=1+1", rec_text(r, PERSON_WORDS));
    assert_int_equal(BIRTH_YEAR, rec_int(r, PERSON_BIRTH_PRECISION, 0));
    assert_int_equal(ASKED_NOT, rec_int(r, PERSON_DANGER, 0));
    all_is_sound(w);
}

static void every_row_that_is_wrong_is_told_and_the_others_are_taken_over(void **state)
{
    static const int64_t lines[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15};
    static const char *const fields[] = {"name", "birth", "birth", "sex",    "row",  "row",
                                         "row",  "row",   "birth", "number", "birth"};
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result = import_well(w, sample(w, "wrong.csv"), &told);
    assert_int_equal(COUNT(lines), told.n);
    for (size_t i = 0; i < COUNT(lines); i++) {
        assert_int_equal(lines[i], told.lines[i]);
        assert_string_equal(fields[i], told.fields[i]);
    }
    assert_int_equal(15, result.rows);
    assert_int_equal(3, result.added); /* 1, 11 and 13 */
    assert_int_equal(1, result.twice);
    assert_int_equal(COUNT(lines), result.wrong);
    assert_int_equal(3, persons_of(w));
    all_is_sound(w);
}

static void the_same_list_twice_adds_nothing(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    for (int numbered = 0; numbered <= 1; numbered++) {
        struct text list = many(w, 30, numbered == 1);
        size_t before = persons_of(w);
        assert_int_equal(30, import_well(w, list, &told).added);
        workplace_reopen(w);
        struct import_result again = import_well(w, list, &told);
        assert_int_equal(0, again.added);
        assert_int_equal(30, again.known);
        assert_true(id_is_none(again.deed));
        assert_int_equal(before + 30, persons_of(w));
    }
}

static void a_row_with_a_number_is_known_by_it_alone(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    assert_int_equal(
        1, import_well(w, TEXT("id,name,phone\n7,Oksana M.,+380 00 000 00 01\n"), &told).added);
    struct import_result again = import_well(w, TEXT("id,phone,name\n7,,Oksana M.\n"), &told);
    assert_int_equal(0, again.added);
    assert_int_equal(1, again.known);
}

static void a_number_of_somebody_else_is_told(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result;
    assert_int_equal(1, import_well(w, TEXT("id,name\n7,Oksana M.\n"), &told).added);
    result = import_well(w, TEXT("id,name\n7,Hanna K.\n"), &told);
    assert_int_equal(0, result.added);
    assert_int_equal(1, result.wrong);
    assert_string_equal("number", told.fields[0]);
    assert_fine(import_wished(w, TEXT("id,name\n7,Hanna K.\n"),
                              (struct import_wish){.from = TEXT("the other house")}, &told,
                              &result));
    assert_int_equal(1, result.added);
}

static void a_name_that_was_corrected_since_is_still_known(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    import_well(w, TEXT("id,name\n7,Oksana M.\n"), &told);
    const struct person_form form = {.person = person_named(w, "Oksana M.")->id,
                                     .n = 1,
                                     .fields = {{"name", TEXT("Oksana T.")}}};
    act_well(w, person_correct, &form, MAY_WRITE_PERSONS);
    struct import_result again = import_well(w, TEXT("id,name\n7,Oksana M.\n"), &told);
    assert_int_equal(1, again.known);
    assert_int_equal(0, again.wrong);
}

static void an_import_is_one_deed_over_steps(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result = import_well(w, many(w, MANY, false), &told);
    assert_int_equal(MANY, result.added);
    assert_true(told.steps >= 3);
    bool found = false;
    assert_fine(journal_deed_find(w->site->db, w->arena, w->site->org, result.deed, &found));
    assert_true(found);
    struct journal_entries entries;
    assert_fine(
        journal_entries_of_deed(w->site->db, w->arena, w->site->org, result.deed, &entries));
    assert_true(entries.n >= MANY);
    all_is_sound(w);
}

static void an_import_that_was_cut_short_goes_on(void **state)
{
    struct workplace *w = *state;
    struct buf b = buf_make(1 << 20);
    buf_put(&b, many(w, MANY, false));
    buf_str(&b, "Hanna K.,never\nLena S.,1998\n");
    struct told told = {.fail_at = MANY + 2};
    struct import_result result;
    assert_err(ERR_OUTSIDE,
               import_wished(w, buf_text(&b), (struct import_wish){0}, &told, &result));
    size_t there = persons_of(w);
    assert_true(there >= 1000 && there < MANY);
    struct id first = result.deed;
    workplace_reopen(w);
    told.fail_at = 0;
    result = import_well(w, buf_text(&b), &told);
    assert_int_equal(there, result.known);
    assert_int_equal(MANY + 1 - there, result.added);
    assert_true(id_equal(first, result.deed));
    assert_int_equal(MANY + 1, persons_of(w));
    buf_done(&b);
    all_is_sound(w);
}

static void a_dry_run_tells_the_same_and_writes_nothing(void **state)
{
    struct workplace *w = *state;
    struct told dry = {0}, wet = {0};
    struct import_result looked, done;
    struct hash before, after;
    struct text list = sample(w, "wrong.csv");
    assert_fine(desk_projection_hash(w->site, &before));
    assert_fine(import_wished(w, list, (struct import_wish){.dry_run = true}, &dry, &looked));
    assert_fine(desk_projection_hash(w->site, &after));
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(0, persons_of(w));
    assert_true(id_is_none(looked.deed));
    done = import_well(w, list, &wet);
    assert_int_equal(looked.added, done.added);
    assert_int_equal(looked.wrong, done.wrong);
    assert_int_equal(looked.twice, done.twice);
    assert_int_equal(looked.alike, done.alike);
    assert_int_equal(dry.n, wet.n);
    assert_memory_equal(dry.lines, wet.lines, sizeof dry.lines);
}

static void rows_that_look_like_somebody_are_counted_and_not_joined(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    const struct person_form form = {
        .n = 2, .fields = {{"name", TEXT("Ганна Мельник")}, {"birth", TEXT("1998-04-17")}}};
    act_well(w, person_add, &form, MAY_WRITE_PERSONS);
    struct import_result result = import_well(
        w, TEXT("name,birth\nHanna Melnyk,1998\nLena S.,1990\nOlena S.,1991\nLena S.,1970\n"),
        &told);
    assert_int_equal(4, result.added);
    assert_int_equal(2, result.alike);
    assert_int_equal(2, result.likes[0].line);
    assert_true(id_equal(person_named(w, "Ганна Мельник")->id, result.likes[0].person));
    assert_int_equal(4, result.likes[1].line);
    assert_int_equal(3, result.likes[1].other_line);
    assert_int_equal(5, persons_of(w));
}

static void nobody_is_told_of_a_person_whom_she_may_not_see(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result;
    user_make(w, "worker", "worker", "own");
    import_well(w, TEXT("id,name\n7,Oksana M.\n"), &told);
    const struct import_wish wish = {.as = TEXT("worker")};
    assert_fine(import_wished(w, TEXT("name\nOksana M.\n"), wish, &told, &result));
    assert_int_equal(1, result.added);
    assert_int_equal(0, result.alike);
    /* Another name under a known number: that somebody has it is not said. */
    assert_fine(import_wished(w, TEXT("id,name\n7,Hanna K.\n"), wish, &told, &result));
    assert_int_equal(0, result.wrong);
}

static void who_may_not_write_persons_imports_none(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result;
    user_make(w, "treasurer", "treasurer", "all");
    const struct import_wish wish = {.as = TEXT("treasurer")};
    const struct import_wish look = {.as = TEXT("treasurer"), .dry_run = true};
    assert_err(ERR_DENIED, import_wished(w, TEXT("name\nOksana M.\n"), wish, &told, &result));
    assert_err(ERR_DENIED, import_wished(w, TEXT("name\nOksana M.\n"), look, &told, &result));
    assert_int_equal(0, persons_of(w));
}

static int64_t eight_days_later(void)
{
    return world_real()->now_ms() + INT64_C(8) * 24 * 3600000;
}

static void an_erased_person_stays_erased(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct text list = TEXT("id,name\n7,Oksana M.\n8,Hanna K.\n");
    user_make(w, "ira", "manager", "all");
    import_well(w, list, &told);
    /* Who was made a user within seven days confirms nothing. */
    struct world later = *world_real();
    later.now_ms = eight_days_later;
    world_set(&later);
    struct erase_form form = {person_named(w, "Oksana M.")->id, TEXT("own-wish"), false};
    act_well(w, person_erase, &form, MAY_ERASE);
    form = (struct erase_form){form.person, TEXT_NONE, true};
    assert_fine(act_as(w, "ira", person_erase, &form, MAY_ERASE).err);
    world_set(NULL);
    struct import_result again = import_well(w, list, &told);
    assert_int_equal(0, again.added);
    assert_int_equal(2, again.known);
    assert_int_equal(1, persons_of(w));
}

static void an_import_that_was_undone_can_be_done_again(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result = import_well(w, TEXT("id,name\n7,M. Oksana\n"), &told);
    const struct desk_undo_form undo = {result.deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_OWN);
    assert_int_equal(0, persons_of(w));
    result = import_well(w, TEXT("id,name\n7,Oksana M.\n"), &told);
    assert_int_equal(1, result.added);
    assert_int_equal(1, persons_of(w));
    person_named(w, "Oksana M.");
    const struct desk_undo_form again = {result.deed};
    act_well(w, desk_undo, &again, MAY_UNDO_OWN);
    assert_int_equal(0, persons_of(w));
    all_is_sound(w);
}

/* ---- taking back what is too much for one act --------------------------------------------------
 */

static struct err *undo_long(struct workplace *w, struct id deed)
{
    static const struct progress silent = {0};
    struct answer answer;
    bool is_long = false;
    TRY(desk_undo_is_long(w->site, w->arena, deed, &is_long));
    assert_true(is_long);
    return desk_undo_long(w->site, w->arena, TEXT("manager"), deed, &silent, &answer);
}

static void an_import_of_many_steps_is_undone_whole(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct text list = many(w, MANY, false);
    struct import_result result = import_well(w, list, &told);
    const struct desk_undo_form undo = {result.deed};
    assert_err(ERR_CONFLICT, act(w, desk_undo, &undo, MAY_UNDO_OWN).err);
    assert_int_equal(MANY, persons_of(w));
    assert_fine(undo_long(w, result.deed));
    assert_int_equal(0, persons_of(w));
    /* Once more is nothing more; and the list can be taken over again. */
    assert_fine(undo_long(w, result.deed));
    workplace_reopen(w);
    assert_int_equal(MANY, import_well(w, list, &told).added);
    assert_int_equal(MANY, persons_of(w));
    assert_fine(undo_long(w, result.deed));
    assert_int_equal(0, persons_of(w));
    all_is_sound(w);
}

static void a_long_undo_leaves_all_where_one_was_changed_since(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result = import_well(w, many(w, MANY, false), &told);
    assert_fine(site_load_people(w->site));
    const struct person_form form = {.person = people_at(w->site->people, MANY - 1)->id,
                                     .n = 1,
                                     .fields = {{"phone", TEXT("+380 00 000 00 01")}}};
    act_well(w, person_correct, &form, MAY_WRITE_PERSONS);
    assert_err(ERR_CONFLICT, undo_long(w, result.deed));
    assert_int_equal(MANY, persons_of(w));
}

static void a_long_undo_is_not_for_others(void **state)
{
    struct workplace *w = *state;
    static const struct progress silent = {0};
    struct told told = {0};
    struct answer answer;
    struct import_result result = import_well(w, many(w, MANY, false), &told);
    user_make(w, "worker", "worker", "all");
    assert_err(ERR_ABSENT,
               desk_undo_long(w->site, w->arena, TEXT("worker"), result.deed, &silent, &answer));
    assert_int_equal(MANY, persons_of(w));
}

static void ids_of_rows_cannot_be_guessed_from_the_list(void **state)
{
    struct workplace *w = *state;
    struct site_key *key = NULL;
    CLEANUP(keyring_close) struct keyring *other = NULL;
    const struct text row = TEXT("7 Oksana M.");
    assert_fine(site_key_make(w->arena, &key, &other));
    struct id mine = keyring_id(w->site->ring, "import-person", row);
    struct id theirs = keyring_id(other, "import-person", row);
    assert_false(id_equal(mine, theirs));
    assert_true(id_equal(mine, keyring_id(w->site->ring, "import-person", row)));
    assert_false(id_equal(mine, keyring_id(w->site->ring, "import-content", row)));
}

static void a_preview_shows_the_first_rows_as_they_would_become(void **state)
{
    struct workplace *w = *state;
    struct text list = sample(w, "wrong.csv");
    const struct source source = source_of_text(&list);
    const struct import_wish wish = {.source = &source};
    struct import_look look;
    struct import_shown *shown;
    size_t n = 0;
    assert_fine(import_look(w->arena, &wish, &look));
    assert_fine(import_preview(w->arena, &wish, &look, 3, &n, &shown));
    assert_int_equal(3, n);
    assert_int_equal(15, look.rows);
    assert_non_null(shown[0].person);
    assert_text("Oksana", shown[0].cells[1]);
    assert_null(shown[1].person);
    assert_string_equal("name", shown[1].wrongs->field);
}

static void what_is_no_list_is_refused_before_anything(void **state)
{
    struct workplace *w = *state;
    struct told told = {0};
    struct import_result result;
    static const struct text lists[] = {{"", 0},           {"name\n", 5},   {"\n\n", 2},
                                        {"a,b\n1,2\n", 8}, {"\"name\n", 6}, {"PK\x03\x04", 4}};
    for (size_t i = 0; i < COUNT(lists); i++)
        assert_err(ERR_INPUT, import_wished(w, lists[i], (struct import_wish){0}, &told, &result));
}

#define BOTH(name)                                                                                 \
    {"" #name " (sqlite)", name, begin_sqlite, end, NULL},                                         \
    {                                                                                              \
        "" #name " (postgresql)", name, begin_pg, end, NULL                                        \
    }
#define ONE(name)                                                                                  \
    {                                                                                              \
        "" #name, name, begin_sqlite, end, NULL                                                    \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(lists_in_three_languages_and_two_charsets_are_taken_over),
        BOTH(every_row_that_is_wrong_is_told_and_the_others_are_taken_over),
        BOTH(the_same_list_twice_adds_nothing),
        ONE(a_row_with_a_number_is_known_by_it_alone),
        ONE(a_number_of_somebody_else_is_told),
        ONE(a_name_that_was_corrected_since_is_still_known),
        BOTH(an_import_is_one_deed_over_steps),
        BOTH(an_import_that_was_cut_short_goes_on),
        BOTH(a_dry_run_tells_the_same_and_writes_nothing),
        ONE(rows_that_look_like_somebody_are_counted_and_not_joined),
        ONE(nobody_is_told_of_a_person_whom_she_may_not_see),
        ONE(who_may_not_write_persons_imports_none),
        BOTH(an_erased_person_stays_erased),
        BOTH(an_import_that_was_undone_can_be_done_again),
        BOTH(an_import_of_many_steps_is_undone_whole),
        ONE(a_long_undo_leaves_all_where_one_was_changed_since),
        ONE(a_long_undo_is_not_for_others),
        ONE(ids_of_rows_cannot_be_guessed_from_the_list),
        ONE(a_preview_shows_the_first_rows_as_they_would_become),
        ONE(what_is_no_list_is_refused_before_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
