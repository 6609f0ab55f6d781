from django.urls import path

from referrals.crossings import views

app_name = "crossings"
urlpatterns = [
    path("hand-overs/", views.Handovers.as_view(), name="list"),
    path("missing/<uuid:pk>/hand-over/", views.Read.as_view(), name="read"),
    path("missing/<uuid:pk>/hand-over/accept/", views.Accept.as_view(), name="accept"),
    path("missing/<uuid:pk>/hand-over/decline/", views.Decline.as_view(), name="decline"),
]
