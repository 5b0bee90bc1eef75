from rest_framework.routers import SimpleRouter

from audit.api import EntryViewSet

router = SimpleRouter()
router.register("audit", EntryViewSet, "audit")

urlpatterns = router.urls
