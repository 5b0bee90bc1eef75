"""The demo gets a valid timetable also where the machine is slow, within bounds."""

from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import Institution
from campus.models import Term
from config.errors import Refused
from generation.services import demo
from generation.services.demo import GENEROSITY, publish_demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def budgets(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was asked of the stack; a budget of 90 s is enough, and a timetable is published."""
    asked: list[int] = []

    def generate(_institution: Any, _term: Any, _variants: int, budget: int, *_: Any) -> Any:
        asked.append(budget)
        return SimpleNamespace(id=None, hard=0 if budget >= 90 else 2)

    def take_step(*_: Any) -> None:
        pass

    monkeypatch.setattr(demo, "_generate", generate)
    monkeypatch.setattr(demo, "submit", take_step)
    monkeypatch.setattr(demo, "approve", take_step)
    monkeypatch.setattr(demo, "publish", take_step)
    return asked


def test_a_slow_machine_gets_more_time_until_the_timetable_is_valid(
    tenant: Institution, term: Term, budgets: list[int]
) -> None:
    publish_demo(tenant, variants=1, time_budget=30)
    assert budgets == [30, 90]


def test_it_gives_up_after_the_longest(
    tenant: Institution, term: Term, budgets: list[int]
) -> None:
    with pytest.raises(Refused, match="not met"):
        publish_demo(tenant, variants=1, time_budget=5)
    assert budgets == [5 * factor for factor in GENEROSITY]
