"""A plan's limits hold, whichever way rows are added, and however many add at once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from rest_framework.test import APIClient

from accounts.access import Plan
from accounts.models import Department, Institution
from accounts.tenancy import platform_context, tenant_context
from campus.models import Student


def give_plan(institution: Institution, **limits: int) -> None:
    with platform_context():
        plan = Plan.objects.create(external_id=f"p-{institution.pk}", name="Small", **limits)
        Institution.objects.filter(pk=institution.pk).update(plan=plan)


@pytest.mark.django_db
def test_the_error_names_the_limit_the_plan_and_what_there_is(
    registrar: APIClient, tenant: Institution
) -> None:
    give_plan(tenant, departments=2)
    for name in ("A", "B"):
        assert registrar.post("/api/v1/departments/", {"name": name}).status_code == 201
    refused = registrar.post("/api/v1/departments/", {"name": "C"})
    assert (refused.status_code, refused.json()["code"]) == (409, "plan_limit")
    assert refused.json()["parameters"] == {
        "limit": "departments",
        "plan": "Small",
        "allowed": 2,
        "current": 2,
    }
    assert Department.objects.count() == 2


@pytest.mark.django_db
def test_bulk_writes_and_sql_are_held_to_it_too(tenant: Institution) -> None:
    give_plan(tenant, students=2)
    rows = [Student(institution=tenant, name=f"Student {n}") for n in range(3)]
    with pytest.raises(DatabaseError, match="allows 2 students"), transaction.atomic():
        Student.objects.bulk_create(rows)
    Student.objects.bulk_create(rows[:2])
    with (
        pytest.raises(DatabaseError, match="allows 2 students"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO campus_student (id, institution_id, external_id, version, created_at,"
            " updated_at, name) SELECT gen_random_uuid(), institution_id, 'x', 1, now(), now(),"
            " 'Student 4' FROM campus_student LIMIT 1"
        )


@pytest.mark.django_db
def test_no_plan_and_an_empty_limit_are_no_limit(
    tenant: Institution, make_institution: Callable[[str], Institution]
) -> None:
    Department.objects.create(name="A")
    give_plan(tenant, students=0)
    Department.objects.create(name="B")
    other = make_institution("Other")
    with tenant_context(other.id):
        Student.objects.create(name="Student 1")
    assert Department.objects.count() == 2


@pytest.mark.django_db
def test_a_job_within_no_plan_may_ask_for_so_many_variants_and_seconds(
    registrar: APIClient, tenant: Institution
) -> None:
    triggers = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'generation_job'::regclass"
    with connection.cursor() as cursor:
        cursor.execute(triggers)
        found = {row[0] for row in cursor.fetchall()}
    assert {"plan_concurrent_jobs", "plan_time_budget", "plan_variants"} <= found


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_do_not_both_get_the_last_place(institution: Institution) -> None:
    give_plan(institution, departments=3)
    with tenant_context(institution.id):
        for name in "AB":
            Department.objects.create(name=name)
    ready, outcomes = threading.Barrier(2), []

    def add(name: str) -> None:
        try:
            with tenant_context(institution.id):
                ready.wait(timeout=30)
                Department.objects.create(name=name)
            outcomes.append("added")
        except DatabaseError as error:
            outcomes.append(str(getattr(error.__cause__, "sqlstate", "")))
        finally:
            connections.close_all()

    threads: list[Any] = [threading.Thread(target=add, args=(name,)) for name in "CD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["HR001", "added"]
    with tenant_context(institution.id):
        assert Department.objects.count() == 3


@pytest.mark.django_db
def test_a_temporary_table_does_not_stand_in_for_the_plan(tenant: Institution) -> None:
    give_plan(tenant, departments=1)
    Department.objects.create(name="A")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE accounts_plan (LIKE accounts_plan)")
    with pytest.raises(DatabaseError, match="allows 1 departments"), transaction.atomic():
        Department.objects.create(name="B")
