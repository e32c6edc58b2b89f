/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* try.h - a try between its three steps, shared by begin.c and finish.c. */
#ifndef HEARTH_SIGNIN_TRY_H
#define HEARTH_SIGNIN_TRY_H

#include "signin/factor.h"
#include "signin/inside.h"

enum try_kind { TRY_SIGNIN = 1, TRY_STEP, TRY_CHANGE, TRY_RESET, TRY_CODE, TRY_FACTOR };

/* A secret that the worker turns into a verifier: BLAKE2b(key = Argon2id(secret), "auth"). */
struct hashing {
    bool is_used;
    struct seal_salt salt;
    struct text secret;
    struct hash verifier;
};

struct signin_try {
    enum try_kind kind;
    struct id user; /* ID_NONE: no such user */
    char login[SIGNIN_LOGIN_BYTES + 1];
    bool is_active;
    struct hash session; /* by whose token it is tried; not of TRY_SIGNIN and TRY_RESET */
    struct signin_from from;
    struct counted counted;
    struct text code; /* as typed */
    char letters[CODE_LETTERS + 1];
    bool must_change;
    struct hashing given;  /* the password as typed */
    struct hashing paper;  /* a recovery code as typed */
    struct hashing chosen; /* a new password */
    struct hashing codes[SIGNIN_CODES];
    char code_texts[SIGNIN_CODES][SIGNIN_CODE_TEXT + 1];
    char code_letters[SIGNIN_CODES][CODE_LETTERS + 1];
    struct err *failed; /* the worker had no memory */
    bool is_wrong;      /* what was typed did not fit */
};

struct credential {
    bool is_there, must_change;
    struct seal_salt salt;
    struct hash verifier;
};
/* What is stored of her password; nothing there for ID_NONE. */
MUST_CHECK struct err *credential_read(struct signin *s, struct arena *into, struct id user,
                                       struct credential *ret_credential);

/* Counts; ERR_BUSY says how many seconds to wait. `account` names what is guessed at. */
MUST_CHECK struct err *try_count(struct signin *s, struct arena *into, struct text account,
                                 const struct signin_from *from, struct counted *ret_counted);
void try_settle(struct signin *s, struct counted *counted, enum tally_end end);

/* A user's second factor in force (or on offer), opened; empty when there is none. ERR_LOCKED. */
struct factor {
    struct text secret;
    int64_t step; /* the last one used */
};
MUST_CHECK struct err *factor_read(struct signin *s, struct arena *into, struct id user,
                                   bool is_offer, struct factor *ret_factor);
MUST_CHECK struct err *factor_write(struct signin *s, struct arena *scratch, struct id user,
                                    bool is_offer, const struct factor *factor);

/* What finishing a try, or using a link, leaves behind; all in one transaction, then in memory. */
struct outcome {
    struct id user;
    const struct hash *old; /* the session that is exchanged for the new one, or NULL */
    struct live *new;       /* the session that begins, or NULL */
    enum signin_place place;
    enum signin_factor factor;
    struct id maker;        /* of the link */
    bool is_try;            /* is recorded */
    int64_t used_step;      /* of the factor in force; 0: none */
    struct hash *used_code; /* recovery code; NULL: none */
    const struct hashing *password;
    bool must_change;
    const struct factor *puts_factor;
    const struct signin_try *codes; /* whose new recovery codes are put */
    bool drops_factor, drops_links;
    const struct hash *link; /* used up */
};
MUST_CHECK struct err *outcome_keep(struct signin *s, struct arena *into, struct outcome *o);
/* A session that begins now; its key is drawn. */
struct live session_new(struct id user, const char *login, const struct signin_from *from,
                        char ret_token[SIGNIN_TOKEN_TEXT + 1]);

#endif
