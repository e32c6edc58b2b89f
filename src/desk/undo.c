/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* undo.c - undo's window of ten minutes, and taking back what is too much for one act. */
#include "command/undo.h"

#include <string.h>

#include "base/limits.h"
#include "base/world.h"
#include "desk/inside.h"
#include "model/types.h"
#include "sql/journal.sql.h"
#include "sql/side.sql.h"

struct window {
    bool is_open, is_final;
    struct id author;
};

/* The clock of the deed is swept by now, or stayed behind when the site was restored: then the
 * window is closed, and its author is told so. */
static struct err *author_only(struct db *db, struct arena *into, int64_t org, struct id deed,
                               struct window *ret)
{
    struct sql_journal_deed_author_row row;
    bool found = false;
    TRY(sql_journal_deed_author(db, into, org, deed, &found, &row));
    if (found)
        ret->author = row.author;
    return NULL;
}

static struct err *window_look(struct db *db, struct arena *into, int64_t org, struct id deed,
                               struct window *ret)
{
    struct sql_deed_clock_get_row clock;
    const char *boot = NULL;
    bool found = false;
    *ret = (struct window){0};
    TRY(sql_deed_clock_get(db, into, org, deed, &found, &clock));
    TRY(world_boot_id(into, &boot));
    if (!found)
        return author_only(db, into, org, deed, ret);
    int64_t age_ms = world_boot_ms() - clock.boot_ms;
    *ret = (struct window){.is_open = text_is(clock.boot, boot) &&
                                      age_ms <= LIMIT_UNDO_MINUTES * INT64_C(60000),
                           .is_final = clock.is_final,
                           .author = clock.author};
    return NULL;
}

struct err *desk_undo(struct request *rq, const void *form, struct deed *deed)
{
    const struct desk_undo_form *f = form;
    struct window window;
    TRY(window_look(rq->store->db, rq->arena, rq->store->org, f->deed, &window));
    const struct undo_form undo = {f->deed, window.is_open, window.is_final, window.author};
    return deed_undo(rq, &undo, deed);
}

/* ---- a long deed -------------------------------------------------------------------------------
 */

struct err *desk_undo_is_long(struct site *site, struct arena *into, struct id deed,
                              bool *ret_is_long)
{
    struct journal_touch *touches;
    size_t n = 0;
    TRY(journal_deed_page(site->db, into, site->org, deed, (struct place){0}, LIMIT_DEED_ENTRIES,
                          &n, &touches));
    *ret_is_long = n == LIMIT_DEED_ENTRIES;
    return NULL;
}

struct long_undo {
    struct site *site;
    struct arena *step;
    struct text login;
    struct text once;
    struct undo_step_form form;
    struct place at;
    bool is_end;
    const struct progress *progress;
    int64_t done;
};

/* What was begun in time may be done to its end. */
static struct err *form_fill(struct long_undo *u, struct id deed, struct id user)
{
    struct site *s = u->site;
    struct window of_deed, of_undo;
    u->form.as = desk_deed_id(user, u->once);
    u->form.record = keyring_id(s->ring, "undo-record", u->once);
    u->form.most = LIMIT_IMPORT_BATCH_ROWS;
    u->form.at = &u->at;
    u->form.is_end = &u->is_end;
    TRY(window_look(s->db, u->step, s->org, deed, &of_deed));
    TRY(window_look(s->db, u->step, s->org, u->form.as, &of_undo));
    u->form.undo = (struct undo_form){deed, of_deed.is_open || of_undo.is_open, of_deed.is_final,
                                      of_deed.author};
    return NULL;
}

static struct err *look_all(struct long_undo *u, struct who *who, struct request *rq)
{
    u->form.looks_only = true;
    while (!u->is_end) {
        struct deed none = {.arena = u->step};
        TRY(deed_undo_step(rq, &u->form, &none));
        arena_reset(u->step);
        TRY(site_breathe(u->site, u->step));
        TRY(desk_request(u->site, u->step, u->login, MAY_UNDO_OWN, who, rq));
    }
    return NULL;
}

static struct err *undo_all(struct long_undo *u, struct answer *ret_answer)
{
    u->form.looks_only = false;
    u->at = (struct place){0};
    for (u->is_end = false; !u->is_end;) {
        struct job job = {.arena = u->step,
                          .as = u->login,
                          .may = MAY_UNDO_OWN,
                          .once = u->once,
                          .goes_on = true,
                          .run = deed_undo_step,
                          .form = &u->form};
        TRY(desk_do(u->site, &job));
        *ret_answer = job.answer;
        arena_reset(u->step);
        u->done += LIMIT_IMPORT_BATCH_ROWS;
        if (u->progress->tell != NULL)
            u->progress->tell(u->progress->with, u->done, 0);
        TRY(site_breathe(u->site, u->step));
    }
    return NULL;
}

static struct err *long_undo(struct long_undo *u, struct id deed, struct answer *ret_answer)
{
    struct who who;
    struct request rq;
    TRY(site_require_open(u->site, u->step));
    TRY(desk_request(u->site, u->step, u->login, MAY_UNDO_OWN, &who, &rq));
    TRY(form_fill(u, deed, who.user));
    TRY(look_all(u, &who, &rq));
    return undo_all(u, ret_answer);
}

struct err *desk_undo_long(struct site *site, struct arena *into, struct text login, struct id deed,
                           const struct progress *progress, struct answer *ret_answer)
{
    CLEANUP(arena_close) struct arena *step = arena_new(LIMIT_ARENA_JOB_BYTES);
    NEED(step);
    char *once = arena_alloc(into, ID_TEXT + 6);
    NEED(once);
    memcpy(once, "undo ", 5);
    id_text(deed, once + 5);
    struct long_undo u = {
        .site = site, .step = step, .login = login, .once = text_of(once), .progress = progress};
    return err_copy(into, long_undo(&u, deed, ret_answer));
}
