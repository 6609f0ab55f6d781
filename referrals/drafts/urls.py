from django.urls import path

from referrals.drafts import views

app_name = "drafts"
urlpatterns = [
    path("drafts/save/", views.Save.as_view(), name="save"),
    path("drafts/<uuid:pk>/discard/", views.Discard.as_view(), name="discard"),
]
