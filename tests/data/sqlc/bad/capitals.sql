/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: write SQL in small letters: "DELETE" */
-- x(org int) -> none
DELETE from room where org = ?1
