/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: bytes are parameters: "'00'" */
-- x(org int) -> many (n int)
select n from room where org = ?1 and print = x'00'
