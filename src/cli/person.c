/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.c - `hearth person` and `hearth find`: who is known, what is known of her, and its end. */
#include "cli/commands.h"
#include "cli/history.h"
#include "cli/params.h"
#include "base/json.h"
#include "cli/recovery.h"
#include "cli/site.h"
#include "cli/table.h"
#include "command/person.h"
#include "model/types.h"
#include "tell/value.h"
#include "view/persons.h"

enum { LIST_LIMIT = 25, LIST_MAX = 1000, FOUND_MAX = 10 };

/* ---- lists -------------------------------------------------------------------------------------
 */

static const struct table_column list_columns[] = {
    {"id", N_("Id"), SQL_ID},
    {"name", N_("Name"), SQL_TEXT},
    {"birth", N_("Born on"), SQL_DATE},
    {"sex", N_("Sex"), SQL_CHOICE},
};

/* As well as it is known: a day, May 2019, about 2019. */
static void birth_put(struct table *t, const struct person_row *row)
{
    CLEANUP(buf_done) struct buf b = buf_make(CLI_TEXT_BYTES_MAX);
    if (row->birth == VALUE_NO_DATE) {
        table_none(t);
    } else if (row->birth_known == BIRTH_EXACT) {
        table_date(t, row->birth);
    } else {
        tell_birth(t->cli->lang, row->birth, row->birth_known, &b);
        table_about(t, row->birth, buf_text(&b));
    }
}

static void list_row(struct table *t, const struct person_row *row)
{
    const struct choice *sex = choice_by_no(field_by_no(&person_type, PERSON_SEX), row->sex);
    table_id(t, row->id);
    table_text(t, text_of(row->name));
    birth_put(t, row);
    if (sex == NULL)
        table_none(t);
    else
        table_choice(t, sex->code, sex->label);
}

/* The contract's list: rows, count of all that match, and where the next page begins. */
static struct err *list_tell(struct cli *cli, const struct person_list *list)
{
    struct table t = table_make(cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < list->n; i++)
        list_row(&t, list->rows[i]);
    if (!cli->json)
        return table_put(&t);
    json_open(&cli->out, '{');
    TRY(table_put_members(&t));
    if (list->has_more) {
        char id[ID_TEXT + 1];
        id_text(list->rows[list->n - 1]->id, id);
        json_string(&cli->out, "next", arena_printf(cli->arena, "?after=%s", id));
    }
    if (list->is_counted)
        json_int(&cli->out, "total", (int64_t)list->count);
    json_close(&cli->out, '}');
    buf_char(&cli->out, '\n');
    return NULL;
}

static struct err *list_persons(struct cli *cli, struct text query, size_t limit)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct person_ask ask = {.query = query, .limit = limit, .put_key = lang_key_of(cli->lang)};
    struct person_list list;
    if (cli_has(cli, "after"))
        ask.after = cli_id(cli, "after");
    TRY(cli_site_open_people(cli, &s));
    TRY(person_list(&s.rq, &ask, &list));
    return list_tell(cli, &list);
}

static struct err *list_run(struct cli *cli)
{
    return list_persons(cli, TEXT_NONE, (size_t)cli_number(cli, "limit", LIST_LIMIT));
}

static struct err *find_run(struct cli *cli)
{
    const struct cli_value *words = cli_value(cli, "words");
    CLEANUP(buf_done) struct buf query = buf_make(CLI_TEXT_BYTES_MAX);
    struct text all;
    for (size_t i = 0; i < words->n; i++) {
        buf_char(&query, ' ');
        buf_put(&query, words->texts[i]);
    }
    TRY(buf_check(&query));
    TRY(buf_take(&query, cli->arena, &all));
    return list_persons(cli, all, (size_t)cli_number(cli, "limit", FOUND_MAX));
}

/* ---- one person --------------------------------------------------------------------------------
 */

static struct err *show_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct rec *r = NULL;
    TRY(cli_site_open_people(cli, &s));
    TRY(person_require(&s.rq, cli_id(cli, "person"), &r));
    if (cli->json) {
        rec_put_json(r, s.who.roles, &cli->out);
        buf_char(&cli->out, '\n');
        return NULL;
    }
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        if (r->slots[i].n == 0 || (f->see & s.who.roles) == 0)
            continue;
        cli_say(cli, f->label);
        buf_str(&cli->out, ": ");
        for (size_t j = 0; j < r->slots[i].n; j++) {
            buf_str(&cli->out, j == 0 ? "" : "; ");
            if (f->kind == KIND_CHOICE)
                cli_say(cli, choice_by_no(f, r->slots[i].at[j].n)->label);
            else
                value_print(f, &r->slots[i].at[j], &cli->out);
        }
        buf_char(&cli->out, '\n');
    }
    return NULL;
}

static const struct {
    const char *option, *field;
} person_options[] = {
    {"name", "name"},   {"former-name", "former_name"}, {"birth", "birth"}, {"sex", "sex"},
    {"phone", "phone"}, {"danger", "danger"},           {"words", "words"},
};

static void form_fill(struct cli *cli, struct person_form *form)
{
    for (size_t i = 0; i < COUNT(person_options); i++) {
        if (!cli_has(cli, person_options[i].option))
            continue;
        form->fields[form->n].field = person_options[i].field;
        form->fields[form->n++].written = cli_text(cli, person_options[i].option);
    }
}

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct person_form form = {0};
    form_fill(cli, &form);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, person_add, &form);
}

static struct err *correct_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct person_form form = {.person = cli_id(cli, "person")};
    form_fill(cli, &form);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, person_correct, &form);
}

static struct err *erase_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct erase_form form = {.person = cli_id(cli, "person"),
                                    .reason = cli_text(cli, "reason"),
                                    .confirm = cli_has(cli, "confirm")};
    if (form.confirm == (form.reason.n > 0))
        return err_new(cli->arena, ERR_USAGE,
                       N_("Give --reason to ask for the erasure, or --confirm to confirm it"));
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, person_erase, &form);
}

/* ---- rows --------------------------------------------------------------------------------------
 */

#define AFTER_PARAM                                                                                \
    {                                                                                              \
        .name = "after", .value = "ID", .kind = CLI_ID,                                            \
        .help = N_("The last person of the page before")                                           \
    }
#define PERSON_OPTIONS                                                                             \
    {.name = "former-name",                                                                        \
     .value = "NAME",                                                                              \
     .kind = CLI_TEXT,                                                                             \
     .help = N_("A name she had before")},                                                         \
        PARAM_BIRTH,                                                                               \
        {.name = "sex",                                                                            \
         .value = "SEX",                                                                           \
         .kind = CLI_CHOICE,                                                                       \
         .of = &person_type,                                                                       \
         .field = PERSON_SEX,                                                                      \
         .help = N_("Sex")},                                                                       \
        {.name = "phone", .value = "NUMBER", .kind = CLI_TEXT, .help = N_("Phone")},               \
        {.name = "danger",                                                                         \
         .value = "ANSWER",                                                                        \
         .kind = CLI_CHOICE,                                                                       \
         .of = &person_type,                                                                       \
         .field = PERSON_DANGER,                                                                   \
         .help = N_("Is she in danger from someone? Left out: not asked, and protected as yes")},  \
    {                                                                                              \
        .name = "words", .value = "TEXT", .kind = CLI_TEXT, .bytes_max = 8000,                     \
        .help = N_("A note for her team")                                                          \
    }

static const struct cli_param list_params[] = {
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = LIST_MAX,
     .help = N_("How many at the most; 25 unless said otherwise")},
    AFTER_PARAM,
    {0},
};
static const struct cli_param find_params[] = {
    {.name = "words",
     .value = "WORDS",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .many = true,
     .help = N_("Names in any alphabet, or digits of a phone")},
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = LIST_MAX,
     .help = N_("How many at the most; 10 unless said otherwise")},
    AFTER_PARAM,
    {0},
};
static const struct cli_param show_params[] = {PARAM_PERSON, {0}};
static const struct cli_param add_params[] = {
    PARAM_NAME(true),
    PERSON_OPTIONS,
    {0},
};
static const struct cli_param correct_params[] = {
    PARAM_PERSON,
    PARAM_NAME(false),
    PERSON_OPTIONS,
    {0},
};
static const struct cli_param erase_params[] = {
    PARAM_PERSON,
    {.name = "reason",
     .value = "REASON",
     .kind = CLI_CHOICE,
     .of = &erasure_type,
     .field = ERASURE_REASON,
     .help = N_("Why; the first person says it")},
    {.name = "confirm",
     .kind = CLI_FLAG,
     .help = N_("The second person, within 7 days: the name is gone for ever")},
    {0},
};

const struct cli_command person_rows[] = {
    {.words = "person list",
     .params = list_params,
     .help = N_("Show persons in order of name"),
     .examples = {"person list", "person list --limit 100 --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PERSONS,
     .run = list_run},
    {.words = "person show",
     .params = show_params,
     .help = N_("Show what is known of a person"),
     .examples = {"person show " PARAM_ID_EXAMPLE, "person show " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PERSONS,
     .run = show_run},
    {.words = "person history",
     .params = show_params,
     .help = N_("Show what was written of a person, by whom and when"),
     .more = N_("One entry for each act, the newest first, as on her page; with --json the fields "
                "as they stood before and after."),
     .examples = {"person history " PARAM_ID_EXAMPLE, "person history " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PERSONS,
     .run = history_run},
    {.words = "person add",
     .params = add_params,
     .help = N_("Write down a person"),
     .examples = {"person add --name 'Oksana M.'",
                  "person add --name 'Hanna K.' --birth 1998-04-17 --sex female"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = add_run},
    {.words = "person correct",
     .params = correct_params,
     .help = N_("Correct what was written of a person"),
     .examples = {"person correct " PARAM_ID_EXAMPLE " --birth 1998-04-18",
                  "person correct " PARAM_ID_EXAMPLE " --name 'Oksana T.'"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = correct_run},
    {.words = "person erase",
     .params = erase_params,
     .help = N_("Erase a person, by two people"),
     .more = N_("One asks and says why, another confirms. Then her key is destroyed: her name is "
                "in no file and no backup, while the counts stay."),
     .examples = {"person erase " PARAM_ID_EXAMPLE " --reason own-wish",
                  "person erase " PARAM_ID_EXAMPLE " --confirm"},
     .place = CLI_WRITES,
     .may = MAY_ERASE,
     .run = erase_run},
    {.words = "person enrol",
     .params = recovery_enrol_params,
     .help = N_("Somebody begins a programme"),
     .examples = {"person enrol " PARAM_ID_EXAMPLE " --programme recovery",
                  "person enrol " PARAM_ID_EXAMPLE " --programme recovery --asks"},
     .place = CLI_WRITES,
     .may = MAY_ENROL,
     .run = recovery_enrol_run},
    {.words = "person stage",
     .params = recovery_stage_params,
     .help = N_("She stands at another stage, a step on or a step back"),
     .examples = {"person stage " PARAM_ID_EXAMPLE " 2",
                  "person stage " PARAM_ID_EXAMPLE " 1 --programme recovery"},
     .place = CLI_WRITES,
     .may = MAY_ENROL,
     .run = recovery_stage_run},
    {.words = "person pause",
     .params = recovery_turn_params,
     .help = N_("Her programme rests"),
     .examples = {"person pause " PARAM_ID_EXAMPLE,
                  "person pause " PARAM_ID_EXAMPLE " --when 2026-11-21T14:30:00Z"},
     .place = CLI_WRITES,
     .may = MAY_ENROL,
     .run = recovery_pause_run},
    {.words = "person resume",
     .params = recovery_turn_params,
     .help = N_("Her programme goes on at the same stage"),
     .examples = {"person resume " PARAM_ID_EXAMPLE,
                  "person resume " PARAM_ID_EXAMPLE " --programme recovery"},
     .place = CLI_WRITES,
     .may = MAY_ENROL,
     .run = recovery_resume_run},
    {.words = "person result",
     .params = recovery_result_params,
     .help = N_("Her taking part in a programme ends"),
     .examples = {"person result " PARAM_ID_EXAMPLE " completed",
                  "person result " PARAM_ID_EXAMPLE " graduate"},
     .place = CLI_WRITES,
     .may = MAY_ENROL,
     .run = recovery_result_run},
    {.words = "person way",
     .params = show_params,
     .help = N_("Show her programmes: at which stage, since when"),
     .examples = {"person way " PARAM_ID_EXAMPLE, "person way " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PROGRAMMES,
     .run = recovery_way_run},
    {.words = "person relapse",
     .params = recovery_relapse_params,
     .help = N_("Write down a relapse, for her team alone"),
     .more = N_("Her programme stays at its stage. Others read no more than that she is away."),
     .examples = {"person relapse " PARAM_ID_EXAMPLE " --children in-house",
                  "person relapse " PARAM_ID_EXAMPLE " --now-is away"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_RELAPSE,
     .run = recovery_relapse_run},
    {.words = "person back",
     .params = recovery_back_params,
     .help = N_("After a relapse she goes on where she stood"),
     .examples = {"person back " PARAM_ID_EXAMPLE,
                  "person back " PARAM_ID_EXAMPLE " --house rowan-house --room 3"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_RELAPSE,
     .run = recovery_back_run},
    {.words = "person relapses",
     .params = show_params,
     .help = N_("Show relapses and returns, to her team alone"),
     .examples = {"person relapses " PARAM_ID_EXAMPLE,
                  "person relapses " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_READS,
     .may = MAY_WRITE_RELAPSE,
     .run = recovery_relapses_run},
    {.words = "person earlier",
     .params = recovery_earlier_params,
     .help = N_("What was before us: show it, or add a time"),
     .examples = {"person earlier " PARAM_ID_EXAMPLE,
                  "person earlier " PARAM_ID_EXAMPLE " --kind clinic --from 2014"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_RELAPSE,
     .run = recovery_earlier_run},
    {0},
};
const struct cli_command find_rows[] = {
    {.words = "find",
     .params = find_params,
     .help = N_("Find persons by name or phone"),
     .examples = {"find Hanna", "find Ганна --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PERSONS,
     .run = find_run},
    {0},
};
