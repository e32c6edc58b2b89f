/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_plan_read.c - the planner's readers: what is well formed comes in whole, everything else is
 * refused with the member's name. */
#include "unit.h"

#include <errno.h>

#include "plan/read.h"
#include "plan/write.h"
#include "plan_data.h"

enum { TEXT_MAX = 1 << 16 };

static struct err *parse(struct arena *a, const char *json)
{
    const struct plan_instance *in;
    return plan_instance_parse(a, text_of(json), &in);
}

/* The hand-made instance with the first `from` put as `to`. */
static const char *edited(struct arena *a, const char *from, const char *to)
{
    const char *at = strstr(PLAN_HAND, from);
    assert_non_null(at);
    return arena_printf(a, "%.*s%s%s", (int)(at - PLAN_HAND), PLAN_HAND, to, at + strlen(from));
}

static void assert_refused(struct arena *a, const char *json, const char *field)
{
    const struct err *bad = parse(a, json);
    assert_err(ERR_INPUT, (struct err *)(uintptr_t)bad);
    assert_non_null(bad->field);
    if (strcmp(bad->field, field) != 0)
        print_error("%s instead of %s: %s\n", bad->field, field, bad->text);
    assert_string_equal(field, bad->field);
}

static void an_instance_comes_in_whole(void **state)
{
    const struct plan_instance *in;
    assert_fine(plan_instance_parse(*state, TEXT(PLAN_HAND), &in));
    assert_text("hand", in->name);
    assert_int_equal(336, in->slots);
    assert_int_equal(1, in->weeks);
    assert_int_equal(2, in->families_n);
    assert_int_equal(1, in->carers_n);
    assert_int_equal(30, in->families[1].weight);
    assert_int_equal(1, in->families[0].needs);
    assert_int_equal(1, in->families[0].ratio);
    assert_int_equal(2, in->families[1].line);
    assert_int_equal(1, in->families[0].introduced.n);
    assert_int_equal(260, in->windows[in->carers[0].windows.from].from);
    assert_int_equal(-1, in->skills_held[0].day_first);
    assert_false(in->carers[0].visits);
}

static void labels_may_be_any_unicode(void **state)
{
    const struct plan_instance *in;
    const char *json =
        edited(*state, "\"id\":\"A\"", "\"id\":\"\\u0401\\ud83d\\udc69 \xe6\x97\xa5\"");
    assert_fine(plan_instance_parse(*state, text_of(json), &in));
    assert_text("\xd0\x81\xf0\x9f\x91\xa9 \xe6\x97\xa5", in->families[0].id);
}

static void unknown_members_are_skipped(void **state)
{
    assert_fine(
        parse(*state, edited(*state, "\"published\":[]",
                             "\"more\":{\"a\":[1.5e3,null,true,\"x\",{}]},\"published\":[]")));
}

static void what_is_not_json_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",           " ",          "hello",           "[]",          "{",     "{\"a\"",
        "{\"a\":01}", "{\"a\":1,}", "{\"a\":\"\\x\"}", "{\"a\":tru}", "{a:1}", "{\"a\":1}}",
        "{\"a\":-}",  "{\"a\":1.}", "\xef\xbb\xbf{}"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_err(ERR_INPUT, parse(*state, wrong[i]));
    assert_refused(*state, "{\"x\":\"\xff\"}", "x");
    assert_refused(*state, "{\"x\":\"\\ud800\"}", "x");
    assert_refused(*state, "{\"x\":\"\xc0\xaf\"}", "x");
    assert_refused(*state, PLAN_HAND " x", "file");
}

static void numbers_must_be_whole_and_in_range(void **state)
{
    struct arena *a = *state;
    assert_refused(a, edited(a, "\"days\":7", "\"days\":7.0"), "days");
    assert_refused(a, edited(a, "\"days\":7", "\"days\":07"), "days");
    assert_refused(a, edited(a, "\"days\":7", "\"days\":0"), "days");
    assert_refused(a, edited(a, "\"days\":7", "\"days\":9223372036854775808"), "days");
    assert_refused(a, edited(a, "\"weight\":20", "\"weight\":\"20\""), "families[0].weight");
    assert_refused(a, edited(a, "\"turnaround\":1", "\"turnaround\":49"), "params.turnaround");
    assert_refused(a, edited(a, "\"slot_minutes\":30", "\"slot_minutes\":15"), "slot_minutes");
}

static void members_must_be_there_once(void **state)
{
    struct arena *a = *state;
    assert_refused(a, edited(a, "\"weight\":20,", ""), "families[0]");
    assert_refused(a, edited(a, "\"weight\":20,", "\"weight\":20,\"weight\":20,"),
                   "families[0].weight");
    assert_refused(a, edited(a, "instance/1", "instance/2"), "format");
}

static void windows_must_be_sorted_and_apart(void **state)
{
    struct arena *a = *state;
    const char *from = "\"windows\":[[260,268]]";
    assert_refused(a, edited(a, from, "\"windows\":[[5,9],[8,12]]"), "families[0].windows[1]");
    assert_refused(a, edited(a, from, "\"windows\":[[5,9],[9,12]]"), "families[0].windows[1]");
    assert_refused(a, edited(a, from, "\"windows\":[[9,9]]"), "families[0].windows[0]");
    assert_refused(a, edited(a, from, "\"windows\":[[300,337]]"), "families[0].windows[0]");
    assert_fine(parse(a, edited(a, from, "\"windows\":[[300,336]]")));
    assert_refused(a, edited(a, from, "\"windows\":[[1,2,3]]"), "families[0].windows[0][2]");
}

static void references_must_exist(void **state)
{
    struct arena *a = *state;
    assert_refused(a, edited(a, "\"introduced\":[0]", "\"introduced\":[1]"),
                   "families[0].introduced[0]");
    assert_refused(a, edited(a, "\"introduced\":[0]", "\"introduced\":[0,0]"),
                   "families[0].introduced[1]");
    assert_refused(a, edited(a, "\"needs\":[0]", "\"needs\":[2]"), "families[0].children[0]");
    assert_refused(a, edited(a, "\"area\":0", "\"area\":1"), "families[0].area");
    assert_refused(a, edited(a, "[[0,-365,3650]]", "[[0,0,1],[0,2,3]]"), "carers[0].skills[1]");
    assert_refused(a, edited(a, "\"published\":[]", "\"published\":[[0,1,260,268,0]]"),
                   "published");
    assert_refused(a, edited(a, "\"published\":[]", "\"published\":[[0,0,8,4,0]]"), "published");
    assert_refused(a,
                   edited(a, "\"published\":[]", "\"published\":[[0,0,260,268,0],[0,0,260,268,1]]"),
                   "published");
    assert_refused(a, edited(a, "\"id\":\"B\"", "\"id\":\"A\""), "families[1].id");
}

static void orders_between_members_hold(void **state)
{
    struct arena *a = *state;
    assert_refused(a, edited(a, "\"min\":8", "\"min\":13"), "families[0].target");
    assert_refused(a, edited(a, "\"len_max\":8", "\"len_max\":3"), "families[0].len_max");
    assert_refused(a, edited(a, "[6,3,1]", "[3,6,1]"), "params.tier_points");
    assert_refused(a, edited(a, "2027-03-01", "2027-03-02"), "start");
    assert_refused(a, edited(a, "[0,12]", "[12,0]"), "night");
    assert_refused(a, edited(a, "\"children\":[{\"needs\":[0],\"ratio\":1}]", "\"children\":[]"),
                   "families[0].children");
}

static void sums_that_could_overflow_are_refused(void **state)
{
    struct arena *a = *state;
    const char *json = edited(a, "[6,3,1]", "[1000000000,3,1]");
    assert_fine(parse(a, json));
    json = edited(a, "\"weight\":30", "\"weight\":1000000000");
    assert_fine(parse(a, json));
    json = edited(a, "[6,3,1],\"continuity_points\":1",
                  "[1000000,3,1],\"continuity_points\":1000000000");
    const char *at = strstr(json, "\"weight\":20");
    json = arena_printf(a, "%.*s\"weight\":1000000000%s", (int)(at - json), json, at + 11);
    assert_refused(a, json, "families[0].weight");
}

static void nesting_and_blanks_end(void **state)
{
    struct arena *a = *state;
    char *deep = arena_alloc(a, TEXT_MAX);
    memset(deep, '[', TEXT_MAX - 1);
    deep[TEXT_MAX - 1] = '\0';
    memcpy(deep, "{\"x\":", 5);
    assert_err(ERR_INPUT, parse(a, deep));
    size_t n = (size_t)2 << 20;
    char *blank = arena_alloc(a, n);
    memset(blank, ' ', n);
    const struct plan_instance *in;
    assert_err(ERR_INPUT, plan_instance_parse(a, (struct text){blank, n}, &in));
}

/* ---- solutions ---- */

static void a_solution_comes_in_whole(void **state)
{
    const struct plan_solution *s;
    assert_fine(plan_solution_parse(*state, TEXT(PLAN_BEST), &s));
    assert_int_equal(1, s->sessions_n);
    assert_int_equal(268, s->sessions[0].end);
    assert_int_equal(1380, s->objective);
    assert_true(s->has_bound);
    assert_int_equal(1000, s->certificate->scale);
    assert_int_equal(1120000, s->certificate->root->prices->slot[0].price);
    assert_true(s->has_figure[PLAN_SLOTS]);
    assert_false(s->has_figure[PLAN_SESSIONS]);
    assert_int_equal(PLAN_REASON_CAPACITY, s->why[0].reason);
}

#define TREE                                                                                       \
    PLAN_SOLUTION_HEAD "\"sessions\":[],\"certificate\":{\"scale\":7,\"branch\":[0,0],"            \
                       "\"without\":{\"week\":[[0,0,5]]},\"with\":{\"pair\":[[0,0,1,2,9]],"        \
                       "\"locked\":3}}}"

static void a_tree_of_branches_comes_in_whole(void **state)
{
    const struct plan_solution *s;
    assert_fine(plan_solution_parse(*state, TEXT(TREE), &s));
    const struct plan_node *root = s->certificate->root;
    assert_null(root->prices);
    assert_int_equal(5, root->without->prices->week[0].price);
    assert_int_equal(3, root->with->prices->locked);
    assert_int_equal(2, root->with->prices->pair[0].slot);
    assert_false(s->has_objective);
}

static void wrong_solutions_are_refused(void **state)
{
    static const char *const wrong[] = {
        "\"sessions\":[[1,2,3]]}",
        "\"sessions\":[],\"certificate\":{}}",
        "\"sessions\":[],\"certificate\":{\"scale\":0}}",
        "\"sessions\":[],\"certificate\":{\"scale\":1,\"other\":[]}}",
        "\"sessions\":[],\"certificate\":{\"scale\":1,\"slot\":[[0,1,-1]]}}",
        "\"sessions\":[],\"certificate\":{\"scale\":1,\"branch\":[0,0],\"with\":{}}}",
        "\"sessions\":[],\"certificate\":{\"scale\":1,\"without\":{},\"with\":{}}}",
        "\"sessions\":[],\"certificate\":{\"scale\":1,\"branch\":[0,0],\"with\":{\"scale\":1},"
        "\"without\":{}}}",
        "\"sessions\":[],\"report\":{\"hours\":1}}",
        "\"sessions\":[],\"why\":[[0,\"luck\"]]}",
        "\"sessions\":[],\"why\":[[0]]}",
        "\"sessions\":[],\"why\":[[0,\"time\",1]]}",
        "\"objective\":0}",
    };
    const struct plan_solution *s;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        const char *json = arena_printf(*state, "%s%s", PLAN_SOLUTION_HEAD, wrong[i]);
        assert_err(ERR_INPUT, plan_solution_parse(*state, text_of(json), &s));
    }
}

/* ---- files ---- */

static struct text file_bytes(struct arena *a, const char *path)
{
    struct text bytes;
    assert_fine(world_read_file(a, path, TEXT_MAX, &bytes));
    return bytes;
}

static void what_is_written_reads_back_the_same(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    const char *plain = arena_printf(a, "%s/a.json", folder);
    const char *packed = arena_printf(a, "%s/b.json.gz", folder);
    const struct plan_instance *in;
    const struct plan_solution *s;
    assert_fine(plan_instance_parse(a, TEXT(PLAN_HAND), &in));
    assert_fine(plan_instance_write(a, plain, in));
    struct text first = file_bytes(a, plain);
    assert_fine(plan_instance_read(a, plain, &in));
    assert_fine(plan_instance_write(a, packed, in));
    assert_fine(plan_instance_read(a, packed, &in));
    assert_fine(plan_instance_write(a, plain, in));
    assert_true(text_equal(first, file_bytes(a, plain)));
    assert_fine(plan_solution_parse(a, TEXT(TREE), &s));
    assert_fine(plan_solution_write(a, packed, s));
    first = file_bytes(a, packed);
    assert_fine(plan_solution_read(a, packed, &s));
    assert_int_equal(9, s->certificate->root->with->prices->pair[0].price);
    assert_fine(plan_solution_write(a, packed, s));
    assert_true(text_equal(first, file_bytes(a, packed)));
    (void)unlink(plain);
    (void)unlink(packed);
    assert_int_equal(0, rmdir(folder));
}

static void truncated_or_damaged_gzip_is_refused(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    const char *packed = arena_printf(a, "%s/b.json.gz", folder);
    const struct plan_instance *in;
    assert_fine(plan_instance_parse(a, TEXT(PLAN_HAND), &in));
    assert_fine(plan_instance_write(a, packed, in));
    struct text whole = file_bytes(a, packed);
    for (size_t n = 3; n < whole.n; n++) {
        struct arena_mark mark = arena_mark(a);
        assert_err(ERR_INPUT, plan_instance_parse(a, (struct text){whole.at, n}, &in));
        arena_rewind(a, mark);
    }
    char *damaged = arena_copy(a, whole.at, whole.n);
    damaged[whole.n - 6] ^= 1; /* the checksum */
    assert_err(ERR_INPUT, plan_instance_parse(a, (struct text){damaged, whole.n}, &in));
    /* members one after another are one file */
    char *twice = arena_alloc(a, 2 * whole.n);
    memcpy(twice, whole.at, whole.n);
    memcpy(twice + whole.n, whole.at, whole.n);
    assert_err(ERR_INPUT, plan_instance_parse(a, (struct text){twice, 2 * whole.n}, &in));
    (void)unlink(packed);
    assert_int_equal(0, rmdir(folder));
}

static void a_missing_file_is_absent(void **state)
{
    const struct plan_instance *in;
    assert_err(ERR_ABSENT, plan_instance_read(*state, "/nowhere/at/all.json", &in));
}

static ssize_t no_room(int fd, const void *at, size_t n)
{
    (void)fd;
    (void)at;
    (void)n;
    errno = ENOSPC;
    return -1;
}

static void a_full_disk_leaves_the_old_file(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    const char *path = arena_printf(a, "%s/plan.json", folder);
    const struct plan_solution *s;
    assert_fine(plan_solution_parse(a, TEXT(PLAN_BEST), &s));
    assert_fine(plan_solution_write(a, path, s));
    struct text before = file_bytes(a, path);
    struct world w = *world_real();
    w.write = no_room;
    world_set(&w);
    assert_err(ERR_OUTSIDE, plan_solution_write(a, path, s));
    world_set(NULL);
    assert_true(text_equal(before, file_bytes(a, path)));
    (void)unlink(path);
    assert_int_equal(0, rmdir(folder)); /* nothing else lies there */
}

static struct err *read_both(struct arena *a, void *with)
{
    const struct plan_instance *in;
    const struct plan_solution *s;
    (void)with;
    TRY(plan_instance_parse(a, TEXT(PLAN_HAND), &in));
    return plan_solution_parse(a, TEXT(TREE), &s);
}

/* `with` is a path; whatever fails, no piece of a file may lie there. */
static struct err *write_whole(struct arena *a, void *with)
{
    const char *path = with;
    const struct plan_solution *s;
    TRY(plan_solution_parse(a, TEXT(TREE), &s));
    struct err *bad = plan_solution_write(a, path, s);
    assert_int_equal(bad == NULL ? 0 : -1, access(path, F_OK));
    (void)unlink(path);
    return bad;
}

static void writing_without_memory_leaves_no_file(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    char *path = arena_printf(a, "%s/plan.json.gz", folder);
    assert_true(unit_fail_each_allocation(write_whole, path) > 0);
    assert_int_equal(0, rmdir(folder));
}

static void reading_survives_every_refused_piece_of_memory(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(read_both, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(an_instance_comes_in_whole),
        unit_test_arena(labels_may_be_any_unicode),
        unit_test_arena(unknown_members_are_skipped),
        unit_test_arena(what_is_not_json_is_refused),
        unit_test_arena(numbers_must_be_whole_and_in_range),
        unit_test_arena(members_must_be_there_once),
        unit_test_arena(windows_must_be_sorted_and_apart),
        unit_test_arena(references_must_exist),
        unit_test_arena(orders_between_members_hold),
        unit_test_arena(sums_that_could_overflow_are_refused),
        unit_test_arena(nesting_and_blanks_end),
        unit_test_arena(a_solution_comes_in_whole),
        unit_test_arena(a_tree_of_branches_comes_in_whole),
        unit_test_arena(wrong_solutions_are_refused),
        unit_test_arena(what_is_written_reads_back_the_same),
        unit_test_arena(truncated_or_damaged_gzip_is_refused),
        unit_test_arena(a_missing_file_is_absent),
        unit_test_arena(a_full_disk_leaves_the_old_file),
        unit_test_arena(writing_without_memory_leaves_no_file),
        unit_test_arena(reading_survives_every_refused_piece_of_memory),
    };
    return cmocka_run_group_tests_name("plan_read", tests, NULL, NULL);
}
