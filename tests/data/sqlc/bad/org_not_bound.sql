/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: 1 tables, but 0 times org = ?1 or org = x.org */
-- x(org int) -> none
delete from room where org > ?1
