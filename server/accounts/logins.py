"""What follows when somebody changes how they log in: codes are spent, sessions end, and the
record says so."""

from typing import Any

from allauth.account.signals import password_reset
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver

from accounts.members import end_sessions
from accounts.models import User
from accounts.recording import Recorded, origin, request_id
from accounts.sealing import unseal
from accounts.tenancy import actor, enter

# Recovery codes change when one is used and when they are first looked at: the entry's reason,
# which is the request, says which. New ones are another row.
Authenticator.recorded = Recorded(part_of="user", hidden=("data",), ignored=("last_used_at",))


@receiver([pre_save, pre_delete], sender=Authenticator)
@receiver(pre_save, sender=User)
def name_who_changes(instance: Authenticator | User, **_kwargs: Any) -> None:
    """The login's own API tells the database of no actor: there, people change their own."""
    if context.request is not None and not actor():
        user = instance if isinstance(instance, User) else instance.user
        enter(actor=str(user.pk), via="login", reason=origin(), request=request_id())


@receiver(post_save, sender=Authenticator)
def spend_codes(instance: Authenticator, created: bool, **_kwargs: Any) -> None:
    """The code that switched a second factor on is no code to log in with."""
    if created and instance.type == Authenticator.Type.TOTP:
        secret = unseal(instance.data["secret"])
        for counter in yield_hotp_counters_from_time():
            TOTP(instance).validate_code(format_hotp_value(hotp_value(secret, counter)))


@receiver(password_reset)
def log_out_everywhere(user: User, **_kwargs: Any) -> None:
    end_sessions([user.pk])
