/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_tamper.c - whoever writes into the record tables behind the journal's back is found out:
 * every cell, every row too few, every row too many, by table and id, on both engines. Everything
 * is changed inside a transaction that is then undone, so one site serves all. */
#include "support/engines.h"
#include "support/site.h"

enum { ROWS_MAX = 100, TABLES_WITH_ROWS = 15 };

/* A row as it should be, and whether the comparison named it. */
struct known {
    const struct schema_table *table;
    struct db_value cells[SCHEMA_COLUMNS_MAX];
    struct id obj;
    enum row_fault expected, found;
};
struct tampered {
    struct workplace w;
    size_t n_known;
    struct known known[ROWS_MAX];
};

/* ---- a site with a row in nearly every table ------------------------------------------------- */

static void fill(struct workplace *w)
{
    const struct user_form second = {TEXT("ira"), TEXT("manager"), TEXT("house:rowan-house")};
    struct job came = admit(w, "Oksana M.", 0, 1), undone = admit(w, "Hanna K.", 1, 0);
    assert_fine(came.err);
    assert_fine(undone.err);
    const struct desk_undo_form undo = {undone.answer.deed};
    act_well(w, desk_undo, &undo, MAY_UNDO_OWN);
    usleep(2000);
    const struct person_form form = {.n = 1, .fields = {{"name", TEXT("Lena S.")}}};
    struct job added = act_well(w, person_add, &form, MAY_WRITE_PERSONS);
    const struct away_form away = {.person = made(&came, &person_type), .reason = TEXT("hospital")};
    const struct erase_form ask = {made(&added, &person_type), TEXT("own-wish"), false};
    act_well(w, stay_away, &away, MAY_ADMIT);
    act_well(w, person_erase, &ask, MAY_ERASE);
    act_well(w, user_add, &second, MAY_MANAGE_USERS);
}

static size_t rows_learn(struct tampered *t, const struct schema_table *table)
{
    const struct db_value key[] = {DB_OF_INT(t->w.site->org), DB_OF_ID(&ID_NONE),
                                   DB_OF_INT(ROWS_MAX)};
    struct db_rows rows;
    assert_fine(db_run(t->w.site->db, t->w.arena, &table->page, key, &rows));
    assert_true(t->n_known + rows.n <= ROWS_MAX);
    for (size_t i = 0; i < rows.n; i++) {
        struct known *k = &t->known[t->n_known++];
        k->table = table;
        memcpy(k->cells, rows.at + i * rows.columns, rows.columns * sizeof *k->cells);
        memcpy(k->obj.bytes, k->cells[COL_OBJ].t.at, ID_BYTES);
    }
    return rows.n;
}

static int begin(struct tampered **state, const char *database)
{
    static struct tampered t;
    size_t tables = 0;
    char schema[32];
    /* Kinds of ./check share a server. */
    (void)snprintf(schema, sizeof schema, "tamper_%ld", (long)getpid());
    t = (struct tampered){.w = workplace_make_in(database, database == NULL ? NULL : schema)};
    fill(&t.w);
    for (size_t i = 0; i < t.w.site->schema->n; i++)
        tables += rows_learn(&t, &t.w.site->schema->tables[i]) > 0;
    assert_true(tables >= TABLES_WITH_ROWS);
    *state = &t;
    return 0;
}

/* ---- tampering ------------------------------------------------------------------------------- */

static struct db_value another(struct arena *a, enum db_kind kind, const struct db_value *cell)
{
    if (kind == DB_INT)
        return DB_OF_INT(cell->kind == DB_NULL ? 1 : cell->n ^ 1);
    size_t n = cell->kind == DB_NULL ? ID_BYTES : cell->t.n;
    assert_true(n > 0);
    char *bytes = arena_strn(a, cell->kind == DB_NULL ? "0123456789abcdef" : cell->t.at, n);
    assert_non_null(bytes);
    bytes[n - 1] = (char)(bytes[n - 1] ^ 1);
    const struct text text = {bytes, n};
    return kind == DB_TEXT ? DB_OF_TEXT(text) : DB_OF_BYTES(text);
}

static void put(struct tampered *t, const struct known *k, const struct db_value *cells)
{
    assert_fine(db_do(t->w.site->db, t->w.arena, &k->table->put, cells));
}

static void change_cell(struct tampered *t, struct known *k, size_t column)
{
    struct db_value cells[SCHEMA_COLUMNS_MAX];
    memcpy(cells, k->cells, sizeof cells);
    cells[column] = another(t->w.arena, (enum db_kind)k->table->kinds[column], &k->cells[column]);
    put(t, k, cells);
}

static void tell(void *with, const struct row_finding *found)
{
    struct tampered *t = with;
    for (size_t i = 0; i < t->n_known; i++) {
        struct known *k = &t->known[i];
        if (k->table->type != found->type || !id_equal(k->obj, found->obj))
            continue;
        assert_int_equal(0, k->found);
        k->found = found->fault;
        return;
    }
    fail_msg("table %s: a row that nobody touched", found->type->name);
}

/* The comparison names exactly what was expected; then all is as it was. */
static void assert_found_out(struct tampered *t)
{
    int64_t rows = 0;
    assert_fine(desk_compare(t->w.site, NULL, tell, t, &rows));
    db_rollback(t->w.site->db);
    for (size_t i = 0; i < t->n_known; i++) {
        struct known *k = &t->known[i];
        if (k->expected != k->found)
            fail_msg("table %s: %d instead of %d", k->table->type->name, (int)k->found,
                     (int)k->expected);
        k->expected = k->found = 0;
    }
}

static void begin_tampering(struct tampered *t)
{
    assert_fine(db_begin(t->w.site->db, t->w.arena));
}

/* ---- rules ----------------------------------------------------------------------------------- */

static void every_changed_cell_names_table_and_row(void **state)
{
    struct tampered *t = *state;
    for (size_t column = COL_AREA; column < SCHEMA_COLUMNS_MAX; column++) {
        bool any = false;
        begin_tampering(t);
        for (size_t i = 0; i < t->n_known; i++) {
            if (column >= t->known[i].table->n_columns)
                continue;
            change_cell(t, &t->known[i], column);
            t->known[i].expected = ROW_CHANGED;
            any = true;
        }
        assert_found_out(t);
        if (!any)
            return;
    }
}

/* Each table loses one row; which one it is, changes. */
static void a_row_that_is_gone_is_named(void **state)
{
    struct tampered *t = *state;
    for (size_t which = 0; which < 3; which++) {
        begin_tampering(t);
        assert_fine(projection_empty(t->w.site->schema, t->w.site->db, t->w.arena, t->w.site->org));
        size_t in_table = 0;
        for (size_t i = 0; i < t->n_known; i++) {
            in_table = i > 0 && t->known[i - 1].table == t->known[i].table ? in_table + 1 : 0;
            if (in_table == which)
                t->known[i].expected = ROW_MISSING;
            else
                put(t, &t->known[i], t->known[i].cells);
        }
        assert_found_out(t);
    }
}

static void a_row_that_no_entry_made_is_named(void **state)
{
    struct tampered *t = *state;
    for (size_t i = 0; i < t->n_known; i++) {
        struct known *k = &t->known[i];
        if (i > 0 && t->known[i - 1].table == k->table)
            continue;
        begin_tampering(t);
        change_cell(t, k, COL_OBJ);
        const struct id was = k->obj;
        k->obj.bytes[ID_BYTES - 1] ^= 1;
        k->expected = ROW_EXTRA;
        assert_found_out(t);
        k->obj = was;
    }
}

static int sqlite(void **state)
{
    return begin((struct tampered **)state, NULL);
}

static int pg(void **state)
{
    return begin((struct tampered **)state, engines_conninfo());
}

static int done(void **state)
{
    struct tampered *t = *state;
    workplace_done(&t->w);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_changed_cell_names_table_and_row),
        cmocka_unit_test(a_row_that_is_gone_is_named),
        cmocka_unit_test(a_row_that_no_entry_made_is_named),
    };
    int failed = cmocka_run_group_tests_name("sqlite", tests, sqlite, done);
    return failed + cmocka_run_group_tests_name("postgresql", tests, pg, done);
}
