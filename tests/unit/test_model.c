/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_model.c - what must hold for every record type, field and state. */
#include "command/deed.h"
#include "model/act.h"
#include "model/rec.h"
#include "model/types.h"
#include "unit.h"

static void each_type(void (*check)(struct arena *a, const struct rec_type *type), void **state)
{
    for (size_t i = 0; i < n_rec_types; i++)
        check(*state, rec_types[i]);
}

static void each_field(void (*check)(struct arena *a, const struct rec_type *type,
                                     const struct field *f),
                       void **state)
{
    for (size_t i = 0; i < n_rec_types; i++)
        for (size_t j = 0; j < rec_types[i]->n_fields; j++)
            check(*state, rec_types[i], &rec_types[i]->fields[j]);
}

static void unique(struct arena *a, const struct rec_type *type, const struct field *f)
{
    (void)a;
    assert_true(f->no > 0 && f->no < 900);
    assert_ptr_equal(f, field_by_no(type, f->no));
    assert_ptr_equal(f, field_by_name(type, f->name));
}

static void numbers_and_names_of_fields_are_unique(void **state)
{
    each_field(unique, state);
    for (size_t i = 1; i < n_rec_types; i++)
        assert_ptr_equal(rec_types[i], rec_type_by_no(rec_types[i]->no));
}

static void guarded(struct arena *a, const struct rec_type *type, const struct field *f)
{
    (void)a;
    bool is_text = f->kind == KIND_TEXT || f->kind == KIND_LONG || f->kind == KIND_NAME;
    if (is_text && f->seal == NULL)
        fail_msg("%s.%s: text is always sealed", type->name, f->name);
    if (f->secrecy >= PERSONAL && f->seal == NULL && f->open_for == NULL)
        fail_msg("%s.%s: sealed, or open for a named figure or rule", type->name, f->name);
    if (f->seal != NULL && f->open_for != NULL)
        fail_msg("%s.%s: sealed and open", type->name, f->name);
    if (f->secrecy >= PERSONAL && f->purpose == NULL)
        fail_msg("%s.%s: kept for no purpose", type->name, f->name);
    if (f->secrecy == HIDDEN && (f->see & ~(uint32_t)(MANAGER | WORKER | HOUSE)) != 0)
        fail_msg("%s.%s: hidden fields are for her team", type->name, f->name);
}

static void a_personal_field_is_sealed_or_says_which_figure_needs_it(void **state)
{
    each_field(guarded, state);
}

static void sealed_by_somebody(struct arena *a, const struct rec_type *type, const struct field *f)
{
    (void)a;
    if (f->seal == NULL)
        return;
    assert_string_equal(f->seal, type->seals[field_seal(type, f)]);
    if (strcmp(f->seal, SEAL_SELF) == 0 || strcmp(f->seal, SEAL_AREA) == 0)
        return;
    const struct field *by = field_by_name(type, f->seal);
    assert_non_null(by);
    assert_int_equal(KIND_REF, by->kind);
    assert_string_equal("person", by->ref);
    assert_true(by->required);
}

static void a_seal_is_of_a_person_or_an_area(void **state)
{
    each_field(sealed_by_somebody, state);
}

static void referring(struct arena *a, const struct rec_type *type, const struct field *f)
{
    (void)a;
    (void)type;
    assert_int_equal(f->kind == KIND_REF, f->ref != NULL);
    assert_int_equal(f->kind == KIND_CHOICE, f->choices != NULL);
    if (f->ref != NULL)
        assert_non_null(rec_type_by_name(f->ref));
}

static void a_reference_names_a_type_and_a_choice_has_choices(void **state)
{
    each_field(referring, state);
}

/* ---- values ------------------------------------------------------------------------------------
 */

static struct text bytes_of(struct arena *a, const struct field *f, const struct value *v)
{
    CLEANUP(buf_done) struct buf b = buf_make(VALUE_BYTES_MAX);
    struct text t;
    value_encode(f, v, &b);
    assert_fine(buf_take(&b, a, &t));
    return t;
}

static void example_goes_round(struct arena *a, const struct rec_type *type, const struct field *f)
{
    struct value v, back, again;
    CLEANUP(buf_done) struct buf b = buf_make(VALUE_BYTES_MAX);
    (void)type;
    assert_non_null(f->example);
    assert_fine(value_parse(a, f, text_of(f->example), &v));
    assert_fine(value_decode(a, f, bytes_of(a, f, &v), &back));
    assert_true(value_equal(f, &v, &back));
    value_print(f, &back, &b);
    assert_fine(value_parse(a, f, buf_text(&b), &again));
    assert_true(value_equal(f, &v, &again));
}

static void every_example_is_written_stored_and_printed_alike(void **state)
{
    each_field(example_goes_round, state);
}

static void flips_never_crash(struct arena *a, const struct rec_type *type, const struct field *f)
{
    struct value v, back;
    CLEANUP(buf_done) struct buf b = buf_make(65536);
    (void)type;
    assert_fine(value_parse(a, f, text_of(f->example), &v));
    struct text good = bytes_of(a, f, &v);
    for (size_t bit = 0; bit < good.n * 8; bit++) {
        char *bad = arena_copy(a, good.at, good.n);
        bad[bit / 8] = (char)(bad[bit / 8] ^ (1 << bit % 8));
        struct err *e = value_decode(a, f, (struct text){bad, good.n}, &back);
        if (e == NULL)
            value_print(f, &back, &b);
        else
            assert_int_equal(ERR_INTEGRITY, e->kind);
    }
}

static void damaged_bytes_are_an_integrity_error_or_another_value(void **state)
{
    each_field(flips_never_crash, state);
}

static void never_a_crash(struct arena *a, const struct rec_type *type, const struct field *f)
{
    static const char *const odd[] = {"",
                                      " ",
                                      "-",
                                      "0",
                                      "99999999999999999999",
                                      "2026-02-30",
                                      "yes no",
                                      "\xd0\x9e\xd0\xba\xd1\x81",
                                      "=1+1",
                                      "a\xe2\x80\xae",
                                      "1970-01-01T00:00:00Z",
                                      "1 GBP"};
    (void)type;
    for (size_t i = 0; i < COUNT(odd); i++) {
        struct value v;
        struct err *bad = value_parse(a, f, text_of(odd[i]), &v);
        if (bad != NULL)
            assert_int_equal(ERR_INPUT, bad->kind);
        else
            assert_fine(value_check(a, f, &v));
    }
}

static void odd_writing_is_an_input_error_or_a_right_value(void **state)
{
    each_field(never_a_crash, state);
}

static void fill_with_examples(struct arena *a, struct rec *r)
{
    for (size_t i = 0; i < r->type->n_fields; i++)
        assert_fine(rec_read(a, r, r->type->fields[i].name, text_of(r->type->fields[i].example)));
}

static void json_goes_round(struct arena *a, const struct rec_type *type)
{
    struct rec *r = NULL, *back = NULL;
    CLEANUP(buf_done) struct buf b = buf_make((size_t)1 << 20);
    assert_fine(rec_new(a, type, &r));
    assert_fine(rec_new(a, type, &back));
    fill_with_examples(a, r);
    rec_put_json(r, UINT32_MAX, &b);
    const char *fields = strstr(b.at, "\"fields\":") + strlen("\"fields\":");
    assert_fine(rec_read_json(a, back, (struct text){fields, strlen(fields) - 1}));
    for (size_t i = 0; i < type->n_fields; i++) {
        assert_int_equal(r->slots[i].n, back->slots[i].n);
        assert_true(value_equal(&type->fields[i], &r->slots[i].at[0], &back->slots[i].at[0]));
    }
    assert_fine(rec_check(a, back));
}

static void a_record_as_json_comes_back_as_it_was(void **state)
{
    each_type(json_goes_round, state);
}

static void records_one_after_the_other_are_a_list(void **state)
{
    struct rec *r = NULL;
    CLEANUP(buf_done) struct buf b = buf_make(65536);
    assert_fine(rec_new(*state, &person_type, &r));
    buf_char(&b, '[');
    rec_put_json(r, UINT32_MAX, &b);
    rec_put_json(r, UINT32_MAX, &b);
    assert_non_null(strstr(b.at, "}},{\"id\":"));
    assert_null(strstr(b.at, "[,"));
}

static void what_a_role_may_not_see_is_absent(void **state)
{
    struct rec *r = NULL;
    CLEANUP(buf_done) struct buf json = buf_make(65536), csv = buf_make(65536);
    assert_fine(rec_new(*state, &person_type, &r));
    fill_with_examples(*state, r);
    rec_put_json(r, BOARD, &json);
    rec_put_csv(r, BOARD, &csv);
    assert_null(strstr(json.at, "Oksana"));
    assert_null(strstr(csv.at, "Oksana"));
    assert_non_null(strstr(json.at, "\"fields\":{}"));
}

static void a_cell_cannot_start_a_formula(void **state)
{
    struct rec *r = NULL;
    CLEANUP(buf_done) struct buf csv = buf_make(65536);
    assert_fine(rec_new(*state, &task_type, &r));
    assert_fine(rec_set_text(*state, r, TASK_WHAT, TEXT("=cmd|' /C calc'!A0")));
    rec_put_csv(r, UINT32_MAX, &csv);
    assert_non_null(strstr(csv.at, "\"'=cmd"));
}

/* ---- states ------------------------------------------------------------------------------------
 */

static bool is_allowed(const struct rec_type *type, int64_t from, uint64_t act, int64_t to)
{
    for (const struct step *s = type->steps; s->act != 0; s++)
        if (s->from == from && s->act == act && s->to == to)
            return true;
    return false;
}

static struct rec *in_state(struct arena *a, const struct rec_type *type, int64_t state)
{
    struct rec *r = NULL;
    assert_fine(rec_new(a, type, &r));
    fill_with_examples(a, r);
    r->id = id_random();
    r->area = area_id(AREA_ORG, ID_NONE);
    assert_fine(rec_set_int(a, r, field_by_name(type, type->state)->no, state));
    return r;
}

static void try_step(struct arena *a, const struct rec_type *type, int64_t from, uint64_t act,
                     int64_t to)
{
    struct arena_mark mark = arena_mark(a);
    struct deed deed = {.arena = a};
    const struct rec *old = from == 0 ? NULL : in_state(a, type, from);
    struct rec *new = in_state(a, type, to);
    struct err *bad = deed_add(&deed, (enum act)act, old, NULL, new);
    bool stays = from == to && from != 0;
    bool may = act == ACT_UNDO || stays || is_allowed(type, from, act, to);
    if (may != (bad == NULL))
        fail_msg("%s: %lld by %s to %lld", type->name, (long long)from, act_code(act),
                 (long long)to);
    if (!may)
        assert_int_equal(ERR_CONFLICT, bad->kind);
    arena_rewind(a, mark);
}

static void try_all_steps(struct arena *a, const struct rec_type *type)
{
    if (type->state == NULL)
        return;
    const struct field *f = field_by_name(type, type->state);
    assert_non_null(f);
    assert_true(f->required);
    for (uint64_t act = 1; act < ACT__END; act++) {
        for (const struct choice *to = f->choices; to->no != 0; to++) {
            try_step(a, type, 0, act, to->no);
            for (const struct choice *from = f->choices; from->no != 0; from++)
                try_step(a, type, from->no, act, to->no);
        }
    }
}

static void every_step_that_the_table_does_not_name_is_refused(void **state)
{
    each_type(try_all_steps, state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(numbers_and_names_of_fields_are_unique),
        unit_test_arena(a_personal_field_is_sealed_or_says_which_figure_needs_it),
        unit_test_arena(a_seal_is_of_a_person_or_an_area),
        unit_test_arena(a_reference_names_a_type_and_a_choice_has_choices),
        unit_test_arena(every_example_is_written_stored_and_printed_alike),
        unit_test_arena(damaged_bytes_are_an_integrity_error_or_another_value),
        unit_test_arena(odd_writing_is_an_input_error_or_a_right_value),
        unit_test_arena(a_record_as_json_comes_back_as_it_was),
        unit_test_arena(records_one_after_the_other_are_a_list),
        unit_test_arena(what_a_role_may_not_see_is_absent),
        unit_test_arena(a_cell_cannot_start_a_formula),
        unit_test_arena(every_step_that_the_table_does_not_name_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
