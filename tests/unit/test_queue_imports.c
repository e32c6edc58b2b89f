/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_queue_imports.c - foreign files that wait sealed, and a list taken over by a process that
 * serves, while others are at work. */
#include <time.h>

#include "desk/imports.h"
#include "desk/staging.h"
#include "sql/staging.sql.h"
#include "support/site.h"

enum { MANY = 2600 };

static struct id user_of(struct workplace *w, const char *login)
{
    struct who who;
    assert_fine(
        guard_who(w->site->db, w->arena, w->site->org, text_of(login), world_now_ms(), &who));
    return who.user;
}

static struct text many(struct workplace *w, size_t n)
{
    struct buf b = buf_make(1 << 20);
    struct text all;
    buf_str(&b, "id,name,birth\n");
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%zu,Oksana %c%c.,19%02zu-04-17\n", i, (char)('A' + i % 26),
                   (char)('a' + i / 26 % 26), 20 + i / 676);
    buf_str(&b, "x,Hanna K.,never\n");
    assert_fine(buf_take(&b, w->arena, &all));
    buf_done(&b);
    return all;
}

static struct id put(struct workplace *w, struct id user, struct text bytes)
{
    struct id file;
    assert_fine(staging_put(w->site, w->arena, user, bytes, &file));
    return file;
}

/* All of it, in pieces of an odd size. */
static struct err *read_back(struct workplace *w, struct id user, struct id file,
                             struct text *ret_all)
{
    CLEANUP(staging_close) struct staged *staged = NULL;
    CLEANUP(buf_done) struct buf b = buf_make(1 << 24);
    struct source source;
    char piece[7001];
    TRY(staging_open(w->site, w->arena, user, file, &staged, &source));
    for (size_t n = 1; n > 0;) {
        TRY(source.read(source.with, w->arena, (int64_t)b.n, piece, sizeof piece, &n));
        buf_bytes(&b, piece, n);
    }
    return buf_take(&b, w->arena, ret_all);
}

/* ---- files that wait ---------------------------------------------------------------------------
 */

static void a_file_comes_back_as_it_was(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct id user = user_of(&w, "manager");
    char *long_file = arena_zero(w.arena, 3 * STAGING_PART_BYTES + 5);
    for (size_t i = 0; i < 3 * STAGING_PART_BYTES + 5; i++)
        long_file[i] = (char)(i * 7 + i / 251);
    const struct text files[] = {
        {long_file, 3 * STAGING_PART_BYTES + 5}, {long_file, STAGING_PART_BYTES}, {"", 0}};
    struct text back;
    for (size_t i = 0; i < COUNT(files); i++) {
        assert_fine(read_back(&w, user, put(&w, user, files[i]), &back));
        assert_int_equal(files[i].n, back.n);
        assert_memory_equal(files[i].at, back.at, back.n);
    }
    workplace_done(&w);
}

static void a_file_is_sealed_and_its_parts_keep_their_places(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct id user = user_of(&w, "manager"), other = id_random();
    struct id file = put(&w, user, TEXT("name\nOksana M.\n"));
    struct sql_staging_part_row row;
    struct text back;
    bool found = false;
    assert_fine(sql_staging_part(w.site->keys, w.arena, w.site->org, user, file, 0, &found, &row));
    assert_true(found);
    assert_null(memmem(row.sealed.at, row.sealed.n, "Oksana", 6));
    assert_err(ERR_ABSENT, read_back(&w, other, file, &back));
    assert_fine(sql_staging_put(w.site->keys, w.arena, w.site->org, other, file, 0, row.sealed, 0));
    assert_err(ERR_INTEGRITY, read_back(&w, other, file, &back));
    workplace_done(&w);
}

static int64_t later_ms;

static int64_t later(void)
{
    return world_real()->now_ms() + later_ms;
}

static void a_file_waits_a_week_at_most(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct id user = user_of(&w, "manager");
    struct id file = put(&w, user, TEXT("name\n"));
    struct text back;
    struct world world = *world_real();
    world.now_ms = later;
    world_set(&world);
    later_ms = INT64_C(6) * 24 * 3600000;
    assert_fine(staging_sweep(w.site, w.arena));
    assert_fine(read_back(&w, user, file, &back));
    later_ms = INT64_C(7) * 24 * 3600000 + 60000;
    assert_fine(staging_sweep(w.site, w.arena));
    assert_err(ERR_ABSENT, read_back(&w, user, file, &back));
    world_set(NULL);
    workplace_done(&w);
}

static void the_oldest_file_makes_room(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct id user = user_of(&w, "manager");
    struct id files[STAGING_FILES + 1];
    struct text back;
    for (size_t i = 0; i < COUNT(files); i++) {
        files[i] = put(&w, user, TEXT("name\n"));
        usleep(2000);
    }
    assert_err(ERR_ABSENT, read_back(&w, user, files[0], &back));
    for (size_t i = 1; i < COUNT(files); i++)
        assert_fine(read_back(&w, user, files[i], &back));
    workplace_done(&w);
}

static void an_erasure_takes_all_files_that_wait(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    struct id user = user_of(&w, "manager");
    struct id file = put(&w, user, TEXT("name\nOksana M.\n"));
    const struct user_form ira = {TEXT("ira"), TEXT("manager"), TEXT("all")};
    const struct person_form person = {.n = 1, .fields = {{"name", TEXT("Oksana M.")}}};
    struct text back;
    act_well(&w, user_add, &ira, MAY_MANAGE_USERS);
    struct job job = act_well(&w, person_add, &person, MAY_WRITE_PERSONS);
    struct world world = *world_real();
    world.now_ms = later;
    later_ms = INT64_C(8) * 24 * 3600000;
    world_set(&world);
    struct erase_form form = {made(&job, &person_type), TEXT("own-wish"), false};
    act_well(&w, person_erase, &form, MAY_ERASE);
    assert_fine(read_back(&w, user, file, &back));
    form = (struct erase_form){form.person, TEXT_NONE, true};
    assert_fine(act_as(&w, "ira", person_erase, &form, MAY_ERASE).err);
    assert_err(ERR_ABSENT, read_back(&w, user, file, &back));
    world_set(NULL);
    workplace_done(&w);
}

/* ---- a list among the acts of others -----------------------------------------------------------
 */

static struct imports_state wait_for_end(struct imports *imports, struct id user)
{
    struct imports_state now = {0};
    for (size_t i = 0; i < 60000; i++) {
        imports_state(imports, user, &now);
        if (now.phase == IMPORTS_DONE || now.phase == IMPORTS_FAILED)
            break;
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return now;
}

struct served {
    struct workplace w;
    struct queue *queue;
    struct imports *imports;
    struct id user;
};

static void serve(struct served *s)
{
    s->w = workplace_make();
    s->user = user_of(&s->w, "manager");
    assert_fine(queue_start(s->w.arena, s->w.site, &s->queue));
    assert_fine(imports_make(s->queue, &s->imports));
}

static void serve_end(struct served *s)
{
    queue_stop(s->queue);
    imports_free(&s->imports);
    queue_free(&s->queue);
    workplace_done(&s->w);
}

struct stage {
    struct served *s;
    struct text bytes;
    struct id file;
    struct err *bad;
};

static void stage_task(struct site *site, void *with)
{
    struct stage *stage = with;
    stage->bad = staging_put(site, stage->s->w.arena, stage->s->user, stage->bytes, &stage->file);
}

static struct imports_ask ask_of(struct served *s, struct text bytes)
{
    struct stage stage = {.s = s, .bytes = bytes};
    assert_fine(queue_run(s->queue, s->w.arena, stage_task, &stage));
    assert_fine(stage.bad);
    return (struct imports_ask){.user = s->user, .login = TEXT("manager"), .file = stage.file};
}

static void others_are_answered_while_a_list_is_taken_over(void **state)
{
    (void)state;
    struct served s;
    serve(&s);
    const struct imports_ask ask = ask_of(&s, many(&s.w, MANY));
    assert_fine(imports_start(s.imports, s.w.arena, &ask));
    assert_err(ERR_BUSY, imports_start(s.imports, s.w.arena, &ask));
    size_t meanwhile = 0;
    for (bool runs = true; runs;) {
        const struct person_form form = {.n = 1, .fields = {{"name", TEXT("Lena S.")}}};
        struct job job = {.arena = s.w.arena,
                          .as = TEXT("manager"),
                          .may = MAY_WRITE_PERSONS,
                          .run = person_add,
                          .form = &form};
        assert_fine(queue_do(s.queue, &job));
        runs = imports_is_busy(s.imports);
        meanwhile += runs;
    }
    assert_true(meanwhile > 0);
    struct imports_state end = wait_for_end(s.imports, s.user);
    assert_int_equal(IMPORTS_DONE, end.phase);
    assert_int_equal(MANY, end.result.added);
    assert_int_equal(MANY + 1, end.done);
    assert_int_equal(MANY + 1, end.all);
    serve_end(&s);
}

static void what_is_left_out_is_told_to_its_user_alone(void **state)
{
    (void)state;
    struct served s;
    struct imports_wrong *wrongs;
    const struct err *failed;
    struct imports_state seen;
    size_t n = 0;
    serve(&s);
    struct imports_ask ask = ask_of(&s, TEXT("name,birth,sex\nOksana M.,never,x\nLena S.,,f\n"));
    assert_fine(imports_start(s.imports, s.w.arena, &ask));
    assert_int_equal(1, wait_for_end(s.imports, s.user).result.wrong);
    assert_fine(imports_told(s.imports, s.w.arena, s.user, &n, &wrongs, &failed));
    assert_int_equal(1, n);
    assert_int_equal(2, wrongs[0].line);
    assert_string_equal("birth", wrongs[0].wrongs->field);
    assert_string_equal("sex", wrongs[0].wrongs->next->field);
    assert_null(failed);
    imports_state(s.imports, id_random(), &seen);
    assert_int_equal(IMPORTS_NONE, seen.phase);
    assert_fine(imports_told(s.imports, s.w.arena, id_random(), &n, &wrongs, &failed));
    assert_int_equal(0, n);
    serve_end(&s);
}

static void a_list_that_fails_says_why_and_the_next_may_start(void **state)
{
    (void)state;
    struct served s;
    struct imports_wrong *wrongs;
    const struct err *failed = NULL;
    size_t n = 0;
    serve(&s);
    struct imports_ask ask = ask_of(&s, TEXT("name\nOksana M.\n"));
    struct imports_ask gone = ask;
    gone.file = id_random();
    assert_fine(imports_start(s.imports, s.w.arena, &gone));
    assert_int_equal(IMPORTS_FAILED, wait_for_end(s.imports, s.user).phase);
    assert_fine(imports_told(s.imports, s.w.arena, s.user, &n, &wrongs, &failed));
    assert_int_equal(ERR_ABSENT, failed->kind);
    assert_fine(imports_start(s.imports, s.w.arena, &ask));
    assert_int_equal(1, wait_for_end(s.imports, s.user).result.added);
    /* All of it was taken over, so the file is gone. */
    assert_fine(imports_start(s.imports, s.w.arena, &ask));
    assert_int_equal(IMPORTS_FAILED, wait_for_end(s.imports, s.user).phase);
    serve_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_comes_back_as_it_was),
        cmocka_unit_test(a_file_is_sealed_and_its_parts_keep_their_places),
        cmocka_unit_test(a_file_waits_a_week_at_most),
        cmocka_unit_test(the_oldest_file_makes_room),
        cmocka_unit_test(an_erasure_takes_all_files_that_wait),
        cmocka_unit_test(others_are_answered_while_a_list_is_taken_over),
        cmocka_unit_test(what_is_left_out_is_told_to_its_user_alone),
        cmocka_unit_test(a_list_that_fails_says_why_and_the_next_may_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
