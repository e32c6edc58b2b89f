/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: the first column of a table is: org int not null: "table" */
-- schema x
create table t (obj bytes not null, primary key (obj));
