/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan_data.h - a problem of short breaks small enough to solve by hand, for the planner's tests.
 *
 * Saturday 10:00 to 14:00. Carer "one" (at home) can take family A, whom she knows:
 * 8 slots * 6 points * 20 + 8 * 20 for continuity = 1120; or family B, new to her:
 * 8 * 6 * 30 - 60 = 1380; not both. So the best plan is worth 1380. */
#ifndef HEARTH_TESTS_PLAN_DATA_H
#define HEARTH_TESTS_PLAN_DATA_H

#define PLAN_HEAD                                                                                  \
    "{\"format\":\"short-breaks-instance/1\",\"name\":\"hand\",\"start\":\"2027-03-01\","          \
    "\"days\":7,\"slot_minutes\":30,\"night\":[0,12],"
#define PLAN_PARAMS                                                                                \
    "\"params\":{\"tier_points\":[6,3,1],\"continuity_points\":1,\"introduction_points\":60,"      \
    "\"travel_points_per_10km\":10,\"change_points\":150,\"metres_per_slot\":12000,"               \
    "\"turnaround\":1},\"skills\":[\"medication\",\"sign\"],\"languages\":[\"ru\",\"uk\"],"        \
    "\"areas\":[\"north\"],"
#define PLAN_FAMILY(id, weight, introduced)                                                        \
    "{\"id\":\"" id "\",\"area\":0,\"x\":0,\"y\":0,\"children\":[{\"needs\":[0],\"ratio\":1}],"    \
    "\"weight\":" weight ",\"waiting_days\":100,\"min\":8,\"target\":12,\"max\":16,"               \
    "\"len_min\":4,\"len_max\":8,\"len_step\":4,\"gap\":12,\"carers_max\":1,"                      \
    "\"introduced\":" introduced ",\"excluded\":[],\"languages\":[0],\"max_distance\":5000,"       \
    "\"overnight\":false,\"windows\":[[260,268]]}"
#define PLAN_CARER(id)                                                                             \
    "{\"id\":\"" id "\",\"area\":0,\"x\":0,\"y\":0,\"skills\":[[0,-365,3650]],"                    \
    "\"windows\":[[260,268]],\"week_max\":40,\"families_max\":3,\"new_max\":2,\"mode\":\"home\","  \
    "\"languages\":[0],\"overnight\":false,\"children_max\":2}"
#define PLAN_FAMILIES                                                                              \
    "\"families\":[" PLAN_FAMILY("A", "20", "[0]") ",\n" PLAN_FAMILY("B", "30", "[]") "],"
#define PLAN_CARERS "\"carers\":[" PLAN_CARER("one") "],"
#define PLAN_HAND PLAN_HEAD PLAN_PARAMS PLAN_FAMILIES PLAN_CARERS "\"published\":[]}"

/* B with one; the price 1120 of the slot in the middle proves that 1380 is the best. */
#define PLAN_SOLUTION_HEAD "{\"format\":\"short-breaks-solution/1\",\"instance\":\"hand\","
#define PLAN_BEST                                                                                  \
    PLAN_SOLUTION_HEAD "\"sessions\":[[1,0,260,268]],\"objective\":1380,\"bound\":1380,"           \
                       "\"certificate\":{\"scale\":1000,\"slot\":[[0,264,1120000]]},"              \
                       "\"report\":{\"families_served\":1,\"slots\":8},"                           \
                       "\"why\":[[0,\"capacity\"]]}"

#endif
