/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* replay.c - gives a fuzz target what it has met before, where there is no libFuzzer.
 *
 * Each argument is a file or a folder of files. Every input is tried whole, cut short at every
 * length, and with bytes changed by a fixed sequence, so that two runs do the same. Prints one line
 * `ok FILE` each; a fault ends the process by a sanitizer or an assert. */
#include <assert.h>
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { INPUT_MAX = 1 << 16, CUTS_MAX = 2048, CHANGES = 4000, CHANGED_MAX = 4, PATH_BYTES = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

/* xorshift64: enough to choose places, and the same everywhere. */
static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* In a piece of memory of its very size, so that a sanitizer sees one byte too many. */
static void try_bytes(const uint8_t *at, size_t n)
{
    uint8_t *copy = malloc(n == 0 ? 1 : n);
    assert(copy != NULL);
    if (n > 0)
        memcpy(copy, at, n);
    (void)LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static void try_changed(const uint8_t *at, size_t n)
{
    static uint8_t changed[INPUT_MAX];
    uint64_t state = 0x9e3779b97f4a7c15U;
    for (size_t i = 0; i < CHANGES && n > 0; i++) {
        memcpy(changed, at, n);
        for (size_t times = 1 + next_number(&state) % CHANGED_MAX; times > 0; times--) {
            size_t where = (size_t)(next_number(&state) % n);
            changed[where] = (uint8_t)next_number(&state);
        }
        try_bytes(changed, n);
    }
}

static void try_file(const char *path)
{
    static uint8_t bytes[INPUT_MAX];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        printf("not ok %s\n", path);
        exit(1);
    }
    size_t n = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    for (size_t cut = 0; cut < n && cut < CUTS_MAX; cut++)
        try_bytes(bytes, cut);
    try_bytes(bytes, n);
    try_changed(bytes, n);
    printf("ok %s\n", path);
}

static void try_folder(const char *path)
{
    struct dirent **names = NULL;
    int n = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char file[PATH_BYTES];
        int length = snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
        assert(length > 0 && (size_t)length < sizeof file);
        if (names[i]->d_name[0] != '.')
            try_file(file);
        free(names[i]);
    }
    free(names);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
            try_folder(argv[i]);
        else
            try_file(argv[i]);
    }
    return 0;
}
