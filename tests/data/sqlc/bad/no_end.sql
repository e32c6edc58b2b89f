/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: ' has no end */
-- x(org int) -> many (n int)
select n from room where org = ?1 and name = 'a
