/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_figures.c - the figures of a house, counted twice: from rows and from entries. */
#include "base/when.h"
#include "base/zone.h"
#include "command/undo.h"
#include "support/site.h"

static int32_t today(void)
{
    return zone_wall(zone_utc(), world_now_ms() + INT64_C(3) * 3600000).date;
}

/* Both reckonings of this evening and of the month around it; they must agree. */
static struct figures count_twice(struct workplace *w, const char *login)
{
    const struct figure_ask ask = {
        .house = TEXT("rowan-house"), .from = today() - 30, .to = today() + 1};
    return figures_twice(w, login, &ask);
}

static void a_mother_is_a_woman_with_her_own_child_or_expecting(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct admit_form expecting = {.house = TEXT("rowan-house"),
                                         .room = w.rooms[1],
                                         .head = {.name = TEXT("Hanna K."), .age = TEXT("16")},
                                         .expected = TEXT("2030-02-10")};
    const struct admit_person child = {.name = TEXT("Mark"), .age = TEXT("6")};
    const struct admit_form father = {
        .house = TEXT("rowan-house"),
        .room = w.rooms[2],
        .head = {.name = TEXT("Ivan T."), .sex = TEXT("male"), .age = TEXT("40")},
        .n_children = 1,
        .children = &child};
    assert_fine(admit(&w, "Oksana M.", 0, 2).err);
    act_well(&w, stay_admit, &expecting, MAY_ADMIT);
    act_well(&w, stay_admit, &father, MAY_ADMIT);
    assert_fine(admit(&w, "Lena S.", 3, 0).err);
    struct figures f = count_twice(&w, "manager");
    assert_int_equal(2, f.counts[FIGURE_MOTHERS]);
    assert_int_equal(3, f.counts[FIGURE_CHILDREN]);
    assert_int_equal(1, f.counts[FIGURE_EXPECTED]);
    assert_int_equal(1, f.counts[FIGURE_HEADS_OTHER]);
    assert_int_equal(1, f.counts[FIGURE_ADULTS_ALONE]);
    assert_int_equal(7, f.counts[FIGURE_ADMISSIONS]);
    workplace_done(&w);
}

static void a_mother_of_sixteen_is_a_mother_and_her_child_a_child(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct admit_person baby = {.name = TEXT("Mark"), .age = TEXT("0")};
    const struct admit_form young = {.house = TEXT("rowan-house"),
                                     .room = w.rooms[0],
                                     .head = {.name = TEXT("Hanna K."), .age = TEXT("16")},
                                     .n_children = 1,
                                     .children = &baby};
    act_well(&w, stay_admit, &young, MAY_ADMIT);
    struct figures f = count_twice(&w, "manager");
    assert_int_equal(1, f.counts[FIGURE_MOTHERS]);
    assert_int_equal(1, f.counts[FIGURE_CHILDREN]);
    assert_int_equal(0, f.counts[FIGURE_ADULTS_ALONE]);
    workplace_done(&w);
}

static void a_grandmother_is_no_mother_and_the_grandchild_is_a_child(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct admit_person child = {.name = TEXT("Mark")};
    static const char *const heads[] = {"grandmother", "guardian", "father"};
    for (size_t i = 0; i < COUNT(heads); i++) {
        const struct admit_form form = {.house = TEXT("rowan-house"),
                                        .room = w.rooms[i],
                                        .head = {.name = TEXT("Vira B."), .age = TEXT("60")},
                                        .head_is = text_of(heads[i]),
                                        .n_children = 1,
                                        .children = &child};
        act_well(&w, stay_admit, &form, MAY_ADMIT);
    }
    struct figures f = count_twice(&w, "manager");
    assert_int_equal(0, f.counts[FIGURE_MOTHERS]);
    assert_int_equal(3, f.counts[FIGURE_CHILDREN]);
    assert_int_equal(3, f.counts[FIGURE_HEADS_OTHER]);
    const struct admit_form wrong = {.room = w.rooms[3],
                                     .head = {.name = TEXT("Vira B."), .age = TEXT("60")},
                                     .head_is = TEXT("aunt")};
    struct err *bad = act(&w, stay_admit, &wrong, MAY_ADMIT).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("head_is", bad->field);
    workplace_done(&w);
}

static struct id grown_up_of(struct workplace *w, const struct job *job)
{
    for (size_t i = 0; i < job->answer.n_records; i++) {
        const struct person_row *row = people_get(w->site->people, job->answer.records[i].id);
        if (row != NULL && row->sex == SEX_FEMALE)
            return row->id;
    }
    fail_msg("nobody grown up");
    return ID_NONE;
}

static void an_undone_admission_is_in_no_figure(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    assert_fine(admit(&w, "Oksana M.", 0, 1).err);
    struct job job = admit(&w, "Hanna K.", 1, 2);
    assert_int_equal(2, count_twice(&w, "manager").counts[FIGURE_MOTHERS]);
    const struct desk_undo_form undo = {job.answer.deed};
    act_well(&w, desk_undo, &undo, MAY_UNDO_OWN);
    assert_int_equal(1, count_twice(&w, "manager").counts[FIGURE_MOTHERS]);
    workplace_done(&w);
}

static void counts_stay_when_a_person_is_erased_by_two(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct user_form second = {TEXT("board-ann"), TEXT("manager"), TEXT("all")};
    const struct user_form third = {TEXT("ira"), TEXT("manager"), TEXT("all")};
    act_well(&w, user_add, &second, MAY_MANAGE_USERS);
    assert_fine(act_as(&w, "board-ann", user_add, &third, MAY_MANAGE_USERS).err);
    struct job job = admit(&w, "Oksana M.", 0, 1);
    assert_fine(site_load_people(w.site));
    struct id person = grown_up_of(&w, &job);
    usleep(2000);
    const struct leave_form leave = {.person = person, .reason = TEXT("completed")};
    act_well(&w, stay_leave, &leave, MAY_ADMIT);
    struct figures before = count_twice(&w, "manager");
    const struct erase_form ask = {person, TEXT("own-wish"), false},
                            confirm = {person, TEXT_NONE, true};
    act_well(&w, person_erase, &ask, MAY_ERASE);
    assert_err(ERR_CONFLICT, act(&w, person_erase, &confirm, MAY_ERASE).err);
    assert_err(ERR_CONFLICT, act_as(&w, "board-ann", person_erase, &confirm, MAY_ERASE).err);
    assert_fine(act_as(&w, "ira", person_erase, &confirm, MAY_ERASE).err);
    struct figures after = count_twice(&w, "manager");
    assert_memory_equal(before.counts, after.counts, sizeof before.counts);
    workplace_reopen(&w);
    after = count_twice(&w, "manager");
    assert_memory_equal(before.counts, after.counts, sizeof before.counts);
    assert_string_equal("", people_get(w.site->people, person)->name);
    workplace_done(&w);
}

static void a_role_that_may_not_know_counts_what_it_may_list(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct user_form worker = {TEXT("worker"), TEXT("worker"), TEXT("all")};
    act_well(&w, user_add, &worker, MAY_MANAGE_USERS);
    assert_fine(admit(&w, "Oksana M.", 0, 1).err);
    assert_fine(site_load_people(w.site));
    struct who who;
    struct request rq;
    struct figures f;
    const struct figure_ask ask = {.from = today() + 1, .to = today() + 1};
    assert_fine(desk_request(w.site, w.arena, TEXT("worker"), MAY_SEE_FIGURES, &who, &rq));
    assert_fine(figures_as_of(&rq, &ask, &f));
    assert_int_equal(0, f.counts[FIGURE_MOTHERS]);
    assert_int_equal(0, f.withheld);
    workplace_done(&w);
}

static void a_worker_counts_her_own_in_all_houses_as_in_one(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    const struct user_form worker = {TEXT("worker"), TEXT("worker"), TEXT("own")};
    act_well(&w, user_add, &worker, MAY_MANAGE_USERS);
    assert_fine(admit(&w, "Oksana M.", 0, 1).err);
    const struct person_form form = {.n = 1, .fields = {{"name", TEXT("Hanna K.")}}};
    struct job job = act_as(&w, "worker", person_add, &form, MAY_WRITE_PERSONS);
    assert_fine(job.err);
    const struct admit_form known = {.house = TEXT("rowan-house"),
                                     .room = w.rooms[1],
                                     .head = {.person = job.answer.records[0].id}};
    act_well(&w, stay_admit, &known, MAY_ADMIT);
    assert_fine(site_load_people(w.site));
    struct who who;
    struct request rq;
    struct figures one, all;
    const struct figure_ask in_one = {
        .from = today() + 1, .to = today() + 1, .house = TEXT("rowan-house")};
    const struct figure_ask in_all = {.from = today() + 1, .to = today() + 1};
    assert_fine(desk_request(w.site, w.arena, TEXT("worker"), MAY_SEE_FIGURES, &who, &rq));
    assert_fine(figures_as_of(&rq, &in_one, &one));
    assert_fine(figures_as_of(&rq, &in_all, &all));
    assert_int_equal(1, one.counts[FIGURE_ADULTS_ALONE]);
    assert_memory_equal(one.counts, all.counts, sizeof one.counts);
    assert_int_equal(0, all.withheld);
    workplace_done(&w);
}

static struct err *asked(struct workplace *w, const char *login, struct figure_ask ask,
                         struct figures *ret)
{
    struct who who;
    struct request rq;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_FIGURES, &who, &rq));
    TRY(figures_as_of(&rq, &ask, ret));
    return figures_period(&rq, &ask, ret);
}

static int64_t first_of_december(void)
{
    return INT64_C(1796126400000); /* 2026-12-01, noon */
}

static void who_lists_nobody_is_told_of_closed_months_and_of_nothing_else(void **state)
{
    (void)state;
    enum { OCTOBER_LAST = 20757, NOVEMBER_LAST = 20787 };
    struct world december = *world_real();
    december.now_ms = first_of_december;
    world_set(&december);
    struct workplace w = workplace_make();
    const struct user_form raiser = {TEXT("lena"), TEXT("fundraiser"), TEXT("all")};
    struct figures f;
    act_well(&w, user_add, &raiser, MAY_MANAGE_USERS);
    struct err *bad = asked(&w, "lena", (struct figure_ask){.from = 20780, .to = 20780}, &f);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("as-of", bad->field);
    assert_string_equal("2026-11-30", bad->example);
    assert_string_equal("hearth report figures --as-of 2026-11-30", bad->mend);
    bad = asked(&w, "lena", (struct figure_ask){.from = 20780, .to = NOVEMBER_LAST}, &f);
    assert_err(ERR_INPUT, bad);
    assert_string_equal("hearth report period --from 2026-11-01 --to 2026-11-30", bad->mend);
    const struct figure_ask month = {.from = OCTOBER_LAST, .to = OCTOBER_LAST};
    const struct figure_ask of_house = {
        .house = TEXT("rowan-house"), .from = OCTOBER_LAST, .to = OCTOBER_LAST};
    assert_fine(asked(&w, "lena", month, &f));
    assert_err(ERR_INPUT, asked(&w, "lena", of_house, &f));
    assert_fine(asked(&w, "manager", of_house, &f));
    workplace_done(&w);
    world_set(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mother_is_a_woman_with_her_own_child_or_expecting),
        cmocka_unit_test(a_mother_of_sixteen_is_a_mother_and_her_child_a_child),
        cmocka_unit_test(a_grandmother_is_no_mother_and_the_grandchild_is_a_child),
        cmocka_unit_test(an_undone_admission_is_in_no_figure),
        cmocka_unit_test(counts_stay_when_a_person_is_erased_by_two),
        cmocka_unit_test(a_role_that_may_not_know_counts_what_it_may_list),
        cmocka_unit_test(who_lists_nobody_is_told_of_closed_months_and_of_nothing_else),
        cmocka_unit_test(a_worker_counts_her_own_in_all_houses_as_in_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
