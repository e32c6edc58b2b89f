/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_signin_faults.c - signing in and out is whole or absent whatever fails under it: memory, a
 * write, a sync, the disk's room. Nobody is shut out by a fault, and nobody is let in. */
#include "support/signins.h"
#include "support/vfs.h"

#include "signin/draft.h"
#include "sql/signin.sql.h"

static struct hash known; /* verifier at the site of this test */
static bool is_known;

/* The right password without its hash, which was made once. */
static struct err *come_in(struct signins *t, struct signin_done *ret_done)
{
    struct signin_try *try = NULL;
    const struct signin_ask ask = {TEXT("fund"), TEXT(WORDS), TEXT_NONE, t->here};
    TRY(signin_begin(t->s, t->a, &ask, &try));
    if (!is_known)
        signin_work(try);
    if (!is_known)
        known = try->given.verifier;
    is_known = true;
    try->given.verifier = known;
    return signin_finish(t->s, t->a, try, ret_done);
}

static size_t sessions_in_memory(struct signins *t)
{
    size_t n = 0, place = 1;
    for (const struct live *l; (l = live_next(&t->s->live, &place)) != NULL;)
        n += !l->is_dead;
    return n;
}

static size_t sessions_stored(struct signins *t)
{
    struct sql_sessions_all_row *rows;
    size_t n = 0;
    assert_fine(sql_sessions_all(t->w.site->keys, t->a, t->w.site->org, &rows, &n));
    return n;
}

struct steps {
    const char *name;
    struct err *(*prepare)(struct signins *t, struct signin_done *done);
    struct err *(*act)(struct signins *t, struct signin_done *done);
};

static struct err *nothing(struct signins *t, struct signin_done *done)
{
    (void)t;
    (void)done;
    return NULL;
}

static struct err *go_out(struct signins *t, struct signin_done *done)
{
    return signin_out(t->s, t->a, text_of(done->token));
}

static struct err *link_in_hand(struct signins *t, struct signin_done *done)
{
    return signin_link_make(t->s, t->a, TEXT("fund"), ID_NONE, false, done->token);
}

static struct err *use_link(struct signins *t, struct signin_done *done)
{
    char token[SIGNIN_TOKEN_TEXT + 1];
    memcpy(token, done->token, sizeof token);
    return signin_link_use(t->s, t->a, text_of(token), &t->here, done);
}

static struct err *put_draft(struct signins *t, struct signin_done *done)
{
    (void)done;
    const struct id user = {{1}};
    return draft_put(signin_store(t->s), t->a, user, TEXT("admit"), TEXT("name=Anna"));
}

static const struct steps all_steps[] = {
    {"sign in", nothing, come_in},
    {"sign out", come_in, go_out},
    {"come by a link", link_in_hand, use_link},
    {"make a link", nothing, link_in_hand},
    {"keep a draft", nothing, put_draft},
};

static void assert_sound(struct signins *t)
{
    assert_int_equal(sessions_stored(t), sessions_in_memory(t));
    assert_int_equal(0, t->s->tallies.in_flight);
}

static void refuse_memory(struct signins *t, const struct steps *steps)
{
    bool failed = true;
    size_t k = 0;
    for (; failed; k++) {
        struct arena *own = t->a;
        struct signin_done done = {0};
        assert_true(k < UNIT_FAULTS_MAX);
        assert_fine(steps->prepare(t, &done));
        struct world tight = *world_get();
        tight.may_allocate = unit_may_allocate;
        unit_fault_in = k;
        world_set(&tight);
        t->a = arena_new(UNIT_ARENA_MAX);
        const struct err *bad = t->a == NULL ? err_no_memory() : steps->act(t, &done);
        clocks_set();
        failed = bad != NULL;
        assert_err(failed ? ERR_BUSY : ERR__NONE, bad);
        arena_free(t->a);
        t->a = own;
        /* What ended in memory and not on the disk is ended there later. */
        time_passes(61000);
        assert_fine(signin_rest(t->s, t->a));
        assert_sound(t);
    }
    assert_true(k >= 2);
}

static void whatever_memory_is_refused_sessions_are_whole_or_absent(void **state)
{
    (void)state;
    struct signins t = given_signins(NULL);
    struct signin_done done;
    is_known = false;
    password_set(&t, "fund", WORDS);
    assert_fine(come_in(&t, &done));
    for (size_t i = 0; i < COUNT(all_steps); i++)
        refuse_memory(&t, &all_steps[i]);
    signins_done(&t);
}

static void under_disk_fault(struct signins *t, const struct steps *steps,
                             struct vfs_plan (*plan)(int64_t n), int64_t step)
{
    struct err *bad = NULL;
    int64_t n = 0, failures = 0;
    do {
        struct signin_done done = {0};
        assert_fine(steps->prepare(t, &done));
        vfs_set(plan(n));
        bad = steps->act(t, &done);
        vfs_set(VFS_PLAN_NONE);
        if (bad != NULL) {
            failures++;
            assert_int_equal(ERR_OUTSIDE, bad->kind);
            assert_int_equal(0, t->s->tallies.in_flight);
            if (steps->act == come_in || steps->act == go_out)
                assert_int_equal(SIGNIN_NONE, looked(t, done.token).state);
            signin_close(&t->s);
            workplace_reopen(&t->w);
            signins_open(t, false);
        }
        assert_sound(t);
        n += step;
        assert_true(n < UNIT_FAULTS_MAX);
    } while (bad != NULL);
    if (failures == 0)
        print_error("%s: nothing failed\n", steps->name);
    assert_true(failures > 0);
}

static struct vfs_plan failing_write(int64_t n)
{
    struct vfs_plan plan = VFS_PLAN_NONE;
    plan.fail_write_in = n;
    return plan;
}

static struct vfs_plan failing_sync(int64_t n)
{
    struct vfs_plan plan = VFS_PLAN_NONE;
    plan.fail_sync_in = n;
    return plan;
}

static struct vfs_plan full_disk(int64_t n)
{
    struct vfs_plan plan = VFS_PLAN_NONE;
    plan.full_in = n;
    return plan;
}

static void whatever_fails_on_the_disk_sessions_are_whole_or_absent(void **state)
{
    (void)state;
    struct signins t = given_signins(NULL);
    struct signin_done done;
    is_known = false;
    password_set(&t, "fund", WORDS);
    assert_fine(come_in(&t, &done));
    for (size_t i = 0; i < COUNT(all_steps); i++) {
        under_disk_fault(&t, &all_steps[i], failing_write, 1);
        under_disk_fault(&t, &all_steps[i], failing_sync, 1);
        under_disk_fault(&t, &all_steps[i], full_disk, 2);
    }
    signins_done(&t);
}

/* Nothing can be written any more: who is in the house is still to be looked up. */
static void a_full_disk_keeps_nobody_from_looking(void **state)
{
    (void)state;
    struct signins t = given_signins(NULL);
    struct signin_done done;
    is_known = false;
    password_set(&t, "fund", WORDS);
    assert_fine(come_in(&t, &done));
    assert_fine(draft_put(signin_store(t.s), t.a, done.user, TEXT("admit"), TEXT("words")));
    vfs_set(full_disk(0));
    signins_open(&t, false);
    assert_int_equal(SIGNIN_OPEN, looked(&t, done.token).state);
    assert_err(ERR_OUTSIDE, signin_out(t.s, t.a, text_of(done.token)));
    assert_int_equal(SIGNIN_NONE, looked(&t, done.token).state);
    vfs_set(VFS_PLAN_NONE);
    signin_close(&t.s);
    workplace_reopen(&t.w);
    signins_done(&t);
}

int main(void)
{
    vfs_install();
    vfs_set(VFS_PLAN_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_memory_is_refused_sessions_are_whole_or_absent),
        cmocka_unit_test(a_full_disk_keeps_nobody_from_looking),
        cmocka_unit_test(whatever_fails_on_the_disk_sessions_are_whole_or_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
