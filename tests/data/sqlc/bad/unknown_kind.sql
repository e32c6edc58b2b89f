/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: unknown kind "float" */
-- x(org int, n float) -> none
delete from room where org = ?1 and n = ?2
