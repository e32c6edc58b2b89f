/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_plan_verify.c - the verifier by hand: every rule broken once is seen by its own words, every
 * wrong claim is refused, and bounds come out as on paper. */
#include "unit.h"

#include "plan/cli_plan.h"
#include "plan/read.h"
#include "plan/verify.h"
#include "plan_data.h"

/* The text with the first `from` put as `to`; `from` must be there. */
static const char *edited(struct arena *a, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    return arena_printf(a, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static struct plan_verdict verdict_of(struct arena *a, const char *instance, const char *solution,
                                      bool prove)
{
    const struct plan_instance *in;
    const struct plan_solution *s;
    struct plan_verdict v;
    assert_fine(plan_instance_parse(a, text_of(instance), &in));
    assert_fine(plan_solution_parse(a, text_of(solution), &s));
    assert_fine(plan_verify(a, in, s, prove, 2, &v));
    return v;
}

static bool is_said(const struct plan_verdict *v, const char *words)
{
    for (const struct err *e = v->faults; e != NULL; e = e->next)
        if (strstr(e->text, words) != NULL)
            return true;
    return false;
}

/* Sessions and nothing else; claims are then wrong too, which does not matter here. */
static const char *with_sessions(struct arena *a, const char *sessions)
{
    return arena_printf(a, "%s\"sessions\":[%s]}", PLAN_SOLUTION_HEAD, sessions);
}

static void the_best_plan_by_hand_is_proved(void **state)
{
    struct plan_verdict v = verdict_of(*state, PLAN_HAND, PLAN_BEST, true);
    assert_null(v.faults);
    assert_null(v.unproved);
    assert_int_equal(1380, v.objective);
    assert_int_equal(1380, v.bound);
    assert_int_equal(1440, v.parts.tiers);
    assert_int_equal(60, v.parts.introductions);
    assert_int_equal(0, v.figures[PLAN_FAMILIES_TARGET]);
    assert_int_equal(3000, v.figures[PLAN_WEIGHTED_WAIT_SERVED]);
}

static void every_rule_broken_is_seen(void **state)
{
    static const struct {
        const char *from; /* in the instance, NULL: as it is */
        const char *to;
        const char *sessions;
        const char *words;
    } rules[] = {
        {NULL, NULL, "[0,0,260,266]", "does not accept this length"},
        {"\"windows\":[[260,268]]", "\"windows\":[[260,264]]", "[0,0,260,268]", "family's windows"},
        {"\"windows\":[[260,268]]", "\"windows\":[[260,264],[265,268]]", "[0,0,260,268]",
         "family's windows"},
        {"\"windows\":[[260,268]],\"week_max\"", "\"windows\":[[261,268]],\"week_max\"",
         "[0,0,260,268]", "carer's windows"},
        {"\"night\":[0,12]", "\"night\":[20,21]", "[0,0,260,268]", "a night that"},
        {"[[0,-365,3650]]", "[[0,-365,4]]", "[0,0,260,268]", "not held on every day"},
        {"[[0,-365,3650]]", "[[1,-365,3650]]", "[0,0,260,268]", "not held on every day"},
        {"\"excluded\":[]", "\"excluded\":[0]", "[0,0,260,268]", "must not be matched"},
        {"\"languages\":[0],\"max", "\"languages\":[1],\"max", "[0,0,260,268]", "no language"},
        {"\"languages\":[0],\"max", "\"languages\":[],\"max", "[0,0,260,268]", "no language"},
        {"\"x\":0,\"y\":0", "\"x\":5000,\"y\":-1", "[0,0,260,268]", "metres apart"},
        {"\"children_max\":2", "\"children_max\":0", "[0,0,260,268]", "too many children"},
        {"{\"needs\":[0],\"ratio\":1}", "{\"needs\":[0],\"ratio\":1},{\"needs\":[],\"ratio\":2}",
         "[0,0,260,268]", "too many children"},
        {NULL, NULL, "[0,0,260,264],[0,0,264,268]", "after the family's last"},
        {"\"gap\":12", "\"gap\":0", "[0,0,260,264],[0,0,264,268]", "after the carer's last"},
        {"\"max\":16", "\"max\":12", "[0,0,260,268],[0,0,260,268]", "slots in all"},
        {NULL, NULL, "[0,0,260,264],[1,0,264,268]", "after the carer's last"},
        {"\"week_max\":40", "\"week_max\":7", "[0,0,260,268]", "Week of session"},
        {"\"families_max\":3", "\"families_max\":0", "[0,0,260,268]", "families, at most"},
        {"\"new_max\":2", "\"new_max\":0", "[1,0,260,268]", "new families"},
        {"\"published\":[]", "\"published\":[[0,0,260,268,1]]", "[0,0,260,264]", "is missing"},
        {NULL, NULL, "[2,0,260,268]", "no such family"},
        {NULL, NULL, "[0,-1,260,268]", "no such family"},
        {NULL, NULL, "[0,0,268,260]", "no such family"},
        {NULL, NULL, "[0,0,330,338]", "no such family"},
    };
    for (size_t i = 0; i < COUNT(rules); i++) {
        const char *instance = rules[i].from == NULL
                                   ? PLAN_HAND
                                   : edited(*state, PLAN_HAND, rules[i].from, rules[i].to);
        const char *solution = with_sessions(*state, rules[i].sessions);
        struct plan_verdict v = verdict_of(*state, instance, solution, false);
        if (!is_said(&v, rules[i].words))
            print_error("rule %zu: nothing says %s\n", i, rules[i].words);
        assert_true(is_said(&v, rules[i].words));
    }
}

static void a_week_counts_sessions_that_start_in_it(void **state)
{
    const char *instance = edited(*state, PLAN_HAND, "\"days\":7", "\"days\":14");
    /* Sunday 22:00 to Monday 02:00, both sides with nights: all of it in the first week */
    while (strstr(instance, "[[260,268]]") != NULL)
        instance = edited(*state, instance, "[[260,268]]", "[[332,360]]");
    while (strstr(instance, "\"overnight\":false") != NULL)
        instance = edited(*state, instance, "\"overnight\":false", "\"overnight\":true");
    instance = edited(*state, instance, "\"week_max\":40", "\"week_max\":8");
    const char *solution = with_sessions(*state, "[0,0,332,340],[1,0,341,349]");
    struct plan_verdict v = verdict_of(*state, instance, solution, false);
    assert_false(is_said(&v, "Week of session"));
    instance = edited(*state, instance, "\"week_max\":8", "\"week_max\":7");
    v = verdict_of(*state, instance, solution, false);
    assert_true(is_said(&v, "Week of session"));
}

static void visits_need_the_journey_between(void **state)
{
    const char *instance = edited(*state, PLAN_HAND, "\"home\"", "\"visit\"");
    const char *at = strstr(instance, "\"id\":\"B\",\"area\":0,\"x\":0");
    instance = arena_printf(*state, "%.*s\"id\":\"B\",\"area\":0,\"x\":5000%s",
                            (int)(at - instance), instance, at + 23);
    instance = edited(*state, instance, "\"metres_per_slot\":12000", "\"metres_per_slot\":2500");
    const char *solution = with_sessions(*state, "[0,0,260,264],[1,0,265,269]");
    struct plan_verdict v = verdict_of(*state, instance, solution, false);
    assert_true(is_said(&v, "after the carer's last")); /* 5000 m are two slots */
    instance = edited(*state, instance, "\"metres_per_slot\":2500", "\"metres_per_slot\":5000");
    v = verdict_of(*state, instance, solution, false);
    assert_false(is_said(&v, "after the carer's last"));
}

static void wrong_claims_are_refused(void **state)
{
    static const struct {
        const char *from;
        const char *to;
        const char *words;
    } claims[] = {
        {"\"objective\":1380", "\"objective\":1381", "recounted"},
        {"\"objective\":1380,", "", "no objective"},
        {"\"bound\":1380", "\"bound\":1379", "no bound"},
        {"\"slots\":8", "\"slots\":9", "recounted"},
        {"[[0,\"capacity\"]]", "[]", "should be next"},
        {"[[0,\"capacity\"]]", "[[0,\"time\"]]", "it should be"},
        {"[[0,\"capacity\"]]", "[[0,\"capacity\"],[1,\"capacity\"]]", "needs none"},
        {"\"hand\"", "\"foot\"", "another instance"},
    };
    for (size_t i = 0; i < COUNT(claims); i++) {
        const char *solution = edited(*state, PLAN_BEST, claims[i].from, claims[i].to);
        struct plan_verdict v = verdict_of(*state, PLAN_HAND, solution, true);
        assert_true(is_said(&v, claims[i].words));
    }
}

static void unproved_bounds_are_told_apart(void **state)
{
    static const struct {
        const char *from;
        const char *to;
    } proofs[] = {
        {"[[0,264,1120000]]", "[[0,264,1119000]]"}, /* then both look as if they fitted */
        {"[[0,264,1120000]]", "[[0,264,1120000],[0,264,0]]"},
        {"[[0,264,1120000]]", "[[1,264,1120000]]"},
        {"[[0,264,1120000]]", "[[0,337,1120000]]"},
        {"\"scale\":1000", "\"scale\":9000000000000000000"},
        {"\"slot\":[[0,264,1120000]]", "\"branch\":[0,1],\"with\":{},\"without\":{}"},
    };
    for (size_t i = 0; i < COUNT(proofs); i++) {
        const char *solution = edited(*state, PLAN_BEST, proofs[i].from, proofs[i].to);
        struct plan_verdict v = verdict_of(*state, PLAN_HAND, solution, true);
        assert_null(v.faults);
        assert_non_null(v.unproved);
    }
}

static void each_kind_of_price_is_charged_as_on_paper(void **state)
{
    static const struct {
        const char *leaf;
        int64_t bound;
    } prices[] = {
        {"\"slot\":[]", 1120 + 1380},
        {"\"week\":[[0,0,10000]]", 40 * 10 + 1040 + 1300},
        {"\"cut\":[[0,0,8,100000]]", 5 * 100 + 1020 + 1280},
        {"\"families\":[[0,1000000]]", 3 * 1000 + 120 + 380},
        {"\"introductions\":[[0,1000000]]", 2 * 1000 + 1120 + 380},
        {"\"pair\":[[0,0,1,263,1200000]]", 1200 + 560 + 660},
        {"\"branch\":[0,0],\"with\":{\"slot\":[[0,264,2000000]]},\"without\":{}",
         2000}, /* may idle */
    };
    for (size_t i = 0; i < COUNT(prices); i++) {
        const char *solution =
            edited(*state, PLAN_BEST, "\"slot\":[[0,264,1120000]]", prices[i].leaf);
        struct plan_verdict v = verdict_of(*state, PLAN_HAND, solution, true);
        assert_true(v.has_bound);
        if (v.bound != prices[i].bound)
            print_error("%s: %lld\n", prices[i].leaf, (long long)v.bound);
        assert_int_equal(prices[i].bound, v.bound);
    }
}

static void locked_sessions_that_contradict_are_impossible(void **state)
{
    const struct plan_instance *in;
    const char *json = edited(*state, PLAN_HAND, "\"published\":[]",
                              "\"published\":[[0,0,260,264,1],[1,0,264,268,0]]");
    assert_fine(plan_instance_parse(*state, text_of(json), &in));
    assert_fine(plan_contradiction(*state, in));
    json = edited(*state, json, "264,268,0", "264,268,1");
    assert_fine(plan_instance_parse(*state, text_of(json), &in));
    assert_err(ERR_IMPOSSIBLE, plan_contradiction(*state, in));
}

static void reasons_come_in_their_order(void **state)
{
    static const struct {
        const char *from;
        const char *to;
        const char *reason;
    } reasons[] = {
        {"\"windows\":[[260,268]]", "\"windows\":[[260,263]]", "window"},
        {"\"max_distance\":5000", "\"max_distance\":0", "capacity"},
        {"\"x\":0,\"y\":0", "\"x\":0,\"y\":5001", "distance"},
        {"\"excluded\":[]", "\"excluded\":[0]", "excluded"},
        {"\"languages\":[0],\"max", "\"languages\":[1],\"max", "language"},
        {"{\"needs\":[0],\"ratio\":1}", "{\"needs\":[0],\"ratio\":1},{\"needs\":[],\"ratio\":1}",
         "group"},
        {"{\"needs\":[0]", "{\"needs\":[1]", "skill"},
        {"\"windows\":[[260,268]]", "\"windows\":[[200,208]]", "time"},
    };
    for (size_t i = 0; i < COUNT(reasons); i++) {
        const char *instance = edited(*state, PLAN_HAND, reasons[i].from, reasons[i].to);
        const char *why = arena_printf(*state, "[[0,\"%s\"]]", reasons[i].reason);
        const char *solution = edited(*state, PLAN_BEST, "[[0,\"capacity\"]]", why);
        struct plan_verdict v = verdict_of(*state, instance, solution, false);
        if (v.faults != NULL)
            print_error("%s: %s\n", reasons[i].reason, v.faults->text);
        assert_null(v.faults);
    }
}

static struct err *verify_all(struct arena *a, void *with)
{
    const struct plan_instance *in;
    const struct plan_solution *s;
    struct plan_verdict v;
    (void)with;
    TRY(plan_instance_parse(a, TEXT(PLAN_HAND), &in));
    TRY(plan_solution_parse(a, TEXT(PLAN_BEST), &s));
    TRY(plan_verify(a, in, s, true, 1, &v));
    return v.faults != NULL ? v.faults : v.unproved;
}

static void verifying_survives_every_refused_piece_of_memory(void **state)
{
    (void)state;
    assert_true(unit_fail_each_allocation(verify_all, NULL) > 0);
}

static void a_gap_is_a_share_or_a_percentage(void **state)
{
    int64_t ppm;
    (void)state;
    assert_true(plan_gap_parse("0.5%", &ppm));
    assert_int_equal(5000, ppm);
    assert_true(plan_gap_parse("0.005", &ppm));
    assert_int_equal(5000, ppm);
    assert_true(plan_gap_parse("12%", &ppm));
    assert_int_equal(120000, ppm);
    static const char *const wrong[] = {"",    "%",   "x",    "0.5",   "1",        ".5%",
                                        "5.%", "-1%", "101%", "0.5%%", "0.0000001"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(plan_gap_parse(wrong[i], &ppm));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(the_best_plan_by_hand_is_proved),
        unit_test_arena(every_rule_broken_is_seen),
        unit_test_arena(a_week_counts_sessions_that_start_in_it),
        unit_test_arena(visits_need_the_journey_between),
        unit_test_arena(wrong_claims_are_refused),
        unit_test_arena(unproved_bounds_are_told_apart),
        unit_test_arena(each_kind_of_price_is_charged_as_on_paper),
        unit_test_arena(locked_sessions_that_contradict_are_impossible),
        unit_test_arena(reasons_come_in_their_order),
        unit_test_arena(verifying_survives_every_refused_piece_of_memory),
        cmocka_unit_test(a_gap_is_a_share_or_a_percentage),
    };
    return cmocka_run_group_tests_name("plan_verify", tests, NULL, NULL);
}
