/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: each statement of a schema ends with ;: ")" */
-- schema x
create index i on t (org)
