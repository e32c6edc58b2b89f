/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: an index begins with (org: "index" */
-- schema x
create index i on t (obj);
