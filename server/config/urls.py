"""Routes. Each app lists its own under /api/v1 in its `urls.py`."""

from django.urls import include, path

from config import errors, health
from config.published import SchemaView

urlpatterns = [
    path("health", health.whole),
    path("health/live", health.live),
    path("health/ready", health.ready),
    # An address is not changed by who is logged in: invitations and sign-on go by it.
    path("_allauth/browser/v1/account/email", errors.not_found),
    path("_allauth/", include("allauth.headless.urls")),
    path("_allauth/", include("accounts.sign_on_urls")),
    path("api/v1/schema/", SchemaView.as_view()),
    path("api/v1/", include("accounts.urls")),
    path("api/v1/", include("audit.urls")),
    path("api/v1/", include("campus.urls")),
    path("api/v1/", include("courses.urls")),
    path("api/v1/", include("timetables.urls")),
    path("api/v1/", include("spreadsheets.urls")),
    path("", include("generation.urls")),
]

handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
