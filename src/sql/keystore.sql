/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The key store (src/journal/keystore.c): in keys.db or a schema of its own. A row is a key of a
 * person, an area or the site, wrapped under the site's master key. */

-- schema keystore
create table stored_key (
  org int not null,
  key bytes not null,
  subject bytes not null,
  wrapped bytes not null,
  made_ms int not null,
  primary key (org, key)
) without rowid;
create unique index stored_key_subject on stored_key (org, subject);

-- keystore_add(org int, key id, subject id, wrapped bytes, made instant) -> none
insert into stored_key (org, key, subject, wrapped, made_ms) values (?1, ?2, ?3, ?4, ?5)

-- keystore_remove(org int, key id) -> none
delete from stored_key where org = ?1 and key = ?2

-- keystore_of_subject(org int, subject id) -> one (key id)
select key from stored_key where org = ?1 and subject = ?2

-- keystore_of_key(org int, key id) -> one (subject id)
select subject from stored_key where org = ?1 and key = ?2

-- keystore_after(org int, after id, most int) -> many (key id, subject id, wrapped bytes,
--   made instant)
select key, subject, wrapped, made_ms from stored_key where org = ?1 and key > ?2
order by key limit ?3
