"""Health says what is wrong."""

import pytest
from django.test import Client
from pytest_django import Settings


def test_live_answers_without_any_server() -> None:
    assert Client().get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_asks_the_database_and_redis() -> None:
    response = Client().get("/health/ready")
    assert response.json() == {"status": "ok", "checks": {"database": "ok", "redis": "ok"}}


@pytest.mark.django_db
def test_ready_is_503_and_names_the_server_that_is_away(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = Client().get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "ok", "redis": "ConnectionError"}
