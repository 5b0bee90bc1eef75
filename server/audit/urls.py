from django.urls import path
from rest_framework.routers import SimpleRouter

from audit.api import EntryViewSet
from audit.platform_api import OutboxView, OwnPlanView, PlanViewSet, TenantViewSet

router = SimpleRouter()
router.register("audit", EntryViewSet, "audit")
router.register("platform/plans", PlanViewSet, "plan")
router.register("platform/institutions", TenantViewSet, "tenant")

urlpatterns = [
    path("institution/plan/", OwnPlanView.as_view()),
    path("platform/outbox/", OutboxView.as_view()),
    *router.urls,
]
