/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Incidents, who was part of them, who has to be told. */

-- incident_guarded(org int, incident ref) -> one (about ref, author ref, state choice)
select about_id, made_author, state from rec_incident
where org = ?1 and obj = ?2 and withdrawn = 0

-- incidents_after(org int, after id, most int, page int) -> many (incident id, about ref,
--   author ref, house ref?, at_ms instant, kind choice, severity choice, state choice)
select obj, about_id, made_author, house_id, at_ms, kind, severity, state from rec_incident
where org = ?1 and obj > ?2 and withdrawn = 0 and state <= ?3 order by obj limit ?4

-- incidents_about(org int, about ref) -> many (incident id, about ref, author ref, house ref?,
--   at_ms instant, kind choice, severity choice, state choice)
select obj, about_id, made_author, house_id, at_ms, kind, severity, state from rec_incident
where org = ?1 and about_id = ?2 and withdrawn = 0 order by at_ms desc, obj

-- incident_people(org int, incident ref) -> many (part id, person ref)
select obj, person_id from rec_incident_person
where org = ?1 and incident_id = ?2 and withdrawn = 0 order by obj

-- incident_tellings(org int, incident ref) -> many (told id, body choice, due date?, state choice,
--   at_ms instant?)
select obj, body, due_day, state, at_ms from rec_incident_told
where org = ?1 and incident_id = ?2 and withdrawn = 0 order by obj

-- timeline_incident(org int, found ref, before instant, last ref, page int) ->
--   many (item id, at instant, author ref)
select obj, at_ms, made_author from rec_incident
where org = ?1 and case_id = ?2 and at_ms <= ?3 and (at_ms < ?3 or obj < ?4) and withdrawn = 0
order by at_ms desc, obj desc limit ?5
