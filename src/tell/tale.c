/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tale.c - deeds as titles and sentences. */
#include "tell/tale.h"

#include "base/limits.h"
#include "model/types.h"
#include "tell/change.h"

/* ---- titles -------------------------------------------------------------------------------------
 */

/* What a deed is about, the first of these that it touched; others come last. */
static const struct rec_type *const weights[] = {&stay_type,   &absence_type, &lodging_type,
                                                 &person_type, &member_type,  &household_type};

static size_t weight_of(const struct story_entry *e)
{
    size_t i = 0;
    while (i < COUNT(weights) && weights[i] != e->type)
        i++;
    return i;
}

/* The entry that names the deed: a birth before all, else by weight. The first written of equals.
 */
static const struct story_entry *main_entry(const struct story_entry *entries, size_t n)
{
    const struct story_entry *best = &entries[0];
    for (size_t i = 0; i < n; i++) {
        const struct story_entry *e = &entries[i];
        if (e->act == ACT_BORN || e->undone == ACT_BORN)
            return e;
        if (weight_of(e) < weight_of(best) ||
            (weight_of(e) == weight_of(best) && e->hlc < best->hlc))
            best = e;
    }
    return best;
}

/* A child that comes to a family that is there: the deed admits, and makes no family. */
static bool is_joining(const struct story_entry *entries, size_t n, uint64_t act)
{
    if (act != ACT_ADMIT)
        return false;
    for (size_t i = 0; i < n; i++)
        if (entries[i].type == &household_type)
            return false;
    return true;
}

static const char *act_words(const struct story_entry *entries, size_t n, uint64_t act)
{
    const char *label = act_label(act);
    if (is_joining(entries, n, act))
        return N_("A child joined");
    return label == NULL ? N_("Unknown act") : label;
}

/* Whether an act says by itself what it was done to. */
static bool is_about_people(const struct story_entry *e)
{
    return weight_of(e) < COUNT(weights);
}

struct err *tale_title(const struct teller *t, const struct story_entry *entries, size_t n,
                       struct text *ret_title)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(4));
    const struct story_entry *main = main_entry(entries, n);
    bool is_undo = main->act == ACT_UNDO && main->undone != 0;
    if (is_undo) {
        buf_str(&b, lang_text(t->lang, act_label(ACT_UNDO)));
        buf_str(&b, ": ");
    }
    buf_str(&b, lang_text(t->lang, act_words(entries, n, is_undo ? main->undone : main->act)));
    if (!is_about_people(main)) {
        buf_str(&b, ": ");
        buf_str(&b, lang_text(t->lang, main->type->label));
    }
    return buf_take(&b, t->rq->arena, ret_title);
}

/* ---- a person's past ----------------------------------------------------------------------------
 */

static struct err *tale_make(const struct teller *t, const struct story_entry *entries, size_t n,
                             struct tale *ret_tale)
{
    *ret_tale = (struct tale){.deed = entries[0].deed,
                              .by = entries[0].by,
                              .at_ms = entries[n - 1].at_ms,
                              .is_undone = main_entry(entries, n)->is_undone,
                              .entries = entries,
                              .n = n};
    TRY(tale_title(t, entries, n, &ret_tale->title));
    return changes_tell(t, entries, n, &ret_tale->words);
}

struct err *tales_of_story(const struct teller *t, const struct story *story, size_t *ret_n,
                           struct tale **ret_tales)
{
    size_t n_tales = 0, n = 0;
    *ret_tales = arena_makes(t->rq->arena, struct tale, story->n);
    NEED(*ret_tales);
    for (size_t i = 0; i < story->n; i += n) {
        for (n = 1; i + n < story->n && id_equal(story->at[i + n].deed, story->at[i].deed);)
            n++;
        TRY(tale_make(t, &story->at[i], n, &(*ret_tales)[n_tales++]));
    }
    *ret_n = n_tales;
    return NULL;
}

/* ---- one deed -----------------------------------------------------------------------------------
 */

/* Of one person, or of one record. */
static bool is_same_part(const struct story_entry *a, const struct story_entry *b)
{
    if (id_is_none(a->person) || id_is_none(b->person))
        return id_equal(a->obj, b->obj);
    return id_equal(a->person, b->person);
}

static struct err *part_make(const struct teller *t, const struct story_entry *entries, size_t n,
                             struct tale_part *ret_part)
{
    const struct person_row *row =
        t->rq->people == NULL ? NULL : people_get(t->rq->people, entries[0].person);
    *ret_part = (struct tale_part){.person = entries[0].person};
    ret_part->title = row != NULL && row->name[0] != '\0'
                          ? text_of(row->name)
                          : text_of(lang_text(t->lang, main_entry(entries, n)->type->label));
    return changes_tell(t, entries, n, &ret_part->words);
}

/* The entries of each person side by side, in the order in which they first come; those of one the
 * last written first, as in a person's story. */
static struct err *parts_gather(struct arena *into, const struct story *deed,
                                struct story_entry **ret_entries)
{
    bool *taken = arena_makes(into, bool, deed->n);
    size_t n = 0;
    *ret_entries = arena_makes(into, struct story_entry, deed->n);
    NEED(taken);
    NEED(*ret_entries);
    for (size_t i = 0; i < deed->n; i++) {
        if (taken[i])
            continue;
        for (size_t j = deed->n; j-- > i;) {
            if (taken[j] || !is_same_part(&deed->at[i], &deed->at[j]))
                continue;
            taken[j] = true;
            (*ret_entries)[n++] = deed->at[j];
        }
    }
    return NULL;
}

struct err *tale_parts(const struct teller *t, const struct story *deed, size_t *ret_n,
                       struct tale_part **ret_parts)
{
    struct story_entry *entries = NULL;
    size_t n = 0, n_parts = 0;
    TRY(parts_gather(t->rq->arena, deed, &entries));
    *ret_parts = arena_makes(t->rq->arena, struct tale_part, deed->n);
    NEED(*ret_parts);
    for (size_t i = 0; i < deed->n; i += n) {
        for (n = 1; i + n < deed->n && is_same_part(&entries[i], &entries[i + n]);)
            n++;
        if (entries[i].type != &undo_type) /* the title says it */
            TRY(part_make(t, &entries[i], n, &(*ret_parts)[n_parts++]));
    }
    *ret_n = n_parts;
    return NULL;
}
