/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Equipment and its repairs. `most` is the last state that is wanted: 3 leaves out what is gone. */

-- equipment_guarded(org int, equipment ref) -> one (house ref)
select house_id from rec_equipment where org = ?1 and obj = ?2 and withdrawn = 0

-- equipment_of_house(org int, house ref, most int) -> many (equipment id, room ref?,
--   since date?, state choice)
select obj, room_id, since_day, state from rec_equipment
where org = ?1 and house_id = ?2 and withdrawn = 0 and state <= ?3 order by obj limit 2000

-- equipment_of_room(org int, room ref, most int) -> many (equipment id, state choice)
select obj, state from rec_equipment
where org = ?1 and room_id = ?2 and withdrawn = 0 and state <= ?3 order by obj limit 200

-- repairs_of_equipment(org int, equipment ref) -> many (repair id, reported_ms instant,
--   state choice, ended_ms instant?)
select obj, reported_ms, state, ended_ms from rec_repair
where org = ?1 and equipment_id = ?2 and withdrawn = 0 order by reported_ms desc, obj limit 100

-- repairs_open_of_house(org int, house ref) -> many (repair id, equipment ref, reported_ms instant)
select obj, equipment_id, reported_ms from rec_repair
where org = ?1 and house_id = ?2 and withdrawn = 0 and state <= 2 order by reported_ms, obj limit 200

-- companions_of_stay(org int, stay ref) -> many (companion id, by ref, from_ms instant,
--   until_ms instant?)
select obj, companion_id, from_ms, until_ms from rec_companion
where org = ?1 and stay_id = ?2 and withdrawn = 0 order by from_ms desc, obj

-- companions_by(org int, by ref) -> many (companion id, person ref, stay ref, from_ms instant,
--   until_ms instant?)
select obj, person_id, stay_id, from_ms, until_ms from rec_companion
where org = ?1 and companion_id = ?2 and withdrawn = 0 order by from_ms desc, obj
