/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_plan_words.c - what the planner's commands tell: why a family waits and which least change
 * would serve it, what one more carer brings, what a new plan changes. */
#include "unit.h"

#include "plan/changes.h"
#include "plan/cli_plan.h"
#include "plan/read.h"
#include "plan_data.h"

enum { OUT_MAX = 1 << 20 };

/* Another carer, who lives y metres away and holds the skill given. */
#define OTHER(y, skill)                                                                            \
    "{\"id\":\"two\",\"area\":0,\"x\":0,\"y\":" y ",\"skills\":[[" skill ",0,6]],"                 \
    "\"windows\":[[260,268]],\"week_max\":40,\"families_max\":3,\"new_max\":2,\"mode\":\"home\","  \
    "\"languages\":[0],\"overnight\":false,\"children_max\":2}"
#define WITH_CARERS(carers)                                                                        \
    PLAN_HEAD PLAN_PARAMS PLAN_FAMILIES "\"carers\":[" carers "],\"published\":[]}"

/* Messages as they are, values in brackets behind. */
static void put_plain(const struct plan_voice *voice, struct buf *b, const char *msgid,
                      const struct text *values, size_t n)
{
    (void)voice;
    buf_str(b, msgid);
    for (size_t i = 0; i < n; i++) {
        buf_str(b, " [");
        buf_put(b, values[i]);
        buf_str(b, "]");
    }
}

static const struct plan_voice plain = {.put = put_plain};

struct ask {
    struct err *(*command)(struct arena *arena, const struct plan_command *c);
    const char *instance;
    const char *solution;
    bool json;
};

/* What the command says of these files; NULL and the error for a refusal. */
static const char *answer(struct arena *a, const struct ask *ask, const struct err **ret_bad)
{
    const char *folder = unit_folder(a);
    const char *in = arena_printf(a, "%s/i.json", folder);
    const char *so = arena_printf(a, "%s/s.json", folder);
    CLEANUP(buf_done) struct buf out = buf_make(OUT_MAX);
    const struct plan_command c = {.instance = in,
                                   .solution = so,
                                   .threads = 1,
                                   .json = ask->json,
                                   .out = &out,
                                   .progress = stderr,
                                   .voice = &plain};
    assert_fine(world_write_file(a, in, text_of(ask->instance), 0600));
    assert_fine(world_write_file(a, so, text_of(ask->solution), 0600));
    *ret_bad = ask->command(a, &c);
    (void)unlink(in);
    (void)unlink(so);
    assert_int_equal(0, rmdir(folder));
    return arena_strn(a, out.at == NULL ? "" : out.at, out.n);
}

static void assert_said(struct arena *a, struct ask ask, const char *words)
{
    const struct err *bad;
    const char *said = answer(a, &ask, &bad);
    assert_null(bad);
    if (strstr(said, words) == NULL)
        print_error("%s\nis not in\n%s\n", words, said);
    assert_non_null(strstr(said, words));
}

static void why_names_the_carer_who_is_with_others(void **state)
{
    const struct ask ask = {plan_why_command, PLAN_HAND, PLAN_BEST, true};
    assert_said(*state, ask,
                "\"family\":0,\"id\":\"A\",\"reason\":\"capacity\",\"slots\":0,"
                "\"minimum\":8");
    assert_said(*state, ask,
                "{\"carer\":0,\"id\":\"one\",\"limit\":\"time\",\"points\":1120,"
                "\"weeks\":[0]}");
    assert_said(*state, ask, "\"changes\":[]");
}

static void why_finds_the_metres_to_a_free_carer(void **state)
{
    const struct ask ask = {plan_why_command, WITH_CARERS(PLAN_CARER("one") "," OTHER("6000", "0")),
                            PLAN_BEST, true};
    assert_said(*state, ask,
                "{\"change\":\"distance\",\"carer\":1,\"id\":\"two\",\"metres\":1000,"
                "\"slots\":8,\"takes_from_others\":false}");
}

static void why_finds_the_one_skill_that_lacks(void **state)
{
    const struct ask ask = {plan_why_command, WITH_CARERS(PLAN_CARER("one") "," OTHER("10", "1")),
                            PLAN_BEST, true};
    assert_said(*state, ask,
                "{\"change\":\"skill\",\"carer\":1,\"id\":\"two\",\"skill\":0,"
                "\"slots\":8,\"takes_from_others\":false}");
}

static void why_speaks_in_messages_of_the_readers_language(void **state)
{
    const struct ask ask = {plan_why_command, PLAN_HAND, PLAN_BEST, false};
    assert_said(*state, ask, "Family {1}: {2} of {3} hours;  [A] [0] [4]");
    assert_said(*state, ask, "(capacity)");
}

static void one_more_carer_is_counted_as_on_paper(void **state)
{
    /* she takes A on Saturday: 8 * 6 * 20 - 60 */
    const struct ask ask = {plan_explain_command, PLAN_HAND, PLAN_BEST, true};
    assert_said(*state, ask, "\"area_name\":\"north\",\"skill\":null,\"points\":900");
    assert_said(*state, ask, "\"families_reached\":1,\"families_helped\":1,\"slots\":8");
    assert_said(*state, ask,
                "\"binding\":{\"times\":1120,\"week_hours\":0,\"families\":0,"
                "\"introductions\":0}");
}

static void a_wrong_plan_is_not_explained(void **state)
{
    const char *wrong =
        PLAN_SOLUTION_HEAD "\"sessions\":[[0,0,260,268],[1,0,260,268]],\"objective\":0}";
    const struct err *bad;
    const struct ask why = {plan_why_command, PLAN_HAND, wrong, false};
    const struct ask explain = {plan_explain_command, PLAN_HAND, wrong, false};
    const struct ask verify = {plan_verify_command, PLAN_HAND, wrong, false};
    (void)answer(*state, &why, &bad);
    assert_int_equal(ERR_INTEGRITY, bad->kind);
    (void)answer(*state, &explain, &bad);
    assert_int_equal(ERR_INTEGRITY, bad->kind);
    const char *said = answer(*state, &verify, &bad);
    assert_int_equal(ERR_INTEGRITY, bad->kind);
    assert_non_null(strstr(said, "after the carer's last one"));
}

static void labels_cannot_turn_the_terminal_around(void **state)
{
    const char *evil = PLAN_HEAD PLAN_PARAMS "\"families\":[" PLAN_FAMILY(
        "A\\u202e\\u001b[2J", "20", "[0]") "," PLAN_FAMILY("B", "30", "[]") "]," PLAN_CARERS
                                                                            "\"published\":[]}";
    const struct ask ask = {plan_why_command, evil, PLAN_BEST, false};
    assert_said(*state, ask, "[A\xef\xbf\xbd\xef\xbf\xbd[2J]");
}

static void a_new_plan_tells_what_it_changes(void **state)
{
    struct arena *a = *state;
    const struct plan_instance *in;
    const struct plan_solution *s;
    CLEANUP(buf_done) struct buf b = buf_make(OUT_MAX);
    const char *json = PLAN_HEAD PLAN_PARAMS PLAN_FAMILIES PLAN_CARERS
        "\"published\":[[0,0,260,268,0],[1,0,100,108,0]]}";
    assert_fine(plan_instance_parse(a, text_of(json), &in));
    assert_fine(plan_solution_parse(a, TEXT(PLAN_BEST), &s));
    assert_fine(plan_changes_json(a, &b, in, s));
    assert_non_null(strstr(b.at, "{\"change\":\"gone\",\"family\":0,\"carer\":0,\"start\":260"));
    assert_non_null(strstr(b.at, "{\"change\":\"gone\",\"family\":1,\"carer\":0,\"start\":100"));
    assert_non_null(strstr(b.at, "{\"change\":\"new\",\"family\":1,\"carer\":0,\"start\":260"));
    assert_non_null(strstr(b.at, "\"carers\":[{\"carer\":0,\"gone\":2,\"new\":1}]"));
}

static struct err *explain_quietly(struct arena *a, void *with)
{
    const char *const *paths = with;
    CLEANUP(buf_done) struct buf out = buf_make(OUT_MAX);
    const struct plan_command c = {.instance = paths[0],
                                   .solution = paths[1],
                                   .out = &out,
                                   .progress = stderr,
                                   .voice = &plain,
                                   .json = true};
    TRY(plan_why_command(a, &c));
    TRY(plan_explain_command(a, &c));
    return buf_check(&out);
}

static void words_survive_every_refused_piece_of_memory(void **state)
{
    struct arena *a = *state;
    const char *folder = unit_folder(a);
    const char *paths[] = {arena_printf(a, "%s/i.json", folder),
                           arena_printf(a, "%s/s.json", folder)};
    assert_fine(world_write_file(a, paths[0], TEXT(PLAN_HAND), 0600));
    assert_fine(world_write_file(a, paths[1], TEXT(PLAN_BEST), 0600));
    assert_true(unit_fail_each_allocation(explain_quietly, paths) > 0);
    (void)unlink(paths[0]);
    (void)unlink(paths[1]);
    assert_int_equal(0, rmdir(folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(why_names_the_carer_who_is_with_others),
        unit_test_arena(why_finds_the_metres_to_a_free_carer),
        unit_test_arena(why_finds_the_one_skill_that_lacks),
        unit_test_arena(why_speaks_in_messages_of_the_readers_language),
        unit_test_arena(one_more_carer_is_counted_as_on_paper),
        unit_test_arena(a_wrong_plan_is_not_explained),
        unit_test_arena(labels_cannot_turn_the_terminal_around),
        unit_test_arena(a_new_plan_tells_what_it_changes),
        unit_test_arena(words_survive_every_refused_piece_of_memory),
    };
    return cmocka_run_group_tests_name("plan_words", tests, NULL, NULL);
}
