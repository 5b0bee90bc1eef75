"""Rows of a benchmark: a file of JSON lines, which only ever grows."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypedDict, cast

from horarium import hardware
from horarium.solvers import AUTO

ENGINE = Path(__file__).parents[1]


class Row(TypedDict):
    """One run. `curve` has [seconds, hard, cost] where the best became better.

    `solver` is the name that was asked for, `memory_mb` the most that the process
    occupied. `error` is empty unless the run gave no timetable, whose figures then are
    None.
    """

    instance: str
    seed: int
    time_limit: float
    threads: int
    solver: str
    engine: str
    total: int | None
    hard: int | None
    components: dict[str, int]
    seconds: float
    first_feasible_seconds: float | None
    iterations: int
    memory_mb: int
    curve: list[list[float]]
    error: str
    at: str
    version: str
    commit: str
    machine: dict[str, Any]


Key = tuple[str, int, float, int, str, str]


def key(row: Row) -> Key:
    """What makes a run the same as another, the state of the engine included."""
    what = row["instance"], row["seed"], row["time_limit"], row["threads"]
    return *what, row["solver"], row["engine"]


def read(file: Path) -> list[Row]:
    """All rows, the last of those with the same key; a line cut off by a crash is left out."""
    rows: dict[Key, Row] = {}
    for line in file.read_text().splitlines() if file.is_file() else ():
        try:
            row = cast(Row, {"solver": AUTO} | json.loads(line))  # older rows name none
        except ValueError:
            continue
        rows[key(row)] = row
    return list(rows.values())


def append(file: Path, row: Row) -> None:
    """Add a row at the end, on the disk before anything else happens."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lines:
        lines.write(json.dumps(row) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def newest_engine(rows: Sequence[Row]) -> list[Row]:
    """Of each instance, limit, threads and solver: the rows of the engine that came last."""
    newest = {_table(row): row["engine"] for row in rows}
    return [row for row in rows if row["engine"] == newest[_table(row)]]


def _table(row: Row) -> tuple[str, float, int, str]:
    return row["instance"], row["time_limit"], row["threads"], row["solver"]


def engine_hash() -> str:
    """A name for the present state of the engine's sources that decide a solve."""
    sources = ENGINE.rglob("*.py")
    return _hash(file for file in sources if "bench" not in file.relative_to(ENGINE).parts)


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.relative_to(ENGINE).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@cache
def commit() -> str:
    """The commit of the checkout that the engine runs from, with + when it was changed."""
    try:
        name, changes = (
            subprocess.run(
                ["git", "-C", str(ENGINE), *arguments],
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for arguments in (
                ("rev-parse", "--short", "HEAD"),
                ("status", "--porcelain", "-uno", "."),
            )
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return name + "+" * bool(changes)


@cache
def machine() -> dict[str, Any]:
    """What the runs were made on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_mb": hardware.detect().memory_mb,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numba": version("numba"),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
