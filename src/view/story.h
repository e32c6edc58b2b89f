/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* story.h - what was written, entry by entry: who, when, which act, and of each field what stood
 * before and after; as far as the asker may see it. */
#ifndef HEARTH_VIEW_STORY_H
#define HEARTH_VIEW_STORY_H

#include "view/request.h"

/* One field of an entry; n 0: nothing stood there. */
struct story_change {
    const struct field *field;
    const struct values *before, *after;
};
struct story_entry {
    const struct rec_type *type;
    struct id obj;
    struct id person; /* whom it is about, if the asker sees that person; else ID_NONE */
    struct id deed;
    struct text by; /* login */
    uint64_t hlc;
    int64_t at_ms;
    uint64_t act, undone;             /* undone: the act that was taken back; 0: none */
    const struct rec *before, *after; /* before NULL: the record was made; both with every field */
    bool is_new, is_withdrawn;        /* the record was made; it was taken back */
    bool is_latest;                   /* nothing was written on top of it */
    bool is_undone;                   /* and that took it back */
    bool is_partly;                   /* fields changed that the asker may not see */
    bool is_kin;                      /* of her family, and not of her: the act alone is told */
    size_t n;
    struct story_change *changes;
};
/* Stands for every type that is its team's alone (team_only) where others read: "something was
 * written for her team", by whom and when. */
extern const struct rec_type story_kept_type;
struct story {
    size_t n;
    struct story_entry *at;
};
/* Of a person, the newest first and what one deed wrote side by side: her record, her families, her
 * stays, times in rooms and absences, and what others of her family whom the asker sees did in the
 * same deeds; the head of a family is told of all their comings and goings. Rooms are told to who
 * may admit there. The caller asked whether she is seen. */
MUST_CHECK struct err *story_of_person(struct request *rq, struct id person,
                                       struct story *ret_story);
/* Of a deed, in the order of writing; n 0: there is none. A record about somebody whom the asker
 * does not see tells its type and act alone. */
MUST_CHECK struct err *story_of_deed(struct request *rq, struct id deed, struct story *ret_story);

/* Whether offering to undo the deed of these entries is worth it: hers or hers to undo, young, and
 * with nothing on top. The command asks again. */
bool story_may_undo(const struct request *rq, const struct story_entry *entries, size_t n);

/* The same, from the deed itself: whatever its entries are about. */
MUST_CHECK struct err *story_deed_may_undo(struct request *rq, struct id deed, bool *ret_may);

/* The entries as a JSON array, with the names of fields and what stood in them. */
MUST_CHECK struct err *story_put_json(const struct story_entry *entries, size_t n,
                                      struct buf *into);

/* What a reference points to, in words: a name, a room's or house's, the head of a family, a login;
 * TEXT_NONE for what has none, or is about somebody unseen. */
MUST_CHECK struct err *story_ref_name(struct request *rq, const struct field *field, struct id id,
                                      struct text *ret_name);

/* ---- the journal ------------------------------------------------------------------------------
 */

/* Deeds, the newest first.
 *
 * before_hlc  of the last deed of the page before; 0 begins
 * limit       how many deeds
 * from, to    instants of a day, [from, to); 0 and 0: any
 * author      ID_NONE: anybody; type NULL: any */
struct journal_ask {
    uint64_t before_hlc;
    size_t limit;
    int64_t from_ms, to_ms;
    struct id author;
    const struct rec_type *type;
};
struct journal_deed {
    struct id deed;
    struct id author;
    struct text by;
    int64_t at_ms;
    uint64_t hlc; /* of its first entry */
    uint64_t act; /* of its first entry */
    const struct rec_type *type;
    size_t n; /* entries */
};
struct journal_deeds {
    size_t n;
    struct journal_deed *at;
    bool has_more;
    uint64_t next_hlc; /* where the next page begins */
};
MUST_CHECK struct err *journal_deeds(struct request *rq, const struct journal_ask *ask,
                                     struct journal_deeds *ret_deeds);

#endif
