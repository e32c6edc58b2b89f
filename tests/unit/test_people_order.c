/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_people_order.c - lists of people stay in order whatever comes, changes and goes. */
#include "unit.h"

#include "lang/lang.h"
#include "model/types.h"
#include "people/order.h"

enum { PERSONS = 200, CHANGES = 2000 };

static void key_uk(struct buf *into, struct text name)
{
    lang_put_key(into, LANG_UK, name);
}

static struct id id_of(unsigned n)
{
    struct id id = {{0}};
    for (size_t i = 0; i < ID_BYTES; i++)
        id.bytes[i] = (unsigned char)((n + 1) * 2654435761u >> (i % 4 * 8));
    return id;
}

static void put(struct arena *a, struct people *p, unsigned n, unsigned name, bool withdrawn)
{
    static const char *const given[] = {"Ганна", "Олена", "Ївга", "Іван", "Zora", "Ґалина", "anna"};
    struct rec *r = NULL;
    assert_fine(rec_new(a, &person_type, &r));
    r->id = id_of(n);
    r->withdrawn = withdrawn;
    const char *said =
        arena_printf(a, "%s %c.", given[name % COUNT(given)], 'A' + (int)(name % 26));
    assert_fine(rec_read(a, r, "name", text_of(said)));
    assert_fine(rec_set_int(a, r, PERSON_STATE, PERSON_KNOWN));
    assert_fine(people_set(p, r));
}

static const struct people_order *assert_in_order(struct people *p)
{
    const struct people_order *order = NULL;
    CLEANUP(buf_done) struct buf last = buf_make(4096);
    size_t listed = 0;
    assert_fine(people_ordered(p, key_uk, &order));
    for (size_t i = 0; i < people_count(p); i++)
        listed += !people_at(p, i)->is_withdrawn && people_at(p, i)->state == PERSON_KNOWN;
    assert_int_equal(listed, order->n);
    for (size_t i = 0; i < order->n; i++) {
        const struct person_row *row = people_at(p, order->rows[i]);
        CLEANUP(buf_done) struct buf key = buf_make(4096);
        key_uk(&key, text_of(row->name));
        assert_true(i == 0 || text_compare(buf_text(&last), buf_text(&key)) <= 0);
        assert_int_equal(i + 1, people_order_after(p, order, row->id));
        buf_clear(&last);
        buf_put(&last, buf_text(&key));
    }
    return order;
}

static void who_comes_changes_and_goes_keeps_the_order(void **state)
{
    struct arena *a = *state;
    struct people *p = people_new();
    assert_in_order(p);
    unsigned drawn = 1;
    for (unsigned i = 0; i < CHANGES; i++) {
        struct arena_mark mark = arena_mark(a);
        drawn = drawn * 1103515245u + 12345u;
        unsigned n = drawn >> 16;
        if (n % 11 == 0)
            assert_fine(people_erase(p, id_of(n % PERSONS), SEX_UNKNOWN, VALUE_NO_DATE));
        else
            put(a, p, n % PERSONS, n / 7, n % 13 == 0);
        arena_rewind(a, mark);
        if (i % 100 == 0)
            assert_in_order(p);
    }
    assert_true(assert_in_order(p)->n > PERSONS / 2);
    people_free(p);
}

static void who_is_not_listed_has_no_place(void **state)
{
    struct arena *a = *state;
    struct people *p = people_new();
    put(a, p, 1, 1, false);
    put(a, p, 2, 2, true);
    const struct people_order *order = assert_in_order(p);
    assert_int_equal(1, order->n);
    assert_int_equal(0, people_order_after(p, order, id_of(2)));
    assert_int_equal(0, people_order_after(p, order, id_of(3)));
    people_free(p);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        unit_test_arena(who_comes_changes_and_goes_keeps_the_order),
        unit_test_arena(who_is_not_listed_has_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
