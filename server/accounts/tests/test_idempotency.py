"""A write that comes twice with one key is done once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.idempotency import KEPT
from accounts.models import IdempotencyKey, Institution, Role, School

pytestmark = pytest.mark.django_db

KEY = {"Idempotency-Key": "4f1c"}


def test_the_same_write_is_answered_again_and_done_once(registrar: APIClient) -> None:
    answers = [
        registrar.post("/api/v1/schools/", {"name": "Science"}, headers=KEY) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotent-Replayed"] == "true"
    assert School.objects.count() == 1


def test_a_key_is_its_first_requests_and_its_owners(
    registrar: APIClient, tenant: Institution, log_in: object
) -> None:
    registrar.post("/api/v1/schools/", {"name": "Science"}, headers=KEY)
    other = registrar.post("/api/v1/schools/", {"name": "Arts"}, headers=KEY)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    colleague = log_in(tenant, Role.REGISTRAR)  # type: ignore[operator]
    mine = colleague.post("/api/v1/schools/", {"name": "Arts"}, headers=KEY)
    assert mine.status_code == 201


def test_a_refused_write_keeps_no_key(registrar: APIClient) -> None:
    assert registrar.post("/api/v1/schools/", {}, headers=KEY).status_code == 400
    again = registrar.post("/api/v1/schools/", {"name": "Science"}, headers=KEY)
    assert again.status_code == 201


def test_a_deletion_is_answered_again(registrar: APIClient, tenant: Institution) -> None:
    school = School.objects.create(name="Science")
    for _ in range(2):
        answer = registrar.delete(f"/api/v1/schools/{school.pk}/", headers=KEY)
        assert answer.status_code == 204


def test_a_key_is_forgotten_after_a_day(registrar: APIClient) -> None:
    registrar.post("/api/v1/schools/", {"name": "Science"}, headers=KEY)
    IdempotencyKey.objects.update(created_at=timezone.now() - KEPT - timedelta(minutes=1))
    again = registrar.post("/api/v1/schools/", {"name": "Science"}, headers=KEY)
    assert again.status_code == 201
    assert School.objects.count() == 2
