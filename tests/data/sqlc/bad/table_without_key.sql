/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: a table has a primary key: "table" */
-- schema x
create table t (org int not null, obj bytes);
