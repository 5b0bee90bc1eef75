"""Members and invitations in the API."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from accounts.access import Invitation
from accounts.authentication import SESSION_KEY, SESSION_ONLY
from accounts.invitations import (
    invitation_accept,
    invitation_of,
    invitation_resend,
    invitation_revoke,
    invite,
)
from accounts.members import member_change
from accounts.models import Department, Membership, Role
from accounts.permissions import DutyPermission, member_of
from accounts.selectors import memberships_of
from accounts.tenancy import tenant_context
from accounts.versions import IF_MATCH, refuse_stale
from accounts.viewsets import held
from config.errors import Refused


class MemberSerializer(serializers.ModelSerializer[Membership]):
    email = serializers.CharField(source="user.email", read_only=True)
    name = serializers.CharField(source="user.name", read_only=True)
    last_login = serializers.DateTimeField(
        source="user.last_login", read_only=True, allow_null=True
    )
    department_name = serializers.CharField(
        source="department.name", read_only=True, allow_null=True
    )

    class Meta:
        model = Membership
        fields = [
            "id",
            "version",
            "user",
            "email",
            "name",
            "role",
            "department",
            "department_name",
            "is_active",
            "expires_at",
            "reason",
            "last_login",
            "created_at",
        ]
        read_only_fields = ["user", "expires_at", "reason"]


class MemberEditSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=1, required=False)
    role = serializers.ChoiceField(Role.choices, required=False)
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects, required=False, allow_null=True
    )
    is_active = serializers.BooleanField(required=False)


class MemberFilter(filters.FilterSet):
    role = filters.MultipleChoiceFilter(choices=Role.choices)
    department = filters.UUIDFilter("department")
    is_active = filters.BooleanFilter()


class MemberViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet[Membership]):
    """The institution's members."""

    duty = "members"
    token_scope = "admin"  # noqa: S105  the name of a scope
    permission_classes = [IsAuthenticated, DutyPermission]
    serializer_class = MemberSerializer
    filterset_class = MemberFilter
    search_fields = ["user__email", "user__name"]
    ordering_fields = ["user__name", "user__email", "role", "created_at"]
    ordering = ["id"]

    def get_queryset(self) -> QuerySet[Membership]:
        if getattr(self, "swagger_fake_view", False):
            return Membership._base_manager.none()
        institution = member_of(self.request).institution_id
        # The asker's own memberships elsewhere can be seen too, but are not meant.
        rows = Membership.objects.filter(institution=institution)
        return held(self.request, rows.select_related("user", "department"))

    @extend_schema(
        request=MemberEditSerializer, responses=MemberSerializer, parameters=[IF_MATCH]
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """Another role or department, or the end of the membership. Never one's own."""
        member = self.get_object()
        form = MemberEditSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        changes = dict(form.validated_data)
        refuse_stale(request, member, changes.pop("version", None))
        member_change(member_of(request), member, changes)
        return Response(MemberSerializer(self.get_queryset().get(pk=member.pk)).data)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    is_open = serializers.BooleanField(read_only=True)

    class Meta:
        model = Invitation
        fields = [
            "id",
            "email",
            "name",
            "role",
            "department",
            "person",
            "is_open",
            "created_at",
            "sent_at",
            "times_sent",
            "expires_at",
            "accepted_at",
            "revoked_at",
        ]
        read_only_fields = ["sent_at", "times_sent", "expires_at", "accepted_at", "revoked_at"]


class InvitationViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet[Invitation]):
    """Invitations, newest first."""

    duty = "members"
    token_scope = "admin"  # noqa: S105  the name of a scope
    permission_classes = [IsAuthenticated, DutyPermission]
    serializer_class = InvitationSerializer
    search_fields = ["email", "name"]
    ordering_fields = ["email", "created_at", "expires_at"]
    ordering = ["-id"]

    def get_queryset(self) -> QuerySet[Invitation]:
        if getattr(self, "swagger_fake_view", False):
            return Invitation._base_manager.none()
        return held(self.request, Invitation.objects.all())

    @extend_schema(responses={201: InvitationSerializer})
    def create(self, request: Request) -> Response:
        """Mail an invitation."""
        form = InvitationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        invitation = invite(form.validated_data)
        return Response(InvitationSerializer(invitation).data, status=201)

    @extend_schema(request=None, responses=InvitationSerializer)
    @action(detail=True, methods=["post"])
    def resend(self, request: Request, pk: str) -> Response:
        """Mail it anew; the link of the last mail ends."""
        invitation = self.get_object()
        invitation_resend(invitation)
        return Response(InvitationSerializer(invitation).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Revoke it."""
        invitation_revoke(self.get_object())
        return Response(status=204)


class SecretSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=200)


class AcceptSerializer(SecretSerializer):
    """Name and password for who has no account yet."""

    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    password = serializers.CharField(max_length=128, required=False, trim_whitespace=False)


class InvitedSerializer(serializers.ModelSerializer[Invitation]):
    """What an invitation offers; `institution` by name."""

    institution = serializers.CharField(source="institution.name")

    class Meta:
        model = Invitation
        fields = ["email", "name", "role", "institution", "expires_at"]


class InvitationLookView(APIView):
    """For who holds the link, logged in or not."""

    permission_classes = [AllowAny]
    token_scope = SESSION_ONLY

    @extend_schema(
        operation_id="invitation_look", request=SecretSerializer, responses=InvitedSerializer
    )
    def post(self, request: Request) -> Response:
        form = SecretSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        invitation = invitation_of(form.validated_data["token"])
        with tenant_context(invitation.institution_id):
            return Response(InvitedSerializer(invitation).data)


class InvitationAcceptView(APIView):
    permission_classes = [AllowAny]
    token_scope = SESSION_ONLY

    @extend_schema(
        operation_id="invitation_accept", request=AcceptSerializer, responses={204: None}
    )
    def post(self, request: Request) -> Response:
        """Become a member; then log in."""
        form = AcceptSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        invitation_accept(
            values["token"], request.user, values.get("name", ""), values.get("password", "")
        )
        return Response(status=204)


class ActAsSerializer(serializers.Serializer[Any]):
    membership = serializers.UUIDField()


class ActAsView(APIView):
    """Which of one's memberships the session acts under."""

    permission_classes = [IsAuthenticated]
    token_scope = SESSION_ONLY

    @extend_schema(operation_id="me_act_as", request=ActAsSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        form = ActAsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        chosen = form.validated_data["membership"]
        if all(m.id != chosen for m in memberships_of(request.user)):  # type: ignore[arg-type]
            raise Refused(
                "membership_unknown", "You have no such membership.", field="membership"
            )
        request.session[SESSION_KEY] = str(chosen)
        return Response(status=204)
