from django.urls import path

from referrals.casefile import views

app_name = "casefile"
urlpatterns = [
    path("my-work/", views.MyWork.as_view(), name="my_work"),
    path("told/<uuid:pk>/", views.Told.as_view(), name="told"),
    path("told/<uuid:pk>/seen/", views.Seen.as_view(), name="acknowledge"),
    path("children/<uuid:pk>/", views.ChildPage.as_view(), name="child"),
    path("children/<uuid:pk>/why/", views.Why.as_view(), name="why"),
    path("children/<uuid:pk>/missing/", views.Movements.as_view(), name="movements"),
]
