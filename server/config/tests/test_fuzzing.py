"""Whatever the whole API is asked, no answer is 5xx and none is undocumented.

schemathesis makes the questions from the published schema, sound ones and unsound ones,
always the same. The long version asks more, in every role, and at the edges of each parameter.
"""

from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.models import Department, Institution, Role
from config.environment import REPOSITORY
from config.generator import GeneratorRefusedError
from config.tests.agreement import disagreement
from config.tests.routes import Rows, model_of, objects, routes
from generation.models import Job
from generation.states import JobState

pytestmark = pytest.mark.django_db

LogIn = Callable[..., Any]
Case = schemathesis.Case[Any]
Ask = Callable[[Case], None]

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]


class Application(WSGIHandler):
    """The product's own, with its middleware; a browser would bring the CSRF token."""

    def get_response(self, request: Any) -> Any:
        request._dont_enforce_csrf_checks = True
        return super().get_response(request)


KNOWN: dict[str, str] = {}
"""Ids of rows that there are, by the paths that name them."""

schemathesis.openapi.format(
    "uuid", st.uuids().map(str) | st.deferred(lambda: st.sampled_from(sorted(KNOWN.values())))
)
SCHEMA = schemathesis.openapi.from_path(REPOSITORY / "server" / "openapi.json")
SCHEMA.app = Application()
SCHEMA.config.update(base_url="http://localhost")
SCHEMA.config.generation.update(with_security_parameters=False)
# The methods that a route does not answer are no operations of the schema.
SCHEMA.config.phases.coverage.unexpected_methods = set()

GROUPS = sorted({path.split("/")[3] for path in SCHEMA})


@SCHEMA.hook
def map_path_parameters(context: Any, parameters: dict[str, Any] | None) -> Any:
    """Most questions are about a row that there is."""
    known = KNOWN.get(context.operation.path)
    if parameters and known and len(str(parameters)) % 4:
        return dict.fromkeys(parameters, known)
    return parameters


@pytest.fixture
def world(tenant: Institution, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rows]:
    """A row of everything that routes name; the generation service takes no file."""
    rows = Rows(tenant)
    found = objects(rows)
    Job.objects.update(state=JobState.SUCCEEDED)
    KNOWN.clear()
    for route in routes():
        if (row := found.get(model_of(route))) is not None:
            KNOWN[route.path] = str(row.pk)

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise GeneratorRefusedError(422, {"code": "file_unreadable"})

    monkeypatch.setattr("config.generator.call", refuse)
    # The questions share the test's transaction and its connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield rows
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asking(client: Any) -> Ask:
    """Asks as whoever is logged in, holds the answer against the schema, leaves no trace."""
    cookies = {"sessionid": client.cookies["sessionid"].value}

    def ask(case: Case) -> None:
        with transaction.atomic():
            answer = case.call(cookies=cookies)
            transaction.set_rollback(True)
        kind = answer.headers.get("content-type", [""])[0]
        # Events are described by their names, which the check does not know of.
        events = kind.startswith("text/event-stream")
        checks = CHECKS if events else [*CHECKS, response_schema_conformance]
        case.validate_response(answer, checks=checks)
        method, path = case.method.lower(), case.formatted_path
        body = b"" if events else answer.content
        fault = disagreement(method, path, answer.status_code, kind.partition(";")[0], body)
        assert fault is None, fault

    return ask


def operations(group: str) -> Iterator[Any]:
    for found in SCHEMA.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # or the test fails here
        if operation.path.split("/")[3] == group:
            yield operation


def made_up(operation: Any, ask: Ask, examples: int) -> None:
    """Ask `examples` sound questions, and as many unsound ones."""
    for mode in GenerationMode:

        @hypothesis.settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(operation.as_strategy(generation_mode=mode))
        def check(case: Case) -> None:
            ask(case)

        try:
            check()
        except Unsatisfiable:
            continue  # nothing about it can be unsound


def at_the_edges(operation: Any, ask: Ask) -> None:
    """Ask with each parameter and field at its limits and beyond them, one at a time."""
    modes, configured = list(GenerationMode), SCHEMA.config.generation
    for case in SCHEMA.iter_coverage_cases(
        operation, generation_modes=modes, generation_config=configured
    ):
        ask(case)


def faults(group: str, put: Callable[[Any], None]) -> str:
    """What is wrong with the answers to what `put` asks of each operation."""
    found = []
    for operation in operations(group):
        try:
            put(operation)
        except Exception as error:
            found.append(f"{operation.label}: {error}")
    return "\n".join(found)


@pytest.mark.parametrize("group", GROUPS)
def test_every_answer_to_a_registrar_is_documented(
    group: str, world: Rows, log_in: LogIn, tenant: Institution
) -> None:
    role = Role.PLATFORM_ADMIN if group == "platform" else Role.REGISTRAR
    ask = asking(log_in(tenant, role))
    assert not faults(group, lambda operation: made_up(operation, ask, examples=2))


@pytest.mark.long
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.SUPPORT])
def test_every_answer_to_every_role_is_documented(
    role: Role, group: str, world: Rows, log_in: LogIn, tenant: Institution
) -> None:
    scoped = role in (Role.DEPARTMENT_HEAD, Role.COORDINATOR)
    fields = {"department": world.of(Department)} if scoped else {}
    ask = asking(log_in(tenant, role, **fields))
    assert not faults(group, lambda operation: made_up(operation, ask, examples=6))


@pytest.mark.long
@pytest.mark.parametrize("group", GROUPS)
def test_every_answer_at_the_edges_is_documented(
    group: str, world: Rows, log_in: LogIn, tenant: Institution
) -> None:
    role = Role.PLATFORM_ADMIN if group == "platform" else Role.REGISTRAR
    ask = asking(log_in(tenant, role))
    assert not faults(group, lambda operation: at_the_edges(operation, ask))
