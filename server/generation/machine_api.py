"""The machine that searches: shown where a method is chosen."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import RolePermission
from generation.generator_client import hardware_of


class GpuSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    memory_mb = serializers.IntegerField()


class MachineSerializer(serializers.Serializer[Any]):
    cores = serializers.IntegerField(allow_null=True)
    memory_mb = serializers.IntegerField(allow_null=True)
    gpus = GpuSerializer(many=True)


class MachineView(APIView):
    entity = "job"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(operation_id="machine", responses=MachineSerializer)
    def get(self, request: Request) -> Response:
        """What the generation service has to search with; null where it does not answer."""
        return Response(MachineSerializer(hardware_of(settings.GENERATOR_URL)).data)
