from django.urls import path
from rest_framework.routers import SimpleRouter

from accounts.api import members, sign_on
from accounts.api.tokens import ApiTokenViewSet

router = SimpleRouter()
router.register("tokens", ApiTokenViewSet, "token")
router.register("members", members.MemberViewSet, "member")
router.register("invitations", members.InvitationViewSet, "invitation")

urlpatterns = [
    path("me/acting/", members.ActAsView.as_view()),
    path("invitation/look/", members.InvitationLookView.as_view()),
    path("invitation/accept/", members.InvitationAcceptView.as_view()),
    path("sign-on/", sign_on.SignOnView.as_view()),
    path("sign-on/provider/", sign_on.IdentityProviderView.as_view()),
    *router.urls,
]
