/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: a schema has create table and create index: "delete" */
-- schema x
delete from t;
