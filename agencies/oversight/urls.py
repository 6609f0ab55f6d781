from django.urls import path

from agencies.oversight.views import acting, agreements, alerts, log, people, teams

app_name = "oversight"
urlpatterns = [
    path("act-as/", acting.ActAs.as_view(), name="act_as"),
    path("looks/", log.Looks.as_view(), name="looks"),
    path("my-looks/", log.MyLooks.as_view(), name="my_looks"),
    path("looks/<uuid:pk>/", log.OneEvent.as_view(), name="event"),
    path("printed/", log.Printed.as_view(), name="printed"),
    path("people/", people.People.as_view(), name="people"),
    path("people/join/", people.Join.as_view(), name="join"),
    path("seats/<int:pk>/leave/", people.Leave.as_view(), name="leave"),
    path("seats/<int:pk>/role/", people.ChangeRole.as_view(), name="change_role"),
    path("seats/<int:pk>/cover/", people.Cover.as_view(), name="cover"),
    path("alerts/", alerts.Alerts.as_view(), name="alerts"),
    path("alerts/<slug:group>/", alerts.Choose.as_view(), name="choose"),
    path("teams/", teams.Teams.as_view(), name="teams"),
    path("teams/<int:pk>/hours/", teams.SetHours.as_view(), name="set_hours"),
    path("agreements/", agreements.Agreements.as_view(), name="agreements"),
    path("agreements/<int:pk>/", agreements.OneAgreement.as_view(), name="agreement"),
    path("agreements/<int:pk>/ratify/", agreements.Ratify.as_view(), name="ratify"),
    path("agreements/<int:pk>/end/", agreements.End.as_view(), name="end"),
]
