/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sounds.c - from letters of either script to sounds. Source: the project's study of names across
 * scripts (Ukrainian and Russian spellings, passport and everyday Latin ones). */
#include "people/sounds.h"

#include <string.h>
#include <utf8proc.h>

enum { LETTERS_MAX = FOLD_BYTES * 2, CYRILLIC_FIRST = 0x430, CYRILLIC_END = 0x460 };

struct letters {
    int32_t at[LETTERS_MAX]; /* small, without diacritics */
    size_t n;
    size_t n_cyrillic;
    size_t n_latin;
};

/* U+0430 to U+045F; '.' is silent. */
static const char cyrillic_sounds[CYRILLIC_END - CYRILLIC_FIRST + 1] = "abvhdeZziiklmnop"
                                                                       "rstufhCCSS.i.eua"
                                                                       "eedhezii"
                                                                       "ilnCkivZ";

/* a to z read alone. */
static const char latin_sounds[] = "abkdefhhiiklmnopkrstuvvkiz";

/* Groups of Latin letters that are one sound, longest first for each first letter. */
static const struct group {
    char letters[8];
    char sounds[3];
    char other[3]; /* the second reading, or "" */
} groups[] = {
    {"schtsch", "S", ""}, {"shch", "S", ""},  {"szcz", "S", ""},  {"sch", "S", ""},
    {"shh", "S", ""},     {"sh", "S", ""},    {"sz", "S", ""},    {"chtch", "S", ""},
    {"cz", "C", ""},      {"ch", "C", "S"},   {"ck", "k", ""},    {"ce", "ke", "Ce"},
    {"ci", "ki", "Ci"},   {"tsch", "C", ""},  {"tch", "C", ""},   {"ts", "C", ""},
    {"tz", "C", ""},      {"th", "t", ""},    {"zh", "Z", ""},    {"kh", "h", ""},
    {"ph", "f", ""},      {"x", "ks", ""},    {"gh", "h", ""},    {"ou", "u", ""},
    {"je", "e", "Ze"},    {"ju", "iu", "Zu"}, {"ja", "ia", "Za"}, {"jo", "io", "Zo"},
};

/* Latin letters with signs that change the sound, and those that do not decompose. */
static const struct {
    int32_t letter;
    char latin[5];
} special_latin[] = {
    {0x17E, "zh"}, {0x10D, "ch"}, {0x161, "sh"}, {0x15D, "shch"}, {0x17C, "zh"},
    {0x142, "l"},  {0x111, "d"},  {0xF8, "o"},   {0xE6, "ae"},    {0x131, "i"},
    {0xE2, "ya"},  {0xFB, "yu"},  {0xEA, "ye"}, /* as ISO 9 writes я ю є */
};

/* Small letters that look alike in both scripts, or whose capitals do. */
static const struct {
    char latin;
    int32_t cyrillic;
} look_alikes[] = {
    {'a', 0x430}, {'e', 0x435}, {'o', 0x43E}, {'p', 0x440}, {'c', 0x441},
    {'y', 0x443}, {'x', 0x445}, {'i', 0x456}, {'k', 0x43A}, {'m', 0x43C},
    {'t', 0x442}, {'b', 0x432}, {'h', 0x43D},
};

bool sound_is_vowel(char s)
{
    return s == 'a' || s == 'e' || s == 'i' || s == 'o' || s == 'u';
}

static bool is_cyrillic(int32_t p)
{
    return p >= CYRILLIC_FIRST && p < CYRILLIC_END;
}

static void letter_add(struct letters *l, int32_t p)
{
    if (l->n == LETTERS_MAX)
        return;
    if (p >= 'a' && p <= 'z')
        l->n_latin++;
    else if (is_cyrillic(p))
        l->n_cyrillic++;
    else
        return;
    l->at[l->n++] = p;
}

/* Whatever is not a plain letter of either alphabet: compatibility forms, diacritics, ligatures. */
static void letter_add_rare(struct letters *l, int32_t p)
{
    if (p == 0x490 || p == 0x491) { /* ґ sounds as г here */
        letter_add(l, 0x433);
        return;
    }
    p = utf8proc_tolower(p);
    for (size_t i = 0; i < COUNT(special_latin); i++) {
        if (special_latin[i].letter != p)
            continue;
        for (const char *c = special_latin[i].latin; *c != '\0'; c++)
            letter_add(l, (unsigned char)*c);
        return;
    }
    int32_t parts[16];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        p, parts, COUNT(parts), UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD,
        &boundary);
    for (utf8proc_ssize_t i = 0; i < n && i < (utf8proc_ssize_t)COUNT(parts); i++)
        letter_add(l, parts[i]);
}

static void letters_read(struct text word, struct letters *l)
{
    l->n = l->n_cyrillic = l->n_latin = 0;
    for (size_t at = 0; at < word.n;) {
        int32_t p = text_next(word, &at);
        if (p < 0x80)
            letter_add(l, p >= 'A' && p <= 'Z' ? p + 32 : p);
        else if (p >= 0x430 && p < CYRILLIC_END)
            letter_add(l, p);
        else if (p >= 0x410 && p < 0x430)
            letter_add(l, p + 32);
        else if (p >= 0x400 && p < 0x410)
            letter_add(l, p + 80);
        else
            letter_add_rare(l, p);
    }
}

/* A word of both scripts was typed with the wrong keyboard here and there: the majority wins. */
static void letters_unmix(struct letters *l)
{
    if (l->n_latin == 0 || l->n_cyrillic == 0)
        return;
    bool to_cyrillic = l->n_cyrillic >= l->n_latin;
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        int32_t p = l->at[i];
        for (size_t k = 0; k < COUNT(look_alikes) && is_cyrillic(p) != to_cyrillic; k++) {
            if (to_cyrillic && p == (unsigned char)look_alikes[k].latin)
                p = look_alikes[k].cyrillic;
            else if (!to_cyrillic && p == look_alikes[k].cyrillic)
                p = (unsigned char)look_alikes[k].latin;
        }
        if (is_cyrillic(p) == to_cyrillic)
            l->at[n++] = p;
    }
    l->n = n;
    l->n_latin = to_cyrillic ? 0 : n;
    l->n_cyrillic = to_cyrillic ? n : 0;
}

static const struct group *group_at(const struct letters *l, size_t at)
{
    /* Letters that begin no group are the many. */
    static const char first[] = "sctzkpxgoj";
    if (memchr(first, (char)l->at[at], sizeof first - 1) == NULL)
        return NULL;
    for (size_t g = 0; g < COUNT(groups); g++) {
        size_t n = 0;
        while (groups[g].letters[n] != '\0' && at + n < l->n &&
               l->at[at + n] == (unsigned char)groups[g].letters[n])
            n++;
        if (groups[g].letters[n] == '\0')
            return &groups[g];
    }
    return NULL;
}

struct sounds {
    char *at;
    size_t n;
};

static void sound_add(struct sounds *s, char sound)
{
    if (s->n < LETTERS_MAX)
        s->at[s->n++] = sound;
}

/* Fills both readings; false when the second is the first. */
static bool latin_read(const struct letters *l, struct sounds *first, struct sounds *second)
{
    bool ambiguous = false;
    for (size_t i = 0; i < l->n;) {
        const struct group *g = group_at(l, i);
        if (g == NULL) {
            char sound = latin_sounds[l->at[i] - 'a'];
            bool last_c = l->at[i] == 'c' && i + 1 == l->n;
            ambiguous = ambiguous || last_c;
            sound_add(first, sound);
            sound_add(second, last_c ? 'C' : sound);
            i++;
            continue;
        }
        ambiguous = ambiguous || g->other[0] != '\0';
        for (const char *c = g->sounds; *c != '\0'; c++)
            sound_add(first, *c);
        for (const char *c = g->other[0] == '\0' ? g->sounds : g->other; *c != '\0'; c++)
            sound_add(second, *c);
        i += strlen(g->letters);
    }
    return ambiguous;
}

/* Without the i before a vowel and without doubled sounds. A first i stays before a, o and u: those
 * have it in every spelling, e does not (Yelena, Elena). */
static void sounds_settle(const struct sounds *s, char into[FOLD_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; i < s->n && n + 1 < FOLD_BYTES; i++) {
        size_t next = i;
        while (next < s->n && s->at[next] == 'i')
            next++;
        bool glides = next > i && next < s->n && sound_is_vowel(s->at[next]);
        if (glides && (n > 0 || s->at[next] == 'e'))
            continue;
        if (n == 0 || into[n - 1] != s->at[i])
            into[n++] = s->at[i];
    }
    into[n] = '\0';
}

static void cyrillic_read(const struct letters *l, struct sounds *s)
{
    for (size_t i = 0; i < l->n; i++) {
        char sound = cyrillic_sounds[l->at[i] - CYRILLIC_FIRST];
        if (i == 0 && (l->at[i] == 0x44E || l->at[i] == 0x44F)) /* ю я */
            sound_add(s, 'i');
        if (sound != '.')
            sound_add(s, sound);
    }
}

void fold_word(struct text word, struct fold_word *ret_word)
{
    struct letters l;
    char first[LETTERS_MAX], second[LETTERS_MAX];
    struct sounds one = {first, 0}, two = {second, 0};
    letters_read(word, &l);
    letters_unmix(&l);
    bool ambiguous = false;
    if (l.n_cyrillic > 0)
        cyrillic_read(&l, &one);
    else
        ambiguous = latin_read(&l, &one, &two);
    sounds_settle(&one, ret_word->sounds);
    ret_word->other[0] = '\0';
    if (ambiguous)
        sounds_settle(&two, ret_word->other);
}

bool fold_word_equal(const struct fold_word *a, const struct fold_word *b)
{
    if (a->sounds[0] == '\0' || b->sounds[0] == '\0')
        return false;
    if (strcmp(a->sounds, b->sounds) == 0 || strcmp(a->other, b->sounds) == 0 ||
        strcmp(a->sounds, b->other) == 0)
        return true;
    return a->other[0] != '\0' && strcmp(a->other, b->other) == 0;
}

void sounds_loose(const char *sounds, char into[FOLD_BYTES])
{
    size_t n = 0;
    if (sounds[0] != '\0')
        into[n++] = (char)(sounds[0] == 'o' ? 'a' : sounds[0] == 'i' ? 'e' : sounds[0]);
    for (size_t i = 1; sounds[0] != '\0' && sounds[i] != '\0'; i++)
        if (!sound_is_vowel(sounds[i]))
            into[n++] = sounds[i];
    into[n] = '\0';
}

bool sounds_end(const char *sounds, const char *ending)
{
    size_t n = strlen(sounds), m = strlen(ending);
    return n >= m && memcmp(sounds + n - m, ending, m) == 0;
}

void sounds_cut(char sounds[FOLD_BYTES], size_t n_off)
{
    sounds[strlen(sounds) - n_off] = '\0';
}

static bool ends_word(int32_t p)
{
    return p == ' ' || p == '-' || p == '.' || p == ',' || p == '\t' || p == '\n' || p == 0xA0 ||
           (p >= 0x2010 && p <= 0x2015);
}

bool name_word(struct text *rest, struct text *ret_word)
{
    size_t at = 0, from = 0, end = 0;
    while (end == from && at < rest->n) {
        from = end = at;
        while (at < rest->n) {
            end = at;
            if (ends_word(text_next(*rest, &at)))
                break;
            end = at;
        }
    }
    *ret_word = (struct text){rest->at + from, end - from};
    *rest = (struct text){rest->at + at, rest->n - at};
    return end > from;
}
