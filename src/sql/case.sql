/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Cases and who works on them. A case below state 6 goes on. */

-- team_of_person(org int, person ref, now instant) -> many (worker ref)
select a.worker_id from rec_member m
join rec_case c on c.org = m.org and c.household_id = m.household_id and c.state < 6
  and c.withdrawn = 0
join rec_assignment a on a.org = c.org and a.case_id = c.obj and a.withdrawn = 0
  and a.from_ms <= ?3 and (a.until_ms is null or a.until_ms > ?3)
where m.org = ?1 and m.person_id = ?2 and m.withdrawn = 0 and m.from_ms <= ?3
  and (m.until_ms is null or m.until_ms > ?3)
union all
select a.worker_id from rec_case c
join rec_assignment a on a.org = c.org and a.case_id = c.obj and a.withdrawn = 0
  and a.from_ms <= ?3 and (a.until_ms is null or a.until_ms > ?3)
where c.org = ?1 and c.about_id = ?2 and c.state < 6 and c.withdrawn = 0

-- cases_of_person(org int, person ref, now instant) -> many (found id, about ref, family ref?,
--   opened instant)
select c.obj, c.about_id, c.household_id, c.opened_ms from rec_member m
join rec_case c on c.org = m.org and c.household_id = m.household_id and c.state < 6
  and c.withdrawn = 0
where m.org = ?1 and m.person_id = ?2 and m.withdrawn = 0 and m.from_ms <= ?3
  and (m.until_ms is null or m.until_ms > ?3)
union
select c.obj, c.about_id, c.household_id, c.opened_ms from rec_case c
where c.org = ?1 and c.about_id = ?2 and c.state < 6 and c.withdrawn = 0
order by 4 desc, 1
