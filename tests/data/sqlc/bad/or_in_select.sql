/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:5: put what stands around this between brackets: "or" */
-- x(org int, n int) -> none
delete from room where org = ?1 and obj in (
select room from bed where org = ?1 and (n = 3 or n = ?2) or n = 2)
