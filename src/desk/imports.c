/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* imports.c - one list at a time as a task of the queue, looked at through a lock. */
#include "desk/imports.h"

#include <pthread.h>

#include "desk/import_rejects.h"
#include "desk/staging.h"

struct imports {
    struct arena *own; /* this */
    struct queue *queue;
    struct queue_item item;
    pthread_mutex_t lock; /* of everything below; while one waits or runs, the task alone changes */
    struct arena *arena;  /* what was asked, and what is told */
    struct imports_ask ask;
    struct imports_state state;
    size_t n_told;
    struct imports_wrong told[LIMIT_IMPORT_TOLD];
    const struct err *failed;
    struct buf *rejects; /* the task's own, while it runs */
};

struct err *imports_make(struct queue *queue, struct imports **ret_imports)
{
    struct arena *own = arena_new(LIMIT_KIB(256)), *arena = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    struct imports *made = own == NULL ? NULL : arena_make(own, struct imports);
    if (made == NULL || arena == NULL || pthread_mutex_init(&made->lock, NULL) != 0) {
        arena_free(own);
        arena_free(arena);
        return err_no_memory();
    }
    made->own = own;
    made->arena = arena;
    made->queue = queue;
    *ret_imports = made;
    return NULL;
}

void imports_free(struct imports **imports)
{
    struct imports *i = *imports;
    if (i == NULL)
        return;
    pthread_mutex_destroy(&i->lock);
    arena_free(i->arena);
    arena_free(i->own);
    *imports = NULL;
}

static bool is_busy(const struct imports *i)
{
    return i->state.phase == IMPORTS_WAITS || i->state.phase == IMPORTS_RUNS;
}

/* ---- the task, in the writer's thread ----------------------------------------------------------
 */

/* A list of errors with all that hangs on them. */
static struct err *wrongs_copy(struct arena *into, const struct err *wrongs)
{
    struct err *copy = NULL;
    for (const struct err *e = wrongs; e != NULL; e = e->next)
        err_collect(&copy, err_copy(into, e));
    return copy;
}

static struct err *wrong_hear(void *with, const struct import_shown *row)
{
    struct imports *i = with;
    pthread_mutex_lock(&i->lock);
    if (i->n_told < COUNT(i->told))
        i->told[i->n_told++] =
            (struct imports_wrong){row->line, wrongs_copy(i->arena, row->wrongs)};
    pthread_mutex_unlock(&i->lock);
    /* What has no room any more is told by its number all the same. */
    if (i->rejects->n + IMPORT_REJECT_BYTES > LIMIT_UPLOAD_BYTES)
        return NULL;
    return import_reject_put(i->ask.lang, row, i->rejects);
}

static void step_hear(void *with, int64_t done, int64_t all)
{
    struct imports *i = with;
    pthread_mutex_lock(&i->lock);
    i->state.done = done;
    i->state.all = all;
    pthread_mutex_unlock(&i->lock);
}

static struct err *import_run(struct imports *i, struct site *site, struct arena *into,
                              struct import_result *ret_result, struct id *ret_rejects)
{
    CLEANUP(staging_close) struct staged *staged = NULL;
    const struct imports_ask *ask = &i->ask;
    const struct import_hear hear = {wrong_hear, i, {step_hear, i}};
    struct source source;
    struct import_look look;
    TRY(staging_open(site, into, ask->user, ask->file, &staged, &source));
    const struct import_wish wish = {.source = &source,
                                     .as = ask->login,
                                     .map = ask->map,
                                     .from = ask->from,
                                     .charset = ask->charset,
                                     .dates = ask->dates,
                                     .dry_run = ask->dry_run};
    TRY(import_look(into, &wish, &look));
    TRY(import_reject_head(look.columns, i->rejects));
    TRY(import_do(site, into, &wish, &look, &hear, ret_result));
    if (ret_result->wrong > 0)
        TRY(staging_put(site, into, ask->user, buf_text(i->rejects), ret_rejects));
    if (ask->dry_run || ret_result->wrong > 0)
        return NULL;
    return staging_drop(site, into, ask->user, ask->file);
}

static void task(struct site *site, void *with)
{
    struct imports *i = with;
    CLEANUP(arena_close) struct arena *into = arena_new(LIMIT_ARENA_JOB_BYTES);
    CLEANUP(buf_done) struct buf rejects = buf_make(LIMIT_UPLOAD_BYTES);
    struct import_result result = {0};
    struct id kept = ID_NONE;
    i->rejects = &rejects;
    pthread_mutex_lock(&i->lock);
    i->state.phase = IMPORTS_RUNS;
    pthread_mutex_unlock(&i->lock);
    struct err *bad = into == NULL ? err_no_memory() : import_run(i, site, into, &result, &kept);
    pthread_mutex_lock(&i->lock);
    i->failed = err_copy(i->arena, bad);
    i->state.result = result;
    i->state.rejects = kept;
    i->state.phase = bad == NULL ? IMPORTS_DONE : IMPORTS_FAILED;
    pthread_mutex_unlock(&i->lock);
}

static void done(struct queue_item *item)
{
    (void)item; /* the task has told all */
}

/* ---- for any thread ----------------------------------------------------------------------------
 */

static struct err *text_keep(struct arena *into, struct text *t)
{
    char *copy = arena_strn(into, t->n == 0 ? "" : t->at, t->n);
    NEED(copy);
    t->at = copy;
    return NULL;
}

static struct err *begin(struct imports *i, struct arena *into, const struct imports_ask *ask)
{
    if (is_busy(i))
        return err_new(into, ERR_BUSY,
                       N_("Another list is being taken over at this moment. Try again later"));
    i->state = (struct imports_state){.phase = IMPORTS_NONE};
    i->n_told = 0;
    i->failed = NULL;
    arena_reset(i->arena);
    i->ask = *ask;
    TRY(text_keep(i->arena, &i->ask.login));
    TRY(text_keep(i->arena, &i->ask.map));
    TRY(text_keep(i->arena, &i->ask.from));
    TRY(queue_reserve(i->queue, into));
    i->state =
        (struct imports_state){.phase = IMPORTS_WAITS, .file = ask->file, .dry_run = ask->dry_run};
    i->item = (struct queue_item){.task = task, .done = done, .with = i};
    return NULL;
}

struct err *imports_start(struct imports *imports, struct arena *into,
                          const struct imports_ask *ask)
{
    pthread_mutex_lock(&imports->lock);
    struct err *bad = begin(imports, into, ask);
    pthread_mutex_unlock(&imports->lock);
    if (bad == NULL)
        queue_push(imports->queue, &imports->item);
    return bad;
}

bool imports_is_busy(struct imports *imports)
{
    pthread_mutex_lock(&imports->lock);
    bool busy = is_busy(imports);
    pthread_mutex_unlock(&imports->lock);
    return busy;
}

void imports_state(struct imports *imports, struct id user, struct imports_state *ret_state)
{
    pthread_mutex_lock(&imports->lock);
    *ret_state = id_equal(user, imports->ask.user) ? imports->state : (struct imports_state){0};
    pthread_mutex_unlock(&imports->lock);
}

static struct err *told_copy(struct imports *i, struct arena *into, size_t *ret_n,
                             struct imports_wrong **ret_wrongs, const struct err **ret_failed)
{
    struct imports_wrong *wrongs = arena_makes(into, struct imports_wrong, i->n_told);
    NEED(wrongs);
    for (size_t k = 0; k < i->n_told; k++)
        wrongs[k] = (struct imports_wrong){i->told[k].line, wrongs_copy(into, i->told[k].wrongs)};
    *ret_n = i->n_told;
    *ret_wrongs = wrongs;
    *ret_failed = err_copy(into, i->failed);
    return NULL;
}

struct err *imports_told(struct imports *imports, struct arena *into, struct id user, size_t *ret_n,
                         struct imports_wrong **ret_wrongs, const struct err **ret_failed)
{
    struct err *bad = NULL;
    *ret_n = 0;
    *ret_wrongs = NULL;
    *ret_failed = NULL;
    pthread_mutex_lock(&imports->lock);
    if (id_equal(user, imports->ask.user))
        bad = told_copy(imports, into, ret_n, ret_wrongs, ret_failed);
    pthread_mutex_unlock(&imports->lock);
    return bad;
}
