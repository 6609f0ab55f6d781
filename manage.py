#!/usr/bin/env python
"""Starts the private servers when no addresses are given, then runs Django."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from safeguarding import embedded, environment

if __name__ == "__main__":
    data = Path(os.environ.get("SAFEGUARDING_DATA", Path(__file__).resolve().parent / ".data"))
    command = "".join(sys.argv[1:2])
    os.environ.update(embedded.private_environment(data, os.environ, serves=command in {"serve", "demo"}))
    if {"SAFEGUARDING_PRIVATE", "IS_DEMO"} & os.environ.keys() and not {"SECRET_KEY", "SECRET_KEY_FILE"} & os.environ.keys():
        os.environ["SECRET_KEY"] = environment.kept_secret(data)
    os.environ.setdefault("SAFEGUARDING_LOGIN", environment.login_for(command))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeguarding.settings")
    execute_from_command_line(sys.argv)
