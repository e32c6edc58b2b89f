/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the timer looks for. */

-- newcomers_of_house(org int, house ref, since instant) -> many (stay id, person ref,
--   from_ms instant)
select s.obj, s.person_id, s.from_ms from rec_stay s
join rec_household h on h.org = s.org and h.obj = s.household_id and h.head_id = s.person_id
  and h.withdrawn = 0
where s.org = ?1 and s.house_id = ?2 and s.state = 2 and s.withdrawn = 0 and s.from_ms >= ?3
order by s.from_ms, s.obj limit 1000

-- leavers_of_house(org int, house ref, since instant) -> many (stay id, person ref)
select obj, person_id from rec_stay
where org = ?1 and house_id = ?2 and state = 3 and until_ms >= ?3 and withdrawn = 0
order by until_ms, obj limit 1000

-- newcomer_tasks_about(org int, about ref) -> many (task id)
select obj from rec_task
where org = ?1 and about_id = ?2 and withdrawn = 0 and state <= 2
  and rule >= 'newcomer-' and rule < 'newcomer.' order by obj

-- lead_of_case(org int, of_case ref, now instant) -> many (worker ref)
select worker_id from rec_assignment
where org = ?1 and case_id = ?2 and role = 1 and withdrawn = 0 and from_ms <= ?3
  and (until_ms is null or until_ms > ?3) order by from_ms, obj
