/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* life.h - a person's family and stays: where she is now, with whom, since when, and before. */
#ifndef HEARTH_VIEW_LIFE_H
#define HEARTH_VIEW_LIFE_H

#include "view/persons.h"
#include "view/places.h"

struct life_stay {
    struct id stay, house;
    struct text room; /* label of the last room; TEXT_NONE: not this reader's to know */
    int64_t from_ms;
    int64_t until_ms;      /* 0: goes on */
    const struct rec *rec; /* for reason and destination, as far as they may be seen */
};
struct life_member {
    struct id person;
    struct text name;
    int64_t relation; /* RELATION_... */
    int32_t birth;    /* VALUE_NO_DATE: not known */
    int64_t known;    /* BIRTH_...: how well the day of birth is known */
    int32_t due;      /* of an expected child; VALUE_NO_DATE: not known */
    bool is_expected;
    bool is_here; /* stays in the same house */
};
struct life {
    enum person_here here;
    struct life_stay now; /* while here is HERE_NOW */
    int64_t away;         /* reason of an absence that goes on; 0: none */
    int64_t away_from_ms;
    int32_t back;    /* expected; VALUE_NO_DATE: not known */
    bool may_act;    /* the asker may end, move, note an absence in the house where she is */
    bool may_join;   /* a child may join her stay: she is no child of the family herself */
    bool may_return; /* she was here, and the asker may begin a new stay */
    size_t n_stays;
    struct life_stay *stays; /* the newest first */
    struct id household;     /* ID_NONE: of no family */
    int64_t relation;        /* hers to the head of it; 0: of no family */
    size_t n_members;
    struct life_member *members; /* the others of her family whom the asker sees */
    size_t n_home;               /* of them, who stay with her */
};
/* The caller has asked whether she is seen. */
MUST_CHECK struct err *person_life(struct request *rq, struct id person, struct life *ret_life);

#endif
