/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: say join ... on x.org = y.org instead of a comma: "from" */
-- x(org int) -> many (n int)
select r.n from room r, bed b where r.org = ?1 and b.org = r.org
