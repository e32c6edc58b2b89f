/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* key.c - `hearth key`: what opens the site after a power cut. */
#include "base/json.h"
#include "base/limits.h"
#include "base/world.h"
#include "cli/commands.h"
#include "cli/site.h"
#include "cli/table.h"
#include "desk/slots.h"

static const struct table_column list_columns[] = {
    {"name", N_("Name"), SQL_TEXT},
    {"kind", N_("Kind"), SQL_CHOICE},
    {"made", N_("Made"), SQL_INSTANT},
};

static struct err *slots_put(struct cli_site *s)
{
    struct table t = table_make(s->cli, list_columns, COUNT(list_columns));
    for (size_t i = 0; i < s->site->key->n_slots; i++) {
        const struct slot *slot = &s->site->key->slots[i];
        char name[SLOT_NAME_TEXT + 1];
        slot_name(slot, name);
        table_text(&t, text_of(name));
        table_choice(&t, slot_kind_code(slot->kind), slot_kind_label(slot->kind));
        table_instant(&t, slot->made_ms);
    }
    return table_put(&t);
}

static struct err *list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    TRY(cli_site_open(cli, &s));
    return slots_put(&s);
}

static struct err *paper_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const char *code = NULL;
    TRY(cli_site_open(cli, &s));
    TRY(slot_paper_add(s.site, cli->arena, &code));
    if (cli->json) {
        json_open(&cli->out, '{');
        json_string(&cli->out, "recovery_code", code);
        json_close(&cli->out, '}');
    } else {
        buf_str(&cli->out, code);
    }
    buf_char(&cli->out, '\n');
    return NULL;
}

static struct err *passphrase_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct text words;
    TRY(world_read_file(cli->arena, cli_string(cli, "from"), LIMIT_CONF_BYTES, &words));
    TRY(cli_site_open(cli, &s));
    TRY(slot_passphrase_add(s.site, cli->arena, s.who.user, words));
    return slots_put(&s);
}

static struct err *drop_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    TRY(cli_site_open(cli, &s));
    TRY(slot_drop_named(s.site, cli->arena, cli_text(cli, "name")));
    return slots_put(&s);
}

static const struct cli_param no_params[] = {{0}};
static const struct cli_param passphrase_params[] = {
    {.name = "from",
     .value = "FILE",
     .kind = CLI_FILE,
     .required = true,
     .help = N_("A file with five different words or more in one line")},
    {0},
};
static const struct cli_param drop_params[] = {
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("The key's name, as key list shows it")},
    {0},
};
const struct cli_command key_rows[] = {
    {.words = "key list",
     .params = no_params,
     .help = N_("Show what opens the site"),
     .examples = {"key list", "key list --json"},
     .place = CLI_READS,
     .may = MAY_MACHINE,
     .run = list_run},
    {.words = "key paper",
     .params = no_params,
     .help = N_("Make a paper code; it is shown once"),
     .examples = {"key paper", "key paper --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = paper_run},
    {.words = "key passphrase",
     .params = passphrase_params,
     .help = N_("Add a passphrase of five words"),
     .examples = {"key passphrase --from words", "--as olena key passphrase --from words --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = passphrase_run},
    {.words = "key drop",
     .params = drop_params,
     .help = N_("Take a key away; the last one stays"),
     .examples = {"key drop paper-k3fq", "key drop paper-k3fq --json"},
     .place = CLI_WRITES,
     .may = MAY_MANAGE_USERS,
     .run = drop_run},
    {0},
};
