/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* report.c - `hearth report`: the figures of a day or a period, and the rows behind each. */
#include "base/when.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/params.h"
#include "base/json.h"
#include "cli/site.h"
#include "cli/table.h"
#include "view/figures.h"

static const struct table_column row_columns[] = {
    {"person", N_("Id"), SQL_ID},
    {"name", N_("Name"), SQL_TEXT},
    {"since", N_("Since"), SQL_INSTANT},
    {"n", N_("Counted"), SQL_INT},
};

static void rows_fill(struct table *t, const struct request *rq, const struct figure_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct person_row *row = people_get(rq->people, rows->at[i].person);
        table_id(t, id_is_none(rows->at[i].person) ? rows->at[i].stay : rows->at[i].person);
        table_text(t, row == NULL ? rows->at[i].about : text_of(row->name));
        table_instant(t, rows->at[i].from_ms);
        table_int(t, rows->at[i].n);
    }
}

/* {"rows":[...],"count":N}: count is the figure itself; rows that the asker may not list are
 * told as withheld. */
static struct err *list_tell(struct cli_site *s, const struct figures *f, enum figure figure)
{
    struct cli *cli = s->cli;
    struct table t = table_make(cli, row_columns, COUNT(row_columns));
    rows_fill(&t, &s->rq, &f->rows[figure]);
    return table_put(&t);
}

static void figures_json(struct cli_site *s, const struct figure_ask *ask, const struct figures *f,
                         enum figure from, enum figure to)
{
    struct buf *b = &s->cli->out;
    json_open(b, '{');
    json_date(b, "from", ask->from);
    json_date(b, "to", ask->to);
    json_date(b, "as_of", ask->to);
    json_name(b, "figures");
    json_open(b, '{');
    for (enum figure i = from; i < to; i++)
        if (figure_is_told(s->rq.who, i))
            json_int(b, figure_name(i), f->counts[i]);
    json_close(b, '}');
    if (f->withheld > 0)
        json_int(b, "withheld", f->withheld);
    json_close(b, '}');
    buf_char(b, '\n');
}

static void figures_plain(struct cli_site *s, const struct figure_ask *ask, const struct figures *f,
                          enum figure from, enum figure to)
{
    struct cli *cli = s->cli;
    struct buf *b = &cli->out;
    if (ask->from != ask->to) {
        lang_put_date(b, cli->lang, ask->from);
        buf_str(b, " - ");
    }
    lang_put_date(b, cli->lang, ask->to);
    buf_char(b, '\n');
    for (enum figure i = from; i < to; i++) {
        if (!figure_is_told(s->rq.who, i))
            continue;
        buf_str(b, "  ");
        cli_say(cli, figure_label(i));
        buf_str(b, ": ");
        lang_put_int(b, cli->lang, f->counts[i]);
        buf_char(b, '\n');
    }
}

static struct err *list_figure(struct cli_site *s, enum figure from, enum figure to,
                               enum figure *ret_figure)
{
    struct cli *cli = s->cli;
    if (figure_by_name(cli_text(cli, "list"), ret_figure) && *ret_figure >= from &&
        *ret_figure < to && figure_is_told(s->rq.who, *ret_figure))
        return NULL;
    return err_example(err_input(cli->arena, "list", N_("There is no figure of this name here")),
                       figure_name(from));
}

static struct err *tell(struct cli_site *s, const struct figure_ask *ask, const struct figures *f,
                        enum figure from, enum figure to)
{
    enum figure figure;
    if (cli_has(s->cli, "list")) {
        TRY(list_figure(s, from, to, &figure));
        return list_tell(s, f, figure);
    }
    if (s->cli->json)
        figures_json(s, ask, f, from, to);
    else
        figures_plain(s, ask, f, from, to);
    return NULL;
}

static struct err *figures_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct figures f;
    TRY(cli_site_open_people(cli, &s));
    int32_t today = zone_wall(zone_utc(), s.rq.now_ms).date;
    int32_t day = (int32_t)cli_number(cli, "as-of", today);
    const struct figure_ask ask = {.house = cli_text(cli, "house"), .from = day, .to = day};
    TRY(figures_as_of(&s.rq, &ask, &f));
    return tell(&s, &ask, &f, FIGURE_MOTHERS, FIGURE__AS_OF_END);
}

static struct err *period_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct figures f;
    const struct figure_ask ask = {.house = cli_text(cli, "house"),
                                   .from = (int32_t)cli_number(cli, "from", 0),
                                   .to = (int32_t)cli_number(cli, "to", 0)};
    TRY(cli_site_open_people(cli, &s));
    TRY(figures_period(&s.rq, &ask, &f));
    return tell(&s, &ask, &f, FIGURE__AS_OF_END, FIGURE__COUNT);
}

static const struct table_column definition_columns[] = {
    {"figure", N_("Figure"), SQL_TEXT},
    {"label", NULL, SQL_TEXT},
    {"version", NULL, SQL_INT},
    {"of_day", NULL, SQL_YESNO},
    {"unit", N_("Counted in"), SQL_TEXT},
    {"headline", NULL, SQL_YESNO},
    {"definition", N_("What it counts"), SQL_TEXT},
};

static struct err *definitions_run(struct cli *cli)
{
    struct table t = table_make(cli, definition_columns, COUNT(definition_columns));
    for (enum figure f = 0; f < FIGURE__COUNT; f++) {
        const struct figure_about *about = figure_about(f);
        table_text(&t, text_of(about->name));
        table_text(&t, text_of(lang_text(cli->lang, about->label)));
        table_int(&t, about->version);
        table_yesno(&t, figure_is_of_day(f));
        table_text(&t, text_of(lang_text(cli->lang, figure_unit_label(about->unit))));
        table_yesno(&t, about->is_headline);
        table_text(&t, text_of(lang_text(cli->lang, about->definition)));
    }
    return table_put(&t);
}

static const struct cli_param definitions_params[] = {{0}};

#define LIST_PARAM                                                                                 \
    {                                                                                              \
        .name = "list", .value = "FIGURE", .kind = CLI_TEXT,                                       \
        .help = N_("The rows that add up to this figure")                                          \
    }

static const struct cli_param figures_params[] = {
    {.name = "as-of",
     .value = "DATE",
     .kind = CLI_DATE,
     .help = N_("The evening of this day; today unless said otherwise")},
    PARAM_HOUSE_ONLY(false),
    LIST_PARAM,
    {0},
};
static const struct cli_param period_params[] = {
    {.name = "from",
     .value = "DATE",
     .kind = CLI_DATE,
     .required = true,
     .help = N_("The first day")},
    {.name = "to", .value = "DATE", .kind = CLI_DATE, .required = true, .help = N_("The last day")},
    PARAM_HOUSE_ONLY(false),
    LIST_PARAM,
    {0},
};
const struct cli_command report_rows[] = {
    {.words = "report figures",
     .params = figures_params,
     .help = N_("Count who is here on a day"),
     .more = N_("Mothers, children, expected children, other adults. Each figure is the length of "
                "the list that --list shows."),
     .examples = {"report figures --as-of 2026-11-21 --house rowan-house",
                  "report figures --as-of 2026-10-31 --list mothers --json"},
     .place = CLI_READS,
     .may = MAY_SEE_FIGURES,
     .run = figures_run},
    {.words = "report period",
     .params = period_params,
     .help = N_("Count what happened between two days"),
     .examples = {"report period --from 2026-10-01 --to 2026-10-31",
                  "report period --from 2026-09-01 --to 2026-11-30 --list exits --json"},
     .place = CLI_READS,
     .may = MAY_SEE_FIGURES,
     .run = period_run},
    {.words = "report definitions",
     .params = definitions_params,
     .help = N_("Say what each figure counts"),
     .examples = {"report definitions", "report definitions --json"},
     .place = CLI_NO_STORE,
     .may = MAY_ANYONE,
     .run = definitions_run},
    {0},
};
