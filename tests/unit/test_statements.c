/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_statements.c - every statement of src/sql and of the record tables runs on both engines, in
 * a store with all tables, and neither engine finds fault with it. */
#include "unit.h"

#include "db/schema.h"
#include "sql/sql.h"
#include "support/engines.h"

enum { DIFFER_PERCENT = 5 };

static const struct schema *given_all_tables(struct engines *e)
{
    struct schema *schema = NULL;
    for (const struct sql_schema *s = sql_schemas; s->name != NULL; s++)
        assert_fine(db_script(e->db, e->arena, e->engine == DB_SQLITE ? s->sqlite : s->pg));
    assert_fine(schema_make(e->arena, &schema));
    assert_fine(schema_create(e->db, e->arena, schema));
    return schema;
}

/* Runs it with values that mean nothing, and undoes what it did. */
static bool runs(struct engines *e, const struct sql_text *sql)
{
    static const char bytes[] = "0123456789abcdef";
    struct db_value params[SCHEMA_COLUMNS_MAX];
    struct db_rows rows;
    assert_in_range(sql->n_params, 1, SCHEMA_COLUMNS_MAX);
    for (unsigned i = 0; i < sql->n_params; i++)
        params[i] = sql->param_kinds[i] == DB_INT ? DB_OF_INT(1)
                    : sql->param_kinds[i] == DB_TEXT
                        ? DB_OF_TEXT(TEXT("a"))
                        : DB_OF_BYTES(((struct text){bytes, ID_BYTES}));
    assert_fine(db_begin(e->db, e->arena));
    const struct err *bad = db_run(e->db, e->arena, sql, params, &rows);
    db_rollback(e->db);
    if (bad != NULL)
        print_error("%s: %s\n", sql->label, bad->detail == NULL ? bad->text : bad->detail);
    return bad == NULL;
}

static void every_statement_runs(void **state)
{
    struct engines *e = *state;
    const struct schema *schema = given_all_tables(e);
    size_t wrong = 0;
    for (const struct sql_statement *s = sql_statements; s->text.label != NULL; s++)
        wrong += runs(e, &s->text) ? 0 : 1;
    for (size_t i = 0; i < schema->n; i++) {
        const struct schema_table *t = &schema->tables[i];
        const struct sql_text *texts[] = {&t->get, &t->put, &t->page, &t->drop_all};
        for (size_t j = 0; j < COUNT(texts); j++)
            wrong += runs(e, texts[j]) ? 0 : 1;
    }
    assert_int_equal(0, wrong);
}

static void few_statements_differ_between_the_engines(void **state)
{
    (void)state;
    size_t n = 0;
    size_t differ = 0;
    for (; sql_statements[n].text.label != NULL; n++)
        differ += sql_statements[n].differs;
    print_message("%zu of %zu statements differ\n", differ, n);
    assert_true(differ <= 1 || differ * 100 <= n * DIFFER_PERCENT);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        ENGINES_TEST(every_statement_runs),
        cmocka_unit_test(few_statements_differ_between_the_engines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
