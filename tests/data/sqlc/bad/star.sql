/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: name the columns: "*" */
-- x(org int) -> many (n int)
select * from room where org = ?1
