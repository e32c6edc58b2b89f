/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: a table has columns of int, text and bytes and one key: "references" */
-- schema x
create table t (org int not null, a bytes not null references b, primary key (org, a));
