"""One person's data: all of it taken out, or the person forgotten.

Published timetables and the record keep that somebody was there, under a made-up name.
"""

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q

from accounts.access import Invitation
from accounts.mail import forget_mails
from accounts.members import end_sessions, is_working_registrar
from accounts.models import IdempotencyKey, Membership
from accounts.signals import forgotten
from accounts.tenancy import current_institution, platform_context
from audit.erasure import forget
from audit.models import Entry
from audit.registry import parts_of
from campus.models import Instructor, Student
from config.errors import Refused

Person = Instructor | Student


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
    person.name, person.external_id = f"Erased {uuid.uuid4().hex[:8]}", uuid.uuid4().hex
    person.membership = None
    person.save()
    known_as = [person.pk, *_forget_invitations(person, account)]
    if account is not None:
        known_as += [account.pk, *_forget_account(account)]
    _forget(person.pk, known_as)


def person_forget(model: type[Person], key: uuid.UUID) -> bool:
    """Forget who it was whose row was removed before; False where there was none."""
    record = Entry.objects.filter(institution=current_institution(), object=key)
    was_there: bool = record.filter(table=model._meta.db_table).exists()
    if was_there:
        _forget(key, [key])
    return was_there


def _forget(key: uuid.UUID, known_as: list[uuid.UUID]) -> None:
    """Take what is known of a person out of all that is no row of their own."""
    IdempotencyKey.objects.filter(body__icontains=str(key)).delete()
    forgotten.send(None)
    forget(known_as)


def _forget_invitations(person: Person, account: Membership | None) -> list[uuid.UUID]:
    """Those to the person or the account go, with their mails. What is forgotten."""
    whose = Q(person=person.pk)
    if account is not None:
        whose |= Q(email=account.user.email)
    invitations = Invitation.objects.filter(whose)
    forget_mails({row.email for row in invitations})
    keys = [row.pk for row in invitations]
    invitations.delete()
    return keys


def _forget_account(account: Membership) -> list[uuid.UUID]:
    """End the membership; the account too, unless it is used elsewhere. What is forgotten."""
    user = account.user
    account.delete()
    with platform_context():
        elsewhere = Membership.objects.filter(user=user).exists()
    if elsewhere:
        return []
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    end_sessions([user.pk])
    forget_mails([user.email])
    user.email, user.name = f"{user.pk}@erased.invalid", ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
    return [user.pk]


def _rows_of(part: Any, person: Person) -> Any:
    return part._default_manager.filter(**{part.recorded.part_of: person}).order_by("id")


def _values(row: Any, *names: str) -> dict[str, Any]:
    fields = {field.name: field.attname for field in row._meta.concrete_fields}
    return {name: getattr(row, fields[name]) for name in names or fields}
