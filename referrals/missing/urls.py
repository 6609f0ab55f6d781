from django.urls import path

from referrals.missing import views

app_name = "missing"
urlpatterns = [
    path("missing/", views.Now.as_view(), name="now"),
    path("missing/list/", views.NowList.as_view(), name="now_list"),
    path("children/<uuid:pk>/report-missing/", views.Report.as_view(), name="report"),
    path("missing/<uuid:pk>/", views.Read.as_view(), name="read"),
    path("missing/<uuid:pk>/return/", views.RecordReturn.as_view(), name="record_return"),
    path("missing/<uuid:pk>/reported/", views.Done.as_view(title="Reported missing"), name="reported"),
    path("missing/<uuid:pk>/returned/", views.Done.as_view(title="Return recorded"), name="returned"),
    path("missing/<uuid:pk>/sighting/", views.Sight.as_view(), name="sight"),
    path("missing/<uuid:pk>/band/", views.SetBand.as_view(), name="set_band"),
]
