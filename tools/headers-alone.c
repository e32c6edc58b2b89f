/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* headers-alone.c - what ./check compiles after each header of src/, which must need no other. */
extern int headers_alone;
