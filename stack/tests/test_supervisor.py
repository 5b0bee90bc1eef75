"""The supervisor, tried as a person would: as a program, with real servers on own ports."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from stack import supervisor as watching
from stack.parts import Step
from stack.process import ROOT, Part, free_port
from stack.supervisor import Supervisor
from stack.testing import apart
from stack.testing.product import wait_until

PATIENCE = 60.0


def test_ctrl_c_stops_everything_and_leaves_no_process(tmp_path: Path) -> None:
    with supervisor(tmp_path) as stack:
        family = stack.children(recursive=True)
        assert {"postgres", "valkey-server"} <= {process.name() for process in family}
        stack.send_signal(signal.SIGINT)
        assert stack.wait(PATIENCE) == 0
        assert not [process for process in family if process.is_running()]


def test_a_killed_part_is_started_again(tmp_path: Path) -> None:
    with supervisor(tmp_path) as stack:
        first = child(stack, "valkey-server")
        first.kill()
        wait_until(lambda: child(stack, "valkey-server").pid not in {stack.pid, first.pid})


def test_postgresql_comes_back_after_a_kill(tmp_path: Path) -> None:
    with supervisor(tmp_path) as stack:
        child(stack, "postgres").kill()
        wait_until(lambda: "postgresql   ready again" in output(tmp_path))


def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    with supervisor(tmp_path) as stack:
        family = stack.children(recursive=True)
        stack.kill()
        _, alive = psutil.wait_procs(family, timeout=PATIENCE)
        assert not alive


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with supervisor(tmp_path / "first", port := free_port()):
        second = run(tmp_path / "second", port)
    assert second.returncode == 1
    assert second.stdout == ""
    assert second.stderr.count("\n") == 1
    assert f"port {port}, which valkey needs, is taken by valkey-server" in second.stderr
    assert "HORARIUM_VALKEY_PORT" in second.stderr


def test_a_second_start_on_the_same_data_is_one_clear_line(tmp_path: Path) -> None:
    with supervisor(tmp_path):
        second = run(tmp_path, free_port())
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"already running on {tmp_path}" in second.stderr


def test_its_secrets_are_kept_over_a_restart(tmp_path: Path) -> None:
    with supervisor(tmp_path, port := free_port()) as stack:
        first = secrets_of(tmp_path)
        stack.send_signal(signal.SIGTERM)
        stack.wait(PATIENCE)
    with supervisor(tmp_path, port):
        assert secrets_of(tmp_path) == first


def test_a_log_that_has_grown_long_is_begun_anew_under_a_part_that_goes_on_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOG_BYTES", 1000)
    log = tmp_path / "part.log"
    with log.open("ab", buffering=0) as part:
        for number in range(300):
            part.write(f"line {number}\n".encode())
            watching._rotate(tmp_path)
    kept = log.with_suffix(".log.1").read_text().splitlines()
    now = log.read_text().splitlines()
    numbers = [int(line.split()[1]) for line in kept + now]
    assert numbers == list(range(numbers[0], 300))
    assert log.stat().st_size <= 1000


@contextmanager
def supervisor(data: Path, valkey_port: int | None = None) -> Iterator[psutil.Process]:
    """`python -m stack services` once it is ready; killed at the end, should it still live."""
    data.mkdir(exist_ok=True)
    with (data / "terminal.txt").open("w") as terminal:
        process = subprocess.Popen(
            [sys.executable, "-m", "stack", "services"],
            cwd=ROOT,
            env=apart(data, HORARIUM_VALKEY_PORT=str(valkey_port or free_port())),
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
    stack = psutil.Process(process.pid)
    try:
        wait_until(lambda: "Ctrl-C stops" in output(data) or process.poll() is not None)
        assert process.poll() is None, output(data)
        yield stack
    finally:
        process.terminate()
        process.wait(PATIENCE)


def run(data: Path, valkey_port: int) -> subprocess.CompletedProcess[str]:
    """`python -m stack services` that is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "stack", "services"],
        cwd=ROOT,
        env=apart(data, HORARIUM_VALKEY_PORT=str(valkey_port)),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def output(data: Path) -> str:
    return (data / "terminal.txt").read_text()


def secrets_of(data: Path) -> set[str]:
    lines = (data / "horarium.env").read_text().splitlines()
    return {line for line in lines if line.startswith(("HORARIUM_SECRET", "HORARIUM_SERVICE"))}


def child(stack: psutil.Process, name: str) -> psutil.Process:
    """The supervisor's own child of that name; the supervisor itself while there is none."""
    return next((found for found in stack.children() if found.name() == name), stack)


@pytest.mark.parametrize("command", [["sleep", "60"], ["false"]], ids=["slow", "failing"])
def test_a_step_that_the_product_can_do_without_holds_nothing_up(
    tmp_path: Path, command: list[str]
) -> None:
    plan = [[Step(Part(name="extra", command=command, ready=lambda: True), awaited=0.5)]]
    announced = []

    def announce(results: Mapping[str, str]) -> None:
        announced.append(dict(results))
        signal.raise_signal(signal.SIGTERM)

    with handlers_kept():
        assert Supervisor(plan, tmp_path).run(announce) == 0
    assert announced == [{}]


def test_one_that_ends_in_the_background_leaves_no_zombie(tmp_path: Path) -> None:
    step = Part(name="extra", command=["sleep", "1"], ready=lambda: True)
    gone = []

    def names() -> set[str]:
        return {child.name() for child in psutil.Process().children()}

    def stop_when_gone() -> None:
        try:
            wait_until(lambda: "sleep" not in names(), patience=20)
            gone.append(True)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    with handlers_kept():
        watching = threading.Thread(target=stop_when_gone)
        plan = [[Step(step, awaited=0.1)]]
        assert Supervisor(plan, tmp_path).run(lambda _: watching.start()) == 0
        watching.join()
    assert gone


@contextmanager
def handlers_kept() -> Iterator[None]:
    """The supervisor sets handlers of signals, which are the tests' own again afterwards."""
    watched = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in watched]
    try:
        yield
    finally:
        for number, handler in zip(watched, before, strict=True):
            signal.signal(number, handler)
