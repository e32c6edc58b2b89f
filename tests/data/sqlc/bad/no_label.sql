/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:3: text without a label */
delete from room where org = 1
