/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* audit.c - `hearth audit`: every figure reckoned a second time from the journal's entries, and
 * compared with the one that pages and reports show. */
#include "audit/audit.h"

#include "base/when.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/params.h"
#include "base/json.h"
#include "cli/site.h"
#include "cli/table.h"
#include "view/figures.h"

enum { AUDIT_DAYS = 30 };

static const struct table_column columns[] = {
    {"figure", N_("Figure"), SQL_TEXT},
    {"shown", N_("As shown"), SQL_INT},
    {"reckoned", N_("From the entries"), SQL_INT},
};

static void figures_of(const struct audit_figures *a, int64_t into[FIGURE__COUNT])
{
    into[FIGURE_MOTHERS] = a->mothers;
    into[FIGURE_CHILDREN] = a->children;
    into[FIGURE_EXPECTED] = a->expected;
    into[FIGURE_ADULTS_ALONE] = a->adults_alone;
    into[FIGURE_HEADS_OTHER] = a->heads_other;
    into[FIGURE_BED_NIGHTS] = a->bed_nights;
    into[FIGURE_ADMISSIONS] = a->admissions;
    into[FIGURE_EXITS] = a->exits;
    into[FIGURE_RETURNS] = a->returns;
    into[FIGURE_SESSIONS] = a->sessions;
    into[FIGURE_ATTENDANCE] = a->attendance;
    into[FIGURE_RELAPSES] = a->relapses;
}

/* Both figures of the same question, side by side; how many differ. What the asker is not told is
 * compared too. */
static struct err *compare(struct cli *cli, const struct who *who,
                           const int64_t shown[FIGURE__COUNT], const struct audit_figures *audit)
{
    int64_t reckoned[FIGURE__COUNT];
    int64_t differences = 0;
    struct table t = table_make(cli, columns, COUNT(columns));
    figures_of(audit, reckoned);
    for (enum figure i = 0; i < FIGURE__COUNT; i++) {
        differences += shown[i] != reckoned[i];
        if (!figure_is_told(who, i))
            continue;
        table_text(&t, text_of(figure_name(i)));
        table_int(&t, shown[i]);
        table_int(&t, reckoned[i]);
    }
    TRY(table_put(&t));
    if (differences == 0)
        return NULL;
    return err_mend(
        err_new(cli->arena, ERR_INTEGRITY, N_("The figures shown are not those of the journal")),
        "hearth rebuild");
}

/* The days asked for. Unless said otherwise: the last thirty days, or the last whole month for
 * whoever may be told closed months alone. */
static struct err *days_of(struct cli *cli, const struct request *rq, struct figure_ask *ask)
{
    int32_t today = zone_wall(zone_utc(), rq->now_ms).date;
    ask->to = (int32_t)cli_number(cli, "to", today);
    ask->from = (int32_t)cli_number(cli, "from", ask->to - AUDIT_DAYS);
    if (figures_of_all_may(rq, ask))
        return NULL;
    ask->to = (int32_t)cli_number(cli, "to", today - date_civil(today).day);
    ask->from = (int32_t)cli_number(cli, "from", ask->to + 1 - date_civil(ask->to).day);
    if (figures_of_all_may(rq, ask))
        return NULL;
    return err_example(
        err_input(cli->arena, "to", N_("You may audit whole months that are over, of all houses")),
        "2026-10-31");
}

static struct err *audit_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct figures day, period;
    struct audit_figures audit;
    TRY(cli_site_open_people(cli, &s));
    struct figure_ask ask = {.house = cli_text(cli, "house")};
    TRY(days_of(cli, &s.rq, &ask));
    /* The comparison needs totals: whoever may audit compares what the manager would see. */
    struct who manager = guard_clock(s.who.user);
    s.rq.who = &manager;
    TRY(figures_as_of(&s.rq, &ask, &day));
    TRY(figures_period(&s.rq, &ask, &period));
    const struct audit_ask second = {.org = s.site->org,
                                     .ring = s.site->ring,
                                     .house = ask.house,
                                     .from = ask.from,
                                     .to = ask.to,
                                     .now_ms = s.rq.now_ms};
    TRY(audit_figures(s.site->db, cli->arena, &second, &audit));
    for (int i = FIGURE__AS_OF_END; i < FIGURE__COUNT; i++)
        day.counts[i] = period.counts[i];
    return compare(cli, &s.who, day.counts, &audit);
}

static const struct cli_param audit_params[] = {
    {.name = "from",
     .value = "DATE",
     .kind = CLI_DATE,
     .help = N_("The first day; thirty days before the last unless said otherwise")},
    {.name = "to",
     .value = "DATE",
     .kind = CLI_DATE,
     .help = N_("The last day, and the evening counted; today unless said otherwise")},
    PARAM_HOUSE_ONLY(false),
    {0},
};
const struct cli_command audit_rows[] = {
    {.words = "audit",
     .params = audit_params,
     .help = N_("Reckon every figure a second time, from the journal alone"),
     .more = N_("The second reckoning shares no code with the pages and reports. If a figure "
                "differs, both are shown and the exit code is 7."),
     .examples = {"audit", "audit --from 2026-10-01 --to 2026-10-31 --json"},
     .place = CLI_READS,
     .may = MAY_AUDIT,
     .run = audit_run},
    {0},
};
