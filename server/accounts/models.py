"""Institutions, their departments, and the people who work with them."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from accounts.identifiers import uuid7
from accounts.limits import Limit
from accounts.recording import UNRECORDED, Recorded
from accounts.tenancy import TenantModel, unique_external_id


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who logs in by email; what they may do hangs on their memberships."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    recorded: ClassVar[Recorded] = Recorded(hidden=("password",), ignored=("last_login",))

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.email


class Institution(models.Model):
    """A tenant. Seen by its own context and by its members."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    external_id = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, default="UTC")
    plan = models.ForeignKey(
        "accounts.Plan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="institutions",
        help_text="None: no limits.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    recorded: ClassVar[Recorded] = Recorded(tenant="id")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The clock and calendar that its terms and meetings go by."""
        return ZoneInfo(self.timezone)


class School(TenantModel):
    """A faculty or college: departments side by side."""

    name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("school")]

    def __str__(self) -> str:
        return self.name


class Department(TenantModel):
    """The unit that owns courses, rooms and staff, and limits what its members may touch."""

    name = models.CharField(max_length=200)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="departments"
    )

    limited = (Limit("departments"),)

    class Meta(TenantModel.Meta):
        constraints = [unique_external_id("department")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    PLATFORM_ADMIN = "platform_admin"
    REGISTRAR = "registrar"
    DEPARTMENT_HEAD = "department_head"
    COORDINATOR = "coordinator"
    INSTRUCTOR = "instructor"
    STUDENT = "student"
    SUPPORT = "support", "Support (of the platform, for a recorded reason)"


class Membership(TenantModel):
    """A user's role in an institution; `department` is the scope of heads and coordinators.

    It counts while it is active and, where it has an end, until then. The platform's
    support says why it looks in.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    recorded: ClassVar[Recorded] = Recorded(named="user__name")

    class Meta(TenantModel.Meta):
        constraints = [
            unique_external_id("membership"),
            models.UniqueConstraint(fields=["institution", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=~models.Q(role__in=[Role.DEPARTMENT_HEAD, Role.COORDINATOR])
                | models.Q(department__isnull=False),
                name="membership_department_scope",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.SUPPORT)
                | models.Q(expires_at__isnull=False) & ~models.Q(reason=""),
                name="membership_support_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class IdempotencyKey(TenantModel):
    """A write that has been answered: asked for again with its key, it is not done again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)

    # What it answered is in the record of what it changed.
    recorded = UNRECORDED

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "user", "key"], name="idempotency_key_once"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return self.key


# Django looks for models here.
from accounts import access  # noqa: E402, F401
