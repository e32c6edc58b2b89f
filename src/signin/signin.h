/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* signin.h - credentials, sessions, one-use links and bearer tokens. No HTTP in here.
 *
 * Rules: security reference 3.2 to 3.4 and its checklist items 1 to 18. The side tables lie with
 * the keys (src/sql/signin.sql) and are never rebuilt. Sessions, bearer tokens and the tallies of
 * wrong tries are in memory too, so that a page thread finds a session without waiting and without
 * touching the disk.
 *
 * Threads: functions marked ANY may be called by any thread; all others are the writer's, as tasks
 * (desk/queue.h). What takes a password goes in three steps, because Argon2id needs 64 MiB and a
 * tenth of a second:
 *
 *     signin_begin_...   writer: reads salts, counts the try         ERR_BUSY: too many wrong ones
 *     signin_work        ANY (a worker): hashes, one at a time       never fails, see signin_finish
 *     signin_finish      writer: compares, records, makes a session; durable when it returns
 *
 * Each try that was begun must be finished, exactly once, whatever happened to the asker.
 *
 * Errors. ERR_INPUT: name, password or code are wrong (always the same words, whichever), or a new
 * password breaks a rule (field "new"). ERR_BUSY with args[0]: wait so many seconds (HTTP 429,
 * Retry-After); without: no memory or place now (503), the password may be right. ERR_DENIED: no
 * such session. ERR_LOCKED: the second factor cannot be read, the site's keys are not open. */
#ifndef HEARTH_SIGNIN_SIGNIN_H
#define HEARTH_SIGNIN_SIGNIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"
#include "db/db.h"
#include "guard/guard.h"
#include "seal/seal.h"

enum {
    SIGNIN_TOKEN_TEXT = 64, /* 256 random bits in hex: cookie, link, bearer token */
    SIGNIN_CSRF_TEXT = 64,
    SIGNIN_LOGIN_BYTES = 24,
    SIGNIN_AGENT_BYTES = 31,
    SIGNIN_NAME_BYTES = 63,  /* of a bearer token */
    SIGNIN_CODE_TEXT = 19,   /* XXXX-XXXX-XXXX-XXXX */
    SIGNIN_CODES = 10,       /* recovery codes of a set */
    SIGNIN_SECRET_TEXT = 32, /* 160 bits in base32 */
    SIGNIN_URI_TEXT = 255,
};
enum {
    SIGNIN_IDLE_MS = 15 * 60 * 1000,
    SIGNIN_LONGEST_MS = 10 * 60 * 60 * 1000,
    SIGNIN_FRESH_MS = 5 * 60 * 1000,
    SIGNIN_LINK_MS = 60 * 60 * 1000,
    SIGNIN_SETUP_MS = 30 * 60 * 1000, /* of a site that waits for its three questions */
};

/* Where the tables are. `db` holds the users, `keys` the side tables. */
struct signin_store {
    struct db *db, *keys;
    int64_t org;
    const struct keyring *ring; /* NULL: locked */
    bool is_demo;               /* all its people are invented: no second factor is demanded */
    size_t n_names;             /* what no password may contain: organisation, site */
    const char *const *names;
};
struct signin;

/* Makes the side tables where they are not there yet. */
MUST_CHECK struct err *signin_create(struct db *keys, struct arena *scratch);
/* Reads sessions and bearer tokens into memory; sessions of another boot, and of users who are gone
 * or disabled, end. What the store points to outlives it. */
MUST_CHECK struct err *signin_open(struct arena *scratch, const struct signin_store *store,
                                   struct signin **ret_signin);
/* Takes NULL; for CLEANUP() too. */
void signin_close(struct signin **signin);
const struct signin_store *signin_store(const struct signin *s);
/* Now and then, when there is nothing else to do: keeps what is ended and when sessions were last
 * used, at most once a minute; sweeps what is over. */
MUST_CHECK struct err *signin_rest(struct signin *s, struct arena *scratch);

/* ---- who is asking -------------------------------------------------------------------------- */

enum signin_state {
    SIGNIN_NONE = 0,   /* no session */
    SIGNIN_LOCKED,     /* idle for too long, or locked: the password reopens it (begin_step) */
    SIGNIN_UNFINISHED, /* `needs` says what must be done first: serve those pages alone */
    SIGNIN_OPEN,
};
enum {
    SIGNIN_NEEDS_CODE = 1,     /* came by a link and has a second factor: begin_code */
    SIGNIN_NEEDS_PASSWORD = 2, /* must choose one: begin_change, `old` is not asked */
    SIGNIN_NEEDS_FACTOR = 4,   /* her role demands one: factor_offer, begin_factor */
};
struct signin_session {
    enum signin_state state;
    bool is_bearer; /* a script's token: never idle, needs no csrf */
    bool is_fresh;  /* password within SIGNIN_FRESH_MS: may export, erase, touch keys and roles */
    uint32_t needs;
    struct id user;
    char login[SIGNIN_LOGIN_BYTES + 1]; /* for guard_who */
    struct hash key;                    /* names the session in lists; not the token */
};
/* ANY. The session of a cookie's token, which is used by this: it is not idle. What is no token of
 * ours is SIGNIN_NONE. */
void signin_look(struct signin *s, struct text token, struct signin_session *ret_session);
/* ANY. The same for `Authorization: Bearer`. */
void signin_look_bearer(struct signin *s, struct text token, struct signin_session *ret_session);

/* ANY. Whose session that was, as long as it is known; else ID_NONE. */
struct id signin_whose(struct signin *s, struct text token);

/* ANY. BLAKE2b(key = token, "csrf") in hex, for the forms of this session; and comparing one. */
void signin_csrf(struct text token, char ret_csrf[SIGNIN_CSRF_TEXT + 1]);
bool signin_csrf_fits(struct text token, struct text given);

/* Where somebody comes from. Addresses are counted in memory and never stored. */
enum signin_place { SIGNIN_HERE = 1, SIGNIN_NEAR, SIGNIN_FAR, SIGNIN_COMMAND };
struct signin_from {
    enum signin_place place;            /* this machine, a private network, elsewhere, CLI */
    struct hash address;                /* of the address (IPv6: its /64), under a passing key */
    char agent[SIGNIN_AGENT_BYTES + 1]; /* kind words such as "Firefox, Android" */
};
/* ANY. The address as text (127.0.0.1, ::1); the User-Agent header or TEXT_NONE. */
struct signin_from signin_from(const struct signin *s, struct text address, struct text agent);
/* The command line. */
struct signin_from signin_from_command(void);

/* ---- what takes a password or a code --------------------------------------------------------- */

struct signin_try;
struct signin_done {
    struct id user;
    char login[SIGNIN_LOGIN_BYTES + 1];
    char token[SIGNIN_TOKEN_TEXT + 1]; /* of the new session: set the cookie; "" if none was made */
    uint32_t needs;
    size_t n_codes; /* recovery codes, shown once */
    char codes[SIGNIN_CODES][SIGNIN_CODE_TEXT + 1];
};

/* Signing in. `code`: six digits or a recovery code; TEXT_NONE if none was typed. */
struct signin_ask {
    struct text login, password, code;
    struct signin_from from;
};
MUST_CHECK struct err *signin_begin(struct signin *s, struct arena *into,
                                    const struct signin_ask *ask, struct signin_try **ret_try);
/* The password again: steps up, or reopens a locked session. The token is exchanged. On a demo site
 * a user without password gives none. */
MUST_CHECK struct err *signin_begin_step(struct signin *s, struct arena *into, struct text token,
                                         struct text password, const struct signin_from *from,
                                         struct signin_try **ret_try);
/* The user's own new password; her other sessions end, the token is exchanged. */
MUST_CHECK struct err *signin_begin_change(struct signin *s, struct arena *into, struct text token,
                                           struct text old, struct text new,
                                           const struct signin_from *from,
                                           struct signin_try **ret_try);
/* Set by a manager: all sessions of that user end; with must_change she has to choose another one
 * when she comes. ERR_ABSENT: no such user, or disabled. */
MUST_CHECK struct err *signin_begin_reset(struct signin *s, struct arena *into, struct text login,
                                          struct text new, bool must_change,
                                          struct signin_try **ret_try);
/* The code of a user who came by a link. */
MUST_CHECK struct err *signin_begin_code(struct signin *s, struct arena *into, struct text token,
                                         struct text code, const struct signin_from *from,
                                         struct signin_try **ret_try);
/* The first code of an offered second factor puts it in force and gives recovery codes. */
MUST_CHECK struct err *signin_begin_factor(struct signin *s, struct arena *into, struct text token,
                                           struct text code, const struct signin_from *from,
                                           struct signin_try **ret_try);

/* ANY. A hash at a time in the whole process; others wait for it. */
void signin_work(struct signin_try *try);
MUST_CHECK struct err *signin_finish(struct signin *s, struct arena *into, struct signin_try *try,
                                     struct signin_done *ret_done);
/* All three steps for the new password of signin_begin_reset and the like, where waiting is no
 * harm (the command line, tests). Takes what a begin returned. */
MUST_CHECK struct err *signin_wait(struct signin *s, struct arena *into, struct signin_try *try,
                                   struct signin_done *ret_done);

/* A second factor to be confirmed: its secret in base32 and as an otpauth: address. A factor in
 * force stays until the new one is confirmed. Needs a session that is fresh, or unfinished for
 * want of a factor. */
struct signin_offer {
    char secret[SIGNIN_SECRET_TEXT + 1];
    char uri[SIGNIN_URI_TEXT + 1];
};
MUST_CHECK struct err *signin_factor_offer(struct signin *s, struct arena *into, struct text token,
                                           struct signin_offer *ret_offer);

/* ---- links and tokens ------------------------------------------------------------------------ */

/* A one-use address for a user of that login, for an hour of this boot; older ones of hers end.
 * `drops_factor`: she has lost her second factor. `maker`: who made it (somebody else: ERR_DENIED),
 * or ID_NONE for whoever has the machine. */
MUST_CHECK struct err *signin_link_make(struct signin *s, struct arena *into, struct text login,
                                        struct id maker, bool drops_factor,
                                        char ret_token[SIGNIN_TOKEN_TEXT + 1]);
/* Uses it up. ERR_INPUT when it is unknown, used or over: the same words. */
MUST_CHECK struct err *signin_link_use(struct signin *s, struct arena *into, struct text token,
                                       const struct signin_from *from,
                                       struct signin_done *ret_done);
/* The same if it is no older than `most_ms`. */
MUST_CHECK struct err *signin_link_use_within(struct signin *s, struct arena *into,
                                              struct text token, int64_t most_ms,
                                              const struct signin_from *from,
                                              struct signin_done *ret_done);
/* Whether nobody has ever chosen a password here: then `start` makes the first user's link. */
MUST_CHECK struct err *signin_is_unused(struct signin *s, struct arena *scratch, bool *ret_unused);

/* A token for scripts; `name` says what for. */
MUST_CHECK struct err *signin_token_make(struct signin *s, struct arena *into, struct text login,
                                         struct text name, char ret_token[SIGNIN_TOKEN_TEXT + 1]);

/* ---- sessions in hand -------------------------------------------------------------------------
 */

/* Signing out. No error when there was no such session. */
MUST_CHECK struct err *signin_out(struct signin *s, struct arena *scratch, struct text token);
/* Until the password is given again. */
MUST_CHECK struct err *signin_lock(struct signin *s, struct arena *scratch, struct text token);

/* The user has another login now; her sessions go on. */
void signin_renamed(struct signin *s, struct id user, struct text login);

/* ANY. The sessions and bearer tokens of a user, the youngest first. */
struct signin_row {
    struct hash key;
    bool is_bearer;
    enum signin_state state;
    enum signin_place place;
    int64_t made_ms, used_ms; /* wall clock */
    char agent[SIGNIN_AGENT_BYTES + 1];
    char name[SIGNIN_NAME_BYTES + 1]; /* of a bearer token */
};
MUST_CHECK struct err *signin_list(struct signin *s, struct arena *into, struct id user,
                                   struct signin_row **ret_rows, size_t *ret_n);
/* Ends one session or bearer token of that user by its key; ERR_ABSENT when she has no such. */
MUST_CHECK struct err *signin_end(struct signin *s, struct arena *into, struct id user,
                                  struct hash key);
/* Ends all of a user. At once in memory, even if it cannot be written. A bearer token survives
 * unless `tokens_too` (the user is disabled); links of hers end in any case. */
MUST_CHECK struct err *signin_end_user(struct signin *s, struct arena *scratch, struct id user,
                                       bool tokens_too);

/* The last tries, the youngest first. */
enum signin_factor { SIGNIN_BY_PASSWORD = 1, SIGNIN_BY_TOTP, SIGNIN_BY_RECOVERY, SIGNIN_BY_LINK };
struct signin_attempt {
    int64_t at_ms;
    struct id user; /* ID_NONE: no such user */
    enum signin_place place;
    enum signin_factor factor;
    struct id maker; /* of the link; ID_NONE: whoever has the machine, or no link */
    bool ok;
};
MUST_CHECK struct err *signin_attempts(struct signin *s, struct arena *into, struct id user,
                                       size_t most, struct signin_attempt **ret_rows,
                                       size_t *ret_n);

/* What a user has: for her settings. */
struct signin_has {
    bool password, factor;
    size_t codes_left;
    bool factor_demanded; /* by her roles, at this site */
};
MUST_CHECK struct err *signin_has(struct signin *s, struct arena *into, struct text login,
                                  struct signin_has *ret_has);

#endif
