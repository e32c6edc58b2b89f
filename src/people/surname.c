/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* surname.c - family names without the endings of gender and case, on sounds. */
#include <string.h>

#include "people/sounds.h"

enum { STEM_MIN = 3 };

/* Takes off the first ending of the list that fits and leaves enough; tells whether one did. */
static bool ending_cut(char sounds[FOLD_BYTES], const char *const endings[], size_t n,
                       size_t *ret_cut)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(endings[i]);
        if (sounds_end(sounds, endings[i]) && strlen(sounds) >= length + STEM_MIN) {
            sounds_cut(sounds, length);
            *ret_cut = length;
            return true;
        }
    }
    return false;
}

/* Adjectives: -skii -ska -skoho -skomu -skoi and so on; also -Ck-. */
static bool stem_adjective(char sounds[FOLD_BYTES])
{
    static const char *const endings[] = {"kii",  "kaa", "koho", "kovo", "komu", "koi", "kim",
                                          "koiu", "kou", "ka",   "ki",   "ku",   "ke",  "koe"};
    char whole[FOLD_BYTES];
    size_t cut;
    memcpy(whole, sounds, FOLD_BYTES);
    if (!ending_cut(sounds, endings, COUNT(endings), &cut))
        return false;
    if (!sounds_end(sounds, "s") && !sounds_end(sounds, "C") && !sounds_end(sounds, "z")) {
        memcpy(sounds, whole, FOLD_BYTES);
        return false;
    }
    size_t n = strlen(sounds);
    sounds[n] = 'k';
    sounds[n + 1] = '\0';
    return true;
}

/* Possessives: -ov -ova -ovoi, -ev and -iv with them, -in -ina. */
static bool stem_possessive(char sounds[FOLD_BYTES])
{
    static const char *const cases[] = {"oi", "oiu", "ou", "im", "em", "a", "u", "i", "e"};
    char whole[FOLD_BYTES];
    size_t cut;
    memcpy(whole, sounds, FOLD_BYTES);
    if (sounds[0] != '\0' && sound_is_vowel(sounds[strlen(sounds) - 1]))
        ending_cut(sounds, cases, COUNT(cases), &cut);
    else if (sounds_end(sounds, "vim") || sounds_end(sounds, "nim"))
        sounds_cut(sounds, 2);
    size_t n = strlen(sounds);
    if (n >= STEM_MIN + 1 && (sounds_end(sounds, "ov") || sounds_end(sounds, "ev"))) {
        sounds[n - 2] = 'o';
        return true;
    }
    if (n >= STEM_MIN + 1 && sounds_end(sounds, "in"))
        return true;
    memcpy(sounds, whole, FOLD_BYTES);
    return false;
}

void surname_stem(char sounds[FOLD_BYTES])
{
    if (stem_adjective(sounds) || stem_possessive(sounds))
        return;
    /* All others lose the vowels at the end: -enko -enka, -uk -uka, -i -a. */
    size_t n = strlen(sounds);
    while (n > STEM_MIN && sound_is_vowel(sounds[n - 1]))
        n--;
    sounds[n] = '\0';
}

void fold_surname(struct text surname, struct fold_surname *ret_surname)
{
    struct text word;
    ret_surname->n = 0;
    while (ret_surname->n < FOLD_PARTS_MAX && name_word(&surname, &word)) {
        struct fold_word folded;
        fold_word(word, &folded);
        if (folded.sounds[0] == '\0')
            continue;
        surname_stem(folded.sounds);
        memcpy(ret_surname->parts[ret_surname->n].stem, folded.sounds, FOLD_BYTES);
        sounds_loose(folded.sounds, ret_surname->parts[ret_surname->n].key);
        ret_surname->n++;
    }
}

bool fold_surname_equal(const struct fold_surname *a, const struct fold_surname *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (strcmp(a->parts[i].stem, b->parts[k].stem) == 0)
                return true;
    return false;
}
