/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A small house for tests/unit/test_sqlc.c: every kind, every form of a label, every answer. */

-- schema sample
create table sample_room (
    org int not null, obj bytes not null, name text not null, places int not null,
    price int, opened int, warm int not null, print bytes,
    primary key (org, obj)
) without rowid;
create unique index sample_room_by_name on sample_room (org, name);
create table sample_guest (
    org int not null, obj bytes not null, room bytes not null, words text,
    primary key (org, obj)
);

-- sample_room_add(org int, room id, name text, places int, price money?, opened date?,
--   warm yesno, print hash?) -> none
insert into sample_room (org, obj, name, places, price, opened, warm, print)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- sample_room_get(org int, room id) -> one (name text internal "The room's name",
--   places int open "Places", price money? personal, opened date?, warm yesno hidden "Warm",
--   print hash? special "Print")
select name, places, price, opened, warm, print from sample_room where org = ?1 and obj = ?2

/* Words between quotes are no SQL: they may say like, now() and ?9. */
-- sample_guest_add(org int, guest id, room ref, words text?) -> none
insert into sample_guest (org, obj, room, words)
values (?1, ?2, ?3, coalesce(?4, 'she likes now() "so" \ ?9'))

-- sample_rooms(org int, after id, most int)
--   -> many (room ref hidden "Room", guests int, places int, words bytes?)
select r.obj, count(g.obj), cast(sum(r.places) as bigint), r.print
from sample_room r
left join sample_guest g on g.org = r.org and g.room = r.obj
where r.org = ?1 and r.obj > ?2
group by r.org, r.obj, r.print
order by r.obj
limit ?3

-- sample_words(org int, least int) -> many (words text)
with crowded as (
    select room, count(*) as n from sample_guest where org = ?1 group by room
)
select g.words from sample_guest g join crowded on crowded.room = g.room and crowded.n >= ?2
where g.org = ?1 order by g.words

-- sample_one_of(org int) -> one (name text)
select name from sample_room where org = ?1 order by name

-- sample_engine(org int) -> one (engine text)
select 'sqlite' from sample_room where org = ?1 limit 1
-- pg:
select 'pg' from sample_room where org = ?1 limit 1

-- sample_room_grow(org int, room id, more int) -> one (places int)
insert into sample_room (org, obj, name, places, warm) values (?1, ?2, 'new', ?3, 0)
on conflict (org, obj) do update set places = sample_room.places + ?3
returning places

-- sample_bad_yesno(org int, room id) -> none
update sample_room set warm = 2 where org = ?1 and obj = ?2

-- sample_names(org int) -> many (name text)
select name from sample_room where org = ?1 order by name
