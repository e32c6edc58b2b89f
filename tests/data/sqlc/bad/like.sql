/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: both engines do not mean the same by this, or it has no place here: "like" */
-- x(org int) -> many (n int)
select n from room where org = ?1 and name like 'a%'
