/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What may be asked about persons without their keys, and about the site itself. */

-- person_guarded(org int, person ref) -> one (state choice, danger choice, author ref)
select state, danger, made_author from rec_person
where org = ?1 and obj = ?2 and withdrawn = 0

/* Up to 256 ids, 16 bytes each, one after the other: numbers stand in for a list of values, which
   the two engines write differently. Of no ids nobody is found. The limit tells the
   planner that they are few: else it makes a filter of the whole table first. */
-- persons_guarded(org int, ids bytes, n int) -> many (nth int, danger choice, author ref,
--   house ref?, stay_state choice?, from_ms instant?, until_ms instant?)
with recursive nth(i) as (select 0 union all select i + 1 from nth where i + 1 < ?3 and i < 255),
few as (select i from nth limit 256)
select few.i, p.danger, p.made_author, s.house_id, s.state, s.from_ms, s.until_ms
from few
join rec_person p on p.org = ?1 and p.obj = substr(?2, few.i * 16 + 1, 16) and p.withdrawn = 0
left join rec_stay s on s.org = p.org and s.person_id = p.obj and s.withdrawn = 0
order by few.i, s.from_ms desc, s.obj

-- erasures_of_person(org int, person ref) -> many (erasure id, state choice, asked_by ref,
--   reason choice, asked_at instant)
select obj, state, asked_by_id, reason, asked_at_ms from rec_erasure
where org = ?1 and person_id = ?2 and withdrawn = 0 order by asked_at_ms desc, obj

-- erasures_done(org int) -> many (person ref, sex choice?, adult_from date?)
select person_id, counted_sex, counted_adult_from_day from rec_erasure
where org = ?1 and state = 2 and withdrawn = 0 order by person_id, obj

-- organisation_row(org int) -> one (organisation id, lang choice, zone text, demo yesno?)
select obj, lang, zone, demo from rec_organisation
where org = ?1 and withdrawn = 0

-- site_row(org int) -> one (site id)
select obj from rec_site where org = ?1 and withdrawn = 0

-- incarnations(org int) -> many (incarnation id, number int, reason choice)
select obj, number, reason from rec_incarnation
where org = ?1 and withdrawn = 0 order by number desc, obj
