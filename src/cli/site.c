/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.c - opens the site for a command and tells what an act did. */
#include "cli/site.h"

#include <assert.h>

#include "base/when.h"
#include "base/world.h"
#include "cli/demo_plan.h"
#include "base/json.h"
#include "cli/sink.h"
#include "desk/setup.h"
#include "projection/projection.h"

struct site_secret cli_secret(const struct cli *cli)
{
    const char *passphrase_file = cli_global(cli, "passphrase-file");
    return (struct site_secret){
        .passphrase_file = passphrase_file,
        .key_file = passphrase_file == NULL ? cli_global(cli, "key-file") : NULL,
    };
}

struct id cli_id(const struct cli *cli, const char *name)
{
    struct id id = ID_NONE;
    bool is_id = id_parse(cli_text(cli, name), &id);
    assert(is_id);
    (void)is_id;
    return id;
}

/* A demo's clock begins at the given moment, or one second after its last entry. */
static struct err *clock_set(struct cli *cli, struct site *site)
{
    const struct cli_value *now = cli_global_value(cli, "now");
    size_t n = 0;
    struct journal_head *heads;
    if (now->given && !site->is_demo)
        return err_mend(err_new(cli->arena, ERR_USAGE,
                                N_("The clock may be set only at a site of invented data")),
                        "hearth demo");
    if (!site->is_demo)
        return NULL;
    int64_t ms = now->given ? now->number : DEMO_NOW_MS;
    TRY(journal_heads(site->db, cli->arena, site->org, &n, &heads));
    for (size_t i = 0; i < n; i++) {
        int64_t after_ms = (int64_t)(heads[i].hlc >> 16) + 1000;
        ms = after_ms > ms ? after_ms : ms;
    }
    world_clock_start_at(ms);
    return NULL;
}

/* The site of the process that serves it, with its keys and its clock. */
static struct err *borrow(struct cli *cli, struct cli_site *ret_site)
{
    *ret_site = (struct cli_site){.cli = cli, .site = cli->start->site, .is_lent = true};
    if (cli_global_value(cli, "now")->given)
        return err_mend(
            err_new(cli->arena, ERR_USAGE, N_("The clock of a running site is set when it starts")),
            "hearth --now 2026-11-21T14:30:00Z start");
    return NULL;
}

/* A command that needs no user still obeys the one that is named. */
static struct err *named_may(struct cli *cli, struct site *site)
{
    const char *as = cli_global(cli, "as");
    struct who who;
    if (as == NULL)
        return NULL;
    TRY(guard_who(site->db, cli->arena, site->org, text_of(as), world_now_ms(), &who));
    return guard_require(cli->arena, &who, cli->command->may);
}

struct err *cli_site_open_bare(struct cli *cli, struct cli_site *ret_site)
{
    if (cli->start->site != NULL)
        return borrow(cli, ret_site);
    const char *dir = cli_global(cli, "store");
    const struct site_secret secret = cli_secret(cli);
    if (dir == NULL)
        return err_mend(
            err_new(cli->arena, ERR_NO_STORE, N_("Say which site: its folder is not named")),
            "hearth --store DIR COMMAND");
    *ret_site = (struct cli_site){.cli = cli};
    TRY(site_open(cli->arena, dir, &secret, &ret_site->site));
    struct err *bad = clock_set(cli, ret_site->site);
    if (bad == NULL)
        bad = named_may(cli, ret_site->site);
    if (bad != NULL)
        cli_site_close(ret_site);
    return bad;
}

struct err *cli_site_as(struct cli_site *s, struct text *ret_login)
{
    const char *as = cli_global(s->cli, "as");
    *ret_login = text_of(as);
    return as != NULL ? NULL : setup_first_user(s->site, s->cli->arena, ret_login);
}

static struct err *ask(struct cli_site *s)
{
    struct text login;
    TRY(cli_site_as(s, &login));
    return desk_request(s->site, s->cli->arena, login, s->cli->command->may, &s->who, &s->rq);
}

/* `start` makes them anew by itself; so long a question alone shall not last. */
static struct err *tables_require(struct cli_site *s)
{
    int64_t version = 0;
    TRY(site_projection_version(s->site, &version));
    if (version == PROJECTION_VERSION)
        return NULL;
    return err_mend(
        err_new(s->cli->arena, ERR_CONFLICT, N_("The tables are of another version of hearth")),
        "hearth rebuild");
}

struct err *cli_site_open(struct cli *cli, struct cli_site *ret_site)
{
    TRY(cli_site_open_bare(cli, ret_site));
    struct err *bad = tables_require(ret_site);
    if (bad == NULL)
        bad = ask(ret_site);
    if (bad != NULL)
        cli_site_close(ret_site);
    return bad;
}

struct err *cli_site_open_people(struct cli *cli, struct cli_site *ret_site)
{
    TRY(cli_site_open(cli, ret_site));
    struct err *bad = site_require_open(ret_site->site, cli->arena);
    if (bad == NULL)
        bad = site_load_people(ret_site->site);
    if (bad == NULL)
        bad = ask(ret_site);
    if (bad != NULL)
        cli_site_close(ret_site);
    return bad;
}

struct err *cli_site_load_people(struct cli_site *s, bool *ret_loaded)
{
    *ret_loaded = site_require_open(s->site, s->cli->arena) == NULL;
    if (!*ret_loaded)
        return NULL;
    TRY(site_load_people(s->site));
    return ask(s);
}

void cli_site_close(struct cli_site *s)
{
    if (!s->is_lent)
        site_close(&s->site);
    s->site = NULL;
}

/* ---- the journal as a file ------------------------------------------------------------------- */

static struct err *sink_takes(void *with, struct arena *scratch, struct text bytes)
{
    (void)scratch;
    return sink_write(with, bytes);
}

/* One moment: everything is read in one transaction. */
static struct err *export_to(struct cli_site *s, struct sink *sink,
                             struct export_counts *ret_counts)
{
    const struct export_sink to = {sink_takes, sink};
    TRY(db_begin(s->site->db, s->cli->arena));
    struct err *bad = journal_export(s->site->db, s->cli->arena, s->site->org,
                                     &s->site->key->public_key, &to, ret_counts);
    db_rollback(s->site->db);
    return bad;
}

struct err *cli_site_export(struct cli_site *s, const char *path, struct export_counts *ret_counts)
{
    CLEANUP(sink_close) struct sink sink = {0};
    TRY(sink_open(s->cli, path, &sink));
    TRY(export_to(s, &sink, ret_counts));
    return sink_finish(&sink);
}

/* ---- telling --------------------------------------------------------------------------------- */

static void tell_json(struct cli *cli, const struct answer *answer)
{
    char deed[ID_TEXT + 1];
    struct buf *b = &cli->out;
    struct buf said = buf_make(CLI_OUT_BYTES_MAX);
    id_text(answer->deed, deed);
    json_open(b, '{');
    json_string(b, "deed", deed);
    if (!answer->is_final) {
        json_name(b, "undo");
        buf_printf(b, "\"hearth journal undo %s\"", deed);
        json_instant(b, "until", answer->undo_until_ms);
    }
    json_name(b, "records");
    json_open(b, '[');
    for (size_t i = 0; i < answer->n_records; i++) {
        json_open(b, '{');
        json_string(b, "type", answer->records[i].type->name);
        json_id(b, "id", answer->records[i].id);
        json_close(b, '}');
    }
    json_close(b, ']');
    if (answer->said != NULL) {
        lang_put(&said, cli->lang, answer->said, answer->args[0], answer->args[1]);
        json_text(b, "said", buf_text(&said));
    }
    json_close(b, '}');
    buf_char(b, '\n');
    buf_done(&said);
}

static void tell_plain(struct cli *cli, const struct answer *answer)
{
    char deed[ID_TEXT + 1];
    id_text(answer->deed, deed);
    if (answer->said != NULL)
        cli_say(cli, answer->said, answer->args[0], answer->args[1]);
    buf_str(&cli->out, answer->said == NULL ? "" : "\n");
    for (size_t i = 0; i < answer->n_records; i++) {
        char id[ID_TEXT + 1];
        id_text(answer->records[i].id, id);
        if (answer->records[i].type == &person_type)
            buf_printf(&cli->out, "  %s\n", id);
    }
    if (answer->is_final)
        return;
    cli_say(cli, N_("Undo, for ten minutes: {1}"), "hearth journal undo ");
    buf_printf(&cli->out, "%s\n", deed);
}

void cli_site_tell(struct cli_site *s, const struct answer *answer)
{
    if (s->cli->json)
        tell_json(s->cli, answer);
    else
        tell_plain(s->cli, answer);
}

struct err *cli_site_do(struct cli_site *s, command_fn *run, const void *form)
{
    struct job job = {.arena = s->cli->arena,
                      .may = s->cli->command->may,
                      .once = s->cli->once,
                      .run = run,
                      .form = form};
    TRY(cli_site_as(s, &job.as));
    TRY(desk_do(s->site, &job));
    cli_site_tell(s, &job.answer);
    return NULL;
}

static void desk_tells(void *with, int64_t done, int64_t all)
{
    cli_progress_step(with, done, all);
}

struct progress cli_progress_for_desk(struct cli_progress *p)
{
    return (struct progress){.tell = desk_tells, .with = p};
}
