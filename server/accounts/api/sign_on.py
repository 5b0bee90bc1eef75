"""Single sign-on in the API: how to log in, and how an institution sets its provider up."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import IdentityProvider, MailDomain
from accounts.authentication import SESSION_ONLY
from accounts.guarded import AddressRefused, check_address
from accounts.models import Role
from accounts.permissions import DutyPermission
from accounts.sealing import seal
from accounts.sign_on import provider_for
from accounts.versions import IF_MATCH, refuse_stale, refuse_stale_tag
from accounts.viewsets import held
from config.errors import Refused

NEW_ROLES = [(role.value, role.label) for role in (Role.INSTRUCTOR, Role.STUDENT)]


class WhereToSerializer(serializers.Serializer[Any]):
    address = serializers.CharField(
        max_length=300,
        help_text="One's mail address, or the name of the institution's sign-on.",
    )


class SignOnSerializer(serializers.Serializer[Any]):
    """`provider` is for the login's redirect; null: log in by password."""

    provider = serializers.SlugField(allow_null=True)
    name = serializers.CharField(allow_null=True)


class SignOnView(APIView):
    permission_classes = [AllowAny]
    token_scope = SESSION_ONLY

    @extend_schema(
        operation_id="sign_on_find", request=WhereToSerializer, responses=SignOnSerializer
    )
    def post(self, request: Request) -> Response:
        """Which sign-on, if any, an address leads to; not whether it has an account."""
        form = WhereToSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        found = provider_for(form.validated_data["address"])
        return Response(
            {"provider": found.slug if found else None, "name": found.name if found else None}
        )


class IdentityProviderSerializer(serializers.ModelSerializer[IdentityProvider]):
    """`client_secret` is written, never read; left out, it stays.

    `version` is that of the provider that is there, if one is.
    """

    version = serializers.IntegerField(required=False, min_value=1)

    client_secret = serializers.CharField(write_only=True, required=False, max_length=1000)
    new_role = serializers.ChoiceField(NEW_ROLES, required=False, allow_blank=True)
    domains = serializers.SerializerMethodField(
        help_text="Mail domains that the platform has confirmed."
    )

    class Meta:
        model = IdentityProvider
        fields = [
            "version",
            "slug",
            "name",
            "issuer",
            "client_id",
            "client_secret",
            "new_role",
            "is_active",
            "domains",
        ]

    def validate_issuer(self, issuer: str) -> str:
        try:
            check_address(issuer)
        except AddressRefused as error:
            raise Refused("issuer_refused", str(error), field="issuer") from error
        return issuer.rstrip("/")

    def get_domains(self, _provider: IdentityProvider) -> list[str]:
        return list(MailDomain.objects.order_by("domain").values_list("domain", flat=True))

    def save(self, **kwargs: Any) -> IdentityProvider:
        self.validated_data.pop("version", None)
        secret = self.validated_data.pop("client_secret", None)
        if secret is not None:
            kwargs["sealed_secret"] = seal(secret)
        elif self.instance is None:
            raise Refused("required", "A new provider needs it.", field="client_secret")
        return super().save(**kwargs)


class IdentityProviderView(APIView):
    """The institution's own provider."""

    duty = "sign_on"
    token_scope = SESSION_ONLY
    permission_classes = [IsAuthenticated, DutyPermission]

    @extend_schema(
        operation_id="identity_provider",
        responses={200: IdentityProviderSerializer, 204: None},
    )
    def get(self, request: Request) -> Response:
        """The provider; 204 where none is set up, which is no fault."""
        provider = IdentityProvider.objects.first()
        return Response(status=204) if provider is None else _shown(provider)

    @extend_schema(
        operation_id="identity_provider_set",
        parameters=[IF_MATCH],
        request=IdentityProviderSerializer,
        responses=IdentityProviderSerializer,
    )
    def put(self, request: Request) -> Response:
        """Set it up, or change it."""
        known = held(request, IdentityProvider.objects.all()).first()
        form = IdentityProviderSerializer(known, data=request.data)
        form.is_valid(raise_exception=True)
        if known is not None:
            refuse_stale(request, known, form.validated_data.get("version"))
        return _shown(form.save())

    @extend_schema(
        operation_id="identity_provider_remove", parameters=[IF_MATCH], responses={204: None}
    )
    def delete(self, request: Request) -> Response:
        """End it: people log in by password again."""
        provider = _existing(request)
        refuse_stale_tag(request, provider)
        provider.delete()
        return Response(status=204)


def _shown(provider: IdentityProvider) -> Response:
    headers = {"ETag": f'"{provider.version}"'}
    return Response(IdentityProviderSerializer(provider).data, headers=headers)


def _existing(request: Request) -> IdentityProvider:
    provider = held(request, IdentityProvider.objects.all()).first()
    if provider is None:
        raise Refused("not_found", "No sign-on is set up.", status=404)
    return provider
