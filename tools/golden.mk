# SPDX-License-Identifier: AGPL-3.0-or-later
# Golden files: tests/golden/run compares them; `make golden` renews them.
$(O)/tools/golden: tools/golden.c $(O)/libhearth.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.PHONY: golden
golden: $(O)/tools/golden
	tools/golden.sh . $(O)/tools/golden
