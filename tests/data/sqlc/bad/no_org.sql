/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: the first parameter is: org int */
-- x(room id) -> none
delete from room where org = ?1
