/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: -- stands only at the beginning of a line, for a label; a comment is written as in C */
-- x(org int) -> none
delete from room -- all
where org = ?1
