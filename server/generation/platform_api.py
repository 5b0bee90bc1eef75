"""How the platform is, in the API: its parts, its queue, and the machine that solves."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import DutyPermission
from audit.platform_api import PlatformView
from config import health
from config.generator import GeneratorBusyError, GeneratorRefusedError, call
from generation.machine_api import GpuSerializer
from generation.metrics import QueueFigures, queue_figures


class SolvingMachineSerializer(serializers.Serializer[Any]):
    """What the generation service says of its machine; `memory_used` is a share, 0 to 1."""

    engine_version = serializers.CharField()
    cores = serializers.IntegerField()
    memory_mb = serializers.IntegerField()
    gpus = GpuSerializer(many=True)
    memory_used = serializers.FloatField()
    slots = serializers.IntegerField(help_text="Solves that may run side by side.")
    running = serializers.IntegerField()
    threads_per_solve = serializers.IntegerField()
    memory_mb_per_solve = serializers.IntegerField()


class QueueSerializer(serializers.Serializer[QueueFigures]):
    """Of all institutions together; `jobs` and `solves` by state."""

    jobs = serializers.DictField(child=serializers.IntegerField())
    solves = serializers.DictField(child=serializers.IntegerField())
    oldest_seconds = serializers.FloatField(help_text="How long the oldest solve waits.")
    attempts_lost = serializers.IntegerField()


class PlatformHealthSerializer(serializers.Serializer[Any]):
    """`checks` by part: "ok", or what is wrong. `machine` is null where it does not answer."""

    status = serializers.ChoiceField(["ok", "degraded"])
    checks = serializers.DictField(child=serializers.CharField())
    queue = QueueSerializer()
    machine = SolvingMachineSerializer(allow_null=True)


class PlatformHealthView(PlatformView, APIView):
    permission_classes = [IsAuthenticated, DutyPermission]

    @extend_schema(operation_id="platform_health", responses=PlatformHealthSerializer)
    def get(self, request: Request) -> Response:
        """How every part is, what waits, and what the machine that solves offers."""
        found = {**health.report(), "queue": queue_figures(), "machine": _machine()}
        return Response(PlatformHealthSerializer(found).data)


def _machine() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = call("GET", "/hardware", url=settings.GENERATOR_URL).json()
    except (GeneratorBusyError, GeneratorRefusedError):
        return None
    return found
