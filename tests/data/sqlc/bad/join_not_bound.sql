/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: 2 tables, but 1 times org = ?1 or org = x.org */
-- x(org int) -> many (n int)
select r.n from room r join bed b on b.room = r.obj where r.org = ?1
