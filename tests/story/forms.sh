#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Bad input over every form and route. Prints `ok NAME` and `not ok NAME`.
PYTHONDONTWRITEBYTECODE=1 exec python3 "$(dirname "$0")/forms.py"
