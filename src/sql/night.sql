/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The roll calls of houses, and their changes of shift. */

-- roll_between(org int, house ref, from instant, until instant) -> one (roll id, night date,
--   state choice, at_ms instant, by ref, version int)
select obj, night_day, state, at_ms, by_id, version from rec_roll
where org = ?1 and house_id = ?2 and at_ms >= ?3 and at_ms < ?4 and withdrawn = 0
order by at_ms desc, obj limit 1

-- marks_of_roll(org int, roll ref) -> many (mark id, person ref, stay ref, where choice)
select obj, person_id, stay_id, mark from rec_roll_mark
where org = ?1 and roll_id = ?2 and withdrawn = 0 order by person_id, obj

-- marks_against_stays(org int, roll ref, at instant) -> many (mark id, person ref, where choice,
--   from_ms instant, until_ms instant?, away choice?)
select m.obj, m.person_id, m.mark, s.from_ms, s.until_ms, a.reason
from rec_roll_mark m
join rec_stay s on s.org = m.org and s.obj = m.stay_id and s.withdrawn = 0
left join rec_absence a on a.org = m.org and a.stay_id = m.stay_id and a.withdrawn = 0
  and a.from_ms <= ?3 and (a.until_ms is null or a.until_ms > ?3)
where m.org = ?1 and m.roll_id = ?2 and m.withdrawn = 0
order by m.person_id, m.obj, a.obj

-- shifts_of_house(org int, house ref, before instant, most int) -> many (shift id, at_ms instant,
--   giver ref, taker ref?, state choice, reader ref?, read_at_ms instant?)
select obj, at_ms, giver_id, taker_id, state, reader_id, read_at_ms from rec_shift
where org = ?1 and house_id = ?2 and at_ms <= ?3 and withdrawn = 0
order by at_ms desc, obj limit ?4

-- shift_guarded(org int, shift ref) -> one (house ref, state choice, giver ref)
select house_id, state, giver_id from rec_shift where org = ?1 and obj = ?2 and withdrawn = 0

-- lodgings_in_room(org int, room ref, most int) -> many (lodging id, person ref, household ref,
--   from_ms instant, until_ms instant?)
select l.obj, s.person_id, l.household_id, l.from_ms, l.until_ms
from rec_lodging l
join rec_stay s on s.org = l.org and s.obj = l.stay_id and s.withdrawn = 0
where l.org = ?1 and l.room_id = ?2 and l.withdrawn = 0
order by l.from_ms desc, l.household_id, l.obj limit ?3
