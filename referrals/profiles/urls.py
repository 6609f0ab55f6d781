from django.urls import path

from referrals.profiles import views

app_name = "profiles"
urlpatterns = [
    path("profiles/<uuid:pk>/", views.Read.as_view(), name="read"),
    path("children/<uuid:pk>/profile/", views.Keep.as_view(), name="keep"),
]
