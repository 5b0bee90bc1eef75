"""Tests run under the application's unprivileged role, as the product does.

The owner makes and migrates the test database; `default` then connects to it as
the role to which row-level security applies.
"""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker
from rest_framework.test import APIClient

from accounts import database
from accounts.models import Institution, Membership, Role, User
from accounts.tenancy import platform_context, reapply, tenant_context
from config.tests.agreement import disagreement


@pytest.fixture(scope="session")
def django_db_setup(
    postgres_urls: object,  # noqa: ARG001
    redis_url: str,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    owner, application = connections["owner"], connections["default"]
    with django_db_blocker.unblock():
        database.prepare_roles(owner)
        name = owner.creation.create_test_db(verbosity=0, autoclobber=True)
        database.grant(owner)
        with owner.cursor() as cursor:
            # Tests of committed transactions empty the tables afterwards.
            role = owner.ops.quote_name(settings.DATABASES["default"]["USER"])
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {role}")
        application.close()
        application.settings_dict["NAME"] = name
        settings.DATABASES["default"]["NAME"] = name
    yield
    with django_db_blocker.unblock():
        application.close()
        owner.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)


@pytest.fixture
def make_institution(db: None) -> Callable[[str], Institution]:  # noqa: ARG001
    def make(name: str) -> Institution:
        with platform_context():
            return Institution.objects.create(name=name, external_id=f"{name}-{uuid.uuid4()}")

    return make


@pytest.fixture
def institution(make_institution: Callable[[str], Institution]) -> Institution:
    """An institution outside whose context nothing of it can be read."""
    return make_institution("First")


@pytest.fixture
def tenant(institution: Institution) -> Iterator[Institution]:
    """The same institution, with its context entered for the whole test."""
    with tenant_context(institution.id):
        yield institution


class Client(APIClient):
    """A test client whose requests leave the test's own tenant context as it was.

    In the product a request's context ends with its transaction; in a test, both
    share one. Every answer has to agree with the published schema.
    """

    def request(self, **kwargs: Any) -> Any:
        response = super().request(**kwargs)
        reapply()
        body = b"" if response.streaming else response.content
        method, path = kwargs["REQUEST_METHOD"], kwargs["PATH_INFO"]
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        fault = disagreement(method, path, response.status_code, kind, body)
        assert fault is None, f"{method} {path}: {fault}"
        return response


@pytest.fixture
def log_in(db: None) -> Callable[..., Client]:  # noqa: ARG001
    """Logs a new member in: `log_in(institution, Role.REGISTRAR)`."""

    def log_in(institution: Institution, role: Role = Role.REGISTRAR, **fields: Any) -> Client:
        user = User.objects.create_user(f"{uuid.uuid4()}@example.org", name=str(role))
        with tenant_context(institution.id):
            Membership.objects.create(user=user, role=role, **fields)
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def registrar(tenant: Institution, log_in: Callable[..., Client]) -> Client:
    return log_in(tenant, Role.REGISTRAR)
