"""How a timetable uses rooms and people, in the API."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import RolePermission, member_of, narrow
from timetables.models import Timetable
from timetables.selectors.use import timetable_use


class UseQuerySerializer(serializers.Serializer[Any]):
    department = serializers.UUIDField(
        required=False, default=None, help_text="Its rooms and instructors alone."
    )


class UsedHourSerializer(serializers.Serializer[Any]):
    day = serializers.IntegerField()
    hour = serializers.IntegerField()
    rooms = serializers.IntegerField(help_text="In use then, in any week.")


class LoadBandSerializer(serializers.Serializer[Any]):
    from_hours = serializers.IntegerField()
    to_hours = serializers.IntegerField(allow_null=True)
    instructors = serializers.IntegerField()


class UseSerializer(serializers.Serializer[Any]):
    """`load` counts those who teach by the hours of their mean week."""

    rooms = serializers.IntegerField(help_text="How many there are.")
    rooms_of_department = serializers.BooleanField(
        help_text="Whether these are the department's own."
    )
    hours = UsedHourSerializer(many=True)
    load = LoadBandSerializer(many=True)
    over_limit = serializers.IntegerField(help_text="Who teach more than their limit.")


class UseView(APIView):
    entity = "timetable"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(
        operation_id="timetables_use",
        parameters=[UseQuerySerializer],
        responses=UseSerializer,
    )
    def get(self, request: Request, id: UUID) -> Response:
        """Rooms in use by day and hour, and instructors by weekly hours."""
        rows = Timetable.objects.select_related("term")
        timetable = get_object_or_404(
            narrow(rows, member_of(request), "view", "timetable"), pk=id
        )
        query = UseQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        found = timetable_use(timetable, query.validated_data["department"])
        return Response(UseSerializer(found).data)
