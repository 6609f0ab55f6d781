"""The server entrance of the web."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeguarding.settings")
application = get_wsgi_application()
import_string("safeguarding.checks.refuse_to_start_if_unsafe")()
import_module("safeguarding.urls")  # once, before workers are forked, and not by the first who asks each of them
