# SPDX-License-Identifier: AGPL-3.0-or-later
# Targets for ./check, read by the Makefile: tests beside the unit tests, fuzzers, analysers, layout.
#   make tests          builds every test     make tests-prop     those of tests/prop
#   make analyse        cppcheck, gcc -fanalyzer, clang-tidy; each file once until it changes
#   make format         lays out every .c and .h as .clang-format says
#   make CC=clang BUILD=fuzz fuzz    fuzzers; run build/fuzz/tests/fuzz/fuzz_NAME tests/fuzz/corpus/NAME

MORE_TESTS := $(patsubst tests/%.c,$(O)/tests/%,$(filter-out tests/unit/%,$(wildcard tests/*/test_*.c)))
FUZZERS := $(patsubst tests/%.c,$(O)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
C_FILES := $(wildcard src/*.c src/*/*.c)
ANALYSED := $(C_FILES:src/%=build/analyse/%)

.PHONY: bench tests flags generated fuzz analyse cppcheck analyse-gcc analyse-tidy format
tests: $(UNIT) $(MORE_TESTS) $(FUZZERS)
tests-unit: $(UNIT)
tests-fuzz: $(FUZZERS)
tests-%: $(MORE_TESTS)
	@:
fuzz: $(FUZZERS)
generated: $(GENERATED)
# For who compiles one file alone.
flags:
	@echo '$(CPPFLAGS) $(CFLAGS)'

$(MORE_TESTS): $(O)/%: %.c $(O)/libsupport.a $(O)/libhearth.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(O)/libsupport.a $(O)/libhearth.a -lcmocka $(LDLIBS)

# It kills the program itself.
$(O)/tests/fault/test_crash_load: | $(O)/hearth

# Without libFuzzer a small driver gives the target the files and folders named on its command line.
ifeq ($(BUILD),fuzz)
FUZZ_MAIN := -fsanitize=fuzzer
else
FUZZ_MAIN := tests/fuzz/replay.c
endif
$(FUZZERS): $(O)/%: %.c $(O)/libhearth.a tests/fuzz/replay.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -o $@ $< $(FUZZ_ALSO) $(FUZZ_MAIN) $(O)/libhearth.a $(LDLIBS)
# The template compiler is a tool and no part of the program.
$(O)/tests/fuzz/fuzz_template: FUZZ_ALSO := -Itools $(wildcard tools/tmplc_*.c)
$(O)/tests/fuzz/fuzz_template: $(wildcard tools/tmplc_*.c) tools/tmplc.h

# Measures against the bars of the design; make bench BENCH='--persons 20000 --json'.
BENCH ?=
$(O)/bench/bench: bench/bench.c $(O)/libsupport.a $(O)/libhearth.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(O)/libsupport.a $(O)/libhearth.a $(LDLIBS)
bench: $(O)/bench/bench
	@$(O)/bench/bench $(BENCH)

# A mark is made when a file has no finding; a finding is mended, or suppressed in its line with the
# reason beside it.
analyse: cppcheck analyse-gcc analyse-tidy
analyse-gcc: $(ANALYSED:=.gcc.ok)
analyse-tidy: $(ANALYSED:=.tidy.ok)
# err.c makes what the others are told of.
ANALYSED_FIRST = $(if $(filter src/base/err.c,$<),,-include tools/analysed.h)
$(ANALYSED:=.gcc.ok): build/analyse/%.gcc.ok: src/% | $(GENERATED)
	@mkdir -p $(@D); rm -f $@
	gcc $(CPPFLAGS) $(CFLAGS) $(ANALYSED_FIRST) -fanalyzer -MMD -MP -MT $@ -MF $(@:.ok=.d) -c -o /dev/null $< >$(@:.ok=.log) 2>&1
	@touch $@
$(ANALYSED:=.tidy.ok): build/analyse/%.tidy.ok: src/% .clang-tidy | $(GENERATED)
	@mkdir -p $(@D); rm -f $@
	clang-tidy --quiet $< -- $(CPPFLAGS) $(ANALYSED_FIRST) -std=c17 >$(@:.ok=.log) 2>&1
	@gcc $(CPPFLAGS) -std=c17 -MM -MP -MT $@ -MF $(@:.ok=.d) $<
	@touch $@
# varFuncNullUB: NULL is a pointer in the C library that we build on. uninitvar: it does not see that
# a library fills an array of a struct; both compilers' analysers and valgrind watch that better.
# ctuPointerArith minds one past the end; returnDanglingLifetime takes TRY's error for the object.
cppcheck:
	cppcheck --quiet --enable=warning,performance,portability --std=c11 --inline-suppr \
	  --suppress=missingIncludeSystem --suppress=varFuncNullUB \
	  --suppress=uninitvar --suppress=ctuuninitvar --suppress=returnDanglingLifetime \
	  --suppress=ctuPointerArith --error-exitcode=1 -D_GNU_SOURCE -Isrc -I$(O)/gen src

format:
	clang-format -i $(wildcard src/*.[ch] src/*/*.[ch] tests/*.[ch] tests/*/*.[ch] tools/*.[ch])

-include $(MORE_TESTS:=.d) $(ANALYSED:=.gcc.d) $(ANALYSED:=.tidy.d)
