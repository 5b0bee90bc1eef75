from pathlib import Path

import pytest

from horarium.hardware import Hardware, Plan, detect, memory_used, plan

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
    assert detect(root) == Hardware(cores=1, memory_mb=4096)
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
    assert detect(root) == Hardware(cores=1, memory_mb=2048)
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
