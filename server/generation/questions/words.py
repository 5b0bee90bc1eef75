"""Answers of the generation service in the institution's words: names, keys and minutes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accounts.models import Membership
from campus.models import Room
from courses.clock import Clock
from generation.questions.names import Document, Names
from timetables.models import Placement, Timetable

_PEOPLE = {"instructor": "instructor_busy", "cohort": "cohort_busy"}
"""A class may not meet as another does because the same people attend both."""


class Words:
    """Of the answers about one timetable to one member."""

    def __init__(self, timetable: Timetable, member: Membership, clock: Clock) -> None:
        self._timetable, self._clock = timetable, clock
        self._names = Names(timetable.term, member)

    def answer(self, answer: Mapping[str, Any]) -> Document:
        self._learn(_reasons(answer))
        return self._answer(answer)

    def heat(self, heat: Mapping[str, Any]) -> Document:
        self._learn(
            (reason for spot in heat["spots"] for reason in spot["reasons"]),
            rooms=[spot["room"] for spot in heat["spots"]],
        )
        return {
            "spots": [
                {
                    **self._place(spot),
                    "hard": spot["hard"],
                    "cost": spot["cost"],
                    "reasons": [self._reason(reason) for reason in spot["reasons"]],
                }
                for spot in heat["spots"]
            ]
        }

    def broken(self, broken: Mapping[str, Any], most: int) -> Document:
        """Of what is broken, what concerns a class that the member may see, or no class."""
        self._learn(broken["reasons"])
        told = [self._reason(reason) for reason in broken["reasons"]]
        mine = [
            reason
            for reason in told
            if not reason["classes"] or any(cls["id"] for cls in reason["classes"])
        ]
        all_told, all_mine = (sum(each["hard"] for each in some) for some in (told, mine))
        return {
            "hard": broken["hard"],
            "elsewhere": all_told - all_mine,
            "reasons": mine[:most],
        }

    def suggestions(self, found: Mapping[str, Any]) -> Document:
        changes = [change for each in found["suggestions"] for change in each["changes"]]
        self._learn(
            (reason for each in found["suggestions"] for reason in _reasons(each["answer"])),
            classes=[change["id"] for change in changes],
            rooms=[change["place"]["room"] for change in changes],
        )
        now = self._now([change["id"] for change in changes])
        return {
            "suggestions": [
                {
                    "changes": [
                        {
                            "cls": self._names.cls(change["id"]),
                            "place": self._place(change["place"]),
                            "now": now.get(change["id"]),
                        }
                        for change in each["changes"]
                    ],
                    "answer": self._answer(each["answer"]),
                }
                for each in found["suggestions"]
            ]
        }

    # What is named

    def _learn(
        self,
        reasons: Iterable[Mapping[str, Any]],
        classes: Iterable[str] = (),
        rooms: Iterable[str | None] = (),
    ) -> None:
        reasons = list(reasons)
        self._names.learn(
            classes=[*classes, *(id for reason in reasons for id in reason["classes"])],
            rooms=[*rooms, *(reason["parameters"].get("room") for reason in reasons)],
            people=[person for reason in reasons for person in _people(reason)],
        )

    def _now(self, ids: Sequence[str]) -> dict[str, Document]:
        rows = Placement.objects.filter(
            timetable=self._timetable, cls__external_id__in=ids
        ).select_related("cls", "room")
        return {
            row.cls.external_id: {
                "weeks": row.weeks,
                "days": row.days,
                "start_minute": row.start_minute,
                "length_minutes": row.length_minutes,
                "room": _room(row.room),
            }
            for row in rows
        }

    # How it is told

    def _answer(self, answer: Mapping[str, Any]) -> Document:
        return {
            "hard": answer["hard"],
            "cost": answer["cost"],
            "components": answer["components"],
            "created": [self._reason(reason) for reason in answer["created"]],
            "resolved": [self._reason(reason) for reason in answer["resolved"]],
        }

    def _reason(self, reason: Mapping[str, Any]) -> Document:
        """`because`, `excess` and such stay parameters; lengths are in minutes."""
        parameters = dict(reason["parameters"])
        room = parameters.pop("room", None)
        derived = parameters.pop("derived_from", "").partition(":")[0]
        own = parameters.pop("parameters", {})
        for id in ("instructor", "instructors", "constraint", "student", "course", "subpart"):
            parameters.pop(id, None)
        if "slots" in own:
            parameters["minutes"] = self._clock.minutes(own["slots"])
        code = reason["code"]
        if code == "constraint_pair":
            code = _PEOPLE.get(derived, code)
        return {
            "code": code,
            "hard": reason["hard"],
            "cost": reason["cost"],
            "component": reason["component"],
            "kind": reason["kind"],
            "classes": [self._names.cls(id) for id in reason["classes"]],
            "room": self._names.room(room),
            "people": self._names.people(_people(reason)),
            "parameters": parameters,
        }

    def _place(self, place: Mapping[str, Any]) -> Document:
        return {
            "weeks": place["weeks"],
            "days": place["days"],
            "start_minute": self._clock.minute_of(place["start"]),
            "length_minutes": self._clock.minutes(place["length"]),
            "room": self._names.room(place["room"]),
        }


def _reasons(answer: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (*answer["created"], *answer["resolved"])


def _people(reason: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Kind and id of whom a reason follows from, or who teaches or cannot."""
    parameters = reason["parameters"]
    kind, _, id = parameters.get("derived_from", "").partition(":")
    own = [(kind, id.removesuffix(":load"))] if kind in _PEOPLE else []
    one = [parameters["instructor"]] if "instructor" in parameters else []
    return [*own, *(("instructor", who) for who in (*one, *parameters.get("instructors", ())))]


def _room(room: Room | None) -> Document | None:
    return None if room is None else {"id": room.pk, "name": room.name}
