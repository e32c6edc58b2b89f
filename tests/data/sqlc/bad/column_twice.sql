/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: said twice: "n" */
-- x(org int) -> one (n int, n int)
select n, n from room where org = ?1
