/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* doctor.c - `hearth doctor`: what is wrong with this site or machine, and how to mend it. Each
 * check gives one line or more; nothing is changed. */
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/when.h"
#include "base/world.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/evidence.h"
#include "base/json.h"
#include "cli/layout.h"
#include "cli/site.h"
#include "cli/trial.h"
#include "model/types.h"
#include "projection/projection.h"
#include "sql/side.sql.h"
#include "sql/user.sql.h"

enum {
    SPACE_MIB_MIN = 1024,
    CLOCK_MINUTES_MAX = 5, /* how far the newest entry may lie ahead */
    BACKUP_DAYS_MAX = 7,
    LINES_MAX = 64,
    COLUMN_TEXT = 11,
};

#define ZONE_TRIED "Europe/Kyiv"
#define MEND_BACKUP "hearth backup create -o FOLDER"

enum health { HEALTH_OK, HEALTH_WARN, HEALTH_FAIL };

struct line {
    const char *check; /* in JSON */
    enum health health;
    const char *text; /* message id */
    const char *many; /* of a text that counts `n`; or NULL */
    int64_t n;
    const char *arg;
    const char *mend; /* or NULL */
};

struct doctor {
    struct cli *cli;
    struct cli_site s;
    size_t n;
    struct line lines[LINES_MAX];
};

static void say(struct doctor *d, const char *check, enum health health, const char *text,
                const char *mend)
{
    if (d->n < LINES_MAX)
        d->lines[d->n++] =
            (struct line){.check = check, .health = health, .text = text, .mend = mend};
}

/* Of a unit that never changes its form. */
static void say_number(struct doctor *d, const char *check, enum health health, const char *text,
                       int64_t n, const char *mend)
{
    say(d, check, health, text, mend);
    d->lines[d->n - 1].arg = arena_printf(d->cli->arena, "%" PRId64, n);
}

/* `one` and `many` are the two forms of NN_(). */
static void say_count(struct doctor *d, const char *check, enum health health, const char *mend,
                      int64_t n, const char *one, const char *many)
{
    if (d->n < LINES_MAX)
        d->lines[d->n++] = (struct line){
            .check = check, .health = health, .text = one, .many = many, .n = n, .mend = mend};
}

/* ---- the machine ----------------------------------------------------------------------------- */

static struct err *look_zone(struct doctor *d)
{
    const struct zone *zone = NULL;
    if (zone_open(d->cli->arena, ZONE_TRIED, &zone) == NULL)
        say(d, "zones", HEALTH_OK, N_("The system has its time zones"), NULL);
    else
        say(d, "zones", HEALTH_FAIL, N_("The system has no time zones"), "apt-get install tzdata");
    return NULL;
}

static struct err *look_space(struct doctor *d)
{
    struct statvfs about;
    const char *dir = cli_global(d->cli, "store");
    if (dir == NULL || statvfs(dir, &about) != 0)
        return NULL;
    int64_t mib = (int64_t)(about.f_bavail * (about.f_frsize / 1024) / 1024);
    if (mib >= SPACE_MIB_MIN)
        say_number(d, "space", HEALTH_OK, N_("There is room on the disk: {1} MiB"), mib, NULL);
    else
        say_number(d, "space", HEALTH_WARN, N_("The disk is nearly full: {1} MiB left"), mib,
                   "df -h");
    return NULL;
}

/* ---- the folder ------------------------------------------------------------------------------ */

static struct err *look_folder(struct doctor *d)
{
    struct stat about;
    const char *dir = cli_global(d->cli, "store");
    if (dir == NULL || stat(dir, &about) != 0)
        return NULL;
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) == 0)
        say(d, "folder", HEALTH_OK, N_("Only its owner reads the site's folder"), NULL);
    else
        say(d, "folder", HEALTH_WARN, N_("Others on this machine can read the site's folder"),
            "chmod 700 DIR");
    return NULL;
}

static struct err *look_key_file(struct doctor *d)
{
    const char *dir = cli_global(d->cli, "store"), *file = cli_global(d->cli, "key-file");
    struct stat about;
    if (dir == NULL || file == NULL)
        return NULL;
    size_t n = strlen(dir);
    if (strncmp(file, dir, n) == 0 && file[n] == '/')
        say(d, "key-file", HEALTH_FAIL,
            N_("The key file lies in the site's folder: whoever takes one has the other"),
            "mv DIR/site-key /media/stick/");
    else if (stat(file, &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        say(d, "key-file", HEALTH_WARN, N_("Others on this machine can read the key file"),
            "chmod 600 FILE");
    else
        say(d, "key-file", HEALTH_OK, N_("The key file lies apart and is private"), NULL);
    return NULL;
}

/* ---- the site -------------------------------------------------------------------------------- */

/* Opens it; what stands in the way is the finding. */
static struct err *look_site(struct doctor *d)
{
    struct err *e = cli_site_open_bare(d->cli, &d->s);
    if (e == NULL)
        say(d, "site", HEALTH_OK, N_("The site can be opened"), NULL);
    else if (e->kind == ERR_BUSY)
        say(d, "site", HEALTH_WARN, e->text, "hearth --store DIR start");
    else
        say(d, "site", HEALTH_FAIL, e->text, e->mend != NULL ? e->mend : "hearth help init");
    if (e != NULL)
        d->lines[d->n - 1].arg = e->args[0];
    return NULL;
}

static struct err *look_mark(struct doctor *d)
{
    switch (d->s.site->mark_state) {
    case MARK_SAME:
        say(d, "mark", HEALTH_OK, N_("The journal reaches what this machine wrote last"), NULL);
        break;
    case MARK_NONE:
        say(d, "mark", HEALTH_WARN,
            N_("The site has no mark here: the next act begins a new incarnation"), NULL);
        break;
    case MARK_OLDER:
        say(d, "mark", HEALTH_WARN,
            N_("An older state of the site came back: the next act begins a new incarnation"),
            "hearth backup restore FOLDER DIR");
        break;
    case MARK_ELSEWHERE:
        say(d, "mark", HEALTH_WARN,
            N_("The site was moved or copied: the next act begins a new incarnation"), NULL);
        break;
    }
    return NULL;
}

static struct err *look_clock(struct doctor *d)
{
    struct journal_head *heads;
    size_t n = 0;
    int64_t newest_ms = 0;
    TRY(journal_heads(d->s.site->db, d->cli->arena, d->s.site->org, &n, &heads));
    for (size_t i = 0; i < n; i++)
        if ((int64_t)(heads[i].hlc >> 16) > newest_ms)
            newest_ms = (int64_t)(heads[i].hlc >> 16);
    int64_t ahead = (newest_ms - world_now_ms()) / 60000;
    if (ahead <= CLOCK_MINUTES_MAX)
        say(d, "clock", HEALTH_OK, N_("The clock agrees with the newest entry"), NULL);
    else
        say_count(d, "clock", HEALTH_WARN, "timedatectl set-ntp true", ahead,
                  NN_("The newest entry is {1} minute ahead of the clock: set the clock",
                      "The newest entry is {1} minutes ahead of the clock: set the clock"));
    return NULL;
}

static struct err *look_tables(struct doctor *d)
{
    int64_t version = 0;
    TRY(site_projection_version(d->s.site, &version));
    if (version == PROJECTION_VERSION)
        say(d, "tables", HEALTH_OK, N_("The tables are of this version of hearth"), NULL);
    else
        say(d, "tables", HEALTH_WARN, N_("The tables are of another version of hearth"),
            "hearth rebuild");
    return NULL;
}

static struct err *look_slots(struct doctor *d)
{
    int64_t n = (int64_t)d->s.site->key->n_slots;
    if (n >= 2)
        say_count(d, "slots", HEALTH_OK, NULL, n,
                  NN_("The site can be opened in {1} way", "The site can be opened in {1} ways"));
    else
        say(d, "slots", HEALTH_WARN, N_("There is only one way to open the site"),
            "hearth help init");
    return NULL;
}

static struct err *look_managers(struct doctor *d)
{
    struct site *site = d->s.site;
    struct sql_users_row *users;
    size_t n = 0;
    int64_t managers = 0;
    TRY(sql_users(site->db, d->cli->arena, site->org, &users, &n));
    for (size_t i = 0; i < n; i++) {
        struct who who;
        if (users[i].state != USER_ACTIVE)
            continue;
        TRY(guard_who(site->db, d->cli->arena, site->org, users[i].login, world_now_ms(), &who));
        managers += (who.roles & MANAGER) != 0;
    }
    if (managers >= 2)
        say_count(d, "managers", HEALTH_OK, NULL, managers,
                  NN_("There is {1} manager", "There are {1} managers"));
    else
        say(d, "managers", HEALTH_WARN,
            N_("There is one manager: nobody can stand in, and nobody can be erased by two"),
            "hearth user add NAME --role manager --scope all");
    return NULL;
}

static void say_age(struct doctor *d, const char *check, int64_t made_ms)
{
    int64_t days = (world_now_ms() - made_ms) / DAY_MS;
    bool is_old = days > BACKUP_DAYS_MAX;
    if (days <= 0)
        say(d, check, HEALTH_OK, N_("The last backup is less than a day old"), NULL);
    else
        say_count(d, check, is_old ? HEALTH_WARN : HEALTH_OK, is_old ? MEND_BACKUP : NULL, days,
                  NN_("The last backup is {1} day old", "The last backup is {1} days old"));
}

static struct err *look_backup(struct doctor *d)
{
    bool found = false;
    struct sql_site_state_get_row row;
    struct site *site = d->s.site;
    TRY(sql_site_state_get(site->db, d->cli->arena, site->org, TEXT("backup_ms"), &found, &row));
    if (found)
        say_age(d, "backup", row.value);
    else
        say(d, "backup", HEALTH_WARN, N_("There was no backup yet"), MEND_BACKUP);
    return NULL;
}

/* ---- a trial of the backups (--backup, --deep) -------------------------------------------------
 */

static void say_failed(struct doctor *d, const char *check, const struct err *bad)
{
    say(d, check, HEALTH_FAIL, bad->text, MEND_BACKUP);
    d->lines[d->n - 1].arg = bad->args[0];
}

static void say_trial(struct doctor *d, const struct trial *trial)
{
    if (d->s.site != NULL && trial->org != d->s.site->org) {
        say(d, "trial", HEALTH_FAIL, N_("This is a backup of another site"), MEND_BACKUP);
        return;
    }
    say_count(d, "trial", HEALTH_OK, NULL, trial->entries,
              NN_("The newest backup was restored for a trial: {1} entry",
                  "The newest backup was restored for a trial: {1} entries"));
    say_age(d, "trial-age", trial->made_ms);
}

/* A backup that cannot be restored is the finding. */
static struct err *look_trial(struct doctor *d)
{
    const char *shown = cli_string(d->cli, "backup"), *folder = NULL;
    struct trial trial;
    if (shown == NULL)
        return NULL;
    struct err *bad = trial_newest(d->cli, shown, &folder);
    if (bad == NULL)
        bad = trial_restore(d->cli, folder, &trial);
    if (bad == NULL)
        say_trial(d, &trial);
    else
        say_failed(d, "trial", bad);
    return NULL;
}

static struct err *look_trial_of_now(struct doctor *d)
{
    struct trial trial;
    struct hash tables;
    if (!cli_has(d->cli, "deep"))
        return NULL;
    struct err *bad = trial_of_now(&d->s, &trial);
    if (bad != NULL) {
        say_failed(d, "trial-now", bad);
        return NULL;
    }
    TRY(desk_projection_hash(d->s.site, &tables));
    if (seal_hash_equal(&tables, &trial.tables))
        say_count(d, "trial-now", HEALTH_OK, NULL, trial.entries,
                  NN_("A backup of this moment makes the same site again: {1} entry",
                      "A backup of this moment makes the same site again: {1} entries"));
    else
        say(d, "trial-now", HEALTH_FAIL,
            N_("A backup of this moment does not make the same tables again"), "hearth rebuild");
    return NULL;
}

/* ---- from the start (--deep) ----------------------------------------------------------------- */

static struct err *look_deep(struct doctor *d)
{
    int64_t entries = 0, findings = 0;
    if (!cli_has(d->cli, "deep"))
        return NULL;
    TRY(evidence_count(&d->s, &entries, &findings));
    if (findings == 0)
        say_count(
            d, "deep", HEALTH_OK, NULL, entries,
            NN_("{1} entry is as it was written", "All {1} entries are as they were written"));
    else
        say_number(d, "deep", HEALTH_FAIL, N_("Stored data are not what was written: {1} places"),
                   findings, "hearth verify");
    return NULL;
}

/* ---- telling --------------------------------------------------------------------------------- */

static const struct {
    const char *code;
    const char *word;
    int exit_code;
} healths[] = {
    [HEALTH_OK] = {"ok", N_("ok"), 0},
    [HEALTH_WARN] = {"warn", N_("look"), 3},
    [HEALTH_FAIL] = {"fail", N_("wrong"), 7},
};

static void line_put(struct doctor *d, const struct line *line)
{
    struct cli *cli = d->cli;
    struct buf text = buf_make(CLI_OUT_BYTES_MAX);
    if (line->many != NULL)
        lang_put_n(&text, cli->lang, line->text, line->many, line->n);
    else
        lang_put(&text, cli->lang, line->text, line->arg);
    if (cli->json) {
        json_open(&cli->out, '{');
        json_string(&cli->out, "check", line->check);
        json_string(&cli->out, "state", healths[line->health].code);
        json_text(&cli->out, "text", buf_text(&text));
        if (line->mend != NULL)
            json_string(&cli->out, "mend", line->mend);
        json_close(&cli->out, '}');
    } else {
        const char *word = lang_text(cli->lang, healths[line->health].word);
        layout_pair(&cli->out, text_of(word), buf_text(&text), COLUMN_TEXT);
        if (line->mend != NULL && line->health != HEALTH_OK) {
            layout_spaces(&cli->out, COLUMN_TEXT);
            cli_say(cli, N_("mend:"));
            buf_printf(&cli->out, " %s\n", line->mend);
        }
    }
    buf_done(&text);
}

static void tell(struct doctor *d)
{
    struct cli *cli = d->cli;
    enum health worst = HEALTH_OK;
    if (cli->json) {
        json_open(&cli->out, '{');
        json_name(&cli->out, "rows");
        json_open(&cli->out, '[');
    }
    for (size_t i = 0; i < d->n; i++) {
        worst = d->lines[i].health > worst ? d->lines[i].health : worst;
        line_put(d, &d->lines[i]);
    }
    if (cli->json) {
        json_close(&cli->out, ']');
        json_int(&cli->out, "count", (int64_t)d->n);
        json_string(&cli->out, "worst", healths[worst].code);
        json_close(&cli->out, '}');
        buf_char(&cli->out, '\n');
    }
    cli->exit_code = healths[worst].exit_code;
}

/* ---- the command ----------------------------------------------------------------------------- */

typedef struct err *look_fn(struct doctor *d);

static struct err *look_all(struct doctor *d)
{
    static look_fn *const outside[] = {look_zone, look_space, look_folder, look_key_file,
                                       look_site};
    static look_fn *const inside[] = {look_mark,     look_clock,  look_tables, look_slots,
                                      look_managers, look_backup, look_deep,   look_trial_of_now};
    for (size_t i = 0; i < COUNT(outside); i++)
        TRY(outside[i](d));
    for (size_t i = 0; i < COUNT(inside) && d->s.site != NULL; i++)
        TRY(inside[i](d));
    return look_trial(d);
}

static struct err *doctor_run(struct cli *cli)
{
    struct doctor d = {.cli = cli};
    struct err *bad = look_all(&d);
    if (bad == NULL)
        tell(&d);
    cli_site_close(&d.s);
    return bad;
}

static const struct cli_param doctor_params[] = {
    {.name = "deep",
     .kind = CLI_FLAG,
     .help = N_("Check the journal from its start, every row of the tables, and a backup of now")},
    {.name = "backup",
     .value = "FOLDER",
     .kind = CLI_FOLDER,
     .help = N_("Restore the newest backup in this folder for a trial")},
    {0},
};
const struct cli_command doctor_rows[] = {
    {.words = "doctor",
     .params = doctor_params,
     .help = N_("What is wrong, and how to mend it"),
     .more = N_("Ends with 0 when all is well, 3 when something wants a look, 7 when something is "
                "wrong. Nothing is changed."),
     .examples = {"doctor --backup /media/stick", "doctor --deep --json"},
     .place = CLI_READS,
     .may = MAY_MACHINE,
     .run = doctor_run},
    {0},
};
