/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: secrecy before a label expected, not "Number" */
-- x(org int) -> many (n int "Number")
select n from room where org = ?1
