/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* limits.h - every maximum of the program, in one place.
 *
 * What a stored or sent format fixes for ever stands with that format (journal/entry.h and
 * seal/seal.h): it is not ours to tune. Here stands what may be turned when a measurement says so.
 * Units are in the names; LETTERS are code points. */
#ifndef HEARTH_BASE_LIMITS_H
#define HEARTH_BASE_LIMITS_H

#define LIMIT_KIB(n) ((n)*1024)
#define LIMIT_MIB(n) ((n)*1024 * 1024)

/* What a person types. */
enum {
    LIMIT_NAME_LETTERS = 100,
    LIMIT_LINE_LETTERS = 300,
    LIMIT_TEXT_LETTERS = 4000,
    LIMIT_LONG_TEXT_LETTERS = 12000, /* 4 bytes each still fit an entry's 64 KiB */
    LIMIT_SEARCH_LETTERS = 100,
    LIMIT_HANDLE_LETTERS_MIN = 3,
    LIMIT_HANDLE_LETTERS = 24,
    LIMIT_PASSWORD_LETTERS_MIN = 12,
    LIMIT_PASSWORD_LETTERS = 128,
    LIMIT_PATH_BYTES = 4096,
};

/* One request over HTTP. */
enum {
    LIMIT_FORM_BYTES = LIMIT_KIB(256),
    LIMIT_FORM_FIELDS = 1000,
    LIMIT_UPLOAD_BYTES = LIMIT_MIB(16),
    LIMIT_PARTS = 32, /* of a form with files */
    LIMIT_JSON_DEPTH = 16,
    LIMIT_PAGE_ROWS = 100,
    LIMIT_PAGE_ROWS_USUAL = 25,
    LIMIT_PAGE_BYTES = LIMIT_MIB(4),
    LIMIT_EXPORT_ROWS = 20000, /* of a file made in one request: 100 bytes or so each */
    LIMIT_REQUEST_SECONDS = 30,
    LIMIT_CONNECTIONS = 512,
    LIMIT_CONNECTIONS_STAFF = 64, /* of them, kept for the staff's door */
    LIMIT_CONNECTIONS_PER_ADDRESS = 32,
    LIMIT_REQUESTS_PER_ADDRESS = 16, /* in flight */
    LIMIT_HEADERS = 64,
    LIMIT_HEADERS_BYTES = LIMIT_KIB(8),
    LIMIT_COMPRESSED_BYTES_MIN = 512, /* below, gzip saves nothing on the wire */
};

/* The writer and its queue. */
enum {
    LIMIT_QUEUE_JOBS = 256,
    LIMIT_BATCH_COMMANDS_SQLITE = 100,
    LIMIT_BATCH_COMMANDS_PG = 60,
    LIMIT_BATCH_WAIT_MS = 1,
    LIMIT_ONCE_BYTES = 128, /* the name that makes an act happen once */
    LIMIT_DEED_ENTRIES = 1000,
    LIMIT_IMPORT_BATCH_ROWS = 500,
    LIMIT_IMPORT_ROWS = 1000000,
    LIMIT_IMPORT_LINE_BYTES = LIMIT_KIB(64), /* of one row, with the line ends inside its quotes */
    LIMIT_IMPORT_COLUMNS = 200,
    LIMIT_IMPORT_MAP_BYTES = LIMIT_KIB(32),
    LIMIT_IMPORT_TOLD = 100, /* bad rows told in words */
    LIMIT_UNDO_MINUTES = 10,
    LIMIT_DRAFT_DAYS = 7,
    LIMIT_STATEMENTS_PER_CONNECTION = 64,
};

enum { LIMIT_LOCK_WAIT_MS = 2000 }; /* for another process to leave the site */

/* Memory: what an arena may grow to. */
enum {
    LIMIT_ARENA_REQUEST_BYTES = LIMIT_MIB(32),
    LIMIT_ARENA_JOB_BYTES = LIMIT_MIB(256),
    LIMIT_ARENA_TABLES_BYTES = LIMIT_MIB(32), /* what is made once at start-up */
};

/* Small files and lines. */
enum {
    LIMIT_CONF_BYTES = LIMIT_KIB(64),
    LIMIT_SITE_KEY_BYTES = LIMIT_KIB(64),
    LIMIT_LOG_LINE_BYTES = 1024,
    LIMIT_ZONE_FILE_BYTES = LIMIT_KIB(64),
    LIMIT_ZONE_NAME_BYTES = 64,
    LIMIT_ZONE_CHANGES = 2000,
    LIMIT_SPLIT_PARTS = 100000,
};

#endif
