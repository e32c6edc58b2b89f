/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* keep.c - credentials to and from the key half of a backup. */
#include "signin/keep.h"

#include "base/buf.h"
#include "seal/seal.h"
#include "sql/signin.sql.h"

enum { USERS_MAX = 100000, CODES_MAX = 100, SECRET_MAX = 4096 };

/* ---- taking ---------------------------------------------------------------------------------- */

static struct err *user_take(struct arena *scratch, struct db *keys, int64_t org, struct id user,
                             struct buf *b)
{
    struct sql_credential_get_row password;
    struct sql_factor_whole_row factor;
    struct sql_recovery_codes_of_row *codes;
    bool has_password = false, has_factor = false;
    size_t n = 0;
    TRY(sql_credential_get(keys, scratch, org, user, &has_password, &password));
    TRY(sql_factor_whole(keys, scratch, org, user, &has_factor, &factor));
    TRY(sql_recovery_codes_of(keys, scratch, org, user, &codes, &n));
    buf_bytes(b, user.bytes, ID_BYTES);
    buf_u8(b, has_password);
    if (has_password) {
        buf_put(b, password.salt);
        buf_bytes(b, password.verifier.bytes, HASH_BYTES);
        buf_zigzag(b, password.set_ms);
        buf_u8(b, password.must_change);
    }
    buf_u8(b, has_factor);
    if (has_factor) {
        buf_zigzag(b, factor.step);
        buf_zigzag(b, factor.set_ms);
        buf_varint(b, factor.secret.n);
        buf_put(b, factor.secret);
    }
    buf_varint(b, n);
    for (size_t i = 0; i < n; i++) {
        buf_put(b, codes[i].salt);
        buf_bytes(b, codes[i].verifier.bytes, HASH_BYTES);
        buf_u8(b, codes[i].is_used);
    }
    return buf_check(b);
}

struct err *keep_take(struct arena *into, struct db *keys, int64_t org, struct text *ret_bytes)
{
    CLEANUP(buf_done) struct buf b = buf_make(KEEP_BYTES_MAX);
    struct sql_credential_users_row *users;
    size_t n = 0;
    TRY(sql_credential_users(keys, into, org, &users, &n));
    buf_varint(&b, n);
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(into);
        TRY(user_take(into, keys, org, users[i].user, &b));
        arena_rewind(into, mark);
    }
    TRY(buf_check(&b));
    return buf_take(&b, into, ret_bytes);
}

/* ---- putting --------------------------------------------------------------------------------- */

static struct err *damaged(struct arena *into, const char *what)
{
    return err_integrity(into, N_("The file of the keys is damaged"), "credentials: %s", what);
}

static bool take_yesno(struct take *t, bool *ret_yes)
{
    uint8_t byte = 0;
    bool ok = take_u8(t, &byte) && byte <= 1;
    *ret_yes = byte == 1;
    return ok;
}

static bool take_sized(struct take *t, size_t n, struct text *ret_bytes)
{
    const uint8_t *at = NULL;
    if (!take_bytes(t, n, &at))
        return false;
    *ret_bytes = (struct text){(const char *)at, n};
    return true;
}

static struct err *password_put(struct arena *scratch, struct db *keys, int64_t org, struct id user,
                                struct take *t)
{
    struct text salt;
    struct hash verifier;
    int64_t set_ms = 0;
    bool must_change = false;
    if (!take_sized(t, SEAL_SALT, &salt) || !take_copy(t, verifier.bytes, HASH_BYTES) ||
        !take_zigzag(t, &set_ms) || !take_yesno(t, &must_change))
        return damaged(scratch, "a password");
    return sql_credential_put(keys, scratch, org, user, salt, verifier, set_ms, must_change);
}

static struct err *factor_put(struct arena *scratch, struct db *keys, int64_t org, struct id user,
                              struct take *t)
{
    struct text secret;
    int64_t step = 0, set_ms = 0;
    uint64_t n = 0;
    if (!take_zigzag(t, &step) || !take_zigzag(t, &set_ms) || !take_varint(t, &n) ||
        n > SECRET_MAX || !take_sized(t, (size_t)n, &secret))
        return damaged(scratch, "a second factor");
    return sql_factor_put(keys, scratch, org, user, false, secret, step, set_ms);
}

static struct err *codes_put(struct arena *scratch, struct db *keys, int64_t org, struct id user,
                             struct take *t)
{
    uint64_t n = 0;
    if (!take_varint(t, &n) || n > CODES_MAX)
        return damaged(scratch, "number of codes");
    for (uint64_t i = 0; i < n; i++) {
        struct text salt;
        struct hash verifier;
        bool is_used = false;
        if (!take_sized(t, SEAL_SALT, &salt) || !take_copy(t, verifier.bytes, HASH_BYTES) ||
            !take_yesno(t, &is_used))
            return damaged(scratch, "a code");
        TRY(sql_recovery_code_put(keys, scratch, org, user, verifier, salt, is_used));
    }
    return NULL;
}

static struct err *user_put(struct arena *scratch, struct db *keys, int64_t org, struct take *t)
{
    struct id user;
    bool has = false;
    if (!take_copy(t, user.bytes, ID_BYTES) || !take_yesno(t, &has))
        return damaged(scratch, "a user");
    if (has)
        TRY(password_put(scratch, keys, org, user, t));
    if (!take_yesno(t, &has))
        return damaged(scratch, "a user");
    if (has)
        TRY(factor_put(scratch, keys, org, user, t));
    return codes_put(scratch, keys, org, user, t);
}

struct err *keep_put(struct arena *scratch, struct db *keys, int64_t org, struct text bytes)
{
    struct take t = take_from(bytes);
    uint64_t n = 0;
    if (!take_varint(&t, &n) || n > USERS_MAX)
        return damaged(scratch, "number of users");
    for (uint64_t i = 0; i < n; i++)
        TRY(user_put(scratch, keys, org, &t));
    return take_done(&t) ? NULL : damaged(scratch, "end");
}
