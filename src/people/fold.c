/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fold.c - given names, patronymics and family names on top of sounds; the dictionary of names. */
#include "people/fold.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "people/sounds.h"

enum { TABLE_SLOTS = 4096, TABLE_MASK = TABLE_SLOTS - 1, MALE = FOLD_MALE, FEMALE = FOLD_FEMALE };

/* The rows of names.def; number 0 is no name. */
static const struct name_row {
    const char *id;
    enum fold_sex sex;
    const char *forms[4]; /* lists divided by commas */
    const char *patronymics;
} rows[] = {
    {NULL, FOLD_ANY, {NULL, NULL, NULL, NULL}, NULL},
#define NAME(id, sex, ru, uk, everyday, latin, patronymics)                                        \
    {#id, (enum fold_sex)(sex), {ru, uk, everyday, latin}, patronymics},
#include "people/names.def"
#undef NAME
};

_Static_assert(COUNT(rows) <= FOLD_KNOWN_MAX, "a query has a bit for each name");

/* Sounds to the names that they may be, by open addressing. */
struct table {
    struct slot {
        const char *sounds; /* NULL: free */
        uint16_t names[FOLD_NAMES_MAX];
        uint16_t n;
    } slots[TABLE_SLOTS];
    size_t n_used;
};

struct fold {
    struct table given;   /* all forms */
    struct table fathers; /* patronymics without their ending */
    struct table loose;   /* the same by first sound and consonants; several fathers: no use */
};

static uint32_t hash_of(const char *sounds)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (; *sounds != '\0'; sounds++)
        h = (h ^ (uint8_t)*sounds) * 16777619u;
    return h ^ h >> 15;
}

/* The slot with these sounds, or the free one where they would go. */
static size_t table_at(const struct table *t, const char *sounds)
{
    size_t at = hash_of(sounds) & TABLE_MASK;
    while (t->slots[at].sounds != NULL && strcmp(t->slots[at].sounds, sounds) != 0)
        at = (at + 1) & TABLE_MASK;
    return at;
}

static const struct slot *table_find(const struct table *t, const char *sounds)
{
    const struct slot *s = &t->slots[table_at(t, sounds)];
    return sounds[0] == '\0' || s->sounds == NULL ? NULL : s;
}

static struct err *table_put(struct arena *into, struct table *t, const char *sounds, uint16_t name)
{
    struct slot *s = &t->slots[table_at(t, sounds)];
    if (s->sounds == NULL) {
        s->sounds = arena_str(into, sounds);
        NEED(s->sounds);
        t->n_used++;
        assert(t->n_used < TABLE_SLOTS / 2); /* more names need more slots */
    }
    for (size_t i = 0; i < s->n; i++)
        if (s->names[i] == name)
            return NULL;
    if (s->n < FOLD_NAMES_MAX)
        s->names[s->n++] = name;
    return NULL;
}

/* ---- patronymics ---- */

struct ending {
    const char *sounds;
    size_t n;
    enum fold_sex sex;
};

/* Longest first; the short ones are those of Nikitich and Ilinichna. */
static const struct ending *patronymic_ending(const char *sounds)
{
    static const struct ending endings[] = {
        {"iniCna", 6, FOLD_FEMALE}, {"oviC", 4, FOLD_MALE},   {"eviC", 4, FOLD_MALE},
        {"ovna", 4, FOLD_FEMALE},   {"evna", 4, FOLD_FEMALE}, {"ivna", 4, FOLD_FEMALE},
        {"iCna", 4, FOLD_FEMALE},   {"iC", 2, FOLD_MALE},
    };
    for (size_t i = 0; i < COUNT(endings); i++)
        if (sounds_end(sounds, endings[i].sounds) && strlen(sounds) > endings[i].n)
            return &endings[i];
    return NULL;
}

static struct err *father_put(struct arena *into, struct fold *f, struct text form, uint16_t name)
{
    struct fold_word word;
    char key[FOLD_BYTES];
    fold_word(form, &word);
    const struct ending *ending = patronymic_ending(word.sounds);
    assert(ending != NULL);
    sounds_cut(word.sounds, ending->n);
    TRY(table_put(into, &f->fathers, word.sounds, name));
    sounds_loose(word.sounds, key);
    return table_put(into, &f->loose, key, name);
}

static uint16_t father_name(const struct fold *f, const char *stem, const char *key)
{
    const struct slot *s = table_find(&f->fathers, stem);
    if (s == NULL) {
        s = table_find(&f->loose, key);
        if (s != NULL && s->n > 1)
            s = NULL;
    }
    return s == NULL ? 0 : s->names[0];
}

void fold_father(const struct fold *f, struct text patronymic, struct fold_father *ret_father)
{
    struct fold_word word;
    *ret_father = (struct fold_father){.name = 0};
    fold_word(patronymic, &word);
    ret_father->initial = word.sounds[0];
    if (strlen(word.sounds) < 3)
        return;
    const struct ending *ending = patronymic_ending(word.sounds);
    if (ending != NULL) {
        sounds_cut(word.sounds, ending->n);
        ret_father->sex = ending->sex;
    }
    sounds_loose(word.sounds, ret_father->key);
    ret_father->name = father_name(f, word.sounds, ret_father->key);
}

/* ---- given names ---- */

static struct err *row_put(struct arena *into, struct fold *f, uint16_t name)
{
    for (size_t i = 0; i < COUNT(rows[name].forms); i++) {
        struct text rest = text_of(rows[name].forms[i]), form;
        while (text_cut(&rest, ',', &form)) {
            struct fold_word word;
            fold_word(form, &word);
            TRY(table_put(into, &f->given, word.sounds, name));
        }
    }
    struct text rest = text_of(rows[name].patronymics), form;
    while (text_cut(&rest, ',', &form))
        if (form.n > 0)
            TRY(father_put(into, f, form, name));
    return NULL;
}

struct err *fold_new(struct arena *into, const struct fold **ret_fold)
{
    struct fold *f = arena_make(into, struct fold);
    NEED(f);
    for (size_t name = 1; name < COUNT(rows); name++)
        TRY(row_put(into, f, (uint16_t)name));
    *ret_fold = f;
    return NULL;
}

const char *fold_name(const struct fold *f, uint16_t name)
{
    assert(f != NULL);
    return name < COUNT(rows) ? rows[name].id : NULL;
}

/* As it stands, or with the last vowel that a case or a short form took, gave or changed. */
static const struct slot *given_find(const struct fold *f, const char *sounds)
{
    char near[FOLD_BYTES + 2];
    size_t n = strlen(sounds);
    const struct slot *s = table_find(&f->given, sounds);
    if (s != NULL || n < 3)
        return s;
    memcpy(near, sounds, n + 1);
    if (n > 3 && sound_is_vowel(sounds[n - 1]))
        near[--n] = '\0';
    for (const char *end = "ai"; s == NULL; end++) {
        s = table_find(&f->given, near);
        if (*end == '\0')
            break;
        near[n] = *end;
        near[n + 1] = '\0';
    }
    return s;
}

void fold_given(const struct fold *f, struct text given, enum fold_sex sex,
                struct fold_given *ret_given)
{
    fold_word(given, &ret_given->word);
    ret_given->n = 0;
    const struct slot *s = given_find(f, ret_given->word.sounds);
    if (s == NULL && ret_given->word.other[0] != '\0')
        s = given_find(f, ret_given->word.other);
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->n; i++)
        if (sex == FOLD_ANY || rows[s->names[i]].sex == sex)
            ret_given->names[ret_given->n++] = s->names[i];
    if (ret_given->n > 0)
        return;
    /* The sex may be what is wrong. */
    memcpy(ret_given->names, s->names, sizeof s->names);
    ret_given->n = s->n;
}

bool fold_given_equal(const struct fold_given *a, const struct fold_given *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (a->names[i] == b->names[k])
                return true;
    return (a->n == 0 || b->n == 0) && fold_word_equal(&a->word, &b->word);
}

void given_begin(const struct fold *f, const char *search, uint64_t names[FOLD_KNOWN_MAX / 64])
{
    size_t n = strlen(search);
    for (size_t i = 0; i < TABLE_SLOTS; i++) {
        const struct slot *s = &f->given.slots[i];
        char form[FOLD_BYTES];
        if (s->sounds == NULL || s->sounds[0] != search[0])
            continue;
        search_sounds(s->sounds, form);
        if (strncmp(form, search, n) != 0)
            continue;
        for (size_t k = 0; k < s->n; k++)
            names[s->names[k] / 64] |= UINT64_C(1) << s->names[k] % 64;
    }
}

/* ---- whole records ---- */

static bool looks_like_patronymic(struct text word)
{
    struct fold_word folded;
    fold_word(word, &folded);
    return word.n > 0 && strlen(folded.sounds) > 4 && patronymic_ending(folded.sounds) != NULL;
}

/* The first word of what stands in the field of the given name, and the patronymic behind it. */
static void given_take_apart(struct fold_names *names)
{
    struct text rest = names->given, first, second;
    if (!name_word(&rest, &first))
        return;
    bool initial = rest.n > 0 && rest.at[rest.n - 1] == '.';
    if (!name_word(&rest, &second))
        return;
    if (names->patronymic.n == 0 && (initial || looks_like_patronymic(second)))
        names->patronymic = second;
    names->given = first;
}

static bool looks_like_surname(struct text word)
{
    static const char *const endings[] = {"ov", "in", "enk", "uk", "sk", "Ck"};
    struct fold_word folded;
    fold_word(word, &folded);
    surname_stem(folded.sounds);
    for (size_t i = 0; i < COUNT(endings); i++)
        if (sounds_end(folded.sounds, endings[i]))
            return true;
    return false;
}

void fold_person(const struct fold *f, const struct fold_names *names,
                 struct fold_person *ret_person)
{
    struct fold_names n = *names;
    given_take_apart(&n);
    fold_given(f, n.given, n.sex, &ret_person->given);
    if (ret_person->given.n == 0) {
        struct fold_given other;
        fold_given(f, n.surname, n.sex, &other);
        if (other.n > 0 && looks_like_surname(n.given)) {
            ret_person->given = other;
            n.surname = n.given;
        }
    }
    fold_father(f, n.patronymic, &ret_person->father);
    fold_surname(n.surname, &ret_person->surname);
}
