"""Which class of each subpart a student attends, and moves between them.

A request (a student in a course) holds one seat per subpart of one config: its
bundle. Bundles always honour parents and are only taken where every class has
room. Seats of one student lie side by side, so a student's week is a slice.
"""

from horarium.kernels.jit import inline, kernel
from horarium.kernels.rng import below

_DRAWS = 6
"""Requests drawn in search of one with a conflict."""

_IDLE = 4
"""One in so many draws without a conflict is moved all the same."""


@inline
def in_conflict(data, state, a, b):
    """Whether one student cannot attend both classes where they are now."""
    gap = data.gap[state.time[a], state.time[b]]
    return gap < data.travel[state.room[a], state.room[b]]


@inline
def _student_seats(data, request):
    """First seat, and the one after the last, of the request's student."""
    student = data.request_student[request]
    first = data.student_request_ptr[student]
    last = data.student_request_ptr[student + 1]
    return data.seat_ptr[first], data.seat_ptr[last]


@inline
def _join(data, state, a, b, change):
    """One student more (1) or less (-1) attends both a and b, as a's list records it."""
    base = data.joint_ptr[a]
    size = state.joint_size[a]
    at = base
    while at < base + size and state.joint_other[at] != b:
        at += 1
    if at == base + size:
        state.joint_other[at] = b
        state.joint_count[at] = change
        state.joint_size[a] = size + 1
        return
    state.joint_count[at] += change
    if state.joint_count[at] == 0:
        state.joint_other[at] = state.joint_other[base + size - 1]
        state.joint_count[at] = state.joint_count[base + size - 1]
        state.joint_size[a] = size - 1


@inline
def _count(data, state, a, b, change):
    """So many students more or less of class a have b too: count them at a's times."""
    if data.counted[a]:
        gaps = data.gap[state.time[b]]
        for option in range(data.time_ptr[a], data.time_ptr[a + 1]):
            state.overlaps[option] += change * (gaps[data.opt_time[option]] < 0)


@kernel
def count_overlaps(data, state):
    """Count all overlaps anew: the state is another search's, which may not have counted."""
    state.overlaps[:] = 0
    for c in range(state.joint_size.shape[0]):
        first = data.joint_ptr[c]
        for i in range(first, first + state.joint_size[c]):
            _count(data, state, c, state.joint_other[i], state.joint_count[i])


@inline
def _meet_others(data, state, request, seat, c, change):
    """Class c joins (1) or leaves (-1) all other classes of the student: pairs and cost."""
    first, last = _student_seats(data, request)
    for other_seat in range(first, last):
        o = state.seat[other_seat]
        if o < 0 or other_seat == seat:
            continue
        _join(data, state, c, o, change)
        _join(data, state, o, c, change)
        _count(data, state, c, o, change)
        _count(data, state, o, c, change)
        if in_conflict(data, state, c, o):
            cost = change * data.student_weight
            state.soft_of[c] += cost
            state.soft_of[o] += cost
            state.total[0] += cost


@inline
def _touch(state, seat):
    """List the seat among those that differ from the best timetable's, perhaps."""
    if state.seat_touched[seat] == 0:
        state.seat_touched[seat] = 1
        state.touched_seat[state.touched[1]] = seat
        state.touched[1] += 1


@kernel
def take_seat(data, state, request, seat, c):
    """The request's student joins class c on an empty seat."""
    _touch(state, seat)
    _meet_others(data, state, request, seat, c, 1)
    state.seat[seat] = c
    at = state.filled[c]
    state.roster[data.roster_ptr[c] + at] = seat
    state.roster_position[seat] = at
    state.filled[c] = at + 1


@kernel
def leave_seat(data, state, request, seat):
    """The request's student leaves the class of this seat."""
    c = state.seat[seat]
    _touch(state, seat)
    state.seat[seat] = -1
    state.filled[c] -= 1
    last = state.roster[data.roster_ptr[c] + state.filled[c]]
    at = state.roster_position[seat]
    state.roster[data.roster_ptr[c] + at] = last
    state.roster_position[last] = at
    _meet_others(data, state, request, seat, c, -1)


@kernel
def set_bundle(data, state, request, at):
    """Give the request the bundle at scratch row `at`, leaving what differs first."""
    first = data.seat_ptr[request]
    width = data.seat_ptr[request + 1] - first
    was_missing = state.seat[first] < 0
    for i in range(width):
        if state.seat[first + i] >= 0 and state.seat[first + i] != state.bundle[at + i]:
            leave_seat(data, state, request, first + i)
    for i in range(width):
        c = state.bundle[at + i]
        if c >= 0 and state.seat[first + i] < 0:
            take_seat(data, state, request, first + i, c)
    missing = state.seat[first] < 0
    state.total[2] += (int(missing) - int(was_missing)) * missing_amount(data, request)


@inline
def missing_amount(data, request):
    """Hard violations of a request without a bundle: a class for each subpart."""
    config = data.course_config_ptr[data.request_course[request]]
    return data.config_subpart_ptr[config + 1] - data.config_subpart_ptr[config]


@inline
def bundle_conflicts(data, state, request, classes, at):
    """Conflicts that the request's student has through the bundle at classes[at:].

    Pairs inside the bundle, and pairs with the classes of the student's other
    courses.
    """
    first, last = _student_seats(data, request)
    own = data.seat_ptr[request]
    width = data.seat_ptr[request + 1] - own
    conflicts = 0
    for i in range(width):
        c = classes[at + i]
        if c < 0:
            continue
        gaps = data.gap[state.time[c]]
        travel = data.travel[state.room[c]]
        for seat in range(first, last):
            o = state.seat[seat]
            if o >= 0 and (seat < own or seat >= own + width):
                conflicts += gaps[state.time[o]] < travel[state.room[o]]
        for j in range(i + 1, width):
            o = classes[at + j]
            if o >= 0:
                conflicts += gaps[state.time[o]] < travel[state.room[o]]
    return conflicts


@inline
def _has_room(data, state, c, present):
    """Whether c can take one more, or already seats the student (class `present`)."""
    return c == present or state.filled[c] < data.class_limit[c]


@kernel
def conflicts_cost(data, state):
    """Weighted cost of all student conflicts."""
    twice = 0
    for c in range(state.joint_size.shape[0]):
        base = data.joint_ptr[c]
        for i in range(base, base + state.joint_size[c]):
            if in_conflict(data, state, c, state.joint_other[i]):
                twice += state.joint_count[i]
    return twice // 2 * data.student_weight


@kernel
def draw_bundle(data, state, request, wanted, at):
    """Write a random bundle with class `wanted` to scratch row `at`; False when there is none.

    Other subparts keep the student's present class where parents allow it. Subparts
    are in an order in which parents come first.
    """
    seats = data.seat_ptr[request]
    width = data.seat_ptr[request + 1] - seats
    subpart = data.class_subpart[wanted]
    config = data.subpart_config[subpart]
    first = data.config_subpart_ptr[config]
    subparts = data.config_subpart_ptr[config + 1] - first
    for i in range(width):
        state.bundle[at + i] = -1
    c = wanted
    while c >= 0:
        state.bundle[at + data.class_subpart[c] - first] = c
        c = data.class_parent[c]
    for i in range(subparts):
        present = state.seat[seats + i]
        forced = state.bundle[at + i]
        if forced >= 0:
            if not _has_room(data, state, forced, present):
                return False
            continue
        if present >= 0 and data.class_subpart[present] == first + i:
            parent = data.class_parent[present]
            if parent < 0 or state.bundle[at + data.class_subpart[parent] - first] == parent:
                state.bundle[at + i] = present
                continue
        low = data.subpart_class_ptr[first + i]
        count = data.subpart_class_ptr[first + i + 1] - low
        turn = below(state.rng, count)
        for j in range(count):
            c = low + (turn + j) % count
            parent = data.class_parent[c]
            if parent >= 0 and state.bundle[at + data.class_subpart[parent] - first] != parent:
                continue
            if _has_room(data, state, c, present):
                state.bundle[at + i] = c
                break
        if state.bundle[at + i] < 0:
            return False
    return True


@inline
def _copy_bundle(data, state, request, at):
    """Copy the request's present bundle to scratch row `at`."""
    first = data.seat_ptr[request]
    for i in range(data.seat_ptr[request + 1] - first):
        state.bundle[at + i] = state.seat[first + i]


@kernel
def draw_student(data, state, threshold):
    """Draw a move of a student to other classes of a course, or of two who exchange theirs.

    Of a few requests drawn it is the first with a conflict; if none has one, mostly no
    move is made. Returns (request, other): the request is -1 where no move is to be made,
    or the cost would rise by more than `threshold`; the other is -1 unless two exchange.
    What each then attends is in the scratch rows at 0 and at the request's width. Changes
    nothing else.
    """
    now = 0
    for _ in range(_DRAWS):
        request = data.switchable[below(state.rng, data.switchable.shape[0])]
        seats = data.seat_ptr[request]
        now = bundle_conflicts(data, state, request, state.seat, seats)
        if now > 0:
            break
    if now == 0 and state.seat[seats] >= 0 and below(state.rng, _IDLE) > 0:
        return -1, -1
    course = data.request_course[request]
    low = data.course_config_ptr[course]
    high = data.course_config_ptr[course + 1]
    first = data.subpart_class_ptr[data.config_subpart_ptr[low]]
    last = data.subpart_class_ptr[data.config_subpart_ptr[high]]
    wanted = first + below(state.rng, last - first)
    width = data.seat_ptr[request + 1] - seats
    slot = data.class_subpart[wanted]
    slot -= data.config_subpart_ptr[data.subpart_config[data.class_subpart[wanted]]]
    if state.seat[seats + slot] == wanted:
        return -1, -1
    if draw_bundle(data, state, request, wanted, 0):
        delta = bundle_conflicts(data, state, request, state.bundle, 0) - now
        if state.seat[seats] >= 0 and delta * data.student_weight > threshold:
            return -1, -1
        return request, -1
    if state.seat[seats] < 0 or state.filled[wanted] == 0:
        return -1, -1
    seat = state.roster[data.roster_ptr[wanted] + below(state.rng, state.filled[wanted])]
    other = data.seat_request[seat]
    _copy_bundle(data, state, other, 0)
    _copy_bundle(data, state, request, width)
    delta = bundle_conflicts(data, state, request, state.bundle, 0) - now
    if data.request_student[other] == data.request_student[request]:
        return -1, -1
    there = data.seat_ptr[other]
    delta += bundle_conflicts(data, state, other, state.bundle, width)
    delta -= bundle_conflicts(data, state, other, state.seat, there)
    if delta * data.student_weight > threshold:
        return -1, -1
    return request, other


@kernel
def move_student(data, state, request, other):
    """Make the move that `draw_student` has drawn."""
    if other < 0:
        set_bundle(data, state, request, 0)
        return
    seats = data.seat_ptr[request]
    there = data.seat_ptr[other]
    width = data.seat_ptr[request + 1] - seats
    for i in range(width):
        if state.seat[seats + i] != state.bundle[i]:
            if state.seat[seats + i] >= 0:
                leave_seat(data, state, request, seats + i)
            if state.seat[there + i] >= 0:
                leave_seat(data, state, other, there + i)
            if state.bundle[i] >= 0:
                take_seat(data, state, request, seats + i, state.bundle[i])
            if state.bundle[width + i] >= 0:
                take_seat(data, state, other, there + i, state.bundle[width + i])


@kernel
def try_student(data, state, threshold):
    """Draw a move of students, and make it; 1 when one was made, see `draw_student`."""
    request, other = draw_student(data, state, threshold)
    if request < 0:
        return 0
    move_student(data, state, request, other)
    return 1
