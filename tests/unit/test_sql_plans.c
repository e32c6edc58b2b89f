/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_sql_plans.c - how SQLite reads: every statement finds its rows by an index on more than the
 * organisation, unless it is one of the few that want all rows of it. */
#include "sql/sql.h"
#include "support/site.h"

/* They list or sweep all of a kind, and there are never many of that kind. */
static const char *const list_all[] = {
    "houses",
    "programmes",
    "users",
    "grants_of_all",
    "organisation_row",
    "site_row",
    "incarnations",
    "grants_of_role", /* as few as users; only when somebody loses a role */
    "erasures_done",
    "deed_clock_drop",
    /* beside the keys */
    "credentials_count",
    "credential_users",
    "sessions_all",
    "bearers_live",
    "signin_links_sweep",
    "staging_sweep",
    "staging_drop_all",
    "drafts_sweep",
    "drafts_drop_all",
    "signin_attempts_last",
    /* of src/desk/staging */
    "staging_sweep",
    "staging_drop_all",
};

static bool lists_all(const char *label)
{
    for (size_t i = 0; i < COUNT(list_all); i++)
        if (strcmp(list_all[i], label) == 0)
            return true;
    return false;
}

/* The numbers that stand in for a list of values are no table. */
static bool is_numbers(const char *step)
{
    static const char *const steps[] = {"SCAN nth", "SCAN few"};
    for (size_t i = 0; i < COUNT(steps); i++)
        if (strcmp(steps[i], step) == 0)
            return true;
    return false;
}

/* Rows that an inner select found by its own index; its name stands in the plan. */
static bool is_inner(const struct db_rows *plan, const char *step)
{
    for (size_t i = 0; i < plan->n; i++) {
        struct text made = plan->at[i * plan->columns + 3].t;
        bool is_made = text_starts(made, "CO-ROUTINE ") || text_starts(made, "MATERIALIZE ");
        struct text name = TEXT_NONE;
        if (is_made && text_cut(&made, ' ', &name) && text_is(made, step + strlen("SCAN ")))
            return true;
    }
    return false;
}

/* One step of a plan: `SEARCH rec_stay USING INDEX rec_stay_person_id (org=? AND person_id=?)`. */
static bool step_is_good(const struct db_rows *plan, struct text step)
{
    char words[300];
    assert_true(step.n < sizeof words);
    memcpy(words, step.at, step.n);
    words[step.n] = '\0';
    if (strncmp(words, "SCAN", 4) == 0)
        return strstr(words, "CONSTANT ROW") != NULL || is_numbers(words) || is_inner(plan, words);
    /* A filter is made of all rows of the organisation. */
    return strstr(words, "(org=?)") == NULL && strstr(words, "BLOOM") == NULL;
}

static struct err *plan_of(struct db *db, struct arena *into, const struct sql_statement *s,
                           struct db_rows *ret_rows)
{
    static const uint8_t kinds[] = {DB_INT, DB_INT, DB_INT, DB_TEXT};
    struct db_value params[32] = {{0}};
    /* A connection keeps statements by their address: each needs its own. */
    struct sql_text *explain = arena_copy(into, &s->text, sizeof s->text);
    assert_true(s->text.n_params <= COUNT(params));
    explain->sqlite = arena_printf(into, "explain query plan %s", s->text.sqlite);
    explain->n_columns = COUNT(kinds);
    explain->column_kinds = kinds;
    return db_run(db, into, explain, params, ret_rows);
}

static void every_statement_finds_its_rows_by_an_index(void **state)
{
    (void)state;
    struct workplace w = workplace_make();
    size_t bad = 0, looked = 0;
    for (const struct sql_statement *s = sql_statements; s->text.label != NULL; s++) {
        struct db_rows rows;
        if (plan_of(w.site->db, w.arena, s, &rows) != NULL)
            assert_fine(plan_of(w.site->keys, w.arena, s, &rows));
        looked++;
        for (size_t i = 0; i < rows.n && !lists_all(s->text.label); i++) {
            struct text step = rows.at[i * rows.columns + 3].t;
            if (step_is_good(&rows, step))
                continue;
            print_error("%s: %.*s\n", s->text.label, TEXT_ARG(step));
            bad++;
        }
    }
    assert_true(looked > 40);
    assert_int_equal(0, bad);
    workplace_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_finds_its_rows_by_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
