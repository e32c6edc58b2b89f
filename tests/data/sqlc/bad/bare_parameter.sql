/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: no such parameter: "?" */
-- x(org int) -> none
delete from room where org = ?1 and n = ?
