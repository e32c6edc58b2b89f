#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A protected woman is hidden from all but her team. Prints `ok NAME` and `not ok NAME`.
PYTHONDONTWRITEBYTECODE=1 exec python3 "$(dirname "$0")/hidden.py"
