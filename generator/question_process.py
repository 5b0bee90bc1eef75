"""Answers quick questions: `python -m generator.question_process`, fed by `questions`.

One process for all timetables, for as long as it stays well: the first line of standard
input says whose child it is and how much memory it may take; each line after is a
question, each line of standard output an answer, in whatever order they are ready.
"""

import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import psutil

from generator.api import Api, ApiError
from generator.lifeline import QUESTIONS_NICENESS, die_with_parent, run_niced
from generator.question_desks import Desks, TimetableUnknown
from generator.settings import log_to_stderr, settings
from horarium.formats import meetings
from horarium.measures import measure
from horarium.problem import Problem, ProblemError
from horarium.questions import Answer, Desk, Reason
from horarium.solution import Placement

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Questions that are answered side by side: of these, mostly all but one are being read."""

Document = dict[str, Any]


def main() -> None:
    head = json.loads(sys.stdin.buffer.readline())
    die_with_parent(head["parent"])
    run_niced(QUESTIONS_NICENESS)
    log_to_stderr()
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints meanwhile
    process, turn = psutil.Process(), threading.Lock()
    desks = Desks(
        lambda digest: Api(settings()).document(digest),
        head["memory_mb"],
        lambda: process.memory_info().rss // 2**20,
    )

    def respond(line: bytes) -> None:
        question = json.loads(line)
        answer = {"number": question["number"], **answered(desks, question)}
        with turn:
            output.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
            output.flush()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for line in sys.stdin.buffer:
            pool.submit(respond, line)


def answered(desks: Desks, question: Mapping[str, Any]) -> Document:
    """`{"answer": ...}`, or `{"error": ...}` with a status and a code."""
    asked = question["asked"]
    try:
        with desks.desk(asked) as desk:
            return {"answer": QUESTIONS[question["kind"]](desk, asked)}
    except TimetableUnknown:
        return _failed(409, "timetable_unknown", "send its placements")
    except ProblemError as error:
        return _failed(422, error.code, error.text, error.place, error.parameters)
    except ApiError as error:
        return _failed(503, "problem_unavailable", str(error))
    except Exception as error:
        log.exception("a question about %s was not answered", asked["timetable"])
        return _failed(500, "question_failed", type(error).__name__)


def check(desk: Desk, asked: Mapping[str, Any]) -> Document:
    changes = {
        change["id"]: _placement(desk, change["id"], change["place"])
        for change in asked["changes"]
    }
    return _answer(desk.check(changes))


def heat(desk: Desk, asked: Mapping[str, Any]) -> Document:
    spots = [
        {
            **_place(desk.problem, spot.placement),
            "hard": spot.hard,
            "cost": spot.cost,
            "reasons": [_reason(reason) for reason in spot.reasons],
        }
        for spot in desk.heat(asked["cls"])
    ]
    return {"spots": spots}


def suggest(desk: Desk, asked: Mapping[str, Any]) -> Document:
    suggestions = [
        {
            "changes": [
                {"id": id, "place": _place(desk.problem, placement)}
                for id, placement in each.changes.items()
            ],
            "answer": _answer(each.answer),
        }
        for each in desk.suggest(asked["cls"], asked["most"])
    ]
    return {"suggestions": suggestions}


def score(desk: Desk, _: Mapping[str, Any]) -> Document:
    return {**asdict(desk.score()), "measures": measure(desk.problem, desk.solution)}


def broken(desk: Desk, asked: Mapping[str, Any]) -> Document:
    found = desk.broken()
    return {
        "hard": sum(reason.hard for reason in found),
        "reasons": [_reason(reason) for reason in found[: asked["most"]]],
    }


QUESTIONS: Mapping[str, Callable[[Desk, Mapping[str, Any]], Document]] = {
    "check": check,
    "heat": heat,
    "suggest": suggest,
    "score": score,
    "broken": broken,
}


def _placement(desk: Desk, id: str, place: Mapping[str, Any] | None) -> Placement | None:
    """Where nobody is named, who teaches the class now goes on to do so."""
    if place is None:
        return None
    time = meetings.time_from_document(place, desk.problem.calendar, f"class {id[:60]}")
    named = place.get("instructors")
    if named is None:
        return Placement(time, place["room"], desk.teaching(id))
    return Placement(time, place["room"], tuple(named))


def _place(problem: Problem, placement: Placement) -> Document:
    return {
        **meetings.time_document(placement.time, problem.calendar),
        "room": placement.room,
        "instructors": list(placement.instructors),
    }


def _answer(answer: Answer) -> Document:
    return {
        "hard": answer.hard,
        "cost": answer.cost,
        "components": dict(answer.components),
        "created": [_reason(reason) for reason in answer.created],
        "resolved": [_reason(reason) for reason in answer.resolved],
    }


def _reason(reason: Reason) -> Document:
    return asdict(reason)


def _failed(
    status: int,
    name: str,
    detail: str,
    place: str = "",
    parameters: Mapping[str, Any] | None = None,
) -> Document:
    error = {
        "code": name,
        "detail": detail,
        "place": place,
        "parameters": dict(parameters or {}),
    }
    return {"error": {"status": status, **error}}


if __name__ == "__main__":
    main()
