# SPDX-License-Identifier: AGPL-3.0-or-later
# The planner's bench, read by the Makefile. Figures depend on the machine and on what else it does:
# CPU seconds stand beside the clock's.
#   make bench-plan                    the rows up to a minute
#   make bench-plan ROWS="belt:600"    other rows, instance:seconds
# HEARTH_SHARED names the folder with planner/ (instances, checker, plain greedy).
.PHONY: bench-plan
bench-plan: $(O)/hearth-plan
	sh bench/plan.sh $(O)/hearth-plan $(ROWS)
