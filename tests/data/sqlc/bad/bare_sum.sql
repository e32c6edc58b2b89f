/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: PostgreSQL's sum is not an int, say cast(sum(...) as bigint): "sum" */
-- x(org int) -> many (n int)
select sum(n) from room where org = ?1
