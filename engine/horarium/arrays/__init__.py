"""Between the problem model and the kernels' flat arrays: the only crossing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from horarium.arrays.pairs import PAIR_KINDS, pair_lists
from horarium.arrays.sets import SET_KINDS, set_lists
from horarium.arrays.students import parents_first, student_lists
from horarium.arrays.teams import NOBODY, Team, find_teams, team_tables
from horarium.arrays.times import closed_table, time_tables
from horarium.kernels import placing, seating
from horarium.kernels.layout import CHAIN, MIN_DAYS, NO_GAP, Best, Data, State
from horarium.problem import Class, Constraint, Problem, Time
from horarium.solution import Placement, Solution
from horarium.validate import validate_constraints

MOST_COUNTED = 96
"""Times of a class up to which it pays to know what each costs its students, at all times."""


@dataclass(frozen=True)
class Arrays:
    """A compiled problem: `data` for the kernels, and the names behind its numbers.

    `teams` has the instructors of each team, nobody first.
    """

    problem: Problem
    data: Data
    classes: tuple[Class, ...]
    times: tuple[Time, ...]
    teams: tuple[tuple[str, ...], ...] = ((),)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Number of each class by id."""
        return {cls.id: i for i, cls in enumerate(self.classes)}

    @cached_property
    def own_constraints(self) -> tuple[Constraint, ...]:
        """Those of registered kinds, which the kernels know nothing of."""
        return tuple(
            constraint
            for constraint in self.problem.constraints
            if constraint.kind not in (*PAIR_KINDS, *SET_KINDS)
            and (constraint.required or constraint.penalty * self.problem.weights.distribution)
        )

    @cached_property
    def cheapest(self) -> np.ndarray:
        """Cost of each class's cheapest time and room."""
        data = self.data
        cheapest_time = np.minimum.reduceat(data.opt_time_cost, data.time_ptr[:-1])
        cheapest_room = np.minimum.reduceat(data.opt_room_cost, data.room_ptr[:-1])
        return np.asarray(cheapest_time + cheapest_room, np.int64)

    @property
    def floor(self) -> int:
        """A cost that no timetable can be below."""
        return int(self.cheapest.sum())

    @cached_property
    def class_course(self) -> np.ndarray:
        """Number of each class's course."""
        data = self.data
        return data.config_course[data.subpart_config[data.class_subpart]]

    @cached_property
    def missing(self) -> np.ndarray:
        """Hard violations of each request without classes."""
        data = self.data
        return np.diff(data.config_subpart_ptr)[data.course_config_ptr[data.request_course]]

    def nothing(self) -> Best:
        """Choices of no timetable, worse than any."""
        best: Best = Best.of(
            time_option=np.full(len(self.classes), -1, np.int32),
            room_option=np.full(len(self.classes), -1, np.int32),
            seat=np.full(self.data.seat_ptr[-1], -1, np.int32),
            value=np.array([1 << 60, 1 << 60], np.int64),
        )
        return best

    def placement(self, c: int, time_option: int, room_option: int) -> Placement:
        """Where the options place class c, and who teaches it then."""
        data, problem = self.data, self.problem
        room = int(data.opt_room[room_option])
        return Placement(
            self.classes[c].times[time_option - int(data.time_ptr[c])].time,
            problem.rooms[room].id if room < len(problem.rooms) else None,
            self.teams[int(data.opt_team[room_option])],
        )

    def options(self, c: int, placement: Placement) -> tuple[int, int] | None:
        """The options that place class c there; None for a placement that is not offered."""
        data = self.data
        for t, option in enumerate(self.classes[c].times, int(data.time_ptr[c])):
            if option.time == placement.time:
                for r in range(int(data.room_ptr[c]), int(data.room_ptr[c + 1])):
                    if self.placement(c, t, r) == placement:
                        return t, r
        return None

    def team_at(self, c: int, instructors: tuple[str, ...]) -> int:
        """Which of the class's options these instructors are; the first if they are none."""
        teams = [option.instructors for option in self.classes[c].instructors]
        return teams.index(instructors) if instructors in teams else 0

    def empty(self, seed: int) -> State:
        """A timetable in which nothing is placed and no student has a class."""
        return _empty_state(self, seed)

    def load(self, state: State, solution: Solution) -> None:
        """Place what the solution places at options that (still) exist; skip the rest.

        Who teaches a class no more is replaced by its first option. Students keep the
        classes of a solution where these form a bundle with room.
        """
        data, problem = self.data, self.problem
        room_number = {room.id: i for i, room in enumerate(problem.rooms)}
        for c, cls in enumerate(self.classes):
            placement = solution.placements.get(cls.id)
            if placement is None:
                continue
            times = [option.time for option in cls.times]
            room = room_number.get(placement.room or "", len(problem.rooms))
            rooms = data.opt_room[data.room_ptr[c] : data.room_ptr[c + 1]].tolist()
            if placement.time in times and room in rooms:
                time_option = data.time_ptr[c] + times.index(placement.time)
                room_option = data.room_ptr[c] + rooms.index(room)
                room_option += self.team_at(c, placement.instructors) * data.rooms_per_team[c]
                placing.place(data, state, c, time_option, room_option)
        for s, student in enumerate(problem.students):
            attended = [
                self.number[i]
                for i in solution.students.get(student.id, ())
                if i in self.number
            ]
            if attended:
                chosen = np.array(attended, np.int64)
                seating.load_student(data, state, s, chosen)

    def solution(self, best: Best | State) -> Solution:
        """The timetable of a state, or of a copy of the best one, by the problem's names."""
        data, problem = self.data, self.problem
        placements = {}
        for c, cls in enumerate(self.classes):
            t, r = int(best.time_option[c]), int(best.room_option[c])
            if t >= 0:
                placements[cls.id] = self.placement(c, t, r)
        attended = {}
        starts = data.seat_ptr[data.student_request_ptr].tolist()
        for s, student in enumerate(problem.students):
            seats = best.seat[starts[s] : starts[s + 1]]
            attended[student.id] = tuple(self.classes[c].id for c in seats if c >= 0)
        return Solution(problem.name, placements, attended)


def compile_problem(problem: Problem) -> Arrays:
    """Number everything and build the kernels' tables.

    Constraints of registered kinds, without a kernel, are left to `arrays.own`.
    Raises ProblemError for a constraint of a kind that is not registered either, or that
    lists what the problem does not have.
    """
    validate_constraints(problem)
    classes = tuple(
        cls
        for course in problem.courses
        for config in course.configs
        for subpart in parents_first(config)
        for cls in subpart.classes
    )
    number = {cls.id: i for i, cls in enumerate(classes)}
    time_number = {
        time: i
        for i, time in enumerate(dict.fromkeys(o.time for cls in classes for o in cls.times))
    }
    times = tuple(time_number)
    tables = time_tables(times, problem.calendar)
    teams = find_teams(problem)
    options = _options(problem, classes, time_number, teams)
    choices = np.diff(options["time_ptr"]) * np.diff(options["room_ptr"])
    attended = student_lists(problem, number)
    few = np.diff(options["time_ptr"]) <= MOST_COUNTED
    data: Data = Data.of(
        **tables._asdict(),
        travel=_travel(problem),
        closed=closed_table(
            [room.unavailable for room in problem.rooms], times, problem.calendar
        ),
        **options,
        **team_tables(problem, teams, times)._asdict(),
        **pair_lists(problem, number)._asdict(),
        **set_lists(problem, number, tables)._asdict(),
        **attended._asdict(),
        counted=(few & (np.diff(attended.roster_ptr) > 0)).astype(np.int8),
        movable=np.nonzero(choices > 1)[0].astype(np.int32),
        teams=len(teams),
        student_weight=problem.weights.student,
        days=problem.calendar.days,
        slots=int(tables.end.max(initial=1)),
    )
    return Arrays(problem, data, classes, times, teams)


def _travel(problem: Problem) -> np.ndarray:
    """Slots between rooms, none of them too many to stay below `NO_GAP`.

    The two rooms that are none are 0 from everywhere.
    """
    number = {room.id: i for i, room in enumerate(problem.rooms)}
    travel = np.zeros((len(number) + 2, len(number) + 2), np.int16)
    known: dict[int, int] = {}  # by the mapping itself, which rooms of a place often share
    for i, room in enumerate(problem.rooms):
        same = known.setdefault(id(room.travel), i)
        if same != i:
            travel[i] = travel[same]
            continue
        for other, slots in room.travel.items():
            travel[i, number[other]] = min(slots, NO_GAP)
    np.fill_diagonal(travel, 0)
    return travel


def _options(
    problem: Problem,
    classes: tuple[Class, ...],
    time_number: Mapping[Time, int],
    teams: Sequence[Team],
) -> dict[str, np.ndarray]:
    """Time and room options of each class with weighted costs, soft capacity included.

    Where a class has instructors, each room stands once for each option of these. Of
    equal options the first says what they cost.
    """
    weights = problem.weights
    team_number = {team: i for i, team in enumerate(teams)}
    room_number = {room.id: i for i, room in enumerate(problem.rooms)}
    opt_time, time_cost, opt_room, room_cost = [], [], [], []
    opt_team, team_cost, rooms_per_team = [], [], []
    time_ptr, room_ptr = [0], [0]
    for cls in classes:
        first: dict[Time | str, int] = {}
        for time in cls.times:
            opt_time.append(time_number[time.time])
            penalty = first.setdefault(time.time, time.penalty)
            time_cost.append(penalty * weights.time)
        rooms = [] if cls.needs_room else [(len(problem.rooms), 0)]
        for room in cls.rooms if cls.needs_room else ():
            seats = problem.room[room.room].capacity
            missing = 0 if cls.limit is None else max(0, cls.limit - seats)
            penalty = first.setdefault(room.room, room.penalty)
            cost = penalty * weights.room + missing * weights.capacity
            rooms.append((room_number[room.room], cost))
        rooms_per_team.append(len(rooms))
        for option in cls.instructors or (NOBODY,):
            opt_room += [number for number, _ in rooms]
            room_cost += [cost for _, cost in rooms]
            opt_team += [team_number[option.instructors]] * len(rooms)
            team_cost += [option.penalty * weights.instructor] * len(rooms)
        time_ptr.append(len(opt_time))
        room_ptr.append(len(opt_room))
    return {
        "time_ptr": np.array(time_ptr, np.int32),
        "opt_time": np.array(opt_time, np.int32),
        "opt_time_cost": np.array(time_cost, np.int64),
        "room_ptr": np.array(room_ptr, np.int32),
        "opt_room": np.array(opt_room, np.int32),
        "opt_room_cost": np.array(room_cost, np.int64),
        "opt_team": np.array(opt_team, np.int32),
        "opt_team_cost": np.array(team_cost, np.int64),
        "rooms_per_team": np.array(rooms_per_team, np.int32),
    }


def _empty_state(arrays: Arrays, seed: int) -> State:
    data = arrays.data
    classes = len(data.time_ptr) - 1
    nowhen, nowhere = data.gap.shape[0] - 1, data.travel.shape[0] - 1
    could_use = np.bincount(data.opt_room, minlength=nowhere + 1)
    sizes = np.diff(data.set_ptr).max(initial=0), _largest_course(data)
    sets = len(data.set_kind)
    excess = np.where(data.set_kind == MIN_DAYS, np.maximum(data.set_limit, 0), 0).astype(
        np.int64
    )
    soft = (data.set_penalty * excess // data.set_weeks * data.set_weight).sum()
    hard = classes + (data.set_hard * excess).sum()
    state: State = State.of(
        time_option=np.full(classes, -1, np.int32),
        room_option=np.full(classes, -1, np.int32),
        time=np.full(classes, nowhen, np.int32),
        room=np.full(classes, nowhere, np.int32),
        team=np.zeros(classes, np.int32),
        hard_of=np.ones(classes, np.int64),
        soft_of=np.zeros(classes, np.int64),
        room_ptr=np.concatenate([[0], np.cumsum(could_use)]).astype(np.int64),
        room_class=np.zeros(len(data.opt_room) + 1, np.int32),
        room_count=np.zeros(nowhere + 1, np.int32),
        room_position=np.full(classes, -1, np.int32),
        busy=data.closed.astype(np.uint16),
        set_excess=excess,
        member_time=np.full(len(data.set_member), nowhen, np.int32),
        set_count=np.zeros(data.set_count_ptr[sets] + 1, np.int32),
        seat=np.full(data.seat_ptr[-1], -1, np.int32),
        filled=np.zeros(classes, np.int32),
        roster=np.zeros(data.roster_ptr[-1] + 1, np.int32),
        roster_position=np.zeros(data.seat_ptr[-1] + 1, np.int32),
        joint_other=np.zeros(data.joint_ptr[-1] + 1, np.int32),
        joint_count=np.zeros(data.joint_ptr[-1] + 1, np.int32),
        joint_size=np.zeros(classes, np.int32),
        overlaps=np.zeros(len(data.opt_time) + 1, np.int32),
        class_touched=np.zeros(classes, np.int8),
        touched_class=np.zeros(classes, np.int32),
        seat_touched=np.zeros(data.seat_ptr[-1], np.int8),
        touched_seat=np.zeros(data.seat_ptr[-1], np.int32),
        touched=np.zeros(2, np.int64),
        total=np.array([soft, hard, arrays.missing.sum()], np.int64),
        rng=np.array([seed & ((1 << 64) - 1)], np.uint64),
        scratch=np.zeros(max(*sizes, MOST_COUNTED) + 4 * CHAIN, np.int32),
        bundle=np.full(2 * int(np.diff(data.seat_ptr).max(initial=0)) + 2, -1, np.int32),
    )
    return state


def _largest_course(data: Data) -> int:
    """Most classes of any course, for scratch."""
    first = data.subpart_class_ptr[data.config_subpart_ptr[data.course_config_ptr]]
    return int(np.diff(first).max(initial=0))
