"""One include per floor, and the roof's own few addresses."""

from django.urls import include, path

from safeguarding import views

handler400 = "safeguarding.views.bad_request"
handler403 = "safeguarding.views.forbidden"
handler404 = "safeguarding.views.not_found"
handler500 = "safeguarding.views.broken"

urlpatterns = [
    path("", views.home, name="home"),
    path("livez", views.alive, name="livez"),
    path("readyz", views.ready, name="readyz"),
    path("healthz/jobs", views.jobs, name="jobs"),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("api/", include("safeguarding.api")),
    path("", include("agencies.urls")),
    path("", include("referrals.urls")),
]
