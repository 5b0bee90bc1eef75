"""Who asks, for which institution: a session, and the membership it acts under."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from accounts.models import Membership, User
from accounts.selectors import memberships_of
from accounts.tenancy import enter_tenant

SESSION_KEY = "membership"


class MemberAuthentication(SessionAuthentication):
    """`request.user` is the person and `request.auth` their Membership, or None without one.

    The rest of the request's transaction sees only that membership's institution.
    Unsafe methods need the CSRF token.
    """

    def authenticate(self, request: Request) -> tuple[User, Membership | None] | None:
        session = super().authenticate(request)
        if session is None:
            return None
        user: User = session[0]
        memberships = memberships_of(user)
        if not memberships:
            return user, None
        chosen = request.session.get(SESSION_KEY)
        membership = next((m for m in memberships if str(m.id) == chosen), memberships[0])
        enter_tenant(membership.institution_id)
        return user, membership

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied(str(error.detail), "csrf_failed") from error

    def authenticate_header(self, request: Request) -> str:
        # Without this header DRF answers 403 where 401 is meant.
        return "Session"


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = MemberAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
