/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Credentials, sessions, links, tokens, tries, drafts (src/signin). Side tables beside the keys:
 * never rebuilt. No token, password or code stands here, only what is derived from one. */

-- schema signin
create table if not exists credential (
  org int not null,
  user_id bytes not null,
  salt bytes not null,
  verifier bytes not null,
  set_ms int not null,
  must_change int not null,
  primary key (org, user_id)
) without rowid;
create table if not exists second_factor (
  org int not null,
  user_id bytes not null,
  is_offer int not null,
  secret bytes not null,
  step int not null,
  set_ms int not null,
  primary key (org, user_id, is_offer)
) without rowid;
create table if not exists recovery_code (
  org int not null,
  user_id bytes not null,
  verifier bytes not null,
  salt bytes not null,
  is_used int not null,
  primary key (org, user_id, verifier)
) without rowid;
create table if not exists signin_link (
  org int not null,
  token bytes not null,
  user_id bytes not null,
  maker bytes not null,
  drops_factor int not null,
  made_ms int not null,
  boot text not null,
  boot_ms int not null,
  primary key (org, token)
) without rowid;
create index if not exists signin_link_user on signin_link (org, user_id);
create table if not exists session (
  org int not null,
  token bytes not null,
  user_id bytes not null,
  made_ms int not null,
  boot text not null,
  made_boot_ms int not null,
  used_boot_ms int not null,
  fresh_boot_ms int not null,
  needs int not null,
  is_locked int not null,
  agent text not null,
  place int not null,
  primary key (org, token)
) without rowid;
create table if not exists bearer_token (
  org int not null,
  token bytes not null,
  user_id bytes not null,
  name text not null,
  made_ms int not null,
  used_ms int not null,
  ended_ms int,
  primary key (org, token)
) without rowid;
create table if not exists signin_attempt (
  org int not null,
  at_ms int not null,
  attempt bytes not null,
  user_id bytes not null,
  place int not null,
  factor int not null,
  maker bytes not null,
  is_good int not null,
  primary key (org, at_ms, attempt)
) without rowid;
create table if not exists draft (
  org int not null,
  user_id bytes not null,
  form text not null,
  sealed bytes not null,
  made_ms int not null,
  primary key (org, user_id, form)
) without rowid;

-- credential_get(org int, user id) -> one (salt bytes, verifier hash, must_change yesno,
--   set_ms instant)
select salt, verifier, must_change, set_ms from credential where org = ?1 and user_id = ?2

-- credential_put(org int, user id, salt bytes, verifier hash, set instant, must_change yesno) -> none
insert into credential (org, user_id, salt, verifier, set_ms, must_change)
values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (org, user_id) do update set salt = excluded.salt, verifier = excluded.verifier,
  set_ms = excluded.set_ms, must_change = excluded.must_change

-- credentials_count(org int) -> one (n int)
select count(*) from credential where org = ?1

-- credential_users(org int) -> many (user id)
select user_id from credential where org = ?1
union select user_id from second_factor where org = ?1 and is_offer = 0
order by user_id

-- factor_get(org int, user id, is_offer yesno) -> one (secret bytes, step int)
select secret, step from second_factor where org = ?1 and user_id = ?2 and is_offer = ?3

-- factor_put(org int, user id, is_offer yesno, secret bytes, step int, set instant) -> none
insert into second_factor (org, user_id, is_offer, secret, step, set_ms)
values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (org, user_id, is_offer) do update set secret = excluded.secret, step = excluded.step,
  set_ms = excluded.set_ms

-- factor_use(org int, user id, step int) -> none
update second_factor set step = ?3 where org = ?1 and user_id = ?2 and is_offer = 0 and step < ?3

-- factors_drop(org int, user id) -> none
delete from second_factor where org = ?1 and user_id = ?2

-- factor_whole(org int, user id) -> one (secret bytes, step int, set_ms instant)
select secret, step, set_ms from second_factor
where org = ?1 and user_id = ?2 and is_offer = 0

-- recovery_codes_of(org int, user id) -> many (verifier hash, salt bytes, is_used yesno)
select verifier, salt, is_used from recovery_code where org = ?1 and user_id = ?2 order by verifier

-- recovery_code_put(org int, user id, verifier hash, salt bytes, is_used yesno) -> none
insert into recovery_code (org, user_id, verifier, salt, is_used) values (?1, ?2, ?3, ?4, ?5)

-- recovery_code_use(org int, user id, verifier hash) -> none
update recovery_code set is_used = 1 where org = ?1 and user_id = ?2 and verifier = ?3

-- recovery_codes_drop(org int, user id) -> none
delete from recovery_code where org = ?1 and user_id = ?2

-- signin_link_put(org int, token hash, user id, maker id, drops_factor yesno, made instant,
--   boot text, boot_ms int) -> none
insert into signin_link (org, token, user_id, maker, drops_factor, made_ms, boot, boot_ms)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- signin_link_get(org int, token hash) -> one (user id, maker id, drops_factor yesno, boot text,
--   boot_ms int)
select user_id, maker, drops_factor, boot, boot_ms from signin_link where org = ?1 and token = ?2

-- signin_link_drop(org int, token hash) -> none
delete from signin_link where org = ?1 and token = ?2

-- signin_links_drop_user(org int, user id) -> none
delete from signin_link where org = ?1 and user_id = ?2

-- signin_links_sweep(org int, boot text, before_ms int) -> none
delete from signin_link where org = ?1 and (boot <> ?2 or boot_ms <= ?3)

-- session_put(org int, token hash, user id, made instant, boot text, made_boot_ms int,
--   used_boot_ms int, fresh_boot_ms int, needs int, is_locked yesno, agent text, place int) -> none
insert into session (org, token, user_id, made_ms, boot, made_boot_ms, used_boot_ms, fresh_boot_ms,
  needs, is_locked, agent, place)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)

-- session_used(org int, token hash, used_boot_ms int, is_locked yesno) -> none
update session set used_boot_ms = ?3, is_locked = ?4 where org = ?1 and token = ?2

-- session_drop(org int, token hash) -> none
delete from session where org = ?1 and token = ?2

-- sessions_all(org int) -> many (token hash, user id, made_ms instant, boot text, made_boot_ms int,
--   used_boot_ms int, fresh_boot_ms int, needs int, is_locked yesno, agent text, place int)
select token, user_id, made_ms, boot, made_boot_ms, used_boot_ms, fresh_boot_ms, needs, is_locked, agent,
  place
from session where org = ?1 order by token

-- bearer_put(org int, token hash, user id, name text, made instant) -> none
insert into bearer_token (org, token, user_id, name, made_ms, used_ms) values (?1, ?2, ?3, ?4, ?5, ?5)

-- bearer_used(org int, token hash, used instant) -> none
update bearer_token set used_ms = ?3 where org = ?1 and token = ?2

-- bearer_end(org int, token hash, ended instant) -> none
update bearer_token set ended_ms = ?3 where org = ?1 and token = ?2 and ended_ms is null

-- bearers_live(org int) -> many (token hash, user id, name text, made_ms instant, used_ms instant)
select token, user_id, name, made_ms, used_ms from bearer_token
where org = ?1 and ended_ms is null order by token

-- signin_attempt_put(org int, at instant, attempt id, user id, place int, factor int, maker id,
--   is_good yesno) -> none
insert into signin_attempt (org, at_ms, attempt, user_id, place, factor, maker, is_good)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- signin_attempts_last(org int, most int) -> many (at_ms instant, user id, place int, factor int,
--   maker id, is_good yesno)
select at_ms, user_id, place, factor, maker, is_good from signin_attempt
where org = ?1 order by at_ms desc, attempt limit ?2

-- signin_attempts_since(org int, since int, most int) -> many (at_ms instant, user id, factor int,
--   is_good yesno)
select at_ms, user_id, factor, is_good from signin_attempt
where org = ?1 and at_ms >= ?2 order by at_ms desc, attempt limit ?3

-- draft_put(org int, user id, form text, sealed bytes, made instant) -> none
insert into draft (org, user_id, form, sealed, made_ms) values (?1, ?2, ?3, ?4, ?5)
on conflict (org, user_id, form) do update set sealed = excluded.sealed, made_ms = excluded.made_ms

-- draft_get(org int, user id, form text) -> one (sealed bytes, made_ms instant)
select sealed, made_ms from draft where org = ?1 and user_id = ?2 and form = ?3

-- drafts_of(org int, user id) -> many (form text, made_ms instant)
select form, made_ms from draft where org = ?1 and user_id = ?2 order by made_ms, form

-- draft_drop(org int, user id, form text) -> none
delete from draft where org = ?1 and user_id = ?2 and form = ?3

-- drafts_sweep(org int, before instant) -> none
delete from draft where org = ?1 and made_ms < ?2

-- drafts_drop_all(org int) -> none
delete from draft where org = ?1
