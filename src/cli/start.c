/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* start.c - `hearth start`: serves a site until somebody says stop. */
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/world.h"
#include "cli/commands.h"
#include "cli/doors.h"
#include "cli/entry.h"
#include "cli/params.h"
#include "base/json.h"
#include "cli/remote.h"
#include "cli/site.h"
#include "web/web.h"

/* Tables that another version of hearth made are made anew. */
static struct err *tables_renew(struct cli *cli, struct site *site)
{
    int64_t version = 0, n = 0;
    TRY(site_projection_version(site, &version));
    if (version == PROJECTION_VERSION)
        return NULL;
    struct cli_progress shown = cli_progress_start(cli, N_("Rebuilding"));
    const struct progress progress = cli_progress_for_desk(&shown);
    struct err *bad = desk_rebuild(site, &progress, &n);
    cli_progress_end(&shown);
    return bad;
}

/* Whoever started us reads this line and goes on. */
static struct err *address_tell(struct cli *cli, const struct doors *doors,
                                const struct entry_links *links)
{
    struct buf *b = &cli->out;
    if (cli->json)
        json_open(b, '{');
    doors_tell(cli, doors);
    entry_links_tell(cli, links);
    if (cli->json) {
        json_int(b, "pid", getpid());
        json_close(b, '}');
    }
    buf_char(b, '\n');
    TRY(buf_check(b));
    TRY(world_write_all(cli->arena, cli->start->out, b->at, b->n));
    buf_clear(b);
    return NULL;
}

static struct err *serve(struct cli *cli, struct site *site, struct doors *doors)
{
    CLEANUP(web_stop) struct web *web = NULL;
    struct entry_links links;
    sigset_t ends;
    int which = 0;
    /* Before the first thread: each inherits it, so that the signal waits for us. */
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    (void)sigaddset(&ends, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
    site->url = doors->url;
    TRY(entry_links_make(cli, site, doors->url, &links));
    const struct web_config config = {.site = site,
                                      .staff = doors->staff,
                                      .strangers = doors->strangers,
                                      .phase_ms = LIMIT_REQUEST_SECONDS * INT64_C(1000),
                                      .command = remote_serve};
    doors->staff.fd = doors->strangers.fd = -1; /* closed by web_stop */
    TRY(web_start(cli->arena, &config, &web));
    TRY(address_tell(cli, doors, &links));
    (void)sigwait(&ends, &which);
    return NULL;
}

/* An empty folder becomes a site that asks its three questions by its pages. */
static struct err *fresh_make(struct cli *cli)
{
    const char *dir = cli_global(cli, "store"), *paper = NULL;
    const struct site_new what = {.dir = dir,
                                  .database = cli_string(cli, "database"),
                                  .schema = cli_string(cli, "schema"),
                                  .name = text_of(lang_text(cli->lang, N_("Our house"))),
                                  .lang = text_of(lang_code(cli->lang)),
                                  .zone = TEXT("Europe/Kyiv"),
                                  .login = TEXT(CLI_FIRST_USER),
                                  .is_waiting = true,
                                  .secret = cli_secret(cli)};
    bool is_fresh = false;
    if (dir == NULL)
        return NULL;
    TRY(site_is_fresh(cli->arena, dir, &is_fresh));
    if (!is_fresh)
        return NULL;
    return site_make(cli->arena, &what, &paper);
}

static struct err *start_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    CLEANUP(doors_close) struct doors doors = {.staff.fd = -1, .strangers.fd = -1};
    /* One heap for all threads: steadier, and it can be given back whole. */
    (void)mallopt(M_ARENA_MAX, 1);
    TRY(fresh_make(cli));
    TRY(cli_site_open_bare(cli, &s));
    TRY(doors_open(cli, s.site->dir, &doors));
    TRY(tables_renew(cli, s.site));
    return serve(cli, s.site, &doors);
}

static const struct cli_param start_params[] = {
    {.name = "listen",
     .value = "ADDRESS:PORT",
     .kind = CLI_TEXT,
     .help = N_("Where to listen (or HEARTH_LISTEN); port 0 takes a free one")},
    {.name = "public",
     .value = "ADDRESS:PORT",
     .kind = CLI_TEXT,
     .help = N_("A second door, for carers, parents and strangers")},
    {.name = "tls-cert",
     .value = "FILE",
     .kind = CLI_FILE,
     .help = N_("Encrypt with this certificate (PEM, the whole chain)")},
    {.name = "tls-key", .value = "FILE", .kind = CLI_FILE, .help = N_("The certificate's key")},
    {.name = "lan",
     .kind = CLI_FLAG,
     .help = N_("Serve the whole local network, encrypted with a certificate of hearth's own")},
    {.name = "behind-proxy",
     .kind = CLI_FLAG,
     .help = N_("A web server before hearth encrypts, and tells in X-Forwarded-For and "
                "X-Forwarded-Proto who asks")},
    {.name = "no-open", .kind = CLI_FLAG, .help = N_("Do not open a browser")},
    PARAM_DATABASE,
    PARAM_SCHEMA,
    {0},
};
const struct cli_command start_rows[] = {
    {.words = "start",
     .params = start_params,
     .help = N_("Serve the site until Ctrl-C"),
     .more = N_("In an empty folder it makes a new site, and prints an address where three "
                "questions wait: the organisation's name, its language, its first user. Other "
                "commands may be given while it runs: they are carried out by the running process. "
                "It ends within five seconds of SIGTERM, and what was answered is kept."),
     .examples = {"--store rowan-house --key-file rowan-key start",
                  "start --listen 127.0.0.1:0 --no-open --json"},
     .place = CLI_ALONE,
     .may = MAY_MACHINE,
     .run = start_run},
    {0},
};
