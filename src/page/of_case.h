/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* of_case.h - forms about a person that can be reached from her page and from her case. */
#ifndef HEARTH_PAGE_OF_CASE_H
#define HEARTH_PAGE_OF_CASE_H

#include "page/page.h"

/* Of a case: the one whom it is about; pg->params says her from then on, until the caller puts back
 * what stood there. `ret_home` is where the form leads: her page, or that of the case. ERR_ABSENT
 * unless the asker is of her team. */
MUST_CHECK struct err *of_case_take(struct page *pg, bool of_case, const char **ret_home);

#endif
