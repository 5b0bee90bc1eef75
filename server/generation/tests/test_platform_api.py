"""How the platform is, for those who run it."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Institution, Role
from generation.states import JobState

pytestmark = pytest.mark.django_db

URL = "/api/v1/platform/health/"


def test_the_platform_is_told_each_parts_state_the_queue_and_that_no_machine_answers(
    institution: Institution, log_in: Callable[..., APIClient], settings: Any
) -> None:
    settings.GENERATOR_URL = "http://127.0.0.1:1"  # where nothing listens, whatever runs here
    found = log_in(institution, Role.PLATFORM_ADMIN).get(URL).json()
    assert found["checks"]["database"] == "ok"
    assert found["checks"]["generator"] != "ok"
    assert (found["status"], found["machine"]) == ("degraded", None)
    assert found["queue"]["jobs"] == {str(state): 0 for state in JobState}


def test_nobody_else_sees_it(
    institution: Institution, log_in: Callable[..., APIClient]
) -> None:
    assert log_in(institution, Role.REGISTRAR).get(URL).status_code == 403
