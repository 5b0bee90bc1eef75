from django.urls import include, path
from rest_framework.routers import SimpleRouter

from generation import api, internal
from generation.diagnosis_api import JobDiagnosisView, TermDiagnosisView
from generation.machine_api import MachineView
from generation.metrics import metrics
from generation.platform_api import PlatformHealthView
from generation.questions_api import QuestionsViewSet
from generation.summary import TermSummaryView

router = SimpleRouter()
router.register("jobs", api.JobViewSet, "job")
router.register("timetables", QuestionsViewSet, "question")

urlpatterns = [
    path("api/v1/", include(router.urls)),
    path("api/v1/terms/<uuid:id>/summary/", TermSummaryView.as_view()),
    path("api/v1/terms/<uuid:id>/diagnosis/", TermDiagnosisView.as_view()),
    path("api/v1/jobs/<uuid:id>/diagnosis/", JobDiagnosisView.as_view()),
    path("api/v1/platform/health/", PlatformHealthView.as_view()),
    path("api/v1/machine/", MachineView.as_view()),
    path("metrics", metrics),
    path("internal/documents/<str:digest>", internal.document),
    path("internal/leases", internal.leases),
    path("internal/checkpoints", internal.checkpoint),
    path("internal/callbacks", internal.callbacks),
]
