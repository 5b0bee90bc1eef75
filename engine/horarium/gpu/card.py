"""The driver: every call to the card that can fail, and one kind of failure."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from numpy.typing import NDArray

_REASONS = (
    (("OUT_OF_MEMORY", "MemoryError"), "the card has not enough memory"),
    (
        ("UNSUPPORTED_PTX", "INSUFFICIENT_DRIVER", "SYSTEM_DRIVER_MISMATCH", "driver version"),
        "the NVIDIA driver is too old for this CUDA toolkit",
    ),
    (("driver library cannot be found", "driver init", "NO_DEVICE"), "there is no usable card"),
    (
        ("LAUNCH", "ILLEGAL", "ECC", "UNAVAILABLE", "DEVICE_LOST", "UNKNOWN", "CONTEXT"),
        "the card was lost",
    ),
)
"""What errors of the driver and of numba-cuda say, in name or text, and what that means."""


THREADS = 64
"""Moves priced at once for a timetable: about as many as are tried for one accepted."""


class GpuError(Exception):
    """The card cannot be used, or no longer; what it says is a line for people."""


@contextmanager
def told() -> Iterator[None]:
    """Whatever fails at the driver is a GpuError. The card may have said it much later."""
    try:
        yield
    except GpuError:
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        line = " ".join(said.split())[:200]
        reasons = (why for marks, why in _REASONS if any(mark in said for mark in marks))
        raise GpuError(f"{next(reasons, 'the card failed')} ({line})") from error


class Card:
    """The first CUDA device. Raises GpuError, as all its methods do.

    `threads` is how many a block should have. With NUMBA_ENABLE_CUDASIM=1 it is Numba's
    simulator, a processor that takes far longer for far less.
    """

    def __init__(self) -> None:
        with told():
            from numba import config, cuda

            self._cuda = cuda
            self.simulated = bool(config.ENABLE_CUDASIM)
            self.name, self.multiprocessors, self.threads = "CUDA simulator", 1, 4
            if not self.simulated:
                self.threads = THREADS
                _require_package()
                device = cuda.get_current_device()
                self.name = getattr(device.name, "decode", lambda: device.name)()
                self.multiprocessors = int(device.MULTIPROCESSOR_COUNT)

    def free_bytes(self) -> int:
        with told():
            if self.simulated:
                return 1 << 30
            return int(self._cuda.current_context().get_memory_info().free)

    def empty(self, shape: tuple[int, ...], dtype: Any = np.uint8) -> Any:
        """Memory of the card."""
        with told():
            return self._cuda.device_array(shape, dtype)

    def upload(self, values: NDArray[Any]) -> Any:
        with told():
            return self._cuda.to_device(np.ascontiguousarray(values))

    def copy(self, source: Any, target: Any) -> None:
        """From one part of the card's memory to another of the same shape."""
        with told():
            target.copy_to_device(source)

    def download(self, values: Any) -> NDArray[Any]:
        """Waits for what was launched before."""
        with told():
            found: NDArray[Any] = values.copy_to_host()
            return found

    def launch(self, kernel: Any, blocks: int, threads: int, *given: Any) -> None:
        with told():
            kernel[blocks, threads](*given)

    def address(self, memory: Any) -> int:
        return int(memory.__cuda_array_interface__["data"][0])

    def host(self, memory: Any) -> NDArray[Any]:
        """Of the simulator, the array that is the card's memory."""
        found: NDArray[Any] = memory._ary
        return found


def _require_package() -> None:
    try:
        version("numba-cuda")
    except PackageNotFoundError as error:
        raise GpuError("numba-cuda is not installed") from error
