/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* stay_inside.h - what the commands about stays share (inside command/ only). */
#ifndef HEARTH_COMMAND_STAY_INSIDE_H
#define HEARTH_COMMAND_STAY_INSIDE_H

#include "command/stay.h"
#include "sql/house.sql.h"

/* The instant of an act: `at_ms`, or now when 0; ERR_INPUT when it lies in the future. */
MUST_CHECK struct err *stay_moment(struct request *rq, int64_t at_ms, int64_t *ret_ms);
/* The room, in service, of a house where the asker may admit. */
MUST_CHECK struct err *stay_room(struct request *rq, struct id room, struct rec **ret_room);
/* ERR_CONFLICT (field room) unless the room has place for one more family from then on. */
MUST_CHECK struct err *room_check_free(struct request *rq, const struct rec *room,
                                       struct id household, int64_t from_ms);
/* The newest stay of a person that nobody ended; found false when there is none. */
MUST_CHECK struct err *stay_current(struct request *rq, struct id person, bool *ret_found,
                                    struct sql_stays_of_person_row *ret_stay);
/* The stay of the person asked about, in a house where the asker may act; ERR_CONFLICT when she
 * stays nowhere. */
MUST_CHECK struct err *stay_require(struct request *rq, struct id person,
                                    struct sql_stays_of_person_row *ret_stay);
/* Name, sex and birth as they were given, into a person's record. */
MUST_CHECK struct err *person_fill(struct request *rq, const struct admit_person *p, bool is_head,
                                   struct rec *r);
/* Somebody new is written down with the family that comes; `danger` as in admit_form. */
MUST_CHECK struct err *person_write(struct request *rq, const struct admit_person *p, bool is_head,
                                    struct text danger, struct id area, struct deed *deed,
                                    struct id *ret_person);
/* A known person must be one whom the asker sees, and must not stay anywhere already. */
MUST_CHECK struct err *person_may_come(struct request *rq, struct id person);
MUST_CHECK struct err *member_add(struct request *rq, struct id household, struct id person,
                                  int64_t relation, int64_t from_ms, struct id area,
                                  struct deed *deed);
/* Adds a stay in a house and a time in a room. */
struct stay_new {
    struct id person, household, previous;
    const struct rec *room;
    int64_t from_ms;
    enum act act;
};
MUST_CHECK struct err *stay_begin(struct deed *deed, const struct stay_new *what);
/* Sets the end of a time: a record of `type` with the instant `until`. */
MUST_CHECK struct err *stay_time_end(struct request *rq, struct deed *deed,
                                     const struct rec_type *type, struct id id, uint64_t until,
                                     enum act act, int64_t at_ms);
/* Ends the absences of a stay that go on; ret_any: there was one. */
MUST_CHECK struct err *absences_end(struct request *rq, struct deed *deed, struct id stay,
                                    enum act act, int64_t at_ms, bool *ret_any);
/* An absence for the reason of the form begins. */
MUST_CHECK struct err *absence_begin(struct request *rq, struct deed *deed,
                                     const struct sql_stays_of_person_row *stay,
                                     const struct away_form *f, int64_t at_ms);
/* The members of a family at an instant, or only `person`. */
struct persons {
    size_t n;
    struct id *at;
};
MUST_CHECK struct err *family_at(struct request *rq, struct id household, struct id person,
                                 bool alone, int64_t at_ms, struct persons *ret_persons);
/* The words of the confirmation: {1} is the name of this person, whom the asker sees, as it is once
 * this is done; {2} is `more`. */
MUST_CHECK struct err *stay_say(struct request *rq, struct deed *deed, struct id person,
                                const char *words, const char *more);
/* ERR_ABSENT unless the asker may act in this house. */
MUST_CHECK struct err *house_require(struct request *rq, struct id house);

#endif
