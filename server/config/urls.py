"""Routes. Each app lists its own under /api/v1 in its `urls.py`."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config import health

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view()),
    path("api/v1/", include("accounts.urls")),
    path("api/v1/", include("audit.urls")),
    path("api/v1/", include("campus.urls")),
    path("api/v1/", include("courses.urls")),
    path("api/v1/", include("timetables.urls")),
    path("", include("generation.urls")),
]

handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
