"""Questions about timetables of no search, or of other data, name what the service can read."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Institution, Role
from accounts.tenancy import tenant_context
from campus.models import Room, Term
from courses.fill import fill_term
from generation.documents import packed_document
from generation.models import Document, Job, Solve
from generation.problem import problem_of
from generation.services.delivery import accept_callback, hand_over
from generation.services.jobs import create_job
from generation.tests.conftest import Generator, callback
from generation.tests.test_questions import Questions, ask, check_body
from timetables.models import Timetable
from timetables.tests.problem import problem_document

pytestmark = pytest.mark.django_db(transaction=True)


class Reader(Questions):
    """Fetches what a question names, as the service does: on a connection of its own."""

    def request(
        self, method: str, url: str, *, content: bytes, **options: Any
    ) -> httpx.Response:
        question = json.loads(content)
        with ThreadPoolExecutor(1) as elsewhere:
            found = elsewhere.submit(_known, question["problem"], question["solution"])
        if not found.result():
            return httpx.Response(503, json={"code": "problem_unavailable"})
        return super().request(method, url, content=content, **options)


def _known(*digests: str) -> bool:
    try:
        return all(packed_document(digest) for digest in digests)
    finally:
        connection.close()


@pytest.fixture
def service(generator: Generator, monkeypatch: pytest.MonkeyPatch) -> Reader:
    double = Reader()
    monkeypatch.setattr("config.generator.httpx.request", double.request)
    return double


@pytest.fixture
def timetable(institution: Institution, generator: Generator, rings: object) -> Timetable:
    """Of a term that no document holds as it is now."""
    term = fill_term(institution, problem_document())
    with tenant_context(institution.id):
        job = create_job(term, variants=1, time_budget=60, solver="auto")
        prepare, variant = job.solves.order_by("index")
    for solve in (prepare, variant):
        hand_over(solve.id)
        with tenant_context(institution.id):
            solve.refresh_from_db()
        accept_callback(callback(solve))
    with tenant_context(institution.id):
        found = Timetable.objects.get(solve=variant)
        Solve.objects.update(timetable=None)
        Room.objects.filter(external_id="r1").update(capacity=999)
    return found


def test_its_documents_are_there_for_the_service_while_the_request_goes_on(
    institution: Institution,
    log_in: Callable[..., Any],
    timetable: Timetable,
    service: Reader,
) -> None:
    with tenant_context(institution.id):
        body, before = check_body(), Document.objects.count()
    client = log_in(institution, Role.REGISTRAR)
    for _ in range(2):
        answer = ask(client, timetable, "check", **body)
        assert answer.status_code == 200, answer.json()
    with tenant_context(institution.id):
        assert Document.objects.count() <= before + 2, "the same content is stored once"


def test_they_stay_when_the_question_itself_is_not_answered(
    institution: Institution,
    log_in: Callable[..., Any],
    timetable: Timetable,
    service: Reader,
) -> None:
    with tenant_context(institution.id):
        body = check_body()
    service.failure = 202, "timetable_loading"
    answer = ask(log_in(institution, Role.REGISTRAR), timetable, "check", **body)
    assert (answer.status_code, answer.json()["code"]) == (202, "timetable_loading")
    assert answer.headers["Retry-After"] == "1"
    assert _known(service.asked[-1][1]["problem"])


def test_the_term_is_compiled_again_only_once_something_of_it_changed(
    institution: Institution,
    log_in: Callable[..., Any],
    timetable: Timetable,
    service: Reader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled = []

    def compile_and_count(term: Any) -> dict[str, Any]:
        compiled.append(term)
        return problem_of(term)

    monkeypatch.setattr("generation.questions.basis.problem_of", compile_and_count)
    with tenant_context(institution.id):
        body = check_body()
    client = log_in(institution, Role.REGISTRAR)

    def named() -> tuple[str, str]:
        assert ask(client, timetable, "check", **body).status_code == 200
        asked = service.asked[-1][1]
        return asked["problem"], asked["solution"]

    first = named()
    with tenant_context(institution.id):
        Timetable.objects.update(version=9)
    assert named() == first
    assert len(compiled) == 1
    with tenant_context(institution.id):
        Room.objects.filter(external_id="r1").update(capacity=3)
    changed = named()
    assert changed[0] != first[0]
    with tenant_context(institution.id):
        Document.objects.filter(digest=changed[0]).delete()
    assert named() == changed
    assert len(compiled) == 3


def test_of_a_search_of_other_data_too_it_is_the_term_as_that_is_now(
    institution: Institution,
    log_in: Callable[..., Any],
    timetable: Timetable,
    service: Reader,
) -> None:
    service.answer = {"total": 3, "hard": 1, "components": {"time": 3}, "measures": {"x": 0.5}}
    with tenant_context(institution.id):
        Solve.objects.filter(index=1).update(timetable=timetable)
        Term.objects.update(first_day=timezone.localdate())
        searched = Job.objects.get().problem.digest
    body = ask(log_in(institution, Role.REGISTRAR), timetable, "score").json()
    assert (body["score"]["hard"], body["score_stale"]) == (1, False)
    asked = service.asked[-1][1]["problem"]
    assert asked != searched
    with tenant_context(institution.id):
        document = Document.objects.get(digest=asked).content
    assert {"id": "r1", "capacity": 999}.items() <= document["rooms"][0].items()
