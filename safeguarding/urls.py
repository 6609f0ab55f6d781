"""One include per floor, and the roof's own few addresses."""

from allauth.account.urls import urlpatterns as account
from django.urls import include, path
from django.views.generic import RedirectView

from safeguarding import idle, jobs, views

# Nobody signs themselves up or changes their own e-mail address: an administrator answers for who somebody is.
ACCOUNT = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

handler400 = "safeguarding.views.bad_request"
handler403 = "safeguarding.views.forbidden"
handler404 = "safeguarding.views.not_found"
handler500 = "safeguarding.views.broken"

urlpatterns = [
    path("", views.home, name="home"),
    path("livez", views.alive, name="livez"),
    path("readyz", views.ready, name="readyz"),
    path("healthz/jobs", views.jobs, name="jobs"),
    path("jobs/", jobs.Jobs.as_view(), name="automatic"),
    path("jobs/<str:name>/look-now/", jobs.RunNow.as_view(), name="run_now"),
    path("account/", include([address for address in account if address.name in ACCOUNT])),
    path("account/time-left/", idle.time_left, name="account_time_left"),
    # The letter to an address that nobody has names this page; whoever asks is answered alike.
    path("account/signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("api/", include("safeguarding.api")),
    path("", include("agencies.urls")),
    path("", include("referrals.urls")),
]
