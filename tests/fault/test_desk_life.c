/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_desk_life.c - what a site lives through: erasures, restored backups, cloned folders, lost
 * marks, clocks that are years off. */
#include <fcntl.h>
#include <sys/stat.h>

#include "journal/keystore.h"
#include "journal/verify.h"
#include "sql/person.sql.h"
#include "support/site.h"

static const char *const site_files[] = {
    "hearth.db",   "hearth.db-wal", "hearth.db-shm", "keys.db",     "keys.db-wal",
    "keys.db-shm", "site.key",      "site.mark",     "hearth.conf", "lock"};

static struct text file_of(struct workplace *w, const char *name)
{
    struct text bytes = TEXT_NONE;
    const char *path = arena_printf(w->arena, "%s/%s", w->dir, name);
    if (access(path, R_OK) == 0)
        assert_fine(world_read_file(w->arena, path, 64 << 20, &bytes));
    return bytes;
}

static bool is_in_some_file(struct workplace *w, struct text needle)
{
    for (size_t i = 0; i < COUNT(site_files); i++) {
        struct text bytes = file_of(w, site_files[i]);
        if (bytes.n > 0 && memmem(bytes.at, bytes.n, needle.at, needle.n) != NULL)
            return true;
    }
    return false;
}

static void copy_file(struct workplace *w, const char *name, const char *to)
{
    struct text bytes = file_of(w, name);
    if (bytes.n > 0)
        assert_fine(
            world_write_file(w->arena, arena_printf(w->arena, "%s/%s", to, name), bytes, 0600));
    else
        unlink(arena_printf(w->arena, "%s/%s", to, name));
}

/* The stores as they are, in another folder; the site is closed meanwhile. */
static const char *copy_of(struct workplace *w)
{
    char *to = arena_printf(w->arena, "%s-copy", w->dir);
    site_close(&w->site);
    mkdir(to, 0700);
    for (size_t i = 0; i < COUNT(site_files); i++)
        copy_file(w, site_files[i], to);
    workplace_reopen(w);
    return to;
}

static void copy_back(struct workplace *w, const char *from, const char *const *names, size_t n)
{
    const char *dir = w->dir;
    w->dir = from;
    for (size_t i = 0; i < n; i++)
        copy_file(w, names[i], dir);
    w->dir = dir;
}

static void forget(struct workplace *w, const char *folder)
{
    for (size_t i = 0; i < COUNT(site_files); i++)
        unlink(arena_printf(w->arena, "%s/%s", folder, site_files[i]));
    rmdir(folder);
}

/* ---- erasing
 * ------------------------------------------------------------------------------------- */

static struct id person_who_left(struct workplace *w)
{
    struct id person = ID_NONE;
    const struct person_form form = {
        .n = 2, .fields = {{"name", TEXT("Пелагея Неповторна")}, {"birth", TEXT("1991-05-06")}}};
    struct job job = act_well(w, person_add, &form, MAY_WRITE_PERSONS);
    person = made(&job, &person_type);
    return person;
}

static struct text wrapped_key_of(struct workplace *w, struct id person)
{
    static const uint8_t in[] = {DB_INT, DB_BYTES}, out[] = {DB_BYTES};
    static const struct sql_text find = {
        .label = "wrapped",
        .sqlite = "select wrapped from stored_key where org = ?1 and subject = ?2",
        .n_params = 2,
        .param_kinds = in,
        .n_columns = 1,
        .column_kinds = out};
    const struct db_value params[] = {DB_OF_INT(w->site->org), DB_OF_ID(&person)};
    struct db_rows rows;
    assert_fine(db_run(w->site->keys, w->arena, &find, params, &rows));
    assert_int_equal(1, rows.n);
    return rows.at[0].t;
}

static void erase_by_two(struct workplace *w, struct id person)
{
    const struct user_form second = {TEXT("board-ann"), TEXT("manager"), TEXT("all")};
    const struct user_form third = {TEXT("ira"), TEXT("manager"), TEXT("all")};
    const struct erase_form ask = {person, TEXT("own-wish"), false};
    const struct erase_form confirm = {person, TEXT_NONE, true};
    act_well(w, user_add, &second, MAY_MANAGE_USERS);
    assert_fine(act_as(w, "board-ann", user_add, &third, MAY_MANAGE_USERS).err);
    act_well(w, person_erase, &ask, MAY_ERASE);
    assert_fine(act_as(w, "ira", person_erase, &confirm, MAY_ERASE).err);
}

static void an_erased_key_and_name_are_in_no_file(void **state)
{
    (void)state;
    static const char name16[] = "\x1f\x04\x35\x04\x3b\x04\x30\x04\x33\x04"; /* UTF-16LE */
    struct workplace w = workplace_make();
    struct id person = person_who_left(&w);
    struct text key = wrapped_key_of(&w, person);
    assert_true(is_in_some_file(&w, key)); /* the search finds what is there */
    erase_by_two(&w, person);
    assert_false(is_in_some_file(&w, key));
    assert_false(is_in_some_file(&w, TEXT("Пелагея")));
    assert_false(is_in_some_file(&w, (struct text){name16, sizeof name16 - 1}));
    site_close(&w.site);
    assert_false(is_in_some_file(&w, key));
    workplace_reopen(&w);
    workplace_done(&w);
}

static void a_restored_key_store_is_erased_again_at_the_start(void **state)
{
    (void)state;
    static const char *const keys[] = {"keys.db", "keys.db-wal", "keys.db-shm"};
    struct workplace w = workplace_make();
    struct id person = person_who_left(&w);
    const char *copy = copy_of(&w);
    struct text key = wrapped_key_of(&w, person);
    erase_by_two(&w, person);
    site_close(&w.site);
    copy_back(&w, copy, keys, COUNT(keys));
    assert_true(is_in_some_file(&w, key));
    workplace_reopen(&w);
    assert_false(is_in_some_file(&w, key));
    assert_fine(site_load_people(w.site));
    assert_string_equal("", people_get(w.site->people, person)->name);
    forget(&w, copy);
    workplace_done(&w);
}

/* ---- incarnations
 * -------------------------------------------------------------------------------- */

static int64_t newest_incarnation(struct workplace *w, int64_t *ret_reason)
{
    struct sql_incarnations_row *rows;
    size_t n = 0;
    assert_fine(sql_incarnations(w->site->db, w->arena, w->site->org, &rows, &n));
    *ret_reason = rows[0].reason;
    return rows[0].number;
}

static void assert_goes_on_as(struct workplace *w, int64_t number, int64_t reason)
{
    int64_t is_reason = 0;
    assert_int_equal(number - 1, newest_incarnation(w, &is_reason)); /* opening writes nothing */
    assert_fine(admit(w, "Hanna K.", 1, 0).err);
    assert_int_equal(number, newest_incarnation(w, &is_reason));
    assert_int_equal(reason, is_reason);
    workplace_reopen(w);
    assert_fine(admit(w, "Lena S.", 2, 0).err);
    assert_int_equal(number, newest_incarnation(w, &is_reason)); /* and only once */
}

static void a_restored_backup_goes_on_as_a_new_incarnation(void **state)
{
    (void)state;
    static const char *const stores[] = {"hearth.db", "hearth.db-wal", "hearth.db-shm",
                                         "keys.db",   "keys.db-wal",   "keys.db-shm"};
    struct workplace w = workplace_make();
    const char *copy = copy_of(&w);
    assert_fine(admit(&w, "Oksana M.", 0, 1).err);
    site_close(&w.site);
    copy_back(&w, copy, stores, COUNT(stores));
    workplace_reopen(&w);
    assert_goes_on_as(&w, 2, INCARNATION_RESTORED);
    forget(&w, copy);
    workplace_done(&w);
}

static void a_cloned_folder_goes_on_as_a_new_incarnation(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const char *copy = copy_of(&w), *dir = w.dir;
    site_close(&w.site);
    w.dir = copy;
    workplace_reopen(&w);
    assert_goes_on_as(&w, 2, INCARNATION_MOVED);
    site_close(&w.site);
    forget(&w, copy);
    w.dir = dir;
    workplace_done(&w);
}

static void a_lost_mark_begins_a_new_incarnation(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    site_close(&w.site);
    unlink(arena_printf(w.arena, "%s/site.mark", w.dir));
    workplace_reopen(&w);
    assert_goes_on_as(&w, 2, INCARNATION_NO_MARK);
    workplace_done(&w);
}

/* ---- clocks
 * -------------------------------------------------------------------------------------- */

static int64_t odd_now_ms;

static int64_t odd_now(void)
{
    return odd_now_ms;
}

static void count_entry(void *with, const struct verify_finding *found)
{
    (void)found;
    ++*(int *)with;
}

static void a_clock_ten_years_off_either_way_reorders_nothing(void **state)
{
    (void)state;
    static const int64_t years[] = {10, -10, 0};
    struct workplace w = workplace_make();
    int findings = 0;
    struct verify_answer answer;
    const struct verify_ask ask = {.org = w.site->org,
                                   .public_key = &w.site->key->public_key,
                                   .report = count_entry,
                                   .with = &findings};
    for (size_t i = 0; i < COUNT(years); i++) {
        struct world odd = *world_real();
        odd.now_ms = odd_now;
        odd_now_ms = world_now_ms() + years[i] * INT64_C(365) * 24 * 3600000;
        world_set(&odd);
        struct job job = admit(&w, "Oksana M.", i, 0);
        world_set(NULL);
        if (years[i] >= 0)
            assert_fine(job.err);
    }
    assert_fine(journal_verify(w.site->db, w.arena, &ask, &answer));
    assert_int_equal(0, findings);
    workplace_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_erased_key_and_name_are_in_no_file),
        cmocka_unit_test(a_restored_key_store_is_erased_again_at_the_start),
        cmocka_unit_test(a_restored_backup_goes_on_as_a_new_incarnation),
        cmocka_unit_test(a_cloned_folder_goes_on_as_a_new_incarnation),
        cmocka_unit_test(a_lost_mark_begins_a_new_incarnation),
        cmocka_unit_test(a_clock_ten_years_off_either_way_reorders_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
