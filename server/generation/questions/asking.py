"""Questions as people put them: classes and rooms by their keys, times in minutes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from campus.models import Room
from config.errors import Refused
from config.generator import (
    QUESTION_TIMEOUT,
    GeneratorBusyError,
    GeneratorRefusedError,
    call,
)
from courses.clock import Clock
from courses.models import Class
from generation.questions.basis import Basis, basis_of, placements_of
from timetables.models import Timetable
from timetables.services.scores import store_score


@dataclass(frozen=True)
class Place:
    """When a class would meet, and where; `room` is None for one that needs none."""

    weeks: str
    days: str
    start_minute: int
    length_minutes: int
    room: Room | None = None


@dataclass(frozen=True)
class Desk:
    """Asks about one timetable; `answered` questions are documents of the service."""

    timetable: Timetable
    basis: Basis = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "basis", basis_of(self.timetable))

    @property
    def clock(self) -> Clock:
        return self.basis.clock

    def check(self, changes: Sequence[tuple[Class, Place | None]]) -> dict[str, Any]:
        """What these changes, made at once, would break, mend and cost.

        Raises Refused: meeting_outside_day, timetable_loading (202: ask again),
        generator_unavailable (503), and what the service finds wrong.
        """
        asked = [
            {"id": cls.external_id, "place": None if place is None else self._place(place)}
            for cls, place in changes
        ]
        return self._ask("check", changes=asked)

    def heat(self, cls: Class) -> dict[str, Any]:
        """What each time of the class would break and cost. Raises as `check` does."""
        return self._ask("heat", cls=cls.external_id)

    def suggest(self, cls: Class, most: int) -> dict[str, Any]:
        """The best changes that give the class another place. Raises as `check` does."""
        return self._ask("suggest", cls=cls.external_id, most=most)

    def score(self) -> dict[str, Any]:
        """Total, violations, components and measures now. Raises as `check` does."""
        return self._ask("score")

    def broken(self, most: int) -> dict[str, Any]:
        """What is violated now, of every kind. Raises as `check` does."""
        return self._ask("broken", most=most)

    def _place(self, place: Place) -> dict[str, Any]:
        start = self.clock.slot_at(place.start_minute)
        if start < 0:
            raise Refused(
                "meeting_outside_day", "It begins before the day does.", field="start_minute"
            )
        return {
            "weeks": place.weeks,
            "days": place.days,
            "start": start,
            "length": self.clock.slots(place.length_minutes),
            "room": place.room.external_id if place.room else None,
        }

    def _ask(self, kind: str, **about: Any) -> dict[str, Any]:
        asked = {
            "timetable": str(self.timetable.pk),
            "version": self.timetable.version,
            "problem": self.basis.problem,
            "solution": self.basis.solution,
            **about,
        }
        try:
            return _answer(kind, asked)
        except GeneratorRefusedError as refused:
            if refused.code != "timetable_unknown":
                raise _refused(refused) from refused
        placements = placements_of(self.timetable, self.clock)
        try:
            return _answer(kind, {**asked, "placements": placements})
        except GeneratorRefusedError as refused:
            raise _refused(refused) from refused


def rescore(timetable: Timetable) -> bool:
    """Have a timetable's figures computed anew; False when it was edited meanwhile.

    Raises Refused as questions do.
    """
    desk = Desk(timetable)
    score = desk.score()
    return store_score(
        timetable.pk,
        timetable.version,
        score,
        score["measures"],
        scored_of=desk.basis.data_version,
    )


def _answer(kind: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    body = json.dumps(asked, separators=(",", ":")).encode()
    try:
        response = call("POST", f"/api/{kind}", body, timeout=QUESTION_TIMEOUT)
    except GeneratorBusyError as busy:
        raise Refused(
            "generator_unavailable", "The generation service does not answer.", status=503
        ) from busy
    if response.status_code == HTTPStatus.ACCEPTED:
        # Nothing went wrong, so that it is no error of the API's either.
        raise Refused(
            "timetable_loading",
            "The timetable is being made ready.",
            status=HTTPStatus.ACCEPTED,
            retry_after=1,
        )
    answer: dict[str, Any] = response.json()
    return answer


def _refused(error: GeneratorRefusedError) -> Refused:
    problem = error.problem
    parameters = problem.get("parameters", {})
    return Refused(error.code, problem.get("detail") or str(error), **parameters)
