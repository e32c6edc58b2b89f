/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* care.c - `hearth care`: allergies, medicine and papers of a person. */
#include "command/care.h"

#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/written.h"
#include "base/json.h"
#include "model/types.h"
#include "model/types_care.h"
#include "view/care.h"
#include "view/reading.h"

/* ---- writing down ---------------------------------------------------------------------------- */

static struct err *add(struct cli *cli, const struct rec_type *type,
                       const struct written_option *options)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct fact_form form = {.type = type, .person = cli_id(cli, "person")};
    form.n = written_of(cli, options, form.fields);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, fact_add, &form);
}

static struct err *medicine_run(struct cli *cli)
{
    static const struct written_option options[] = {{"name", "medicine"},
                                                    {"dose", "dose"},
                                                    {"times", "times"},
                                                    {"giver", "giver"},
                                                    {"prescriber", "prescriber"},
                                                    {"from", "from"},
                                                    {"until", "until"},
                                                    {"words", "words"},
                                                    {NULL, NULL}};
    return add(cli, &medicine_type, options);
}

static struct err *allergy_run(struct cli *cli)
{
    static const struct written_option options[] = {
        {"to", "substance"}, {"happens", "reaction"}, {"steps", "steps"}, {NULL, NULL}};
    return add(cli, &allergy_type, options);
}

static struct err *paper_run(struct cli *cli)
{
    static const struct written_option options[] = {{"kind", "kind"},   {"number", "number"},
                                                    {"place", "place"}, {"expires", "expires"},
                                                    {"words", "words"}, {NULL, NULL}};
    return add(cli, &paper_type, options);
}

static struct err *end_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct fact_end_form form = {rec_type_by_name(cli_string(cli, "kind")),
                                       cli_id(cli, "fact")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, cli_has(cli, "again") ? fact_reopen : fact_close, &form);
}

/* ---- list ------------------------------------------------------------------------------------ */

static void fact_plain(struct cli *cli, const struct rec *r)
{
    bool any = false;
    char id[ID_TEXT + 1];
    id_text(r->id, id);
    cli_say(cli, r->type->label);
    buf_str(&cli->out, ": ");
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        if (r->slots[i].n == 0 || f->kind == KIND_REF)
            continue;
        buf_str(&cli->out, any ? "; " : "");
        any = true;
        if (f->kind == KIND_CHOICE)
            cli_say(cli, choice_by_no(f, r->slots[i].at[0].n)->label);
        else
            value_print(f, &r->slots[i].at[0], &cli->out);
    }
    buf_printf(&cli->out, "  %s\n", id);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct care_facts facts;
    struct rec *person = NULL;
    TRY(cli_site_open_people(cli, &s));
    TRY(person_require(&s.rq, cli_id(cli, "person"), &person));
    TRY(reading_note(&s.rq, READING_CARE, person->id));
    TRY(care_facts(&s.rq, person->id, cli_has(cli, "ended"), &facts));
    if (!cli->json) {
        for (size_t i = 0; i < facts.n; i++)
            fact_plain(cli, facts.at[i]);
        return NULL;
    }
    json_open(&cli->out, '{');
    json_name(&cli->out, "rows");
    json_open(&cli->out, '[');
    for (size_t i = 0; i < facts.n; i++)
        rec_put_json(facts.at[i], s.who.roles, &cli->out);
    json_close(&cli->out, ']');
    json_int(&cli->out, "count", (int64_t)facts.n);
    json_close(&cli->out, '}');
    buf_char(&cli->out, '\n');
    return NULL;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const struct cli_param medicine_params[] = {
    PARAM_PERSON,
    {.name = "name",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .required = true,
     .help = N_("What the medicine is called")},
    PARAM_WORDS("dose", "TEXT", N_("How much")),
    PARAM_WORDS("times", "TEXT", N_("When it is taken")),
    PARAM_WORDS("giver", "TEXT", N_("Who gives it")),
    PARAM_WORDS("prescriber", "TEXT", N_("Who prescribed it")),
    PARAM_DAY("from", N_("Since when")),
    PARAM_DAY("until", N_("Until when")),
    PARAM_WORDS("words", "TEXT", N_("A note")),
    {0},
};
static const struct cli_param allergy_params[] = {
    PARAM_PERSON,
    {.name = "to",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .required = true,
     .help = N_("Allergic to what")},
    PARAM_WORDS("happens", "TEXT", N_("What happens")),
    {.name = "steps",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .bytes_max = 4000,
     .required = true,
     .help = N_("What to do, so that a stranger can do it")},
    {0},
};
static const struct cli_param paper_params[] = {
    PARAM_PERSON,
    PARAM_CHOICE("kind", "KIND", &paper_type, PAPER_KIND, true, N_("Which paper")),
    PARAM_WORDS("number", "TEXT", N_("Its number")),
    {.name = "place",
     .value = "TEXT",
     .kind = CLI_TEXT,
     .required = true,
     .help = N_("Where it lies")},
    PARAM_DAY("expires", N_("Valid until")),
    PARAM_WORDS("words", "TEXT", N_("A note")),
    {0},
};
static const char *const kinds[] = {"medicine", "allergy", "paper", NULL};
static const struct cli_param end_params[] = {
    {.name = "kind",
     .value = "KIND",
     .kind = CLI_CHOICE,
     .choices = kinds,
     .positional = true,
     .required = true,
     .help = N_("A medicine, an allergy or a paper")},
    {.name = "fact",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Which: the id that care list shows")},
    PARAM_MARK("again", N_("It holds again")),
    {0},
};
static const struct cli_param list_params[] = {
    PARAM_PERSON,
    PARAM_MARK("ended", N_("What holds no longer, too")),
    {0},
};

const struct cli_command care_rows[] = {
    {.words = "care medicine",
     .params = medicine_params,
     .help = N_("Write down a medicine that somebody takes"),
     .examples = {"care medicine " PARAM_ID_EXAMPLE " --name Salbutamol --dose '2'",
                  "care medicine " PARAM_ID_EXAMPLE " --name Insulin --giver nurse"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = medicine_run},
    {.words = "care allergy",
     .params = allergy_params,
     .help = N_("Write down an allergy and what to do"),
     .examples = {"care allergy " PARAM_ID_EXAMPLE " --to nuts --steps 'Pen, 103'",
                  "care allergy " PARAM_ID_EXAMPLE " --to bees --steps 103 --json"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = allergy_run},
    {.words = "care paper",
     .params = paper_params,
     .help = N_("Write down a paper that we keep, and where it lies"),
     .examples = {"care paper " PARAM_ID_EXAMPLE " --kind passport --place 'safe 3'",
                  "care paper " PARAM_ID_EXAMPLE " --kind other --place office"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = paper_run},
    {.words = "care end",
     .params = end_params,
     .help = N_("A medicine, an allergy or a paper holds no longer"),
     .examples = {"care end medicine " PARAM_ID_EXAMPLE,
                  "care end paper " PARAM_ID_EXAMPLE " --again"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = end_run},
    {.words = "care list",
     .params = list_params,
     .help = N_("Show allergies, medicine and papers of a person"),
     .examples = {"care list " PARAM_ID_EXAMPLE, "care list " PARAM_ID_EXAMPLE " --ended --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PERSONS,
     .run = list_run},
    {0},
};
