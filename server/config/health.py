"""Liveness (the process answers), readiness (its servers do), and how the whole is."""

from collections.abc import Callable
from typing import Any

import httpx
import redis
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse

from horarium_contracts import redis_keys


@transaction.non_atomic_requests
def live(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@transaction.non_atomic_requests
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when the database and Redis answer, else 503; `checks` says which does not."""
    checks = {"database": _state(_ask_database), "redis": _state(_ask_redis)}
    healthy = all(state == "ok" for state in checks.values())
    status = "ok" if healthy else "unavailable"
    return JsonResponse({"status": status, "checks": checks}, status=200 if healthy else 503)


@transaction.non_atomic_requests
def whole(_request: HttpRequest) -> JsonResponse:
    """How the whole is. Always 200 while the API serves: what others lack costs no job."""
    return JsonResponse(report())


def report() -> dict[str, Any]:
    """Every part's state, and for each that is not well what to look at."""
    checks = {
        "database": _state(_ask_database),
        "redis": _state(_ask_redis),
        "queue": _state(_ask_sweeper),
        "generator": _state(_ask_generator),
    }
    ill = [name for name, state in checks.items() if state != "ok"]
    remedies = {name: _REMEDIES[name] for name in ill}
    return {"status": "degraded" if ill else "ok", "checks": checks, "remedies": remedies}


_REMEDIES = {
    "database": "PostgreSQL does not answer at DATABASE_URL: jobs wait until it does.",
    "redis": "Valkey does not answer at REDIS_URL: jobs wait, and progress is not shown.",
    "queue": "No sweep for two minutes: look whether worker and beat run.",
    "generator": "The generation service does not answer, or says that it is not well.",
}


class Ill(Exception):
    """It answers, and is not well."""


def _ask_sweeper() -> None:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as client:
        if not client.exists(redis_keys.SWEPT):
            raise Ill


def _ask_generator() -> None:
    health = httpx.get(f"{settings.GENERATOR_URL}/health", timeout=2).json()
    if health["status"] != "ok":
        raise Ill(", ".join(health["problems"]))


def _state(ask: Callable[[], None]) -> str:
    try:
        ask()
    except Exception as error:  # whatever it is, the answer is "not ready"
        return str(error) if isinstance(error, Ill) and str(error) else type(error).__name__
    return "ok"


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")


def _ask_redis() -> None:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as client:
        client.ping()
