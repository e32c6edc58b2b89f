/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: both engines do not mean the same by this, or it has no place here: "trigger" */
-- schema x
create trigger t after delete on room begin delete from room; end;
