"""Whether there is room for one more solve on this machine."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.errors import ServiceError
from generator.schemas import GpuReport, HardwareReport
from horarium import __version__, hardware
from horarium.hardware import Gpu, Hardware, Plan

SLOW_FROM = 0.80
"""Share of memory in use from which half of the slots, and of the threads, are given out."""

CLOSED_FROM = 0.95
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Admission:
    """Slots and threads by the hardware plan, half of them while memory is short."""

    machine: Hardware
    plan: Plan
    memory_used: Callable[[], float] = hardware.memory_used
    gpus: tuple[Gpu, ...] = ()

    @classmethod
    def of_this_machine(cls) -> "Admission":
        machine = hardware.detect()
        return cls(machine, hardware.plan(machine), gpus=tuple(hardware.gpus()))

    def admit(self, running: int) -> None:
        """Raises ServiceError 503: memory_short or no_free_slot."""
        used = self.memory_used()
        if used >= CLOSED_FROM:
            raise _busy("memory_short", f"{used:.0%} of the memory is in use")
        if not self._free(running, used):
            raise _busy("no_free_slot", f"{running} of {self.plan.slots} slots are in use")

    def _free(self, running: int, used: float) -> int:
        """Solves that may begin beside those that run."""
        if used >= CLOSED_FROM:
            return 0
        return max(0, self._halved(self.plan.slots, used) - running)

    def threads(self, asked: int | None) -> int:
        """What a solve that begins now gets of the threads it asks for, or of the plan's."""
        return self._halved(asked or self.plan.threads, self.memory_used())

    @staticmethod
    def _halved(number: int, memory_used: float) -> int:
        return number if memory_used < SLOW_FROM else max(1, number // 2)

    def report(self, running: int) -> HardwareReport:
        used = self.memory_used()
        return HardwareReport(
            engine_version=__version__,
            cores=self.machine.cores,
            memory_mb=self.machine.memory_mb,
            gpus=[GpuReport(name=gpu.name, memory_mb=gpu.memory_mb) for gpu in self.gpus],
            memory_used=round(used, 3),
            slots=self.plan.slots,
            running=running,
            free=self._free(running, used),
            threads_per_solve=self.plan.threads,
            memory_mb_per_solve=self.plan.memory_mb,
        )


def _busy(code: str, detail: str) -> ServiceError:
    return ServiceError(503, code, detail, retry_after=RETRY_SECONDS)
