"""A file too large for a request is worked on by a worker, a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from accounts.models import Institution, Role
from accounts.tenancy import tenant_context
from campus.models import Room
from config.environment import REPOSITORY
from spreadsheets.services import AT_ONCE
from spreadsheets.tests.steps import URL, step, upload

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120.0
NUMBER = 6 * AT_ONCE


@pytest.fixture
def worker() -> Iterator[None]:
    """`celery -A config worker` on the tests' database and queue."""
    database = os.environ["DATABASE_URL"].rpartition("/")[0]
    name = settings.DATABASES["default"]["NAME"]
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo"],
        cwd=REPOSITORY / "server",
        env={**os.environ, "DATABASE_URL": f"{database}/{name}"},
    )
    yield
    process.terminate()
    process.wait(PATIENCE)


def ended(client: APIClient, found: dict[str, Any], seen: list[Any]) -> dict[str, Any]:
    """The import once its worker has ended; `seen` gets what was told of it meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while found["state"] in ("checking", "running", "undoing"):
        assert time.monotonic() < deadline, found
        time.sleep(0.02)
        found = client.get(f"{URL}{found['id']}/").json()
        if found["progress"] and found["progress"] not in seen:
            seen.append(found["progress"])
    return found


def test_a_large_file_is_checked_run_and_undone_by_a_worker_which_tells_how_far_it_is(
    institution: Institution, log_in: Callable[..., APIClient], worker: None
) -> None:
    client = log_in(institution, Role.REGISTRAR)
    lines = [f"R{n},Room {n},{n % 90 + 10}" for n in range(NUMBER)]
    text = "\n".join(["id,name,capacity", *lines])
    found = upload(client, text, sheet="rooms")
    for name, state, rooms in (("check", "checked", 0), ("run", "done", NUMBER)):
        seen: list[Any] = []
        found = ended(client, step(client, found, name), seen)
        assert (found["state"], found["error"]) == (state, None)
        assert found["summary"][0]["added"] == NUMBER
        assert seen
        assert [each["done"] for each in seen] == sorted(each["done"] for each in seen)
        assert {(each["total"], each["sheet"]) for each in seen} == {(NUMBER, "rooms")}
        with tenant_context(institution.id):
            assert Room.objects.count() == rooms
    undone: list[Any] = []
    found = ended(client, step(client, found, "undo"), undone)
    assert (found["state"], found["error"]) == ("undone", None)
    assert {(each["done"], each["total"], each["sheet"]) for each in undone} == {
        (NUMBER, NUMBER, "rooms")
    }
    with tenant_context(institution.id):
        assert not Room.objects.exists()
