/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* inside.h - what the files of signin/ share. */
#ifndef HEARTH_SIGNIN_INSIDE_H
#define HEARTH_SIGNIN_INSIDE_H

#include <pthread.h>

#include "signin/signin.h"

/* ---- sessions and bearer tokens in memory (live.c) ------------------------------------------- */

enum { LIVE_MAX = 1 << 16, LIVE_HEADS = 1 << 10 };

/* One of them. Times are of the boot clock unless they say otherwise. */
struct live {
    struct hash key; /* of the token */
    struct id user;
    char login[SIGNIN_LOGIN_BYTES + 1];
    char name[SIGNIN_NAME_BYTES + 1]; /* of a bearer token; of a session the kind of browser */
    enum signin_place place;
    uint32_t needs;
    bool is_bearer, is_locked;
    bool is_dead;    /* ended; its row still has to go */
    bool is_dirty;   /* used since its row was written */
    int64_t made_ms; /* wall clock */
    int64_t made_boot_ms, used_boot_ms, fresh_boot_ms;
    uint32_t next; /* in its chain, or in the free ones; 0 ends it */
};
/* A session that is over: for a while it is known whose it was. */
struct live_left {
    struct hash key;
    struct id user;
};
enum { LIVE_LEFT = 512 };
struct live_table {
    struct arena *arena;
    struct live_left left[LIVE_LEFT]; /* a ring */
    size_t n_left;                    /* ever put */
    struct live *at;                  /* place 0 is never used */
    size_t n, room;                   /* places ever used, and there */
    uint32_t heads[LIVE_HEADS];
    uint32_t free;
};
MUST_CHECK struct err *live_start(struct live_table *t);
void live_finish(struct live_table *t);
/* One more will fit. */
MUST_CHECK struct err *live_reserve(struct live_table *t, struct arena *into);
/* After live_reserve; copies it. */
void live_put(struct live_table *t, const struct live *l);
/* NULL when there is none; dead ones too. */
struct live *live_find(struct live_table *t, const struct hash *key);
void live_remove(struct live_table *t, const struct hash *key);
/* Whose session it is or was; ID_NONE: nobody knows. */
struct id live_whose(struct live_table *t, const struct hash *key);
/* The first place in use at or behind `place`; NULL at the end. Begin with 1. */
struct live *live_next(struct live_table *t, size_t *place);
enum signin_state live_state(const struct live *l, int64_t now_boot_ms);

/* ---- wrong tries (tally.c) ------------------------------------------------------------------- */

enum { TALLIES = 2048, TRIES_AT_ONCE = 32, ACCOUNT_FREE = 10, ADDRESS_FREE = 30 };
enum { TALLY_FORGET_MS = 60 * 60 * 1000, TALLY_FIRST_MS = 15000, TALLY_MOST_MS = 15 * 60 * 1000 };

struct tally {
    struct hash key;
    uint32_t wrong;
    bool is_known; /* the account has signed in from this address */
    bool is_taken;
    int64_t last_ms;
};
struct tallies {
    struct tally at[TALLIES];
    size_t in_flight;
};
/* What one try counts for. */
struct counted {
    struct hash account, address;
    struct hash both; /* of the account at this address */
    bool is_known;
    bool is_open; /* begun and not yet settled */
};
enum tally_end { TALLY_GOOD = 1, TALLY_WRONG, TALLY_BACK };
/* Counts a try as wrong beforehand. 0: it may go on; else how long to wait, or -1: too many at
 * once. */
int64_t tally_begin(struct tallies *t, struct counted *c, int64_t now_ms);
/* At the start: a try on this account that was written down, in the order of time. */
void tally_known(struct tallies *t, const struct hash *account, bool is_good, int64_t at_ms);
/* Once per try that may go on. TALLY_BACK: it was no try after all. */
void tally_end(struct tallies *t, struct counted *c, enum tally_end end, int64_t now_ms);

/* What names an account in the tallies of this process. */
struct signin;
struct hash account_hash(const struct signin *s, struct text account);

/* ---- the room -------------------------------------------------------------------------------- */

struct signin {
    struct signin_store store;
    const char *boot;
    struct arena *arena;
    struct hash passing; /* key of addresses and accounts in tallies; ends with the process */
    int64_t rested_ms, swept_ms;
    pthread_mutex_t lock; /* of everything below */
    struct live_table live;
    struct tallies tallies;
};

/* Holds the lock to the end of the block. */
void signin_unlock(pthread_mutex_t **lock);
#define SIGNIN_HOLD(s)                                                                             \
    CLEANUP(signin_unlock) UNUSED pthread_mutex_t *held_ = &(s)->lock;                             \
    pthread_mutex_lock(held_)

/* A token's row and memory know only this of it. False for what is no token. */
bool token_key(struct text token, struct hash *ret_key);
/* 256 new random bits. */
void token_make(char ret_token[SIGNIN_TOKEN_TEXT + 1], struct hash *ret_key);

/* A transaction on the side tables: work is undone if it fails. */
MUST_CHECK struct err *side_write(struct signin *s, struct arena *scratch,
                                  struct err *(*work)(struct signin *s, struct arena *scratch,
                                                      void *with),
                                  void *with);

/* Making, exchanging and ending sessions (session.c). `l` holds all but key and times. */
MUST_CHECK struct err *session_row_put(struct signin *s, struct arena *scratch,
                                       const struct live *l);
/* The session of a token in this state or further; ERR_DENIED. A copy. */
MUST_CHECK struct err *session_of(struct signin *s, struct arena *into, struct text token,
                                  enum signin_state least, struct live *ret_live);
/* Marks all of a user's sessions but one (or NULL) as ended, at once. */
void sessions_kill(struct signin *s, struct id user, const struct hash *but, bool tokens_too);
/* Deletes the rows of what is ended; inside a transaction. Afterwards dead_forget. */
MUST_CHECK struct err *dead_write(struct signin *s, struct arena *scratch);
void dead_forget(struct signin *s);

/* Records a try as of now; inside a transaction or alone. */
MUST_CHECK struct err *attempt_put(struct signin *s, struct arena *scratch,
                                   const struct signin_attempt *attempt);

/* The user of a login; false when there is none or it is disabled. The id is set in both cases. */
MUST_CHECK struct err *user_find(struct signin *s, struct arena *into, struct text login,
                                 struct id *ret_user, bool *ret_active);
/* Whether her roles demand a second factor at this site. */
MUST_CHECK struct err *factor_demanded(struct signin *s, struct arena *into, struct text login,
                                       bool *ret_demanded);

#endif
