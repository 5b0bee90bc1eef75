"""Timetables side by side in a card's memory, and how kernels there read them.

Every timetable is a row of bytes: all its arrays, one behind the other, so that copying one
over another is one copy. Kernels read it as on the CPU, through a table of addresses (see
`horarium.kernels.fields`). What each thread of a block needs for itself, as its random
numbers, is in the row once for each thread.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from llvmlite import ir
from numba import config, cuda, types
from numpy.typing import NDArray

from horarium.kernels.fields import WORDS, Fields, FieldsType, lower_field
from horarium.kernels.layout import Best, Data, State

ALIGNMENT = 256
"""Bytes at whose multiples every array begins, so that a warp's loads of it are whole."""

PRIVATE: Mapping[type[Fields], tuple[str, ...]] = {
    Data: (),
    State: ("rng", "scratch", "bundle"),
    Best: (),
}
"""Arrays that each thread of a block has for itself: rows lie side by side, by thread."""


class Rows:
    """How copies of one `Fields` object are laid out for blocks of so many threads."""

    def __init__(self, sample: Fields, threads: int) -> None:
        self._sample = sample
        self._private = PRIVATE[type(sample)]
        self._threads = threads
        names = [
            name for name, kind in sample.declared.items() if isinstance(kind, types.Array)
        ]
        names.sort(key=lambda name: name in self._private)
        self._offsets: dict[str, int] = {}
        self.common = end = 0
        for name in names:
            self._offsets[name] = end
            copies = threads if name in self._private else 1
            end += -(-getattr(sample, name).nbytes * copies // ALIGNMENT) * ALIGNMENT
            if copies == 1:
                self.common = end
        self.size = max(end, ALIGNMENT)
        """Bytes of a row; the first `common` of them are the timetable."""

    def bytes(self) -> NDArray[np.uint8]:
        """The sample as a row, what is private the same for each thread."""
        row = np.zeros(self.size, np.uint8)
        for name, at in self._offsets.items():
            raw = getattr(self._sample, name).reshape(-1).view(np.uint8)
            raw = np.tile(raw, self._threads) if name in self._private else raw
            row[at : at + len(raw)] = raw
        return row

    def tables(self, address: int, count: int) -> NDArray[np.int64]:
        """For each of so many rows from an address, the table through which kernels read it."""
        tables = np.repeat(self._sample.table[None], count, axis=0)
        for at, name in enumerate(self._sample.declared):
            if name in self._offsets:
                first = address + self._offsets[name]
                tables[:, at, 0] = first + self.size * np.arange(count, dtype=np.int64)
        return tables.reshape(-1)

    def array(self, name: str, row: NDArray[np.uint8], thread: int = 0) -> NDArray[Any]:
        """An array of the row, not copied."""
        like = getattr(self._sample, name)
        at = self._offsets[name] + like.nbytes * thread
        found: NDArray[Any] = row[at : at + like.nbytes].view(like.dtype).reshape(like.shape)
        return found

    def views(self, rows: NDArray[np.uint8]) -> list[list[Any]]:
        """Objects on these rows of bytes, one a thread: what the simulator's kernels read."""
        numbers = {
            name: getattr(self._sample, name)
            for name in self._sample.declared
            if name not in self._offsets
        }

        def view(row: NDArray[np.uint8], thread: int) -> Any:
            arrays = {
                name: self.array(name, row, thread if name in self._private else 0)
                for name in self._offsets
            }
            return type(self._sample).of(**arrays, **numbers)

        return [[view(row, thread) for thread in range(self._threads)] for row in rows]


def _simulated(tables: Any, row: int, thread: int) -> Any:
    return tables[row][thread]


def _compiled(cls: type[Fields]) -> Any:
    """A function of device code: the row's table as a `Fields` object."""
    from numba.cuda.extending import intrinsic

    kind, words = FieldsType(cls), len(cls.declared) * WORDS

    @intrinsic
    def read(_: Any, tables: Any, row: Any, thread: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            array = context.make_array(signature.args[0])(context, builder, given[0])
            at = context.cast(builder, given[1], signature.args[1], types.int64)
            return builder.gep(array.data, [builder.mul(at, ir.Constant(at.type, words))])

        return kind(tables, row, thread), generate

    return read


def _unwrapped(array: Any) -> NDArray[Any]:
    found: NDArray[Any] = array._item._ary
    return found


def _itself() -> Any:
    """A function of device code: the array."""
    return cuda.jit(lambda array: array, device=True)


def _register() -> None:
    """Tell numba-cuda of `Fields`, whose private arrays begin anew for each thread."""
    from numba.cuda.cudadecl import registry as declarations
    from numba.cuda.cudaimpl import registry as implementations
    from numba.cuda.extending import models, register_model
    from numba.cuda.typing.templates import AttributeTemplate

    @register_model(FieldsType)
    class Model(models.PrimitiveModel):
        def __init__(self, manager: Any, kind: FieldsType) -> None:
            super().__init__(manager, kind, ir.IntType(64).as_pointer())

    @declarations.register_attr
    class Attributes(AttributeTemplate):
        key = FieldsType

        def generic_resolve(self, kind: Any, name: str) -> Any:
            return kind.declared.get(name)

    private = {FieldsType(cls).name: names for cls, names in PRIVATE.items()}

    @implementations.lower_getattr_generic(FieldsType)
    def lower(context: Any, builder: Any, kind: FieldsType, table: Any, name: str) -> Any:
        value = lower_field(context, builder, kind, table, name)
        if name not in private.get(kind.name, ()):
            return value
        array = context.make_array(kind.declared[name])(context, builder, value=value)
        width = builder.extract_value(array.shape, 0)
        array.data = builder.gep(array.data, [builder.mul(_thread(builder), width)])
        return array._getvalue()


def _thread(builder: Any) -> Any:
    """The number of the thread in its block."""
    word = ir.IntType(32)
    name = "llvm.nvvm.read.ptx.sreg.tid.x"
    register = builder.module.globals.get(name)
    if register is None:
        register = ir.Function(builder.module, ir.FunctionType(word, []), name)
    return builder.zext(builder.call(register, []), ir.IntType(64))


SIMULATED = bool(config.ENABLE_CUDASIM)
"""Whether kernels run in Numba's simulator: NUMBA_ENABLE_CUDASIM=1 before Numba is imported."""

if not SIMULATED:
    _register()
data_of, state_of, best_of = (
    _simulated if SIMULATED else _compiled(cls) for cls in (Data, State, Best)
)
"""In kernels: the object of a row, for a thread, from the tables of all rows."""

array_of = _unwrapped if SIMULATED else _itself()
"""In kernels: an array that was given to them, for the functions that they call."""
