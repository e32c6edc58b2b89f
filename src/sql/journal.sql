/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The store of entries (src/journal). Rows are added and never changed, but for the ciphertext of
 * an erased person's parts, which goes. Columns beside the header repeat it for the indexes;
 * verify compares them. */

-- schema journal
create table journal_entry (
  org int not null,
  feed bytes not null,
  seq int not null,
  hash bytes not null,
  hlc int not null,
  deed bytes not null,
  type int not null,
  obj bytes not null,
  author bytes not null,
  header bytes not null,
  body bytes,
  primary key (org, feed, seq)
) without rowid;
create index journal_entry_obj on journal_entry (org, obj, hlc, feed, seq);
create index journal_entry_deed on journal_entry (org, deed);
create index journal_entry_hlc on journal_entry (org, hlc);
create table journal_part (
  org int not null,
  feed bytes not null,
  seq int not null,
  part int not null,
  key bytes not null,
  cipher bytes,
  primary key (org, feed, seq, part)
) without rowid;
create index journal_part_key on journal_part (org, key);
create table journal_seal (
  org int not null,
  feed bytes not null,
  seq int not null,
  since int not null,
  hash bytes not null,
  signature bytes not null,
  primary key (org, feed, seq)
) without rowid;

-- journal_entry_add(org int, feed id, seq int, hash hash, hlc int, deed id, type int, obj id,
--   author id, header bytes, body bytes?) -> none
insert into journal_entry (org, feed, seq, hash, hlc, deed, type, obj, author, header, body)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- journal_part_add(org int, feed id, seq int, part int, key id, cipher bytes?) -> none
insert into journal_part (org, feed, seq, part, key, cipher) values (?1, ?2, ?3, ?4, ?5, ?6)

-- journal_seal_add(org int, feed id, seq int, since int, hash hash, signature bytes) -> none
insert into journal_seal (org, feed, seq, since, hash, signature)
values (?1, ?2, ?3, ?4, ?5, ?6)

-- journal_parts_drop(org int, key id) -> none
update journal_part set cipher = null where org = ?1 and key = ?2 and cipher is not null

-- journal_feed_next(org int, after id) -> one (feed id)
select feed from journal_entry where org = ?1 and feed > ?2 order by feed limit 1

-- journal_feed_head(org int, feed id) -> one (seq int, hash hash, hlc int)
select seq, hash, hlc from journal_entry where org = ?1 and feed = ?2 order by seq desc limit 1

-- journal_feed_sealed(org int, feed id) -> one (seq int)
select seq from journal_seal where org = ?1 and feed = ?2 order by seq desc limit 1

-- journal_seal_at(org int, feed id, seq int) -> one (since int, hash hash, signature bytes)
select since, hash, signature from journal_seal where org = ?1 and feed = ?2 and seq = ?3

-- journal_entry_at(org int, feed id, seq int) -> one (hash hash, header bytes, body bytes?)
select hash, header, body from journal_entry where org = ?1 and feed = ?2 and seq = ?3

-- journal_of_obj(org int, obj id, most int) -> many (hash hash, header bytes, body bytes?)
select hash, header, body from journal_entry where org = ?1 and obj = ?2
order by hlc, feed, seq limit ?3

-- journal_of_deed(org int, deed id, most int) -> many (hash hash, header bytes, body bytes?)
select hash, header, body from journal_entry where org = ?1 and deed = ?2
order by hlc, feed, seq limit ?3

-- journal_deed_page(org int, deed id, feed id, seq int, most int)
--   -> many (feed id, seq int, type int, obj id)
select feed, seq, type, obj from journal_entry
where org = ?1 and deed = ?2 and (feed, seq) > (?3, ?4) order by feed, seq limit ?5

/* The newest first, for people who read on. */
-- journal_latest(org int, before int, from int, most int)
--   -> many (hash hash, header bytes, body bytes?)
select hash, header, body from journal_entry where org = ?1 and hlc < ?2 and hlc >= ?3
order by hlc desc, feed, seq desc limit ?4

-- journal_deed_any(org int, deed id) -> one (there int)
select cast(1 as bigint) from journal_entry where org = ?1 and deed = ?2 limit 1

-- journal_deed_author(org int, deed id) -> one (author id)
select author from journal_entry where org = ?1 and deed = ?2 limit 1

-- journal_after(org int, feed id, seq int, most int) -> many (hash hash, header bytes, body bytes?)
select hash, header, body from journal_entry where org = ?1 and (feed, seq) > (?2, ?3)
order by feed, seq limit ?4

-- journal_feed_after(org int, feed id, seq int, most int)
--   -> many (hash hash, header bytes, body bytes?)
select hash, header, body from journal_entry where org = ?1 and feed = ?2 and seq > ?3
order by seq limit ?4

-- journal_part_cipher(org int, feed id, seq int, part int) -> one (cipher bytes?)
select cipher from journal_part
where org = ?1 and feed = ?2 and seq = ?3 and part = ?4

-- journal_part_of_entry(org int, feed id, seq int, part int)
--   -> one (header bytes, cipher bytes?)
select e.header, p.cipher from journal_entry e
join journal_part p on p.org = e.org and p.feed = e.feed and p.seq = e.seq
where e.org = ?1 and e.feed = ?2 and e.seq = ?3 and p.part = ?4

-- journal_part_keyed(org int, key id) -> one (seq int)
select seq from journal_part where org = ?1 and key = ?2 limit 1

/* For verify: everything as bytes, so that a row of a wrong shape is a finding and no error. */
-- journal_rows_after(org int, feed bytes, seq int, most int) -> many (feed bytes, seq int,
--   hash bytes, hlc int, deed bytes, type int, obj bytes, author bytes, header bytes, body bytes?)
select feed, seq, hash, hlc, deed, type, obj, author, header, body from journal_entry
where org = ?1 and (feed, seq) > (?2, ?3) order by feed, seq limit ?4

-- journal_part_rows_after(org int, feed bytes, seq int, part int, most int)
--   -> many (feed bytes, seq int, part int, key bytes, cipher bytes?)
select feed, seq, part, key, cipher from journal_part
where org = ?1 and (feed, seq, part) > (?2, ?3, ?4) order by feed, seq, part limit ?5

-- journal_seal_rows_after(org int, feed bytes, seq int, most int)
--   -> many (feed bytes, seq int, since int, hash bytes, signature bytes)
select feed, seq, since, hash, signature from journal_seal
where org = ?1 and (feed, seq) > (?2, ?3) order by feed, seq limit ?4
