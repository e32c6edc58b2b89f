/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_signin.c - who is let in, and for how long; the numbers are those of the security
 * checklist. On both engines where something is stored. */
#include "support/signins.h"

#include "command/deed.h"
#include "sql/signin.sql.h"

/* 5 */
static void there_is_no_account_before_a_link_made_one(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    char link[SIGNIN_TOKEN_TEXT + 1];
    bool unused = false;
    assert_fine(signin_is_unused(t.s, t.a, &unused));
    assert_true(unused);
    assert_err(ERR_INPUT, sign_in_from(&t, "manager", "", NULL, &t.here, &done));
    assert_err(ERR_INPUT, sign_in_from(&t, "manager", "manager", NULL, &t.here, &done));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_int_equal(SIGNIN_NEEDS_PASSWORD, done.needs);
    assert_int_equal(SIGNIN_UNFINISHED, looked(&t, done.token).state);
    struct signin_try *try = NULL;
    assert_fine(
        signin_begin_change(t.s, t.a, text_of(done.token), TEXT_NONE, TEXT(WORDS), &t.here, &try));
    assert_fine(signin_wait(t.s, t.a, try, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_fine(signin_is_unused(t.s, t.a, &unused));
    assert_false(unused);
    signed_in(&t, "fund", WORDS);
    signins_done(&t);
}

/* 5 */
static void a_link_is_used_once_and_for_an_hour(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    char link[SIGNIN_TOKEN_TEXT + 1], older[SIGNIN_TOKEN_TEXT + 1];
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, older));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, text_of(older), &t.here, &done));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    time_passes(SIGNIN_LINK_MS - 1000);
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    time_passes(SIGNIN_LINK_MS);
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, TEXT("nonsense"), &t.here, &done));
    assert_err(ERR_ABSENT, signin_link_make(t.s, t.a, TEXT("nobody"), ID_NONE, false, link));
    signins_done(&t);
}

/* 4 */
static void a_changed_password_asks_for_the_old_one_and_ends_other_sessions(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done, other;
    struct signin_try *try = NULL;
    password_set(&t, "fund", WORDS);
    other = signed_in(&t, "fund", WORDS);
    done = signed_in(&t, "fund", WORDS);
    struct text token = text_of(done.token);
    assert_fine(signin_begin_change(t.s, t.a, token, TEXT("not the old one"), TEXT(OTHER_WORDS),
                                    &t.here, &try));
    assert_err(ERR_INPUT, signin_wait(t.s, t.a, try, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, other.token).state);
    assert_err(ERR_INPUT,
               signin_begin_change(t.s, t.a, token, TEXT(WORDS), TEXT("short"), &t.here, &try));
    char before[SIGNIN_TOKEN_TEXT + 1];
    memcpy(before, done.token, sizeof before);
    assert_fine(
        signin_begin_change(t.s, t.a, token, TEXT(WORDS), TEXT(OTHER_WORDS), &t.here, &try));
    assert_fine(signin_wait(t.s, t.a, try, &done));
    assert_int_equal(SIGNIN_NONE, looked(&t, other.token).state);
    assert_int_equal(SIGNIN_NONE, looked(&t, before).state);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_err(ERR_INPUT, sign_in_from(&t, "fund", WORDS, NULL, &t.here, &other));
    signed_in(&t, "fund", OTHER_WORDS);
    signins_open(&t, false);
    assert_int_equal(SIGNIN_NONE, looked(&t, before).state);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    signins_done(&t);
}

/* 1 */
static void a_password_of_any_script_is_compared_in_its_composed_form(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    /* short i of Cyrillic, once as one letter and once as two */
    password_set(&t, "fund", "\xd0\xb9 семь мокрых кур, 9 камней ");
    assert_fine(sign_in_from(&t, "fund", "\xd0\xb8\xcc\x86 семь мокрых кур, 9 камней ", NULL,
                             &t.here, &done));
    assert_err(ERR_INPUT, sign_in_from(&t, "fund", "\xd0\xb9 семь мокрых кур, 9 камней", NULL,
                                       &t.here, &done));
    assert_fine(
        sign_in_from(&t, " Fund ", "\xd0\xb9 семь мокрых кур, 9 камней ", NULL, &t.here, &done));
    signins_done(&t);
}

/* 6 */
static void ten_wrong_tries_on_an_account_make_the_next_wait_longer_and_longer(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    static const char *const waits[] = {"15", "30", "60", "120", "240", "480", "900", "900"};
    for (size_t i = 0; i < COUNT(waits); i++) {
        const struct err *bad = guess(&t, "fund", &t.elsewhere);
        assert_err(ERR_BUSY, bad);
        assert_string_equal(waits[i], bad == NULL ? "" : bad->args[0]);
        /* The right password does not help now, from wherever she comes. */
        assert_err(ERR_BUSY, sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
        time_passes(atoll(waits[i]) * 1000);
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    }
    time_passes(TALLY_MOST_MS);
    assert_fine(sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    signins_done(&t);
}

/* 6 */
static void who_was_here_before_is_not_shut_out_by_others(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    signed_in(&t, "fund", WORDS);
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    assert_err(ERR_BUSY, guess(&t, "fund", &t.elsewhere));
    assert_fine(sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    assert_err(ERR_BUSY, guess(&t, "fund", &t.elsewhere)); /* that did not let the others in */
    for (size_t i = 0; i < ACCOUNT_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, "fund", &t.here));
    assert_err(ERR_BUSY, guess(&t, "fund", &t.here));
    signins_done(&t);
}

/* 6 */
static void thirty_wrong_tries_from_an_address_are_too_many(void **state)
{
    struct signins t = given_signins(state);
    for (size_t i = 0; i < ADDRESS_FREE; i++)
        assert_err(ERR_INPUT, guess(&t, arena_printf(t.a, "user-%zu", i), &t.elsewhere));
    assert_err(ERR_BUSY, guess(&t, "user-99", &t.elsewhere));
    assert_err(ERR_INPUT, guess(&t, "user-99", &t.here));
    signins_done(&t);
}

/* 6 */
static void a_hundred_tries_at_once_are_ten(void **state)
{
    struct signins t = given_signins(state);
    struct signin_try *tries[100] = {NULL};
    const struct signin_ask ask = {TEXT("fund"), TEXT("x"), TEXT_NONE, t.elsewhere};
    struct signin_done done;
    size_t n = 0;
    for (size_t i = 0; i < COUNT(tries); i++)
        n += signin_begin(t.s, t.a, &ask, &tries[n]) == NULL;
    assert_int_equal(ACCOUNT_FREE, n);
    for (size_t i = 0; i < n; i++)
        assert_err(ERR_INPUT, signin_finish(t.s, t.a, tries[i], &done));
    signins_done(&t);
}

/* 7 */
static void unknown_wrong_and_disabled_are_told_the_same_after_the_same_work(void **state)
{
    struct signins t = given_signins(state);
    const struct user_name_form form = {TEXT("olena")};
    password_set(&t, "fund", WORDS);
    password_set(&t, "olena", WORDS);
    act_well(&t.w, user_disable, &form, MAY_MANAGE_USERS);
    static const char *const asks[][2] = {
        {"nobody", WORDS}, {"fund", OTHER_WORDS}, {"olena", WORDS}, {"manager", WORDS},
        {"fund", ""},      {"", WORDS},           {"fund", "\xff"}, {"\xff", WORDS}};
    const char *said = NULL;
    for (size_t i = 0; i < COUNT(asks); i++) {
        struct signin_try *try = NULL;
        struct signin_done done;
        const struct signin_ask ask = {text_of(asks[i][0]), text_of(asks[i][1]), TEXT("123456"),
                                       t.here};
        assert_fine(signin_begin(t.s, t.a, &ask, &try));
        assert_true(try->given.is_used);
        assert_false(try->paper.is_used);
        signin_work(try);
        struct hash none = {{0}};
        assert_memory_not_equal(&none, &try->given.verifier, sizeof none);
        const struct err *bad = signin_finish(t.s, t.a, try, &done);
        assert_err(ERR_INPUT, bad);
        const char *text = bad == NULL ? "" : bad->text;
        said = said == NULL ? text : said;
        assert_string_equal(said, text);
    }
    signins_done(&t);
}

/* 7 */
static void a_lack_of_memory_is_no_wrong_password(void **state)
{
    struct signins t = given_signins(state);
    struct signin_try *try = NULL;
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    const struct signin_ask ask = {TEXT("fund"), TEXT(WORDS), TEXT_NONE, t.here};
    for (size_t i = 0; i < 2 * ACCOUNT_FREE; i++) {
        struct world tight = *world_get();
        assert_fine(signin_begin(t.s, t.a, &ask, &try));
        tight.may_allocate = unit_may_allocate;
        unit_fault_in = 0;
        world_set(&tight);
        signin_work(try);
        clocks_set();
        const struct err *bad = signin_finish(t.s, t.a, try, &done);
        assert_err(ERR_BUSY, bad);
        assert_true(bad != NULL && bad->args[0] == NULL);
    }
    signed_in(&t, "fund", WORDS); /* nor is it counted as one */
    signins_done(&t);
}

/* 11 */
static void every_try_is_recorded_without_what_was_typed(void **state)
{
    struct signins t = given_signins(state);
    struct signin_attempt *rows;
    size_t n = 0;
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    time_passes(1000);
    assert_err(ERR_INPUT, guess(&t, "fund", &t.elsewhere));
    time_passes(1000);
    assert_err(ERR_INPUT, guess(&t, "nobody", &t.elsewhere));
    assert_fine(signin_attempts(t.s, t.a, ID_NONE, 10, &rows, &n));
    assert_int_equal(3, n);
    assert_true(id_is_none(rows[0].user) && !rows[0].ok && rows[0].place == SIGNIN_FAR);
    assert_true(id_equal(rows[1].user, done.user) && !rows[1].ok);
    assert_true(rows[2].ok && rows[2].place == SIGNIN_NEAR && rows[2].factor == SIGNIN_BY_PASSWORD);
    assert_fine(signin_attempts(t.s, t.a, done.user, 10, &rows, &n));
    assert_int_equal(2, n);
    signins_done(&t);
}

/* 12 */
static void a_token_is_new_at_every_sign_in_and_none_is_adopted(void **state)
{
    struct signins t = given_signins(state);
    password_set(&t, "fund", WORDS);
    struct signin_done first = signed_in(&t, "fund", WORDS), second = signed_in(&t, "fund", WORDS);
    assert_int_equal(SIGNIN_TOKEN_TEXT, strlen(first.token));
    assert_string_not_equal(first.token, second.token);
    char chosen[SIGNIN_TOKEN_TEXT + 1];
    memset(chosen, 'a', sizeof chosen - 1);
    chosen[sizeof chosen - 1] = '\0';
    assert_int_equal(SIGNIN_NONE, looked(&t, chosen).state);
    assert_int_equal(SIGNIN_NONE, looked(&t, "").state);
    assert_int_equal(SIGNIN_NONE, looked(&t, "zz").state);
    struct signin_session session = looked(&t, first.token);
    assert_int_equal(SIGNIN_OPEN, session.state);
    assert_string_equal("fund", session.login);
    signins_done(&t);
}

/* 12: a thief of the disk finds nothing that opens a session. */
static void no_token_stands_in_a_table(void **state)
{
    struct signins t = given_signins(state);
    struct sql_sessions_all_row *rows;
    struct hash bits;
    size_t n = 0;
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    assert_fine(sql_sessions_all(t.w.site->keys, t.a, t.w.site->org, &rows, &n));
    assert_int_equal(1, n);
    assert_true(text_unhex(text_of(done.token), bits.bytes, sizeof bits.bytes));
    assert_memory_not_equal(&bits, &rows[0].token, sizeof bits);
    char stored[SIGNIN_TOKEN_TEXT + 1];
    text_hex(rows[0].token.bytes, HASH_BYTES, stored);
    assert_int_equal(SIGNIN_NONE, looked(&t, stored).state);
    signins_done(&t);
}

/* 14 */
static void a_session_is_locked_after_a_quarter_of_an_hour_and_over_after_ten(void **state)
{
    struct signins t = given_signins(state);
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    for (int64_t ms = 0; ms < SIGNIN_LONGEST_MS - 14 * 60000; ms += 14 * 60000) {
        assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
        time_passes(14 * 60000);
    }
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    time_passes(14 * 60000);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    done = signed_in(&t, "fund", WORDS);
    time_passes(SIGNIN_IDLE_MS);
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state);
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state); /* looking is no using */
    signins_open(&t, false);
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state);
    signins_done(&t);
}

/* 14 */
static void the_last_use_is_kept_for_a_restart_once_a_minute(void **state)
{
    struct signins t = given_signins(state);
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    time_passes(10 * 60000);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_fine(signin_rest(t.s, t.a));
    time_passes(10 * 60000);
    signins_open(&t, false);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    signins_done(&t);
}

/* 12, 14 */
static void the_password_reopens_a_locked_session_under_a_new_token(void **state)
{
    struct signins t = given_signins(state);
    struct signin_try *try = NULL;
    struct signin_done again;
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    struct text token = text_of(done.token);
    assert_fine(signin_lock(t.s, t.a, token));
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state);
    signins_open(&t, false);
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state);
    assert_fine(signin_begin_step(t.s, t.a, token, TEXT(OTHER_WORDS), &t.here, &try));
    assert_err(ERR_INPUT, signin_wait(t.s, t.a, try, &again));
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state);
    assert_fine(signin_begin_step(t.s, t.a, token, TEXT(WORDS), &t.here, &try));
    assert_fine(signin_wait(t.s, t.a, try, &again));
    assert_int_equal(SIGNIN_OPEN, looked(&t, again.token).state);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    assert_err(ERR_DENIED, signin_begin_step(t.s, t.a, token, TEXT(WORDS), &t.here, &try));
    signins_done(&t);
}

/* 18 */
static void a_session_is_fresh_for_five_minutes_after_the_password(void **state)
{
    struct signins t = given_signins(state);
    struct signin_try *try = NULL;
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    assert_true(looked(&t, done.token).is_fresh);
    time_passes(SIGNIN_FRESH_MS);
    assert_false(looked(&t, done.token).is_fresh);
    assert_fine(signin_begin_step(t.s, t.a, text_of(done.token), TEXT(WORDS), &t.here, &try));
    assert_fine(signin_wait(t.s, t.a, try, &done));
    assert_true(looked(&t, done.token).is_fresh);
    signins_done(&t);
}

/* 15 */
static void signing_out_ends_the_session_for_good(void **state)
{
    struct signins t = given_signins(state);
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    assert_fine(signin_out(t.s, t.a, text_of(done.token)));
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    assert_fine(signin_out(t.s, t.a, text_of(done.token)));
    signins_open(&t, false);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    signins_done(&t);
}

/* 15: by the desk, which has the room that pages ask. */
static void whoever_is_disabled_is_signed_out_at_once(void **state)
{
    struct signins t = given_signins(state);
    const struct user_name_form form = {TEXT("fund")};
    struct signin_session session;
    char token[SIGNIN_TOKEN_TEXT + 1], link[SIGNIN_TOKEN_TEXT + 1];
    signin_close(&t.s);
    assert_fine(site_load_signin(t.w.site));
    t.s = t.w.site->signin;
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    assert_fine(signin_token_make(t.s, t.a, TEXT("fund"), TEXT("a script"), token));
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    act_well(&t.w, user_disable, &form, MAY_MANAGE_USERS);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    signin_look_bearer(t.s, text_of(token), &session);
    assert_int_equal(SIGNIN_NONE, session.state);
    t.s = NULL;
    signins_open(&t, false);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    assert_err(ERR_INPUT, signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    signins_done(&t);
}

/* 15: a cut between disabling and ending leaves a row; it does not come back to life. */
static void a_disabled_user_has_no_session_after_a_restart(void **state)
{
    struct signins t = given_signins(state);
    const struct user_name_form form = {TEXT("fund")};
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    struct live left = {0};
    assert_fine(session_of(t.s, t.a, text_of(done.token), SIGNIN_OPEN, &left));
    act_well(&t.w, user_disable, &form, MAY_MANAGE_USERS);
    assert_fine(sql_session_drop(t.w.site->keys, t.a, t.w.site->org, left.key));
    assert_fine(session_row_put(t.s, t.a, &left));
    signins_open(&t, false);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    signins_done(&t);
}

/* Gives the fundraiser another role: no command does that yet. */
static struct err *grant_role(struct request *rq, const void *form, struct deed *deed)
{
    const struct id *user = form;
    struct rec *grant = NULL;
    TRY(deed_record(deed, &grant_type, area_id(AREA_ORG, ID_NONE), &grant));
    TRY(rec_set_id(deed->arena, grant, GRANT_USER, *user));
    TRY(rec_set_int(deed->arena, grant, GRANT_ROLE, ROLE_TREASURER));
    TRY(rec_set_int(deed->arena, grant, GRANT_SCOPE, SCOPE_ALL));
    TRY(rec_set_int(deed->arena, grant, GRANT_FROM, rq->now_ms));
    return deed_add(deed, ACT_ADD, NULL, NULL, grant);
}

/* 15 */
static void whoever_holds_another_role_signs_in_anew(void **state)
{
    struct signins t = given_signins(state);
    signin_close(&t.s);
    assert_fine(site_load_signin(t.w.site));
    t.s = t.w.site->signin;
    password_set(&t, "fund", WORDS);
    struct signin_done done = signed_in(&t, "fund", WORDS);
    user_new(&t, "another", "worker");
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    act_well(&t.w, grant_role, &done.user, MAY_MANAGE_USERS);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    t.s = NULL;
    signins_done(&t);
}

static void nobody_reopens_what_was_never_whole(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    char link[SIGNIN_TOKEN_TEXT + 1];
    assert_fine(signin_link_make(t.s, t.a, TEXT("fund"), ID_NONE, false, link));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    time_passes(SIGNIN_IDLE_MS);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    signins_done(&t);
}

/* The people of a demo have no passwords: a locked screen of theirs opens without one. */
static void a_demo_is_reopened_without_a_password(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    struct signin_try *try = NULL;
    char link[SIGNIN_TOKEN_TEXT + 1];
    signins_open(&t, true);
    assert_fine(signin_link_make(t.s, t.a, TEXT("olena"), ID_NONE, false, link));
    assert_fine(signin_link_use(t.s, t.a, text_of(link), &t.here, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_fine(signin_lock(t.s, t.a, text_of(done.token)));
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state);
    assert_fine(signin_begin_step(t.s, t.a, text_of(done.token), TEXT(""), &t.here, &try));
    assert_fine(signin_wait(t.s, t.a, try, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    /* Where she has one, it is asked for. */
    password_set(&t, "olena", WORDS);
    done = signed_in(&t, "olena", WORDS);
    assert_fine(signin_begin_step(t.s, t.a, text_of(done.token), TEXT(""), &t.here, &try));
    assert_err(ERR_INPUT, signin_wait(t.s, t.a, try, &done));
    signins_done(&t);
}

/* 17 */
static void a_user_sees_her_sessions_and_ends_one_or_all(void **state)
{
    struct signins t = given_signins(state);
    struct signin_row *rows;
    char token[SIGNIN_TOKEN_TEXT + 1];
    size_t n = 0;
    password_set(&t, "fund", WORDS);
    password_set(&t, "olena", WORDS);
    struct signin_done first = signed_in(&t, "fund", WORDS);
    time_passes(5000);
    struct signin_done second = signed_in(&t, "fund", WORDS),
                       others = signed_in(&t, "olena", WORDS);
    time_passes(5000);
    assert_fine(signin_token_make(t.s, t.a, TEXT("fund"), TEXT("nightly"), token));
    assert_fine(signin_list(t.s, t.a, first.user, &rows, &n));
    assert_int_equal(3, n);
    assert_true(rows[0].is_bearer);
    assert_string_equal("nightly", rows[0].name);
    assert_string_equal("Firefox, Android", rows[1].agent);
    assert_true(rows[1].made_ms > rows[2].made_ms);
    assert_int_equal(SIGNIN_NEAR, rows[1].place);
    assert_err(ERR_ABSENT, signin_end(t.s, t.a, others.user, rows[1].key));
    assert_fine(signin_end(t.s, t.a, first.user, rows[1].key));
    assert_int_equal(SIGNIN_NONE, looked(&t, second.token).state);
    assert_int_equal(SIGNIN_OPEN, looked(&t, first.token).state);
    assert_fine(signin_end_user(t.s, t.a, first.user, false));
    assert_int_equal(SIGNIN_NONE, looked(&t, first.token).state);
    assert_int_equal(SIGNIN_UNFINISHED, looked(&t, others.token).state);
    assert_fine(signin_list(t.s, t.a, first.user, &rows, &n));
    assert_int_equal(1, n); /* the script goes on until it is ended */
    assert_fine(signin_end(t.s, t.a, first.user, rows[0].key));
    signins_open(&t, false);
    assert_fine(signin_list(t.s, t.a, first.user, &rows, &n));
    assert_int_equal(0, n);
    signins_done(&t);
}

static void a_bearer_token_is_no_cookie_and_never_idle(void **state)
{
    struct signins t = given_signins(state);
    struct signin_session session;
    char token[SIGNIN_TOKEN_TEXT + 1];
    assert_err(ERR_INPUT, signin_token_make(t.s, t.a, TEXT("fund"), TEXT(""), token));
    assert_fine(signin_token_make(t.s, t.a, TEXT("fund"), TEXT("nightly"), token));
    time_passes(30 * (int64_t)SIGNIN_LONGEST_MS);
    assert_int_equal(SIGNIN_NONE, looked(&t, token).state);
    signin_look_bearer(t.s, text_of(token), &session);
    assert_int_equal(SIGNIN_OPEN, session.state);
    assert_true(session.is_bearer && !session.is_fresh);
    assert_string_equal("fund", session.login);
    signins_open(&t, false);
    signin_look_bearer(t.s, text_of(token), &session);
    assert_int_equal(SIGNIN_OPEN, session.state);
    signins_done(&t);
}

static void a_form_belongs_to_its_session(void **state)
{
    struct signins t = given_signins(state);
    char csrf[SIGNIN_CSRF_TEXT + 1];
    password_set(&t, "fund", WORDS);
    struct signin_done one = signed_in(&t, "fund", WORDS), two = signed_in(&t, "fund", WORDS);
    signin_csrf(text_of(one.token), csrf);
    assert_true(signin_csrf_fits(text_of(one.token), text_of(csrf)));
    assert_false(signin_csrf_fits(text_of(two.token), text_of(csrf)));
    assert_false(signin_csrf_fits(text_of(one.token), TEXT("")));
    assert_false(signin_csrf_fits(text_of(one.token), text_of(one.token)));
    assert_false(signin_csrf_fits(TEXT(""), text_of(csrf)));
    signins_done(&t);
}

static void a_locked_site_lets_nobody_in(void **state)
{
    struct signins t = given_signins(state);
    struct signin_done done;
    password_set(&t, "fund", WORDS);
    const struct keyring *ring = t.w.site->ring;
    t.w.site->ring = NULL;
    signins_open(&t, false);
    assert_err(ERR_LOCKED, sign_in_from(&t, "fund", WORDS, NULL, &t.here, &done));
    t.w.site->ring = (struct keyring *)(uintptr_t)ring;
    signins_done(&t);
}

static void near_and_far_are_told_from_the_address(void **state)
{
    struct signins t = given_signins(state);
    static const struct {
        const char *address;
        enum signin_place place;
    } known[] = {{"127.0.0.1", SIGNIN_HERE},       {"::1", SIGNIN_HERE},
                 {"10.1.2.3", SIGNIN_NEAR},        {"192.168.0.9", SIGNIN_NEAR},
                 {"172.31.0.1", SIGNIN_NEAR},      {"172.32.0.1", SIGNIN_FAR},
                 {"fe80::1", SIGNIN_NEAR},         {"fd00::1", SIGNIN_NEAR},
                 {"::ffff:10.0.0.1", SIGNIN_NEAR}, {"2001:db8::1", SIGNIN_FAR},
                 {"198.51.100.1", SIGNIN_FAR},     {"", SIGNIN_FAR},
                 {"not an address", SIGNIN_FAR}};
    for (size_t i = 0; i < COUNT(known); i++)
        assert_int_equal(known[i].place,
                         signin_from(t.s, text_of(known[i].address), TEXT_NONE).place);
    /* A network of IPv6 is one address, or it would be four thousand million guesses. */
    struct hash one = signin_from(t.s, TEXT("2001:db8::1"), TEXT_NONE).address,
                two = signin_from(t.s, TEXT("2001:db8::2"), TEXT_NONE).address,
                far = signin_from(t.s, TEXT("2001:db8:1::1"), TEXT_NONE).address;
    assert_memory_equal(&one, &two, sizeof one);
    assert_memory_not_equal(&one, &far, sizeof one);
    signins_done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(there_is_no_account_before_a_link_made_one),
        ENGINES_TEST(a_link_is_used_once_and_for_an_hour),
        ENGINES_TEST_SQLITE(a_changed_password_asks_for_the_old_one_and_ends_other_sessions),
        ENGINES_TEST_SQLITE(a_password_of_any_script_is_compared_in_its_composed_form),
        ENGINES_TEST_SQLITE(ten_wrong_tries_on_an_account_make_the_next_wait_longer_and_longer),
        ENGINES_TEST_SQLITE(who_was_here_before_is_not_shut_out_by_others),
        ENGINES_TEST_SQLITE(thirty_wrong_tries_from_an_address_are_too_many),
        ENGINES_TEST_SQLITE(a_hundred_tries_at_once_are_ten),
        ENGINES_TEST_SQLITE(unknown_wrong_and_disabled_are_told_the_same_after_the_same_work),
        ENGINES_TEST_SQLITE(a_lack_of_memory_is_no_wrong_password),
        ENGINES_TEST_SQLITE(every_try_is_recorded_without_what_was_typed),
        ENGINES_TEST_SQLITE(a_token_is_new_at_every_sign_in_and_none_is_adopted),
        ENGINES_TEST_SQLITE(no_token_stands_in_a_table),
        ENGINES_TEST_SQLITE(a_session_is_locked_after_a_quarter_of_an_hour_and_over_after_ten),
        ENGINES_TEST(the_last_use_is_kept_for_a_restart_once_a_minute),
        ENGINES_TEST_SQLITE(the_password_reopens_a_locked_session_under_a_new_token),
        ENGINES_TEST_SQLITE(a_session_is_fresh_for_five_minutes_after_the_password),
        ENGINES_TEST(signing_out_ends_the_session_for_good),
        ENGINES_TEST(whoever_is_disabled_is_signed_out_at_once),
        ENGINES_TEST(a_disabled_user_has_no_session_after_a_restart),
        ENGINES_TEST_SQLITE(whoever_holds_another_role_signs_in_anew),
        ENGINES_TEST_SQLITE(nobody_reopens_what_was_never_whole),
        ENGINES_TEST_SQLITE(a_demo_is_reopened_without_a_password),
        ENGINES_TEST(a_user_sees_her_sessions_and_ends_one_or_all),
        ENGINES_TEST_SQLITE(a_bearer_token_is_no_cookie_and_never_idle),
        ENGINES_TEST_SQLITE(a_form_belongs_to_its_session),
        ENGINES_TEST_SQLITE(a_locked_site_lets_nobody_in),
        ENGINES_TEST_SQLITE(near_and_far_are_told_from_the_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
