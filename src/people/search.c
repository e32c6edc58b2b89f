/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* search.c - the keys by which a record is found, and what a typed beginning may mean.
 *
 * The sounds of search leave out every i but a first one, so that the sounds of a beginning are the
 * beginning of the sounds: Mari (mr) of Maria (mra). Where the last letter typed may yet become
 * another sound (s of sh), both stand in the query. */
#include <string.h>

#include "people/sounds.h"

enum { PHONE_DIGITS_MIN = 3, PHONE_DIGITS_OWN = 9, PHONE_DIGITS_TRUNK = 7, CODE_BASE = 26 };

void search_sounds(const char *sounds, char into[FOLD_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; sounds[i] != '\0'; i++)
        if (i == 0 || sounds[i] != 'i')
            into[n++] = sounds[i];
    into[n] = '\0';
}

/* The number of a known name as it stands in the keys; '=' is no sound. */
static void code_write(uint16_t name, char into[4])
{
    into[0] = '=';
    into[1] = (char)('a' + name / CODE_BASE);
    into[2] = (char)('a' + name % CODE_BASE);
    into[3] = '\0';
}

static void put_sounds(struct buf *keys, const char *sounds)
{
    char search[FOLD_BYTES];
    if (sounds[0] == '\0')
        return;
    search_sounds(sounds, search);
    buf_char(keys, ' ');
    buf_str(keys, search);
}

void fold_put_keys(const struct fold *f, struct buf *keys, struct text name)
{
    struct text word;
    while (name_word(&name, &word)) {
        struct fold_given given;
        fold_given(f, word, FOLD_ANY, &given);
        put_sounds(keys, given.word.sounds);
        put_sounds(keys, given.word.other);
        for (size_t i = 0; i < given.n; i++) {
            char code[4];
            code_write(given.names[i], code);
            buf_char(keys, ' ');
            buf_str(keys, code);
        }
    }
}

void fold_put_phone(struct buf *keys, struct text phone)
{
    bool any = false;
    for (size_t i = 0; i < phone.n; i++) {
        if (phone.at[i] < '0' || phone.at[i] > '9')
            continue;
        if (!any)
            buf_char(keys, ' ');
        any = true;
        buf_char(keys, phone.at[i]);
    }
}

static void query_add(struct fold_query *q, const char *sounds)
{
    char search[FOLD_BYTES];
    search_sounds(sounds, search);
    if (search[0] == '\0' || q->n == FOLD_QUERY_MAX)
        return;
    q->any[q->n][0] = ' ';
    memcpy(q->any[q->n] + 1, search, FOLD_BYTES - 1);
    q->any[q->n][FOLD_BYTES - 1] = '\0';
    q->n++;
}

/* What a last Latin letter may become when more are typed: sh zh ch kh ts ph. */
static const char *may_become(char latin)
{
    switch (latin | 0x20) { /* small */
    case 's':
        return "S";
    case 'z':
        return "Z";
    case 'c':
        return "CS";
    case 'k':
        return "h";
    case 't':
        return "C";
    case 'p':
        return "f";
    default:
        return "";
    }
}

/* The same number is written with the country's code, with 00 before it, or with a 0 in its place:
 * what stands behind them is what all have. */
static void phone_own_part(char digits[FOLD_BYTES], size_t n)
{
    size_t skip = n > PHONE_DIGITS_OWN ? n - PHONE_DIGITS_OWN : 0;
    while (n - skip >= PHONE_DIGITS_TRUNK && digits[skip] == '0')
        skip++;
    memmove(digits, digits + skip, n - skip + 1);
}

static bool query_is_phone(struct text typed, struct fold_query *q)
{
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.at[i] >= '0' && typed.at[i] <= '9' && n + 1 < FOLD_BYTES)
            q->any[0][n++] = typed.at[i];
        else if (strchr("+()-/. ", typed.at[i]) == NULL)
            return false;
    }
    q->any[0][n] = '\0';
    q->n = 1;
    phone_own_part(q->any[0], n);
    return n >= PHONE_DIGITS_MIN;
}

void fold_query(const struct fold *f, struct text typed, struct fold_query *ret_query)
{
    struct text word;
    struct fold_word folded;
    *ret_query = (struct fold_query){.n = 0};
    if (query_is_phone(typed, ret_query))
        return;
    ret_query->n = 0;
    if (!name_word(&typed, &word))
        return;
    fold_word(word, &folded);
    query_add(ret_query, folded.sounds);
    query_add(ret_query, folded.other);
    size_t last = strlen(folded.sounds);
    char letter = word.at[word.n - 1];
    for (const char *c = may_become(letter); *c != '\0' && last > 0; c++) {
        folded.sounds[last - 1] = *c;
        query_add(ret_query, folded.sounds);
    }
    for (size_t i = 0; i < ret_query->n; i++)
        if (strlen(ret_query->any[i]) > 2)
            given_begin(f, ret_query->any[i] + 1, ret_query->names);
}

bool fold_query_hits(const struct fold_query *query, const char *keys)
{
    for (size_t i = 0; i < query->n; i++)
        if (strstr(keys, query->any[i]) != NULL)
            return true;
    for (const char *at = strchr(keys, '='); at != NULL; at = strchr(at + 1, '=')) {
        size_t name = (size_t)(at[1] - 'a') * CODE_BASE + (size_t)(at[2] - 'a');
        if (name < FOLD_KNOWN_MAX && (query->names[name / 64] >> name % 64 & 1) != 0)
            return true;
    }
    return false;
}
