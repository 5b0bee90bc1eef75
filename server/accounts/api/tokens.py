"""Tokens of one's own in the API."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.access import ApiToken, Scope
from accounts.authentication import SESSION_ONLY
from accounts.permissions import DutyPermission, member_of
from accounts.tokens import token_make, token_revoke


class ApiTokenSerializer(serializers.ModelSerializer[ApiToken]):
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices))

    class Meta:
        model = ApiToken
        fields = [
            "id",
            "name",
            "start",
            "scopes",
            "created_at",
            "expires_at",
            "last_used_at",
            "revoked_at",
        ]


class NewTokenSerializer(ApiTokenSerializer):
    """With its text, this once."""

    token = serializers.CharField(source="text")

    class Meta(ApiTokenSerializer.Meta):
        fields = [*ApiTokenSerializer.Meta.fields, "token"]


class TokenRequestSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(Scope.choices), allow_empty=False, max_length=10
    )
    days = serializers.IntegerField(
        min_value=1,
        max_value=3650,
        required=False,
        allow_null=True,
        help_text="until it expires; null: never",
    )


class ApiTokenViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet[ApiToken]):
    """One's own tokens in this institution, newest first."""

    duty = "own_tokens"
    token_scope = SESSION_ONLY
    permission_classes = [IsAuthenticated, DutyPermission]
    serializer_class = ApiTokenSerializer
    filter_backends = []

    def get_queryset(self) -> QuerySet[ApiToken]:
        if getattr(self, "swagger_fake_view", False):
            return ApiToken._base_manager.none()
        return ApiToken.objects.filter(membership=member_of(self.request)).order_by("-id")

    @extend_schema(request=TokenRequestSerializer, responses={201: NewTokenSerializer})
    def create(self, request: Request) -> Response:
        """Make a token; its text is in this answer and never again."""
        form = TokenRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        days = form.validated_data.get("days")
        ends = timezone.now() + timedelta(days=days) if days else None
        token, text = token_make(
            member_of(request), form.validated_data["name"], form.validated_data["scopes"], ends
        )
        token.text = text  # type: ignore[attr-defined]
        return Response(NewTokenSerializer(token).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Revoke a token, at once and for good."""
        token_revoke(self.get_object())
        return Response(status=204)
