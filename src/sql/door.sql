/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Calls, visitors, and who is down in the cellar. */

-- enquiries_of_house(org int, house ref, before instant, before_id id, page int) -> many
--   (enquiry id, kind choice, at instant, child ref?, author ref)
select obj, kind, at_ms, child_id, made_author from rec_enquiry
where org = ?1 and house_id = ?2 and withdrawn = 0 and at_ms <= ?3 and (at_ms < ?3 or obj < ?4)
order by at_ms desc, obj desc limit ?5

-- enquiries_not_looked_at(org int, after id, from instant, page int) -> many (enquiry id)
select e.obj from rec_enquiry e
left join rec_alert a on a.org = e.org and a.enquiry_id = e.obj and a.withdrawn = 0
where e.org = ?1 and e.obj > ?2 and e.withdrawn = 0 and e.at_ms >= ?3 and a.obj is null
order by e.obj limit ?4

-- alerts_of_person(org int, person ref) -> many (alert id, enquiry ref)
select obj, enquiry_id from rec_alert
where org = ?1 and person_id = ?2 and withdrawn = 0 order by obj

-- alerts_of_enquiry(org int, enquiry ref) -> many (alert id, person ref?)
select obj, person_id from rec_alert
where org = ?1 and enquiry_id = ?2 and withdrawn = 0 order by obj

-- enquiries_about(org int, person ref) -> many (enquiry id)
select enquiry_id from rec_alert where org = ?1 and person_id = ?2
union
select obj from rec_enquiry where org = ?1 and child_id = ?2
order by 1

-- cellars_of_house(org int, house ref, page int) -> many (cellar id, at instant, author ref)
select obj, at_ms, made_author from rec_cellar
where org = ?1 and house_id = ?2 and withdrawn = 0 order by at_ms desc, obj limit ?3

-- marks_of_cellar(org int, cellar ref) -> many (mark id, person ref, where choice)
select obj, person_id, mark from rec_cellar_mark
where org = ?1 and cellar_id = ?2 and withdrawn = 0 order by obj
