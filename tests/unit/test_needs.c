/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_needs.c - "Needs you now" on Today: what is urgent stands first, who may not see a person is
 * told nothing of her, and a handover note waits for the next shift alone. By real requests. */
#include "command/shift.h"
#include "support/served.h"

static void away(struct served *s, const char *name, size_t room, const char *reason,
                 const char *back)
{
    struct job job = admit(&s->w, name, room, 0);
    const struct away_form form = {
        .person = made(&job, &person_type), .reason = text_of(reason), .back = text_of(back)};
    assert_fine(job.err);
    server_sleep(5); /* times are whole milliseconds */
    act_well(&s->w, stay_away, &form, MAY_ADMIT);
}

/* The manager handed the house over. Hanna was expected back long ago, Olena is missing; nobody
 * asked any of them about danger. */
static struct served given_a_house(void)
{
    struct served s = served_make();
    served_user(&s, "house", "house:rowan-house");
    served_user(&s, "worker", "own");
    served_user(&s, "auditor", "all");
    const struct shift_form shift = {.house = TEXT("rowan-house"),
                                     .note = TEXT("The boiler was mended.")};
    act_well(&s.w, shift_hand_over, &shift, MAY_HAND_OVER);
    away(&s, "Hanna B.", 0, "leave", "2020-01-05");
    away(&s, "Olena K.", 1, "missing", "");
    served_start(&s);
    return s;
}

static size_t place_of(const struct reply *r, const char *code)
{
    const char *at = memmem(r->body.at, r->body.n, code, strlen(code));
    assert_non_null(at);
    return (size_t)(at - r->body.at);
}

static void the_most_urgent_stands_first(void **state)
{
    (void)state;
    struct served s = given_a_house();
    struct reply r = served_get(&s, "manager", "/today.json");
    assert_int_equal(200, r.status);
    size_t missing = place_of(&r, "\"code\":\"missing\"");
    size_t back = place_of(&r, "\"code\":\"expected-back\"");
    size_t unasked = place_of(&r, "\"code\":\"unasked\"");
    assert_true(missing < back && back < unasked);
    served_done(&s);
}

static void who_may_not_see_her_is_told_nothing(void **state)
{
    (void)state;
    struct served s = given_a_house();
    struct reply r = served_get(&s, "worker", "/today.json");
    assert_int_equal(200, r.status);
    assert_false(reply_has(&r, "Olena K."));
    assert_int_equal(0, reply_times(&r, "\"code\":\"missing\""));
    r = served_get(&s, "auditor", "/today");
    assert_false(reply_has(&r, "Olena K."));
    served_done(&s);
}

static void a_handover_note_waits_for_the_next_shift_alone(void **state)
{
    (void)state;
    struct served s = given_a_house();
    struct reply r = served_get(&s, "house", "/today");
    assert_true(reply_has(&r, "The boiler was mended."));
    r = served_get(&s, "manager", "/today");
    assert_false(reply_has(&r, "The boiler was mended."));
    served_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_urgent_stands_first),
        cmocka_unit_test(who_may_not_see_her_is_told_nothing),
        cmocka_unit_test(a_handover_note_waits_for_the_next_shift_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
