/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* refused:4: a statement expected, not "" */
-- x(org int) -> none
