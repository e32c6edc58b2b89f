/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* factor.c - six digits from a phone, sixteen letters from paper. */
#include "signin/factor.h"

#include <liboath/oath.h>
#include <stdio.h>
#include <string.h>

#include "base/world.h"

enum { HALF = 10, HALF_LETTERS = 16, GROUP = 4 };

/* In constant time, as all that is compared with a secret. */
static bool digits_equal(const char *a, const char *b)
{
    unsigned char differ = 0;
    for (size_t i = 0; i < FACTOR_DIGITS; i++)
        differ |= (unsigned char)(a[i] ^ b[i]);
    return differ == 0;
}

bool totp_fits(struct text secret, struct text code, int64_t now_ms, int64_t after,
               int64_t *ret_step)
{
    const int64_t now = now_ms / FACTOR_STEP_MS;
    char typed[FACTOR_DIGITS + 1] = "      ";
    bool fits = false;
    if (code.n == FACTOR_DIGITS)
        memcpy(typed, code.at, FACTOR_DIGITS);
    for (int64_t step = now - 1; step <= now + 1; step++) {
        char expected[FACTOR_DIGITS + 1] = "------";
        if (oath_hotp_generate(secret.at, secret.n, (uint64_t)step, FACTOR_DIGITS, false,
                               OATH_HOTP_DYNAMIC_TRUNCATION, expected) != OATH_OK)
            return false;
        bool same = digits_equal(expected, typed);
        seal_wipe(expected, sizeof expected);
        if (!same || step <= after || fits)
            continue;
        fits = true;
        *ret_step = step;
    }
    return fits;
}

void totp_make(uint8_t ret_secret[FACTOR_SECRET])
{
    world_random(ret_secret, FACTOR_SECRET);
}

/* Ten bytes are sixteen letters of base32: the first ones of the text of an id. */
static void half_letters(const uint8_t half[HALF], char ret_letters[HALF_LETTERS + 1])
{
    struct id id = ID_NONE;
    char letters[ID_TEXT + 1];
    memcpy(id.bytes, half, HALF);
    id_text(id, letters);
    for (size_t i = 0; i < HALF_LETTERS; i++)
        ret_letters[i] =
            letters[i] >= 'a' && letters[i] <= 'z' ? (char)(letters[i] - 'a' + 'A') : letters[i];
    ret_letters[HALF_LETTERS] = '\0';
    seal_wipe(letters, sizeof letters);
}

/* Neither the issuer nor the label tells whose house it is: a phone is seen by others. */
void totp_offer(const uint8_t secret[FACTOR_SECRET], const char *login,
                struct signin_offer *ret_offer)
{
    half_letters(secret, ret_offer->secret);
    half_letters(secret + HALF, ret_offer->secret + HALF_LETTERS);
    (void)snprintf(ret_offer->uri, sizeof ret_offer->uri,
                   "otpauth://totp/hearth:%s?secret=%s&issuer=hearth&digits=6&period=30", login,
                   ret_offer->secret);
}

void recovery_make(char ret_code[SIGNIN_CODE_TEXT + 1])
{
    uint8_t bits[HALF];
    char letters[HALF_LETTERS + 1];
    char *at = ret_code;
    world_random(bits, sizeof bits);
    half_letters(bits, letters);
    for (size_t i = 0; i < HALF_LETTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            *at++ = '-';
        *at++ = letters[i];
    }
    *at = '\0';
    seal_wipe(bits, sizeof bits);
    seal_wipe(letters, sizeof letters);
}

bool recovery_read(struct text typed, char ret_letters[CODE_LETTERS + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.at[i];
        if (c == '-' || c == ' ')
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
        if (!is_letter || n == CODE_LETTERS)
            return false;
        ret_letters[n++] = c;
    }
    ret_letters[n] = '\0';
    return n == CODE_LETTERS;
}
