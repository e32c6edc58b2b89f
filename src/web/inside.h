/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* inside.h - what the files of web/ share about a served site. */
#ifndef HEARTH_WEB_INSIDE_H
#define HEARTH_WEB_INSIDE_H

#include <pthread.h>

#include "desk/imports.h"
#include "desk/reader.h"
#include "web/flash.h"
#include "web/web.h"
#include "web/worker.h"

struct web {
    struct web_config config;
    struct arena *arena; /* as long as it is served */
    struct queue *queue;
    struct imports *imports;
    struct workers *workers;
    struct http *http;
    struct flash *flash;
    pthread_key_t readers; /* a reader per page thread */
    bool has_readers;
    int folder_fd;
    struct queue_item people; /* filling the index */
};

/* This thread's reader, made when it first asks. */
MUST_CHECK struct err *web_reader(struct web *web, struct arena *into, struct reader **ret_reader);

#endif
