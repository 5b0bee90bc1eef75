"""What a class would cost at each of its times in each of its rooms."""

from horarium.kernels.jit import kernel
from horarium.kernels.moves import move_delta

ANY_RISE = 1 << 60


@kernel
def move_table(data, state, c, hard_weight, deltas):
    """Write to deltas[time, room] the change of energy if class c moved to these options."""
    first_time = data.time_ptr[c]
    first_room = data.room_ptr[c]
    for t in range(first_time, data.time_ptr[c + 1]):
        for r in range(first_room, data.room_ptr[c + 1]):
            deltas[t - first_time, r - first_room] = move_delta(
                data, state, c, t, r, hard_weight, ANY_RISE
            )
