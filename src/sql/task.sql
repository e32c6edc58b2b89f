/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tasks. `most` is the last state that is wanted: 2 leaves out what is done or not needed. */

-- task_guarded(org int, task ref) -> one (owner ref?, about ref?, author ref)
select owner_id, about_id, made_author from rec_task
where org = ?1 and obj = ?2 and withdrawn = 0

-- tasks_of_owner(org int, owner ref, most int) -> many (task id, owner ref?, about ref?, author ref,
--   due date?, state choice)
select obj, owner_id, about_id, made_author, due_day, state from rec_task
where org = ?1 and owner_id = ?2 and withdrawn = 0 and state <= ?3 order by obj

-- tasks_about(org int, about ref, most int) -> many (task id, owner ref?, about ref?, author ref,
--   due date?, state choice)
select obj, owner_id, about_id, made_author, due_day, state from rec_task
where org = ?1 and about_id = ?2 and withdrawn = 0 and state <= ?3 order by obj

-- tasks_after(org int, after id, most int, page int) -> many (task id, owner ref?, about ref?,
--   author ref, due date?, state choice)
select obj, owner_id, about_id, made_author, due_day, state from rec_task
where org = ?1 and obj > ?2 and withdrawn = 0 and state <= ?3 order by obj limit ?4
