"""The service's own settings, one table more to hold rows of every category, and a login that builds worlds."""

import copy

from safeguarding.settings import *  # noqa: F403 - a test run differs by few lines and must not copy the rest
from safeguarding.settings import DATABASES, INSTALLED_APPS, TEMPLATES
from tests.servers import ADDRESSES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.access.rows"]
BUILDER = ADDRESSES.superuser
DATABASES = copy.deepcopy(DATABASES)
TEMPLATES = copy.deepcopy(TEMPLATES)
TEMPLATES[0]["OPTIONS"]["debug"] = True  # nodes know their lines, so that what a page never shows is counted
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
