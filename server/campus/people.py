"""One person's data: all of it taken out, or the person forgotten.

Published timetables and the record keep that somebody was there, under a made-up name.
"""

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import connection

from accounts.access import Invitation
from accounts.members import is_working_registrar
from accounts.models import Membership
from accounts.tenancy import platform_context
from audit.models import Entry
from audit.registry import parts_of
from campus.models import Instructor, Student
from config.errors import Refused

Person = Instructor | Student
PERSONAL = ["name", "email", "external_id"]
"""Columns that say who somebody is, in any table of people."""


def person_export(person: Person) -> dict[str, Any]:
    """Everything that is kept about an instructor or student, by kind."""
    account = person.membership
    document: dict[str, Any] = {
        "person": _values(person),
        "parts": {
            part.__name__: [_values(row) for row in _rows_of(part, person)]
            for part in parts_of(type(person))
        },
        "record": list(Entry.objects.filter(object=person.pk).order_by("id").values()),
    }
    if account is not None:
        document |= {
            "membership": _values(account),
            "user": _values(account.user, "id", "email", "name", "created_at", "last_login"),
            "tokens": list(
                account.tokens.values("name", "scopes", "created_at", "last_used_at")
            ),
            "changes_made": list(
                Entry.objects.filter(actor=account.user_id).order_by("id").values()
            ),
        }
    return document


def person_erase(person: Person) -> None:
    """Forget who this is: a made-up name, no account, and no names in the record.

    Raises Refused (last_registrar) for who runs the institution, too.
    """
    account = person.membership
    if account is not None and is_working_registrar(account):
        raise Refused("last_registrar", "A registrar is given another role before.", status=409)
    known_as = [person.pk]
    person.name, person.external_id = f"Erased {uuid.uuid4().hex[:8]}", uuid.uuid4().hex
    person.membership = None
    person.save()
    if account is not None:
        known_as += [account.pk, *_forget_account(account)]
    with platform_context(), connection.cursor() as cursor:
        cursor.execute("SELECT horarium_forget_values(%s, %s)", [known_as, PERSONAL])


def _forget_account(account: Membership) -> list[uuid.UUID]:
    """End the membership; the account too, unless it is used elsewhere. What is forgotten."""
    user = account.user
    invitations = Invitation.objects.filter(email=user.email)
    forgotten = list(invitations.values_list("pk", flat=True))
    invitations.delete()
    account.delete()
    with platform_context():
        elsewhere = Membership.objects.filter(user=user).exists()
    if elsewhere:
        return forgotten
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.email, user.name = f"{user.pk}@erased.invalid", ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
    return [*forgotten, user.pk]


def _rows_of(part: Any, person: Person) -> Any:
    return part._default_manager.filter(**{part.recorded.part_of: person}).order_by("id")


def _values(row: Any, *names: str) -> dict[str, Any]:
    fields = {field.name: field.attname for field in row._meta.concrete_fields}
    return {name: getattr(row, fields[name]) for name in names or fields}
