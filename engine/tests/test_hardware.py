import os
import sys
import types
from pathlib import Path

import pytest

from horarium.hardware import Gpu, Hardware, Limit, Plan, detect, gpus, memory_used, plan

GIGABYTE = 2**30


def machine(root: Path, cgroup: str, files: dict[str, str]) -> Path:
    """A root folder of a machine with 64 GB, 32 of them in use."""
    total, available = 64 * GIGABYTE // 1024, 32 * GIGABYTE // 1024
    files = {
        "proc/meminfo": f"MemTotal: {total} kB\nMemAvailable: {available} kB\n",
        "proc/self/cgroup": cgroup,
        **files,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def limited_by(cores: int) -> tuple[Limit, Limit]:
    """What limits a container of so many cores: where the tests have as few, they do."""
    if os.cpu_count() == cores:
        return "machine", "container"
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    return "affinity" if here == cores else "container", "container"


class Cards(types.ModuleType):
    """A driver's library as `pynvml` has it, with one card or with what is wrong."""

    class NVMLError(Exception):
        pass

    def __init__(self, *, broken: bool) -> None:
        super().__init__("pynvml")
        self.broken = broken
        self.open = False

    def nvmlInit(self) -> None:  # noqa: N802 - its names
        if self.broken:
            raise self.NVMLError("driver not loaded")
        self.open = True

    def nvmlShutdown(self) -> None:  # noqa: N802
        self.open = False

    def nvmlDeviceGetCount(self) -> int:  # noqa: N802
        return 1

    def nvmlDeviceGetHandleByIndex(self, number: int) -> int:  # noqa: N802
        return number

    def nvmlDeviceGetName(self, _: int) -> bytes:  # noqa: N802
        return b"Card"

    def nvmlDeviceGetMemoryInfo(self, _: int) -> types.SimpleNamespace:  # noqa: N802
        return types.SimpleNamespace(total=8 * GIGABYTE)


def test_cards_are_found_where_the_driver_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = Cards(broken=False)
    monkeypatch.setitem(sys.modules, "pynvml", cards)
    assert gpus() == [Gpu("Card", 8192)]
    assert not cards.open, "the library is closed again"


def test_a_driver_that_does_not_answer_means_no_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", Cards(broken=True))
    assert gpus() == []
    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert gpus() == []


def test_without_a_container_the_machines_memory_counts(tmp_path: Path) -> None:
    root = machine(tmp_path, "0::/\n", {"sys/fs/cgroup/memory.max": "max\n"})
    assert detect(root).memory_mb == 64 * 1024
    assert detect(root).cores >= 1
    assert memory_used(root) == 0.5


def test_the_limits_of_a_version_2_group_and_of_its_parents_count(tmp_path: Path) -> None:
    root = machine(
        tmp_path,
        "0::/pod/container\n",
        {
            "sys/fs/cgroup/pod/memory.max": str(8 * GIGABYTE),
            "sys/fs/cgroup/pod/container/cpu.max": "150000 100000\n",
            "sys/fs/cgroup/pod/container/memory.max": str(4 * GIGABYTE),
            "sys/fs/cgroup/pod/container/memory.current": str(4 * GIGABYTE),
            "sys/fs/cgroup/pod/container/memory.stat": f"inactive_file {GIGABYTE}\n",
        },
    )
    assert detect(root) == Hardware(1, 4096, *limited_by(1))
    assert memory_used(root) == 0.75


def test_the_limits_of_version_1_groups_count(tmp_path: Path) -> None:
    root = machine(
        tmp_path,
        "4:memory:/docker/x\n3:cpu,cpuacct:/docker/x\n",
        {
            "sys/fs/cgroup/memory/memory.limit_in_bytes": str(2 * GIGABYTE),
            "sys/fs/cgroup/memory/memory.usage_in_bytes": str(2 * GIGABYTE),
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "100000",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000",
        },
    )
    assert detect(root) == Hardware(1, 2048, *limited_by(1))
    assert memory_used(root) == 1.0


@pytest.mark.parametrize(
    ("hardware", "expected"),
    [
        (Hardware(cores=2, memory_mb=16_000), Plan(2, 1, 6400)),
        (Hardware(cores=8, memory_mb=4000), Plan(3, 1, 1066)),
        (Hardware(cores=1, memory_mb=500), Plan(1, 1, 400)),
    ],
)
def test_slots_are_bound_by_cores_and_by_memory(hardware: Hardware, expected: Plan) -> None:
    assert plan(hardware) == expected
