"""Whatever cells hold, an import is checked and says what is wrong."""

import csv
import io
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Institution
from spreadsheets import services
from spreadsheets.files.writing import Sheet, write_xlsx
from spreadsheets.models import ImportState
from spreadsheets.sheets import SHEETS
from spreadsheets.tests.institutions import make_everything, make_member

pytestmark = pytest.mark.django_db

KNOWN = ["R0", "PHY-1", "autumn", "2026-0001", "bsc-26", "lab", "1-4", "Mon", "08:00", "10:00"]
CELLS = (
    st.sampled_from([*KNOWN, "", "", "yes", "5", "0", "-1", "1e9", "99999999999", "2026-08-03"])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(
        lambda text: text.replace("\x00", "")
    )
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), name=st.sampled_from(sorted(SHEETS)), is_text=st.booleans())
def test_any_cells_are_checked(
    data: st.DataObject, name: str, is_text: bool, tenant: Institution
) -> None:
    with transaction.atomic():
        term = make_everything()
        member = make_member(tenant)
        headings = [column.name for column in SHEETS[name].columns]
        row = st.lists(CELLS, min_size=len(headings), max_size=len(headings))
        rows: list[list[Any]] = data.draw(st.lists(row, max_size=4))
        if is_text:
            target = io.StringIO(newline="")
            csv.writer(target).writerows([headings, *rows])
            content = target.getvalue().encode()
        else:
            content = write_xlsx([Sheet(name, headings, rows)])
        found = services.import_create(member, content, f"{name}.csv", name, term)
        services.import_set(
            found, None, term=term, replace=data.draw(st.booleans()), row_by_row=True
        )
        for step, end in [
            (ImportState.CHECKING, ImportState.CHECKED),
            (ImportState.RUNNING, ImportState.DONE),
            (ImportState.UNDOING, ImportState.UNDONE),
        ]:
            services.import_ask(member, found, step)
            assert found.state == end, found.error
        transaction.set_rollback(True)
