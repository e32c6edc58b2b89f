/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_world.c - files are whole or as before, whatever write, sync or rename do. */
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static int syncs;
static size_t disk_room;

static ssize_t full_disk(int fd, const void *at, size_t n)
{
    if (disk_room == 0) {
        errno = ENOSPC;
        return -1;
    }
    ssize_t done = write(fd, at, n < disk_room ? n : disk_room);
    disk_room -= (size_t)done;
    return done;
}

static ssize_t byte_by_byte(int fd, const void *at, size_t n)
{
    static bool interrupted;
    interrupted = !interrupted;
    errno = EINTR;
    return interrupted ? -1 : write(fd, at, n > 0 ? 1 : 0);
}

static ssize_t write_nothing(int fd, const void *at, size_t n)
{
    (void)fd, (void)at, (void)n;
    return 0;
}

static int failing_sync(int fd)
{
    (void)fd;
    syncs++;
    errno = EIO;
    return -1;
}

static int sync_of_folders_fails(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) ? failing_sync(fd) : fsync(fd);
}

static int failing_rename(const char *from, const char *to)
{
    (void)from, (void)to;
    errno = EACCES;
    return -1;
}

static bool no_random(void *into, size_t n)
{
    (void)into, (void)n;
    return false;
}

static int64_t at_noon(void)
{
    return 1000;
}

struct place {
    struct arena *a;
    const char *folder;
    const char *file;
};

static int given_a_file(void **state)
{
    static struct place p;
    p.a = arena_new(UNIT_ARENA_MAX);
    p.folder = unit_folder(p.a);
    p.file = arena_printf(p.a, "%s/mark", p.folder);
    *state = &p;
    return world_write_file(p.a, p.file, TEXT("before"), 0600) != NULL;
}

static size_t files_in(const char *folder)
{
    DIR *d = opendir(folder);
    assert_non_null(d);
    size_t n = 0;
    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2;
}

static int remove_the_file(void **state)
{
    struct place *p = *state;
    world_set(NULL);
    unlink(p->file);
    int left = rmdir(p->folder);
    arena_free(p->a);
    return left;
}

static void assert_holds(struct place *p, const char *bytes)
{
    struct text t;
    world_set(NULL);
    assert_fine(world_read_file(p->a, p->file, 100000, &t));
    assert_text(bytes, t);
    assert_int_equal('\0', t.at[t.n]);
    assert_int_equal(1, files_in(p->folder));
}

static void a_file_is_replaced_whole_with_its_mode(void **state)
{
    struct place *p = *state;
    struct stat st;
    mode_t mask = umask(077);
    assert_fine(world_write_file(p->a, p->file, TEXT("after"), 0644));
    umask(mask);
    assert_holds(p, "after");
    assert_int_equal(0, stat(p->file, &st));
    assert_int_equal(0644, st.st_mode & 0777);
}

static void a_full_disk_leaves_what_was_and_says_so(void **state)
{
    struct place *p = *state;
    struct world w = *world_real();
    w.write = full_disk;
    for (disk_room = 0; disk_room < 5; disk_room++) {
        size_t room = disk_room;
        world_set(&w);
        struct err *e = world_write_file(p->a, p->file, TEXT("after"), 0600);
        assert_err(ERR_OUTSIDE, e);
        assert_non_null(strstr(e->text, "full"));
        assert_string_equal("df -h", e->mend);
        assert_holds(p, "before");
        disk_room = room;
    }
}

static void a_write_in_pieces_is_a_whole_write(void **state)
{
    struct place *p = *state;
    struct world w = *world_real();
    w.write = byte_by_byte;
    world_set(&w);
    assert_fine(world_write_file(p->a, p->file, TEXT("after"), 0600));
    assert_holds(p, "after");
    w.write = write_nothing;
    world_set(&w);
    assert_err(ERR_OUTSIDE, world_write_file(p->a, p->file, TEXT("later"), 0600));
    assert_holds(p, "after");
}

static void a_failed_sync_is_not_tried_again(void **state)
{
    struct place *p = *state;
    struct world w = *world_real();
    w.sync = failing_sync;
    world_set(&w);
    syncs = 0;
    assert_err(ERR_OUTSIDE, world_write_file(p->a, p->file, TEXT("after"), 0600));
    assert_int_equal(1, syncs);
    assert_holds(p, "before");
    w.sync = sync_of_folders_fails;
    world_set(&w);
    syncs = 0;
    assert_err(ERR_OUTSIDE, world_write_file(p->a, p->file, TEXT("after"), 0600));
    assert_int_equal(1, syncs);
}

static void a_failed_rename_leaves_no_rubbish(void **state)
{
    struct place *p = *state;
    struct world w = *world_real();
    w.rename = failing_rename;
    world_set(&w);
    assert_err(ERR_OUTSIDE, world_write_file(p->a, p->file, TEXT("after"), 0600));
    assert_holds(p, "before");
}

static void a_file_over_the_limit_is_refused(void **state)
{
    struct place *p = *state;
    struct text t;
    assert_fine(world_read_file(p->a, p->file, 6, &t));
    assert_err(ERR_INPUT, world_read_file(p->a, p->file, 5, &t));
    char *much = arena_zero(p->a, 50000);
    assert_fine(world_write_file(p->a, p->file, (struct text){much, 50000}, 0600));
    assert_fine(world_read_file(p->a, p->file, 50000, &t));
    assert_int_equal(50000, t.n);
    assert_err(ERR_INPUT, world_read_file(p->a, p->file, 49999, &t));
}

static void only_files_are_read(void **state)
{
    struct place *p = *state;
    struct text t;
    const char *absent = arena_printf(p->a, "%s/absent", p->folder);
    const char *below = arena_printf(p->a, "%s/below", p->file);
    assert_err(ERR_ABSENT, world_read_file(p->a, absent, 100, &t));
    assert_err(ERR_ABSENT, world_read_file(p->a, below, 100, &t));
    assert_err(ERR_OUTSIDE, world_read_file(p->a, p->folder, 100, &t));
    unlink(p->file);
    assert_int_equal(0, mkfifo(p->file, 0600));
    assert_err(ERR_OUTSIDE, world_read_file(p->a, p->file, 100, &t));
    assert_err(ERR_OUTSIDE, world_write_file(p->a, below, TEXT("x"), 0600));
}

static struct err *write_and_read(struct arena *a, void *with)
{
    const struct place *p = with;
    struct text t;
    TRY(world_write_file(a, p->file, TEXT("after"), 0600));
    TRY(world_read_file(a, p->file, 100, &t));
    assert_text("after", t);
    return NULL;
}

static void refused_memory_leaves_no_rubbish(void **state)
{
    struct place *p = *state;
    assert_true(unit_fail_each_allocation(write_and_read, p) >= 3);
    assert_holds(p, "after");
}

static void the_clock_can_be_set_and_runs_on(void **state)
{
    (void)state;
    assert_true(world_now_ms() > INT64_C(1700000000000));
    assert_true(world_boot_ms() <= world_boot_ms());
    world_clock_start_at(5000);
    int64_t now = world_now_ms();
    assert_true(now >= 5000 && now < 15000);
    struct world w = *world_real();
    w.now_ms = at_noon;
    world_set(&w);
    assert_int_equal(1000, world_now_ms());
    world_set(NULL);
    assert_ptr_equal(world_real(), world_get());
    assert_true(world_now_ms() > INT64_C(1700000000000));
}

static void without_randomness_the_process_ends(void **state)
{
    (void)state;
    struct world w = *world_real();
    w.random = no_random;
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(quiet, 2);
        world_set(&w);
        world_random(&status, sizeof status);
        _exit(0);
    }
    assert_true(child > 0);
    assert_int_equal(child, waitpid(child, &status, 0));
    assert_true(WIFEXITED(status));
    assert_int_equal(1, WEXITSTATUS(status));
}

static void this_machine_and_its_boot_have_names(void **state)
{
    const char *boot = NULL, *again = NULL, *machine = NULL;
    assert_fine(world_boot_id(*state, &boot));
    assert_fine(world_boot_id(*state, &again));
    assert_fine(world_machine_id(*state, &machine));
    assert_string_equal(boot, again);
    assert_int_equal(36, strlen(boot));
    assert_in_range(strlen(machine), 4, 36);
}

#define with_a_file(name) cmocka_unit_test_setup_teardown(name, given_a_file, remove_the_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_a_file(a_file_is_replaced_whole_with_its_mode),
        with_a_file(a_full_disk_leaves_what_was_and_says_so),
        with_a_file(a_write_in_pieces_is_a_whole_write),
        with_a_file(a_failed_sync_is_not_tried_again),
        with_a_file(a_failed_rename_leaves_no_rubbish),
        with_a_file(a_file_over_the_limit_is_refused),
        with_a_file(only_files_are_read),
        with_a_file(refused_memory_leaves_no_rubbish),
        cmocka_unit_test(the_clock_can_be_set_and_runs_on),
        cmocka_unit_test(without_randomness_the_process_ends),
        unit_test_arena(this_machine_and_its_boot_have_names),
    };
    return cmocka_run_group_tests_name("world", tests, NULL, NULL);
}
