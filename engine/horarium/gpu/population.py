"""Timetables in a card's memory, and what the host does with all of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from horarium.gpu import kernels
from horarium.gpu.card import Card, GpuError
from horarium.gpu.rows import Rows
from horarium.kernels.layout import Best, Data, State
from horarium.search.schedule import minus_logs

BLOCKS = 4
"""Timetables for each multiprocessor: as many blocks as its registers hold (255 a thread)."""

USABLE = 0.8
"""Share of the card's free memory that timetables may take."""


@dataclass(frozen=True)
class Shape:
    """How many timetables, and threads for each; None: as suits the card."""

    timetables: int | None = None
    threads: int | None = None


class Population:
    """Copies of one timetable, each searched by a block. Raises GpuError throughout."""

    def __init__(
        self, card: Card, data: Data, state: State, best: Best, start: int, shape: Shape
    ) -> None:
        self._card = card
        self.threads = shape.threads or card.threads
        self._layouts = {"state": Rows(state, self.threads), "best": Rows(best, 1)}
        data_rows = Rows(data, 1)
        each = sum(layout.size for layout in self._layouts.values())
        room = int(card.free_bytes() * USABLE) - data_rows.size
        wanted = shape.timetables or card.multiprocessors * BLOCKS
        self.size = min(wanted, room // each)
        if self.size < 1:
            raise GpuError(
                f"the card has not enough memory (a timetable of {each} bytes and its problem "
                f"of {data_rows.size})"
            )
        self._memory: dict[str, Any] = {}
        self._datas = self._fill("data", data_rows, data_rows.bytes(), 1)
        self._states = self._fill(
            "state", self._layouts["state"], self._layouts["state"].bytes(), self.size
        )
        self._bests = self._fill(
            "best", self._layouts["best"], self._layouts["best"].bytes(), self.size
        )
        self._logs = card.upload(minus_logs())
        seeds = np.random.SeedSequence(start).generate_state(
            self.size * self.threads, np.uint64
        )
        self._launch(kernels.seed, self._states, card.upload(seeds))

    def anneal(
        self,
        mix: NDArray[np.int64],
        tries: int,
        temperatures: NDArray[np.int64],
        price: int,
        rounds: int,
    ) -> NDArray[np.int64]:
        """So many rounds of each timetable; the reports, see `kernels`."""
        report = self._card.upload(np.zeros((self.size, kernels.REPORT), np.int64))
        given = self._card.upload(mix), tries, self._card.upload(temperatures), price
        everything = self._datas, self._states, self._bests
        self._launch(kernels.anneal, *everything, *given, self._logs, rounds, report)
        return self._card.download(report)

    def take(self, source: int, target: int) -> None:
        """One timetable, and the best that it met, over another's; not its random numbers."""
        for name, layout in self._layouts.items():
            rows, end = self._memory[name], layout.common
            self._card.copy(rows[source, :end], rows[target, :end])

    def best(self, number: int, into: Best) -> None:
        """Copy the best that a timetable met."""
        row = self._card.download(self._memory["best"][number])
        for name in into.declared:
            getattr(into, name)[:] = self._layouts["best"].array(name, row)

    def _launch(self, kernel: Any, *given: Any) -> None:
        self._card.launch(kernel, self.size, self.threads, *given)

    def _fill(self, name: str, layout: Rows, row: NDArray[np.uint8], count: int) -> Any:
        """So many copies of the row in the card's memory, and what kernels read them by."""
        card = self._card
        rows = self._memory[name] = card.empty((count, layout.size))
        card.copy(card.upload(row), rows[0])
        filled = 1
        while filled < count:
            more = min(filled, count - filled)
            card.copy(rows[:more], rows[filled : filled + more])
            filled += more
        if card.simulated:
            return layout.views(card.host(rows))
        return card.upload(layout.tables(card.address(rows), count))


def compile_kernels(card: Card) -> None:
    """Compile what a search launches, on the smallest problem. Raises GpuError."""
    from horarium.arrays import compile_problem
    from horarium.warm import tiny_problem

    arrays = compile_problem(tiny_problem(students=2, rooms=1))
    many = Population(card, arrays.data, arrays.empty(0), arrays.nothing(), 0, Shape(1))
    many.anneal(np.full(5, 1024), 1, np.zeros(1, np.int64), 1, 0)
