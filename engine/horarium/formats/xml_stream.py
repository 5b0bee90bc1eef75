"""A streaming reader of competition XML that refuses everything XML can be abused for."""

from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

from horarium.formats.fields import Place
from horarium.problem import ProblemError

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]

_PUBLIC_ID = "-//ITC 2019//DTD Problem Format/EN"
_MAX_DEPTH = 16


def parse(data: bytes, place: Place, start: Start, end: End | None = None) -> None:
    """Call `start(path, attributes)` and `end(path)` for each element, in order.

    `path` has the names from the root down to the element, "solution/class". `place` is
    kept at the current line. The only DOCTYPE let in is the competition's own, which is
    never fetched; with any other, an internal subset, an entity or broken XML,
    raises ProblemError (doctype_refused, entity_refused, bad_xml).
    """
    parser = expat.ParserCreate("utf-8")  # whatever encoding the file says it has
    open_elements: list[str] = []  # each as its path

    def at_line() -> Place:
        place.line = parser.CurrentLineNumber
        return place

    def start_element(name: str, attributes: dict[str, str]) -> None:
        at_line().element = f"element {name[:40]}"
        path = f"{open_elements[-1]}/{name}" if open_elements else name
        open_elements.append(path)
        if len(open_elements) > _MAX_DEPTH:
            raise ProblemError("bad_xml", "elements are nested too deep", str(place))
        start(path, attributes)

    def end_element(_name: str) -> None:
        at_line()
        path = open_elements.pop()
        if end:
            end(path)

    def doctype(
        _name: str, _system_id: str | None, public_id: str | None, internal: bool
    ) -> None:
        if internal or public_id != _PUBLIC_ID:
            raise ProblemError(
                "doctype_refused",
                "only the DOCTYPE of ITC 2019, without declarations of its own, is allowed",
                str(at_line()),
            )

    def refuse_entity(*_: object) -> NoReturn:
        raise ProblemError("entity_refused", "entities are not allowed", str(at_line()))

    parser.StartElementHandler = start_element
    parser.EndElementHandler = end_element
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = refuse_entity
    parser.UnparsedEntityDeclHandler = refuse_entity
    parser.SkippedEntityHandler = refuse_entity
    parser.ExternalEntityRefHandler = refuse_entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place.line, place.element = error.lineno, ""
        reason = expat.ErrorString(error.code)
        raise ProblemError(
            "bad_xml", f"not well-formed XML: {reason}", str(place), reason=reason
        ) from error
