from django.urls import path

from referrals.decisions import views

app_name = "decisions"
urlpatterns = [
    path("referrals/<uuid:pk>/decide/", views.Decide.as_view(), name="decide"),
    path("decisions/<uuid:pk>/", views.Read.as_view(), name="read"),
]
