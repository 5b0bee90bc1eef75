"""How people and programs get in: tokens, invitations, sign-on; and what a plan allows."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.identifiers import uuid7
from accounts.models import Department, Membership, Role, User
from accounts.recording import Recorded
from accounts.tenancy import TenantModel, unique_external_id


class Scope(models.TextChoices):
    """What a token may be used for, beside what its member may do at all.

    One for the calendar opens the address of a calendar and nothing else.
    """

    READ = "read"
    WRITE = "write"
    GENERATE = "generate"
    ADMIN = "admin"
    CALENDAR = "calendar"


class ApiToken(TenantModel):
    """A program's way in, with the rights of the membership that made it.

    Only the digest of its secret is kept; the holder's request sees the row by it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    start = models.CharField(max_length=12, help_text="Its first characters, to tell it by.")
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices))
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    recorded = Recorded(hidden=("digest",), ignored=("last_used_at",))

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("api_token")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and not _past(self.expires_at)


class Invitation(TenantModel):
    """A role that waits for a person; who holds the mailed secret takes it, once.

    `person` is the instructor or student that they are, if any. `by_platform` marks what the
    platform sent, which is all that it sees.
    """

    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    person = models.UUIDField(null=True, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    times_sent = models.PositiveSmallIntegerField(default=1)
    by_platform = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    recorded = Recorded(hidden=("digest",))

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("invitation"),
            models.UniqueConstraint(
                fields=["institution", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.revoked_at or _past(self.expires_at))


class IdentityProvider(TenantModel):
    """An institution's own OpenID Connect provider; the client's secret is sealed.

    Who logs in by it for the first time gets `new_role`, if there is one; otherwise
    only those with a membership are let in.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=300)
    sealed_secret = models.TextField()
    new_role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    is_active = models.BooleanField(default=True)

    recorded = Recorded(hidden=("sealed_secret",))

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("identity_provider"),
            models.UniqueConstraint(fields=["institution"], name="identity_provider_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class MailDomain(TenantModel):
    """A domain of mail addresses that the platform confirmed as this institution's.

    Its provider is believed about addresses of these domains only: any institution
    could otherwise say that its people are another's.
    """

    domain = models.CharField(max_length=253, unique=True)

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("mail_domain")]

    def __str__(self) -> str:
        return self.domain


class Plan(models.Model):
    """What an institution may have at most; empty for no limit. `time_budget` in seconds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    external_id = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    concurrent_jobs = models.PositiveIntegerField(null=True, blank=True)
    time_budget = models.PositiveIntegerField(null=True, blank=True)
    variants = models.PositiveIntegerField(null=True, blank=True)
    departments = models.PositiveIntegerField(null=True, blank=True)
    courses = models.PositiveIntegerField(null=True, blank=True)
    students = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    recorded: ClassVar[Recorded] = Recorded()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            self.version += 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def _past(moment: datetime | None) -> bool:
    return moment is not None and moment <= timezone.now()
