"""Quick questions over HTTP: the engine's answers, whatever happens to who gives them."""

import asyncio
import os
import signal
import sys
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
import psutil
import pytest

from generator import questions as asking
from generator.errors import ServiceError
from generator.lifeline import QUESTIONS_NICENESS, SOLVE_NICENESS
from generator.question_desks import Desks, TimetableUnknown
from generator.questions import Questions
from generator.settings import Settings
from generator.tests.conftest import Client, Django
from horarium import evaluate
from horarium.formats import encode_problem, encode_solution, native
from horarium.problem import Constraint, Problem
from horarium.questions import Desk
from horarium.solution import Placement, Solution
from horarium.testing import (
    at,
    make_class,
    make_problem,
    random_problem,
    random_solution,
)


@dataclass
class Timetable:
    """A stored timetable, and what is sent about it."""

    problem: Problem
    solution: Solution
    documents: tuple[str, str]
    id: str
    version: int = 1

    def asked(self, *, placements: bool = False, **about: Any) -> dict[str, Any]:
        problem, solution = self.documents
        sent: dict[str, Any] = {
            "timetable": self.id,
            "version": self.version,
            "problem": problem,
            "solution": solution,
            **about,
        }
        if placements:
            document = native.solution_document(self.problem, self.solution)
            sent["placements"] = document["classes"]
        return sent

    def edited(self, id: str, entry: Mapping[str, Any]) -> "Timetable":
        """The next version, in which a class has the place of a document."""
        document = native.solution_document(self.problem, self.solution)
        kept = [other for other in document["classes"] if other["id"] != id]
        place = {key: entry[key] for key in ("weeks", "days", "start", "length", "room")}
        document["classes"] = [*kept, {"id": id, **place}]
        solution = native.solution_from_document(document, self.problem)
        return Timetable(self.problem, solution, self.documents, self.id, self.version + 1)


def random_stored(django: Django, seed: int = 1) -> Timetable:
    problem = random_problem(seed)
    return stored(django, problem, random_solution(problem, seed))


def stored(django: Django, problem: Problem, solution: Solution) -> Timetable:
    documents = (
        django.add(encode_problem(problem, "native")[0]),
        django.add(encode_solution(problem, solution, "native")),
    )
    return Timetable(problem, solution, documents, str(uuid.uuid4()))


def ask(service: Client, path: str, body: Mapping[str, Any]) -> httpx.Response:
    """Asked again while the timetable is being read, as Django does."""
    for _ in range(60):
        answer = service.post(f"/api/{path}", body)
        if answer.status_code not in {202, 503}:
            return answer
        time.sleep(0.2)
    raise AssertionError(answer.text)


def test_answers_are_the_engines(service: Client, django: Django) -> None:
    timetable = random_stored(django)
    desk = Desk(timetable.problem, timetable.solution)
    cls = next(iter(timetable.problem.classes))
    heat = ask(service, "heat", timetable.asked(placements=True, cls=cls)).json()["spots"]
    expected = desk.heat(cls)
    assert [(spot["hard"], spot["cost"]) for spot in heat] == [
        (spot.hard, spot.cost) for spot in expected
    ]
    place = {key: heat[0][key] for key in ("weeks", "days", "start", "length", "room")}
    changes = [{"id": cls, "place": place}]
    check = ask(service, "check", timetable.asked(changes=changes)).json()
    answer = desk.check({cls: expected[0].placement})
    assert (check["hard"], check["cost"]) == (answer.hard, answer.cost)
    assert check["components"] == answer.components
    assert [each["code"] for each in check["created"]] == [each.code for each in answer.created]
    suggested = ask(service, "suggest", timetable.asked(cls=cls, most=3)).json()["suggestions"]
    assert [each["answer"]["cost"] for each in suggested] == [
        each.answer.cost for each in desk.suggest(cls, 3)
    ]
    assert suggested[0]["changes"][0]["id"] == cls


def test_an_edited_timetable_is_asked_for_once_and_scored_as_it_is(
    service: Client, django: Django
) -> None:
    timetable = random_stored(django)
    unknown = ask(service, "score", timetable.asked())
    assert (unknown.status_code, unknown.json()["code"]) == (409, "timetable_unknown")
    assert ask(service, "score", timetable.asked(placements=True)).status_code == 200
    cls = next(iter(timetable.problem.classes))
    spot = ask(service, "heat", timetable.asked(cls=cls)).json()["spots"][-1]
    later = timetable.edited(cls, spot)
    assert ask(service, "score", later.asked()).json()["code"] == "timetable_unknown"
    score = ask(service, "score", later.asked(placements=True)).json()
    expected = evaluate(later.problem, later.solution)
    assert (score["total"], score["hard"]) == (expected.total, expected.hard)
    assert score["components"] == expected.components
    assert score["measures"]
    broken = ask(service, "broken", later.asked(most=1)).json()
    assert broken["hard"] == expected.hard
    assert len(broken["reasons"]) == min(1, expected.hard)
    assert ask(service, "score", later.asked()).json() == score


def test_a_timetable_of_a_term_that_contradicts_itself_is_scored(
    service: Client, django: Django
) -> None:
    times = at("10000", 4), at("10000", 8)
    classes = [make_class(id, time) for id, time in zip("ab", times, strict=True)]
    together = Constraint("SameStart", ("a", "b"), required=True, id="x")
    problem = make_problem(classes, constraints=[together])
    placed = {id: Placement(time) for id, time in zip("ab", times, strict=True)}
    score = ask(
        service,
        "score",
        stored(django, problem, Solution(problem.name, placed)).asked(placements=True),
    )
    assert score.json()["hard"] == 1


@pytest.mark.parametrize(
    ("about", "status", "code"),
    [
        ({"changes": [{"id": "nobody", "place": None}]}, 422, "unknown_class"),
        ({"problem": "0" * 64, "changes": []}, 503, "problem_unavailable"),
        ({"changes": "all"}, 422, "invalid_request"),
    ],
)
def test_what_cannot_be_answered_says_why(
    service: Client, django: Django, about: dict[str, Any], status: int, code: str
) -> None:
    asked = {**random_stored(django).asked(placements=True), **about}
    answer = service.post("/api/check", asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def process() -> psutil.Process:
    """That which answers questions for the service in this process."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
            if "generator.question_process" in child.cmdline():
                found.append(child)
    (answering,) = found
    return answering


def test_a_killed_process_is_replaced_and_the_question_asked_again(
    service: Client, django: Django
) -> None:
    timetable = random_stored(django)
    asked = timetable.asked(placements=True, cls=next(iter(timetable.problem.classes)))
    before = ask(service, "heat", asked).json()
    first = process()
    assert first.nice() - psutil.Process().nice() == QUESTIONS_NICENESS < SOLVE_NICENESS
    os.kill(first.pid, signal.SIGKILL)  # its end is for the service to see, not for us
    assert ask(service, "heat", asked).json() == before
    assert process().pid != first.pid


HUNGRY = "import sys, time; sys.stdin.readline(); eaten = b'x' * 2**28; time.sleep(60)"
SILENT = "import time; time.sleep(60)"


def test_a_process_that_eats_memory_is_ended_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LEAST_MEMORY_MB", 64)
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 60)

    async def run() -> None:
        hungry = Questions(settings, machine_mb=0, command=(sys.executable, "-c", HUNGRY))
        with pytest.raises(ServiceError) as refused:
            await hungry.ask("score", {})
        assert refused.value.problem.code == "question_interrupted"
        assert hungry.process_id is None
        await hungry.close()

    asyncio.run(run())


def test_nobody_waits_long_for_a_timetable_that_is_being_read(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.3)

    async def run() -> None:
        slow = Questions(settings, machine_mb=0, command=(sys.executable, "-c", SILENT))
        with pytest.raises(ServiceError) as refused:
            await slow.ask("score", {})
        problem = refused.value.problem
        told = problem.status, problem.code, refused.value.retry_after
        assert told == (202, "timetable_loading", 1)
        await slow.close()

    asyncio.run(run())


def test_what_was_asked_about_least_recently_is_let_go_of_when_memory_is_short(
    django: Django,
) -> None:
    fetched = []

    def fetch(digest: str) -> bytes:
        fetched.append(digest)
        return django.documents[digest]

    tables = [random_stored(django, seed) for seed in (1, 2, 3)]
    used = [0]
    desks = Desks(fetch, 100, lambda: used[0])
    for table in tables[:2]:
        with desks.desk(table.asked(placements=True)):
            pass
    assert len(fetched) == 4
    with desks.desk(tables[0].asked()):
        pass
    used[0] = 101
    with desks.desk(tables[2].asked(placements=True)):
        pass
    used[0] = 0
    for table in tables[:2]:
        with pytest.raises(TimetableUnknown), desks.desk(table.asked()):
            pass
    with desks.desk(tables[2].asked()):
        assert len(fetched) == 6
