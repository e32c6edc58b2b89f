/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Programmes, stages, who stands where; relapses; what was before us. */

-- programmes(org int) -> many (programme id, handle text internal "Programme", house ref?,
--   state choice internal "State")
select obj, handle, house_id, state from rec_programme
where org = ?1 and withdrawn = 0 order by handle, obj

-- programme_by_handle(org int, handle text) -> one (programme id, house ref?, state choice)
select obj, house_id, state from rec_programme
where org = ?1 and handle = ?2 and withdrawn = 0

-- stages_of_programme(org int, programme ref) -> many (stage id, place int, state choice)
select obj, place, state from rec_stage
where org = ?1 and programme_id = ?2 and withdrawn = 0 order by place, obj

-- enrolments_of_person(org int, person ref) -> many (enrolment id, programme ref, stage ref?,
--   state choice, from_ms instant, until_ms instant?)
select obj, programme_id, stage_id, state, from_ms, until_ms from rec_enrolment
where org = ?1 and person_id = ?2 and withdrawn = 0 order by from_ms desc, obj

-- enrolments_of_programme(org int, programme ref, least int, most int, after id, page int) -> many
--   (enrolment id, person ref, stage ref?, state choice, from_ms instant, until_ms instant?)
select obj, person_id, stage_id, state, from_ms, until_ms from rec_enrolment
where org = ?1 and programme_id = ?2 and withdrawn = 0 and state >= ?3 and state <= ?4
  and obj > ?5
order by obj limit ?6

-- stage_times_of_enrolment(org int, enrolment ref) -> many (stage_time id, stage ref,
--   from_ms instant, until_ms instant?, way choice)
select obj, stage_id, from_ms, until_ms, way from rec_stage_time
where org = ?1 and enrolment_id = ?2 and withdrawn = 0 order by from_ms, obj

-- relapses_of_person(org int, person ref) -> many (relapse id, at_ms instant, back_ms instant?,
--   state choice, enrolment ref?, stage ref?, stay ref?)
select obj, at_ms, back_ms, state, enrolment_id, stage_id, stay_id from rec_relapse
where org = ?1 and person_id = ?2 and withdrawn = 0 order by at_ms desc, obj

-- earlier_of_person(org int, person ref) -> many (earlier id)
select obj from rec_earlier
where org = ?1 and person_id = ?2 and withdrawn = 0 order by obj

-- timeline_relapse(org int, found ref, before instant, last ref, page int) ->
--   many (item id, at instant, author ref)
select obj, at_ms, made_author from rec_relapse
where org = ?1 and case_id = ?2 and at_ms <= ?3 and (at_ms < ?3 or obj < ?4) and withdrawn = 0
order by at_ms desc, obj desc limit ?5

-- relapses_in_house(org int, house ref, from instant, until instant) -> many (relapse id, person ref,
--   stay ref, at_ms instant)
select r.obj, r.person_id, r.stay_id, r.at_ms
from rec_stay s
join rec_relapse r on r.org = s.org and r.stay_id = s.obj and r.withdrawn = 0
  and r.at_ms >= ?3 and r.at_ms < ?4
where s.org = ?1 and s.house_id = ?2 and s.withdrawn = 0
order by r.at_ms, r.obj
