from django.urls import path

from referrals.meetings import views

app_name = "meetings"
urlpatterns = [path("risk-list/", views.RiskList.as_view(), name="risk_list")]
