/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: a key begins with (org: "primary" */
-- schema x
create table t (org int not null, obj bytes not null, primary key (obj));
