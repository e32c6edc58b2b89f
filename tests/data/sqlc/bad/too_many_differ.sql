/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:1: 2 of 2 statements differ for PostgreSQL, 5 % may */
-- x(org int) -> none
delete from a where org = ?1
-- pg:
delete from a where org = ?1
-- y(org int) -> none
delete from a where org = ?1
-- pg:
delete from a where org = ?1
