"""One timetable, and whoever has a question about it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from horarium.formats.native import team_of
from horarium.problem import Problem, ProblemError, Time
from horarium.questions.answers import Answer, Charges, Reason, Spot, Standing, Suggestion
from horarium.questions.charges import Ledger
from horarium.questions.placed import Changes, Placed
from horarium.score import attendance, evaluate
from horarium.solution import Placement, Solution

if TYPE_CHECKING:
    from horarium.arrays import Arrays
    from horarium.questions.candidates import Candidates

SHOWN = 3
"""Reasons told of each time in `heat`."""

TRIED = 40
"""Single changes that `suggest` prices exactly."""

CLEARED = 16
"""Places from which `suggest` tries to have the classes in the way move."""


class Desk:
    """Answers from a timetable in memory; use from one thread at a time.

    What `heat` and `suggest` need is compiled when it is first needed, which takes
    seconds for a large university; `compiled` is asked for it instead, where several
    timetables of one problem share it.
    """

    def __init__(
        self,
        problem: Problem,
        solution: Solution,
        compiled: "Callable[[], Arrays] | None" = None,
    ) -> None:
        self.problem = problem
        self._placed = Placed(problem, solution)
        self._ledger = Ledger(problem)
        self._compiled = compiled
        self._total: Counter[str] | None = None
        self._hard = 0

    @property
    def solution(self) -> Solution:
        """The timetable as it is now."""
        return Solution(self.problem.name, dict(self._placed.at), self._placed.students)

    def teaching(self, cls: str) -> tuple[str, ...]:
        """Who teaches the class now; of one without a place, who alone could."""
        placement = self._placed.at.get(cls)
        if placement is not None:
            return placement.instructors
        return team_of(self.problem, cls, None) if cls in self.problem.classes else ()

    def check(self, changes: Changes) -> Answer:
        """What it would mean to make all of these changes at once; nothing is changed.

        Any time of the calendar and any room may be asked about: what a class is not
        offered is a reason like others. Raises ProblemError: unknown_class,
        unknown_room, unknown_instructor, meeting_outside_day, meeting_outside_calendar.
        """
        for id, placement in changes.items():
            self._refuse_unknown(id, placement)
            if placement is not None:
                self._refuse_outside(placement.time)
        return self._price(changes)

    def edit(self, changes: Changes) -> Answer:
        """Make the changes; the answer of `check` before.

        Raises ProblemError: unknown_class, unknown_room, unknown_instructor.
        """
        for id, placement in changes.items():
            self._refuse_unknown(id, placement)
        answer = self._price(changes)
        for id, placement in changes.items():
            self._placed.put(id, placement)
            if "_candidates" in self.__dict__:
                self._candidates.put(id, placement)
        if self._total is not None:
            self._total.update(answer.components)
            self._hard += answer.hard
        return answer

    def score(self) -> Standing:
        """The present score: evaluated in full once, then kept as edits come."""
        if self._total is None:
            score = evaluate(self.problem, self.solution)
            self._total, self._hard = Counter(score.components), score.hard
        return Standing(self._total.total(), self._hard, dict(self._total))

    def broken(self) -> tuple[Reason, ...]:
        """What is violated now, each once, and last what has no place at all.

        `hard` of them together is that of the score.
        """
        violations = evaluate(self.problem, self.solution).violations
        concerned = {id: None for each in violations for id in each.classes}
        charges = self._ledger.charges(self._placed, concerned)
        of_places = [reason for reason in charges.values() if reason.hard]
        of_attendance = self._of_attendance() if violations else ()
        return tuple(
            sorted((*of_places, *of_attendance), key=lambda each: each.code == "unplaced")
        )

    def _of_attendance(self) -> Iterable[Reason]:
        """Of a kind and of the same classes together, however many students they are of.

        Who lacks a class of a subpart is told of all of its classes.
        """
        subparts = {
            (course.id, subpart.id): tuple(cls.id for cls in subpart.classes)
            for course in self.problem.courses
            for config in course.configs
            for subpart in config.subparts
        }
        found: dict[tuple[str, tuple[str, ...]], Reason] = {}
        for each in attendance(self.problem, self.solution):
            about = each.parameters
            lacking = subparts.get((about.get("course", ""), about.get("subpart", "")), ())
            key = each.code, each.classes or lacking
            reason = found.get(key, Reason(each.code, 0, classes=key[1], parameters=about))
            found[key] = replace(reason, hard=reason.hard + each.amount)
        return found.values()

    def heat(self, cls: str) -> tuple[Spot, ...]:
        """Each of the class's times, in the order in which it offers them.

        Raises ProblemError: unknown_class.
        """
        self._refuse_unknown(cls, None)
        before = self._ledger.charges(self._placed, (cls,))
        return tuple(self._spot(cls, options, before) for options in self._by_time(cls))

    def suggest(self, cls: str, most: int = 10) -> tuple[Suggestion, ...]:
        """Up to so many changes that give the class another place, the best first.

        A change moves the class alone, exchanges it with another, or makes the one or
        two classes in its way move on. What breaks more than it mends is only suggested
        where nothing else is found. Raises ProblemError: unknown_class.
        """
        self._refuse_unknown(cls, None)
        found: dict[tuple[tuple[str, Placement], ...], Suggestion] = {}
        for changes in (*self._alone(cls), *self._with_others(cls)):
            if any(self._placed.at.get(id) != new for id, new in changes.items()):
                key = tuple(sorted(changes.items(), key=lambda item: item[0]))
                if key not in found:
                    found[key] = Suggestion(changes, self._price(changes))
        ranked = sorted(
            found.values(), key=lambda each: (*each.answer.weight, len(each.changes))
        )
        good = [each for each in ranked if each.answer.hard <= 0]
        return tuple((good or ranked)[:most])

    # Prices

    def _price(self, changes: Changes) -> Answer:
        before = self._ledger.charges(self._placed, changes)
        with self._placed.changed(changes):
            return Answer.between(before, self._ledger.charges(self._placed, changes))

    def _spot(self, cls: str, options: list[Placement], before: Charges) -> Spot:
        spots = []
        for placement in options:
            with self._placed.changed({cls: placement}):
                after = self._ledger.charges(self._placed, (cls,))
            answer = Answer.between(before, after)
            reasons = answer.created[:SHOWN]
            spots.append(Spot(placement, answer.hard, answer.cost, reasons))
        return min(spots, key=lambda spot: (spot.hard, spot.cost))

    # What to try

    @cached_property
    def _candidates(self) -> "Candidates":
        from horarium.arrays import compile_problem
        from horarium.questions.candidates import Candidates

        arrays = self._compiled() if self._compiled else compile_problem(self.problem)
        return Candidates(arrays, self.solution)

    def _by_time(self, cls: str) -> list[list[Placement]]:
        """For each time of the class, the placements worth a look: one, or a few where
        the kernels do not see every class.
        """
        rooms = 1 if self._candidates.complete else SHOWN
        return self._candidates.best_rooms(cls, rooms, self._placed.at.get(cls))

    def _alone(self, cls: str) -> list[dict[str, Placement]]:
        return [{cls: placement} for placement in self._candidates.best(cls, TRIED)]

    def _with_others(self, cls: str) -> list[dict[str, Placement]]:
        """Places that one or two others would have to leave, and where these could go."""
        candidates, old = self._candidates, self._placed.at.get(cls)
        tried = []
        for placement in candidates.blocked(cls, CLEARED):
            in_the_way = self._in_the_way(cls, placement)
            if not 1 <= len(in_the_way) <= 2:
                continue
            with candidates.moved(cls, placement):
                moves = candidates.make_way(in_the_way)
            if moves is not None:
                tried.append({cls: placement, **moves})
            if len(in_the_way) == 1 and old is not None:
                tried += self._exchange(cls, placement, in_the_way[0], old)
        return tried

    def _exchange(
        self, cls: str, placement: Placement, other: str, old: Placement
    ) -> list[dict[str, Placement]]:
        """The other takes over the class's time, in that room or its own."""
        times, rooms = self._ledger.offered(other)
        if old.time not in times or self.problem.classes[cls].needs_room is False:
            return []
        there = (old.room, self._placed.at[other].room)
        return [
            {cls: placement, other: replace(self._placed.at[other], time=old.time, room=room)}
            for room in there
            if room in rooms
        ]

    def _in_the_way(self, cls: str, placement: Placement) -> list[str]:
        """The other classes with which it would break something hard."""
        with self._placed.changed({cls: placement}):
            charges = self._ledger.charges(self._placed, (cls,))
        broken = [reason for reason in charges.values() if reason.hard]
        if any(len(reason.classes) < 2 for reason in broken):
            return []
        others = dict.fromkeys(id for reason in broken for id in reason.classes if id != cls)
        return list(others)

    # What may be asked

    def _refuse_unknown(self, id: str, placement: Placement | None) -> None:
        if id not in self.problem.classes:
            text = f"there is no class {id[:60]}"
            raise ProblemError("unknown_class", text, cls=id[:60])
        room = placement.room if placement is not None else None
        if room is not None and room not in self.problem.room:
            text = f"there is no room {room[:60]}"
            raise ProblemError("unknown_room", text, room=room[:60])
        for instructor in placement.instructors if placement is not None else ():
            if instructor not in self.problem.instructor:
                text = f"there is no instructor {instructor[:60]}"
                raise ProblemError("unknown_instructor", text, instructor=instructor[:60])

    def _refuse_outside(self, time: Time) -> None:
        calendar = self.problem.calendar
        if time.start < 0 or time.length < 1 or time.end > calendar.slots_per_day:
            raise ProblemError(
                "meeting_outside_day",
                f"a day has {calendar.slots_per_day} slots",
                start=time.start,
                length=time.length,
            )
        if not _within(time.weeks, calendar.weeks) or not _within(time.days, calendar.days):
            raise ProblemError(
                "meeting_outside_calendar", "it lies outside the calendar's weeks or days"
            )


def _within(mask: int, width: int) -> bool:
    return 0 < mask < 1 << width
