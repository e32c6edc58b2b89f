/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fold.h - names as they sound, so that one person written in Ukrainian, Russian or Latin letters
 * is found as one.
 *
 * A word becomes sounds: small letters for the usual ones, `C` for ts and ch, `S` for sh and shch,
 * `Z` for zh; г ґ х h g are one sound, and so are и і ї й ы y; soft signs, apostrophes, doubled
 * letters and the i before a vowel are gone (but Yana is iana, or she would be Anna). Known given
 * names (names.def) have a number shared by all their spellings and everyday forms; numbers live in
 * memory only.
 *
 * Texts are valid UTF-8. Nothing fails but fold_new; what does not fit is cut. A `struct fold` is
 * never changed after it was made, so threads may share it. */
#ifndef HEARTH_PEOPLE_FOLD_H
#define HEARTH_PEOPLE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

enum {
    FOLD_BYTES = 48, /* sounds of one word with its NUL */
    FOLD_NAMES_MAX = 8,
    FOLD_PARTS_MAX = 2,
    FOLD_KNOWN_MAX = 256, /* rows of names.def and one */
    FOLD_QUERY_MAX = 8,
    FOLD_PHONE_TAIL = 7 /* how many last digits of two phones are compared */
};
enum fold_sex { FOLD_ANY, FOLD_MALE, FOLD_FEMALE };

/* The table of given names, built once. */
struct fold;
MUST_CHECK struct err *fold_new(struct arena *into, const struct fold **ret_fold);
/* The English word of names.def for a number; NULL for none. */
const char *fold_name(const struct fold *f, uint16_t name);

/* One word. `other` is the second reading of letters that two languages read differently (ch as
 * in French, c as in Polish, j as in French); "" when there is none. */
struct fold_word {
    char sounds[FOLD_BYTES];
    char other[FOLD_BYTES];
};
void fold_word(struct text word, struct fold_word *ret_word);
/* Whether any reading of one is a reading of the other; no letters equal nothing. */
bool fold_word_equal(const struct fold_word *a, const struct fold_word *b);

/* A given name: the names it may be (Sasha is two, unless the sex is known), none when unknown. */
struct fold_given {
    struct fold_word word;
    uint16_t names[FOLD_NAMES_MAX];
    uint16_t n;
};
void fold_given(const struct fold *f, struct text given, enum fold_sex sex,
                struct fold_given *ret_given);
/* Known names by number, unknown ones by sound. */
bool fold_given_equal(const struct fold_given *a, const struct fold_given *b);

/* A patronymic: the father's name when it is known (0: not), a key that is equal for both
 * languages, and whether its ending is a son's or a daughter's. An initial has only its letter. */
struct fold_father {
    uint16_t name;
    char key[FOLD_BYTES];
    char initial;
    enum fold_sex sex;
};
void fold_father(const struct fold *f, struct text patronymic, struct fold_father *ret_father);

/* A family name without the endings of gender and case; the parts of a double one apart. The key
 * is its first sound and its consonants. */
struct fold_surname {
    size_t n;
    struct {
        char stem[FOLD_BYTES];
        char key[FOLD_BYTES];
    } parts[FOLD_PARTS_MAX];
};
void fold_surname(struct text surname, struct fold_surname *ret_surname);
/* Whether any part of one is a part of the other. */
bool fold_surname_equal(const struct fold_surname *a, const struct fold_surname *b);

/* All names of a record. A patronymic behind the given name is taken apart; given and family name
 * are put right when they were exchanged. */
struct fold_names {
    struct text given;
    struct text patronymic;
    struct text surname;
    enum fold_sex sex;
};
struct fold_person {
    struct fold_given given;
    struct fold_father father;
    struct fold_surname surname;
};
void fold_person(const struct fold *f, const struct fold_names *names,
                 struct fold_person *ret_person);

/* Searching. The keys of a record are one string: for each word of its names a space and the
 * sounds of search, for each known given name a space and its number, for each phone a space and
 * its digits. Put into it all that can be searched. */
void fold_put_keys(const struct fold *f, struct buf *keys, struct text name);
void fold_put_phone(struct buf *keys, struct text phone);
/* The beginning of a word as somebody types it, in any script: what of it may stand in the keys,
 * and the given names with a form that begins so (from two sounds on). */
struct fold_query {
    size_t n;
    char any[FOLD_QUERY_MAX][FOLD_BYTES];
    uint64_t names[FOLD_KNOWN_MAX / 64];
};
void fold_query(const struct fold *f, struct text typed, struct fold_query *ret_query);
bool fold_query_hits(const struct fold_query *query, const char *keys);

#endif
