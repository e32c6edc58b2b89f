/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_poc.c - the string compiler refuses what a reader of any language would stumble over. */
#include "unit.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "base/buf.h"

static struct arena *memory;
static const char *folder, *tool;

static int poc_make(void **state)
{
    char self[4096];
    (void)state;
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    memory = arena_new(8 << 20);
    if (n <= 0 || memory == NULL)
        return 1;
    self[n] = '\0';
    folder = unit_folder(memory);
    /* build/tests/unit/test_poc stands beside build/tools/poc */
    for (int i = 0; i < 3; i++)
        *strrchr(self, '/') = '\0';
    tool = arena_printf(memory, "%s/tools/poc", self);
    return 0;
}

static const char *path_of(const char *name)
{
    return arena_printf(memory, "%s/%s", folder, name);
}

static int poc_done(void **state)
{
    static const char *const names[] = {"a.c", "ru.po", "uk.po", "said", "table.h"};
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        (void)unlink(path_of(names[i]));
    int failed = rmdir(folder);
    arena_free(memory);
    return failed;
}

static void write_file(const char *name, const char *words)
{
    assert_fine(world_write_file(memory, path_of(name), text_of(words), 0600));
}

static bool said_has(const char *words)
{
    struct text said;
    assert_fine(world_read_file(memory, path_of("said"), 1 << 20, &said));
    return strstr(arena_strn(memory, said.at, said.n), words) != NULL;
}

/* Runs poc over the three files; `first` and `second` come before them. */
static int poc(const char *first, const char *second, const char *third)
{
    char *args[8] = {(char *)(uintptr_t)tool};
    const char *const all[] = {first,         second, third, path_of("ru.po"), path_of("uk.po"),
                               path_of("a.c")};
    size_t n = 1;
    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i] != NULL)
            args[n++] = (char *)(uintptr_t)all[i];
    int said = open(path_of("said"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(said >= 0);
    pid_t child = fork();
    if (child == 0) {
        (void)dup2(said, 1);
        (void)dup2(said, 2);
        (void)execv(tool, args);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(child, waitpid(child, &status, 0));
    close(said);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int compile(bool strict)
{
    return poc("-o", path_of("table.h"), strict ? "--strict" : NULL);
}

#define PLURAL_PO                                                                                  \
    "msgid \"{1} day\"\nmsgid_plural \"{1} days\"\nmsgstr[0] \"{1} a\"\nmsgstr[1] \"{1} b\"\n"     \
    "msgstr[2] \"{1} c\"\nmsgstr[3] \"{1} d\"\n"

static void complete_catalogues_become_a_table(void **state)
{
    (void)state;
    write_file("a.c", "#define N_(t) (t) /* N_(\"no\") */\nchar *a = N_(\"Two \"\n \"words\");\n"
                      "char *b = \"N_(\\\"no\\\")\";\nf(NN_(\"{1} day\", \"{1} days\"), '\"');\n"
                      "g(N_(\"Two words\"));\n");
    write_file("ru.po", "# words\nmsgid \"\"\nmsgstr \"x\\n\"\n\nmsgid \"Two words\"\n"
                        "msgstr \"\"\n\"Два \"\n\"слова\"\n\n" PLURAL_PO);
    write_file("uk.po", "msgid \"Two words\"\nmsgstr \"Два слова\"\n\n" PLURAL_PO);
    assert_int_equal(0, compile(true));
    struct text table;
    assert_fine(world_read_file(memory, path_of("table.h"), 1 << 20, &table));
    const char *t = arena_strn(memory, table.at, table.n);
    assert_non_null(strstr(t, "{\"Two words\", {\"Два слова\", \"Два слова\"}}"));
    assert_non_null(strstr(t, "{\"{1} day\", {{\"{1} a\", \"{1} b\", \"{1} c\", \"{1} d\"}, {"));
    assert_null(strstr(t, "\"no\""));
}

static void what_is_untranslated_or_unused_fails_a_strict_build(void **state)
{
    (void)state;
    write_file("a.c", "\nchar *a = N_(\"Yes\");\n");
    write_file("ru.po", "msgid \"Yes\"\nmsgstr \"Да\"\n\nmsgid \"No\"\nmsgstr \"Нет\"\n");
    write_file("uk.po", "msgid \"Yes\"\nmsgstr \"\"\n");
    assert_int_equal(0, compile(false));
    assert_true(said_has("poc: 2 translations wait"));
    assert_int_equal(1, compile(true));
    assert_true(said_has("a.c:2: \"Yes\" has no translation: uk"));
    assert_true(said_has("ru.po:4: \"No\" is said nowhere: ru"));
    assert_int_equal(0, poc("--missing", "uk", NULL));
    assert_true(said_has("a.c:2\nmsgid \"Yes\"\nmsgstr \"\"\n"));
}

static void faulty_catalogues_fail_every_build(void **state)
{
    (void)state;
    static const struct {
        const char *source, *ru, *said;
    } rows[] = {
        {"N_(\"{1} of {2}\")", "msgid \"{1} of {2}\"\nmsgstr \"{1} из {1}\"\n", "other places"},
        {"N_(\"{1}{5}\")", "msgid \"{1}{5}\"\nmsgstr \"{1}{5}\"\n", "{1} to {4}"},
        {"N_(\"a\")", "#, fuzzy\nmsgid \"a\"\nmsgstr \"б\"\n", "fuzzy"},
        {"N_(\"a\")", "msgid \"a\"\nmsgstr \"б\"\n#~ msgid \"b\"\n", "obsolete"},
        {"N_(\"a\")", "msgid \"a\"\nmsgstr \"б\"\n\nmsgid \"a\"\nmsgstr \"в\"\n", "twice"},
        {"N_(\"a\")", "msgctxt \"x\"\nmsgid \"a\"\nmsgstr \"б\"\n", "not of a catalogue"},
        {"N_(\"a\")", "msgid \"a\"\nmsgstr \"б\n", "quotes"},
        {"N_(\"a \")", "msgid \"a \"\nmsgstr \"б\"\n", "other space"},
        {"N_(\"a\") N_(a)", "msgid \"a\"\nmsgstr \"б\"\n", "only a literal"},
        {"NN_(\"a\", \"b\") NN_(\"a\", \"c\")",
         "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"б\"\nmsgstr[1] \"б\"\nmsgstr[2] \"б\"\n"
         "msgstr[3] \"б\"\n",
         "another plural"},
    };
    write_file("uk.po", "");
    for (size_t i = 0; i < COUNT(rows); i++) {
        write_file("a.c", rows[i].source);
        write_file("ru.po", rows[i].ru);
        assert_int_equal(1, compile(false));
        if (!said_has(rows[i].said))
            fail_msg("row %zu does not say: %s", i, rows[i].said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complete_catalogues_become_a_table),
        cmocka_unit_test(what_is_untranslated_or_unused_fails_a_strict_build),
        cmocka_unit_test(faulty_catalogues_fail_every_build),
    };
    return cmocka_run_group_tests_name("poc", tests, poc_make, poc_done);
}
