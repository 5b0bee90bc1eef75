"""What tests of the whole do with jobs, through HTTP alone."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from stack.process import ROOT
from stack.testing.product import PATIENCE, wait_until

SMALL = ROOT / "tests" / "data" / "small.xml"
HORARIUM = str(Path(sys.executable).parent / "horarium")
ENDED = {"succeeded", "partial", "failed", "cancelled"}


def generate(problem: Path, *options: str) -> None:
    """Make a university, by the options of `horarium generate`."""
    command = [HORARIUM, "generate", *options, str(problem)]
    subprocess.run(command, check=True, capture_output=True)


def import_small(client: httpx.Client) -> str:
    """The id of a new term filled from the small competition file."""
    return import_problem(client, SMALL, "Small")


def import_problem(client: httpx.Client, problem: Path, name: str) -> str:
    """The id of a new term filled from a competition file."""
    files = {"file": (problem.name, problem.read_bytes(), "application/xml")}
    answer = client.post("/api/v1/imports/", files=files, data={"name": name})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def confirmed(
    client: httpx.Client, timetable: dict[str, Any], problem: Path, folder: Path
) -> bool:
    """Whether the engine's evaluator finds the export valid, at the cost that is stated."""
    path = f"/api/v1/timetables/{timetable['id']}/export/"
    answer = client.get(path, params={"format": "itc2019"}).raise_for_status()
    file = folder / f"{timetable['id']}.xml"
    file.write_bytes(answer.content)
    command = [HORARIUM, "evaluate", str(problem), str(file), "--json"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        return False
    score = json.loads(result.stdout)
    return bool(score["hard"] == 0 and score["total"] == timetable["score"]["total"])


def start(client: httpx.Client, term: str, **options: Any) -> str:
    answer = client.post("/api/v1/jobs/", json={"term": term, **options})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def job_state(client: httpx.Client, job: str) -> str:
    return str(client.get(f"/api/v1/jobs/{job}/").raise_for_status().json()["state"])


def finished(client: httpx.Client, job: str, patience: float = PATIENCE) -> dict[str, Any]:
    """The job once it has ended."""
    wait_until(lambda: job_state(client, job) in ENDED, patience)
    document: dict[str, Any] = client.get(f"/api/v1/jobs/{job}/").json()
    return document


def listed(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get(path).raise_for_status().json()["results"]
    return rows


def follow(client: httpx.Client, job: str) -> list[dict[str, Any]]:
    """Every server-sent event of a job until the stream ends, with its id and when it came."""
    events: list[dict[str, Any]] = []
    event: dict[str, Any] = {}
    with client.stream("GET", f"/api/v1/jobs/{job}/events/", timeout=120) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            if name in {"id", "event"}:
                event[name] = value
            elif name == "data":
                event["data"], event["at"] = json.loads(value), time.time()
            elif not line and "data" in event:
                events.append(event)
                event = {}
    return events
