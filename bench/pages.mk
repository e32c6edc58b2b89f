# SPDX-License-Identifier: AGPL-3.0-or-later
# What pages cost, read by the Makefile; figures go to docs/bench.md. The sites are made once and
# kept: a network (two houses), and a nation of 100,000 persons, which takes minutes. For PostgreSQL
# each is restored from a backup of the same site into a throw-away cluster, the nation in some ten
# minutes; its CPU is that of hearth alone, without the server's.
#   make bench-pages                       both sizes, both engines
#   make bench-pages PAGES="--requests 300 --rest 0" SITES=network ENGINES=sqlite
PAGES ?=
SITES ?= network nation
ENGINES ?= sqlite postgresql
.PHONY: bench-pages bench-pages-sqlite bench-pages-postgresql
bench-pages: $(ENGINES:%=bench-pages-%)

bench-pages-sqlite: $(O)/bench/pages $(SITES:%=$(O)/bench/%/site)
	$(O)/bench/pages $(PAGES) $(foreach s,$(SITES),$(s)=$(O)/bench/$(s)/site:$(O)/bench/$(s)/site-key)

bench-pages-postgresql: $(O)/bench/pages $(SITES:%=$(O)/bench/%/site)
	tests/support/pg.sh run sh bench/pages-pg.sh $(O) "$(SITES)" $(PAGES)

$(O)/bench/pages: bench/pages.c bench/bare.c bench/client.c bench/bare.h bench/client.h $(O)/libsupport.a $(O)/libhearth.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) $(O)/libsupport.a $(O)/libhearth.a $(LDLIBS)

# An old site is opened by every newer program, so it is made anew by hand alone.
$(O)/bench/%/site: | $(O)/hearth
	$(O)/hearth demo --dir $(@D) --size $* --no-serve

# Opening a long case and a short one.
$(O)/bench/case: LDLIBS += -lcmocka
