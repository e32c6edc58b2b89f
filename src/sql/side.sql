/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Side tables of the main store: never rebuilt, listed in ARCHITECTURE.md. */

-- schema side
create table deed_clock (
  org int not null,
  deed bytes not null,
  author bytes not null,
  boot text not null,
  boot_ms int not null,
  is_final int not null,
  primary key (org, deed)
) without rowid;
create table site_state (
  org int not null,
  name text not null,
  value int not null,
  primary key (org, name)
) without rowid;

/* A deed of several commits has its ten minutes from the last one. */
-- deed_clock_put(org int, deed id, author id, boot text, boot_ms int, is_final yesno) -> none
insert into deed_clock (org, deed, author, boot, boot_ms, is_final)
values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (org, deed) do update set boot = excluded.boot, boot_ms = excluded.boot_ms,
  is_final = excluded.is_final

-- deed_clock_get(org int, deed id) -> one (author id, boot text, boot_ms int, is_final yesno)
select author, boot, boot_ms, is_final from deed_clock where org = ?1 and deed = ?2

-- deed_clock_drop(org int, boot text, before_ms int) -> none
delete from deed_clock where org = ?1 and (boot <> ?2 or boot_ms < ?3)

-- site_state_get(org int, name text) -> one (value int)
select value from site_state where org = ?1 and name = ?2

-- site_state_put(org int, name text, value int) -> none
insert into site_state (org, name, value) values (?1, ?2, ?3)
on conflict (org, name) do update set value = excluded.value
