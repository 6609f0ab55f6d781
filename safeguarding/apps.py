from importlib import import_module

from django.apps import AppConfig


class Safeguarding(AppConfig):
    name = "safeguarding"
    verbose_name = "The roof"

    def ready(self):
        import_module("safeguarding.checks")
