/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: this name is taken: "db" */
-- x(org int, db int) -> none
delete from room where org = ?1 and n = ?2
