/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: no floating point: "1e3" */
-- x(org int) -> many (n int)
select n from room where org = ?1 and n > 1e3
