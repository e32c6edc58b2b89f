/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* body.h - the body of a POST as fields: a form, or one JSON object. */
#ifndef HEARTH_WEB_BODY_H
#define HEARTH_WEB_BODY_H

#include "page/fields.h"
#include "web/http.h"

/* By Content-Type: application/x-www-form-urlencoded (also when it is absent), multipart/form-data
 * (the fields; files are read by who wants them: web/multipart.h), or application/json:
 * an object of texts, numbers, booleans, and objects or arrays of them, whose members become fields
 * as in {"child":[{"name":"Danylo"}]} -> child.1.name. ERR_USAGE for anything else. */
bool body_is_json(const struct http_ask *ask);
MUST_CHECK struct err *body_read(struct arena *into, const struct http_ask *ask, struct fields *f);

/* The second kind alone, from its bytes. */
MUST_CHECK struct err *body_read_json(struct arena *into, struct text body, struct fields *f);

#endif
