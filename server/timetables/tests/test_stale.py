"""Figures are of the data as that is now, or they are said to be of before."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Institution
from audit.selectors import data_version, entries
from campus.models import Term
from courses.models import Constraint
from timetables.models import Timetable, TimetableState
from timetables.selectors.findings import findings, violations
from timetables.selectors.stale import is_stale
from timetables.services.scores import store_score
from timetables.tests.ways import brought_to

pytestmark = pytest.mark.django_db


def demand(term: Term) -> None:
    Constraint.objects.create(
        institution_id=term.institution_id, term=term, kind="SameRoom", required=True
    )


def begin(timetable: Timetable) -> None:
    """The term begins today, and the figures are of that."""
    timetable.term.first_day = timezone.localdate()
    timetable.term.save()
    timetable.scored_of = data_version()
    timetable.save()


def test_figures_are_stale_once_something_that_they_are_of_was_changed(
    tenant: Institution, registrar: Any, timetable: Timetable
) -> None:
    begin(timetable)
    url = "/api/v1/timetables/"
    assert not registrar.get(f"{url}{timetable.pk}/").json()["score_stale"]
    demand(timetable.term)
    assert registrar.get(f"{url}{timetable.pk}/").json()["score_stale"]
    assert registrar.get(url).json()["results"][0]["score_stale"]


def test_violations_of_before_count_until_it_is_scored_anew(timetable: Timetable) -> None:
    Timetable.objects.filter(pk=timetable.pk).update(hard=7, scored_of=data_version())
    timetable.refresh_from_db()
    demand(timetable.term)
    assert violations(timetable) == 7
    timetable.scored_of = ""
    assert violations(timetable) == len(findings(timetable))


def test_what_is_of_a_term_that_is_over_keeps_its_figures(timetable: Timetable) -> None:
    begin(timetable)
    demand(timetable.term)
    assert is_stale(timetable)
    timetable.term.first_day = timezone.localdate() - timedelta(weeks=timetable.term.weeks)
    assert not is_stale(timetable)


def test_what_is_archived_keeps_its_figures(timetable: Timetable) -> None:
    brought_to(timetable, TimetableState.ARCHIVED)
    demand(timetable.term)
    assert not is_stale(timetable)


def test_figures_that_are_worked_out_anew_are_no_change_of_anybodys(
    timetable: Timetable,
) -> None:
    known = entries().count()
    figures = {"total": timetable.total + 5, "hard": 1, "components": {}}
    assert store_score(timetable.pk, timetable.version, figures, {}, scored_of="now")
    assert entries().count() == known
