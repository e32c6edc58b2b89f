/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which records a person's past consists of: those that were taken back too, for a history keeps
 * them. */

-- story_stays(org int, person ref) -> many (stay id, house ref, household ref)
select obj, house_id, household_id from rec_stay where org = ?1 and person_id = ?2
order by from_ms, obj

-- story_lodgings(org int, stay ref) -> many (lodging id)
select obj from rec_lodging where org = ?1 and stay_id = ?2 order by from_ms, obj

-- story_absences(org int, stay ref) -> many (absence id)
select obj from rec_absence where org = ?1 and stay_id = ?2 order by from_ms, obj

-- story_families(org int, person ref) -> many (member id, household ref, relation choice)
select obj, household_id, relation from rec_member where org = ?1 and person_id = ?2
order by from_ms, obj

-- story_members(org int, household ref) -> many (member id, person ref)
select obj, person_id from rec_member where org = ?1 and household_id = ?2
order by from_ms, obj
