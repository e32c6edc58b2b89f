/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: strings stand between single quotes: "n" */
-- x(org int) -> many (n int)
select "n" from room where org = ?1
