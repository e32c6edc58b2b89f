/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* golden.c - prints what derives from the record tables, for tests/golden and docs/record-types.md:
 *
 *     golden schema sqlite|pg | golden reach ROLE | golden types
 *
 * `make golden` renews the files; the difference is read before it is committed. */
#include <stdio.h>
#include <string.h>

#include "db/schema.h"
#include "guard/guard.h"
#include "model/act.h"
#include "model/types.h"

static const char *const kind_names[] = {
    [KIND_TEXT] = "line of text",
    [KIND_LONG] = "text",
    [KIND_HANDLE] = "handle",
    [KIND_CODE] = "code",
    [KIND_INT] = "number",
    [KIND_YESNO] = "yes or no",
    [KIND_CHOICE] = "choice",
    [KIND_DATE] = "date",
    [KIND_INSTANT] = "instant",
    [KIND_MINUTES] = "minutes",
    [KIND_MONEY] = "money",
    [KIND_REF] = "record",
    [KIND_ID] = "id",
    [KIND_NAME] = "person's name",
};
static const char *const secrecy_names[] = {
    [OPEN] = "open",       [INTERNAL] = "internal", [PERSONAL] = "personal",
    [SPECIAL] = "special", [HIDDEN] = "hidden",
};

static const struct field *role_field(void)
{
    return field_by_no(&grant_type, GRANT_ROLE);
}

static void put_roles(uint32_t roles, struct buf *b)
{
    const char *between = "";
    for (const struct choice *c = role_field()->choices; c->no != 0; c++) {
        if ((roles & ROLE_BIT(c->no)) == 0)
            continue;
        buf_printf(b, "%s%s", between, c->code);
        between = " ";
    }
    if (*between == '\0')
        buf_str(b, "nobody");
}

static void put_field(const struct field *f, struct buf *b)
{
    buf_printf(b, "| %llu | `%s` | %s%s%s | %s | ", (unsigned long long)f->no, f->name,
               kind_names[f->kind], f->many ? ", several" : "", f->required ? ", required" : "",
               secrecy_names[f->secrecy]);
    if (f->seal != NULL)
        buf_printf(b, "sealed: %s", f->seal);
    else if (f->open_for != NULL)
        buf_printf(b, "**open for %s**", f->open_for);
    else
        buf_str(b, "open");
    buf_str(b, " | ");
    put_roles(f->see, b);
    buf_str(b, " | ");
    put_roles(f->set, b);
    buf_printf(b, " | %s | ", f->purpose);
    if (f->keep_months > 0)
        buf_printf(b, "%d months", f->keep_months);
    else
        buf_str(b, "for ever");
    buf_printf(b, " | `%s` |\n", f->example);
}

static void put_choices(const struct field *f, struct buf *b)
{
    if (f->choices == NULL)
        return;
    buf_printf(b, "\n`%s`:", f->name);
    for (const struct choice *c = f->choices; c->no != 0; c++)
        buf_printf(b, " %lld `%s`", (long long)c->no, c->code);
    buf_char(b, '\n');
}

static const char *state_code(const struct rec_type *t, int64_t no)
{
    return no == 0 ? "(new)" : choice_by_no(field_by_name(t, t->state), no)->code;
}

static void put_type(const struct rec_type *t, struct buf *b)
{
    static const char *const areas[] = {
        "", "the organisation", "its house", "short breaks", "giving", "where it was written"};
    buf_printf(b, "\n## %s (type %llu, version %llu)\n\nArea: %s.\n\n", t->name,
               (unsigned long long)t->no, (unsigned long long)t->version, areas[t->area]);
    buf_str(b, "| no | field | kind | secrecy | key | who sees | who sets | purpose | kept | "
               "example |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < t->n_fields; i++)
        put_field(&t->fields[i], b);
    for (size_t i = 0; i < t->n_fields; i++)
        put_choices(&t->fields[i], b);
    if (t->state == NULL)
        return;
    buf_str(b, "\nSteps:\n\n");
    for (const struct step *s = t->steps; s->act != 0; s++)
        buf_printf(b, "- %s -> %s by `%s`\n", state_code(t, s->from), state_code(t, s->to),
                   act_code(s->act));
}

static void put_types(struct buf *b)
{
    buf_str(b, "# Record types\n\nMade by `make golden` from the tables in src/model. A field is "
               "sealed under a key unless a figure or rule\nmust read it without keys; then it "
               "says which. Numbers are stored for ever.\n");
    for (size_t i = 0; i < n_rec_types; i++)
        put_type(rec_types[i], b);
}

/* Which persons the guard shows to a role held in a scope. */
static void put_persons(int64_t role, enum scope scope, const char *held, struct buf *b)
{
    const struct id user = {{1}}, other = {{2}}, house = {{3}}, elsewhere = {{4}};
    const struct {
        const char *words;
        struct guarded person;
    } cases[] = {
        {"that she wrote down", {.danger = ASKED_YES, .author = user}},
        {"that she wrote down, whom others work with",
         {.danger = ASKED_YES, .author = user, .has_team = true}},
        {"on whose case she works",
         {.danger = ASKED_YES, .author = other, .on_team = true, .has_team = true}},
        {"nowhere yet, in danger", {.danger = ASKED_YES, .author = other}},
        {"nowhere yet, not asked about danger", {.danger = ASKED_NOT, .author = other}},
        {"nowhere yet, not in danger", {.danger = ASKED_NO, .author = other}},
        {"who stays in the house", {.danger = ASKED_YES, .author = other, .house = house}},
        {"who left the house within a year",
         {.danger = ASKED_YES, .author = other, .house = house, .days_gone = GUARD_DAYS_GONE_MAX}},
        {"who left the house before",
         {.danger = ASKED_YES,
          .author = other,
          .house = house,
          .days_gone = GUARD_DAYS_GONE_MAX + 1}},
        {"who stays or stayed last in another house",
         {.danger = ASKED_YES, .author = other, .house = elsewhere}},
    };
    const struct who who = {.user = user,
                            .roles = ROLE_BIT(role),
                            .n_grants = 1,
                            .grants = {{(enum role)role, scope, house}}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (guard_sees_person(&who, &cases[i].person))
            buf_printf(b, "person %s (%s)\n", cases[i].words, held);
        if (guard_sees_case_work(&who, &cases[i].person))
            buf_printf(b, "case work of a person %s (%s)\n", cases[i].words, held);
    }
}

static void put_reach(int64_t role, struct buf *b)
{
    put_persons(role, SCOPE_ALL, "role held for all", b);
    put_persons(role, SCOPE_HOUSE, "role held in the house", b);
    put_persons(role, SCOPE_OWN, "role held for own cases", b);
    for (int may = MAY__UNSET + 1; may < MAY__COUNT; may++)
        if ((guard_roles_of((enum may)may) & ROLE_BIT(role)) != 0)
            buf_printf(b, "may %s\n", guard_may_name((enum may)may));
    for (size_t i = 0; i < n_rec_types; i++) {
        for (size_t j = 0; j < rec_types[i]->n_fields; j++) {
            const struct field *f = &rec_types[i]->fields[j];
            bool sees = (f->see & ROLE_BIT(role)) != 0, sets = (f->set & ROLE_BIT(role)) != 0;
            if (sees || sets)
                buf_printf(b, "%s%s %s.%s (%s)\n", sees ? "see" : "", sets ? "+set" : "",
                           rec_types[i]->name, f->name, secrecy_names[f->secrecy]);
        }
    }
}

static struct err *put_schema(const char *engine, struct buf *b)
{
    CLEANUP(arena_close) struct arena *a = arena_new((size_t)32 << 20);
    NEED(a);
    struct schema *s = NULL;
    TRY(schema_make(a, &s));
    schema_script(s, strcmp(engine, "pg") == 0 ? DB_PG : DB_SQLITE, b);
    return buf_check(b);
}

static bool print_asked(int argc, char **argv, struct buf *b)
{
    if (argc == 2 && strcmp(argv[1], "types") == 0) {
        put_types(b);
        return true;
    }
    if (argc == 3 && strcmp(argv[1], "schema") == 0)
        return put_schema(argv[2], b) == NULL;
    const struct choice *role = argc == 3 && strcmp(argv[1], "reach") == 0
                                    ? choice_by_code(role_field(), text_of(argv[2]))
                                    : NULL;
    if (role == NULL)
        return false;
    put_reach(role->no, b);
    return true;
}

int main(int argc, char **argv)
{
    CLEANUP(buf_done) struct buf b = buf_make((size_t)8 << 20);
    if (!print_asked(argc, argv, &b) || b.broken) {
        fprintf(stderr, "golden: schema sqlite|pg, reach ROLE, or types\n");
        return 2;
    }
    fwrite(b.at, 1, b.n, stdout);
    return 0;
}
