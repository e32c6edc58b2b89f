/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* batch.c - jobs become entries: guard, command, seal, append, apply; one commit for all. */
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/world.h"
#include "desk/desk.h"
#include "desk/inside.h"
#include "journal/keystore.h"
#include "model/types.h"
#include "projection/projection.h"
#include "sql/side.sql.h"

/* What one batch keeps in mind until its commit. */
struct batch {
    struct site *site;
    bool keys_begun;
    size_t n_made; /* keys made in this batch */
    struct id made[LIMIT_DEED_ENTRIES];
};

static struct err *key_for(struct batch *b, struct arena *scratch, struct id subject,
                           struct id *ret_key)
{
    struct site *s = b->site;
    bool found = false;
    TRY(keystore_find(s->keys, scratch, s->org, subject, &found, ret_key));
    if (found)
        return NULL;
    if (b->n_made == COUNT(b->made))
        return err_new(scratch, ERR_CONFLICT, N_("This is too much for one act. Split it"));
    if (!b->keys_begun)
        TRY(db_begin(s->keys, scratch));
    b->keys_begun = true;
    TRY(keystore_make(s->keys, scratch, s->org, s->ring, subject, ret_key));
    b->made[b->n_made++] = *ret_key;
    return NULL;
}

/* ---- one entry ----------------------------------------------------------------------------- */

static struct err *entry_write(struct batch *b, const struct job *job, struct entry *e,
                               struct record_change *change)
{
    struct site *s = b->site;
    struct journal_plain plains[SEALS_MAX];
    struct journal_entry written;
    for (size_t i = 0; i < change->n_parts; i++) {
        assert(!id_is_none(change->parts[i].subject));
        TRY(key_for(b, job->arena, change->parts[i].subject, &plains[i].key));
        plains[i].part = change->parts[i].part;
    }
    TRY(journal_append(s->writer, job->arena, e, &change->body, change->n_parts, plains, &written));
    return projection_apply(s->schema, s->db, job->arena, &written.e, written.body);
}

/* A feed says in its first entry which area it is of. */
static struct err *feed_begin(struct batch *b, const struct job *job, struct id deed,
                              struct id author, struct id feed, struct id area)
{
    struct journal_head head;
    struct rec *r = NULL;
    struct record_change change;
    TRY(journal_head_of(b->site->db, job->arena, b->site->org, feed, &head));
    if (head.at.seq > 0)
        return NULL;
    TRY(rec_new(job->arena, &feed_type, &r));
    r->id = feed;
    r->area = area;
    TRY(rec_set_id(job->arena, r, FEED_AREA, area));
    TRY(rec_set_id(job->arena, r, FEED_INCARNATION, b->site->incarnation_record));
    TRY(record_change(job->arena, ACT_ADD, NULL, NULL, r, &change));
    struct entry e = {.at.feed = feed,
                      .deed = deed,
                      .type = feed_type.no,
                      .type_version = feed_type.version,
                      .obj = feed,
                      .author = author};
    return entry_write(b, job, &e, &change);
}

static struct err *item_write(struct batch *b, const struct job *job, struct id deed,
                              struct id author, const struct deed_item *item)
{
    struct record_change change;
    struct id area = item->new->area;
    struct id feed = journal_feed_id(&b->site->key->public_key, b->site->incarnation_record, area);
    TRY(record_change(job->arena, item->act, item->old, &item->info, item->new, &change));
    if (change.is_empty)
        return NULL;
    TRY(feed_begin(b, job, deed, author, feed, area));
    struct entry e = {.at.feed = feed,
                      .deed = deed,
                      .type = item->new->type->no,
                      .type_version = item->new->type->version,
                      .obj = item->new->id,
                      .author = author};
    return entry_write(b, job, &e, &change);
}

/* ---- one job ------------------------------------------------------------------------------- */

struct id desk_deed_id(struct id user, struct text once)
{
    char bytes[ID_BYTES + LIMIT_ONCE_BYTES];
    assert(once.n <= LIMIT_ONCE_BYTES);
    memcpy(bytes, user.bytes, ID_BYTES);
    memcpy(bytes + ID_BYTES, once.at, once.n);
    return seal_id("hearth-deed-1", (struct text){bytes, ID_BYTES + once.n});
}

static struct err *once_take(struct job *job)
{
    if (job->once.n == 0) {
        struct id drawn = id_random();
        char *at = arena_copy(job->arena, drawn.bytes, ID_BYTES);
        NEED(at);
        job->once = (struct text){at, ID_BYTES};
    }
    if (job->once.n > LIMIT_ONCE_BYTES)
        return err_input(job->arena, "once", N_("{1}: this is too long"), "once");
    return NULL;
}

static struct err *records_answer(struct site *s, struct job *job, struct id deed)
{
    struct touched *touched;
    TRY(record_touched(&s->store, job->arena, deed, &job->answer.n_records, &touched));
    job->answer.records = arena_makes(job->arena, struct answer_record, job->answer.n_records);
    NEED(job->answer.records);
    for (size_t i = 0; i < job->answer.n_records; i++)
        job->answer.records[i] = (struct answer_record){touched[i].type, touched[i].obj};
    return NULL;
}

static void answer_fill(struct job *job, const struct deed *deed, struct id id, int64_t now_ms)
{
    job->answer.deed = id;
    job->answer.is_final = deed->is_final;
    job->answer.undo_until_ms = deed->is_final ? 0 : now_ms + LIMIT_UNDO_MINUTES * INT64_C(60000);
    job->answer.said = deed->said;
    memcpy(job->answer.args, deed->args, sizeof deed->args);
}

static struct err *deed_write(struct batch *b, struct job *job, const struct who *who, struct id id,
                              const struct deed *deed)
{
    struct site *s = b->site;
    if (deed->n == 0)
        return job->goes_on ? NULL : err_new(job->arena, ERR_CONFLICT, N_("Nothing would change"));
    for (size_t i = 0; i < deed->n; i++)
        TRY(item_write(b, job, id, who->user, &deed->items[i]));
    return sql_deed_clock_put(s->db, job->arena, s->org, id, who->user, text_of(s->boot_id),
                              world_boot_ms(), deed->is_final);
}

static struct err *who_of(struct site *s, struct job *job, int64_t now_ms, struct who *ret_who)
{
    if (job->who != NULL)
        *ret_who = *job->who;
    else
        TRY(guard_who(s->db, job->arena, s->org, job->as, now_ms, ret_who));
    return guard_require(job->arena, ret_who, job->may);
}

static struct err *job_run(struct batch *b, struct job *job, struct deed *deed)
{
    struct site *s = b->site;
    struct who who;
    bool done = false;
    int64_t now_ms = world_now_ms();
    TRY(who_of(s, job, now_ms, &who));
    TRY(once_take(job));
    struct id id = desk_deed_id(who.user, job->once);
    TRY(journal_deed_find(s->db, job->arena, s->org, id, &done));
    if (done && !job->goes_on) {
        job->answer.was_done = true;
        job->answer.deed = id;
        return records_answer(s, job, id);
    }
    struct request rq = {.arena = job->arena,
                         .store = &s->store,
                         .people = s->people,
                         .who = &who,
                         .now_ms = now_ms};
    *deed = (struct deed){.arena = job->arena};
    TRY(job->run(&rq, job->form, deed));
    TRY(deed_write(b, job, &who, id, deed));
    answer_fill(job, deed, id, now_ms);
    return job->goes_on ? NULL : records_answer(s, job, id);
}

/* ---- the batch ----------------------------------------------------------------------------- */

/* The error returned is the store's own: then nothing of the batch may stay. */
static struct err *job_in_savepoint(struct batch *b, struct job *job, struct deed *deed)
{
    struct site *s = b->site;
    TRY(db_savepoint(s->db, s->scratch));
    job->err = job_run(b, job, deed);
    if (job->err == NULL)
        return db_release(s->db, s->scratch);
    /* Keys made for nothing stay in their store until they are swept. */
    *deed = (struct deed){0};
    TRY(db_rollback_to(s->db, s->scratch));
    journal_writer_rewind(s->writer);
    return NULL;
}

static struct err *batch_commit(struct batch *b)
{
    struct site *s = b->site;
    TRY(journal_seal_heads(s->writer, s->scratch));
    if (b->keys_begun)
        TRY(db_commit(s->keys, s->scratch));
    b->keys_begun = false;
    return db_commit(s->db, s->scratch);
}

static void batch_fail(struct batch *b, struct job *const *jobs, size_t n, struct err *bad)
{
    struct site *s = b->site;
    db_rollback(s->db);
    journal_writer_rewind(s->writer);
    if (b->keys_begun) {
        db_rollback(s->keys);
        for (size_t i = 0; i < b->n_made; i++)
            keyring_drop_key(s->ring, b->made[i]);
    }
    for (size_t i = 0; i < n; i++)
        if (jobs[i]->err == NULL)
            jobs[i]->err = err_copy(jobs[i]->arena, bad);
}

static struct err *batch_run(struct batch *b, struct job *const *jobs, size_t n, struct deed *deeds)
{
    TRY(db_begin(b->site->db, b->site->scratch));
    journal_batch_start(b->site->writer);
    for (size_t i = 0; i < n; i++)
        TRY(job_in_savepoint(b, jobs[i], &deeds[i]));
    return batch_commit(b);
}

void desk_run(struct site *site, struct job *const *jobs, size_t n)
{
    assert(n > 0 && n <= LIMIT_BATCH_COMMANDS_SQLITE && site->writer != NULL);
    struct deed deeds[LIMIT_BATCH_COMMANDS_SQLITE] = {{0}};
    struct batch b = {.site = site};
    arena_reset(site->scratch);
    struct err *bad = batch_run(&b, jobs, n, deeds);
    if (bad != NULL) {
        batch_fail(&b, jobs, n, bad);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (jobs[i]->err == NULL)
            jobs[i]->err = err_copy(jobs[i]->arena, desk_after(site, &deeds[i]));
    desk_mark(site);
}

struct err *desk_do(struct site *site, struct job *job)
{
    TRY(site_require_open(site, job->arena));
    TRY(site_go_on(site, job->arena));
    desk_run(site, &job, 1);
    return job->err;
}
