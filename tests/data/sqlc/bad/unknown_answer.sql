/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: none expected, not "some" */
-- x(org int) -> some (n int)
select n from room where org = ?1
