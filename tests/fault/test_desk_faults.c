/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_desk_faults.c - an act is whole or absent whatever fails under it: memory, a write, a sync,
 * the disk's room. */
#include "journal/verify.h"
#include "sql/house.sql.h"
#include "support/site.h"
#include "support/vfs.h"

static void count_row(void *with, const struct row_finding *found)
{
    (void)found;
    ++*(int *)with;
}

static void count_entry(void *with, const struct verify_finding *found)
{
    (void)found;
    ++*(int *)with;
}

static void assert_sound(struct workplace *w)
{
    int findings = 0;
    int64_t rows = 0;
    struct verify_answer answer;
    const struct verify_ask ask = {.org = w->site->org,
                                   .public_key = &w->site->key->public_key,
                                   .report = count_entry,
                                   .with = &findings};
    assert_fine(desk_compare(w->site, NULL, count_row, &findings, &rows));
    assert_int_equal(0, findings);
    assert_fine(journal_verify(w->site->db, w->arena, &ask, &answer));
    assert_int_equal(0, findings);
}

static size_t lodgers(struct workplace *w, size_t room)
{
    struct sql_lodgings_of_room_row *rows;
    size_t n = 0;
    assert_fine(
        sql_lodgings_of_room(w->site->db, w->arena, w->site->org, w->rooms[room], 0, &rows, &n));
    return n;
}

/* An admission of three in room 1; afterwards there are three lodgers or none, as it answered. */
static struct err *admit_three(struct workplace *w)
{
    struct job job = admit(w, "Oksana M.", 0, 2);
    return job.err;
}

static void assert_whole_or_absent(struct workplace *w, bool failed)
{
    assert_int_equal(failed ? 0 : 3, lodgers(w, 0));
    assert_sound(w);
}

static void an_admission_is_whole_or_absent_when_any_memory_is_refused(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct world tight = *world_real();
    tight.may_allocate = unit_may_allocate;
    struct arena *own = w.arena;
    bool failed = true;
    size_t k = 0;
    while (failed) {
        assert_true(k < UNIT_FAULTS_MAX);
        unit_fault_in = k++;
        world_set(&tight);
        w.arena = arena_new(UNIT_ARENA_MAX);
        const struct err *bad = w.arena == NULL ? err_no_memory() : admit_three(&w);
        world_set(NULL);
        failed = bad != NULL;
        if (failed && bad->kind != ERR_BUSY)
            print_error("refusal %zu: %s (%s:%d)\n", k, bad->text, bad->file, bad->line);
        assert_int_equal(failed ? ERR_BUSY : ERR__NONE, failed ? bad->kind : ERR__NONE);
        arena_free(w.arena);
        w.arena = own;
        assert_whole_or_absent(&w, failed);
    }
    assert_true(k > 3);
    workplace_done(&w);
}

static void under_disk_fault(struct vfs_plan (*plan)(int64_t n), int64_t step)
{
    struct workplace w = workplace_make();
    struct err *bad = NULL;
    int64_t n = 0, failures = 0;
    do {
        vfs_set(plan(n));
        bad = admit_three(&w);
        vfs_set(VFS_PLAN_NONE);
        if (bad != NULL) {
            failures++;
            assert_int_equal(ERR_OUTSIDE, bad->kind);
            workplace_reopen(&w);
        }
        assert_whole_or_absent(&w, bad != NULL);
        n += step;
        assert_true(n < UNIT_FAULTS_MAX);
    } while (bad != NULL);
    assert_true(failures > 0);
    workplace_done(&w);
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

static void an_admission_is_whole_or_absent_when_any_write_fails(void **state)
{
    (void)state;
    under_disk_fault(failing_write, 1);
}

static void an_admission_is_whole_or_absent_when_any_sync_fails(void **state)
{
    (void)state;
    under_disk_fault(failing_sync, 1);
}

static void an_admission_is_whole_or_absent_when_the_disk_is_full(void **state)
{
    (void)state;
    under_disk_fault(full_disk, 3);
}

int main(void)
{
    vfs_install();
    vfs_set(VFS_PLAN_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_admission_is_whole_or_absent_when_any_memory_is_refused),
        cmocka_unit_test(an_admission_is_whole_or_absent_when_any_write_fails),
        cmocka_unit_test(an_admission_is_whole_or_absent_when_any_sync_fails),
        cmocka_unit_test(an_admission_is_whole_or_absent_when_the_disk_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
