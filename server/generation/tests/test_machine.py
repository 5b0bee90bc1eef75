"""The machine that searches, as whoever asks for a job sees it."""

from typing import Any

import pytest

pytestmark = pytest.mark.django_db


def test_a_card_of_the_generation_service_is_shown(registrar: Any, generator: Any) -> None:
    assert registrar.get("/api/v1/machine/").json()["gpus"] == []
    generator.gpus = [{"name": "Card", "memory_mb": 8192}]
    machine = registrar.get("/api/v1/machine/").json()
    assert machine == {"cores": 8, "memory_mb": 16_000, "gpus": generator.gpus}


def test_without_the_generation_service_nothing_is_known(
    registrar: Any, generator: Any
) -> None:
    generator.down = True
    machine = registrar.get("/api/v1/machine/").json()
    assert machine == {"cores": None, "memory_mb": None, "gpus": []}
