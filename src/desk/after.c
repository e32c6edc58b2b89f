/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* after.c - what follows a commit: index, erasure, mark. */
#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "desk/gate.h"
#include "desk/inside.h"
#include "desk/slots.h"
#include "desk/staging.h"
#include "journal/keystore.h"
#include "model/types.h"
#include "model/types_care.h"
#include "signin/draft.h"
#include "sql/door.sql.h"
#include "sql/person.sql.h"
#include "sql/referral.sql.h"
#include "sql/side.sql.h"
#include "view/persons.h"

static struct err *key_destroy(struct site *s, struct arena *scratch, struct id subject)
{
    bool found = false, was = false;
    struct id key;
    TRY(keystore_find(s->keys, scratch, s->org, subject, &found, &key));
    if (!found)
        return NULL;
    TRY(db_begin(s->db, scratch));
    TRY(journal_drop_parts_of_key(s->db, scratch, s->org, key));
    TRY(db_commit(s->db, scratch));
    return keystore_destroy(s->keys, scratch, s->org, s->ring, key, &was);
}

/* Her own key last: while it is there, a cut before the end is found at the next start. */
struct err *desk_destroy(struct site *s, struct arena *scratch, struct id person)
{
    struct sql_enquiries_about_row *calls;
    struct sql_referrals_about_row *asked;
    size_t n = 0;
    bool found = false;
    struct id key;
    TRY(keystore_find(s->keys, scratch, s->org, person, &found, &key));
    if (!found)
        return NULL;
    /* She may be in any of them. */
    TRY(draft_drop_all(s->keys, scratch, s->org));
    TRY(staging_drop_all(s->keys, scratch, s->org));
    TRY(sql_enquiries_about(s->db, scratch, s->org, person, &calls, &n));
    for (size_t i = 0; i < n; i++)
        TRY(key_destroy(s, scratch, calls[i].enquiry)); /* the name that was asked for */
    TRY(sql_referrals_about(s->db, scratch, s->org, person, &asked, &n));
    for (size_t i = 0; i < n; i++)
        TRY(key_destroy(s, scratch, asked[i].referral)); /* what was told before she came */
    TRY(key_destroy(s, scratch, person));
    return db_truncate_log(s->db, scratch);
}

struct err *desk_erase_again(struct site *s, struct arena *scratch)
{
    struct sql_erasures_done_row *rows;
    size_t n = 0;
    TRY(sql_erasures_done(s->db, scratch, s->org, &rows, &n));
    for (size_t i = 0; i < n; i++)
        TRY(desk_destroy(s, scratch, rows[i].person));
    if (n == 0)
        return NULL;
    /* A cut between destroying a key and emptying the logs had left it in one of them. */
    TRY(db_truncate_log(s->keys, scratch));
    return db_truncate_log(s->db, scratch);
}

static struct err *index_forget(struct site *s, const struct deed *deed)
{
    if (s->people == NULL)
        return NULL;
    for (size_t i = 0; i < deed->n; i++) {
        const struct rec *r = deed->items[i].new;
        if (r->type == &erasure_type)
            TRY(people_erase(s->people, deed->erased, rec_int(r, ERASURE_SEX, SEX_UNKNOWN),
                             (int32_t)rec_int(r, ERASURE_ADULT_FROM, 0)));
    }
    return NULL;
}

static struct err *erased(struct site *s, const struct deed *deed)
{
    TRY(desk_destroy(s, s->scratch, deed->erased));
    gate_shut(s->gate);
    struct err *bad = index_forget(s, deed);
    gate_open(s->gate);
    return bad;
}

static void index_drop(struct site *s)
{
    people_free(s->people);
    s->people = NULL;
}

/* What is durable is answered as done: an index without memory is dropped, and filled anew when it
 * is next asked for. */
static void index_learn(struct site *s, const struct deed *deed)
{
    for (size_t i = 0; i < deed->n && s->people != NULL; i++) {
        const struct rec *r = deed->items[i].new;
        bool is_place = r->type == &house_type || r->type == &room_type;
        if ((r->type != &person_type || people_set(s->people, r) == NULL) &&
            (!is_place || people_set_place(s->people, r, r->version + 1) == NULL))
            continue;
        index_drop(s);
    }
}

/* ---- where persons stand ------------------------------------------------------------------- */

struct standing {
    struct id person;
    struct person_last last;
};
struct standings {
    size_t n;
    struct standing *at;
};

static struct err *standing_read(struct site *s, const struct rec *stay, struct standings *all)
{
    struct request rq = {.arena = s->scratch, .store = &s->store};
    struct standing *one = &all->at[all->n++];
    one->person = rec_id(stay, STAY_PERSON);
    return person_place(&rq, one->person, &one->last);
}

/* The persons of all stays that changed, of those also to whom a stay belonged before. Read before
 * the gate is shut. */
static struct err *standings_read(struct site *s, const struct deed *deed, struct standings *ret)
{
    *ret = (struct standings){.at = arena_makes(s->scratch, struct standing, 2 * deed->n)};
    NEED(ret->at);
    for (size_t i = 0; i < deed->n && s->people != NULL; i++) {
        const struct deed_item *item = &deed->items[i];
        if (item->new->type != &stay_type)
            continue;
        TRY(standing_read(s, item->new, ret));
        if (item->old != NULL &&
            !id_equal(rec_id(item->old, STAY_PERSON), rec_id(item->new, STAY_PERSON)))
            TRY(standing_read(s, item->old, ret));
    }
    return NULL;
}

static void stays_learn(struct site *s, const struct standings *all)
{
    for (size_t i = 0; i < all->n && s->people != NULL; i++)
        people_set_stay(s->people, all->at[i].person, &all->at[i].last);
}

/* Whose sessions end with this change of a record; ID_NONE: nobody's. */
static struct id shut_out(const struct deed *deed, const struct deed_item *item)
{
    const struct rec *r = item->new;
    if (r->type == &user_type)
        return r->withdrawn || rec_int(r, USER_STATE, 0) != USER_ACTIVE ? r->id : ID_NONE;
    if (r->type != &grant_type)
        return ID_NONE;
    struct id user = rec_id(r, GRANT_USER);
    for (size_t i = 0; i < deed->n; i++)
        if (deed->items[i].old == NULL && id_equal(deed->items[i].new->id, user))
            return ID_NONE; /* she is new */
    return user;
}

/* Who was disabled, or holds other roles now, is signed out at once; scripts only of the former. */
static void users_end(struct site *s, const struct deed *deed)
{
    for (size_t i = 0; i < deed->n; i++) {
        struct id user = shut_out(deed, &deed->items[i]);
        struct err *bad = id_is_none(user) ? NULL : site_load_signin(s);
        if (bad == NULL && !id_is_none(user))
            bad = signin_end_user(s->signin, s->scratch, user,
                                  deed->items[i].new->type == &user_type);
        if (bad == NULL && !id_is_none(user) && deed->items[i].new->type == &user_type)
            bad = slot_drop_user(s, s->scratch, user);
        if (bad != NULL)
            log_error("sessions-not-ended", bad);
    }
}

static bool tells_of_a_call(const struct deed *deed)
{
    for (size_t i = 0; i < deed->n; i++)
        if (deed->items[i].new->type == &enquiry_type && deed->items[i].old == NULL)
            return true;
    return false;
}

static void language_learn(struct site *s, const struct deed *deed)
{
    for (size_t i = 0; i < deed->n; i++)
        if (deed->items[i].new->type == &organisation_type)
            s->lang = rec_int(deed->items[i].new, ORGANISATION_LANG, s->lang);
}

struct err *desk_after(struct site *s, const struct deed *deed)
{
    struct standings stays;
    s->calls_wait = s->calls_wait || tells_of_a_call(deed);
    users_end(s, deed);
    struct err *unread = standings_read(s, deed, &stays);
    gate_shut(s->gate);
    if (unread != NULL)
        index_drop(s);
    index_learn(s, deed);
    stays_learn(s, &stays);
    gate_open(s->gate);
    language_learn(s, deed);
    return id_is_none(deed->erased) ? NULL : erased(s, deed);
}

/* ---- the mark ------------------------------------------------------------------------------ */

void desk_mark_now(struct site *s)
{
    size_t n = 0;
    struct err *bad = journal_heads(s->db, s->scratch, s->org, &n, &s->mark.heads);
    s->mark.n_heads = n;
    s->mark.org = s->org;
    s->mark.incarnation = (uint64_t)s->incarnation;
    const char *path = site_path(s, "site.mark");
    if (bad == NULL && path != NULL)
        bad = mark_write(s->scratch, path, &s->mark);
    s->mark.heads = NULL;
    s->mark.n_heads = 0;
    if (bad != NULL)
        log_error("mark-not-written", bad);
}

void desk_mark(struct site *s)
{
    if (mark_timer_due(&s->mark_timer, world_boot_ms()))
        desk_mark_now(s);
}
