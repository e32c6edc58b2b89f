/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Cases and who works on them. A case below state 6 goes on. */

/* Of up to 256 persons; ids as in persons_guarded. */
-- teams_of_persons(org int, ids bytes, n int, now instant) -> many (person ref, worker ref)
with recursive nth(i) as (select 0 union all select i + 1 from nth where i + 1 < ?3 and i < 255)
select m.person_id, a.worker_id from rec_member m
join rec_case c on c.org = m.org and c.household_id = m.household_id and c.state < 6
  and c.withdrawn = 0
join rec_assignment a on a.org = c.org and a.case_id = c.obj and a.withdrawn = 0
  and a.from_ms <= ?4 and (a.until_ms is null or a.until_ms > ?4)
where m.org = ?1 and m.person_id in (select substr(?2, i * 16 + 1, 16) from nth)
  and m.withdrawn = 0 and m.from_ms <= ?4 and (m.until_ms is null or m.until_ms > ?4)
union all
select c.about_id, a.worker_id from rec_case c
join rec_assignment a on a.org = c.org and a.case_id = c.obj and a.withdrawn = 0
  and a.from_ms <= ?4 and (a.until_ms is null or a.until_ms > ?4)
where c.org = ?1 and c.about_id in (select substr(?2, i * 16 + 1, 16) from nth) and c.state < 6
  and c.withdrawn = 0

/* guard_reach: up to 16 houses, their ids one after the other. */
-- persons_reached(org int, user ref, houses bytes, n_houses int, now instant) -> many (person ref)
with recursive nth(i) as (select 0 union all select i + 1 from nth where i + 1 < ?4 and i < 255),
few as (select i from nth limit 256)
select obj from rec_person where org = ?1 and made_author = ?2 and withdrawn = 0
union
select s.person_id from few
join rec_stay s on s.org = ?1 and s.house_id = substr(?3, few.i * 16 + 1, 16) and s.withdrawn = 0
union
select m.person_id from rec_assignment a
join rec_case c on c.org = a.org and c.obj = a.case_id and c.state < 6 and c.withdrawn = 0
join rec_member m on m.org = c.org and m.household_id = c.household_id and m.withdrawn = 0
where a.org = ?1 and a.worker_id = ?2 and a.withdrawn = 0 and a.from_ms <= ?5
  and (a.until_ms is null or a.until_ms > ?5)
union
select c.about_id from rec_assignment a
join rec_case c on c.org = a.org and c.obj = a.case_id and c.state < 6 and c.withdrawn = 0
where a.org = ?1 and a.worker_id = ?2 and a.withdrawn = 0 and a.from_ms <= ?5
  and (a.until_ms is null or a.until_ms > ?5)
order by 1

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

-- case_head(org int, found ref) -> one (about ref, family ref?, state choice)
select about_id, household_id, state from rec_case
where org = ?1 and obj = ?2 and withdrawn = 0

-- case_by_number(org int, number text) -> one (found id)
select obj from rec_case where org = ?1 and number = ?2 and withdrawn = 0

-- case_team(org int, found ref, now instant) -> many (assignment id, worker ref, role choice,
--   from_ms instant)
select obj, worker_id, role, from_ms from rec_assignment
where org = ?1 and case_id = ?2 and withdrawn = 0 and from_ms <= ?3
  and (until_ms is null or until_ms > ?3)
order by role, from_ms, obj

-- cases_of_worker(org int, worker ref, now instant) -> many (found id, number text, type choice,
--   about ref, state choice, opened instant)
select distinct c.obj, c.number, c.type, c.about_id, c.state, c.opened_ms from rec_assignment a
join rec_case c on c.org = a.org and c.obj = a.case_id and c.withdrawn = 0
where a.org = ?1 and a.worker_id = ?2 and a.withdrawn = 0 and a.from_ms <= ?3
  and (a.until_ms is null or a.until_ms > ?3)
order by c.number

-- cases_after(org int, after text, page int) -> many (found id, number text, type choice, about ref,
--   state choice, opened instant)
select obj, number, type, about_id, state, opened_ms from rec_case
where org = ?1 and number > ?2 and withdrawn = 0 order by number limit ?3

-- timeline_note(org int, found ref, before instant, last ref, page int, reader ref) ->
--   many (item id, at instant, author ref)
select obj, at_ms, made_author from rec_note
where org = ?1 and case_id = ?2 and at_ms <= ?3 and (at_ms < ?3 or obj < ?4) and withdrawn = 0
  and (state <> 1 or made_author = ?6)
order by at_ms desc, obj desc limit ?5

-- timeline_assignment(org int, found ref, before instant, last ref, page int) ->
--   many (item id, at instant, author ref)
select obj, from_ms, made_author from rec_assignment
where org = ?1 and case_id = ?2 and from_ms <= ?3 and (from_ms < ?3 or obj < ?4) and withdrawn = 0
order by from_ms desc, obj desc limit ?5

-- timeline_stay(org int, about ref, before instant, last ref, page int) ->
--   many (item id, at instant, author ref)
select obj, from_ms, made_author from rec_stay
where org = ?1 and person_id = ?2 and from_ms <= ?3 and (from_ms < ?3 or obj < ?4)
  and withdrawn = 0
order by from_ms desc, obj desc limit ?5

-- note_guarded(org int, note ref) -> one (about ref, readers choice, state choice, author ref)
select about_id, readers, state, made_author from rec_note
where org = ?1 and obj = ?2 and withdrawn = 0

-- notes_of_person(org int, about ref) -> many (note id, at instant, readers choice, state choice,
--   author ref)
select obj, at_ms, readers, state, made_author from rec_note
where org = ?1 and about_id = ?2 and state <= 2 and withdrawn = 0 order by at_ms desc, obj desc
