/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_draft.c - what was typed is there again, for its user alone, and not for ever. And what a
 * backup of the keys keeps of credentials. */
#include "support/signins.h"

#include "base/when.h"
#include "desk/keys_file.h"
#include "signin/draft.h"
#include "signin/keep.h"
#include "sql/signin.sql.h"

static void what_was_typed_is_there_again_for_its_user_alone(void **state)
{
    struct signins t = given_signins(state);
    const struct signin_store *st = signin_store(t.s);
    const struct id one = {{1}}, two = {{2}};
    struct text typed;
    int64_t made_ms = 0;
    assert_fine(draft_get(st, t.a, one, TEXT("admit"), &typed, &made_ms));
    assert_null(typed.at);
    assert_fine(draft_put(st, t.a, one, TEXT("admit"), TEXT("name=Anna")));
    assert_fine(draft_put(st, t.a, one, TEXT("admit"), TEXT("name=Anna M.")));
    assert_fine(draft_put(st, t.a, one, TEXT("note"), TEXT("")));
    assert_fine(draft_get(st, t.a, one, TEXT("admit"), &typed, &made_ms));
    assert_text("name=Anna M.", typed);
    assert_int_equal(world_now_ms() / 100000, made_ms / 100000);
    assert_fine(draft_get(st, t.a, two, TEXT("admit"), &typed, &made_ms));
    assert_null(typed.at);
    assert_fine(draft_drop(st, t.a, one, TEXT("admit")));
    assert_fine(draft_get(st, t.a, one, TEXT("admit"), &typed, &made_ms));
    assert_null(typed.at);
    signins_done(&t);
}

static void a_draft_is_sealed_and_bound_to_user_and_form(void **state)
{
    struct signins t = given_signins(state);
    const struct signin_store *st = signin_store(t.s);
    const struct id one = {{1}}, two = {{2}};
    struct sql_draft_get_row row;
    struct text typed;
    int64_t made_ms = 0;
    bool found = false;
    assert_fine(draft_put(st, t.a, one, TEXT("admit"), TEXT("name=Anna M.")));
    assert_fine(sql_draft_get(st->keys, t.a, st->org, one, TEXT("admit"), &found, &row));
    assert_null(memmem(row.sealed.at, row.sealed.n, "Anna", 4));
    assert_fine(sql_draft_put(st->keys, t.a, st->org, two, TEXT("admit"), row.sealed, 0));
    assert_err(ERR_INTEGRITY, draft_get(st, t.a, two, TEXT("admit"), &typed, &made_ms));
    assert_fine(sql_draft_put(st->keys, t.a, st->org, one, TEXT("other"), row.sealed, 0));
    assert_err(ERR_INTEGRITY, draft_get(st, t.a, one, TEXT("other"), &typed, &made_ms));
    struct signin_store locked = *st;
    locked.ring = NULL;
    assert_err(ERR_LOCKED, draft_get(&locked, t.a, one, TEXT("admit"), &typed, &made_ms));
    assert_err(ERR_LOCKED, draft_put(&locked, t.a, one, TEXT("admit"), TEXT("x")));
    signins_done(&t);
}

static void drafts_are_gone_after_a_week_and_when_there_are_too_many(void **state)
{
    struct signins t = given_signins(state);
    const struct signin_store *st = signin_store(t.s);
    const struct id one = {{1}};
    struct sql_drafts_of_row *rows;
    size_t n = 0;
    assert_fine(draft_put(st, t.a, one, TEXT("old"), TEXT("words")));
    time_passes(6 * (int64_t)DAY_MS);
    assert_fine(draft_put(st, t.a, one, TEXT("young"), TEXT("words")));
    time_passes((int64_t)DAY_MS + 1000);
    assert_fine(draft_sweep(st, t.a));
    assert_fine(sql_drafts_of(st->keys, t.a, st->org, one, &rows, &n));
    assert_int_equal(1, n);
    assert_text("young", rows[0].form);
    for (size_t i = 0; i < DRAFTS_PER_USER + 3; i++) {
        time_passes(10);
        assert_fine(
            draft_put(st, t.a, one, text_of(arena_printf(t.a, "form-%zu", i)), TEXT("words")));
    }
    assert_fine(sql_drafts_of(st->keys, t.a, st->org, one, &rows, &n));
    assert_int_equal(DRAFTS_PER_USER, n);
    assert_text("form-3", rows[0].form);
    char *large = arena_zero(t.a, DRAFT_BYTES_MAX + 1);
    assert_err(ERR_INPUT,
               draft_put(st, t.a, one, TEXT("large"), (struct text){large, DRAFT_BYTES_MAX + 1}));
    assert_fine(draft_put(st, t.a, one, TEXT("large"), (struct text){large, DRAFT_BYTES_MAX}));
    signins_done(&t);
}

/* She may be in any draft: erasing her takes them all. */
static void an_erasure_takes_all_drafts(void **state)
{
    struct signins t = given_signins(state);
    const struct signin_store *st = signin_store(t.s);
    const struct id one = {{1}};
    struct sql_drafts_of_row *rows;
    size_t n = 0;
    struct job job = admit(&t.w, "Oksana M.", 0, 0);
    assert_fine(job.err);
    struct id person = made(&job, &person_type);
    assert_fine(draft_put(st, t.a, one, TEXT("note"), TEXT("Oksana was here")));
    const struct erase_form ask = {person, TEXT("own-wish"), false};
    const struct erase_form confirm = {person, TEXT_NONE, true};
    const struct leave_form leave = {.person = person, .reason = TEXT("completed")};
    const struct user_form second = {TEXT("second"), TEXT("manager"), TEXT("all")};
    const struct user_form third = {TEXT("third"), TEXT("manager"), TEXT("all")};
    act_well(&t.w, user_add, &second, MAY_MANAGE_USERS);
    assert_fine(act_as(&t.w, "second", user_add, &third, MAY_MANAGE_USERS).err);
    time_passes(1000);
    act_well(&t.w, stay_leave, &leave, MAY_ADMIT);
    act_well(&t.w, person_erase, &ask, MAY_ERASE);
    assert_fine(sql_drafts_of(st->keys, t.a, st->org, one, &rows, &n));
    assert_int_equal(1, n);
    assert_fine(act_as(&t.w, "third", person_erase, &confirm, MAY_ERASE).err);
    assert_fine(sql_drafts_of(st->keys, t.a, st->org, one, &rows, &n));
    assert_int_equal(0, n);
    signins_done(&t);
}

/* ---- backup -------------------------------------------------------------------------------------
 */

static void a_backup_keeps_credentials_and_never_sessions(void **state)
{
    struct signins t = given_signins(state);
    struct signin_offer offer;
    struct signin_try *try = NULL;
    struct text bytes;
    struct db *other = NULL;
    password_set(&t, "olena", WORDS);
    password_set(&t, "fund", OTHER_WORDS);
    struct signin_done done = signed_in(&t, "olena", WORDS);
    assert_fine(signin_factor_offer(t.s, t.a, text_of(done.token), &offer));
    assert_fine(signin_begin_factor(t.s, t.a, text_of(done.token),
                                    text_of(digits_of(&t, &offer, 0)), &t.here, &try));
    assert_fine(wait_once(&t, try, &done));
    assert_fine(keep_take(t.a, t.w.site->keys, t.w.site->org, &bytes));
    assert_fine(db_open_sqlite(t.a, ":memory:", DB_WRITER, &other));
    assert_fine(signin_create(other, t.a));
    assert_fine(db_begin(other, t.a));
    assert_fine(keep_put(t.a, other, t.w.site->org, bytes));
    assert_fine(db_commit(other, t.a));
    struct db *keys = t.w.site->keys;
    t.w.site->keys = other;
    signins_open(&t, false);
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    struct signin_done again;
    assert_fine(sign_in_from(&t, "fund", OTHER_WORDS, NULL, &t.here, &again));
    assert_fine(sign_in_from(&t, "olena", WORDS, digits_of(&t, &offer, 1), &t.here, &again));
    assert_fine(sign_in_from(&t, "olena", WORDS, done.codes[0], &t.here, &again));
    /* No byte less, no byte more, no other one. */
    for (size_t i = 0; i < bytes.n; i++) {
        struct db *third = NULL;
        assert_fine(db_open_sqlite(t.a, ":memory:", DB_WRITER, &third));
        assert_fine(signin_create(third, t.a));
        assert_err(ERR_INTEGRITY, keep_put(t.a, third, 7, (struct text){bytes.at, i}));
        db_close(&third);
        if (i > 64)
            i += 37;
    }
    t.w.site->keys = keys;
    signin_close(&t.s);
    db_close(&other);
    signins_done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ENGINES_TEST(what_was_typed_is_there_again_for_its_user_alone),
        ENGINES_TEST_SQLITE(a_draft_is_sealed_and_bound_to_user_and_form),
        ENGINES_TEST_SQLITE(drafts_are_gone_after_a_week_and_when_there_are_too_many),
        ENGINES_TEST(an_erasure_takes_all_drafts),
        ENGINES_TEST_SQLITE(a_backup_keeps_credentials_and_never_sessions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
