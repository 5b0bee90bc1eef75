"""Who changes the same member, invitation or plan at once: one of them does, or is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access import Invitation, Plan
from accounts.models import Institution, Membership, Role
from accounts.tenancy import platform_context, tenant_context
from accounts.tests.test_members import INVITATIONS
from config.tests.threads import held_up

pytestmark = pytest.mark.django_db(transaction=True)

LogIn = Callable[..., APIClient]


def codes(answers: list[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def edits(clients: list[APIClient], url: str, *bodies: dict[str, Any]) -> list[Any]:
    """An edit of version 1 by each client."""
    return [
        lambda client=client, body=body: client.patch(url, {"version": 1, **body})
        for client, body in zip(clients, bodies, strict=True)
    ]


def test_of_two_edits_of_one_version_of_a_member_one_is_refused(
    institution: Institution, log_in: LogIn
) -> None:
    clients = [log_in(institution), log_in(institution)]
    log_in(institution, Role.STUDENT)
    with tenant_context(institution.id):
        member = Membership.objects.get(role=Role.STUDENT)
    both = edits(
        clients, f"/api/v1/members/{member.pk}/", {"role": "instructor"}, {"is_active": False}
    )
    assert codes(held_up(member, *both)) == [200, 409]


def test_of_two_edits_of_one_version_of_a_plan_or_an_institution_one_is_refused(
    institution: Institution, log_in: LogIn
) -> None:
    clients = [log_in(institution, Role.PLATFORM_ADMIN) for _ in "ab"]
    with platform_context():
        plan = Plan.objects.create(external_id="small", name="Small")
    for row, path in ((plan, "plans"), (institution, "institutions")):
        both = edits(
            clients, f"/api/v1/platform/{path}/{row.pk}/", {"name": "A"}, {"name": "B"}
        )
        assert codes(held_up(row, *both)) == [200, 409], path


@pytest.mark.parametrize("method", ["post", "delete"])
def test_an_invitation_that_is_accepted_meanwhile_stays_accepted(
    institution: Institution, log_in: LogIn, method: str
) -> None:
    client = log_in(institution)
    made = client.post(INVITATIONS, {"email": "new@example.org", "role": "student"}).json()
    with tenant_context(institution.id):
        invitation = Invitation.objects.get()
    url = f"{INVITATIONS}{made['id']}/{'resend/' if method == 'post' else ''}"

    def accepted() -> None:
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())

    (answer,) = held_up(invitation, lambda: getattr(client, method)(url), meanwhile=accepted)
    assert (answer.status_code, answer.json()["code"]) == (409, "invitation_closed")
    with tenant_context(institution.id):
        invitation.refresh_from_db()
    assert invitation.accepted_at is not None
    assert invitation.revoked_at is None
