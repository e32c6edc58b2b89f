# SPDX-License-Identifier: AGPL-3.0-or-later
# One file builds everything: host tools, generated C, the program, its tests.
#   make            build/hearth            make test       unit tests, under a minute
#   make BUILD=asan the same with ASan and UBSan in build/asan; BUILD=tsan likewise
BUILD ?= plain
O := $(if $(filter plain,$(BUILD)),build,build/$(BUILD))
CC ?= gcc
PKG_CONFIG ?= pkg-config
LIBS := sqlite3 libpq libsodium liboath jansson libmicrohttpd gnutls libdeflate libqrencode zlib libzstd libutf8proc
SOLVERS := clp

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
  -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Wswitch-enum -Wcast-qual -Wwrite-strings \
  -Wdouble-promotion -Wnull-dereference -Wimplicit-fallthrough -Walloca -Wfloat-equal
ifeq ($(findstring clang,$(CC)),)
WARN += -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wstack-usage=65536
else
# clang counts assert(!"why") among conversions
WARN += -Wno-string-conversion
endif
HARD := -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
ifeq ($(findstring clang,$(CC)),)
# clang 14 has it only behind a flag that says it will go away
HARD += -ftrivial-auto-var-init=zero
endif
ifeq ($(BUILD),plain)
OPT := -O2 -D_FORTIFY_SOURCE=3
else ifeq ($(BUILD),asan)
OPT := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
else ifeq ($(BUILD),tsan)
OPT := -O1 -fsanitize=thread
else ifeq ($(BUILD),fuzz)
OPT := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
else
$(error BUILD is one of plain asan tsan fuzz)
endif
# Sanitizers hide from gcc what the plain build sees: there this warning stays an error.
ifeq ($(findstring clang,$(CC))$(filter asan tsan,$(BUILD)),$(BUILD))
OPT += -Wno-maybe-uninitialized
endif

CPPFLAGS := -D_GNU_SOURCE -DHEARTH_VERSION=$(shell cat VERSION) -Isrc -I$(O)/gen $(shell $(PKG_CONFIG) --cflags $(LIBS) $(SOLVERS))
CFLAGS := -std=c17 -g $(WARN) -Werror $(HARD) $(OPT) $(EXTRA_CFLAGS)
LDFLAGS := -pie -Wl,-z,relro,-z,now,-z,noexecstack $(OPT)
LDLIBS := $(shell $(PKG_CONFIG) --libs $(LIBS) $(SOLVERS)) -lpthread -lm

PAGE := $(sort $(wildcard src/page/*.html))
SRC := $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJ := $(SRC:src/%.c=$(O)/obj/%.o) $(O)/obj/gen/sql_statements.o $(PAGE:src/%=$(O)/obj/gen/%.o) \
  $(O)/obj/gen/page/assets.o
SUPPORT := $(patsubst tests/%.c,$(O)/tests/%.o,$(wildcard tests/support/*.c)) $(O)/tests/gen/sample_statements.o \
  $(O)/tests/gen/sample_page.o
UNIT := $(patsubst tests/unit/%.c,$(O)/tests/unit/%,$(wildcard tests/unit/test_*.c))

# Statements: src/sql/NAME.sql becomes $(O)/gen/sql/NAME.sql.h, all of them one table.
SQL := $(sort $(wildcard src/sql/*.sql))
SQL_GEN := $(SQL:src/sql/%=$(O)/gen/sql/%.h) $(O)/gen/sql/sql_statements.c
GENERATED += $(SQL_GEN)

# Templates: src/page/NAME.html becomes $(O)/gen/page/NAME.html.h and .c.
PAGE_GEN := $(PAGE:src/%=$(O)/gen/%.h) $(PAGE:src/%=$(O)/gen/%.c)
GENERATED += $(PAGE_GEN)

# Style sheet, script and pictures, compiled in.
ASSETS := $(sort $(wildcard src/page/*.css src/page/*.js src/page/*.svg))
ASSETS_GEN := $(O)/gen/page/assets.h $(O)/gen/page/assets.c
GENERATED += $(ASSETS_GEN)

# Texts: make POC=--strict refuses what is not translated; make missing-ru prints what is to do.
POC ?=
TEXTS := src/lang/ru.po src/lang/uk.po $(wildcard src/*.c src/*/*.c src/*/*.h src/*/*.def) $(SQL_GEN) \
  $(filter %.c,$(PAGE_GEN))
GENERATED += $(O)/gen/lang/table.h

.PHONY: all test clean texts missing-ru missing-uk
all: $(O)/hearth

$(O)/hearth: $(O)/obj/main.o $(O)/libhearth.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(O)/libhearth.a: $(OBJ)
	@rm -f $@
	ar rcs $@ $^

$(O)/obj/%.o: src/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# What tests share; the archive may be empty.
$(O)/tests/support/%.o: tests/support/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP -c -o $@ $<

# A small house of its own for the tests of the SQL compiler.
$(O)/tests/gen/sql/sample_statements.c: $(O)/tools/sqlc tests/data/sqlc/sample.sql
	@mkdir -p $(@D)
	$(O)/tools/sqlc $(@D) sample tests/data/sqlc/sample.sql
	@touch $@

$(O)/tests/gen/sample_statements.o: $(O)/tests/gen/sql/sample_statements.c
	$(CC) $(CPPFLAGS) -I$(O)/tests/gen $(CFLAGS) -MMD -MP -c -o $@ $<

# And a page, with all that a template may say.
$(O)/tests/gen/page/sample.html.c: $(O)/tools/tmplc tests/data/tmplc/sample.html
	@mkdir -p $(@D)
	$(O)/tools/tmplc $(@D) tests/data/tmplc/sample.html
	@touch $@

$(O)/tests/gen/sample_page.o: $(O)/tests/gen/page/sample.html.c
	$(CC) $(CPPFLAGS) -I$(O)/tests/gen $(CFLAGS) -MMD -MP -c -o $@ $<

$(O)/libsupport.a: $(SUPPORT)
	@mkdir -p $(@D); rm -f $@
	ar rcs $@ $^

$(O)/tests/unit/%: tests/unit/%.c $(O)/libsupport.a $(O)/libhearth.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests -I$(O)/tests/gen -DBUILD_DIR='"$(O)"' $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(O)/libsupport.a $(O)/libhearth.a -lcmocka $(LDLIBS)

$(O)/tools/poc: $(wildcard tools/poc*.[ch] src/base/*.[ch])
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) -lutf8proc

# The stamp is new whenever the texts were read; the table only when it became another.
$(O)/gen/lang/stamp: $(O)/tools/poc $(TEXTS)
	@mkdir -p $(@D)
	$(O)/tools/poc $(POC) -o $(O)/gen/lang/table.h $(TEXTS)
	@touch $@

$(O)/gen/lang/table.h: $(O)/gen/lang/stamp ;

# Fails when a text is not in all languages, or a translation is of nothing.
texts: $(O)/tools/poc $(SQL_GEN) $(PAGE_GEN)
	$(O)/tools/poc --strict -o $(O)/gen/lang/strict.h $(TEXTS)

missing-ru missing-uk: missing-%: $(O)/tools/poc $(SQL_GEN) $(PAGE_GEN)
	@$(O)/tools/poc --missing $* $(TEXTS)

# ICU is an oracle in tests and never part of the program.
$(O)/tests/unit/test_lang_icu $(O)/tests/unit/test_fold_icu: LDLIBS += $(shell $(PKG_CONFIG) --libs icu-i18n icu-uc)

# Generated strings may be longer than the least that a compiler must take.
$(O)/obj/gen/%.o: $(O)/gen/sql/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-overlength-strings -MMD -MP -c -o $@ $<

$(O)/tools/sqlc: $(wildcard tools/sqlc*.[ch] src/base/*.[ch])
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) -lutf8proc

# The stamp is new whenever the statements were read; a file only when it became another.
$(O)/gen/sql/stamp: $(O)/tools/sqlc $(SQL) src/sql
	@mkdir -p $(@D)
	$(O)/tools/sqlc $(@D) sql $(SQL)
	@touch $@

$(SQL_GEN): $(O)/gen/sql/stamp ;

$(O)/obj/gen/page/%.o: $(O)/gen/page/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(O)/tools/tmplc: $(wildcard tools/tmplc*.[ch] src/base/*.[ch])
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) -lutf8proc

# As with the statements.
$(O)/gen/page/stamp: $(O)/tools/tmplc $(PAGE) src/page
	@mkdir -p $(@D)
	$(O)/tools/tmplc $(@D) $(PAGE)
	@touch $@

$(PAGE_GEN): $(O)/gen/page/stamp ;

$(O)/tools/embed: tools/embed.c $(wildcard src/base/*.[ch])
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) -lutf8proc

$(O)/gen/page/assets.stamp: $(O)/tools/embed $(ASSETS)
	@mkdir -p $(@D)
	$(O)/tools/embed $(@D) $(ASSETS)
	@touch $@

$(ASSETS_GEN): $(O)/gen/page/assets.stamp ;

# What things cost; run by hand, figures go to docs.
$(O)/bench/%: bench/%.c $(O)/libsupport.a $(O)/libhearth.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(O)/libsupport.a $(O)/libhearth.a $(LDLIBS)

# The planner alone, for its tests and benchmarks; `hearth plan` is the real door.
$(O)/hearth-plan: tools/plan_main.c $(O)/libhearth.a
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(O)/libhearth.a $(LDLIBS)

# Unit tests need no disk that keeps anything: in memory their syncs cost nothing.
TEST_TMP = $(shell [ "$$(df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 { print $$4 }')" -gt 1024 ] 2>/dev/null && \
  [ -w /dev/shm ] && echo /dev/shm || echo $${TMPDIR:-/tmp})

test: $(UNIT)
	@TMPDIR=$(TEST_TMP) sh tests/support/pg.sh run sh -c 'for t in $(UNIT); do $$t || exit 1; done'

include tools/checks.mk
include tools/golden.mk
-include bench/plan.mk bench/pages.mk

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(O)/obj/main.d $(SUPPORT:.o=.d) $(UNIT:=.d)
