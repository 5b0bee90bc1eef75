"""`python -m stack.load [--seconds 60] [--rate 50]`: the API under load, on free ports.

Makes the yardstick's university, stores it in servers of its own, logs in once a role,
lets locust ask, and writes docs/benchmarks/api.md and api.json.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx
import psutil

from stack import parts
from stack.checks import port_variable
from stack.configuration import PORTS, Configuration, configure
from stack.load import report
from stack.process import ROOT, free_port
from stack.supervisor import Supervisor, say
from stack.testing.jobs import generate

LOCUSTFILE = Path(__file__).with_name("locustfile.py")
REPORT = ROOT / "docs" / "benchmarks"
ROLES = {"registrar", "department_head", "student"}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack.load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--rate", type=int, default=50, help="requests a second")
    parser.add_argument("--preset", default="yardstick")
    parser.add_argument("--output", type=Path, default=REPORT, help="folder of the report")
    asked = parser.parse_args(arguments)
    data = Path(tempfile.mkdtemp(prefix="horarium-load-"))
    data.chmod(0o711)
    held = False

    def measure(results: Mapping[str, str]) -> None:
        nonlocal held
        logins = json.loads(results[parts.DEMO])
        held = _measure(configuration, logins, data, asked.seconds, asked.rate, asked.output)
        os.kill(os.getpid(), signal.SIGINT)

    try:
        ports = {port_variable(part): str(free_port()) for part in PORTS}
        configuration = configure({"HORARIUM_DATA": str(data), **ports})
        university = data / "university.json.gz"
        generate(university, "--preset", asked.preset)
        failed = Supervisor(
            parts.under_load(configuration, university), configuration.logs
        ).run(measure)
        return failed or int(not held)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _measure(
    configuration: Configuration,
    logins: Sequence[Mapping[str, str]],
    data: Path,
    seconds: int,
    rate: int,
    output: Path,
) -> bool:
    url = configuration.environment["HORARIUM_API_URL"]
    password = configuration.environment["HORARIUM_DEMO_PASSWORD"]
    sessions = {
        login["role"]: _log_in(url, login["email"], password)
        for login in logins
        if login["role"] in ROLES
    }
    ours = psutil.Process().children(recursive=True)
    before = _processor_seconds(ours)
    command = ["locust", "-f", str(LOCUSTFILE), "--headless", "--host", url, "--only-summary"]
    command += ["--users", str(rate), "--spawn-rate", str(rate), "--run-time", f"{seconds}s"]
    command += ["--csv", str(data / "locust"), "--reset-stats", "--exit-code-on-error", "0"]
    environment = {**os.environ, "HORARIUM_LOAD_SESSIONS": json.dumps(sessions)}
    subprocess.run([sys.executable, "-m", *command], check=True, env=environment)
    rows = report.read(data / "locust_stats.csv")
    total = next(row for row in rows if row.name == report.TOTAL)
    spent = _processor_seconds(ours) - before
    facts = {
        "requests a second": round(total.requests / seconds, 1),
        "seconds": float(seconds),
        "processor milliseconds a request, API and PostgreSQL": round(
            1000 * spent / max(1, total.requests), 1
        ),
    }
    held = report.write(output, rows, facts)
    say("load", f"p95 {total.p95:.0f} ms, {total.failures} failures: see {output / 'api.md'}")
    return held


def _log_in(url: str, email: str, password: str) -> dict[str, str]:
    """The cookies of a new session."""
    with httpx.Client(base_url=url, headers={"Origin": url}) as client:
        client.get("/_allauth/browser/v1/config").raise_for_status()
        headers = {"X-CSRFToken": client.cookies["csrftoken"]}
        body = {"email": email, "password": password}
        answer = client.post("/_allauth/browser/v1/auth/login", json=body, headers=headers)
        answer.raise_for_status()
        return dict(client.cookies)


def _processor_seconds(processes: Sequence[psutil.Process]) -> float:
    """Of the processes, and of those of their children that have ended."""
    return sum(sum(process.cpu_times()[:4]) for process in processes if process.is_running())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
