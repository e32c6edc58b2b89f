/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: both engines do not mean the same by this, or it has no place here: "drop" */
-- x(org int) -> none
drop table room
