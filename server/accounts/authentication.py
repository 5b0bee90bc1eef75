"""Who asks, for which institution: a person's session or a program's token."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts.access import ApiToken, Scope
from accounts.models import Membership, User
from accounts.selectors import memberships_of
from accounts.tenancy import enter_tenant
from accounts.tokens import token_note_use, token_of

SESSION_KEY = "membership"

SESSION_ONLY = "session"
"""The `token_scope` of views that no token opens."""

Identity = tuple[User, Membership | None]


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer hrm_…`: acts as the membership that made the token.

    A view may name the `token_scope` that it asks for; without one, reading asks for
    `read` and all else for `write`.
    """

    def authenticate(self, request: Request) -> Identity | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = token_of(text.strip())
        if token is None:
            raise AuthenticationFailed("This token is not valid (any more).", "token_invalid")
        membership = member_of_token(token)
        if membership is None:
            raise AuthenticationFailed("This token is not valid (any more).", "token_invalid")
        _check_scope(request, token)
        token_note_use(token)
        return token.user, membership

    def authenticate_header(self, request: Request) -> str:
        # Without this header DRF answers 403 where 401 is meant.
        return "Bearer"


def member_of_token(token: ApiToken) -> Membership | None:
    """Whom the token acts as, with their institution entered; None when that has ended."""
    memberships = memberships_of(token.user, f"token {token.id}")
    membership = next((m for m in memberships if m.id == token.membership_id), None)
    if membership is not None:
        enter_tenant(membership.institution_id)
    return membership


def _check_scope(request: Request, token: ApiToken) -> None:
    from config.errors import Refused  # needs the framework's views, which need this

    view = (request.parser_context or {}).get("view")
    named: str = getattr(view, "token_scope", "")
    if named == SESSION_ONLY:
        raise Refused("session_needed", "A token cannot do this: log in.", status=403)
    reads = request.method in SAFE_METHODS and named != Scope.ADMIN
    scope = str(Scope.READ) if reads else named or str(Scope.WRITE)
    if scope not in token.scopes:
        raise Refused(
            "scope_missing", f"The token has no scope {scope}.", status=403, scope=scope
        )


class MemberAuthentication(SessionAuthentication):
    """`request.user` is the person and `request.auth` their Membership, or None without one.

    The rest of the request's transaction sees only that membership's institution.
    Unsafe methods need the CSRF token.
    """

    def authenticate(self, request: Request) -> Identity | None:
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
        return "Session"


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = MemberAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
