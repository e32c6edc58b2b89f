/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: one statement for each label, without its end sign: ";" */
-- x(org int) -> none
delete from room where org = ?1; delete from room where org = ?1
