"""A bundle of arrays that compiled code reads through one pointer.

Numba passes a tuple of arrays by copying every array's header and counting
references to each, at every call between kernels: far more than the work of a
move. A `Fields` object passes as the address of a table of (address, shape) of
its arrays, and `data.gap` in a kernel is two loads that the compiler may move
out of loops. Without the JIT it is an ordinary object with arrays.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np import numpy_support
from numba.np.arrayobj import populate_array

WORDS = 3
"""Table entries of a field: address and two extents, or an integer's value."""


@dataclass(frozen=True, eq=False)
class Fields:
    """Subclasses declare fields whose annotations carry Numba's type, see `layout`."""

    declared: ClassVar[dict[str, types.Type]]
    table: np.ndarray

    def __init_subclass__(cls) -> None:
        cls.declared = {
            name: kind.__metadata__[0] for name, kind in cls.__annotations__.items()
        }

    @classmethod
    def of(cls, **values: Any) -> Any:
        """Check every value against its declaration, and build the table of addresses."""
        table = np.zeros((len(cls.declared), WORDS), np.int64)
        for row, (name, kind) in zip(table, cls.declared.items(), strict=True):
            value = values[name]
            if isinstance(kind, types.Array):
                value = np.ascontiguousarray(value, dtype=numpy_support.as_dtype(kind.dtype))
                if value.ndim != kind.ndim:
                    raise TypeError(f"{name} must have {kind.ndim} dimensions")
                values[name] = value
                row[0] = value.ctypes.data
                row[1 : 1 + value.ndim] = value.shape
            else:
                row[0] = value
        return cls(table, **values)

    def but(self, **values: Any) -> Any:
        """One with the same arrays but these."""
        return self.of(**{name: getattr(self, name) for name in self.declared} | values)

    @property
    def address(self) -> int:
        """Where the table is."""
        return int(self.table.ctypes.data)

    @property
    def nbytes(self) -> int:
        """Memory of all arrays."""
        values = (getattr(self, field.name) for field in fields(self))
        return sum(value.nbytes for value in values if isinstance(value, np.ndarray))

    def take(self, other: Any, but: tuple[str, ...] = ()) -> None:
        """Copy the contents of the other's arrays, but those named, into one's own."""
        for name, kind in self.declared.items():
            if isinstance(kind, types.Array) and name not in but:
                getattr(self, name)[:] = getattr(other, name)


class FieldsType(types.Type):
    """The compiler's type of a subclass of `Fields`."""

    def __init__(self, cls: type[Fields]) -> None:
        self.declared = cls.declared
        super().__init__(name=f"Fields({cls.__name__}: {list(cls.declared.items())})")


_TYPES: dict[type[Fields], FieldsType] = {}


@typeof_impl.register(Fields)
def _typeof(value: Fields, _: Any) -> FieldsType:
    cls = type(value)
    if cls not in _TYPES:
        _TYPES[cls] = FieldsType(cls)
    return _TYPES[cls]


@register_model(FieldsType)
class _Model(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: FieldsType) -> None:
        super().__init__(manager, kind, ir.IntType(64).as_pointer())


@unbox(FieldsType)
def _unbox(_: FieldsType, value: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(value, "address")
    pointer = c.builder.inttoptr(c.pyapi.long_as_longlong(address), ir.IntType(64).as_pointer())
    c.pyapi.decref(address)
    return NativeValue(pointer)


@infer_getattr
class _Attributes(AttributeTemplate):
    key = FieldsType

    def generic_resolve(self, kind: Any, name: str) -> Any:  # type: ignore[override]
        return kind.declared.get(name)


@lower_getattr_generic(FieldsType)
def lower_field(context: Any, builder: Any, kind: FieldsType, table: Any, name: str) -> Any:
    at = list(kind.declared).index(name) * WORDS
    field = kind.declared[name]

    def word(offset: int) -> Any:
        index = ir.Constant(ir.IntType(64), at + offset)
        value = builder.load(builder.gep(table, [index]))
        value.set_metadata("invariant.load", builder.module.add_metadata([]))
        return value

    if not isinstance(field, types.Array):
        return word(0)
    array = context.make_array(field)(context, builder)
    item = context.get_data_type(field.dtype)
    size = context.get_constant(types.intp, context.get_abi_sizeof(item))
    shape = [word(1 + i) for i in range(field.ndim)]
    strides = [builder.mul(shape[1], size), size] if field.ndim == 2 else [size]
    data = builder.inttoptr(word(0), item.as_pointer())
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
    return array._getvalue()
