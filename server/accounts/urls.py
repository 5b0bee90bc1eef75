from rest_framework.routers import SimpleRouter

from accounts.api.tokens import ApiTokenViewSet

router = SimpleRouter()
router.register("tokens", ApiTokenViewSet, "token")

urlpatterns = router.urls
