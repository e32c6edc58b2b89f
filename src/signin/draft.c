/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* draft.c - sealed drafts in a side table. */
#include "signin/draft.h"

#include <string.h>

#include "base/limits.h"
#include "base/when.h"
#include "base/world.h"
#include "sql/signin.sql.h"

/* A draft is bound to its user and its form: neither can be put in another's place. */
enum { BOUND_MAX = ID_BYTES + DRAFT_FORM_BYTES };

static struct text bound(struct id user, struct text form, char at[BOUND_MAX])
{
    memcpy(at, user.bytes, ID_BYTES);
    memcpy(at + ID_BYTES, form.at, form.n);
    return (struct text){at, ID_BYTES + form.n};
}

static struct err *draft_may(const struct signin_store *store, struct arena *into, struct text form)
{
    if (form.n == 0 || form.n > DRAFT_FORM_BYTES || !text_is_clean(form))
        return err_bug(into, "a form's key of %zu bytes", form.n);
    if (store->ring == NULL)
        return err_new(into, ERR_LOCKED, N_("The site's keys are not open"));
    return NULL;
}

/* The oldest go, until there is room for one more. */
static struct err *make_room(const struct signin_store *store, struct arena *scratch,
                             struct id user)
{
    struct sql_drafts_of_row *rows;
    size_t n = 0;
    TRY(sql_drafts_of(store->keys, scratch, store->org, user, &rows, &n));
    for (size_t i = 0; n - i >= DRAFTS_PER_USER; i++)
        TRY(sql_draft_drop(store->keys, scratch, store->org, user, rows[i].form));
    return NULL;
}

static struct err *draft_write(const struct signin_store *store, struct arena *scratch,
                               struct id user, struct text form, struct text sealed)
{
    TRY(make_room(store, scratch, user));
    return sql_draft_put(store->keys, scratch, store->org, user, form, sealed, world_now_ms());
}

struct err *draft_put(const struct signin_store *store, struct arena *scratch, struct id user,
                      struct text form, struct text typed)
{
    CLEANUP(buf_done) struct buf sealed = buf_make(DRAFT_BYTES_MAX * 2);
    char at[BOUND_MAX];
    TRY(draft_may(store, scratch, form));
    if (typed.n > DRAFT_BYTES_MAX)
        return err_new(scratch, ERR_INPUT, N_("This is too large to be kept as a draft"));
    TRY(keyring_seal_for(scratch, store->ring, SEAL_USE_DRAFT, typed, bound(user, form, at),
                         &sealed));
    TRY(db_begin(store->keys, scratch));
    struct err *bad = draft_write(store, scratch, user, form, buf_text(&sealed));
    if (bad == NULL)
        return db_commit(store->keys, scratch);
    db_rollback(store->keys);
    return bad;
}

struct err *draft_get(const struct signin_store *store, struct arena *into, struct id user,
                      struct text form, struct text *ret_typed, int64_t *ret_made_ms)
{
    struct sql_draft_get_row row;
    bool found = false;
    char at[BOUND_MAX];
    TRY(draft_may(store, into, form));
    TRY(sql_draft_get(store->keys, into, store->org, user, form, &found, &row));
    *ret_typed = TEXT_NONE;
    *ret_made_ms = row.made_ms;
    if (!found)
        return NULL;
    return keyring_open_for(into, store->ring, SEAL_USE_DRAFT, bound(user, form, at), row.sealed,
                            ret_typed);
}

struct err *draft_drop(const struct signin_store *store, struct arena *scratch, struct id user,
                       struct text form)
{
    return sql_draft_drop(store->keys, scratch, store->org, user, form);
}

struct err *draft_sweep(const struct signin_store *store, struct arena *scratch)
{
    return sql_drafts_sweep(store->keys, scratch, store->org,
                            world_now_ms() - LIMIT_DRAFT_DAYS * (int64_t)DAY_MS);
}

struct err *draft_drop_all(struct db *keys, struct arena *scratch, int64_t org)
{
    return sql_drafts_drop_all(keys, scratch, org);
}
