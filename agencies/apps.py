from django.apps import AppConfig


class Agencies(AppConfig):
    name = "agencies"
    verbose_name = "Agencies, access and the trail"
