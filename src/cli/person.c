/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* person.c - `hearth person`: writing people down and erasing them. */
#include "command/person.h"

#include "cli/commands.h"
#include "cli/site.h"
#include "model/types.h"

/* Option and field have the same name, but for the line in it. */
static const struct {
    const char *option;
    const char *field;
} fields[] = {
    {"name", "name"},   {"former-name", "former_name"}, {"birth", "birth"}, {"sex", "sex"},
    {"phone", "phone"}, {"danger", "danger"},           {"words", "words"},
};

static struct err *add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct person_form form = {0};
    for (size_t i = 0; i < COUNT(fields); i++) {
        if (!cli_has(cli, fields[i].option))
            continue;
        form.fields[form.n].field = fields[i].field;
        form.fields[form.n++].written = cli_text(cli, fields[i].option);
    }
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, person_add, &form);
}

static struct err *erase_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct erase_form form = {.person = cli_id(cli, "id"),
                                    .reason = cli_text(cli, "reason"),
                                    .confirm = cli_has(cli, "confirm")};
    if (form.confirm == (form.reason.n > 0))
        return err_new(cli->arena, ERR_USAGE,
                       N_("Give --reason to ask for the erasure, or --confirm to confirm it"));
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, person_erase, &form);
}

static const struct cli_param add_params[] = {
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("Given name and family name")},
    {.name = "former-name", .value = "NAME", .kind = CLI_TEXT, .help = N_("A name she had before")},
    {.name = "birth", .value = "DATE", .kind = CLI_DATE, .help = N_("Date of birth")},
    {.name = "sex",
     .value = "SEX",
     .kind = CLI_CHOICE,
     .of = &person_type,
     .field = PERSON_SEX,
     .help = N_("Sex")},
    {.name = "phone", .value = "NUMBER", .kind = CLI_TEXT, .help = N_("Telephone")},
    {.name = "danger",
     .value = "ANSWER",
     .kind = CLI_CHOICE,
     .of = &person_type,
     .field = PERSON_DANGER,
     .help = N_("Is somebody looking for her?")},
    {.name = "words", .value = "TEXT", .kind = CLI_TEXT, .bytes_max = 8000, .help = N_("A note")},
    {0},
};
static const struct cli_param erase_params[] = {
    {.name = "id",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("The person")},
    {.name = "reason",
     .value = "REASON",
     .kind = CLI_CHOICE,
     .of = &erasure_type,
     .field = ERASURE_REASON,
     .help = N_("Asks for the erasure, and says why")},
    {.name = "confirm",
     .kind = CLI_FLAG,
     .help = N_("Confirms it within seven days; by somebody else than who asked")},
    {0},
};

const struct cli_command person_rows[] = {
    {.words = "person add",
     .params = add_params,
     .help = N_("Write a person down"),
     .examples = {"person add 'Olena K.' --birth 1998-05-02 --sex female",
                  "person add 'Марко К.' --json"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = add_run},
    {.words = "person erase",
     .params = erase_params,
     .help = N_("Erase a person for ever; two people are needed"),
     .more = N_("Her key is destroyed: no name or text of hers can be read again, in no backup of "
                "the journal either. Counts stay. This cannot be undone."),
     .examples = {"person erase mfrggzdfmztwq2lknnwg23tpoa --reason own-wish",
                  "--as board2 person erase mfrggzdfmztwq2lknnwg23tpoa --confirm"},
     .place = CLI_WRITES,
     .may = MAY_ERASE,
     .run = erase_run},
    {0},
};
