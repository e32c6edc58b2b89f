/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* main.c - the program's door; cli/ takes over from here. */
int main(void)
{
    return 0;
}
