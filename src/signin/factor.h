/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* factor.h - the second factor: codes of a phone (RFC 6238: SHA-1, six digits, 30 s, one step of
 * tolerance each way) and recovery codes of 80 bits on paper. Pure, no store. */
#ifndef HEARTH_SIGNIN_FACTOR_H
#define HEARTH_SIGNIN_FACTOR_H

#include "base/id.h"
#include "signin/signin.h"

enum { FACTOR_SECRET = 20, FACTOR_DIGITS = 6, FACTOR_STEP_MS = 30000, CODE_LETTERS = 16 };

/* Whether the code is of a step within the tolerance and later than `after`; then which. */
bool totp_fits(struct text secret, struct text code, int64_t now_ms, int64_t after,
               int64_t *ret_step);
/* 20 random bytes; and as a phone wants them. */
void totp_make(uint8_t ret_secret[FACTOR_SECRET]);
void totp_offer(const uint8_t secret[FACTOR_SECRET], const char *login,
                struct signin_offer *ret_offer);

/* XXXX-XXXX-XXXX-XXXX. */
void recovery_make(char ret_code[SIGNIN_CODE_TEXT + 1]);
/* Its sixteen letters, whatever the case and the hyphens; false for anything else. */
bool recovery_read(struct text typed, char ret_letters[CODE_LETTERS + 1]);

#endif
