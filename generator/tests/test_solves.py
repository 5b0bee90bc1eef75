"""The life of solving processes: real ones that run a few lines instead of a solve."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio

from generator.admission import Admission
from generator.ends import Callbacks
from generator.errors import ServiceError
from generator.schemas import GenerateRequest, SolveState
from generator.settings import FENCED_STATUS, ROOT, Settings
from generator.solves import Solves
from generator.spare import is_alive
from generator.tests.conftest import Django
from horarium.hardware import Hardware, Plan

pytestmark = pytest.mark.asyncio

ANSWER = """
import json, sys
task = json.load(sys.stdin)["request"]
end = {"version": 1, "job": task["job"], "attempt": task["attempt"], "event": "e",
       "outcome": "succeeded"}
print(json.dumps(end))
"""
HANG = """
import os, pathlib, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "600"], stdin=subprocess.DEVNULL)
pathlib.Path({file!r}).write_text(f"{{os.getpid()}} {{child.pid}}")
child.wait()
"""
CRASH = "import sys; sys.exit(7)"
FENCED = f"import sys; sys.exit({FENCED_STATUS})"
SIGN_IN = """
import os, pathlib
pathlib.Path({file!r}).open("a").write(f"{{os.getpid()}} ")
"""
EAT = "import time; eaten = bytearray(600 * 2**20); time.sleep(600)"
STOP_POLITELY = """
import json, pathlib, signal, sys
task = json.load(sys.stdin)["request"]
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
pathlib.Path({file!r}).write_text("0")
signal.sigwait([signal.SIGTERM])
end = {{"version": 1, "job": task["job"], "attempt": task["attempt"], "event": "e",
       "outcome": "partial"}}
print(json.dumps(end))
"""


class Bench:
    """A table whose processes run the given lines, on a machine of two slots."""

    def __init__(self, callbacks: Callbacks, settings: Settings, django: Django) -> None:
        self._callbacks = callbacks
        self._settings = settings
        self.django = django
        self.tables: list[Solves] = []

    def table(self, lines: str) -> Solves:
        admission = Admission(Hardware(2, 4000), Plan(2, 1, 1500), lambda: 0.1)
        command = [sys.executable, "-c", lines]
        table = Solves(admission, self._callbacks, self._settings, command, keep_best_grace=1)
        self.tables.append(table)
        return table

    async def end(self) -> dict[str, Any]:
        """The next callback that Django gets."""
        return await asyncio.to_thread(self.django.callbacks.get, True, 20)


@pytest_asyncio.fixture
async def bench(settings: Settings, django: Django) -> AsyncIterator[Bench]:
    callbacks = Callbacks(settings)
    bench = Bench(callbacks, settings, django)
    yield bench
    for table in bench.tables:
        await table.close()
    await callbacks.close()


@pytest.fixture
def new(request_of: Callable[..., dict[str, Any]]) -> Callable[..., GenerateRequest]:
    return lambda **fields: GenerateRequest.model_validate_json(
        json.dumps(request_of(**fields))
    )


async def written(file: Path) -> list[int]:
    """The numbers in a file that a process is about to write."""
    while not file.exists() or not file.read_text():
        await asyncio.sleep(0.01)
    return [int(word) for word in file.read_text().split()]


async def gone(pids: list[int], seconds: float) -> bool:
    """Whether all processes are gone (or dead and only not yet reaped) in time."""
    deadline = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.01)
    return True


async def test_the_answer_of_a_process_is_delivered_and_remembered(
    bench: Bench, new: Callable[..., GenerateRequest]
) -> None:
    table, request = bench.table(ANSWER), new()
    table.start(request)
    end = await bench.end()
    assert (end["job"], end["outcome"]) == (str(request.job), "succeeded")
    status = table.status(str(request.job))
    assert status.state == SolveState.ENDED
    assert status.result == end


async def test_an_end_is_delivered_again_until_django_takes_it(
    bench: Bench, new: Callable[..., GenerateRequest]
) -> None:
    bench.django.callback_statuses += [503, 500]
    bench.table(ANSWER).start(new())
    assert (await bench.end())["outcome"] == "succeeded"
    assert bench.django.callback_statuses == []


async def test_a_refused_end_is_not_delivered_again(
    bench: Bench, new: Callable[..., GenerateRequest]
) -> None:
    bench.django.callback_statuses += [409]
    table = bench.table(ANSWER)
    table.start(new())
    second = new()
    table.start(second)
    assert (await bench.end())["outcome"] == "succeeded"
    await table.close()
    assert bench.django.callbacks.empty()


async def test_a_process_that_dies_without_an_answer_is_told_as_crashed(
    bench: Bench, new: Callable[..., GenerateRequest]
) -> None:
    bench.table(CRASH).start(new())
    end = await bench.end()
    assert end["outcome"] == "failed"
    assert end["error"] == {"code": "solver_crashed", "parameters": {"status": 7}}


async def test_a_program_that_cannot_be_started_is_told_as_crashed(
    bench: Bench, new: Callable[..., GenerateRequest]
) -> None:
    table = bench.table("")
    table._spare._command = ["/does/not/exist"]
    table.start(new())
    assert (await bench.end())["error"]["code"] == "solver_crashed"


async def test_a_spare_process_gets_the_next_solve_and_another_takes_its_place(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    file = tmp_path / "pids"
    table, request = bench.table(SIGN_IN.format(file=str(file)) + ANSWER), new()
    table.keep_spare()
    (spare,) = await written(file)
    table.start(request)
    assert (await bench.end())["outcome"] == "succeeded"
    process = table._table[str(request.job)].process
    assert process is not None
    assert process.pid == spare
    while len(pids := await written(file)) < 2:
        await asyncio.sleep(0.01)
    await table.close()
    assert await gone(pids, 2)


async def test_a_spare_process_that_was_killed_costs_no_solve(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    file = tmp_path / "pids"
    table = bench.table(SIGN_IN.format(file=str(file)) + ANSWER)
    table.keep_spare()
    (spare,) = await written(file)
    psutil.Process(spare).kill()
    assert await gone([spare], 2)
    table.start(new())
    assert (await bench.end())["outcome"] == "succeeded"


async def test_a_process_without_a_task_leaves_with_the_service() -> None:
    command = [sys.executable, "-m", "generator.solve_process"]
    waiting = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert waiting.stdin is not None
    waiting.stdin.close()
    assert await asyncio.wait_for(waiting.wait(), 60) == 0


async def test_of_a_fenced_process_nothing_is_told(
    bench: Bench, new: Callable[..., GenerateRequest]
) -> None:
    table, request = bench.table(FENCED), new()
    table.start(request)
    while table.is_running(str(request.job)):
        await asyncio.sleep(0.01)
    await table.close()
    assert bench.django.callbacks.empty()


async def test_a_process_that_eats_too_much_memory_is_killed_alone(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    other = bench.table(HANG.format(file=str(tmp_path / "pids")))
    neighbour = new()
    other.start(neighbour)
    bench.table(EAT).start(new(memory_mb=300))
    end = await bench.end()
    assert end["error"]["code"] == "out_of_memory"
    assert end["error"]["parameters"]["limit"] == 300
    assert other.is_running(str(neighbour.job))


async def test_cancelling_kills_the_whole_group_within_two_seconds(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table, request = bench.table(HANG.format(file=str(tmp_path / "pids"))), new()
    table.start(request)
    pids = await written(tmp_path / "pids")
    status = table.cancel(str(request.job), keep_best=False)
    assert status.state == SolveState.CANCELLING
    assert await gone(pids, 2)
    end = await bench.end()
    assert end["outcome"] == "cancelled"
    assert "result" not in end


async def test_cancelling_can_keep_what_the_process_has(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table, request = bench.table(STOP_POLITELY.format(file=str(tmp_path / "ready"))), new()
    table.start(request)
    await written(tmp_path / "ready")
    table.cancel(str(request.job), keep_best=True)
    assert (await bench.end())["outcome"] == "partial"


async def test_keeping_the_best_of_a_process_that_has_nothing_is_a_cancellation(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table, request = bench.table(HANG.format(file=str(tmp_path / "pids"))), new()
    table.start(request)
    pids = await written(tmp_path / "pids")
    table.cancel(str(request.job), keep_best=True)
    assert await gone(pids, 2)
    assert (await bench.end())["outcome"] == "cancelled"


async def test_a_cancellation_counts_that_comes_before_the_process_is_there(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table, request = bench.table(HANG.format(file=str(tmp_path / "pids"))), new()
    table.start(request)
    table.cancel(str(request.job), keep_best=False)
    assert (await bench.end())["outcome"] == "cancelled"


async def test_the_same_attempt_is_started_once_and_an_older_one_never(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table = bench.table(HANG.format(file=str(tmp_path / "pids")))
    request = new(attempt=2)
    table.start(request)
    table.start(request)
    assert table.running == 1
    with pytest.raises(ServiceError) as refused:
        table.start(new(attempt=1, job=str(request.job)))
    assert refused.value.problem.code == "attempt_stale"


async def test_a_newer_attempt_replaces_the_older_one_of_which_nothing_is_told(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table = bench.table(HANG.format(file=str(tmp_path / "pids")))
    first = new()
    table.start(first)
    pids = await written(tmp_path / "pids")
    table.start(new(attempt=2, job=str(first.job)))
    assert await gone(pids, 2)
    assert table.running == 1
    assert table.status(str(first.job)).attempt == 2
    assert bench.django.callbacks.empty()


async def test_beyond_its_slots_the_service_is_busy(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table = bench.table(HANG.format(file=str(tmp_path / "pids")))
    table.start(new())
    table.start(new())
    with pytest.raises(ServiceError) as refused:
        table.start(new())
    assert refused.value.problem.code == "no_free_slot"


async def test_closing_ends_every_process_and_gives_the_solves_back(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table = bench.table(HANG.format(file=str(tmp_path / "pids")))
    table.start(new())
    pids = await written(tmp_path / "pids")
    await table.close()
    assert await gone(pids, 1)
    assert (await bench.end())["error"]["code"] == "generator_stopping"


async def test_a_service_that_is_drained_lets_what_runs_end(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table, request = bench.table(STOP_POLITELY.format(file=str(tmp_path / "ready"))), new()
    table.start(request)
    await written(tmp_path / "ready")
    closing = asyncio.create_task(table.close(drain=60))
    await asyncio.sleep(0.1)
    table.cancel(str(request.job), keep_best=True)
    assert (await bench.end())["outcome"] == "partial"
    await closing


async def test_a_drained_service_gives_back_what_takes_too_long(
    bench: Bench, new: Callable[..., GenerateRequest], tmp_path: Path
) -> None:
    table = bench.table(HANG.format(file=str(tmp_path / "pids")))
    table.start(new())
    pids = await written(tmp_path / "pids")
    await table.close(drain=0.2)
    assert await gone(pids, 1)
    assert (await bench.end())["error"]["code"] == "generator_stopping"


async def test_a_solve_nobody_started_is_unknown(bench: Bench) -> None:
    with pytest.raises(ServiceError) as refused:
        bench.table(ANSWER).cancel("nothing", keep_best=False)
    assert refused.value.problem.status == 404


async def test_a_child_of_the_service_dies_with_it(tmp_path: Path) -> None:
    """Even when the service is killed outright."""
    file = tmp_path / "pid"
    child = (
        "import sys, os, pathlib, time\n"
        "from generator.lifeline import die_with_parent\n"
        f"die_with_parent(int(sys.argv[1]))\n"
        f"pathlib.Path({str(file)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)"
    )
    parent = (
        "import os, subprocess, sys\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}, str(os.getpid())],"
        " start_new_session=True).wait()"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", parent, cwd=ROOT)
    pids = await written(file)
    process.kill()
    await process.wait()
    assert await gone(pids, 2)
