/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: only one engine knows this sign: "->>" */
-- x(org int) -> many (n int)
select words ->> 'a' from room where org = ?1
