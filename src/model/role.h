/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* role.h - who works here, as bits, so that a field can say who sees and who sets it. */
#ifndef HEARTH_MODEL_ROLE_H
#define HEARTH_MODEL_ROLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Numbers are stored in grants and never reused. */
enum role {
    ROLE_MANAGER = 1,
    ROLE_WORKER = 2,
    ROLE_HOUSE = 3,
    ROLE_COORDINATOR = 4,
    ROLE_FUNDRAISER = 5,
    ROLE_TREASURER = 6,
    ROLE_BOARD = 7,
    ROLE_AUDITOR = 8,
    ROLE_ADMIN = 9,
    ROLE_CARER = 10,
    ROLE_PARENT = 11,
    ROLE_PARTNER = 12,
    ROLE_CLOCK = 13, /* the timer's user: no person signs in as it */
    ROLE__COUNT
};

#define ROLE_BIT(role) (UINT32_C(1) << (role))
enum {
    MANAGER = 1 << ROLE_MANAGER,
    WORKER = 1 << ROLE_WORKER,
    HOUSE = 1 << ROLE_HOUSE,
    COORDINATOR = 1 << ROLE_COORDINATOR,
    FUNDRAISER = 1 << ROLE_FUNDRAISER,
    TREASURER = 1 << ROLE_TREASURER,
    BOARD = 1 << ROLE_BOARD,
    AUDITOR = 1 << ROLE_AUDITOR,
    ADMIN = 1 << ROLE_ADMIN,
    CARER = 1 << ROLE_CARER,
    PARENT = 1 << ROLE_PARENT,
    PARTNER = 1 << ROLE_PARTNER,
    CLOCK = 1 << ROLE_CLOCK,
    STAFF =
        MANAGER | WORKER | HOUSE | COORDINATOR | FUNDRAISER | TREASURER | BOARD | AUDITOR | ADMIN,
    CARING = MANAGER | WORKER | HOUSE,
};

enum scope { SCOPE_ALL = 1, SCOPE_HOUSE = 2, SCOPE_PROGRAMME = 3, SCOPE_OWN = 4 };

#endif
