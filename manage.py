#!/usr/bin/env python
"""Starts the private servers when no addresses are given, then runs Django."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from safeguarding.embedded import private_environment

if __name__ == "__main__":
    if "DATABASE_URL" not in os.environ and "DATABASE_URL_FILE" not in os.environ:
        os.environ["SAFEGUARDING_PRIVATE"] = "true"
        os.environ.update(private_environment(Path(os.environ.get("SAFEGUARDING_DATA", Path(__file__).resolve().parent / ".data"))))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeguarding.settings")
    execute_from_command_line(sys.argv)
