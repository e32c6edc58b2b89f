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

-- shifts_of_house(org int, house ref, before instant, most int) -> many (shift id, at_ms instant,
--   giver ref, taker ref?, state choice, reader ref?, read_at_ms instant?)
select obj, at_ms, giver_id, taker_id, state, reader_id, read_at_ms from rec_shift
where org = ?1 and house_id = ?2 and at_ms <= ?3 and withdrawn = 0
order by at_ms desc, obj limit ?4

-- shift_guarded(org int, shift ref) -> one (house ref, state choice, giver ref)
select house_id, state, giver_id from rec_shift where org = ?1 and obj = ?2 and withdrawn = 0
