from django.urls import path

from referrals.duties import views

app_name = "duties"
urlpatterns = [
    path("duties/<uuid:pk>/done/", views.Done.as_view(), name="done"),
    path("duties/<uuid:pk>/hand-over/", views.HandOver.as_view(), name="hand_over"),
]
