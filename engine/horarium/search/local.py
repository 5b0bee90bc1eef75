"""One thread's search on one problem: construct, seat the students, anneal."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from horarium.arrays import Arrays
from horarium.arrays.components import components
from horarium.kernels import anneal as annealing
from horarium.kernels import construct as constructing
from horarium.kernels import seating, students
from horarium.kernels.layout import Best, Data, State
from horarium.kernels.periods.layout import Timetable
from horarium.progress import ProgressTracker
from horarium.search.meeting import Meeting
from horarium.search.schedule import (
    ABOVE,
    ALL_ABOVE,
    DEAREST,
    Cooling,
    Paced,
    Price,
    Profile,
    minus_logs,
)
from horarium.solution import Solution
from horarium.stop import MILLION, Budget

CHUNK = 20_000
"""Iterations between two looks at the stop rule."""

INSERTIONS = 200
"""Insertions between two looks at it while constructing."""

SAMPLES = 5000
"""Placements priced per insertion: for nearly every class, all of them."""

CONSTRUCT_SHARE = MILLION // 2
"""Of the budget, at most this goes into construction before annealing takes over."""

DESCENT = 40
"""Steps per class and request of the first descent, before temperatures are chosen."""

HEATING = 10
"""Steps per class and request at each temperature of the survey."""

DRAWS = 10
"""Draws of the survey for each step of a chunk, at most."""

SURVEY_SHARE = MILLION // 12
"""Of the budget, at most this goes into the first descent, and again into the survey."""

WARMTH = 50
"""Percent above the least cost of the survey at which cooling begins."""

FIRST_SHARE = 8
"""Of the cooling, one part in so many is for the first one, which shows where it pays."""

DESCENT_SHARE = 50
"""Of the budget, one part in so many is for the last descent, from the best timetable."""

SLOWLY = 60_000
"""Steps per class and request of a slow cooling: several find more than a still slower one."""

MOST_COOLINGS = 6

PATIENCE = 2
"""Sweeps with violations throughout before a repair."""

REPAIRS = 3
"""Rounds of insertions that a repair may take."""

TRIES = 5
"""Placements tried for each class that a chain has driven out."""

CONFLICTS_COST = 30
"""Percentage of the cost that is students' conflicts, from which they decide how to search:
counting them for all times of a class pays (see `State.overlaps`), and so does much heat."""

WORTH_KEEPING = 80
"""Percent of a given timetable's cost that a first descent leaves, where it is a good one."""

MEETINGS = tuple(MILLION * percent // 100 for percent in (40, 60, 75, 90))
"""When, in millionths of all the cooling, searches of several threads go on from the best."""

MIX = {"time": 40, "room": 20, "both": 40, "chain": 12}
"""Shares of the moves of classes: a chain costs as much time as ten others."""

STUDENTS = 5, 20
"""Shares of the moves of students, where conflicts are none of the cost and all of it."""


class LocalSearch:
    """A timetable under search, and the best of it so far.

    It is one of `threads` searches that share the budget's iterations, and that
    `meeting` brings together now and then. `warmth` says how far above the least cost, in
    percent, cooling begins: little keeps most of a good start.
    """

    mix: Mapping[str, int] = MIX

    def __init__(
        self,
        arrays: Arrays,
        seed: int,
        budget: Budget,
        tracker: ProgressTracker,
        threads: int = 1,
        meeting: Meeting | None = None,
        warmth: int = WARMTH,
    ) -> None:
        self.arrays = arrays
        self.data = arrays.data
        self.state: State = arrays.empty(seed)
        self.best: Best = arrays.nothing()
        self.iterations = 0
        self.warmth = warmth
        self.cooling = Cooling.of(np.zeros(0, np.int64))
        self._floor = arrays.floor
        self._budget = budget
        self._tracker = tracker
        self._threads = threads
        self._seed = seed
        self._meeting = meeting
        self._meetings = list(MEETINGS)
        self._begun = 0
        self._given = 0

    def run(self, initial: Solution | None = None) -> None:
        """Search until the budget is used up; `best` then holds the result."""
        try:
            self.construct(initial)
            self._tracker.enter("search")
            self.anneal()
        finally:
            if self._meeting is not None:
                self._meeting.leave()

    def restart(self, budget: Budget) -> None:
        """Go on from the present timetable on another budget, the best so far forgotten."""
        self._budget, self.iterations = budget, 0
        self.best.value[:] = 1 << 60
        annealing.touch_all(self.state)

    def solution(self) -> Solution:
        """The best so far, as a timetable of the problem."""
        return self.arrays.solution(self.best)

    def construct(self, initial: Solution | None = None) -> None:
        """Place all classes, keeping of `initial` what breaks nothing; seat all students."""
        if initial is not None:
            self.arrays.load(self.state, initial)
            self._report()
        self._make_valid(CONSTRUCT_SHARE)
        self._given = 0 if initial is None else int(self.state.total[0])
        self._report()

    def anneal(self) -> None:
        """Cool down over what is left of the budget, and descend from the best at the end.

        A first, quick cooling shows at which temperatures something is decided: there
        the others spend their time.
        """
        if not len(self.data.movable) and not len(self.data.switchable):
            return
        self._shares = self._mix()
        widest = self._widest()
        melts = self.warmth >= WARMTH and not self._is_good()
        from_the_top = melts and self._are_conflicts_the_cost()
        cooling = widest.from_the_top() if from_the_top else self._surveyed(widest)
        self.cooling, self._begun = cooling, self._used()
        last = MILLION - MILLION // DESCENT_SHARE
        first = self._begun + (last - self._begun) // FIRST_SHARE
        price, profile = Price(cooling.price), Profile(cooling)
        self._cool(cooling, price, first, profile)
        above = ABOVE
        if from_the_top:
            # For whoever goes on from what was found: without the heat that melts it.
            self.cooling = replace(widest, hot=profile.paced().temperature(0))
            if self._are_conflicts_the_cost():
                above = ALL_ABOVE
            else:
                price = Price(widest.price)
        paced, times = profile.paced(above), self._coolings()
        for n in range(times):
            self._cool(paced, price, first + (last - first) * (n + 1) // times)
        if not self._over(MILLION):
            seating.restore(self.data, self.state, self.best)
        while not self._over(MILLION):
            self._chunk(0, DEAREST)

    def _cool(
        self, cooling: Cooling | Paced, price: Price, end: int, profile: Profile | None = None
    ) -> None:
        """Cool down once, up to a share used; the profile is told what it costs meanwhile.

        Hard violations have a price, which is adapted once a sweep, so that the search can
        pass through them; those that stay although they are dear are repaired by ejections.
        """
        self._shares = self._mix()
        sweep = len(self.data.movable) + len(self.data.switchable)
        begun, chunks, valid, invalid = self._used(), 0, 0, 0
        while not self._over(end):
            used = self._used()
            self._meet(
                (used - self._begun) * MILLION // max(1, MILLION - self._begun), self.state
            )
            done = (used - begun) * MILLION // max(1, end - begun)
            if profile is not None:
                profile.add(done, int(self.state.total[0]))
            temperature = cooling.temperature(done)
            valid += self._chunk(temperature, price.now)
            chunks += 1
            if chunks * self._most_steps() < sweep:
                continue
            price.adapt(valid // chunks, temperature)
            invalid = 0 if valid else invalid + 1
            if invalid >= PATIENCE and price.is_far_above(temperature):
                self._make_valid(MILLION, REPAIRS, price.now)
                self._report()
                invalid = 0
            chunks = valid = 0

    def _coolings(self) -> int:
        """How many times what is left of the budget is enough to cool down slowly."""
        used = max(1, self._used())
        steps = self.iterations * (MILLION - used) // used
        choices = len(self.data.movable) + len(self.data.switchable)
        return max(1, min(MOST_COOLINGS, steps // (SLOWLY * choices)))

    def _meet(self, done: int, state: State | Timetable) -> None:
        """At some points of the cooling: go on from the best of all searches."""
        if self._meeting is None or not self._meetings or done < self._meetings[0]:
            return
        self._meetings.pop(0)
        cost, *hard = state.total.tolist()
        behind = self._meeting.take_best((sum(hard), cost, self._seed), state)
        if behind and isinstance(state, State):
            annealing.touch_all(state)
            students.count_overlaps(self.data, state)

    def _make_valid(
        self, share: int, rounds: int | None = None, ejection: int = constructing.EJECTION
    ) -> None:
        """Take out what breaks something, insert it anew by ejections; seat students.

        Ends with every class placed, also where that breaks something: after so many rounds,
        or when this share of the budget is used up. `ejection` is its price, at most that of
        a first timetable's.
        """
        ejection = min(ejection, constructing.EJECTION)
        constructing.clear_violations(self.data, self.state)
        pool, size = pool_of(self.data, (self.state.time_option < 0) & self._present())
        weight = self._weights()
        while size and not self._over(share) and rounds != 0:
            size = constructing.construct(
                self.data, self.state, pool, size, weight, ejection, INSERTIONS, SAMPLES
            )
            self._count(INSERTIONS)
            rounds = None if rounds is None else rounds - 1
        constructing.force(self.data, self.state, pool, size, weight, ejection, SAMPLES)
        if self.state.total[2]:
            seating.first_bundles(self.data, self.state, self._requests())

    def _widest(self) -> Cooling:
        """The widest schedule for this problem's scale of cost, seen from a local optimum."""
        self._repeat(DESCENT, 0, DEAREST, self._used() + SURVEY_SHARE)
        if not self._are_conflicts_the_cost():
            self.data = self.data.but(counted=np.zeros_like(self.data.counted))
        rises = np.zeros(2000, np.int64)
        found = annealing.probe(self.data, self.state, rises, DRAWS * self._most_steps())
        return Cooling.of(rises[:found])

    def _are_conflicts_the_cost(self) -> bool:
        """Whether much of the cost is students' conflicts.

        Which classes may meet at the same time is then decided while it is hot, for all
        students together: cooling begins at the very top.
        """
        return self._conflicts_share() >= CONFLICTS_COST

    def _is_good(self) -> bool:
        """Whether the timetable was given, and a descent has hardly bettered it."""
        return int(self.state.total[0]) * 100 >= self._given * WORTH_KEEPING > 0

    def _surveyed(self, widest: Cooling) -> Cooling:
        """The schedule without the temperatures that would only destroy what is there.

        Heats up until the cost is well above the least one met: from there on cooling
        finds its way. Ends with the timetable that heat has made.
        """
        temperature, least = widest.cold, 1 << 60
        end = self._used() + SURVEY_SHARE
        while temperature < widest.hot:
            self._repeat(HEATING, temperature, 2 * widest.price, end)
            cost = int(self.state.total[0])
            least = min(least, cost)
            if cost > least + least * self.warmth // 100:
                break
            if self._over(end):
                temperature = max(temperature, widest.middle)
                break
            temperature += temperature // 2 + 1
        return replace(widest, hot=max(min(widest.hot, temperature), 2 * widest.cold))

    def _repeat(self, times: int, temperature: int, price: int, end: int) -> None:
        """So many steps per class and request at one temperature, up to a share used."""
        steps = times * (len(self.data.movable) + len(self.data.switchable))
        for _ in range(steps // self._most_steps() + 1):
            if self._over(min(end, MILLION)):
                break
            self._chunk(temperature, price)

    def _chunk(self, temperature: int, price: int) -> int:
        """Anneal for a chunk; the percentage of its steps without hard violations."""
        steps = self._steps_left(self._most_steps())
        stats = np.zeros((annealing.MOVES + 1, 2), np.int64)
        annealing.anneal(
            self.data,
            self.state,
            self.best,
            self._shares,
            TRIES,
            temperature,
            price,
            minus_logs(),
            steps,
            stats,
        )
        self._count(steps)
        self._report()
        return int(stats[annealing.MOVES, 1] * 100 // max(1, steps))

    def _mix(self) -> np.ndarray:
        """Cumulative shares of the moves out of 1024, those that cannot be made left out."""
        shares = np.array([*self.mix.values(), 0]) * int(len(self.data.movable) > 0)
        if len(self.data.switchable):
            least, most = STUDENTS
            more = (most - least) * self._conflicts_share() // 100
            shares[annealing.STUDENT] = least + more
        total = np.cumsum(shares)
        return np.asarray(total * 1024 // max(1, total[-1]), np.int64)

    def _conflicts_share(self) -> int:
        """Percentage of the present cost that is students' conflicts."""
        conflicts = int(students.conflicts_cost(self.data, self.state))
        return conflicts * 100 // max(1, int(self.state.total[0]))

    def _present(self) -> np.ndarray:
        """Which classes are to be placed, as a mask: all of them."""
        return np.ones(len(self.arrays.classes), bool)

    def _requests(self) -> np.ndarray:
        """Numbers of the requests to be seated: all of them."""
        return np.arange(len(self.data.request_course), dtype=np.int32)

    def _weights(self) -> np.ndarray:
        """How unwelcome it is, while inserting, to eject each class: all alike at first."""
        return np.ones(len(self.arrays.classes), np.int64)

    def _most_steps(self) -> int:
        """Steps of a chunk."""
        return CHUNK

    def _steps_left(self, most: int) -> int:
        """So many steps, or as many as are left of this thread's share of the budget."""
        if self._budget.iterations is None:
            return most
        own_share = -(-self._budget.iterations // self._threads)
        return max(0, min(most, own_share - self.iterations))

    def _report(self) -> None:
        """Keep the present timetable if it is the best, and tell of it."""
        annealing.keep_best(self.state, self.best)
        cost, hard = self.best.value.tolist()
        self._tracker.improved(
            hard, cost, lambda: components(self.arrays, self.best), self.solution
        )

    def _count(self, iterations: int) -> None:
        self.iterations += iterations
        self._tracker.advance(iterations)

    def _used(self) -> int:
        return self._budget.used(self.iterations * self._threads)

    def _over(self, share: int) -> bool:
        cost, hard = self.best.value.tolist()
        perfect = hard == 0 and cost <= self._floor
        return perfect or self._used() >= share or self._budget.stop()


def pool_of(data: Data, chosen: np.ndarray) -> tuple[np.ndarray, int]:
    """The classes of a mask, those with the fewest choices last (and so first out)."""
    choices = np.diff(data.time_ptr).astype(np.int64) * np.diff(data.room_ptr)
    order = np.lexsort((-choices, ~chosen))
    return np.append(order, 0).astype(np.int32), int(chosen.sum())
