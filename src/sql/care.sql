/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Medicines, allergies, papers; relationships and contacts. A kind is the number of the record's
 * type: 53 medicine, 54 allergy, 55 paper. State 1 holds now; of relationships 1 and 2 do. */

-- facts_of_person(org int, person ref, most int) -> many (kind int, fact id, state choice)
select 53, obj, state from rec_medicine
where org = ?1 and person_id = ?2 and withdrawn = 0 and state <= ?3
union all
select 54, obj, state from rec_allergy
where org = ?1 and person_id = ?2 and withdrawn = 0 and state <= ?3
union all
select 55, obj, state from rec_paper
where org = ?1 and person_id = ?2 and withdrawn = 0 and state <= ?3
order by 1, 3, 2

-- papers_ending(org int, house ref, before date) -> many (paper id, person ref, expires date)
select p.obj, p.person_id, p.expires_day from rec_stay s
join rec_paper p on p.org = s.org and p.person_id = s.person_id and p.state = 1
  and p.withdrawn = 0 and p.expires_day < ?3
where s.org = ?1 and s.house_id = ?2 and s.state = 2 and s.withdrawn = 0
order by p.expires_day, p.obj

-- relationships_of_a(org int, a ref, most int) -> many (relationship id, b ref?, contact ref?,
--   state choice)
select obj, b_id, contact_id, state from rec_relationship
where org = ?1 and a_id = ?2 and withdrawn = 0 and state <= ?3 order by state, obj

-- relationships_of_b(org int, b ref, most int) -> many (relationship id, a ref, state choice)
select obj, a_id, state from rec_relationship
where org = ?1 and b_id = ?2 and withdrawn = 0 and state <= ?3 order by state, obj

-- relationships_of_contact(org int, contact ref) -> many (relationship id, a ref, state choice)
select obj, a_id, state from rec_relationship
where org = ?1 and contact_id = ?2 and withdrawn = 0 order by state, obj

-- contact_guarded(org int, contact ref) -> one (kind choice, author ref)
select kind, made_author from rec_contact where org = ?1 and obj = ?2 and withdrawn = 0

-- contacts_after(org int, after id, most int, page int) -> many (contact id, kind choice,
--   duty yesno?, author ref, state choice)
select obj, kind, duty, made_author, state from rec_contact
where org = ?1 and obj > ?2 and withdrawn = 0 and state <= ?3 order by obj limit ?4
