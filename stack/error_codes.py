"""Every error code that a person may get to see, found in the sources that make them.

The engine's `ProblemError`s reach the browser through imports and failed searches, the
generation service's and the API's own refusals directly, and the framework's beside the
fields of forms. `make openapi` writes the list; a test of the web wants a sentence for each.
"""

import ast
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from stack.process import ROOT

FILE = ROOT / "contracts" / "horarium_contracts" / "documents" / "error_codes.json"
_SOURCES = {
    "engine": ROOT / "engine" / "horarium",
    "generator": ROOT / "generator",
    "server": ROOT / "server",
}
_LEFT_OUT = {"tests", "bench", "migrations", "management", "cli", "demo.py"}
"""What no browser sees the errors of: the command lines speak English themselves."""
_BETWEEN_SERVICES = {"generator/api.py", "generator/admission.py"}
_BETWEEN_SERVICES |= {"server/generation/internal.py"}
"""What only the other service is told."""
_NOTES = {"lose"}
"""Functions that note something beside a result instead of refusing it."""
_FRAMEWORK = ("rest_framework.fields", "rest_framework.relations", "rest_framework.exceptions")


@dataclass
class Code:
    sources: set[str] = field(default_factory=set)
    parameters: set[str] | None = None
    """Those given wherever it is raised; None before the first place."""


@cache
def document() -> str:
    """The list as it is committed: by code, who makes it and which parameters always come."""
    found: dict[str, Code] = {}
    trees = {source: list(_parsed(folder)) for source, folder in _SOURCES.items()}
    raisers = _raisers(tree for trees in trees.values() for tree in trees)
    for source, parsed in trees.items():
        for tree in parsed:
            for code, parameters in _codes(tree, raisers):
                _note(found, code, source, parameters)
    for code in _framework_codes():
        _note(found, code, "framework", set())
    codes = {
        code: {"sources": sorted(each.sources), "parameters": sorted(each.parameters or ())}
        for code, each in sorted(found.items())
    }
    return json.dumps({"codes": codes}, indent=2) + "\n"


def _note(found: dict[str, Code], code: str, source: str, parameters: set[str]) -> None:
    known = found.setdefault(code, Code())
    known.sources.add(source)
    known.parameters = parameters if known.parameters is None else known.parameters & parameters


def _parsed(folder: Path) -> Iterator[ast.Module]:
    for file in sorted(folder.rglob("*.py")):
        inside = file.relative_to(ROOT)
        if not _LEFT_OUT & set(inside.parts) and inside.as_posix() not in _BETWEEN_SERVICES:
            yield ast.parse(file.read_text(), str(file))


Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class _Raiser:
    """What takes a code: its position among the arguments, and what is no parameter of it."""

    position: int
    own: frozenset[str]


def _raisers(trees: Iterable[ast.Module]) -> dict[str, _Raiser]:
    """Functions and classes that take a `code`, by name."""
    found: dict[str, _Raiser] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, Function) and part.name == "__init__":
                        _take(found, node.name, part)
            elif isinstance(node, Function) and node.name not in {*_NOTES, "__init__"}:
                _take(found, node.name, node)
    return found


def _take(found: dict[str, _Raiser], name: str, function: Function) -> None:
    names = [each.arg for each in function.args.args if each.arg != "self"]
    if "code" in names:
        others = {each.arg for each in function.args.kwonlyargs}
        found[name] = _Raiser(names.index("code"), frozenset({*names, *others}))


def _codes(tree: ast.Module, raisers: dict[str, _Raiser]) -> Iterator[tuple[str, set[str]]]:
    """Each code of a module, with the names of its parameters."""
    for function, node in _nodes(tree):
        if isinstance(node, ast.Call) and (raiser := raisers.get(_name(node.func))):
            given = [word.value for word in node.keywords if word.arg == "code"]
            given += node.args[raiser.position : raiser.position + 1]
            names = {word.arg for word in node.keywords if word.arg} - raiser.own
            for word in node.keywords:
                if word.arg == "parameters":
                    names |= _keys(word.value)
            for code in _texts(given[0], function, tree) if given else ():
                yield code, names
        elif isinstance(node, ast.Call) and _name(node.func).endswith("Validator"):
            for word in node.keywords:
                if word.arg == "code" and isinstance(text := _constant(word.value), str):
                    yield text, set()
        elif isinstance(node, ast.Dict) and "code" in _keys(node):
            values = dict(zip(map(_constant, node.keys), node.values, strict=True))
            parameters = values.get("parameters")
            if isinstance(text := _constant(values["code"]), str):
                yield text, _given(parameters, function)
        elif (
            isinstance(node, ast.Yield | ast.Return)
            and _is_fault(function)
            and isinstance(fault := node.value, ast.Tuple)
        ):
            for code in _texts(fault.elts[2], function, tree):
                yield code, _keys(fault.elts[4])


def _given(parameters: ast.AST | None, function: Function | None) -> set[str]:
    """The names in a table of parameters, also where it was put in a variable before."""
    if isinstance(parameters, ast.Name) and function:
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and parameters.id in map(_name, node.targets):
                return _keys(node.value)
    return _keys(parameters) if parameters else set()


def _nodes(tree: ast.Module) -> Iterator[tuple[Function | None, ast.AST]]:
    """Every node with the innermost function around it."""

    def walk(
        node: ast.AST, around: Function | None
    ) -> Iterator[tuple[Function | None, ast.AST]]:
        yield around, node
        inner = node if isinstance(node, Function) else around
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inner)

    return walk(tree, None)


def _is_fault(function: Function | None) -> bool:
    """A check of the engine: it gives tuples (element, id, code, text, parameters)."""
    return bool(function and function.returns and "Fault" in ast.unparse(function.returns))


def _texts(node: ast.AST, function: Function | None, tree: ast.Module) -> Iterator[str]:
    """The texts that an expression may be, as far as the module itself says."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, function, tree)
        yield from _texts(node.orelse, function, tree)
    elif isinstance(node, ast.JoinedStr):
        yield from _joined(node, function, tree)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        table = node.func.value  # {404: "not_found"}.get(status, "http_error")
        if isinstance(table, ast.Dict):
            for part in (*table.values, *node.args):
                yield from _texts(part, function, tree)
    elif isinstance(node, ast.Name) and function:
        for inner in ast.walk(function):
            if (
                isinstance(inner, ast.Assign)
                and node.id in map(_name, inner.targets)
                and node.id not in map(_name, ast.walk(inner.value))
            ):
                yield from _texts(inner.value, function, tree)


def _joined(node: ast.JoinedStr, function: Function | None, tree: ast.Module) -> Iterator[str]:
    """A text with one of the function's arguments in it, for each text given to that."""
    (slot,) = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    assert function is not None
    names = [each.arg for each in function.args.args]
    position = names.index(_name(slot.value))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) == function.name:
            for text in _texts(call.args[position], None, tree):
                parts = [text if part is slot else _constant(part) for part in node.values]
                yield "".join(str(part) for part in parts)


def _framework_codes() -> Iterator[str]:
    """What the framework itself finds wrong with a field or a request."""
    for name in _FRAMEWORK:
        spec = find_spec(name)
        assert spec
        assert spec.origin
        for node in ast.walk(ast.parse(Path(spec.origin).read_text())):
            if not isinstance(node, ast.Assign):
                continue
            targets = set(map(_name, node.targets))
            if "default_error_messages" in targets:
                yield from _keys(node.value)
            elif "default_code" in targets and isinstance(node.value, ast.Constant):
                yield str(node.value.value)
    yield "unique"


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _constant(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _keys(node: ast.AST) -> set[str]:
    keys = node.keys if isinstance(node, ast.Dict) else []
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)}
