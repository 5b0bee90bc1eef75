"""The platform in the API: institutions, plans, access for a reason, kept mail."""

import asyncio
from collections.abc import AsyncIterator
from typing import IO, Any, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet, ModelViewSet

from accounts.access import Invitation, MailDomain, Plan
from accounts.api.members import InvitationSerializer
from accounts.authentication import SESSION_ONLY
from accounts.mail import stored_mails
from accounts.models import Institution, User
from accounts.permissions import DutyPermission, member_of
from accounts.platform import (
    access_grant,
    institution_counts,
    institutions,
    registrar_invitation,
    registrar_invite,
)
from accounts.tenancy import platform_context, tenant_context
from accounts.versions import IF_MATCH, refuse_stale, refuse_stale_tag
from accounts.viewsets import held
from audit.erasure import institution_erase, institution_export
from config.errors import Refused

M = TypeVar("M", bound=Model)
MAILS = 100
PIECE_BYTES = 256 * 1024


class PlatformView:
    """For platform admins who are logged in."""

    duty = "platform"
    token_scope = SESSION_ONLY


class EditedSerializer(serializers.ModelSerializer[M]):
    """Of rows with a version, which an edit names and never sets."""

    version = serializers.IntegerField(required=False, min_value=1)

    def save(self, **kwargs: Any) -> M:
        self.validated_data.pop("version", None)
        return super().save(**kwargs)


class PlanSerializer(EditedSerializer[Plan]):
    class Meta:
        model = Plan
        fields = [
            "id",
            "external_id",
            "version",
            "name",
            "concurrent_jobs",
            "time_budget",
            "variants",
            "departments",
            "courses",
            "students",
        ]


class OwnPlanSerializer(serializers.Serializer[Institution]):
    """`plan` is null where there are no limits; `used` counts what limits are on."""

    external_id = serializers.CharField()
    plan = PlanSerializer(allow_null=True)
    used = serializers.SerializerMethodField()

    def get_used(self, institution: Institution) -> dict[str, int]:
        return institution_counts(institution)


class OwnPlanView(APIView):
    duty = "plan"
    token_scope = "admin"  # noqa: S105  the name of a scope
    permission_classes = [IsAuthenticated, DutyPermission]

    @extend_schema(operation_id="institution_plan", responses=OwnPlanSerializer)
    def get(self, request: Request) -> Response:
        """What the own institution may have at most, and has."""
        return Response(OwnPlanSerializer(member_of(request).institution).data)


class PlanViewSet(PlatformView, ModelViewSet[Plan]):
    """Plans: null is no limit."""

    permission_classes = [IsAuthenticated, DutyPermission]
    queryset = Plan.objects.none()
    serializer_class = PlanSerializer
    filter_backends = []
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def get_queryset(self) -> QuerySet[Plan]:
        return held(self.request, Plan.objects.order_by("name", "id"))

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().partial_update(request, *args, **kwargs)

    @extend_schema(parameters=[IF_MATCH])
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().destroy(request, *args, **kwargs)

    def perform_create(self, serializer: serializers.BaseSerializer[Plan]) -> None:
        with platform_context():
            serializer.save()

    def perform_update(self, serializer: serializers.BaseSerializer[Plan]) -> None:
        assert serializer.instance is not None
        version = serializer.validated_data.get("version")
        refuse_stale(self.request, serializer.instance, version)
        with platform_context():
            serializer.save()

    def perform_destroy(self, instance: Plan) -> None:
        refuse_stale_tag(self.request, instance)
        if institutions(plan=instance):
            raise Refused(
                "in_use", "Still in use by: institution.", status=409, by=["institution"]
            )
        with platform_context():
            instance.delete()


class TenantInvitationSerializer(serializers.ModelSerializer[Invitation]):
    """How the invitation of its first registrar stands."""

    is_open = serializers.BooleanField(read_only=True)

    class Meta:
        model = Invitation
        fields = ["email", "is_open", "sent_at", "expires_at", "accepted_at", "revoked_at"]
        read_only_fields = fields


class TenantSerializer(EditedSerializer[Institution]):
    """`used` counts what the plan's limits are on."""

    plan_name = serializers.CharField(source="plan.name", read_only=True, allow_null=True)
    used = serializers.SerializerMethodField()
    domains = serializers.SerializerMethodField(
        help_text="Mail domains whose addresses its own sign-on is believed about."
    )

    invitation = serializers.SerializerMethodField(
        help_text="Of its first registrar; null where nobody was invited."
    )

    class Meta:
        model = Institution
        fields = [
            "id",
            "external_id",
            "version",
            "name",
            "timezone",
            "plan",
            "plan_name",
            "used",
            "domains",
            "invitation",
            "created_at",
        ]

    def get_used(self, institution: Institution) -> dict[str, int]:
        return institution_counts(institution)

    @extend_schema_field(TenantInvitationSerializer(allow_null=True))
    def get_invitation(self, institution: Institution) -> Any:
        found = registrar_invitation(institution)
        return found and TenantInvitationSerializer(found).data

    def get_domains(self, institution: Institution) -> list[str]:
        with tenant_context(institution.id):
            return list(MailDomain.objects.order_by("domain").values_list("domain", flat=True))


class AccessSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(min_length=10, max_length=500)
    hours = serializers.IntegerField(min_value=1, max_value=8, default=1)


class GrantedSerializer(serializers.Serializer[Any]):
    membership = serializers.UUIDField(source="id")
    expires_at = serializers.DateTimeField()


class DomainsSerializer(serializers.Serializer[Any]):
    domains = serializers.ListField(
        child=serializers.RegexField(r"^[a-z0-9-]+(\.[a-z0-9-]+)+\Z", max_length=253)
    )


class FirstRegistrarSerializer(serializers.ModelSerializer[Invitation]):
    class Meta:
        model = Invitation
        fields = ["email", "name"]


class ConfirmSerializer(serializers.Serializer[Any]):
    confirmation = serializers.CharField(help_text="The institution's external id.")
    reason = serializers.CharField(min_length=10, max_length=500)


class TenantViewSet(PlatformView, GenericViewSet[Institution]):
    """Institutions: their names, plans and sizes, and nothing inside."""

    permission_classes = [IsAuthenticated, DutyPermission]
    queryset = Institution.objects.none()
    serializer_class = TenantSerializer
    filter_backends = []
    pagination_class = None

    def list(self, request: Request) -> Response:
        return Response(TenantSerializer(institutions(), many=True).data)

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(TenantSerializer(self._get(pk)).data)

    @extend_schema(responses={201: TenantSerializer})
    def create(self, request: Request) -> Response:
        with platform_context():
            form = TenantSerializer(data=request.data)
            form.is_valid(raise_exception=True)
            made = form.save()
        return Response(TenantSerializer(made).data, status=201)

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str) -> Response:
        """Another name, timezone or plan."""
        known = self._get(pk)
        with platform_context():
            institution = Institution.objects.select_for_update().get(pk=known.pk)
            form = TenantSerializer(institution, data=request.data, partial=True)
            form.is_valid(raise_exception=True)
            refuse_stale(request, institution, form.validated_data.get("version"))
            form.save(version=institution.version + 1)
        return Response(TenantSerializer(self._get(pk)).data)

    @extend_schema(request=DomainsSerializer, responses=TenantSerializer)
    @action(detail=True, methods=["put"])
    def domains(self, request: Request, pk: str) -> Response:
        """Confirm which mail domains are the institution's."""
        form = DomainsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        institution = self._get(pk)
        with tenant_context(institution.id):
            MailDomain.objects.exclude(domain__in=form.validated_data["domains"]).delete()
            for domain in form.validated_data["domains"]:
                MailDomain.objects.get_or_create(domain=domain)
        return Response(TenantSerializer(institution).data)

    @extend_schema(request=FirstRegistrarSerializer, responses={201: InvitationSerializer})
    @action(detail=True, methods=["post"])
    def registrar(self, request: Request, pk: str) -> Response:
        """Invite its first registrar, who invites all others; an earlier invitation ends."""
        form = FirstRegistrarSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        invitation = registrar_invite(self._get(pk), form.validated_data)
        return Response(InvitationSerializer(invitation).data, status=201)

    @extend_schema(request=AccessSerializer, responses={201: GrantedSerializer})
    @action(detail=True, methods=["post"])
    def access(self, request: Request, pk: str) -> Response:
        """Read its data for some hours, for a reason that its registrars can read."""
        form = AccessSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        member = access_grant(cast(User, request.user), self._get(pk), **form.validated_data)
        return Response(GrantedSerializer(member).data, status=201)

    @extend_schema(
        request=AccessSerializer,
        responses={(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY)},
    )
    @action(detail=True, methods=["post"])
    def export(self, request: Request, pk: str) -> HttpResponseBase:
        """Everything of the institution: a zip of one file of JSON lines per table."""
        form = AccessSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        institution = self._get(pk)
        access_grant(cast(User, request.user), institution, **form.validated_data)
        file = institution_export(institution)
        headers = {"Content-Disposition": f'attachment; filename="{institution.id}.zip"'}
        return StreamingHttpResponse(_sent(file), "application/zip", headers=headers)

    @extend_schema(request=ConfirmSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def erase(self, request: Request, pk: str) -> Response:
        """Remove it with everything in it, for good."""
        form = ConfirmSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        institution_erase(self._get(pk), **form.validated_data)
        return Response(status=204)

    def _get(self, pk: str) -> Institution:
        try:
            found = institutions(pk=serializers.UUIDField().to_internal_value(pk))
        except serializers.ValidationError:
            found = []
        if not found:
            raise Refused("not_found", "There is no such institution.", status=404)
        return found[0]


async def _sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            yield piece
    finally:
        file.close()


class MailSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)
    to = serializers.CharField()
    subject = serializers.CharField()
    body = serializers.CharField()


class OutboxView(PlatformView, APIView):
    permission_classes = [IsAuthenticated, DutyPermission]

    @extend_schema(operation_id="platform_outbox", responses=MailSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The last mails that were kept instead of sent (no EMAIL_URL), newest first."""
        return Response(MailSerializer(stored_mails(MAILS), many=True).data)
