/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gosheet.c - the go sheet as text or JSON, and the count of heads in the cellar. */
#include "cli/gosheet.h"

#include "cli/params.h"
#include "cli/site.h"
#include "cli/written.h"
#include "command/cellar.h"
#include "model/types.h"
#include "model/types_care.h"
#include "view/gosheet.h"
#include "view/reading.h"

const struct cli_param go_params[] = {
    {.name = "house",
     .value = "HOUSE",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("The house's short name")},
    {0},
};
const struct cli_param cellar_params[] = {
    {.name = "house",
     .value = "HOUSE",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("The house's short name")},
    PARAM_MARK("all", N_("Everybody who is not away is down here")),
    {.name = "here",
     .value = "ID",
     .kind = CLI_ID,
     .many = true,
     .help = N_("Who is down here: the id that house go shows")},
    PARAM_WHEN,
    {0},
};

static void fact_plain(struct cli *cli, const struct rec *r)
{
    buf_str(&cli->out, "    ");
    cli_say(cli, r->type->label);
    buf_char(&cli->out, ':');
    for (size_t i = 0; i < r->type->n_fields; i++) {
        const struct field *f = &r->type->fields[i];
        if (r->slots[i].n == 0 || f->kind == KIND_REF || text_is(text_of(f->name), "state"))
            continue;
        buf_str(&cli->out, " ");
        if (f->kind == KIND_CHOICE)
            cli_say(cli, choice_by_no(f, r->slots[i].at[0].n)->label);
        else
            value_print(f, &r->slots[i].at[0], &cli->out);
        buf_char(&cli->out, ';');
    }
    buf_char(&cli->out, '\n');
}

static void person_plain(struct cli *cli, const struct go_person *p)
{
    char id[ID_TEXT + 1];
    id_text(p->lodger.person, id);
    buf_printf(&cli->out, "  [ ] %.*s", TEXT_ARG(p->lodger.name));
    if (p->age >= 0)
        buf_printf(&cli->out, ", %d", p->age);
    if (p->lodger.away != 0) {
        buf_str(&cli->out, ", ");
        cli_say(cli, N_("away"));
    }
    buf_printf(&cli->out, "  %s\n", id);
    for (size_t i = 0; i < p->facts.n; i++)
        fact_plain(cli, p->facts.at[i]);
    for (size_t i = 0; i < p->calls.n; i++)
        buf_printf(&cli->out, "    %.*s %.*s\n", TEXT_ARG(p->calls.at[i].name),
                   TEXT_ARG(p->calls.at[i].phone));
}

static void sheet_plain(struct cli *cli, const struct go_sheet *sheet)
{
    buf_printf(&cli->out, "%.*s\n", TEXT_ARG(sheet->name));
    for (size_t i = 0; i < sheet->n; i++) {
        cli_say(cli, N_("Room {1}"),
                arena_strn(cli->arena, sheet->rooms[i].label.at, sheet->rooms[i].label.n));
        buf_char(&cli->out, '\n');
        for (size_t j = 0; j < sheet->rooms[i].n; j++)
            person_plain(cli, &sheet->rooms[i].at[j]);
    }
}

struct err *go_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct go_sheet sheet;
    TRY(cli_site_open_people(cli, &s));
    TRY(go_sheet(&s.rq, cli_text(cli, "house"), &sheet));
    TRY(reading_note(&s.rq, READING_EMERGENCY, sheet.house));
    if (cli->json)
        go_sheet_json(&sheet, s.who.roles, &cli->out);
    else
        sheet_plain(cli, &sheet);
    return NULL;
}

struct err *cellar_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct cli_value *here = cli_value(cli, "here");
    struct id *down = arena_makes(cli->arena, struct id, here->n);
    struct cellar_form form = {.house = cli_text(cli, "house"),
                               .all = cli_has(cli, "all"),
                               .at_ms = cli_number(cli, "when", 0),
                               .down = down};
    NEED(down);
    for (size_t i = 0; i < here->n; i++)
        form.n += id_parse(here->texts[i], &down[form.n]);
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, cellar_save, &form);
}
