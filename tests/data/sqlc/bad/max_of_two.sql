/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: max and min of two values are only in SQLite, say case when: "max" */
-- x(org int) -> many (n int)
select max(n, 1) from room where org = ?1
