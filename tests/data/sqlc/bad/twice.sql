/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:5: said twice: "x" */
-- x(org int) -> none
delete from room where org = ?1
-- x(org int) -> none
delete from bed where org = ?1
