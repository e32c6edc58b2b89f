/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_sessions.c - how long somebody is signed in, and how it ends; the numbers are those of the
 * security checklist. On both engines where something is stored. */
#include "support/signins.h"

#include <pthread.h>
#include <stdatomic.h>

#include "command/deed.h"
#include "sql/signin.sql.h"

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
    assert_err(ERR_INPUT, wait_once(&t, try, &again));
    assert_int_equal(SIGNIN_LOCKED, looked(&t, done.token).state);
    assert_fine(signin_begin_step(t.s, t.a, token, TEXT(WORDS), &t.here, &try));
    assert_fine(wait_once(&t, try, &again));
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
    assert_fine(wait_once(&t, try, &done));
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
    assert_fine(wait_once(&t, try, &done));
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    /* Where she has one, it is asked for. */
    password_set(&t, "olena", WORDS);
    done = signed_in(&t, "olena", WORDS);
    assert_fine(signin_begin_step(t.s, t.a, text_of(done.token), TEXT(""), &t.here, &try));
    assert_err(ERR_INPUT, wait_once(&t, try, &done));
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

/* ---- page threads ------------------------------------------------------------------------------
 */

enum { LOOKERS = 3, ROUNDS = 300 };

struct looker {
    struct signin *s;
    const char *token; /* of a session that stays */
    atomic_bool is_over;
};

static void *look_on(void *with)
{
    struct looker *looker = with;
    struct signin_session session;
    while (!atomic_load(&looker->is_over)) {
        signin_look(looker->s, text_of(looker->token), &session);
        if (session.state != SIGNIN_OPEN || strcmp("fund", session.login) != 0)
            return looker;
    }
    return NULL;
}

static void page_threads_look_while_the_writer_lets_in_and_out(void **state)
{
    struct signins t = given_signins(state);
    pthread_t threads[LOOKERS];
    struct live others = {.user = {{9}}, .is_bearer = true, .login = "other"};
    void *wrong = NULL;
    password_set(&t, "fund", WORDS);
    const struct signin_done done = signed_in(&t, "fund", WORDS);
    struct looker looker = {.s = t.s, .token = done.token};
    for (size_t i = 0; i < LOOKERS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, look_on, &looker));
    for (size_t i = 0; i < ROUNDS; i++) {
        SIGNIN_HOLD(t.s);
        others.key.bytes[0] = (uint8_t)i;
        others.key.bytes[1] = (uint8_t)(i >> 8);
        assert_fine(live_reserve(&t.s->live, t.a));
        live_put(&t.s->live, &others);
        if (i % 3 == 0)
            live_remove(&t.s->live, &others.key);
    }
    sessions_kill(t.s, others.user, NULL, true);
    dead_forget(t.s);
    atomic_store(&looker.is_over, true);
    for (size_t i = 0; i < LOOKERS; i++) {
        assert_int_equal(0, pthread_join(threads[i], &wrong));
        assert_null(wrong);
    }
    signins_done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
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
        ENGINES_TEST_SQLITE(page_threads_look_while_the_writer_lets_in_and_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
