from django.urls import path

from referrals.duties import views

app_name = "duties"
urlpatterns = [
    path("drafts/save/", views.SaveDraft.as_view(), name="save_draft"),
    path("duties/<uuid:pk>/done/", views.Done.as_view(), name="done"),
    path("duties/<uuid:pk>/hand-over/", views.HandOver.as_view(), name="hand_over"),
]
