/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* shell.c - what the shell needs besides its templates. */
#include "page/shell.h"

const struct shell_area shell_areas[SHELL_AREAS] = {
    {AREA_TODAY, ICON_HOME, "/today", N_("Today"), MAY_ANYONE},
    {AREA_PEOPLE, ICON_PEOPLE, "/people", N_("People"), MAY_SEE_PERSONS},
    {AREA_CASES, ICON_FOLDER, "/cases", N_("Cases"), MAY_SEE_CASES},
    {AREA_REFERRALS, ICON_DOOR, "/referrals", N_("Referrals"), MAY_REFER},
    {AREA_HOUSES, ICON_BED, "/house", N_("Houses"), MAY_SEE_HOUSE},
    {AREA_JOURNAL, ICON_BOOK, "/journal", N_("Journal"), MAY_SEE_JOURNAL},
    {AREA_SETTINGS, ICON_SETTINGS, "/settings", N_("Settings"), MAY_ANYONE},
};

bool shell_knows(const struct page *pg)
{
    return pg->rq.who != NULL && pg->setup == NULL;
}

const char *shell_back(const struct page *pg)
{
    return pg->path == NULL || pg->path[0] != '/' ? "/" : pg->path;
}

const char *shell_way_on(const struct page *pg)
{
    bool is_page = pg->wrong != NULL && pg->wrong->mend != NULL && pg->wrong->mend[0] == '/';
    return is_page ? pg->wrong->mend : NULL;
}
