/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sounds.h - inner to people/: what can be done with the sounds of a word (see fold.h). */
#ifndef HEARTH_PEOPLE_SOUNDS_H
#define HEARTH_PEOPLE_SOUNDS_H

#include "people/fold.h"

/* a e i o u */
bool sound_is_vowel(char sound);
/* First sound (o as a, i as e) and the consonants after it. */
void sounds_loose(const char *sounds, char into[FOLD_BYTES]);
/* The next word of a name; words end at white space, hyphens and full stops. */
bool name_word(struct text *rest, struct text *ret_word);
/* Whether they end so; and without their last n. */
bool sounds_end(const char *sounds, const char *ending);
void sounds_cut(char sounds[FOLD_BYTES], size_t n_off);

/* The sounds without any i but a first one. */
void search_sounds(const char *sounds, char into[FOLD_BYTES]);
/* The names with a form whose search sounds begin like these, as bits by number. */
void given_begin(const struct fold *f, const char *search, uint64_t names[FOLD_KNOWN_MAX / 64]);

/* The family name's stem, in place. */
void surname_stem(char sounds[FOLD_BYTES]);

#endif
