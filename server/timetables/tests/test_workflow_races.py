"""Two who take a step at once, in transactions of their own: exactly one of them does."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Institution, Membership, Role, User
from accounts.tenancy import tenant_context
from config.errors import Refused
from config.tests.threads import at_once
from courses.clock import Clock
from courses.fill import fill_term
from timetables.models import Approval, ReviewStep, Timetable
from timetables.services import workflow
from timetables.tests.problem import problem_document, result_document, stored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def drafts(institution: Institution) -> list[Timetable]:
    term = fill_term(institution, problem_document())
    clock = Clock.of(problem_document())
    with tenant_context(institution.id):
        return [stored(term, name, result_document(), clock) for name in "AB"]


def within(institution: Institution, step: Callable[..., Any], *arguments: Any) -> Any:
    def act() -> Any:
        with tenant_context(institution.id):
            return step(*arguments)

    return act


def refusals(answers: list[Any]) -> list[str]:
    return [answer.code for answer in answers if isinstance(answer, Refused)]


def state(institution: Institution, timetable: Timetable) -> str:
    with tenant_context(institution.id):
        return Timetable.objects.get(pk=timetable.pk).state


@pytest.mark.parametrize("step", [workflow.submit, workflow.withdraw, workflow.approve])
def test_of_two_equal_steps_at_once_one_is_taken(
    institution: Institution, drafts: list[Timetable], step: Callable[..., Any]
) -> None:
    draft, more = drafts[0], []
    if step is not workflow.submit:
        within(institution, workflow.submit, draft.id, None)()
    if step is workflow.approve:
        more = ["Known"]
    answers = at_once(*[within(institution, step, draft.id, None, *more)] * 2)
    assert refusals(answers) == ["timetable_state"]


def test_an_approval_and_a_withdrawal_at_once_leave_one_of_them(
    institution: Institution, drafts: list[Timetable]
) -> None:
    draft = drafts[0]
    within(institution, workflow.submit, draft.id, None)()
    answers = at_once(
        within(institution, workflow.approve, draft.id, None, "Known"),
        within(institution, workflow.withdraw, draft.id, None),
    )
    assert refusals(answers) == ["timetable_state"]
    with tenant_context(institution.id):
        last = ReviewStep.objects.order_by("-id")[0]
    assert (state(institution, draft), last.action) in {
        ("approved", "approve"),
        ("draft", "withdraw"),
    }


def test_of_two_publications_at_once_both_count_and_one_stays(
    institution: Institution, drafts: list[Timetable]
) -> None:
    for draft in drafts:
        within(institution, workflow.submit, draft.id, None)()
        within(institution, workflow.approve, draft.id, None, "Known")()
    answers = at_once(
        *[within(institution, workflow.publish, draft.id, None) for draft in drafts]
    )
    assert refusals(answers) == []
    assert sorted(state(institution, draft) for draft in drafts) == ["archived", "published"]
    assert sorted(answer.number for answer in answers) == [1, 2]


def test_a_rejection_and_an_approval_of_one_department_at_once_leave_one_truth(
    institution: Institution, drafts: list[Timetable]
) -> None:
    draft = drafts[0]
    within(institution, workflow.submit, draft.id, None)()
    with tenant_context(institution.id):
        user = User.objects.create_user("registrar@example.org")
        by = Membership.objects.create(user=user, role=Role.REGISTRAR)
        key = Approval.objects.filter(timetable=draft)[0].pk
    at_once(
        within(institution, workflow.decide, [key], by, "approved"),
        within(institution, workflow.decide, [key], by, "rejected", "No"),
    )
    with tenant_context(institution.id):
        approval = Approval.objects.get(pk=key)
    expected = {"approved": "in_review", "rejected": "draft"}
    assert state(institution, draft) == expected[approval.state]
