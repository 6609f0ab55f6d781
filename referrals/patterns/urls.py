from django.urls import path

from referrals.patterns import views

app_name = "patterns"
urlpatterns = [
    path("flags/", views.Flags.as_view(), name="flags"),
    path("flags/health/", views.HealthOfAlerts.as_view(), name="health"),
    path("flags/rules/", views.Rules.as_view(), name="rules"),
    path("flags/rules/<slug:number>/", views.SetRule.as_view(), name="set_rule"),
    path("flags/<uuid:pk>/", views.Read.as_view(), name="read"),
    path("flags/<uuid:pk>/answer/", views.Answer.as_view(), name="answer"),
]
