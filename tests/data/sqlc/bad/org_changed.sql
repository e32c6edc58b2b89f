/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: a row never changes its organisation: "set" */
-- x(org int, to_org int) -> none
update room set org = ?2 where org = ?1
