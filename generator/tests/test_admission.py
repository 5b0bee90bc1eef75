import pytest

from generator.admission import Admission
from generator.errors import ServiceError
from horarium.hardware import Hardware, Plan


def admission(memory_used: float) -> Admission:
    return Admission(Hardware(4, 8000), Plan(4, 1, 1600), lambda: memory_used)


@pytest.mark.parametrize(
    ("memory_used", "running", "code"),
    [
        (0.1, 3, None),
        (0.1, 4, "no_free_slot"),
        (0.85, 1, None),
        (0.85, 2, "no_free_slot"),
        (0.96, 0, "memory_short"),
    ],
)
def test_solves_are_admitted_by_slots_and_memory(
    memory_used: float, running: int, code: str | None
) -> None:
    assert (admission(memory_used).report(running).free > 0) == (code is None)
    if code is None:
        admission(memory_used).admit(running)
        return
    with pytest.raises(ServiceError) as refused:
        admission(memory_used).admit(running)
    assert refused.value.problem.code == code
    assert refused.value.response().status_code == 503
    assert int(refused.value.response().headers["Retry-After"]) > 0


def test_short_memory_always_leaves_one_slot() -> None:
    one_slot = Admission(Hardware(1, 2000), Plan(1, 1, 1600), lambda: 0.9)
    one_slot.admit(0)


def test_the_report_says_what_was_found_and_what_follows() -> None:
    report = admission(0.5).report(running=2)
    assert (report.slots, report.running, report.free) == (4, 2, 2)
    assert report.memory_used == 0.5
