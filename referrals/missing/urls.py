from django.urls import path

from referrals.missing.views import correcting, reading, writing

app_name = "missing"
urlpatterns = [
    path("missing/", reading.Now.as_view(), name="now"),
    path("missing/list/", reading.NowList.as_view(), name="now_list"),
    path("children/<uuid:pk>/report-missing/", writing.Report.as_view(), name="report"),
    path("children/<uuid:pk>/report-past-absence/", writing.ReportPast.as_view(), name="report_past"),
    path("missing/<uuid:pk>/", reading.Read.as_view(), name="read"),
    path("missing/<uuid:pk>/return/", writing.RecordReturn.as_view(), name="record_return"),
    path("missing/<uuid:pk>/reported/", reading.Done.as_view(), name="reported"),
    path("missing/<uuid:pk>/returned/", reading.Done.as_view(), name="returned"),
    path("missing/<uuid:pk>/sighting/", writing.Sight.as_view(), name="sight"),
    path("missing/<uuid:pk>/band/", writing.SetBand.as_view(), name="set_band"),
    path("missing/<uuid:pk>/correct/", correcting.Correct.as_view(), name="correct"),
    path("missing/<uuid:pk>/move/", correcting.Move.as_view(), name="move"),
    path("missing/<uuid:pk>/take-back/", correcting.TakeBack.as_view(), name="take_back"),
    path("missing/<uuid:pk>/join/", correcting.Join.as_view(), name="join"),
]
