import threading
from collections.abc import Callable

from generator.api import Api
from generator.lease import Lease
from generator.settings import Settings
from generator.tests.conftest import SECRET, Django

JOB = "7b1c9f3e-5e0c-4b43-9b4e-111111111111"


class Heard:
    """What a lease told its solve."""

    def __init__(self) -> None:
        self.cancelled: list[bool] = []
        self.lost = threading.Event()
        self.cancel_came = threading.Event()

    def on_cancel(self, keep_best: bool) -> None:
        self.cancelled.append(keep_best)
        self.cancel_came.set()

    def lease(self, settings: Settings, length: float = 60) -> Lease:
        lease = Lease(
            Api(settings, timeout=1),
            JOB,
            2,
            on_cancel=self.on_cancel,
            on_lost=self.lost.set,
            every=0.02,
            length=length,
        )
        lease.start()
        return lease


def test_a_lease_is_renewed_with_the_attempt_until_it_is_released(
    django: Django, settings: Settings
) -> None:
    heard = Heard()
    lease = heard.lease(settings)
    renewals = [django.leases.get(timeout=5) for _ in range(3)]
    lease.release()
    assert renewals == [{"job": JOB, "attempt": 2}] * 3
    assert not heard.lost.is_set()


def test_an_answer_that_cancels_is_passed_on_once(django: Django, settings: Settings) -> None:
    django.lease = (200, {"state": "cancelling", "keep_best": True})
    heard = Heard()
    lease = heard.lease(settings)
    assert heard.cancel_came.wait(5)
    for _ in range(3):
        django.leases.get(timeout=5)
    lease.release()
    assert heard.cancelled == [True]


def test_a_fenced_solve_has_lost_its_lease_at_once(django: Django, settings: Settings) -> None:
    django.lease = (409, {})
    heard = Heard()
    heard.lease(settings)
    assert heard.lost.wait(5)


def test_a_lease_that_cannot_be_renewed_is_lost_after_its_length_only(
    free_port: Callable[[], int],
) -> None:
    nowhere = Settings(f"http://127.0.0.1:{free_port()}", "", SECRET)
    patient, hasty = Heard(), Heard()
    lease = patient.lease(nowhere, length=60)
    hasty.lease(nowhere, length=0.1)
    assert hasty.lost.wait(5)
    assert not patient.lost.is_set()
    lease.release()


def test_a_refusal_of_the_server_for_a_while_does_not_lose_the_lease(
    django: Django, settings: Settings
) -> None:
    django.lease = (503, {})
    heard = Heard()
    lease = heard.lease(settings)
    for _ in range(3):
        django.leases.get(timeout=5)
    lease.release()
    assert not heard.lost.is_set()
