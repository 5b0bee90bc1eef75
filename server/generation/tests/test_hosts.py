"""Every host says how many solves run side by side on it; jobs count on all of them."""

import pytest

from generation.budget import HANDING_OVER
from generation.live import note_host, slots_of_hosts
from generation.models import Job
from generation.services.delivery import accept_callback, hand_over
from generation.tests.conftest import Generator, callback
from horarium_contracts import redis_keys

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("others", "share"), [([], 0.5), (["http://b:8001"], 1)])
def test_the_budget_is_shared_among_the_slots_of_all_hosts(
    job: Job, generator: Generator, others: list[str], share: float
) -> None:
    generator.slots = 1
    for url in others:
        note_host(url, 1)
    prepare = job.solves.get(index=0)
    hand_over(prepare.id)
    prepare.refresh_from_db()
    accept_callback(callback(prepare))
    for variant in job.solves.filter(kind="variant"):
        assert variant.time_limit == pytest.approx(share * 90 - HANDING_OVER, abs=1)


def test_a_host_that_says_nothing_for_long_counts_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note_host("http://a:8001", 2)
    note_host("http://b:8001", 3)
    note_host("http://b:8001", 4)
    assert slots_of_hosts() == 6
    monkeypatch.setattr(redis_keys, "HOST_SECONDS", -1)
    assert slots_of_hosts() == 1
