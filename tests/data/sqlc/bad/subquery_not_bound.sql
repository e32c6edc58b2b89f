/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: 2 tables, but 1 times org = ?1 or org = x.org */
-- x(org int) -> none
delete from room where org = ?1 and obj in (select room from bed)
