/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Referrals. `most` is the last state that is wanted: 4 leaves out what was answered. */

-- referral_guarded(org int, referral ref) -> one (by ref, house ref?, on_case ref?, about ref?,
--   state choice)
select by_id, house_id, case_id, about_id, state from rec_referral
where org = ?1 and obj = ?2 and withdrawn = 0

-- referrals_of_house(org int, house ref, least int, most int) -> many (referral id, by ref,
--   state choice, urgency choice, at instant, decided instant?)
select obj, by_id, state, urgency, at_ms, decided_at_ms from rec_referral
where org = ?1 and house_id = ?2 and state >= ?3 and state <= ?4 and withdrawn = 0

-- referrals_nowhere(org int, least int, most int) -> many (referral id, by ref, about ref?,
--   state choice, urgency choice, at instant, decided instant?)
select obj, by_id, about_id, state, urgency, at_ms, decided_at_ms from rec_referral
where org = ?1 and house_id is null and state >= ?2 and state <= ?3 and withdrawn = 0

-- referrals_of_user(org int, user ref, least int, most int) -> many (referral id, house ref?,
--   about ref?, state choice, urgency choice, at instant, decided instant?)
select obj, house_id, about_id, state, urgency, at_ms, decided_at_ms from rec_referral
where org = ?1 and by_id = ?2 and state >= ?3 and state <= ?4 and withdrawn = 0

-- referrals_about(org int, about ref) -> many (referral id)
select obj from rec_referral where org = ?1 and about_id = ?2

-- timeline_referral(org int, found ref, before instant, last ref, page int) ->
--   many (item id, at instant, author ref)
select obj, at_ms, made_author from rec_referral
where org = ?1 and case_id = ?2 and at_ms <= ?3 and (at_ms < ?3 or obj < ?4) and withdrawn = 0
order by at_ms desc, obj desc limit ?5
