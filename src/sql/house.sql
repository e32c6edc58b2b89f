/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Houses, rooms, stays. Times are half-open: from_ms belongs to a stay, until_ms does not. */

-- house_by_handle(org int, handle text) -> one (house id, zone text, state choice)
select obj, zone, state from rec_house
where org = ?1 and handle = ?2 and withdrawn = 0

-- houses(org int) -> many (house id, handle text internal "House", zone text internal "Time zone",
--   kind choice internal "Kind", state choice internal "State", version int)
select obj, handle, zone, kind, state, version from rec_house
where org = ?1 and withdrawn = 0 order by handle, obj

-- house_by_id(org int, house id) -> one (handle text internal "House")
select handle from rec_house where org = ?1 and obj = ?2 and withdrawn = 0

-- house_named(org int, handle text) -> one (house id, handle text internal "House",
--   zone text internal "Time zone", kind choice internal "Kind", state choice internal "State",
--   version int)
select obj, handle, zone, kind, state, version from rec_house
where org = ?1 and handle = ?2 and withdrawn = 0

-- house_of_room(org int, room id) -> one (handle text internal "House")
select h.handle from rec_room r
join rec_house h on h.org = r.org and h.obj = r.house_id and h.withdrawn = 0
where r.org = ?1 and r.obj = ?2 and r.withdrawn = 0

-- rooms_of_house(org int, house ref) -> many (room id, places int internal "Places",
--   households_max int? internal "Families at a time", state choice internal "State", version int)
select obj, places, households_max, state, version from rec_room
where org = ?1 and house_id = ?2 and withdrawn = 0 order by obj

-- lodgings_of_room(org int, room ref, from instant) -> many (lodging id, stay ref, household ref,
--   from_ms instant, until_ms instant?)
select obj, stay_id, household_id, from_ms, until_ms from rec_lodging
where org = ?1 and room_id = ?2 and withdrawn = 0 and (until_ms is null or until_ms > ?3)
order by from_ms, obj

-- lodgers_of_house(org int, house ref, now instant) -> many (room ref, household ref, stay ref,
--   person ref, danger choice, author ref, relation choice?, absence ref?, away choice?,
--   away_ms instant?, back date?)
select l.room_id, l.household_id, s.obj, s.person_id, p.danger, p.made_author, m.relation, a.obj,
  a.reason, a.from_ms, a.back_day
from rec_stay s
join rec_lodging l on l.org = s.org and l.stay_id = s.obj and l.withdrawn = 0
  and l.from_ms <= ?3 and (l.until_ms is null or l.until_ms > ?3)
join rec_person p on p.org = s.org and p.obj = s.person_id and p.withdrawn = 0
left join rec_member m on m.org = s.org and m.household_id = l.household_id
  and m.person_id = s.person_id and m.withdrawn = 0
  and m.from_ms <= ?3 and (m.until_ms is null or m.until_ms > ?3)
left join rec_absence a on a.org = s.org and a.stay_id = s.obj and a.withdrawn = 0
  and a.from_ms <= ?3 and (a.until_ms is null or a.until_ms > ?3)
where s.org = ?1 and s.house_id = ?2 and s.state = 2 and s.withdrawn = 0
order by l.room_id, l.household_id, s.obj, a.obj

-- expected_in_house(org int, house ref, now instant) -> many (household ref, child ref,
--   danger choice, author ref)
select distinct m.household_id, p.obj, p.danger, p.made_author
from (
  select distinct household_id as family from rec_stay
  where org = ?1 and house_id = ?2 and state = 2 and withdrawn = 0
) as s
join rec_member m on m.org = ?1 and m.household_id = s.family and m.withdrawn = 0
  and m.from_ms <= ?3 and (m.until_ms is null or m.until_ms > ?3)
join rec_person p on p.org = m.org and p.obj = m.person_id and p.state = 2 and p.withdrawn = 0
order by m.household_id, p.obj

-- lodgings_of_stay(org int, stay ref) -> many (lodging id, room ref, from_ms instant,
--   until_ms instant?)
select obj, room_id, from_ms, until_ms from rec_lodging
where org = ?1 and stay_id = ?2 and withdrawn = 0 order by from_ms, obj

-- stays_of_person(org int, person ref) -> many (stay id, house ref, household ref, state choice,
--   from_ms instant, until_ms instant?)
select obj, house_id, household_id, state, from_ms, until_ms from rec_stay
where org = ?1 and person_id = ?2 and withdrawn = 0 order by from_ms desc, obj

-- stays_after(org int, after ref) -> many (stay id, person ref, house ref, state choice,
--   from_ms instant)
select obj, person_id, house_id, state, from_ms from rec_stay
where org = ?1 and obj > ?2 and withdrawn = 0 order by obj limit 4000

-- stays_between(org int, house ref, from instant, until instant) -> many (stay id, person ref,
--   household ref, from_ms instant, until_ms instant?, reason choice?, previous ref?)
select obj, person_id, household_id, from_ms, until_ms, reason, previous_id from rec_stay
where org = ?1 and house_id = ?2 and state = 2 and withdrawn = 0 and from_ms < ?4
  and (until_ms is null or until_ms >= ?3)
union all
select obj, person_id, household_id, from_ms, until_ms, reason, previous_id from rec_stay
where org = ?1 and house_id = ?2 and state = 3 and until_ms >= ?3 and withdrawn = 0
  and from_ms < ?4
order by from_ms, obj

-- absences_of_stay(org int, stay ref) -> many (absence id, from_ms instant, until_ms instant?,
--   reason choice)
select obj, from_ms, until_ms, reason from rec_absence
where org = ?1 and stay_id = ?2 and withdrawn = 0 order by from_ms, obj

-- members_of_household(org int, household ref) -> many (member id, person ref, relation choice,
--   from_ms instant, until_ms instant?)
select obj, person_id, relation, from_ms, until_ms from rec_member
where org = ?1 and household_id = ?2 and withdrawn = 0 order by from_ms, obj

-- members_of_stayers(org int, house ref, at instant) -> many (member id, household ref, person ref,
--   relation choice, from_ms instant, until_ms instant?)
select m.obj, m.household_id, m.person_id, m.relation, m.from_ms, m.until_ms
from (
  select household_id as family from rec_stay
  where org = ?1 and house_id = ?2 and state = 2 and withdrawn = 0 and from_ms < ?3
    and (until_ms is null or until_ms >= ?3)
  union
  select household_id from rec_stay
  where org = ?1 and house_id = ?2 and state = 3 and until_ms >= ?3 and withdrawn = 0
    and from_ms < ?3
) as s
join rec_member m on m.org = ?1 and m.household_id = s.family and m.withdrawn = 0
order by 2, 5, 1

-- households_of_person(org int, person ref) -> many (member id, household ref, relation choice,
--   from_ms instant, until_ms instant?)
select obj, household_id, relation, from_ms, until_ms from rec_member
where org = ?1 and person_id = ?2 and withdrawn = 0 order by from_ms desc, obj
