/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tale.h - what happened, in sentences: one tale for each deed, the same on a page and on a command
 * line. A tale says nothing that the story (view/story.h) did not give. */
#ifndef HEARTH_TELL_TALE_H
#define HEARTH_TELL_TALE_H

#include "tell/value.h"
#include "view/story.h"

struct tale {
    struct id deed;
    struct text by; /* login */
    int64_t at_ms;
    struct text title; /* the act */
    struct text words; /* what changed; TEXT_NONE: the title says it all */
    bool is_undone;    /* a later deed took it back */
    const struct story_entry *entries;
    size_t n; /* of the entries, the last written first */
};

/* A person's past (story_of_person), the newest first. */
MUST_CHECK struct err *tales_of_story(const struct teller *t, const struct story *story,
                                      size_t *ret_n, struct tale **ret_tales);

/* The act of a deed as its title: "Moved", "Corrected: Room", "Undone: Moved". */
MUST_CHECK struct err *tale_title(const struct teller *t, const struct story_entry *entries,
                                  size_t n, struct text *ret_title);

/* One deed (story_of_deed), in parts: of each person, and of each record about nobody. */
struct tale_part {
    struct id person;  /* ID_NONE: about nobody, or about somebody unseen */
    struct text title; /* her name, or what the record is */
    struct text words;
};
MUST_CHECK struct err *tale_parts(const struct teller *t, const struct story *deed, size_t *ret_n,
                                  struct tale_part **ret_parts);

#endif
