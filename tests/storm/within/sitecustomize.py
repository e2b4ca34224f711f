"""Every Python of a storm's servers reads this at its start (site, "sitecustomize")."""

import os
import sys

if "STORM_CLOCK" in os.environ and "backend.cli" in sys.orig_argv:
    from tests.storm import ailing

    ailing.begin(os.environ)
