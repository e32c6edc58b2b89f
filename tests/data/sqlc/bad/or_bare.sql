/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: put what stands around this between brackets: "or" */
-- x(org int, n int) -> none
delete from room where org = ?1 and n = ?2 or (n = 1)
