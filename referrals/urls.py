"""An index: the pages of this floor."""

from django.urls import include, path

urlpatterns = []
