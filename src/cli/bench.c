/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bench.c - `hearth bench`: how fast this machine is with hearth, against the bars of its design.
 * It works in a folder of its own with invented people, and removes it. */
#include "cli/bench.h"

#include <stdio.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/table.h"

enum { PERSONS_USUAL = 100000, PERSONS_MIN = 1000, MILLI = 1000 };

bool bench_is_well(const struct bench_figure *f)
{
    int64_t bar = f->bar * MILLI;
    return f->bar == 0 || (f->is_most ? f->milli <= bar : f->milli >= bar);
}

static const char *milli_text(struct arena *into, int64_t milli)
{
    return arena_printf(into, "%lld.%03lld", (long long)(milli / MILLI),
                        (long long)(milli % MILLI));
}

static void figure_json(struct buf *b, struct arena *into, const struct bench_figure *f)
{
    const char *value = milli_text(into, f->milli);
    json_open(b, '{');
    json_string(b, "name", f->name);
    json_name(b, "value");
    buf_str(b, value == NULL ? "0" : value);
    json_string(b, "unit", f->unit);
    if (f->bar != 0) {
        json_int(b, "bar", f->bar);
        json_string(b, "bar_is", f->is_most ? "most" : "least");
    }
    json_bool(b, "ok", bench_is_well(f));
    json_close(b, '}');
}

static void tell_json(const struct bench *b)
{
    struct buf *out = &b->cli->out;
    bool ok = true;
    json_open(out, '{');
    json_name(out, "rows");
    json_open(out, '[');
    for (size_t i = 0; i < b->n; i++) {
        figure_json(out, b->arena, &b->figures[i]);
        ok = ok && bench_is_well(&b->figures[i]);
    }
    json_close(out, ']');
    json_int(out, "count", (int64_t)b->n);
    json_bool(out, "ok", ok);
    json_close(out, '}');
    buf_char(out, '\n');
}

static struct err *tell_plain(const struct bench *b)
{
    static const struct table_column columns[] = {
        {"name", N_("Figure"), SQL_TEXT}, {"value", N_("Value"), SQL_TEXT},
        {"unit", N_("Unit"), SQL_TEXT},   {"bar", N_("Bar"), SQL_INT},
        {"ok", N_("Reached"), SQL_YESNO},
    };
    struct table t = table_make(b->cli, columns, COUNT(columns));
    for (size_t i = 0; i < b->n; i++) {
        const struct bench_figure *f = &b->figures[i];
        table_text(&t, text_of(f->name));
        table_text(&t, text_of(milli_text(b->arena, f->milli)));
        table_text(&t, text_of(f->unit));
        if (f->bar == 0)
            table_none(&t);
        else
            table_int(&t, f->bar);
        table_yesno(&t, bench_is_well(f));
    }
    return table_put(&t);
}

static struct err *bench_run(struct cli *cli)
{
    CLEANUP(folder_remove) char *folder = NULL;
    TRY(folder_private(cli, "bench", &folder));
    struct bench b = {.cli = cli,
                      .arena = cli->arena,
                      .dir = arena_printf(cli->arena, "%s/site", folder),
                      .key_file = arena_printf(cli->arena, "%s/key", folder),
                      .persons = cli_number(cli, "persons", PERSONS_USUAL)};
    struct err *bad = b.dir == NULL || b.key_file == NULL ? err_no_memory() : bench_all(&b);
    site_close(&b.site);
    TRY(bad);
    for (size_t i = 0; i < b.n; i++)
        if (!bench_is_well(&b.figures[i]))
            cli->exit_code = 1;
    if (!cli->json)
        return tell_plain(&b);
    tell_json(&b);
    return NULL;
}

static const struct cli_param bench_params[] = {
    {.name = "persons",
     .value = "N",
     .kind = CLI_INT,
     .min = PERSONS_MIN,
     .max = 1000000,
     .help = N_("How many invented people; 100000 when not given")},
    {0},
};
const struct cli_command bench_rows[] = {
    {.words = "bench",
     .params = bench_params,
     .help = N_("Measure this machine against the bars of the design"),
     .more = N_("It makes a site with invented people in a folder of its own, measures writing, "
                "starting, rebuilding, lists and memory, and removes the folder. It takes some "
                "minutes; no other site is touched. The exit code is 1 when a bar is missed."),
     .examples = {"bench", "bench --persons 20000 --json"},
     .place = CLI_NO_STORE,
     .may = MAY_MACHINE,
     .run = bench_run},
    {0},
};
