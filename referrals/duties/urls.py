from django.urls import path

from referrals.duties import views

app_name = "duties"
urlpatterns = [
    path("duties/<uuid:pk>/", views.Read.as_view(), name="read"),
    path("duties/<uuid:pk>/acknowledge/", views.Acknowledge.as_view(), name="acknowledge"),
    path("duties/<uuid:pk>/ask/", views.Ask.as_view(), name="ask"),
    path("duties/<uuid:pk>/answered/", views.Answered.as_view(), name="answered"),
    path("duties/<uuid:pk>/done/", views.Done.as_view(), name="done"),
    path("duties/<uuid:pk>/hand-over/", views.HandOver.as_view(), name="hand_over"),
]
