from django.urls import path

from referrals.children import views

app_name = "children"
urlpatterns = [
    path("children/", views.Find.as_view(), name="find"),
    path("children/register/", views.Register.as_view(), name="register"),
    path("children/register/resembling/", views.Candidates.as_view(), name="resembling"),
    path("children/<uuid:pk>/registered/", views.Registered.as_view(), name="registered"),
    path("children/<uuid:pk>/born/", views.Born.as_view(), name="born"),
    path("children/<uuid:pk>/correct/", views.Correct.as_view(), name="correct"),
]
