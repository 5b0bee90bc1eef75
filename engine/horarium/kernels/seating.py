"""First seats: a bundle for every request, chosen anew or taken from a known timetable."""

from horarium.kernels.jit import kernel
from horarium.kernels.placing import place
from horarium.kernels.rng import below
from horarium.kernels.students import (
    bundle_conflicts,
    leave_seat,
    missing_amount,
    set_bundle,
    take_seat,
)


@kernel
def first_bundles(data, state, requests):
    """Give each request without one the bundle with the least conflicts that has room.

    Classes are taken so that children of a parent keep seats for its students:
    a class is open to as many as it, and each subpart below it, can still take.
    Returns how many requests stay without a bundle.
    """
    left = 0
    for n in range(requests.shape[0]):
        request = requests[n]
        seats = data.seat_ptr[request]
        width = data.seat_ptr[request + 1] - seats
        if state.seat[seats] >= 0:
            continue
        course = data.request_course[request]
        best = -1
        for config in range(data.course_config_ptr[course], data.course_config_ptr[course + 1]):
            if _open_bundle(data, state, request, config, 0):
                conflicts = bundle_conflicts(data, state, request, state.bundle, 0)
                if best < 0 or conflicts < best:
                    best = conflicts
                    for i in range(width):
                        state.bundle[width + i] = state.bundle[i]
        if best >= 0:
            set_bundle(data, state, request, width)
        else:
            left += 1
    return left


@kernel
def _open_bundle(data, state, request, config, at):
    """Write to scratch row `at` a bundle of the config, class by class the least conflicts."""
    first = data.config_subpart_ptr[config]
    subparts = data.config_subpart_ptr[config + 1] - first
    seats = data.seat_ptr[request]
    for i in range(data.seat_ptr[request + 1] - seats):
        state.bundle[at + i] = -1
    begin = data.subpart_class_ptr[first]
    end = data.subpart_class_ptr[first + subparts]
    # scratch[c - begin]: seats still open in class c, counting the subparts below it.
    room = state.scratch
    for c in range(begin, end):
        room[c - begin] = max(0, data.class_limit[c] - state.filled[c])
    for back in range(subparts):
        subpart = first + subparts - 1 - back
        low = data.subpart_class_ptr[subpart]
        high = data.subpart_class_ptr[subpart + 1]
        for above in range(first, subpart):
            for parent in range(
                data.subpart_class_ptr[above], data.subpart_class_ptr[above + 1]
            ):
                children = 0
                has_children = False
                for c in range(low, high):
                    if data.class_parent[c] == parent:
                        has_children = True
                    if data.class_parent[c] == parent or data.class_parent[c] < 0:
                        children = min(children + room[c - begin], 1 << 30)
                if has_children:
                    room[parent - begin] = min(room[parent - begin], children)
    for i in range(subparts):
        low = data.subpart_class_ptr[first + i]
        count = data.subpart_class_ptr[first + i + 1] - low
        best = -1
        turn = below(state.rng, count)
        for j in range(count):
            c = low + (turn + j) % count
            parent = data.class_parent[c]
            if parent >= 0 and state.bundle[at + data.class_subpart[parent] - first] != parent:
                continue
            if room[c - begin] <= 0:
                continue
            state.bundle[at + i] = c
            conflicts = bundle_conflicts(data, state, request, state.bundle, at)
            if best < 0 or conflicts < best:
                best = conflicts
                choice = c
        if best < 0:
            return False
        state.bundle[at + i] = choice
    return True


@kernel
def restore(data, state, best):
    """Go back to the choices of `best`."""
    for c in range(state.time_option.shape[0]):
        t = best.time_option[c]
        r = best.room_option[c]
        if t != state.time_option[c] or r != state.room_option[c]:
            place(data, state, c, t, r)
    requests = data.request_course.shape[0]
    for joining in range(2):
        for request in range(requests):
            first = data.seat_ptr[request]
            was_missing = state.seat[first] < 0
            for seat in range(first, data.seat_ptr[request + 1]):
                if state.seat[seat] == best.seat[seat]:
                    continue
                if joining:
                    take_seat(data, state, request, seat, best.seat[seat])
                elif state.seat[seat] >= 0:
                    leave_seat(data, state, request, seat)
            missing = int(state.seat[first] < 0) - int(was_missing)
            state.total[2] += missing * missing_amount(data, request)


@kernel
def load_student(data, state, student, attended):
    """Seat a student in the attended classes, course by course, where they form a bundle.

    A course whose classes are incomplete, mixed from several configs, of other
    parents, or full is left without a bundle.
    """
    for request in range(
        data.student_request_ptr[student], data.student_request_ptr[student + 1]
    ):
        seats = data.seat_ptr[request]
        width = data.seat_ptr[request + 1] - seats
        course = data.request_course[request]
        config = -1
        for i in range(width):
            state.bundle[i] = -1
        found = 0
        for n in range(attended.shape[0]):
            c = attended[n]
            its = data.subpart_config[data.class_subpart[c]]
            if data.config_course[its] != course:
                continue
            if config < 0:
                config = its
            slot = data.class_subpart[c] - data.config_subpart_ptr[its]
            if its == config and state.bundle[slot] < 0:
                state.bundle[slot] = c
                found += 1
        if config < 0 or found < (
            data.config_subpart_ptr[config + 1] - data.config_subpart_ptr[config]
        ):
            continue
        first = data.config_subpart_ptr[config]
        good = True
        for i in range(found):
            c = state.bundle[i]
            parent = data.class_parent[c]
            if state.filled[c] >= data.class_limit[c]:
                good = False
            if parent >= 0 and state.bundle[data.class_subpart[parent] - first] != parent:
                good = False
        if good:
            set_bundle(data, state, request, 0)
