"""The driver: every call to the card that can fail, and one kind of failure."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

_REASONS = (
    (("OUT_OF_MEMORY", "MemoryError"), "the card has not enough memory"),
    (
        ("UNSUPPORTED_PTX", "INSUFFICIENT_DRIVER", "SYSTEM_DRIVER_MISMATCH"),
        "the NVIDIA driver is too old for this CUDA toolkit",
    ),
    (("cannot be found", "No such file", "Error at driver init", "NO_DEVICE"), "no usable card"),
)


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
        line = next((each.strip() for each in str(error).splitlines() if each.strip()), said)
        for marks, reason in _REASONS:
            if any(mark in said for mark in marks):
                raise GpuError(f"{reason} ({line})") from error
        raise GpuError(f"the card was lost ({type(error).__name__}: {line})") from error


class Card:
    """The first CUDA device. Raises GpuError, as all its methods do."""

    def __init__(self) -> None:
        with told():
            from numba import cuda

            self._cuda = cuda
            self.simulated = bool(cuda.config.ENABLE_CUDASIM)
            if not self.simulated:
                device = cuda.get_current_device()
                self.name = device.name.decode() if isinstance(device.name, bytes) else device.name
                self.multiprocessors = int(device.MULTIPROCESSOR_COUNT)
            else:
                self.name, self.multiprocessors = "CUDA simulator", 1

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
