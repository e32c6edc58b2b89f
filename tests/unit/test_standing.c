/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_standing.c - where somebody stands, as the people index has it, is what the tables say:
 * after each commit and after a new start, on both engines. */
#include "support/engines.h"
#include "support/server.h"
#include "support/site.h"
#include "view/persons.h"

enum { CHILDREN = 2 };

static struct workplace place;

static int begin_sqlite(void **state)
{
    place = workplace_make();
    *state = &place;
    return 0;
}

static int begin_pg(void **state)
{
    char schema[48];
    (void)snprintf(schema, sizeof schema, "standing_%ld", (long)getpid());
    place = workplace_make_in(engines_conninfo(), schema);
    *state = &place;
    return 0;
}

static int end(void **state)
{
    workplace_done(*state);
    return 0;
}

static void assert_known_as_in_the_tables(struct workplace *w, size_t n_before)
{
    struct who who;
    struct request rq;
    size_t n = 0;
    assert_fine(desk_request(w->site, w->arena, TEXT("manager"), MAY_SEE_PERSONS, &who, &rq));
    for (size_t i = 0; i < people_count(rq.people); i++) {
        const struct person_row *row = people_at(rq.people, i);
        struct person_last last;
        assert_fine(person_place(&rq, row->id, &last));
        assert_int_equal(last.here, row->here);
        assert_true(id_equal(last.house, row->house));
        assert_int_equal(last.since_ms, row->since_ms);
        n += row->here == HERE_BEFORE;
    }
    assert_int_equal(n_before, n);
}

static void load_again(struct workplace *w)
{
    people_free(w->site->people);
    w->site->people = NULL;
    assert_fine(site_load_people(w->site));
}

static void where_everybody_stands_is_learnt_at_once_and_found_again(void **state)
{
    struct workplace *w = *state;
    assert_fine(site_load_people(w->site));
    struct job job = admit(w, "Olena K.", 0, CHILDREN);
    assert_fine(job.err);
    const struct id olena = made(&job, &person_type);
    assert_known_as_in_the_tables(w, 0);
    const struct leave_form leave = {.person = olena, .reason = TEXT("completed")};
    server_sleep(5);
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    assert_known_as_in_the_tables(w, 1 + CHILDREN);
    load_again(w);
    assert_known_as_in_the_tables(w, 1 + CHILDREN);
    server_sleep(5);
    const struct return_form back = {.person = olena, .alone = true, .room = w->rooms[0]};
    act_well(w, stay_return, &back, MAY_ADMIT);
    assert_known_as_in_the_tables(w, CHILDREN);
    load_again(w);
    assert_known_as_in_the_tables(w, CHILDREN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(where_everybody_stands_is_learnt_at_once_and_found_again,
                                        begin_sqlite, end),
        cmocka_unit_test_setup_teardown(where_everybody_stands_is_learnt_at_once_and_found_again,
                                        begin_pg, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
