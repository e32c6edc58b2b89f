/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Activities: series, their sessions, who came. `most` is the last state of a series that is
 * wanted: 1 leaves out what has ended. */

-- series_guarded(org int, series ref) -> one (house ref, leader ref?, state choice)
select house_id, leader_id, state from rec_series
where org = ?1 and obj = ?2 and withdrawn = 0

-- series_of_house(org int, house ref, most int) -> many (series id)
select obj from rec_series
where org = ?1 and house_id = ?2 and withdrawn = 0 and state <= ?3 order by obj limit 200

-- series_of_leader(org int, leader ref, most int) -> many (series id)
select obj from rec_series
where org = ?1 and leader_id = ?2 and withdrawn = 0 and state <= ?3 order by obj limit 200

-- sessions_of_series(org int, series ref, from_day date, to_day date, from_ms instant,
--   to_ms instant) -> many (session id, day date, at_ms instant, state choice, women int?,
--   children int?, others int?)
select obj, day_day, at_ms, state, women, children, others from rec_session
where org = ?1 and series_id = ?2 and withdrawn = 0
  and ((day_day >= ?3 and day_day <= ?4) or (at_ms >= ?5 and at_ms < ?6))
order by day_day, obj

-- session_of_day(org int, series ref, day date) -> one (session id, at_ms instant, state choice,
--   author ref)
select obj, at_ms, state, made_author from rec_session
where org = ?1 and series_id = ?2 and day_day = ?3 and withdrawn = 0

-- sessions_of_house(org int, house ref, from instant, until instant) -> many (session id,
--   series ref, day date, at_ms instant, state choice, women int?, children int?, others int?)
select obj, series_id, day_day, at_ms, state, women, children, others from rec_session
where org = ?1 and house_id = ?2 and withdrawn = 0 and at_ms >= ?3 and at_ms < ?4
order by at_ms, obj

-- attendance_of_session(org int, session ref) -> many (attendance id, person ref, state choice)
select obj, person_id, state from rec_attendance
where org = ?1 and session_id = ?2 and withdrawn = 0 order by obj

-- attendance_of_series(org int, series ref) -> many (attendance id)
select a.obj from rec_session s
join rec_attendance a on a.org = s.org and a.session_id = s.obj and a.withdrawn = 0
where s.org = ?1 and s.series_id = ?2 and s.withdrawn = 0 order by a.obj limit 1
