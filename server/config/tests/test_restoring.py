"""What comes back from the record comes back whole, or not at all."""

import pytest
from django.db.models import Model
from rest_framework.test import APIClient

from accounts.models import Institution
from audit.models import Entry
from config.tests.routes import Rows
from spreadsheets.models import Import
from timetables.models import Timetable

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Timetable, Import])
def test_what_the_record_has_only_in_part_does_not_come_back_without_the_rest(
    registrar: APIClient, tenant: Institution, model: type[Model]
) -> None:
    row = Rows(tenant).of(model)
    key = row.pk
    row.delete()
    gone = Entry.objects.get(row=key, action="delete")
    refused = registrar.post(f"/api/v1/audit/{gone.pk}/restore/")
    assert (refused.status_code, refused.json()["code"]) == (400, "nothing_to_restore")
    assert not model._default_manager.filter(pk=key).exists()
