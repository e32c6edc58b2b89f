/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* journal.c - `hearth journal`: what happened, by whom and when; undoing it; and the whole journal
 * as one file. A deed is told in sentences to who may read them; with --json, or while the keys are
 * not open, it is told which fields each entry changed. */
#include "journal/journal.h"

#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "base/json.h"
#include "cli/history.h"
#include "cli/site.h"
#include "cli/table.h"
#include "journal/export.h"
#include "model/act.h"
#include "sql/user.sql.h"
#include "view/feeds.h"
#include "view/story.h"

enum { LOG_USUAL = 25, LOG_MAX = 1000, FIELDS_BYTES_MAX = 4096 };

/* The login of who wrote it; its id if there is no such user any more; the program itself begins
 * sites and incarnations. */
static struct err *author_text(struct cli_site *s, struct id author, struct text *ret_login)
{
    bool found = false;
    struct sql_user_by_id_row user;
    char id[ID_TEXT + 1];
    if (id_is_none(author)) {
        *ret_login = text_of(s->cli->json ? "hearth" : lang_text(s->cli->lang, N_("the program")));
        return NULL;
    }
    TRY(sql_user_by_id(s->site->db, s->cli->arena, s->site->org, author, &found, &user));
    id_text(author, id);
    const char *copy = arena_str(s->cli->arena, id);
    NEED(copy);
    *ret_login = found ? user.login : text_of(copy);
    return NULL;
}

/* The heads of the feeds that this user reads, and how many there are besides. */
static struct err *heads_seen(struct cli_site *s, size_t *ret_n, struct journal_head **ret_heads,
                              size_t *ret_unseen)
{
    struct feeds feeds = {.rq = &s->rq};
    size_t n = 0;
    *ret_n = 0;
    TRY(journal_heads(s->site->db, s->cli->arena, s->site->org, &n, ret_heads));
    for (size_t i = 0; i < n; i++) {
        bool is_seen = false;
        TRY(feed_is_seen(&feeds, (*ret_heads)[i].at.feed, &is_seen));
        if (is_seen)
            (*ret_heads)[(*ret_n)++] = (*ret_heads)[i];
    }
    *ret_unseen = n - *ret_n;
    return NULL;
}

/* Takes out what stands in feeds that this user does not read. */
static struct err *entries_keep_seen(struct cli_site *s, struct journal_entries *entries)
{
    struct feeds feeds = {.rq = &s->rq};
    size_t kept = 0;
    for (size_t i = 0; i < entries->n; i++) {
        bool is_seen = false;
        TRY(feed_is_seen(&feeds, entries->at[i].e.at.feed, &is_seen));
        if (is_seen)
            entries->at[kept++] = entries->at[i];
    }
    entries->n = kept;
    return NULL;
}

/* What is its team's alone is told to who sees everybody: to others something was written. */
static bool is_kept(const struct cli_site *s, const struct journal_entry *entry)
{
    const struct rec_type *type = rec_type_by_no(entry->e.type);
    return type != NULL && type->team_only && !guard_sees_everybody(&s->who);
}

/* An act of a newer program may be unknown to this one. */
static struct err *act_of(struct cli_site *s, const struct journal_entry *entry, uint64_t *ret_act)
{
    struct body body;
    *ret_act = 0;
    if (entry->body.at == NULL)
        return NULL;
    TRY(body_decode(s->cli->arena, entry->body, &body));
    *ret_act = is_kept(s, entry) ? ACT_ADD : body.act;
    return NULL;
}

static void act_put(struct table *t, uint64_t act)
{
    if (act_code(act) == NULL)
        table_choice(t, "unknown", N_("Unknown act"));
    else
        table_choice(t, act_code(act), act_label(act));
}

/* ---- log ------------------------------------------------------------------------------------- */

/* Every feed's newest entry that was not taken yet: the newest of them all is the next. */
struct tails {
    size_t n;
    struct journal_head *heads;
    struct journal_entry *at;
};

static struct err *tails_open(struct cli_site *s, struct tails *ret_tails)
{
    struct arena *into = s->cli->arena;
    TRY(heads_seen(s, &ret_tails->n, &ret_tails->heads, &(size_t){0}));
    ret_tails->at = arena_makes(into, struct journal_entry, ret_tails->n);
    NEED(ret_tails->at);
    for (size_t i = 0; i < ret_tails->n; i++)
        TRY(journal_entry_get(s->site->db, into, s->site->org, ret_tails->heads[i].at,
                              &ret_tails->at[i]));
    return NULL;
}

/* The newest one, or NULL when all were taken. */
static struct journal_entry *tails_newest(const struct tails *t)
{
    struct journal_entry *newest = NULL;
    for (size_t i = 0; i < t->n; i++)
        if (t->at[i].e.at.seq > 0 && (newest == NULL || t->at[i].e.hlc > newest->e.hlc))
            newest = &t->at[i];
    return newest;
}

static struct err *tails_step(struct cli_site *s, struct journal_entry *taken)
{
    struct place before = taken->e.at;
    before.seq--;
    if (before.seq > 0)
        return journal_entry_get(s->site->db, s->cli->arena, s->site->org, before, taken);
    taken->e.at.seq = 0;
    return NULL;
}

static const struct table_column log_columns[] = {
    {"at", N_("When"), SQL_INSTANT}, {"author", N_("Who"), SQL_TEXT},
    {"act", N_("What"), SQL_CHOICE}, {"entries", N_("Entries"), SQL_INT},
    {"deed", N_("Deed"), SQL_ID},
};

/* One line per deed: its entries follow one another. */
static struct err *deed_put(struct cli_site *s, struct tails *t, struct journal_entry *next,
                            struct table *table)
{
    struct journal_entry first = *next;
    int64_t n = 0;
    uint64_t act = 0;
    struct text author;
    /* The newest entry has the deed's own act; the oldest may only begin a feed. */
    TRY(act_of(s, next, &act));
    for (; next != NULL && id_equal(next->e.deed, first.e.deed); next = tails_newest(t)) {
        first = *next;
        n++;
        TRY(tails_step(s, next));
    }
    TRY(author_text(s, first.e.author, &author));
    table_instant(table, entry_ms(&first.e));
    table_text(table, author);
    act_put(table, act);
    table_int(table, n);
    table_id(table, first.e.deed);
    return NULL;
}

static struct err *log_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct tails tails;
    int64_t most = cli_number(cli, "limit", LOG_USUAL);
    int64_t since_ms = cli_number(cli, "since", INT64_MIN);
    TRY(cli_site_open(cli, &s));
    TRY(tails_open(&s, &tails));
    struct table table = table_make(cli, log_columns, COUNT(log_columns));
    for (int64_t i = 0; i < most; i++) {
        struct journal_entry *newest = tails_newest(&tails);
        if (newest == NULL || entry_ms(&newest->e) < since_ms)
            break;
        TRY(deed_put(&s, &tails, newest, &table));
    }
    return table_put(&table);
}

/* ---- show ------------------------------------------------------------------------------------ */

static const struct table_column show_columns[] = {
    {"at", N_("When"), SQL_INSTANT},
    {"author", N_("Who"), SQL_TEXT},
    {"act", N_("What"), SQL_CHOICE},
    {"type", N_("Record type"), SQL_TEXT},
    {"fields", N_("Fields"), SQL_TEXT},
    {"record", N_("Record"), SQL_ID},
    {"deed", N_("Deed"), SQL_ID},
    {"feed", NULL, SQL_ID},
    {"seq", NULL, SQL_INT},
    {"hash", NULL, SQL_TEXT},
};

/* Names of the open fields that changed; what is sealed is only said to be there. */
static struct err *fields_text(struct cli_site *s, const struct journal_entry *entry,
                               struct text *ret_names)
{
    CLEANUP(buf_done) struct buf b = buf_make(FIELDS_BYTES_MAX);
    const struct rec_type *type = rec_type_by_no(entry->e.type);
    struct body body = {0};
    if (entry->body.at != NULL)
        TRY(body_decode(s->cli->arena, entry->body, &body));
    for (size_t i = 0; i < body.n_changes; i++) {
        const struct field *f = type == NULL ? NULL : field_by_no(type, body.changes[i].field);
        if (i > 0 && body.changes[i].field == body.changes[i - 1].field)
            continue;
        buf_str(&b, b.n == 0 ? "" : " ");
        if (f != NULL)
            buf_str(&b, f->name);
        else
            buf_printf(&b, "%" PRIu64, body.changes[i].field);
    }
    if (entry->e.n_parts > 0)
        buf_str(&b, b.n == 0 ? "sealed" : " sealed");
    return buf_take(&b, s->cli->arena, ret_names);
}

static struct err *entry_put(struct cli_site *s, const struct journal_entry *entry,
                             struct table *table)
{
    const struct rec_type *type = rec_type_by_no(entry->e.type);
    char hash[2 * HASH_BYTES + 1];
    struct text author = TEXT_NONE, fields = TEXT_NONE;
    uint64_t act = 0;
    TRY(act_of(s, entry, &act));
    TRY(author_text(s, entry->e.author, &author));
    if (is_kept(s, entry))
        type = &story_kept_type;
    else
        TRY(fields_text(s, entry, &fields));
    text_hex(entry->hash.bytes, HASH_BYTES, hash);
    table_instant(table, entry_ms(&entry->e));
    table_text(table, author);
    act_put(table, act);
    table_text(table, type == NULL ? TEXT("unknown") : text_of(type->name));
    table_text(table, fields);
    table_id(table, entry->e.obj);
    table_id(table, entry->e.deed);
    table_id(table, entry->e.at.feed);
    table_int(table, entry->e.at.seq);
    table_text(table, text_of(hash));
    return NULL;
}

/* In sentences, if the keys are open and it is a deed; else it is told by the names of fields. */
static struct err *words_tell(struct cli_site *s, struct id deed, bool *ret_told)
{
    bool has_people = false;
    *ret_told = false;
    TRY(cli_site_load_people(s, &has_people));
    return has_people ? history_tell_deed(s, deed, ret_told) : NULL;
}

static struct err *show_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct id id = cli_id(cli, "id");
    struct journal_entries found;
    bool is_told = false;
    TRY(cli_site_open(cli, &s));
    if (!cli->json)
        TRY(words_tell(&s, id, &is_told));
    if (is_told)
        return NULL;
    TRY(journal_entries_of_deed(s.site->db, cli->arena, s.site->org, id, &found));
    if (found.n == 0)
        TRY(journal_entries_of_obj(s.site->db, cli->arena, s.site->org, id, &found));
    TRY(entries_keep_seen(&s, &found));
    if (found.n == 0)
        return err_mend(
            err_new(cli->arena, ERR_ABSENT, N_("There is no such deed and no such record")),
            "hearth journal log");
    struct table table = table_make(cli, show_columns, COUNT(show_columns));
    for (size_t i = 0; i < found.n; i++)
        TRY(entry_put(&s, &found.at[i], &table));
    return table_put(&table);
}

/* ---- undo ------------------------------------------------------------------------------------ */

static struct err *undo_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct desk_undo_form form = {.deed = cli_id(cli, "deed")};
    bool is_long = false;
    TRY(cli_site_open(cli, &s));
    TRY(desk_undo_is_long(s.site, cli->arena, form.deed, &is_long));
    if (!is_long)
        return cli_site_do(&s, desk_undo, &form);
    struct cli_progress shown = cli_progress_start(cli, N_("Undoing"));
    const struct progress progress = cli_progress_for_desk(&shown);
    struct answer answer = {0};
    struct err *bad =
        desk_undo_long(s.site, cli->arena, s.who.login, form.deed, &progress, &answer);
    cli_progress_end(&shown);
    TRY(bad);
    cli_site_tell(&s, &answer);
    return NULL;
}

/* ---- export ---------------------------------------------------------------------------------- */

static struct err *export_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct export_counts counts = {0};
    const char *path = cli_string(cli, "output");
    struct journal_head *heads;
    size_t n = 0, unseen = 0;
    TRY(cli_site_open(cli, &s));
    TRY(heads_seen(&s, &n, &heads, &unseen));
    if (unseen > 0)
        return err_mend(
            err_new(cli->arena, ERR_DENIED, N_("The whole journal is for who may read all of it")),
            "hearth journal log");
    TRY(cli_site_export(&s, path, &counts));
    if (strcmp(path, "-") == 0)
        return NULL;
    if (cli->json) {
        json_open(&cli->out, '{');
        json_string(&cli->out, "file", path);
        json_int(&cli->out, "entries", counts.entries);
        json_int(&cli->out, "seals", counts.seals);
        json_close(&cli->out, '}');
    } else {
        lang_put_n(&cli->out, cli->lang,
                   NN_("The journal is in {2}: {1} entry, without any key",
                       "The journal is in {2}: {1} entries, without any key"),
                   counts.entries, path);
    }
    buf_char(&cli->out, '\n');
    return NULL;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const struct cli_param log_params[] = {
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = LOG_MAX,
     .help = N_("How many deeds, the newest first; 25 unless said otherwise")},
    {.name = "since",
     .value = "INSTANT",
     .kind = CLI_INSTANT,
     .help = N_("Only deeds from this moment on")},
    {0},
};
static const struct cli_param show_params[] = {
    {.name = "id",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("A deed or a record")},
    {0},
};
static const struct cli_param undo_params[] = {
    {.name = "deed",
     .value = "DEED",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("The deed that is taken back")},
    {0},
};
static const struct cli_param export_params[] = {
    {.name = "output",
     .value = "FILE",
     .kind = CLI_FILE,
     .letter = 'o',
     .required = true,
     .help = N_("Where to; - is standard output")},
    {0},
};

const struct cli_command journal_rows[] = {
    {.words = "journal log",
     .params = log_params,
     .help = N_("What was done, the newest first"),
     .examples = {"journal log", "journal log --limit 100 --since 2026-11-01T00:00:00Z --json"},
     .place = CLI_READS,
     .may = MAY_SEE_JOURNAL,
     .run = log_run},
    {.words = "journal show",
     .params = show_params,
     .help = N_("The entries of a deed, or of a record"),
     .examples = {"journal show mfrggzdfmztwq2lknnwg23tpoa",
                  "journal show mfrggzdfmztwq2lknnwg23tpoa --json"},
     .place = CLI_READS,
     .may = MAY_SEE_JOURNAL,
     .run = show_run},
    {.words = "journal export",
     .params = export_params,
     .help = N_("The whole journal as one file, without any key"),
     .more = N_("Names and other sealed texts cannot be read from it; anybody may check it. Its "
                "bytes are those of docs/journal-format.md."),
     .examples = {"journal export -o journal.hearth", "journal export -o - --json"},
     .place = CLI_READS,
     .may = MAY_SEE_JOURNAL,
     .run = export_run},
    {.words = "journal undo",
     .params = undo_params,
     .help = N_("Take a deed back"),
     .more = N_("Within ten minutes, by who did it or a manager, if nothing later touched its "
                "records. What the deed made is withdrawn; the history keeps it."),
     .examples = {"journal undo mfrggzdfmztwq2lknnwg23tpoa",
                  "--as manager journal undo mfrggzdfmztwq2lknnwg23tpoa --json"},
     .place = CLI_WRITES,
     .may = MAY_UNDO_OWN,
     .run = undo_run},
    {0},
};
