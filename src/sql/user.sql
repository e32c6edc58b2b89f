/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Users and what they were granted. */

-- user_by_login(org int, login text) -> one (user id, state choice, person ref?, lang choice?)
select obj, state, person_id, lang from rec_user
where org = ?1 and login = ?2 and withdrawn = 0

-- user_by_id(org int, user ref) -> one (login text, state choice, person ref?, made_by ref?,
--   made_hlc int)
select login, state, person_id, made_by_id, made_hlc from rec_user
where org = ?1 and obj = ?2 and withdrawn = 0

/* The first user: nobody of the house made her. */
-- user_first(org int, program text) -> one (user ref, login text)
select obj, login from rec_user
where org = ?1 and withdrawn = 0 and made_by_id is null and login <> ?2
order by made_hlc, obj limit 1

-- users(org int) -> many (user id internal "User", login text internal "Login",
--   state choice internal "State")
select obj, login, state from rec_user
where org = ?1 and withdrawn = 0 order by login, obj

-- grants_of_user(org int, user ref, now instant) -> many (role choice internal "Role",
--   scope choice internal "Scope", house ref? internal "House")
select role, scope, house_id from rec_grant
where org = ?1 and user_id = ?2 and withdrawn = 0 and from_ms <= ?3
  and (until_ms is null or until_ms > ?3) order by obj

/* With those that are over or have not begun. */
-- grants_ever_of_user(org int, user ref) -> many (grant id, role choice, scope choice, house ref?,
--   from instant, until instant?)
select obj, role, scope, house_id, from_ms, until_ms from rec_grant
where org = ?1 and user_id = ?2 and withdrawn = 0 order by from_ms, obj

/* Who can let everybody in, without an end. */
-- grants_of_role(org int, role choice, scope choice, now instant) -> many (grant id, user ref)
select g.obj, g.user_id from rec_grant g
join rec_user u on u.org = g.org and u.obj = g.user_id
where g.org = ?1 and g.role = ?2 and g.scope = ?3 and g.withdrawn = 0 and g.from_ms <= ?4
  and g.until_ms is null and u.withdrawn = 0 and u.state = 1 order by g.obj

-- grants_of_all(org int) -> many (user ref, role choice, scope choice, house ref?)
select user_id, role, scope, house_id from rec_grant
where org = ?1 and withdrawn = 0 order by user_id, obj
