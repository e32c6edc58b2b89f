/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* demo.c - `hearth demo`: a house of invented people in a folder, made once, shown and served. */
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/world.h"
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/demo_make.h"
#include "base/json.h"
#include "cli/site.h"
#include "view/figures.h"

enum { ALL_HOUSES_DAY = DEMO_TODAY - 21 /* 2026-10-31 */ };

struct demo_place {
    const char *folder, *site, *key_file;
};

/* ---- the folder ------------------------------------------------------------------------------ */

static struct err *place_find(struct cli *cli, struct demo_place *ret_place)
{
    const char *folder = cli_has(cli, "dir") ? cli_string(cli, "dir") : "demo";
    *ret_place = (struct demo_place){.folder = folder,
                                     .site = arena_printf(cli->arena, "%s/site", folder),
                                     .key_file = arena_printf(cli->arena, "%s/site-key", folder)};
    NEED(ret_place->site);
    NEED(ret_place->key_file);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return err_outside(cli->arena, N_("The folder of the demo cannot be made"),
                           "mkdir: errno %d", errno);
    return NULL;
}

static bool site_is_there(struct cli *cli, const struct demo_place *place)
{
    const char *key = arena_printf(cli->arena, "%s/site.key", place->site);
    return key != NULL && access(key, F_OK) == 0;
}

/* Lies beside a demo while it is being made: what a stopped run left is not a demo. */
static const char *unfinished_path(struct cli *cli, const struct demo_place *place)
{
    return arena_printf(cli->arena, "%s.unfinished", place->site);
}

/* Only files that hearth makes. */
static struct err *files_remove(struct cli *cli, const struct demo_place *place)
{
    static const char *const files[] = {
        "hearth.db",   "hearth.db-wal", "hearth.db-shm", "keys.db", "keys.db-wal", "keys.db-shm",
        "hearth.conf", "site.mark",     "hearth.sock",   "lock",    "site.key"};
    for (size_t i = 0; i < COUNT(files); i++) {
        const char *path = arena_printf(cli->arena, "%s/%s", place->site, files[i]);
        NEED(path);
        (void)unlink(path);
    }
    (void)unlink(place->key_file);
    return NULL;
}

static struct err *unfinished_remove(struct cli *cli, const struct demo_place *place)
{
    const char *path = unfinished_path(cli, place);
    NEED(path);
    return access(path, F_OK) == 0 ? files_remove(cli, place) : NULL;
}

/* Only a site that says itself to be a demo is removed. */
static struct err *site_remove(struct cli *cli, const struct demo_place *place)
{
    CLEANUP(site_close) struct site *site = NULL;
    const struct site_secret none = {0};
    TRY(site_open(cli->arena, place->site, &none, &site));
    if (!site->is_demo)
        return err_new(cli->arena, ERR_CONFLICT,
                       N_("This folder holds a site that is no demo; it stays as it is"));
    return files_remove(cli, place);
}

static struct err *site_make_anew(struct cli *cli, const struct demo_place *place)
{
    struct demo_plan plan;
    enum demo_size size = (enum demo_size)cli_number(cli, "size", DEMO_SIZE_NETWORK);
    TRY(demo_plan_make(cli->arena, size, (uint64_t)cli_number(cli, "seed", 1), &plan));
    const struct demo_where where = {.dir = place->site,
                                     .key_file = place->key_file,
                                     .database = cli_string(cli, "database"),
                                     .schema = cli_string(cli, "schema")};
    const char *unfinished = unfinished_path(cli, place);
    NEED(unfinished);
    TRY(world_write_file(cli->arena, unfinished, TEXT_NONE, 0600));
    TRY(demo_make(cli, &where, &plan));
    (void)unlink(unfinished);
    return NULL;
}

/* ---- what it shows --------------------------------------------------------------------------- */

static void figures_put(struct cli *cli, const char *name, const struct figures *f)
{
    json_name(&cli->out, name);
    json_open(&cli->out, '{');
    for (int i = 0; i < FIGURE__AS_OF_END; i++)
        json_int(&cli->out, figure_name((enum figure)i), f->counts[i]);
    json_close(&cli->out, '}');
}

/* The last line is JSON whatever was asked for: scripts read it. */
static struct err *figures_tell(struct cli *cli, struct site *site, const struct demo_place *place)
{
    struct who who;
    struct request rq;
    struct figures today, october;
    const struct figure_ask ask_today = {TEXT("rowan-house"), DEMO_TODAY, DEMO_TODAY};
    const struct figure_ask ask_october = {TEXT_NONE, ALL_HOUSES_DAY, ALL_HOUSES_DAY};
    TRY(site_load_people(site));
    TRY(desk_request(site, cli->arena, TEXT(CLI_FIRST_USER), MAY_SEE_FIGURES, &who, &rq));
    TRY(figures_as_of(&rq, &ask_today, &today));
    TRY(figures_as_of(&rq, &ask_october, &october));
    json_open(&cli->out, '{');
    json_string(&cli->out, "store", place->site);
    json_string(&cli->out, "key_file", place->key_file);
    json_date(&cli->out, "as_of", DEMO_TODAY);
    figures_put(cli, "figures", &today);
    figures_put(cli, "figures_2026_10_31", &october);
    json_close(&cli->out, '}');
    buf_char(&cli->out, '\n');
    return NULL;
}

static struct err *site_show(struct cli *cli, const struct demo_place *place)
{
    CLEANUP(site_close) struct site *site = NULL;
    const struct site_secret secret = {.key_file = place->key_file};
    TRY(site_open(cli->arena, place->site, &secret, &site));
    if (!site->is_demo)
        return err_new(cli->arena, ERR_CONFLICT,
                       N_("This folder holds a site that is no demo; it stays as it is"));
    return figures_tell(cli, site, place);
}

/* ---- serving --------------------------------------------------------------------------------- */

static const char *listen_address(struct cli *cli)
{
    if (cli_has(cli, "port"))
        return arena_printf(cli->arena, "127.0.0.1:%d", (int)cli_number(cli, "port", 0));
    const char *given = cli->start->env("HEARTH_LISTEN");
    return given != NULL && given[0] != '\0' ? given : "127.0.0.1:8700";
}

/* As `hearth start` would be called by hand. */
static struct err *serve(struct cli *cli, const struct demo_place *place)
{
    const char *address = listen_address(cli);
    NEED(address);
    const char *const words[] = {"--store", place->site, "--key-file", place->key_file,
                                 "start",   "--listen",  address};
    struct cli_start start = *cli->start;
    start.args = words;
    start.n = COUNT(words);
    TRY(cli_flush(cli));
    cli->exit_code = cli_main(&start);
    return NULL;
}

static struct err *demo_run(struct cli *cli)
{
    struct demo_place place;
    TRY(place_find(cli, &place));
    TRY(unfinished_remove(cli, &place));
    if (cli_has(cli, "fresh") && site_is_there(cli, &place))
        TRY(site_remove(cli, &place));
    if (!site_is_there(cli, &place))
        TRY(site_make_anew(cli, &place));
    TRY(site_show(cli, &place));
    return cli_has(cli, "no-serve") ? NULL : serve(cli, &place);
}

static const char *const sizes[] = {"house", "network", "nation", NULL};
static_assert(DEMO_SIZE_HOUSE == 0 && DEMO_SIZE_NETWORK == 1 && DEMO_SIZE_NATION == 2,
              "sizes stand in the order of the enum");

static const struct cli_param demo_params[] = {
    {.name = "dir",
     .value = "DIR",
     .kind = CLI_FOLDER,
     .help = N_("The folder of the demo; demo unless said otherwise")},
    {.name = "size",
     .value = "SIZE",
     .kind = CLI_CHOICE,
     .choices = sizes,
     .help = N_("How much of it; network unless said otherwise")},
    {.name = "seed",
     .value = "N",
     .kind = CLI_INT,
     .min = 0,
     .max = INT64_MAX,
     .help = N_("Other people, the same figures")},
    PARAM_DATABASE,
    PARAM_SCHEMA,
    {.name = "fresh", .kind = CLI_FLAG, .help = N_("Make it anew")},
    {.name = "no-serve", .kind = CLI_FLAG, .help = N_("Stop before serving")},
    {.name = "port",
     .value = "N",
     .kind = CLI_INT,
     .min = 0,
     .max = 65535,
     .help = N_("Serve on this port; 8700 unless said otherwise")},
    {0},
};
const struct cli_command demo_rows[] = {
    {.words = "demo",
     .params = demo_params,
     .help = N_("Make a house of invented people and serve it"),
     .more = N_("It is Saturday 21 November 2026, 14:30. A second run uses what is there. The last "
                "line on standard output is JSON: the site, its key file, its figures."),
     .examples = {"demo", "demo --no-serve --fresh --size house --seed 7"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = demo_run},
    {0},
};
