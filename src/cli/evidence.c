/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* evidence.c - `hearth verify` and `hearth rebuild`: is what is stored what was written, and do the
 * tables follow from it? They need no key, and ask no table who may run them: the tables may be
 * what is broken, and who owns the folder can read it anyway. */
#include "cli/evidence.h"

#include <inttypes.h>

#include "cli/commands.h"
#include "base/json.h"
#include "cli/site.h"
#include "journal/keystore.h"
#include "journal/verify.h"

enum { FINDINGS_SHOWN_MAX = 1000 };

/* What was found so far: all are counted, the first ones shown. */
struct findings {
    struct cli_site *s;
    struct buf shown; /* items of a JSON list, or lines */
    int64_t n;
    struct err *failed; /* reading the key store */
};

static const char *const what_codes[VERIFY__COUNT] = {
    [VERIFY_HEADER] = "header", [VERIFY_COLUMN] = "column",     [VERIFY_CHAIN] = "chain",
    [VERIFY_GAP] = "gap",       [VERIFY_BODY] = "body",         [VERIFY_PART] = "part",
    [VERIFY_SEAL] = "seal",     [VERIFY_UNSEALED] = "unsealed", [VERIFY_CUT] = "cut",
    [VERIFY_ROW] = "row",
};

static void journal_finding(void *with, const struct verify_finding *found)
{
    struct findings *f = with;
    struct buf *b = &f->shown;
    if (f->n++ >= FINDINGS_SHOWN_MAX)
        return;
    char feed[ID_TEXT + 1];
    id_text(found->at.feed, feed);
    if (f->s->cli->json) {
        json_open(b, '{');
        json_string(b, "feed", feed);
        json_int(b, "seq", found->at.seq);
        json_string(b, "what", what_codes[found->what]);
        if (found->part >= 0)
            json_int(b, "part", found->part);
        json_close(b, '}');
        return;
    }
    const char *number = arena_printf(f->s->cli->arena, "%" PRId64, found->at.seq);
    lang_put(b, f->s->cli->lang, N_("Feed {1}, number {2}:"), feed, number == NULL ? "" : number);
    buf_char(b, ' ');
    lang_put(b, f->s->cli->lang, verify_what_text(found->what));
    buf_char(b, '\n');
}

static const struct {
    const char *code;
    const char *text;
} faults[] = {
    [ROW_CHANGED] = {"changed", N_("is not what the journal says")},
    [ROW_MISSING] = {"missing", N_("is missing")},
    [ROW_EXTRA] = {"extra", N_("is of no entry of the journal")},
};

static void row_finding(void *with, const struct row_finding *found)
{
    struct findings *f = with;
    struct buf *b = &f->shown;
    if (f->n++ >= FINDINGS_SHOWN_MAX)
        return;
    char key[ID_TEXT + 1];
    id_text(found->obj, key);
    if (f->s->cli->json) {
        json_open(b, '{');
        json_string(b, "table", found->type->name);
        json_string(b, "key", key);
        json_string(b, "what", faults[found->fault].code);
        json_close(b, '}');
        return;
    }
    lang_put(b, f->s->cli->lang, N_("Table {1}, row {2}:"), found->type->name, key);
    buf_char(b, ' ');
    lang_put(b, f->s->cli->lang, faults[found->fault].text);
    buf_char(b, '\n');
}

/* Ends the answer with the findings; an error when there are any. */
static struct err *findings_tell(struct findings *f, const char *good)
{
    struct cli *cli = f->s->cli;
    TRY(buf_check(&f->shown));
    if (cli->json) {
        json_bool(&cli->out, "ok", f->n == 0);
        json_int(&cli->out, "count", f->n);
        json_name(&cli->out, "findings");
        json_open(&cli->out, '[');
        buf_put(&cli->out, buf_text(&f->shown));
        json_close(&cli->out, ']');
        json_close(&cli->out, '}');
    } else {
        buf_put(&cli->out, buf_text(&f->shown));
        if (f->n == 0)
            cli_say(cli, good);
    }
    if (cli->json || f->n == 0)
        buf_char(&cli->out, '\n');
    if (f->n == 0)
        return NULL;
    struct err *e =
        err_new(cli->arena, ERR_INTEGRITY, N_("Stored data are not what was written: {1} places"),
                arena_printf(cli->arena, "%" PRId64, f->n));
    return err_mend(e, ERR_MEND_RESTORE);
}

static void count_put(struct cli *cli, const char *name, const char *label, int64_t n)
{
    if (cli->json) {
        json_int(&cli->out, name, n);
        return;
    }
    cli_say(cli, label);
    buf_char(&cli->out, ' ');
    lang_put_int(&cli->out, cli->lang, n);
    buf_char(&cli->out, '\n');
}

/* ---- verify ---------------------------------------------------------------------------------- */

static bool key_exists(void *with, struct id key)
{
    struct findings *f = with;
    const struct site *site = f->s->site;
    struct id subject;
    bool found = true;
    struct err *e = keystore_subject(site->keys, site->scratch, site->org, key, &found, &subject);
    if (f->failed == NULL)
        f->failed = e;
    return found;
}

static struct err *journal_check(struct findings *f, struct verify_answer *ret_answer)
{
    struct site *site = f->s->site;
    struct arena *into = f->s->cli->arena;
    struct mark *mark = NULL;
    const char *path = arena_printf(into, "%s/site.mark", site->dir);
    NEED(path);
    TRY(mark_read(into, path, &mark));
    const struct verify_ask ask = {
        .org = site->org,
        .public_key = &site->key->public_key,
        .n_known = mark == NULL ? 0 : mark->n_heads,
        .known = mark == NULL ? NULL : mark->heads,
        .key_exists = key_exists,
        .report = journal_finding,
        .with = f,
    };
    return journal_verify(site->db, into, &ask, ret_answer);
}

/* The journal and then every row of the tables. */
static struct err *check_all(struct findings *f, struct verify_answer *ret_answer,
                             int64_t *ret_rows)
{
    struct cli_progress shown = cli_progress_start(f->s->cli, N_("Checking"));
    const struct progress progress = cli_progress_for_desk(&shown);
    TRY(journal_check(f, ret_answer));
    struct err *bad = desk_compare(f->s->site, &progress, row_finding, f, ret_rows);
    cli_progress_end(&shown);
    return bad != NULL ? bad : f->failed;
}

struct err *evidence_count(struct cli_site *s, int64_t *ret_entries, int64_t *ret_findings)
{
    struct findings f = {.s = s, .shown = buf_make(CLI_OUT_BYTES_MAX)};
    struct verify_answer answer = {0};
    int64_t rows = 0;
    struct err *bad = check_all(&f, &answer, &rows);
    buf_done(&f.shown);
    *ret_entries = answer.entries;
    *ret_findings = f.n;
    return bad;
}

static struct err *verify_steps(struct findings *f)
{
    struct cli *cli = f->s->cli;
    struct verify_answer answer = {0};
    int64_t rows = 0;
    TRY(check_all(f, &answer, &rows));
    if (cli->json)
        json_open(&cli->out, '{');
    count_put(cli, "entries", N_("Entries:"), answer.entries);
    count_put(cli, "parts", N_("Sealed parts:"), answer.parts);
    count_put(cli, "parts_erased", N_("Parts erased:"), answer.parts_erased);
    count_put(cli, "seals", N_("Seals:"), answer.seals);
    count_put(cli, "rows", N_("Rows of tables:"), rows);
    return findings_tell(f, N_("Everything is as it was written."));
}

static struct err *verify_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    TRY(cli_site_open_bare(cli, &s));
    struct findings f = {.s = &s, .shown = buf_make(CLI_OUT_BYTES_MAX)};
    struct err *e = verify_steps(&f);
    buf_done(&f.shown);
    return e;
}

/* ---- rebuild --------------------------------------------------------------------------------- */

static struct err *rebuild_steps(struct findings *f)
{
    struct cli *cli = f->s->cli;
    bool compare = cli_has(cli, "compare");
    int64_t n = 0;
    struct hash hash;
    char hex[2 * HASH_BYTES + 1];
    struct cli_progress shown = cli_progress_start(cli, N_("Rebuilding"));
    const struct progress progress = cli_progress_for_desk(&shown);
    struct err *bad = compare ? desk_compare(f->s->site, &progress, row_finding, f, &n)
                              : desk_rebuild(f->s->site, &progress, &n);
    cli_progress_end(&shown);
    TRY(bad);
    TRY(desk_projection_hash(f->s->site, &hash));
    text_hex(hash.bytes, HASH_BYTES, hex);
    if (cli->json)
        json_open(&cli->out, '{');
    if (compare)
        count_put(cli, "rows", N_("Rows of tables:"), n);
    else
        count_put(cli, "entries", N_("Entries:"), n);
    if (cli->json)
        json_string(&cli->out, "hash", hex);
    else
        buf_printf(&cli->out, "%s\n", hex);
    return findings_tell(f, compare ? N_("The tables are what the journal says.")
                                    : N_("The tables are made anew from the journal."));
}

static struct err *rebuild_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    TRY(cli_site_open_bare(cli, &s));
    struct findings f = {.s = &s, .shown = buf_make(CLI_OUT_BYTES_MAX)};
    struct err *e = rebuild_steps(&f);
    buf_done(&f.shown);
    return e;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const struct cli_param verify_params[] = {{0}};
const struct cli_command verify_rows[] = {
    {.words = "verify",
     .params = verify_params,
     .help = N_("Prove that nothing stored was changed"),
     .more = N_("Every byte of the journal is checked against its hashes, chains and seals, and "
                "every row of the tables against the journal. What is wrong is named; then the "
                "exit code is 7."),
     .examples = {"verify", "--store rowan-house verify --json"},
     .place = CLI_READS,
     .may = MAY_MACHINE,
     .run = verify_run},
    {0},
};

static const struct cli_param rebuild_params[] = {
    {.name = "compare",
     .kind = CLI_FLAG,
     .help = N_("Change nothing: only tell which rows differ from the journal")},
    {0},
};
const struct cli_command rebuild_rows[] = {
    {.words = "rebuild",
     .params = rebuild_params,
     .help = N_("Make the tables anew from the journal"),
     .more = N_("The hash over all rows is the same before and after, on every machine and "
                "database; rebuilding needs no keys."),
     .examples = {"rebuild", "rebuild --compare --json"},
     .place = CLI_WRITES,
     .may = MAY_MACHINE,
     .run = rebuild_run},
    {0},
};
