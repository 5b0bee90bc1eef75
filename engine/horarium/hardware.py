"""What this machine, or the container around this process, has to offer.

Container limits come as cgroups of version 1 or 2; the smallest limit on the
way from this process's group to the root counts.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

MEGABYTE = 1024 * 1024
SOLVE_MEMORY_MB = 1024
"""Memory that a solve should have at the least when several run side by side."""

USABLE_MEMORY = 0.8
"""Share of the memory that is given to solves."""


Limit = Literal["machine", "affinity", "container"]


@dataclass(frozen=True, slots=True)
class Hardware:
    """Whole cores (at least one) and memory that may be used, and what limits each."""

    cores: int
    memory_mb: int
    cores_of: Limit = "machine"
    memory_of: Limit = "machine"


@dataclass(frozen=True, slots=True)
class Gpu:
    name: str
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How many solves run side by side, and what each of them may take."""

    slots: int
    threads: int
    memory_mb: int


def detect(root: Path = Path("/")) -> Hardware:
    """Cores and memory under container limits; `root` is where /proc and /sys are."""
    cores: dict[Limit, list[int]] = {"machine": [os.cpu_count() or 1]}
    memory: dict[Limit, list[int]] = {"machine": [_meminfo(root)["MemTotal"]]}
    if hasattr(os, "sched_getaffinity"):
        cores["affinity"] = [len(os.sched_getaffinity(0))]
    for group in _groups(root):
        cores.setdefault("container", []).extend(_cpu_limits(group))
        memory.setdefault("container", []).extend(_memory_limits(group))
    least, cores_of = _smallest(cores)
    most, memory_of = _smallest(memory)
    return Hardware(max(1, least), most // MEGABYTE, cores_of, memory_of)


def _smallest(limits: Mapping[Limit, Sequence[int]]) -> tuple[int, Limit]:
    """The smallest limit and where it is from, the machine first."""
    given = ((min(values), name) for name, values in limits.items() if values)
    return min(given, key=lambda limit: limit[0])


def gpus() -> list[Gpu]:
    """The NVIDIA cards that the driver shows, none where it or its library is missing."""
    try:
        import pynvml
    except ImportError:
        return []
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return []
    try:
        return [_gpu(pynvml, number) for number in range(pynvml.nvmlDeviceGetCount())]
    except pynvml.NVMLError:
        return []
    finally:
        pynvml.nvmlShutdown()


def _gpu(nvml: Any, number: int) -> Gpu:
    card = nvml.nvmlDeviceGetHandleByIndex(number)
    name = nvml.nvmlDeviceGetName(card)
    text = name.decode() if isinstance(name, bytes) else str(name)
    return Gpu(text, nvml.nvmlDeviceGetMemoryInfo(card).total // MEGABYTE)


def plan(hardware: Hardware) -> Plan:
    """One thread a solve, and as many solves as there are cores and memory for."""
    usable = int(hardware.memory_mb * USABLE_MEMORY)
    slots = max(1, min(hardware.cores, usable // SOLVE_MEMORY_MB))
    return Plan(slots, 1, usable // slots)


def memory_used(root: Path = Path("/")) -> float:
    """Share of the memory in use, 0 to 1: of the machine or the container, if fuller."""
    machine = _meminfo(root)
    shares = [1 - machine["MemAvailable"] / machine["MemTotal"]]
    for group in _groups(root):
        used = _number(group / "memory.current") or _number(group / "memory.usage_in_bytes")
        if used is not None:
            used -= _reclaimable(group)
            limits = (mark for mark in _memory_limits(group) if mark < machine["MemTotal"])
            shares.extend(used / limit for limit in limits)
    return max(0.0, min(1.0, max(shares)))


def _meminfo(root: Path) -> dict[str, int]:
    """Bytes by name."""
    lines = (line.split() for line in (root / "proc/meminfo").read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if len(words) > 1}


def _groups(root: Path) -> Iterator[Path]:
    """Folders of this process's control groups and of those around them."""
    base = root / "sys/fs/cgroup"
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        tree = base / controllers if controllers else base
        group = Path(path.lstrip("/"))
        for inside in (group, *group.parents):
            if (tree / inside).is_dir():
                yield tree / inside


def _cpu_limits(group: Path) -> Iterator[int]:
    """Cores by quota, rounded down but at least one."""
    try:
        quota, period = (group / "cpu.max").read_text().split()
    except (OSError, ValueError):
        quota = str(_number(group / "cpu.cfs_quota_us") or -1)
        period = str(_number(group / "cpu.cfs_period_us") or 100_000)
    if quota != "max" and int(quota) > 0:
        yield max(1, int(quota) // int(period))


def _memory_limits(group: Path) -> Iterator[int]:
    for name in ("memory.max", "memory.limit_in_bytes"):
        limit = _number(group / name)
        if limit:
            yield limit


def _reclaimable(group: Path) -> int:
    """Bytes of file cache that the kernel gives back when asked."""
    try:
        lines = (group / "memory.stat").read_text().splitlines()
    except OSError:
        return 0
    pairs = dict(line.split() for line in lines)
    return int(pairs.get("inactive_file") or pairs.get("total_inactive_file") or 0)


def _number(file: Path) -> int | None:
    """The file's number; None when it is not there or says `max`."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None
