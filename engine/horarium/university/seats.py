"""Who sits in which class of the hidden timetable."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from horarium.university.catalogue import Catalogue, Offering
from horarium.university.hidden import Distances, Meeting
from horarium.university.people import Enrolled
from horarium.university.sections import Section, part_id

Bundle = tuple[Section, ...]
"""One class of each part of a course, children under their parents."""


def core_classes(
    catalogue: Catalogue,
    sections: Mapping[str, Sequence[Section]],
    students: Sequence[Enrolled],
) -> list[list[Section]]:
    """Each student's classes of the core: members of a cohort are kept together."""
    core = {cohort.id: cohort.core for cohort in catalogue.cohorts}
    takers: dict[str, list[int]] = defaultdict(list)
    for number, student in enumerate(students):
        for course in core[student.cohort]:
            takers[course].append(number)
    attended: list[list[Section]] = [[] for _ in students]
    for course, numbers in takers.items():
        offering = catalogue.offerings[course]
        for part in offering.parts:
            group = sections[part_id(offering, part)]
            for children, theirs in _families(group, numbers, attended):
                for turn, number in enumerate(theirs):
                    attended[number].append(children[turn * len(children) // len(theirs)])
    return attended


def _families(
    group: Sequence[Section], numbers: Sequence[int], attended: Sequence[Sequence[Section]]
) -> Iterator[tuple[list[Section], list[int]]]:
    """The classes under each parent, with the students of that parent; or all and everyone."""
    for parent in dict.fromkeys(section.parent for section in group):
        children = [section for section in group if section.parent == parent]
        yield (
            children,
            [
                number
                for number in numbers
                if parent is None or any(s.id == parent for s in attended[number])
            ],
        )


class Seats:
    """Seats of a week's classes, those of the core taken; students are numbers."""

    def __init__(
        self,
        offerings: Mapping[str, Offering],
        sections: Mapping[str, Sequence[Section]],
        core: Sequence[Sequence[Section]],
        meetings: Mapping[str, Meeting],
        distances: Distances,
    ) -> None:
        self.classes = [[section.id for section in own] for own in core]
        self._meetings = meetings
        self._distances = distances
        self._left = {s.id: s.limit for group in sections.values() for s in group}
        self._bundles = {
            offering.id: tuple(
                _bundles([sections[part_id(offering, part)] for part in offering.parts])
            )
            for offering in offerings.values()
        }

    def attend(self, student: int, course: str) -> bool:
        """Seat the student in this course too; False, nothing changed, where it cannot be.

        Of the classes that fit, the emptiest are taken.
        """
        attended = self.classes[student]
        week = [self._meetings[c] for c in attended]
        taken = 0
        for meeting in week:
            taken |= meeting.hours
        for bundle in sorted(self._bundles[course], key=self._spare, reverse=True):
            if self._spare(bundle) <= 0:
                return False
            if self._free(week, taken, [self._meetings[section.id] for section in bundle]):
                for section in bundle:
                    self._left[section.id] -= 1
                    attended.append(section.id)
                return True
        return False

    def _spare(self, bundle: Bundle) -> int:
        return min(self._left[section.id] for section in bundle)

    def _free(self, week: Sequence[Meeting], taken: int, meetings: Sequence[Meeting]) -> bool:
        """Whether a student whose week this is, with these hours taken, can attend them all."""
        if any(meeting.hours & taken for meeting in meetings):
            return False
        apart = self._distances.apart
        near = [meeting for meeting in meetings if meeting.beside & taken]
        return all(apart(m, other) for m in near for other in week) and all(
            apart(a, b) for n, a in enumerate(meetings) for b in meetings[:n]
        )


def _bundles(parts: Sequence[Sequence[Section]], above: Bundle = ()) -> Iterator[Bundle]:
    """Every choice of one class a part; parts are in an order in which parents come first."""
    if not parts:
        yield above
        return
    taken = {section.id for section in above}
    for section in parts[0]:
        if section.parent is None or section.parent in taken:
            yield from _bundles(parts[1:], (*above, section))
