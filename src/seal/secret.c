/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* secret.c - secrets that people keep: a key file of one line, and a recovery code on paper. */
#include <stdio.h>
#include <string.h>

#include "base/world.h"
#include "seal/inside.h"

enum {
    FILE_SECRET = 32,
    FILE_CHECK = 4,
    PAPER_HALF = 10, /* bytes; 16 letters */
    PAPER_SECRET = 2 * PAPER_HALF,
    HALF_LETTERS = 16,
    CHECK_LETTERS = 4,
    PAPER_LETTERS = 2 * HALF_LETTERS + CHECK_LETTERS,
    GROUP = 4,
};
static const char file_word[] = "hearth-key-1 ";

/* ---- the key file: "hearth-key-1 " | 64 hex digits | "-" | 8 hex digits that check them ------ */

static void put_key_line(const uint8_t secret[FILE_SECRET], char ret_line[128])
{
    char digits[2 * FILE_SECRET + 1];
    char check[2 * FILE_CHECK + 1];
    struct hash sum = seal_hash("hearth-file-1", (struct text){(const char *)secret, FILE_SECRET});
    text_hex(secret, FILE_SECRET, digits);
    text_hex(sum.bytes, FILE_CHECK, check);
    (void)snprintf(ret_line, 128, "%s%s-%s", file_word, digits, check);
    sodium_memzero(digits, sizeof digits);
}

struct err *key_file_make(struct buf *into)
{
    uint8_t secret[FILE_SECRET];
    char line[128];
    world_random(secret, sizeof secret);
    put_key_line(secret, line);
    buf_str(into, line);
    buf_char(into, '\n');
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(line, sizeof line);
    return buf_check(into);
}

struct err *key_file_read(struct arena *into, struct text bytes, struct text *ret_secret)
{
    uint8_t *secret = arena_alloc(into, FILE_SECRET);
    NEED(secret);
    char line[128] = "";
    struct text given = text_trim(bytes);
    const size_t word = sizeof file_word - 1;
    struct text digits = {given.at + word, 2 * FILE_SECRET};
    if (given.n > word + digits.n && text_unhex(digits, secret, FILE_SECRET))
        put_key_line(secret, line);
    /* Written again it must be the same line: so the word, the check and the case are right. */
    bool is_same = line[0] != '\0' && text_is(given, line);
    sodium_memzero(line, sizeof line);
    if (!is_same)
        return err_new(into, ERR_PASSPHRASE, N_("This is not a whole key file of hearth"));
    *ret_secret = (struct text){(const char *)secret, FILE_SECRET};
    return NULL;
}

/* ---- the recovery code: 32 letters of base32 and 4 that check them, in groups of 4 ----------- */

/* Ten bytes are sixteen letters: the first ones of the text of an id. */
static void half_letters(const uint8_t half[PAPER_HALF], char ret_letters[HALF_LETTERS])
{
    struct id id = ID_NONE;
    char letters[ID_TEXT + 1];
    memcpy(id.bytes, half, PAPER_HALF);
    id_text(id, letters);
    memcpy(ret_letters, letters, HALF_LETTERS);
}

static bool half_read(const char letters[HALF_LETTERS], uint8_t ret_half[PAPER_HALF])
{
    char whole[ID_TEXT];
    struct id id;
    memset(whole, 'a', sizeof whole); /* zero bits */
    memcpy(whole, letters, HALF_LETTERS);
    if (!id_parse((struct text){whole, ID_TEXT}, &id))
        return false;
    memcpy(ret_half, id.bytes, PAPER_HALF);
    return true;
}

static void check_letters(const uint8_t secret[PAPER_SECRET], char ret_letters[CHECK_LETTERS])
{
    struct id sum = seal_id("hearth-paper-1", (struct text){(const char *)secret, PAPER_SECRET});
    char letters[ID_TEXT + 1];
    id_text(sum, letters);
    memcpy(ret_letters, letters, CHECK_LETTERS);
}

struct err *paper_code_make(struct buf *into)
{
    uint8_t secret[PAPER_SECRET];
    char letters[PAPER_LETTERS];
    world_random(secret, sizeof secret);
    half_letters(secret, letters);
    half_letters(secret + PAPER_HALF, letters + HALF_LETTERS);
    check_letters(secret, letters + 2 * HALF_LETTERS);
    for (size_t i = 0; i < PAPER_LETTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            buf_char(into, '-');
        bool is_small = letters[i] >= 'a' && letters[i] <= 'z';
        buf_char(into, is_small ? (char)(letters[i] - 'a' + 'A') : letters[i]);
    }
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(letters, sizeof letters);
    return buf_check(into);
}

/* What was meant by a typed character; 0 for what only separates. The alphabet has no 0, 1, 8. */
static char letter_meant(char c)
{
    switch (c) {
    case ' ':
    case '-':
    case '\n':
    case '\r':
    case '\t':
        return 0;
    case '0':
        return 'o';
    case '1':
        return 'i';
    case '8':
        return 'b';
    default:
        return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
}

struct err *paper_code_read(struct arena *into, struct text typed, struct text *ret_secret)
{
    uint8_t *secret = arena_alloc(into, PAPER_SECRET);
    NEED(secret);
    char letters[PAPER_LETTERS];
    char check[CHECK_LETTERS] = {0};
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = letter_meant(typed.at[i]);
        if (c == 0)
            continue;
        if (n < PAPER_LETTERS)
            letters[n] = c;
        n++;
    }
    bool is_whole = n == PAPER_LETTERS && half_read(letters, secret) &&
                    half_read(letters + HALF_LETTERS, secret + PAPER_HALF);
    if (is_whole)
        check_letters(secret, check);
    if (!is_whole || memcmp(check, letters + 2 * HALF_LETTERS, CHECK_LETTERS) != 0) {
        sodium_memzero(letters, sizeof letters);
        return err_new(into, ERR_INPUT,
                       N_("This recovery code is not whole, or a letter of it is wrong"));
    }
    sodium_memzero(letters, sizeof letters);
    *ret_secret = (struct text){(const char *)secret, PAPER_SECRET};
    return NULL;
}
