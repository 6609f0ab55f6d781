"""An index: the pages of this floor."""

urlpatterns = []
