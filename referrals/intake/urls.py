from django.urls import path

from referrals.intake import views

app_name = "intake"
urlpatterns = [
    path("referrals/", views.Referrals.as_view(), name="referrals"),
    path("children/<uuid:pk>/refer/", views.Receive.as_view(), name="receive"),
    path("children/<uuid:pk>/refer/check/", views.Check.as_view(), name="check"),
    path("referrals/<uuid:pk>/", views.Read.as_view(), name="read"),
    path("referrals/<uuid:pk>/sent/", views.Sent.as_view(), name="sent"),
]
