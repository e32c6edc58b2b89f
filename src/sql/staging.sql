/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Foreign files that wait to be taken over (src/desk/staging.h): sealed, in parts, beside the keys;
 * gone after a week. A side table: never rebuilt. */

-- schema staging
create table if not exists staging (
  org int not null,
  user_id bytes not null,
  file bytes not null,
  part int not null,
  sealed bytes not null,
  made_ms int not null,
  primary key (org, user_id, file, part)
) without rowid;

-- staging_put(org int, user id, file id, part int, sealed bytes, made instant) -> none
insert into staging (org, user_id, file, part, sealed, made_ms) values (?1, ?2, ?3, ?4, ?5, ?6)

-- staging_part(org int, user id, file id, part int) -> one (sealed bytes)
select sealed from staging where org = ?1 and user_id = ?2 and file = ?3 and part = ?4

-- staging_of(org int, user id) -> many (file id, made_ms instant)
select file, made_ms from staging where org = ?1 and user_id = ?2 and part = 0
order by made_ms, file

-- staging_drop(org int, user id, file id) -> none
delete from staging where org = ?1 and user_id = ?2 and file = ?3

-- staging_sweep(org int, before instant) -> none
delete from staging where org = ?1 and made_ms < ?2

-- staging_drop_all(org int) -> none
delete from staging where org = ?1
