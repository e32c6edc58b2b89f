/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: parameter ?2 "n" is not used */
-- x(org int, n int) -> none
delete from room where org = ?1
